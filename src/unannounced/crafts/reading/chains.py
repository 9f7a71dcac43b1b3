"""How a report numbers its paragraphs: from first to last, anew in each part, or under the number of its chapter.

The usual manner is tried first and the others only where the text gives cause, so they cost nothing elsewhere. Each is
weighed by how many paragraphs it explains.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from unannounced.crafts.reading.numbering import LARGEST_NUMBER, MOST_MARKS, Dotted, Mark, chain, opens_a_list

_LONGEST_HEADING = 110
_NO_HEADING_END = '.;:,)”"'
_LEAST_DEEP = 4
_LEAST_BARE = 4
_FEW = 3
_LEAST_AT_END = -0.5
_HEADINGS = 0.8
_A_LONG_PARAGRAPH = 6000
_BARE = re.compile(
    r"\n ?[\[(§]{0,2} ?([0-9lIOoS|]{1,4})(?: ?[.,:;)\]]{1,2}| ?[-–—]|) ?(?=[ \n][“\"«(]?[A-ZÀ-ÞА-Я\u0590-\u06ff]|[“«])"
)
_MISREAD = str.maketrans({"l": "1", "I": "1", "|": "1", "O": "0", "o": "0", "S": "5"})


@dataclass(frozen=True, slots=True)
class Numbered:
    """The numbers of the paragraphs in running order, rising; how each is printed where it is printed otherwise.

    ``again`` if the printed numbers begin again somewhere, ``deep`` if they stand under those of chapters.
    """

    marks: list[Mark]
    again: bool = False
    deep: bool = False


def numbered(text: str, plain: list[Mark], dotted: list[Dotted]) -> Numbered:
    """The numbers that number the paragraphs of ``text``; no marks if none do."""
    usual = chain(plain)
    if sum(opens_with_heading(text, one.end) for one in usual) > _HEADINGS * len(usual):
        usual = []
    deep = _deep(text, plain, dotted)
    if len(deep) >= _LEAST_DEEP and len(deep) > sum(not opens_with_heading(text, one.end) for one in usual):
        return Numbered(_counted(deep), deep=True)
    anew = {
        place
        for place, (before, one) in enumerate(pairwise(plain), 1)
        if one.number == 1 and one.weight >= 0.5 and _may_begin_again(text, before, one)
    }
    if anew:
        parted = chain(plain, anew)
        missing = len({one.start for one in usual} - {one.start for one in parted})
        if _begins_again(parted) and (not missing or len(parted) >= 1.3 * len(usual)):
            return Numbered(_run_on(parted), again=True)
    if len(usual) < _FEW or len(text) > _A_LONG_PARAGRAPH * len(usual):
        bare = chain(list(_bare(text, 0, len(text))))
        if len(bare) >= max(_LEAST_BARE, 2 * len(usual)):
            return Numbered(bare)
    return Numbered(_without_gaps(text, _to_the_end(text, usual, plain)))


def opens_with_heading(text: str, start: int) -> bool:
    """Whether what stands at ``start`` is a line for itself, as headings are, and not the first line of a paragraph."""
    end = text.find("\n", start, start + _LONGEST_HEADING + 1)
    line = text[start:end].strip() if end >= 0 else ""
    return bool(line) and line[-1] not in _NO_HEADING_END and not text[end + 1 : end + 2].islower()


def _deep(text: str, plain: list[Mark], dotted: list[Dotted]) -> list[Mark]:
    """Numbers such as 3.12 that number the paragraphs through the whole report; none if they do not begin at 1.1."""
    opening = [one for one in dotted if _opens_line(text, one.start)]
    if not opening or opening[0].under > 2:
        return []
    every = sorted(
        [(one.start, one.end, tuple(map(int, one.printed.split(".")))) for one in opening]
        + [(one.start, one.end, (one.number,)) for one in plain if _opens_line(text, one.start)]
    )
    taken: list[tuple[int, int]] = []
    last: tuple[int, ...] = ()
    for place, (start, end, parts) in enumerate(every):
        following = every[place + 1][2] if place + 1 < len(every) else ()
        if len(parts) == 1 and (len(following) < 2 or following[0] != parts[0]):
            continue
        if _follows(last, parts):
            last = parts
            if not (len(parts) == 1 and opens_with_heading(text, end)) and not _heads_others(
                text, end, following, parts
            ):
                taken.append((start, end))
    return [Mark(start, end, 0, 1.0, text[start:end].strip(" .").replace(" ", "")) for start, end in taken]


def _heads_others(text: str, end: int, following: tuple[int, ...], parts: tuple[int, ...]) -> bool:
    """Whether it numbers a heading over the next number: 3.1 with 3.1.1 under it."""
    return following[: len(parts)] == parts and len(following) > len(parts) and opens_with_heading(text, end)


def _follows(last: tuple[int, ...], parts: tuple[int, ...]) -> bool:
    """Whether a number comes next, or few are left out between.

    >>> _follows((3, 12), (3, 13)), _follows((3, 12), (4, 1)), _follows((3, 12), (4, 7)), _follows((), (1, 1))
    (True, True, False, True)
    """
    if not last:
        return parts[0] <= 2 and all(one <= 1 for one in parts[1:])
    for depth, (was, now) in enumerate(zip(last, parts, strict=False)):
        if was != now:
            rest = parts[depth + 1 :]
            return 1 <= now - was <= (2 if rest else 3) and all(one <= 1 for one in rest)
    return len(parts) > len(last) and all(one <= 1 for one in parts[len(last) :])


def _counted(marks: list[Mark]) -> list[Mark]:
    return [replace(one, number=place) for place, one in enumerate(marks, 1)]


def _may_begin_again(text: str, before: Mark, mark: Mark) -> bool:
    """Whether a number 1 stands under a heading, as no list does, and numbers more than a heading itself."""
    if not _opens_line(text, mark.start) or opens_with_heading(text, mark.end):
        return False
    begin = text.rfind("\n", 0, max(0, mark.start - 1)) + 1
    line = text[begin : mark.start].strip()
    if not 3 < len(line) <= _LONGEST_HEADING or line[-1] in _NO_HEADING_END or line[0].islower():
        return False
    if opens_a_list(line.lstrip("0123456789.) ")):
        return False
    return not _opens_line(text, before.start) or before.start >= begin or text[before.end : begin].strip() != ""


def _begins_again(marks: list[Mark]) -> bool:
    return any(one.number <= before.number for before, one in pairwise(marks))


def _run_on(marks: list[Mark]) -> list[Mark]:
    """The marks with numbers that run on through the report, each printed as it stands where these differ."""
    found: list[Mark] = []
    offset = last = 0
    for one in marks:
        if one.number <= last:
            offset += last
        last = one.number
        found.append(replace(one, number=offset + last, printed=str(last) if offset else ""))
    return found


def _bare(text: str, start: int, stop: int) -> Iterator[Mark]:
    """Numbers at the beginning of lines, whatever stands after them, some digits misread as letters."""
    for count, found in enumerate(_BARE.finditer(text if start else f"\n{text}", start, stop)):
        shift = 0 if start else 1
        number = found[1].translate(_MISREAD)
        if count < MOST_MARKS and number.isdecimal() and 1 <= int(number) <= LARGEST_NUMBER and _has_digit(found[1]):
            begin = max(0, found.start() + 1 - shift)
            heading = opens_with_heading(text, found.end() - shift)
            yield Mark(begin, found.end() - shift, int(number), 0.2 if heading else 0.9)


def _to_the_end(text: str, taken: list[Mark], marks: list[Mark]) -> list[Mark]:
    """The chain with what goes on after its last number, as after a list that was not ended with a point.

    A number is none of a paragraph if the number before it stands in a list as well.
    """
    found = list(taken)
    listed: set[int] = set()
    for one in marks[bisect_right(marks, taken[-1].start, key=_start_of) :] if taken else ():
        expected = found[-1].number + 1
        if one.number == expected and one.weight > _LEAST_AT_END and expected - 1 not in listed:
            if _opens_line(text, one.start) and not opens_with_heading(text, one.end):
                found.append(one)
                listed.clear()
        else:
            listed.add(one.number)
    return found


def _start_of(mark: Mark) -> int:
    return mark.start


def _has_digit(printed: str) -> bool:
    return any(map(str.isdigit, printed)) or len(printed) > 1


def _without_gaps(text: str, taken: list[Mark]) -> list[Mark]:
    """The chain with those numbers between two others that were misread or lost their point."""
    found = taken[:1]
    for one in taken[1:]:
        last = found[-1]
        if one.number > last.number + 1:
            for between in _bare(text, last.end, one.start):
                if found[-1].number < between.number < one.number and not opens_with_heading(text, between.end):
                    found.append(between)
        found.append(one)
    return found


def _opens_line(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] == "\n"
