"""The items of a list under a paragraph, as reports of reviews of States by States have them.

The paragraph opens with what the State says of the items ("… enjoy the support of …:"); then they follow, numbered
57.1 or 1 or (a) or not at all, each closed by the States that made it. What several States said under one number is
several items.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from unannounced.crafts.reading.cleaning import one_line
from unannounced.crafts.reading.confidence import of_listed, with_position
from unannounced.crafts.reading.numbering import Dotted, Mark
from unannounced.crafts.reading.paragraphs import Stretch
from unannounced.crafts.reading.positions import position_in
from unannounced.crafts.reading.states import Closing, closings
from unannounced.crafts.reading.values import ReadItem
from unannounced.duties.dialogue import Position
from unannounced.duties.reporting import ItemKind

_ABOUT_ITEMS = re.compile(
    r"\brecomm[ea]nd(?:ations?|ed that)\b|\bagreed on the following\b|\bfollowing conclusions\b", re.IGNORECASE
)
_NO_LIST = re.compile(
    r"\bAll (?:the )?conclusions\b|\bToutes les conclusions\b|\bvoluntary (?:pledges?|commitments?)\b"
    r"|\bcommits? (?:itself )?to\b",
    re.IGNORECASE,
)
_COMMENTS = re.compile(
    r"\b(?:offers?|makes?|made|provided?) the following "
    r"(?:comments?|explanations?|observations?|clarifications?|responses?)\b"
)
_LISTED = re.compile(r"\b(?:following recommendations?|recommendations? (?:\w+ )?below)\b")
_LONGEST_CHAPEAU = 1500
_LETTER = re.compile(r"(?:^|\n)\s?\(([a-z]{1,4})\)\s")
_BULLET = re.compile(r"(?:^|\n)\s?[•▪◦·–-]\s")
_BOUNDARY = re.compile(
    r"[\s)]{0,4}\d{0,2}\s?(?:[;.]+|$|/ ?(?=[A-Z])|(?P<comment>:))(?:\s*(?:and|et)\s)?[\s;.,:]*"
    r"|,?\s+(?:and|as well as)\s+(?=to\s+[a-z])|,\s+(?=to\s+[a-z])"
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


def listed(
    text: str, stretch: Stretch, marks: list[Mark], dotted: list[Dotted], extra: Mapping[str, str]
) -> Listed | None:
    """The items under the paragraph; None if it is no list of items."""
    unders = _unders(text, stretch, marks, dotted)
    stop = unders[0].start if unders else _colon(text, stretch)
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
        items += _items(text[under.end : end], stretch.number, under.printed, position, extra)
    return Listed(stop, tuple(items)) if items else None


def _colon(text: str, stretch: Stretch) -> int:
    colon = text.find(":", stretch.start, min(stretch.stop, stretch.start + _LONGEST_CHAPEAU))
    return colon + 1 if colon >= 0 else stretch.stop


def _unders(text: str, stretch: Stretch, marks: list[Mark], dotted: list[Dotted]) -> list[Under]:
    """The numbers under the paragraph, in whichever manner it numbers."""
    inside = _dotted([one for one in dotted if stretch.start <= one.start < stretch.stop], stretch.number)
    if inside:
        return [Under(one.start, one.end, one.printed) for one in inside]
    plain = _rising([one for one in marks if stretch.start <= one.start < stretch.stop])
    if plain:
        return [Under(one.start, one.end, f"{stretch.number}.{one.number}") for one in plain]
    part = text[stretch.start : stretch.stop]
    letters = [
        Under(stretch.start + one.start(), stretch.start + one.end(), f"{stretch.number} ({one[1]})")
        for one in _LETTER.finditer(part)
    ]
    bullets = [Under(stretch.start + one.start(), stretch.start + one.end(), "") for one in _BULLET.finditer(part)]
    return letters or bullets


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
        found += _item(text, None, paragraph, printed, position, 0, numbered)
    return found


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
    text = one_line(_FOOTNOTE.sub(" ", one_line(words))).strip(" ;")
    if sum(map(str.isalpha, text[:200])) < _LEAST_LETTERS or (closing is None and _NO_ITEM.match(text)):
        return []
    names = closing.names if closing else ()
    sure = of_listed(numbered=numbered, first=nth == 0, names=len(names), known=closing.known if closing else 0)
    sure = with_position(sure, position)
    return [ReadItem(paragraph, printed, ItemKind.RECOMMENDATION, text, names, position, sure)]
