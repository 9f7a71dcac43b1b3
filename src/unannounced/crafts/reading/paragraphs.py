"""The numbered paragraphs of a report, and the chapter each stands in."""

import re
from dataclasses import dataclass

from unannounced.crafts.reading.cleaning import one_line
from unannounced.crafts.reading.numbering import Dotted, Mark, chain

LONGEST_CHAPTER = 120
_ANNEX = re.compile(
    r"^(?:ANNEX|APPENDIX|ANNEXE|Annex|Appendix|Annexe)(?:ES|es|ICES)?(?: [IVX\d]{1,4})?(?:[.:*]{1,3}|)"
    r"(?: ?(?:–|-)?.{0,110}(?<![.;,]))?$",
    re.MULTILINE,
)
_ANNEX_INLINE = re.compile(r"\bA(?:nnex|NNEX)e? (?:Composition of|COMPOSITION OF|Composition de|COMPOSITION DE)")
_LEAST_BEFORE_ANNEX = 0.3
_NO_HEADING_END = '.;:,)”"'
_INLINE_HEADING = re.compile(r"(?<=[.;)”]) ((?:[IVX]{1,5}|[A-H])\. [A-Z][^.;]{3,110})$")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A paragraph as it stands in the text: its number, where its words begin and end, its chapter."""

    number: int
    start: int
    stop: int
    chapter: str


def body_of(text: str, marks: list[Mark]) -> str:
    """``text`` up to its first annex, which has numbers of its own; whole if it has none."""
    earliest = int(len(text) * _LEAST_BEFORE_ANNEX)
    places = [one.start() for one in _ANNEX.finditer(text, earliest) if "...." not in one[0]]
    places += [one.start() for one in _ANNEX_INLINE.finditer(text, earliest)]
    first = next((mark.start for mark in marks if mark.number == 1), 0)
    return text[: min((place for place in places if place > first), default=len(text))]


def stretches(text: str, marks: list[Mark], dotted: list[Dotted]) -> list[Stretch]:
    """The paragraphs, rising, each up to the next; headings go from the end of one into the chapter of the next."""
    taken = _with_missing(chain(marks), dotted)
    found: list[Stretch] = []
    heading = _heading_before(text[: taken[0].start]) if taken else ""
    for place, mark in enumerate(taken):
        stop = taken[place + 1].start if place + 1 < len(taken) else len(text)
        kept, following = _without_heading(text, mark.end, stop)
        found.append(Stretch(mark.number, mark.end, kept, heading))
        heading = following or heading
    return found


def _with_missing(taken: list[Mark], dotted: list[Dotted]) -> list[Mark]:
    """The chain with those paragraphs that only the numbers under them show, 57 by 57.1, 57.2 and 57.3."""
    known = {mark.number for mark in taken}
    if not taken:
        return taken
    first: dict[int, list[Dotted]] = {}
    for one in dotted:
        if one.under not in known:
            first.setdefault(one.under, []).append(one)
    added = list(taken)
    for number, ones in first.items():
        if len(ones) >= 3 and number > taken[0].number:
            added.append(Mark(ones[0].start, ones[0].start, number))
    added.sort(key=lambda mark: mark.start)
    return [mark for place, mark in enumerate(added) if mark in taken or _fits(added, place)]


def _fits(marks: list[Mark], place: int) -> bool:
    after = marks[place + 1].number if place + 1 < len(marks) else 10**6
    return marks[place - 1].number < marks[place].number < after


def _heading_before(text: str) -> str:
    lines = [line for line in text[-400:].split("\n") if line.strip()]
    return _joined(lines[-1:]) if lines and _may_be_heading(lines[-1]) else ""


def _without_heading(text: str, start: int, stop: int) -> tuple[int, str]:
    """Where the paragraph ends if what follows is a heading, and the heading."""
    tail_from = max(start, stop - 500)
    tail = text[tail_from:stop].rstrip()
    lines = tail.split("\n")
    headings: list[str] = []
    while len(lines) > 1 and len(headings) < 4 and _may_be_heading(lines[-1]):
        if len(lines) == 2 and one_line(lines[0]) == "":
            break
        headings.insert(0, lines.pop())
    if headings and lines[-1].rstrip()[-1:] in '.;:!?)”"*’':
        return tail_from + len("\n".join(lines)), _joined(headings)
    inline = _INLINE_HEADING.search(tail)
    if inline:
        return tail_from + inline.start(), _joined([inline[1]])
    return tail_from + len(tail), ""


def _may_be_heading(line: str) -> bool:
    line = line.strip().rstrip("*")
    return 3 < len(line) <= 150 and line[-1:] not in _NO_HEADING_END and (line[0].isupper() or line[0].isdigit())


def _joined(lines: list[str]) -> str:
    text = one_line(" ".join(lines)).rstrip("* ")
    return text if len(text) <= LONGEST_CHAPTER else text[: LONGEST_CHAPTER - 1].rstrip() + "…"
