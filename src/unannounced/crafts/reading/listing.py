"""The items of a list under a paragraph, as reports of reviews of States by States have them.

The paragraph opens with what the State says of the items ("… enjoy the support of …:"); then they follow, numbered
57.1 or 1 or (a) or not at all, each closed by the States that made it. What several States said under one number is
several items.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from unannounced.crafts.reading.cleaning import one_line
from unannounced.crafts.reading.confidence import of_listed, of_part, with_position
from unannounced.crafts.reading.numbering import Dotted, Mark
from unannounced.crafts.reading.paragraphs import Stretch
from unannounced.crafts.reading.positions import Said, in_part, position_in, said_later, stated
from unannounced.crafts.reading.states import Closing, closings
from unannounced.crafts.reading.values import ReadItem
from unannounced.duties.dialogue import Position
from unannounced.duties.reporting import ItemKind

_ABOUT_ITEMS = re.compile(
    r"\brecomm[ea]nd(?:ations?|ed that)\b|\brecomendaci(?:ón|ones)\b|\bagreed on the following\b"
    r"|\bfollowing conclusions\b",
    re.IGNORECASE,
)
_NO_LIST = re.compile(
    r"\bAll (?:the )?conclusions\b|\bToutes les conclusions\b|\bTodas las conclusiones\b"
    r"|\bvoluntary (?:pledges?|commitments?)\b|\bengagements volontaires\b|\b(?:compromisos|promesas) voluntari[oa]s\b"
    r"|\bcommits? (?:itself )?to\b",
    re.IGNORECASE,
)
_COMMENTS = re.compile(
    r"\b(?:offers?|makes?|made|provided?) the following "
    r"(?:comments?|explanations?|observations?|clarifications?|responses?)\b"
)
_LISTED = re.compile(r"\b(?:following recommendations?|recommendations? (?:\w+ )?below)\b")
_LONGEST_CHAPEAU = 1500
_FEWER = 6
_ENDS_SENTENCE = re.compile(r"[.;]\s{1,4}(?=[A-ZÀ-Þ])")
_OF_THE_LIST = re.compile(
    r"[Rr]ecomm[ea]nd|[Rr]ecomendaci|\brespon[sd]|\bréponse|\brespuesta|\bsessions?\b|\bsession\b"
)
_LETTER = re.compile(r"(?:(?:^|\n)\s?|(?<=[;:)]\s)(?=\([a-z]{1,4}\) [A-ZÀ-Þ“]))\(([a-z]{1,4})\)\s")
_BULLET = re.compile(r"(?:^|\n)\s?[•▪◦·–-]\s")
_BOUNDARY = re.compile(
    r"[\s)]{0,4}\d{0,2}\s?(?:[;.]+|$|/ ?(?=[A-Z])|(?P<comment>:))(?:\s*(?:and|et)\s)?[\s;.,:]*"
    r"|,?\s+(?:and|as well as)\s+(?=to\s+[a-z])|,\s+(?=to\s+[a-z])"
    r"|,?\s{1,4}(?=[A-Z][a-z]{2,}\s[a-z])"
)
_STATED = re.compile(
    r"[\s|:.–—-]{0,6}(?:(?:[Pp]osition|[Rr]esponse|[Rr]éponse|[Rr]espuesta)(?: of the State)? ?:? )?"
    r"(?P<words>(?:[A-ZÀ-Þ][\w’']+|Not accepted)(?: (?:accepted|supported|in part|in principle|partially|partly|note"
    r"|nota|consideration|examination|acceptée?|appuyée?|aceptada|apoyada|implemented|support|l[’']étude|estudio|appliquée"
    r"|aplicada|toma)){0,3})"
    r"(?=[\s.;:|,–—-]|$)"
)
_LAST = re.compile(
    r"[\s|:–-]+((?:Not |Partially )?(?:Accepted|Supported|Noted|Rejected|Implemented|accepted|supported)"
    r"|Under consideration|Acceptée|Notée|Rejetée|Aceptada|Rechazada|Se toma nota)[\s.]*$"
)
_FOOTNOTE = re.compile(
    r"(?:^|(?<=[\s;.]))(?:\d{1,2} )?(?:The )?(?:original )?[Rr]ecommendation (?:as |was |originally )?"
    r"(?:read|made|formulated)[^:“\"]{0,60}[:“\"]\s?“?[^”]{0,1500}(?:”[.;]?|$)"
    r"|(?:^|(?<=[\s;.]))\d{1,2} The recommendation was not [^.]{0,80}\."
)
_NO_ITEM = re.compile(
    r"(?:With (?:regard|respect|reference)s? to|As regards|Regarding|Concerning|The) (?:the )?recommendations?\b"
)
_LEAST_LETTERS = 8
_LEAST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Under:
    """One number under a paragraph: where it begins, where its words begin, how it is cited."""

    start: int
    end: int
    printed: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A paragraph that is a list: where its opening words end, and its items."""

    chapeau_stop: int
    items: tuple[ReadItem, ...]


def no_pages(_: int) -> int:
    """The page of any place in a file without pages."""
    return 0


def listed(
    text: str,
    stretch: Stretch,
    marks: list[Mark],
    dotted: list[Dotted],
    extra: Mapping[str, str],
    page_at: Callable[[int], int] = no_pages,
) -> Listed | None:
    """The items under the paragraph, each with its page by ``page_at``; None if it is no list of items."""
    unders = _unders(text, stretch, marks, dotted)
    stop = unders[0].start if unders else _opening(text, stretch)
    chapeau = one_line(text[stretch.start : stop])
    if len(chapeau) > _LONGEST_CHAPEAU or _NO_LIST.search(chapeau):
        return None
    if _COMMENTS.search(chapeau) and not _LISTED.search(chapeau):
        return None
    if not _ABOUT_ITEMS.search(chapeau) and not (chapeau == "" and len(unders) >= 3):
        return None
    position = position_in(chapeau)
    items: list[ReadItem] = []
    for place, under in enumerate(unders or [Under(stop, stop, "")]):
        end = unders[place + 1].start if place + 1 < len(unders) else stretch.stop
        found = _items(text[under.end : end], stretch.number, under.printed, position, extra)
        page = page_at(under.start)
        items += [replace(one, page=page) for one in found] if page else found
    items = _by_number(items, said_later(chapeau, stretch.number))
    if items and in_part(chapeau):
        items = [replace(one, confidence=of_part(one.confidence)) for one in items]
    return Listed(stop, tuple(items)) if items else None


def _by_number(items: list[ReadItem], said: list[Said]) -> list[ReadItem]:
    """The items with what their own opening words say of some of them by number, and then of the rest."""
    known = {number: one.position for one in said for number in one.numbers}
    if not any(item.printed in known for item in items):
        return items
    rest = next((one.position for one in said if one.above), items[0].position)
    return [replace(item, position=known.get(item.printed, rest)) for item in items]


def _opening(text: str, stretch: Stretch) -> int:
    """Where the opening words end of a list without numbers: at the colon, or with the sentences about the items."""
    stop = min(stretch.stop, stretch.start + _LONGEST_CHAPEAU)
    colon = text.find(":", stretch.start, stop)
    begin = stretch.start
    for end in _ENDS_SENTENCE.finditer(text, stretch.start, stop):
        before = 0 <= colon < end.start()
        if not _OF_THE_LIST.search(text, begin, colon if before else end.start()):
            break
        if before:
            return colon + 1
        begin = end.end()
    return begin if begin > stretch.start else colon + 1 if colon >= 0 else stretch.stop


def _unders(text: str, stretch: Stretch, marks: list[Mark], dotted: list[Dotted]) -> list[Under]:
    """The numbers under the paragraph, in the first manner in which it may number: they begin soon and are many."""
    part = text[stretch.start : stretch.stop]
    inside = _without_mentions(text, [one for one in dotted if stretch.start <= one.start < stretch.stop])
    plain = _rising([one for one in marks if stretch.start <= one.start < stretch.stop])
    manners = (
        [Under(one.start, one.end, one.printed) for one in _dotted(inside, stretch.number)],
        [Under(one.start, one.end, f"{stretch.number}.{one.number}") for one in plain],
        [
            Under(stretch.start + one.start(), stretch.start + one.end(), f"{stretch.number} ({one[1]})")
            for one in _LETTER.finditer(part)
        ],
        [Under(stretch.start + one.start(), stretch.start + one.end(), "") for one in _BULLET.finditer(part)],
    )
    near = [one for one in manners if one and one[0].start - stretch.start <= _LONGEST_CHAPEAU]
    most = max(map(len, near), default=0)
    return next((one for one in near if len(one) * _FEWER >= most), [])


def _without_mentions(text: str, inside: list[Dotted]) -> list[Dotted]:
    """The numbers less those in mid-sentence that come again, as in "supports 57.1 to 57.9" over the list."""
    last = {one.printed: place for place, one in enumerate(inside)}
    return [
        one
        for place, one in enumerate(inside)
        if last[one.printed] == place or not (text[max(0, one.start - 2) : one.start].rstrip()[-1:] or ".").isalnum()
    ]


def _dotted(inside: list[Dotted], number: int) -> list[Dotted]:
    """Numbers under ``number``; one under its neighbour counts too where it goes on counting, as 85.75 after 86.74."""
    taken: list[Dotted] = []
    for one in inside:
        last = int(taken[-1].printed.split(".")[1]) if taken else 0
        misprint = bool(taken) and abs(one.under - number) == 1 and int(one.printed.split(".")[1]) == last + 1
        if one.under == number or misprint:
            taken.append(one)
    return taken


def _rising(marks: list[Mark]) -> list[Mark]:
    """A list numbered 1, 2, 3 …: numbers that rise from the one before, a few left out."""
    taken: list[Mark] = []
    for mark in marks:
        last = taken[-1].number if taken else 0
        if last < mark.number <= last + 4:
            taken.append(mark)
    return taken


def _items(text: str, paragraph: int, printed: str, position: Position, extra: Mapping[str, str]) -> list[ReadItem]:
    """The items under one number: cut after each closing that names States."""
    found: list[ReadItem] = []
    start = 0
    numbered = bool(printed)
    ends = closings(text, extra)
    for place, closing in enumerate(ends):
        said = _said_beside(text, closing) if closing.end + 4 < len(text) else None
        if said is not None:
            one = _item(text[start : closing.start], closing, paragraph, printed, said[0], len(found), numbered)
            found += [replace(item, confidence=of_part(item.confidence)) for item in one] if said[1] else one
            start = said[2]
            continue
        after = _BOUNDARY.match(text, closing.end)
        if after is None or not (closing.known or after.end() == len(text)):
            continue
        if after[0].strip(" ,\n") in ("", "and", "as well as") and not _stands_alone(
            text, start, after.end(), ends[place:]
        ):
            continue
        found += _item(text[start : closing.start], closing, paragraph, printed, position, len(found), numbered)
        start = len(text) if after["comment"] else after.end()
    if start == 0 and numbered:
        column = _LAST.search(text, max(0, len(text) - 40))
        beside = stated(column[1]) if column else Position.UNKNOWN
        words = text[: column.start()] if column and beside is not Position.UNKNOWN else text
        found += _item(words, None, paragraph, printed, position if words is text else beside, 0, numbered)
    return found


def _said_beside(text: str, closing: Closing) -> tuple[Position, bool, int] | None:
    """The position said right after the makers of an item, as in a table; whether it is on a part; where it ends."""
    beside = _STATED.match(text, closing.end) if closing.known else None
    position = stated(beside["words"]) if beside else Position.UNKNOWN
    if beside is None or position is Position.UNKNOWN:
        return None
    return position, in_part(beside["words"]) or beside["words"].casefold().startswith("part"), beside.end()


def _stands_alone(text: str, start: int, cut: int, ends: list[Closing]) -> bool:
    """Whether both sides of a cut in mid-sentence are items: each of some words, and each closed by names."""
    if cut >= len(text):
        return True
    following = next((one for one in ends[1:] if one.known), None)
    if following is None:
        return False
    return min(len(text[start : ends[0].start].split()), len(text[cut : following.start].split())) >= _LEAST_WORDS


def _item(
    words: str, closing: Closing | None, paragraph: int, printed: str, position: Position, nth: int, numbered: bool
) -> list[ReadItem]:
    text = one_line(words)
    if "ecommendation " in text:
        text = one_line(_FOOTNOTE.sub(" ", text))
    text = text.strip(" ;")
    if sum(map(str.isalpha, text[:200])) < _LEAST_LETTERS or (closing is None and _NO_ITEM.match(text)):
        return []
    names = closing.names if closing else ()
    sure = of_listed(numbered=numbered, first=nth == 0, names=len(names), known=closing.known if closing else 0)
    sure = with_position(sure, position)
    return [ReadItem(paragraph, printed, ItemKind.RECOMMENDATION, text, names, position, sure)]
