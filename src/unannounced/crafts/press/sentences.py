"""Paragraphs and sentences of a text with their places, and what stands between quotation marks."""

import re
from bisect import bisect_right
from dataclasses import dataclass

_WIDEST = 100
"""Characters; a text with a longer line is not broken at a width."""
LONGEST = 1600
"""Characters; what runs longer without a full stop is no sentence of an article."""

_END = re.compile(
    r"[.!?…]+[”\"»’')\]]*(?=\s|\Z)"
    r"|(?<=[a-zа-яіїє]{2})[.!?]+[”\"»]*(?=[A-ZА-ЯІЇЄ“«][a-zа-яіїє ])"  # no blank where two paragraphs were joined
    r"|\s(?=(?:Photo|Source|Фото|Джерело):)"
)
_SHORTENED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Prof|Gen|Col|Lt|Sen|Rep|Gov|Rev|Hon|vs|No|Nos|Art|Arts|art|para|paras|cf|etc|approx"
    r"|e\.g|i\.e|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Jr|Sr|Inc|Ltd|Co"
    r"|г|гг|ст|п|пп|см|им|т|д|р|рр|див|ім|тов|млн|тыс|тис)|\b[A-ZА-ЯІЇЄ]|\.[A-Za-z])\.\Z"
)
_DATED = re.compile(r"\s*date \d{4}-\d\d-\d\d[ \t]+(?=\S)")
_OPENS_NEXT = re.compile(r"\s*[“\"«‘'(\[—–-]*\s*[A-ZА-ЯІЇЄҐ0-9]")
_QUOTED = re.compile(r"“[^“”]{1,3000}[”\"]|«[^«»]{1,3000}»|„[^„“”]{1,3000}[“”]|\"[^\"]{1,3000}\"")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: where it is, in which paragraph, and whether that is a heading (a line without a full stop)."""

    start: int
    end: int
    paragraph: int
    heading: bool = False


def paragraphs_of(text: str) -> list[tuple[int, int]]:
    """Where each paragraph begins and ends. A line that only goes on in the next one is no paragraph of its own."""
    lines = [
        (match.start(), match.end())
        for match in re.finditer(r"[^\n\r\x0b\x0c\u2028\u2029]+", text)
        if match.group().strip()
    ]
    wrapped = all(end - start <= _WIDEST for start, end in lines)
    found: list[tuple[int, int]] = []
    for start, end in lines:
        if wrapped and found and _goes_on(text, found[-1], (start, end)):
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return found


def _goes_on(text: str, before: tuple[int, int], line: tuple[int, int]) -> bool:
    """Whether a line only breaks because a width was reached, as in letters and old files."""
    if text.count("\n", before[1], line[0]) != 1:
        return False
    last = text[max(before[0], text.rfind("\n", before[0], before[1]) + 1) : before[1]].rstrip()
    first = text[line[0] : line[1]].split(None, 1)[0]
    if len(last) < 50 or last[-1] in "!?:…":
        return False
    return first[:1].islower() or len(last) + len(first) >= 70


def sentences_of(text: str) -> list[Sentence]:
    """All sentences of ``text`` in order, without blanks around them.

    >>> text = "Mr. Smith signed on Feb. 26, 2022. It was law. A heading"
    >>> [text[one.start : one.end] for one in sentences_of(text)]
    ['Mr. Smith signed on Feb. 26, 2022.', 'It was law.', 'A heading']
    """
    found: list[Sentence] = []
    dated = _DATED.match(text)
    for number, (start, end) in enumerate(paragraphs_of(text)):
        found += _sentences(text, max(start, dated.end()) if dated and not number else start, end, number)
    return found


def _sentences(text: str, start: int, end: int, paragraph: int) -> list[Sentence]:
    found: list[Sentence] = []
    at = start
    for match in _END.finditer(text, start, end):
        if match.group().strip() and not _ends(text, at, match, end):
            continue
        _keep(text, at, match.end(), paragraph, found)
        at = match.end()
    _keep(text, at, end, paragraph, found)
    return found


def _ends(text: str, start: int, match: re.Match[str], end: int) -> bool:
    if match.end() >= end:
        return True
    if not _OPENS_NEXT.match(text, match.end(), end):
        return False
    if match.group() != ".":
        return not match.group().startswith(("...", "…")) or "”" in match.group()
    return not _SHORTENED.search(text, max(start, match.end() - 8), match.end())


def _keep(text: str, start: int, end: int, paragraph: int, found: list[Sentence]) -> None:
    words = text[start:end]
    inner = words.strip()
    if inner:
        start += len(words) - len(words.lstrip())
        heading = not re.search(r"[.!?…:;,][”\"»)]*\Z", inner)
        found.append(Sentence(start, start + len(inner), paragraph, heading))


@dataclass(frozen=True, slots=True)
class Quotations:
    """Where somebody's words stand between quotation marks."""

    spans: tuple[tuple[int, int], ...]
    _starts: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> "Quotations":
        """All quotations within a paragraph of ``text``; a title of three words between marks is none."""
        spans: list[tuple[int, int]] = []
        for start, end in paragraphs_of(text):
            spans += [one.span() for one in _QUOTED.finditer(text, start, end) if one.group().count(" ") > 3]
        return cls(tuple(spans), tuple(start for start, _ in spans))

    def around(self, place: int) -> tuple[int, int] | None:
        """The quotation that ``place`` lies in."""
        at = bisect_right(self._starts, place) - 1
        return self.spans[at] if at >= 0 and place < self.spans[at][1] else None
