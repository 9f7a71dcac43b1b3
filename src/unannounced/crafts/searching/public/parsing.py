"""What people write to be looked for, understood as plainly as possible: nothing that is written is an error.

    words              every one must be there
    "a phrase"         word for word; "police beating"~5: near each other, five words between at most
    a OR b, a | b      either (OU); AND (ET) binds closer, NOT, SAUF, - and ! leave out, ( ) keep together
    a NEAR/5 b         near each other (PRES/5)
    tortur~ isolat*    nearly so written; beginning so
    state:XXA  year:2013..2020    narrowed down

The grammar is read by recursive descent; what is wrong in it is named in ``misread`` and read in the likeliest way.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from unannounced.crafts.searching.public.folding import folded, words_in

MOST_WORDS, DEEPEST, FARTHEST = 40, 20, 50
LEAST_START, LEAST_FUZZY = 2, 4
LONGEST = 10_000  # characters that are looked at


@dataclass(frozen=True, slots=True)
class Word:
    """A word by its stems; several where what was written hangs together, as in self-harm."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words as they stand, one behind the other; with ``apart`` by their stems, so many others between, any order."""

    words: tuple[str, ...]
    apart: int | None = None


@dataclass(frozen=True, slots=True)
class Start:
    """Words that begin so."""

    word: str


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Words that differ in so many letters."""

    word: str
    letters: int


@dataclass(frozen=True, slots=True)
class Narrow:
    """What stands in a field: one of ``values``; of days and years what lies from the first to the last."""

    field: str
    values: tuple[str, ...]
    between: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    """What must not be there."""

    node: "Node"


@dataclass(frozen=True, slots=True)
class All:
    """All of them must be there."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of them must be there."""

    nodes: tuple["Node", ...]


Node = Word | Phrase | Start | Fuzzy | Narrow | Not | All | AnyOf


@dataclass(frozen=True, slots=True)
class Misread:
    """What could not be understood as written: ``kind`` says what, ``said`` repeats it."""

    kind: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    """What is asked for. Without a node everything is, if nothing was written, and else nothing."""

    node: Node | None
    misread: tuple[Misread, ...] = ()
    empty: bool = False


FIELDS = {
    "state": "state",
    "état": "state",
    "etat": "state",
    "year": "year",
    "année": "year",
    "annee": "year",
    "body": "body",
    "organe": "body",
    "kind": "kind",
    "topic": "topic",
    "thème": "topic",
    "theme": "topic",
    "lang": "language",
    "langue": "language",
    "place": "place",
    "lieu": "place",
    "position": "position",
    "followup": "followup",
    "suivi": "followup",
    "symbol": "symbol",
    "cote": "symbol",
}
"""What may stand before a colon, and the field of the index it asks for."""

_QUOTES = str.maketrans("“”„«»‟＂", '"' * 7)
_TOKEN = re.compile(
    r"""
      (?P<minus>[-!](?=["(\w]))
    | "(?P<phrase>[^"]*)(?P<closed>"?)(?:(?<=")~(?P<apart>\d*))?
    | (?P<open>\() | (?P<close>\)) | (?P<or>\|\|?) | (?P<and>&&)
    | (?P<field>[^\W\d_]{2,9}):(?P<value>"[^"]*"|[^\s"()|]+)
    | (?P<word>[^\s"()|]+)
    """,
    re.VERBOSE,
)
_OPERATORS = {"OR": "or", "OU": "or", "AND": "and", "ET": "and", "NOT": "not", "SAUF": "not", "NON": "not"}
_NEAR = re.compile(r"(?:NEAR|PRES|PRÈS)(?:/(\d+))?")
_ELISION = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’ʼ](?=\w)|(?<=\w)['’ʼ]s(?!\w)", re.IGNORECASE)
_FUZZY = re.compile(r"~(\d?)$")
_YEARS = re.compile(r"(\d{4})?(?:\.\.|-)(\d{4})?|\d{4}")
_STANDARD_APART = "10"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of what was written."""

    kind: str
    said: str
    words: tuple[str, ...] = ()
    apart: int | None = None


def understood(written: str) -> Understood:
    """What ``written`` asks for.

    >>> understood('isolat* -police "solitary confinement"').node  # doctest: +ELLIPSIS
    All(nodes=(Start(word='isolat'), Not(node=Word(words=('police',))), Phrase(words=('solitary', 'confinement'), ...)))
    """
    if not written.strip():
        return Understood(None, empty=True)
    reading = _Reading()
    sound = written[:LONGEST].encode(errors="ignore").decode()  # half a character is no character
    reading.tokens = list(reading.tokens_of(sound.translate(_QUOTES)))
    node = reading.everything()
    if node is None and not reading.misread:
        reading.warn("nothing", sound)
    return Understood(node, tuple(dict.fromkeys(reading.misread)))


@dataclass(slots=True)
class _Reading:
    """One pass over what was written."""

    tokens: list[Token] = field(default_factory=list)
    misread: list[Misread] = field(default_factory=list)
    at: int = 0
    left: int = MOST_WORDS
    depth: int = 0

    def warn(self, kind: str, said: str = "") -> None:
        self.misread.append(Misread(kind, said[:60].replace("\0", "")))

    def tokens_of(self, written: str) -> Iterator[Token]:
        for found in _TOKEN.finditer(written):
            kind = found.lastgroup or ""
            if found["phrase"] is not None:
                yield from self._quoted(found)
            elif found["field"] and found["field"].lower() in FIELDS:
                yield Token("field", found["field"].lower(), (found["value"],))
            elif kind in ("minus", "open", "close", "or", "and"):
                yield Token("not" if kind == "minus" else kind, found[0])
            else:
                yield from self._word(found[0])

    def _quoted(self, found: re.Match[str]) -> Iterator[Token]:
        words = self._counted(found["phrase"])
        if not found["closed"]:
            self.warn("quote", found["phrase"])
        far = found["apart"]
        if words:
            yield Token("phrase", found[0], words, None if far is None else self._apart(far, f"~{far}"))

    def _word(self, said: str) -> Iterator[Token]:
        if said in _OPERATORS:
            yield Token(_OPERATORS[said], said)
        elif near := _NEAR.fullmatch(said):
            yield Token("near", said, apart=self._apart(near[1], said))
        elif words := self._counted(_ELISION.sub("", said)):
            yield Token("word", said, words)
        elif self.left and not re.fullmatch(r"[-+.,;:!?/&–—…]+", said):
            self.warn("sign", said)

    def _apart(self, written: str | None, said: str) -> int:
        """How many words may stand between, as far as it goes."""
        apart = int((written or _STANDARD_APART).lstrip("0")[:5] or 0)
        if apart > FARTHEST:
            self.warn("far", said)
        return min(apart, FARTHEST)

    def _counted(self, said: str) -> tuple[str, ...]:
        """The words of it, as far as a question may be long."""
        words = tuple(words_in(folded(said)))
        if len(words) > self.left:
            self.warn("long", str(MOST_WORDS))
        words, self.left = words[: self.left], max(0, self.left - len(words))
        return words

    def everything(self) -> Node | None:
        """All of it; a bracket that closes what was never opened is passed over."""
        found = []
        while self.at < len(self.tokens):
            if node := self._either():
                found.append(node)
            if self._next() == "close":
                self.warn("close")
                self.at += 1
        return _all(found)

    def _next(self) -> str:
        return self.tokens[self.at].kind if self.at < len(self.tokens) else ""

    def _either(self) -> Node | None:
        found = [self._together()]
        while self._next() == "or":
            operator = self.tokens[self.at].said
            self.at += 1
            after = self._together()
            if found[-1] is None or after is None:
                self.warn("operator", operator)
            found.append(after)
        nodes = tuple(dict.fromkeys(node for node in found if node))
        return AnyOf(nodes) if len(nodes) > 1 else next(iter(nodes), None)

    def _together(self) -> Node | None:
        found: list[Node] = []
        while (kind := self._next()) and kind not in ("or", "close"):
            token = self.tokens[self.at]
            if kind == "and":
                self.at += 1
                if not found or self._next() in ("", "or", "close", "and"):
                    self.warn("operator", token.said)
            elif kind == "near":
                self.at += 1
                self._near(found, token)
            elif node := self._one():
                found.append(node)
        return _all(found)

    def _near(self, found: list[Node], token: Token) -> None:
        """Join what stood before with what comes, if both are words."""
        after = None if self._next() in ("", "or", "close", "and", "near") else self._one()
        if not found or after is None:
            self.warn("operator", token.said)
            found += [after] if after else []
            return
        before = found.pop()
        if isinstance(before, Word | Phrase) and isinstance(after, Word | Phrase):
            found.append(Phrase(before.words + after.words, token.apart))
        else:
            self.warn("near", token.said)
            found += [before, after]

    def _one(self) -> Node | None:
        token = self.tokens[self.at]
        self.at += 1
        match token.kind:
            case "not":
                return self._left_out(token)
            case "open":
                return self._bracket()
            case "phrase":
                return Phrase(token.words, token.apart)
            case "field":
                return self._narrow(token)
            case _:
                return self._plain(token)

    def _left_out(self, token: Token) -> Node | None:
        if self._next() in ("", "or", "close", "and", "near"):
            self.warn("operator", token.said)
            return None
        node = self._deeper(self._one)
        return None if node is None else Not(node)

    def _bracket(self) -> Node | None:
        node = self._deeper(self._either)
        if self._next() == "close":
            self.at += 1
        else:
            self.warn("open")
        return node

    def _deeper(self, what: "object") -> Node | None:
        """Read on one level below; too deep, and the rest is read as if it had no brackets."""
        if self.depth >= DEEPEST:
            self.warn("deep", str(DEEPEST))
            self.tokens[self.at :] = [one for one in self.tokens[self.at :] if one.kind not in ("open", "close", "not")]
            return self._either() if self._next() else None
        self.depth += 1
        node: Node | None = what()  # type: ignore[operator]
        self.depth -= 1
        return node

    def _plain(self, token: Token) -> Node:
        said, words = token.said, token.words
        if "*" in said:
            bare = said.rstrip(",.;")
            if bare.endswith("*") and bare.count("*") == 1 and len(words[-1]) >= LEAST_START:
                return All((Word(words[:-1]), Start(words[-1]))) if words[:-1] else Start(words[0])
            self.warn("star", said)
        elif (fuzzy := _FUZZY.search(said)) and len(words) == (1 if not fuzzy[1] else 2):
            if len(words[0]) >= LEAST_FUZZY:
                return Fuzzy(words[0], 2 if fuzzy[1] and int(fuzzy[1]) > 1 else 1)
            self.warn("fuzzy", said)
            return Word(words[:1])
        return Word(words)

    def _narrow(self, token: Token) -> Node | None:
        name, value = FIELDS[token.said], token.words[0].strip('"').strip()
        if name == "year":
            return self._years(token.said, value)
        values = tuple(one.strip() for one in value.split(",") if one.strip()) if name != "body" else (value,)
        if not values or not values[0]:
            self.warn("value", f"{token.said}:")
            return None
        return Narrow(name, tuple(_as_kept(name, one) for one in values))

    def _years(self, said: str, value: str) -> Node | None:
        found = _YEARS.fullmatch(value)
        first, last = (found[1] or "", found[2] or "") if found else ("", "")
        if found and not (first or last) and len(value) == 4:
            first = last = value
        if not (first or last) or (first and last and first > last):
            self.warn("value", f"{said}:{value}")
            return None
        return Narrow("year", (first, last), between=True)


def _as_kept(name: str, value: str) -> str:
    """A value as the index keeps it: codes of States in capitals, symbols folded, other codes in small letters."""
    if name == "state":
        return value.upper()
    return folded(value) if name == "symbol" else value if name == "body" else value.lower()


def _all(nodes: list[Node]) -> Node | None:
    kept = tuple(dict.fromkeys(nodes))
    return All(kept) if len(kept) > 1 else next(iter(kept), None)


def leaves(node: Node | None, *, wanted: bool = True) -> Iterator[Word | Phrase | Start | Fuzzy]:
    """Everything in ``node`` that is to be found in a text; what is left out is passed over."""
    match node:
        case None | Narrow() | Not():
            return
        case All(nodes) | AnyOf(nodes):
            for one in nodes:
                yield from leaves(one)
        case _:
            yield node


def words_alone(node: Node | None) -> tuple[str, ...]:
    """The words of ``node`` in order, if it asks for nothing but words and phrases; else none.

    >>> words_alone(understood("papua New guinea").node), words_alone(understood("papua OR guinea").node)
    (('papua', 'new', 'guinea'), ())
    """
    each = node.nodes if isinstance(node, All) else (node,)
    said: list[str] = []
    for one in each:
        if not isinstance(one, Word) and not (isinstance(one, Phrase) and one.apart is None):
            return ()
        said += one.words
    return tuple(said)
