"""The paragraphs of a report that prints no numbers: its blocks of text, counted, each under its heading.

Blocks are what empty lines part. Where the file has none, or one after every line, they are found by the ends of
sentences on lines that are shorter than the others.
"""

import re
from collections.abc import Iterator, Sequence, Set

from unannounced.crafts.reading.asking import asked_in
from unannounced.crafts.reading.cleaning import one_line, without_controls
from unannounced.crafts.reading.contents import Contents
from unannounced.crafts.reading.paragraphs import LONGEST_CHAPTER, Stretch
from unannounced.crafts.reading.values import ReadParagraph

MOST = 20_000
"""No report has more paragraphs; what follows them belongs to the last, so that hostile files end too."""
_ENDS = '.;:!?)”"’»…'
_BULLET = re.compile(r"[•▪◦·–—*-] |\(?(?:[a-z]{1,4}|\d{1,3})[.)] ")
_LONG_LINES = 160
_LONGEST_HEADING = 110
_LEAST_LETTERS = 3
_FIRST_TEXT = 120
_OUT_OF_PLACE = 0.4
_FAR = 8000


def blocks(text: str, contents: Contents, pages: Sequence[str], headings: Set[str]) -> list[Stretch]:
    """The blocks of the clean ``text`` of ``pages``, without headings, which are the chapters of what follows them."""
    opening = _after_empty_lines(pages)
    lines = [line for line in _lines(text) if not contents.hold(line[0])]
    found: list[Stretch] = []
    chapter: list[str] = []
    for start, stop in _joined(text, lines, opening, headings):
        line = one_line(text[start:stop])
        if line in headings or _is_heading(line):
            chapter = [*chapter, line][-2:]
        elif len(found) < MOST and sum(map(str.isalpha, line[:200])) >= _LEAST_LETTERS:
            found.append(Stretch(len(found) + 1, start, stop, _cut(" ".join(chapter) or _last_chapter(found))))
            chapter = []
    return found


def first_text(text: str, found: list[Stretch]) -> int:
    """Where the head of the report ends: at its first block of some length."""
    return next((one.start for one in found if one.stop - one.start >= _FIRST_TEXT), len(text))


def counts_little(text: str, found: list[Stretch], contents: Contents) -> bool:
    """Whether numbers that were found number a list somewhere in the report, and not its paragraphs."""
    first = found[0].start
    before = first - sum(stop - start for start, stop in contents.spans if stop <= first)
    last = found[-1].stop - found[-1].start
    if max(before, last) > max(_FAR, _OUT_OF_PLACE * len(text)):
        return len(found) * _FAR < 4 * len(text)
    if before <= _OUT_OF_PLACE * len(text):
        return False
    over = ReadParagraph(0, "", one_line(text[:first]))
    return next(asked_in(over, sure_of_body=False), None) is not None


def _after_empty_lines(pages: Sequence[str]) -> frozenset[str]:
    """The lines that stand after an empty one; none if nearly every line does, or lines go on after it."""
    after: list[str] = []
    ended = count = 0
    before, empty = "", True
    for page in pages:
        for line in map(one_line, without_controls(page).split("\n")):
            count += bool(line)
            if line and empty:
                after.append(line)
                ended += not before or before[-1] in _ENDS or len(before) < _LONGEST_HEADING // 2
            before, empty = line or before, not line
        empty = False
    return frozenset(after) if len(after) > 1 and ended >= 0.6 * len(after) else frozenset()


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def _joined(
    text: str, lines: list[tuple[int, int]], opening: frozenset[str], headings: Set[str]
) -> Iterator[tuple[int, int]]:
    """The lines put together to blocks; a list belongs to what it is announced by."""
    lengths = sorted(stop - start for start, stop in lines)
    usual = lengths[len(lengths) * 9 // 10] if lengths else 0
    begin = end = -1
    last = ""
    listing = False
    for start, stop in lines:
        line = one_line(text[start:stop])
        bullet = _BULLET.match(line) is not None
        listing = bullet and (listing or last.endswith(":"))
        if begin >= 0 and not listing and (line in headings or last in headings or _begins(last, line, opening, usual)):
            yield begin, end
            begin = start
        begin, end, last = begin if begin >= 0 else start, stop, line
    if begin >= 0:
        yield begin, end


def _begins(last: str, line: str, opening: frozenset[str], usual: int) -> bool:
    """Whether a block begins with ``line``, after the line ``last``."""
    if line[:1].islower():
        return False
    if opening:
        return line in opening
    if last[-1:] in _ENDS and len(line) < 0.6 * usual and _is_heading(line):
        return True
    if usual > _LONG_LINES or _BULLET.match(line) or (_is_heading(last) and len(last) < 0.7 * usual):
        return True
    return last[-1:] in _ENDS and len(last) < 0.8 * usual


def _is_heading(line: str) -> bool:
    return (
        len(line) <= _LONGEST_HEADING
        and line[-1:] not in '.;:,)”"!?'
        and (line[:1].isupper() or line[:1].isdigit())
        and (line.isupper() or len(line.split()) <= 12)
    )


def _last_chapter(found: list[Stretch]) -> str:
    return found[-1].chapter if found else ""


def _cut(chapter: str) -> str:
    return chapter if len(chapter) <= LONGEST_CHAPTER else chapter[: LONGEST_CHAPTER - 1].rstrip() + "…"
