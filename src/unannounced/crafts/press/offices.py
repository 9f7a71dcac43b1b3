"""Offices, houses and what follows the name of a convention, found in a sentence with signs and made one sign each."""

import re
from collections.abc import Callable
from dataclasses import replace

from unannounced.crafts.press.grammar import phrase
from unannounced.crafts.press.mentions import BOUND_DAY, L, Mention, P, Reduced, S, T, U

_NAME = r"(?-i:[A-ZА-ЯІЇЄҐ][\w’'-]+)"
_HEAD = (
    r"(?:president-elect|president|prime minister|premier|leader|ruler|head of state|head|strongman|dictator|king"
    r"|emperor)"
)
_CABINET = r"(?:government|cabinet|council of ministers|prime minister|premier)"
_OFFICE = (
    rf"(?:{_HEAD}|{_CABINET}|authorities|officials|junta|military junta|regime|foreign ministry|justice ministry"
    r"|foreign minister|justice minister|ministry of foreign affairs|ministry of justice|administration"
    r"|military rulers|federation|президент\w*|премьер-министр\w*|глава|правительств\w*|власти|лидер\w*|уряд\w*"
    r"|прем[’'ʼ]єр-міністр\w*|лідер\w*|влада|очільник\w*)"
)
_LOWER = (
    rf"(?:lower (?:house|chamber)(?: of (?:the |{P} )?parliament)?|parliament|lawmakers|mps|legislators"
    r"|legislature|national assembly|house of representatives|chamber of deputies|парламент\w*"
    r"|депутаты нижней палаты(?: парламента)?|депутаты|депутати|нижняя палата|нижня палата)"
)
_UPPER = rf"(?:upper (?:house|chamber)(?: of (?:the |{P} )?parliament)?|senate|верхняя палата|верхня палата|сенат\w*)"
_PERSON = rf"(?:(?:{_NAME} ){{0,3}}{S}|{_NAME} {_NAME}|{_NAME})"
_AND_PERSON = rf"(?: , {_PERSON} ,| {_PERSON})?"
_WHOSE = rf"(?:(?:{P}|country 's) )?"
_AND = r"(?:and|и|і|та|й)"
_NUMBER = r"(?:No \. |№ )?\d"


def _house(house: str, sign: str) -> re.Pattern[str]:
    """A house of parliament, with whose it is before or after it, and once more between commas."""
    named = rf"{_WHOSE}(?:{house}|{sign})"
    return phrase(rf"(?:the )?(?:both houses of )?{named}(?:(?: of(?: the)?)? {S})?(?: , (?:the )?{named}(?: ,)?)?")


_MERGES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "treaty",
        phrase(
            rf"{T}(?: \( (?:{T}|[^()]{{1,30}}) \))?(?: {BOUND_DAY})?"
            rf"(?:(?: ,)? (?:along with|а также|а також|{_AND}) (?:its )?(?:protocols?|протокол\w*) "
            rf"{_NUMBER}(?: {_AND} {_NUMBER})?(?: {BOUND_DAY})?(?: thereto| к ней| до неї)?)?"
        ),
    ),
    (
        "protocols",
        phrase(
            r"(?:the |its |both |two )*(?:additional )?(?:protocols|протокол\w*)"
            rf"(?: (?:No|nos|№|,|\.|\d|{_AND}))* (?:to|к|до) {T}"
        ),
    ),
    ("upper", _house(_UPPER, U)),
    ("lower", _house(_LOWER, L)),
    (
        "state",
        phrase(
            rf"(?:the )?(?:islamic |federal |democratic )?(?:republic|kingdom|state|commonwealth|union) of (?:the )?{S}"
            r"|(?:the )?(?:then |former |outgoing |current )?"
            rf"{P} (?:(?-i:[a-z-]+) )?{_OFFICE}(?: {_OFFICE})?{_AND_PERSON}"
            rf"|(?:the )?{_OFFICE} (?:of|in) (?:the )?{S}(?: {_OFFICE})?{_AND_PERSON}"
            rf"|{_OFFICE} {S}(?: {_PERSON})?"
            rf"|(?:the )?{_OFFICE} (?:of the republic )?(?:{_NAME} ){{0,2}}{S}"
            rf"|{_NAME} {S}"
            rf"|(?:{_HEAD}|{_CABINET}) {_NAME}(?: (?:{_NAME}|[A-Z] \.)){{0,3}}"
            rf"|(?:the )?country 's {_OFFICE}"
            rf"|the (?:{_HEAD}|{_CABINET}|authorities|junta)(?! (?:of|in)\b)"
        ),
    ),
)
_STATE_OF = re.compile(r"(?:the )?(?:\w+ )?(?:republic|kingdom|state|commonwealth|union) of ", re.IGNORECASE)
_NAME_BEFORE = re.compile(rf"{_NAME} {S}\Z")


def merged(sentence: Reduced, found: list[Mention]) -> list[Mention]:
    """``found`` with offices counted for their State, and names of conventions with what belongs to them."""
    gone: set[int] = set()
    made: list[Mention] = []
    for kind, pattern in _MERGES:
        for match in pattern.finditer(sentence.words):
            inside = sentence.of(match.group())
            if any(id(one) in gone for one in inside):
                continue
            mention = _MAKE[kind](sentence, match, inside)
            if mention is not None:
                gone.update(id(one) for one in inside)
                made.append(mention)
    if not made:
        return found
    return _apart([one for one in found if id(one) not in gone] + made)


def _apart(mentions: list[Mention]) -> list[Mention]:
    """``mentions`` without those that overlap one before."""
    kept: list[Mention] = []
    for one in sorted(mentions, key=lambda mention: (mention.start, -mention.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _treaty_with_more(sentence: Reduced, match: re.Match[str], inside: list[Mention]) -> Mention | None:
    first, rest = inside[0], inside[1:]
    start, end = sentence.span(*match.span())
    if end == first.end or first.naming is None:
        return None
    naming, codes = first.naming, first.codes
    for one in rest:
        if one.naming is not None and len(one.codes) == 1 and not (len(codes) == 1 and codes != one.codes):
            codes, naming = one.codes, replace(naming, codes=one.codes, back=False)
        elif one.day is not None and one.day.year and naming.year is None:
            naming = replace(naming, year=one.day.year)
    return Mention("treaty", start, end, codes, naming)


def _chamber(kind: str) -> Callable[[Reduced, re.Match[str], list[Mention]], Mention | None]:
    def make(sentence: Reduced, match: re.Match[str], inside: list[Mention]) -> Mention | None:
        start, end = sentence.span(*match.span())
        codes = tuple(dict.fromkeys(code for one in inside for code in one.codes))
        return Mention(kind, start, end, codes) if len(codes) < 2 else None

    return make


def _leader(sentence: Reduced, match: re.Match[str], inside: list[Mention]) -> Mention | None:
    codes = tuple(dict.fromkeys(code for one in inside for code in one.codes))
    words = match.group()
    back = words.lower().startswith("the ") or "country" in words.lower() or _alone(sentence, match)
    if len(codes) > 1 or not (codes or back):
        return None
    if _NAME_BEFORE.fullmatch(words) and inside[0].office != "head":
        return None  # a name before the name of a State is somebody, or somewhere else: Michael Jordan
    office = "cabinet" if re.search(_CABINET, words, re.IGNORECASE) else "" if _STATE_OF.match(words) else "head"
    start, end = sentence.span(*match.span())
    return Mention("state", start, end, codes, office=office)


def _alone(sentence: Reduced, match: re.Match[str]) -> bool:
    """President and a name, without whose: not the president of a court or committee named before."""
    before = sentence.words[: match.start()].rstrip()
    last = before.rsplit(" ", 1)[-1]
    return match.group()[:1].isupper() and (not before or last[-1] in ",.:;-—" or last.islower())


def _protocols(sentence: Reduced, match: re.Match[str], inside: list[Mention]) -> Mention | None:
    """Protocols to a convention name it without being it: what was done under each counts by itself."""
    start, end = sentence.span(*match.span())
    return Mention("court's", start, end, inside[-1].codes, inside[-1].naming)


_MAKE: dict[str, Callable[[Reduced, re.Match[str], list[Mention]], Mention | None]] = {
    "treaty": _treaty_with_more,
    "protocols": _protocols,
    "upper": _chamber("upper"),
    "lower": _chamber("lower"),
    "state": _leader,
}
