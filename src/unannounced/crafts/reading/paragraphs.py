"""The numbered paragraphs of a report, and the chapter each stands in."""

import re
from collections.abc import Set
from dataclasses import dataclass

from unannounced.crafts.reading.chains import Numbered
from unannounced.crafts.reading.cleaning import one_line
from unannounced.crafts.reading.contents import Contents
from unannounced.crafts.reading.headings import heads_recommendations
from unannounced.crafts.reading.numbering import Dotted, Mark

LONGEST_CHAPTER = 120
NO_HEADING: Set[str] = frozenset()
_ANNEX = re.compile(
    r"\n(?:ANNEX|APPENDIX|APPENDICE|Annex|Appendix|Appendice|ANEXO|Anexo|APÉNDICE|Apéndice)(?:E?S|e?s|ICES|ices|e|E)?"
    r"(?: ?[IVX\d]{1,4}| [A-H])?(?:[.:* –—-]{0,4}(?=[A-ZÀ-Þ“«\"(\[])[^\n]{0,110}(?<![.;,])|[.:* –—-]{0,4})(?=\n|$)"
)
_ANNEX_INLINE = re.compile(
    r"A(?:nnex|NNEX|ppendix|PPENDIX)[eE]?(?: [IVX\d]{1,4})? ?[:.–—-]{0,2} ?(?:Composition of|COMPOSITION OF"
    r"|Composition de|COMPOSITION DE|List of|LIST OF|Summary of|SUMMARY OF|Liste des|LISTE DES)"
)
_LEAST_BEFORE_ANNEX = 0.3
_NO_HEADING_END = '.;:,)”"'
_ENDS_PARAGRAPH = '.;:!?)”"*’»…'
_INLINE_HEADING = re.compile(r" (?<=[.;)”] )((?:[IVX]{1,5}|[A-H])\. [A-Z][^.;]{3,110})$")
_LONGEST_INLINE = 122
_NUMBERED = re.compile(r"(?:[IVXLC]{1,6}|[A-Za-z]|\d{1,2}(?:\.\d{1,2}){0,3})[.)]? ")
_MOST_LINES = 6
_LONGEST_LINE = 150
_LONGEST_CALL = 90


@dataclass(frozen=True, slots=True)
class Stretch:
    """A paragraph in the text: its number, where its words begin and end, its chapter, how it is printed."""

    number: int
    start: int
    stop: int
    chapter: str
    printed: str = ""


def annexes_in(text: str, contents: Contents) -> list[int]:
    """Where annexes begin, in running order; a line that only goes on speaking of an annex begins none."""
    places = {found.start() for found in _ANNEX_INLINE.finditer(text) if not contents.hold(found.start())}
    for found in _ANNEX.finditer(text):
        place = found.start() + 1
        before = text[max(0, place - 40) : place].rstrip()
        goes_on = before[-1:] == "," or (before[-1:].islower() and _runs_on(text, place))
        if "...." not in found[0] and not goes_on and not contents.hold(place):
            places.add(place)
    return sorted(places)


def line_at(text: str, place: int) -> str:
    """The line in which ``place`` stands."""
    end = text.find("\n", place)
    return text[text.rfind("\n", 0, place) + 1 : end if end >= 0 else len(text)].strip()


def _runs_on(text: str, place: int) -> bool:
    """Whether the line before ``place`` is one of a paragraph that was broken into lines and not ended."""
    line = line_at(text, max(0, place - 1))
    return len(line) > _LONGEST_LINE // 3 and not line.isupper()


def body_of(text: str, marks: list[Mark], contents: Contents) -> str:
    """``text`` up to its first annex, which has numbers of its own; whole if it has none."""
    earliest = int(len(text) * _LEAST_BEFORE_ANNEX)
    first = max(earliest, next((mark.start for mark in marks if mark.number == 1), 0) + 1)
    return text[: next((place for place in annexes_in(text, contents) if place >= first), len(text))]


def stretches(
    text: str, numbers: Numbered, dotted: list[Dotted], contents: Contents, headings: Set[str] = NO_HEADING
) -> list[Stretch]:
    """The paragraphs, rising, each up to the next; headings go from the end of one into the chapter of the next.

    ``headings`` are lines that the file itself marks as such.
    """
    taken = numbers.marks if numbers.again or numbers.deep else _with_missing(numbers.marks, dotted)
    found: list[Stretch] = []
    part = heading = _heading_before(text, taken[0].start, contents, headings) if taken else ""
    for place, mark in enumerate(taken):
        stop = taken[place + 1].start if place + 1 < len(taken) else len(text)
        kept, following = _without_heading(text, mark, stop, headings)
        start, own = _own_heading(text, mark, kept, headings) if numbers.deep else (mark.end, "")
        heading = own or heading
        if mark.printed == "1":
            part = heading
        chapter = heading if not mark.printed or numbers.deep or part in heading else _joined([part, heading])
        found.append(Stretch(mark.number, start, kept, chapter, mark.printed))
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
    added = [
        Mark(ones[0].start, ones[0].start, number)
        for number, ones in first.items()
        if len(ones) >= 3 and number > taken[0].number
    ]
    if not added:
        return taken
    new = {mark.number for mark in added}
    every = sorted([*taken, *added], key=lambda mark: mark.start)
    return [mark for place, mark in enumerate(every) if mark.number not in new or _fits(every, place)]


def _fits(marks: list[Mark], place: int) -> bool:
    after = marks[place + 1].number if place + 1 < len(marks) else 10**6
    return marks[place - 1].number < marks[place].number < after


def _heading_before(text: str, start: int, contents: Contents, headings: Set[str]) -> str:
    """The heading over the first paragraph: the line before it, with those before that line which it goes on from."""
    begin = max([start - 400, *(stop for _, stop in contents.spans if stop <= start)])
    lines = [line for line in text[max(0, begin) : start].split("\n") if line.strip()]
    taken = lines[-1:]
    while len(taken) < 3 and len(lines) > len(taken) and taken[0][:1].islower():
        taken.insert(0, lines[-len(taken) - 1])
    return _joined(taken) if taken and _may_be_heading(taken[0], headings) else ""


def _own_heading(text: str, mark: Mark, stop: int, headings: Set[str]) -> tuple[int, str]:
    """Where the words begin under a number that stands before a heading, as "1.2 Method", and that heading."""
    end = text.find("\n", mark.end, min(stop, mark.end + LONGEST_CHAPTER))
    line = text[mark.end : end].strip() if end >= 0 else ""
    following = text[end + 1 : end + 2]
    if not line or not (
        line in headings or (_may_be_heading(line, headings) and following.isupper() and len(line) < 60)
    ):
        return mark.end, ""
    return end + 1, _joined([mark.printed, line])


def _without_heading(text: str, mark: Mark, stop: int, headings: Set[str]) -> tuple[int, str]:
    """Where the paragraph ends if what follows is a heading, and the heading."""
    tail_from = max(mark.end, stop - 500)
    tail = text[tail_from:stop].rstrip()
    lines = tail.split("\n")
    count = _heading_lines(lines, headings, "" if mark.printed else f"{mark.number}.")
    if count:
        return tail_from + len("\n".join(lines[:-count])), _joined(lines[-count:])
    inline = _INLINE_HEADING.search(tail, max(0, len(tail) - _LONGEST_INLINE))
    if inline and tail[-1:] not in _NO_HEADING_END:
        return tail_from + inline.start(), _joined([inline[1]])
    return tail_from + len(tail), ""


def _heading_lines(lines: list[str], headings: Set[str], under: str) -> int:
    """How many of the last lines of a paragraph are the heading of the next; never all, nor an item ``under`` it."""
    most = max(0, min(_MOST_LINES, len(lines) - (1 if one_line(lines[0]) else 2)))
    most = next((n for n in range(most) if under and _is_under(lines[-n - 1], under)), most)
    marked = next((n for n in range(most) if lines[-n - 1].strip() not in headings), most)
    if marked:
        return marked
    apart = next((n for n in range(most) if not _may_be_heading(lines[-n - 1])), most)
    if apart and _ends(lines[-apart - 1]):
        return apart
    for n in range(max(apart, 1), most):
        line = lines[-n - 1].strip()
        if len(line) > _LONGEST_LINE or line[-1:] in _NO_HEADING_END:
            return 0
        if (_NUMBERED.match(line) or line.isupper()) and _ends(lines[-n - 2]) and _unended(lines[-n:]):
            return n + 1
    return 0


def _is_under(line: str, number: str) -> bool:
    return line.startswith(number) and line[len(number) :].lstrip()[:1].isdigit()


def _unended(lines: list[str]) -> bool:
    return all(line.strip()[-1:] not in _NO_HEADING_END for line in lines)


def _ends(line: str) -> bool:
    return line.strip()[-1:] in _ENDS_PARAGRAPH  # so does an empty line


def _may_be_heading(line: str, headings: Set[str] = NO_HEADING) -> bool:
    """A line the file marks as one, or short without an end; "To the Ministry of Justice:" heads a list of demands."""
    if line.strip() in headings:
        return True
    line = line.strip().rstrip("*")
    if not 3 < len(line) <= _LONGEST_LINE or not (line[0].isupper() or line[0].isdigit()):
        return False
    return line[-1] not in _NO_HEADING_END or (
        line[-1] == ":" and len(line) < _LONGEST_CALL and heads_recommendations(line)
    )


def _joined(lines: list[str]) -> str:
    text = one_line(" ".join(lines)).rstrip("* ")
    return text if len(text) <= LONGEST_CHAPTER else text[: LONGEST_CHAPTER - 1].rstrip() + "…"
