"""What a sentence speaks of: States, conventions, bodies and days; and the sentence with signs in their places.

A ``Reduced`` sentence is words between single blanks in which each thing is one sign of a private range, so that a
pattern can say ``STATE ratified TREATY`` and need not know how they are called.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from unannounced.crafts.press.conventions import Naming
from unannounced.crafts.press.days import Day
from unannounced.crafts.press.words import Word

_FIRST = 0xE000
_KINDS = (
    "state", "whose", "treaty", "council", "council's", "day", "since", "bound", "lower", "upper", "committee", "court",
    "unknown", "media", "court's",
)  # fmt: skip
_BASE = {kind: _FIRST + 0x100 * number for number, kind in enumerate(_KINDS)}
MOST = 0x100


def sign(kind: str) -> str:
    """A pattern for any sign of ``kind``."""
    return f"[{chr(_BASE[kind])}-{chr(_BASE[kind] + MOST - 1)}]"


S, P, T, C, CP = sign("state"), sign("whose"), sign("treaty"), sign("council"), sign("council's")
D, SINCE, BOUND_DAY, L, U = sign("day"), sign("since"), sign("bound"), sign("lower"), sign("upper")
K, COURT, X, M, B = sign("committee"), sign("court"), sign("unknown"), sign("media"), sign("court's")


@dataclass(slots=True)
class Mention:
    """One thing named: its kind, its place in the text, and what it is."""

    kind: str
    start: int
    end: int
    codes: tuple[str, ...] = ()
    naming: Naming | None = None
    day: Day | None = None
    office: str = ""
    """"head" or "cabinet" where the State is named by those who act for it."""
    back: bool = False
    """Whether an organisation is only referred back to."""
    oblique: bool = False
    """In a case in which a name is no subject."""


@dataclass(slots=True)
class Reduced:
    """A sentence in which things are signs."""

    words: str
    mentions: dict[str, Mention]
    telling: bool = True
    """Whether it has anything of which it could tell."""
    _places: list[int] = field(default_factory=list)
    _tokens: list[tuple[int, int]] = field(default_factory=list)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where ``words[start:end]`` stands in the text."""
        first = bisect_right(self._places, start) - 1
        last = bisect_right(self._places, max(start, end - 1)) - 1
        return self._tokens[first][0], self._tokens[last][1]

    def forget(self, sign: str) -> None:
        """Let ``sign`` stand for something not known."""
        other = chr(_BASE["unknown"] + MOST - 1)
        self.words = self.words.replace(sign, other)
        self.mentions[other] = self.mentions.pop(sign)
        self.mentions[other].kind = "unknown"

    def of(self, signs: str) -> list[Mention]:
        """The things in ``signs``, in order."""
        return [self.mentions[one] for one in signs if one in self.mentions]


_DROPPED = frozenset(
    [
        *("officially", "formally", "legally", "technically", "nominally", "effectively", "unilaterally", "reportedly"),
        *("also", "already", "again", "too", "just", "still", "now", "then", "thus", "thereby", "therefore", "itself"),
        *("recently", "finally", "eventually", "previously", "currently", "subsequently", "originally", "initially"),
        *("himself", "largely", "официально", "формально", "окончательно", "также", "тоже", "уже", "ранее", "теперь"),
        *("затем", "впоследствии", "офіційно", "формально", "остаточно", "також", "вже", "уже", "раніше", "тепер"),
        *("згодом", "“", "”", '"', "«", "»", "„"),
    ]
)
"""Words that change nothing in what is asserted, and quotation marks."""


def reduced(words: Sequence[Word], mentions: Iterable[Mention]) -> Reduced | None:
    """The sentence of ``words`` with a sign for each of ``mentions``; None if it names more than any sentence does."""
    pieces: list[str] = []
    made = Reduced("", {})
    counts = dict.fromkeys(_BASE, 0)
    at, place = 0, 0
    for mention in [*sorted(mentions, key=lambda one: one.start), None]:
        before = mention.start if mention else words[-1].end + 1 if words else 0
        while at < len(words) and words[at].start < before:
            if words[at].low not in _DROPPED and not _is_sign(words[at].text):
                place = _put(made, pieces, words[at].text, (words[at].start, words[at].end), place)
            at += 1
        if mention is None:
            break
        if counts[mention.kind] >= MOST:
            return None
        one = chr(_BASE[mention.kind] + counts[mention.kind])
        counts[mention.kind] += 1
        made.mentions[one] = mention
        place = _put(made, pieces, one, (mention.start, mention.end), place)
        while at < len(words) and words[at].start < mention.end:
            at += 1
    made.words = " ".join(pieces)
    return made


def _is_sign(text: str) -> bool:
    """Whether a text itself holds what is a sign here; nobody writes so."""
    return "\ue000" <= text[0] <= "\uf8ff"


def _put(made: Reduced, pieces: list[str], piece: str, where: tuple[int, int], place: int) -> int:
    pieces.append("'s" if piece == "’s" else piece)
    made._places.append(place)
    made._tokens.append(where)
    return place + len(pieces[-1]) + 1
