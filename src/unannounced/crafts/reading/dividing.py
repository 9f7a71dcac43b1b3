"""Several reports in one file: where each further one begins, and the file cut there."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from unannounced.crafts.reading.about import SYMBOL
from unannounced.crafts.reading.chains import opens_with_heading
from unannounced.crafts.reading.cleaning import Clean, one_line, without_controls
from unannounced.crafts.reading.contents import Contents
from unannounced.crafts.reading.numbering import Mark
from unannounced.crafts.reading.sourced import Source

_TITLE = re.compile(
    r"\n(?:(?:Annual|ANNUAL|Public|PUBLIC) )?(?:Reports?|REPORTS?|Rapport|RAPPORT|Informe|INFORME|Responses?|RESPONSES?"
    r"|Réponses?|RÉPONSES?|REPONSE|Views on conclusions|Visit report|VISIT REPORT)\b[^\n]{3,200}"
)
_OF_A_HEAD = re.compile(
    r"^(?:A/HRC|A/|CAT/|CCPR/|CPT)[^\n]{3,40}$|^(?:Distr\.|United Nations|UNITED NATIONS|Nations Unies|Naciones Unidas"
    r"|General Assembly|Human Rights Council|Council of Europe)[^\n]{0,60}$",
    re.MULTILINE,
)
_SAYS_WHEN = re.compile(
    r"\bDistr\.|\b\d{1,2}(?:er|st|nd|rd|th)? [^\W\d_]{3,10},? (?:de )?(?:19|20)\d\d\b|\bGovernment of\b"
)
_LONGEST_HEAD = 20_000
_MOST_PARTS = 200
_MOST_TITLES = 5000
_LEAST_PARAGRAPHS = 2
_LINES_ABOVE = 14


@dataclass(frozen=True, slots=True)
class Part:
    """One report of a file, and on how many pages of the file the reports before it stand."""

    source: Source
    pages_before: int = 0


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of a page, and where each stands."""

    lines: list[str]
    places: dict[str, list[int]]


def parts_of(source: Source, cleaned: Clean, marks: list[Mark], contents: Contents) -> list[Part]:
    """The reports in the file: each has a head of its own and numbers its paragraphs from 1. One, if it holds one."""
    titles = list(islice(_titles(cleaned.text, marks, contents), _MOST_PARTS))
    if not titles:
        return [Part(source)]
    lines: dict[int, _Lines] = {}
    cuts = sorted({cut for place in titles if (cut := _cut(source, cleaned, place, lines)) is not None})
    parts: list[Part] = []
    begin = (0, 0)
    for end in [*cuts, None]:
        pages = _between(source.pages, begin, end, lines)
        if any(page.strip() for page in pages):
            parts.append(Part(replace(source, pages=pages), begin[0] if source.paged else 0))
        begin = end or begin
    return _with_heads(parts, source)


def _with_heads(parts: list[Part], source: Source) -> list[Part]:
    """The parts with the running heads of each: of those whose places on the page told them, one symbol to a part."""
    symbols = list(dict.fromkeys(found[0] for line in source.furniture if (found := SYMBOL.search(line))))
    if len(parts) == 1:
        return parts
    mine = symbols if len(symbols) == len(parts) else [""] * len(parts)
    return [
        replace(
            part,
            source=replace(
                part.source, furniture=tuple(line for line in source.furniture if symbol and symbol in line)
            ),
        )
        for part, symbol in zip(parts, mine, strict=True)
    ]


def _titles(text: str, marks: list[Mark], contents: Contents) -> Iterator[int]:
    """Where titles of further reports stand: after numbered paragraphs, and before others that begin at 1."""
    starts = [one.start for one in marks]
    for found in islice(_TITLE.finditer(text), _MOST_TITLES):
        place = found.start() + 1
        following = bisect_left(starts, place)
        if following < _LEAST_PARAGRAPHS or contents.hold(place):
            continue
        after = [
            one
            for one in marks[following : following + 60]
            if _opens_line(text, one.start) and not opens_with_heading(text, one.end)
        ]
        numbers = [one.number for one in after[:4]]
        if numbers[:1] == [1] and 2 in numbers and after[0].start - place <= _LONGEST_HEAD:
            around = text[max(0, place - 600) : after[0].start]
            if _SAYS_WHEN.search(around) or _OF_A_HEAD.search(around):
                yield place


def _opens_line(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] == "\n"


def _cut(source: Source, cleaned: Clean, place: int, known: dict[int, _Lines]) -> tuple[int, int] | None:
    """The page (from 0) and the line in it where the head begins whose title stands at ``place`` of the clean text."""
    text = cleaned.text
    end = text.find("\n", place)
    title = text[place : end if end >= 0 else len(text)]
    page = max(0, cleaned.page_at(place) - 1)
    page_start = cleaned.page_starts[page] if cleaned.page_starts else 0
    nth = text.count(f"\n{title}\n", page_start, place)
    lines = _lines_of(source.pages, page, known)
    same = lines.places.get(title)
    if not same:
        return (page, 0) if page else None
    line = same[min(nth, len(same) - 1)]
    above = range(max(0, line - _LINES_ABOVE), line)
    first = next((at for at in above if _OF_A_HEAD.match(one_line(lines.lines[at]))), line)
    return (page, first) if any(one.strip() for one in lines.lines[:first]) else (page, 0)


def _lines_of(pages: tuple[str, ...], page: int, known: dict[int, _Lines]) -> _Lines:
    if page not in known:
        lines = without_controls(pages[page]).split("\n")
        places: dict[str, list[int]] = {}
        for at, line in enumerate(lines):
            places.setdefault(one_line(line), []).append(at)
        known[page] = _Lines(lines, places)
    return known[page]


def _between(
    pages: tuple[str, ...], begin: tuple[int, int], end: tuple[int, int] | None, known: dict[int, _Lines]
) -> tuple[str, ...]:
    """The pages from one page and line up to another; the whole rest if ``end`` is None."""
    last, stop = end or (len(pages), 0)
    taken = list(pages[begin[0] : last + (1 if stop else 0)])
    if stop:
        lines = _lines_of(pages, last, known).lines
        taken[-1] = "\n".join(lines[begin[1] if begin[0] == last else 0 : stop])
    if taken and begin[1] and not (stop and begin[0] == last):
        taken[0] = "\n".join(_lines_of(pages, begin[0], known).lines[begin[1] :])
    return tuple(taken)
