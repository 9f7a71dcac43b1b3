"""Who does something, what it is done to, and when: read in a sentence with signs, around a verb."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from unannounced.crafts.press.asserting import asserted, negated
from unannounced.crafts.press.attaching import stands_alone
from unannounced.crafts.press.dating import resolved
from unannounced.crafts.press.mentions import C, D, Mention, Reduced, S, T
from unannounced.crafts.press.pointing import BEFORE_SUBJECT, Memory
from unannounced.crafts.press.states import FORMER, FORMER_YEARS
from unannounced.duties.treaty.claims import Claim, ClaimKind, When

COUNCIL = "COE-STATUTE"
_MEMBER = (
    r"(?:a |an |the )?(?:(?:\d+(?:st|nd|rd|th)|full|state|new|founding|first|latest|newest|\w+th) ){0,2}"
    r"(?:state party|states parties|party|parties|members?|member state|participant|contracting party)"
)
PARTY = (
    r"(?:a |an |the )?(?:full |state |high |contracting |founding )*"
    r"(?:state party|states parties|party|parties|part|members?|participants?|member states?|участни\w+|учасни\w+"
    r"|стороной|стороною)"
)
"""Words for being a Party or a member."""
JOINED = (
    rf"(?:re-?)?joined|(?:re-?)?joins|(?:became|becomes|become) {_MEMBER} (?:to|of|in)|"
    r"присоединил(?:ась|ся|ись) к|приєднала(?:ся|сь) до|приєднався до|стал[аи]? участни\w+|вступил[аи]? в"
)
"""Verbs for joining a convention or an organisation."""
LEFT_BY = (
    r"withdrew from|withdraws from|withdrawn from|pulled out of|pulls out of|quit|quits|exited|exits|walked out of"
    r"|walks out of|left|leaves|resigned from|вышла из|вышел из|вышли из|вийшла з|вийшла із|вийшов з|вийшли з"
    r"|покинула"
)
"""Verbs for leaving either."""
_AND = r"(?:and|as well as|&|и|та|й|і)"
_LIST = rf"(?:{S}(?: ,(?: the)? {S})*(?: ,)? {_AND}(?: the)? )?{S}"
_STATES_BEFORE = re.compile(rf"(?P<all>{_LIST})\Z")
_SKIPPED = re.compile(
    rf"(?: (?:has|have|had|did|first|only|later|once|both|each|earlier|since|ever|too)|(?: ,)? (?P<day>{D})(?: ,)?"
    r"|(?: \( [^()]{1,60} \)))\Z",
    re.IGNORECASE,
)
_APPOSITION = re.compile(rf"(?P<all>{S}) , (?!and\b|but\b)[^,;{S[1:-1]}]{{1,90}},\Z")
_PRONOUN = re.compile(
    r"(?:\A|[,;:—–] |\b(?:and|but|that|because|as|after|when|which|while|since|although|though|before|where|then"
    r"|however|,|says|said|что|що|но|але|та|и) )"
    r"(?:it|they|(?:the|this|that) (?:country|state|nation|republic|federation)|её|она|страна|країна|вона|он|він)\Z",
    re.IGNORECASE,
)
_WHICH = re.compile(
    rf"(?P<ante>[{S[1:-1]}{T[1:-1]}{C[1:-1]}])(?: ,)? (?:which|that|who|которая|который|яка|який)\Z", re.IGNORECASE
)
_OR_ANOTHER = re.compile(rf"{S}(?: ,)? (?:or|nor|или|либо|ни|або|чи|ані)\Z", re.IGNORECASE)
"""Either Russia or Belarus: one of them, and nobody says which."""
_EITHER = re.compile(rf"{S}(?: ,)? (?:or|nor|или|либо|ни|або|чи|ані) {S}", re.IGNORECASE)
_NAME_BEFORE = re.compile(r"(?:\A|\s)([A-ZА-ЯІЇЄҐ][\w’'-]+)\Z")
_OPENERS = re.compile(
    r"but|and|when|while|since|because|although|though|as|so|then|today|yesterday|tomorrow|later|earlier|that|once|after"
    r"|before|until|meanwhile|however|only|both|even|here|there|now|why|how|where|what|which|who|yet|like|unlike|for|in"
    r"|\w+ly|says?|said|former|neighbou?ring|nearby|breaking|update|но|и|а|когда|сегодня|вчера|потом|позже|однако|что"
    r"|также|затем|поэтому|ранее|але|і|та|й|коли|сьогодні|вчора|потім|пізніше|однак|що|також|тому|раніше|як|как",
    re.IGNORECASE,
)
_COORDINATED = re.compile(r"(?:\b(?:and|but|then|yet|or|и|а|та|і|й|але|но)|,)\Z", re.IGNORECASE)
_INFINITIVE = re.compile(
    r"\b(?:to|would|could|should|must|may|might|will|can|shall|not)(?: (?:have|be))?(?: \S+){1,3} (?:and|or|,)\Z",
    re.IGNORECASE,
)
_WORD_STOP = (
    "which|that|who|whom|adopted|signed|ratified|after|when|since|before|until|and|but|while|as|where|following|despite"
    "|because|if|according|said|says|reported|told|with|without|который|которую|что|после|який|яку|що|після"
)
_DAY_AFTER = re.compile(
    rf"(?:(?P<fill>(?: (?!(?:{_WORD_STOP})\b|(?!during)\w+ing\b)[^\W\d_][\w'’-]*){{0,6}}?)| ,"
    rf"| \()(?: ,)? (?P<day>{D})",
    re.IGNORECASE,
)
_DAY_NEXT = re.compile(rf"(?: ,| \(| back)? (?P<day>{D})", re.IGNORECASE)
_SAYING = re.compile(
    r"\b(?:said|says|reported|reports|told|announced|that|wrote|noted|warned|added|according)\b", re.IGNORECASE
)


def phrase(pattern: str) -> re.Pattern[str]:
    """``pattern`` between blanks, in capitals or small letters."""
    return re.compile(rf"(?<!\S)(?:{pattern})(?!\S)", re.IGNORECASE)


def treaties(group: str = "obj") -> str:
    """A pattern for one convention or several, as ``group``."""
    return rf"(?P<{group}>{T}(?: (?:,|(?:, )?{_AND}) {T})*)"


@dataclass(slots=True)
class Subject:
    """The States that do something; where their name begins; a day named between them and the verb."""

    codes: tuple[str, ...]
    start: int
    day: Mention | None = None
    shared: bool = False
    """Whether the subject is that of a verb before ("… and ratified")."""
    office: str = ""


@dataclass(slots=True)
class Found:
    """A claim with the part of the sentence it rests on."""

    claim: Claim
    start: int
    end: int


@dataclass(slots=True)
class Look:
    """One sentence being read."""

    number: int
    sentence: Reduced
    memory: Memory
    said_on: date | None
    told: When | None
    found: list[Found] = field(default_factory=list)
    last: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The sentence with signs."""
        return self.sentence.words

    def add(self, claim: Claim, start: int, end: int) -> None:
        """Keep ``claim`` unless the same was found in this sentence, or its State may be one or two."""
        if claim.state == FORMER and (claim.when is None or claim.when.year not in FORMER_YEARS):
            return
        if all(one.claim != claim for one in self.found):
            self.found.append(Found(claim, start, end))

    def note(self, made: Iterable[Claim], start: int, end: int) -> None:
        """Keep the claims ``made``, and remember whose they are."""
        for claim in made:
            if claim.state:
                self.memory.acted = claim.state
            self.add(claim, start, end)

    def noted(self, place: int, act: str = "") -> bool:
        """Whether a claim that was found already (of ``act``) covers ``place``."""
        return any(one.start <= place < one.end and act in ("", one.claim.act) for one in self.found)

    def said(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Where ``pattern`` stands and is asserted, of a convention that is no adjective of another noun."""
        found = (one for one in pattern.finditer(self.words) if stands_alone(self.words, one.end()))
        return (one for one in found if asserted(self.words, one.start()))

    def done(self, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str], Subject]]:
        """Where ``pattern`` stands and is asserted of a State that is plain."""
        for match in self.said(pattern):
            subject = self.subject(match.start())
            if subject is not None:
                yield match, subject

    def owner(self, sign: str | None, place: int) -> tuple[str, ...]:
        """The State that ``sign`` names, or that *its* at ``place`` means."""
        known = self.sentence.mentions.get(sign or "")
        return known.codes if known else self.memory.state(self.sentence, place)

    def inside(self, match: re.Match[str]) -> When | None:
        """The day named within ``match``."""
        day = re.search(D, match.group())
        return self.when(self.mention(day.group())) if day else None

    def when(self, mention: Mention | None) -> When | None:
        """The day that ``mention`` means."""
        if mention is None or mention.day is None:
            return None
        here = [one for one in self.sentence.mentions.values() if one.day is not None and one.start < mention.start]
        named = [one.day.when for one in sorted(here, key=lambda one: one.start) if one.day and one.day.when]
        last = named[-1] if named else None
        return resolved(mention.day, self.said_on, last or self.told, last)

    def mention(self, sign: str) -> Mention:
        """What ``sign`` stands for."""
        return self.sentence.mentions[sign]

    def treaties(self, signs: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Of each convention in ``signs`` its code and no other, or no code and those it may be."""
        for one in self.sentence.of(signs):
            yield from _code_or_open(one.codes)

    def subject(self, place: int, *, shared: bool = True) -> Subject | None:
        """Whoever does what the verb at ``place`` says; None where that is not plain."""
        left, day = self._left_of(place)
        states = (
            _STATES_BEFORE.search(left) or _APPOSITION.search(self.words[:place].rstrip()) or _APPOSITION.search(left)
        )
        if states:
            return self._named(states.group("all"), states.start("all"), day)
        pronoun = _PRONOUN.search(left)
        if pronoun:
            codes = self._pronoun(pronoun)
            return Subject(codes, pronoun.start(), day or self.day_before(pronoun.start())) if codes else None
        which = _WHICH.search(left)
        if which:
            return self._named(which["ante"], which.start("ante"), day, relative=True)
        if (
            shared
            and _COORDINATED.search(left)
            and not (_INFINITIVE.search(left) or negated(left) or _EITHER.search(left))
        ):
            codes = self.last or self._first(left)
            return Subject(codes, place, day, shared=True) if codes else None
        return None

    def _pronoun(self, pronoun: re.Match[str]) -> tuple[str, ...]:
        """The State, or for *they* the States, that a pronoun in this sentence means."""
        if not pronoun.group().lower().endswith("they"):
            return self.memory.state(self.sentence, pronoun.start())
        listed = re.search(_LIST, self.words[: pronoun.start()])
        if not listed or len(listed.group()) < 2 or BEFORE_SUBJECT.search(self.words[: listed.start()].rstrip()):
            return ()
        return tuple(code for one in self.sentence.of(listed.group()) for code in one.codes)

    def first_day(self) -> Mention | None:
        """The day with which the sentence begins."""
        return self.mention(self.words[0]) if re.match(D, self.words) else None

    def main_subject(self) -> tuple[str, ...]:
        """The State that the sentence as a whole is about."""
        return self._first(self.words) or self.memory.state(self.sentence, len(self.words))

    def _left_of(self, place: int) -> tuple[str, Mention | None]:
        left, day = self.words[:place].rstrip(), None
        while skipped := _SKIPPED.search(left):
            if skipped["day"]:
                day = self.mention(skipped["day"])
            left = left[: skipped.start()].rstrip()
        return left, day

    def _named(self, signs: str, start: int, day: Mention | None, *, relative: bool = False) -> Subject | None:
        states = [one for one in self.sentence.of(signs) if one.kind == "state"]
        if not states or any(one.oblique for one in states):
            return None
        if not relative and BEFORE_SUBJECT.search(self.words[:start].rstrip()):
            return None
        if _OR_ANOTHER.search(self.words[:start].rstrip()):
            return None
        name = _NAME_BEFORE.search(self.words[:start].rstrip())
        if name and not relative and not _OPENERS.fullmatch(name[1]):
            return None  # Reform UK, United Russia
        codes = [code for one in states for code in (one.codes or self.memory.state(self.sentence, start))]
        if not codes:
            return None
        return Subject(tuple(codes), start, day or self.day_before(start), office=states[0].office)

    def _first(self, left: str) -> tuple[str, ...]:
        """The subject the sentence begins with."""
        for match in re.finditer(S, left):
            mention = self.mention(match.group())
            if mention.codes and not mention.oblique and not BEFORE_SUBJECT.search(left[: match.start()].rstrip()):
                return mention.codes
        return ()

    def day_before(self, start: int) -> Mention | None:
        left = self.words[:start].rstrip().rstrip(",").rstrip()
        last = left[-1:]
        if last and re.fullmatch(D, last):
            return self.mention(last)
        first = re.match(
            rf"(?:(?:but|and|so|the) )?(?P<day>{D}) ,(?P<fill>[^;]{{0,120}})\Z", left + " ,", re.IGNORECASE
        )
        if first and not self.found and not _SAYING.search(first["fill"]) and not re.search(D, first["fill"]):
            named = re.finditer(S, first["fill"])
            if all(BEFORE_SUBJECT.search(first["fill"][: one.start()].rstrip()) for one in named):
                return self.mention(first["day"])
        return None

    def day_after(self, place: int, *, close: bool = False) -> tuple[Mention | None, int]:
        """The day named after ``place``, some words on or (``close``) at once, and where it ends."""
        match = (_DAY_NEXT if close else _DAY_AFTER).match(self.words, place)
        return (self.mention(match["day"]), match.end()) if match else (None, place)

    def date(self, subject: Subject | None, place: int) -> tuple[When | None, int]:
        """The day on which what ends at ``place`` was done: named after it, before the subject, or not at all."""
        if re.search(r"\brespectively\b", self.words):
            return None, place
        after, end = self.day_after(place)
        if after is not None:
            return self.when(after), end
        before = subject.day if subject and not subject.shared else None
        return self.when(before), place


def _code_or_open(codes: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    if len(codes) == 1:
        yield codes[0], ()
    elif codes:
        yield "", tuple(sorted(codes))


def implied(look: Look, kind: ClaimKind, act: str, states: tuple[str, ...], when: When | None) -> Iterator[Claim]:
    """A claim for each of ``states`` about the convention that "the withdrawal" means."""
    for code, open_codes in _code_or_open(look.memory.left(look.number)):
        for state in states:
            yield Claim(kind, state, code, open_codes, act, when)


def claims(
    look: Look,
    kind: ClaimKind,
    act: str,
    states: tuple[str, ...],
    signs: str,
    when: When | None,
    *,
    bound: bool | None = None,
) -> Iterator[Claim]:
    """A claim for each of ``states`` and each convention in ``signs``."""
    for code, open_codes in look.treaties(signs):
        for state in states:
            yield Claim(kind, state, code, open_codes, act, when, bound=bound)
