"""Several reports in one file: where each further one begins, and the file cut there."""

import re
from array import array
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
    """A page: its text, where each of its lines begins, and which lines are titles."""

    text: str
    starts: "array[int]"
    places: dict[str, list[int]]

    def between(self, first: int, stop: int) -> str:
        """The lines from one up to another."""
        end = self.starts[stop] - 1 if stop < len(self.starts) else len(self.text)
        return self.text[self.starts[first] : max(self.starts[first], end)]


class Division:
    """The reports in a file, as far as where each begins; each is cut out when its turn comes."""

    def __init__(self, source: Source, cleaned: Clean, marks: list[Mark], contents: Contents) -> None:
        self._source = source
        self._lines: dict[int, _Lines] = {}
        titles = list(islice(_titles(cleaned.text, marks, contents), _MOST_PARTS))
        self._titles = frozenset(_line_from(cleaned.text, place) for place in titles)
        cuts = sorted({cut for place in titles if (cut := self._cut(cleaned, place)) is not None})
        spans = zip([(0, 0), *cuts], [*cuts, None], strict=True)
        self._spans = [span for span in spans if cuts and self._is_written(*span)]

    def __len__(self) -> int:
        """How many they are."""
        return max(1, len(self._spans))

    def parts(self) -> Iterator[Part]:
        """Each with its pages, and the running heads of its own: those with one symbol, if each has one."""
        furniture = self._source.furniture
        symbols = list(dict.fromkeys(found[0] for line in furniture if (found := SYMBOL.search(line))))
        mine = symbols if len(symbols) == len(self._spans) else [""] * len(self._spans)
        for symbol, (begin, end) in zip(mine, self._spans, strict=True):
            own = tuple(line for line in furniture if symbol and symbol in line)
            source = replace(self._source, pages=self._pages(begin, end), furniture=own)
            yield Part(source, begin[0] if self._source.paged else 0)

    def _is_written(self, begin: tuple[int, int], end: tuple[int, int] | None) -> bool:
        return any(page and not page.isspace() for page in self._pages(begin, end))

    def _cut(self, cleaned: Clean, place: int) -> tuple[int, int] | None:
        """The page (from 0) and the line in it where the head begins whose title is at ``place`` of the clean text."""
        text = cleaned.text
        title = _line_from(text, place)
        page = max(0, cleaned.page_at(place) - 1)
        page_start = cleaned.page_starts[page] if cleaned.page_starts else 0
        lines = self._lines_of(page)
        same = lines.places.get(title)
        if not same:
            return (page, 0) if page else None
        line = same[min(text.count(f"\n{title}\n", page_start, place), len(same) - 1)]
        above = range(max(0, line - _LINES_ABOVE), line)
        first = next((at for at in above if _OF_A_HEAD.match(one_line(lines.between(at, at + 1)))), line)
        return (page, first) if lines.between(0, first).strip() else (page, 0)

    def _lines_of(self, page: int) -> _Lines:
        if page not in self._lines:
            text = without_controls(self._source.pages[page])
            starts = array("Q")
            places: dict[str, list[int]] = {}
            for at, (start, line) in enumerate(_each_line(text)):
                starts.append(start)
                if (called := one_line(line)) in self._titles:
                    places.setdefault(called, []).append(at)
            self._lines[page] = _Lines(text, starts, places)
        return self._lines[page]

    def _pages(self, begin: tuple[int, int], end: tuple[int, int] | None) -> tuple[str, ...]:
        """The pages from one page and line up to another; the whole rest if ``end`` is None."""
        last, stop = end or (len(self._source.pages), 0)
        if stop and begin[0] == last:
            return (self._lines_of(last).between(begin[1], stop),)
        taken = list(self._source.pages[begin[0] : last])
        if stop:
            taken.append(self._lines_of(last).between(0, stop))
        if taken and begin[1]:
            lines = self._lines_of(begin[0])
            taken[0] = lines.between(begin[1], len(lines.starts))
        return tuple(taken)


def _line_from(text: str, place: int) -> str:
    end = text.find("\n", place)
    return text[place : end if end >= 0 else len(text)]


def _each_line(text: str) -> Iterator[tuple[int, str]]:
    """Where each line begins, and the line."""
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield start, text[start:end]
        start = end + 1
    yield start, text[start:]


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
