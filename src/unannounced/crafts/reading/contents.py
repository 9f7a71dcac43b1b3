"""Where a table of contents stands in a text, so that neither its numbers nor its headings count."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

_TITLE = re.compile(
    r"\n ?(?:TABLE OF )?(?:CONTENTS|Contents|Table of [Cc]ontents|TABLE DES MATI[EÈ]RES|Table des mati[eè]res"
    r"|SOMMAIRE|Sommaire|[IÍ]NDICE|[IÍ]ndice|INHALT(?:SVERZEICHNIS)?|Inhalt(?:sverzeichnis)?|СОДЕРЖАНИЕ|Содержание"
    r"|SPIS TREŚCI|Spis treści|CUPRINS|Cuprins|OBSAH|Obsah|SADRŽAJ|Sadržaj|INNEHÅLL|Innehåll|INHOUD|Inhoud)"
    r" ?:?(?: {1,3}(?:Paragraphs?|Paragraphes?|Párrafos|Pages?|Página))*\n"
)
_LEADERS = re.compile(r"\.{4}|(?:\. ){4}|…{2}|(?:· ?){4}|_{4}")
_DOTS = tuple(re.compile(re.escape(dots)) for dots in ("....", ". . . .", "………"))  # plain signs are found fastest
_PAGE = re.compile(r"[ .…·_](?:[ .…·_]|\b\d{1,4} ?[-–] ?\d{1,4}\b)*(?:\d{1,4}|[ivxlc]{1,6})$")
_ONLY_PAGE = re.compile(
    r"(?:(?:[Pp]ages?|[Pp]aragraphs?|[Pp]aragraphes?|[Pp]árrafos|[Pp]ágina"
    r"|\b\d{1,4}\b(?: ?[-–] ?\d{1,4}\b)?|[.…]++) ?)++"
)
_MOST_LINES = 600
_LONGEST_ENTRY = 200
_LEAST = 3


@dataclass(frozen=True, slots=True)
class Contents:
    """The places of the tables of contents in a text, rising and apart."""

    spans: tuple[tuple[int, int], ...] = ()

    def hold(self, place: int) -> bool:
        """Whether ``place`` is in one of them."""
        before = bisect_right(self.spans, place, key=_start_of) - 1
        return before >= 0 and place < self.spans[before][1]


def _start_of(span: tuple[int, int]) -> int:
    return span[0]


def contents_in(text: str) -> Contents:
    """The tables of contents in ``text``: under their title, or by dots that lead to numbers of pages."""
    spans = []
    reached = 0
    for title in _TITLE.finditer(text):
        if title.start() >= reached:
            reached = _end_of(text, title.end())
            if reached > title.end():
                spans.append((title.start() + 1, reached))
    spans += _led(text)
    apart: list[tuple[int, int]] = []
    for start, stop in sorted(spans):
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(stop, apart[-1][1]))
        else:
            apart.append((start, stop))
    return Contents(tuple(apart))


def _end_of(text: str, start: int) -> int:
    """Where the table ends that begins at ``start``: where an early entry comes again, or after its last number."""
    first: set[str] = set()
    last_sure = start
    sure = before = 0
    for begin, line in _lines(text, start):
        if len(line) > _LONGEST_ENTRY or (line.endswith((".", ";")) and not _LEADERS.search(line)):
            break
        entry = _entry(line)
        if before >= _LEAST and entry and entry in first:
            return begin
        if entry and len(first) < _LEAST:
            first.add(entry)
        before += bool(entry)
        if _PAGE.search(line) or _LEADERS.search(line) or _ONLY_PAGE.fullmatch(line):
            sure += 1
            last_sure = begin + len(line)
    return last_sure if sure >= _LEAST else start


def _lines(text: str, start: int) -> Iterator[tuple[int, str]]:
    for _ in range(_MOST_LINES):
        if start >= len(text):
            return
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, text[start:end]
        start = end + 1


def _entry(line: str) -> str:
    """The words of an entry, without dots and the number of its page.

    >>> _entry("A.  Dates of the visit ........ 12"), _entry("12")
    ('a. dates of the visit', '')
    """
    if _ONLY_PAGE.fullmatch(line):
        return ""
    return " ".join(_PAGE.sub("", line).strip(" .…·_").casefold().split())


def _led(text: str) -> Iterator[tuple[int, int]]:
    """Runs of lines with dots that lead to a number, a line or two between them."""
    start = stop = count = reached = 0
    for place in sorted(found.start() for dots in _DOTS for found in dots.finditer(text)):
        if place < reached:
            continue
        at = text.rfind("\n", 0, place) + 1
        end = text.find("\n", place)
        reached = end if end >= 0 else len(text)
        if reached - at > _LONGEST_ENTRY:
            continue
        if not count or text.count("\n", stop, at) > _LEAST:
            if count >= _LEAST:
                yield start, stop
            start, count = at, 0
        count += 1
        stop = reached
    if count >= _LEAST:
        yield start, stop
