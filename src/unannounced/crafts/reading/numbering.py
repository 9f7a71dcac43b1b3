"""Which numbers in a text number its paragraphs.

Reports number their paragraphs from 1 to the end. Lists inside them, headings, footnotes and dates bring numbers of
their own, and the text alone does not tell them apart. So each number is weighed by where it stands, and the chain
of rising numbers with the greatest weight is taken, found in one pass over the numbers.
"""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from itertools import islice

MOST_MARKS = 200_000
"""No report has more numbers; what follows them is left aside, so that hostile files end too."""
LARGEST_NUMBER = 1500
_FARTHEST = 12
_LOST = 0.9
_AGAIN = 1.5
_OPENING = 3.0
_LISTED = 2.0
_LONGEST_OPENING = 1500
_LONGEST_NUMBER = 5
_CANDIDATE = re.compile(r"[\s(][0-9]{1,4}\.")
_WITH_BRACKET = re.compile(r"[\s(][0-9]{1,4}[.)]")
_BRACKETS = re.compile(r"\n ?[0-9]{1,3}\)\s")
_POINTS = re.compile(r"\n ?[0-9]{1,3}\.\s")
_AFTER_PLAIN = re.compile(r"[\s“\"(A-ZÀ-Þ]|$")
_AFTER_DOTTED = re.compile(r" ?([0-9]{1,3})(?:\. ?([0-9]{1,3}))?(?:\.(?![0-9])|(?=[\s)])|(?=[A-Z]))")
_OPENS_A_LIST = re.compile(
    r"(?:All|The|These|Other|Following|In the (?:course|view|process)|During|With re|As for"
    r"|Les|Toutes les|Ces|Au cours|Lors|Las|Los|Todas las|Estas|Durante|En el curso"
    r"|[A-Z][\w’' ]{2,40}(?:consider|accept|support|note|nota))[^.;:]{0,160}"
    r"\b(?:conclusions?|recomm[ea]ndations?|conclusiones|recomendaciones)\b",
    re.IGNORECASE,
)
_HEADING = re.compile(r"[^\n]{1,90}(?<![.;:,)”])\n")


@dataclass(frozen=True, slots=True)
class Mark:
    """A number in the text: where it and where its words begin, and the number; how it is printed, if otherwise."""

    start: int
    end: int
    number: int
    weight: float = 0.0
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Dotted:
    """A number under a number, such as 57.17 or 57.17.2."""

    start: int
    end: int
    under: int
    printed: str


def numbers_in(text: str) -> tuple[list[Mark], list[Dotted]]:
    """Every number with a point after it, weighed as the number of a paragraph; and every number under a number.

    A bracket does for a point where more lines begin with numbers in front of one.
    """
    plain: list[Mark] = []
    dotted: list[Dotted] = []
    taken_to, at_line = 0, False
    candidates = _WITH_BRACKET if _count(_BRACKETS, text) > _count(_POINTS, text) else _CANDIDATE
    for start, end in islice(_places(candidates, text), MOST_MARKS):
        number = int(text[start : end - 1])
        if text[start - 1 : start] != "(" and 1 <= number <= LARGEST_NUMBER and _AFTER_PLAIN.match(text, end):
            lighter = _LISTED if start < taken_to and at_line else 0.0
            plain.append(Mark(start, end, number, _weight(text, start, end) - lighter))
        if start >= taken_to and (under := _AFTER_DOTTED.match(text, end)):
            taken_to, at_line = under.end(), start == 0 or text[start - 1] == "\n"
            parts = [number, *(int(part) for part in under.groups() if part)]
            dotted.append(Dotted(start, taken_to, number, ".".join(map(str, parts))))
    return _lists_weighed(text, plain), dotted


def _places(candidates: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Where each number and the sign after it begin and end; one with which the text begins needs none before it."""
    if opening := candidates.match(f"\n{text[:_LONGEST_NUMBER]}"):
        yield 0, opening.end() - 1
    for found in candidates.finditer(text):
        yield found.start() + 1, found.end()


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))


def _lists_weighed(text: str, marks: list[Mark]) -> list[Mark]:
    """The marks, those lighter that go on a list beyond the number of the paragraph it stands under.

    A list of 150 items under paragraph 87 has numbers 88, 89 and so on that look like those of paragraphs.
    """
    found = list(marks)
    opener, last = Mark(0, 0, 0), -1
    for place, mark in enumerate(marks):
        if mark.weight >= _OPENING:
            opener, last = mark, 0
        elif last == 0 and mark.number == 1 and not _is_list_under(text, opener, mark):
            last = -1
        elif last >= 0 and last < mark.number <= last + (1 if last == 0 else 2):
            last = mark.number
            if last > opener.number:
                found[place] = replace(mark, weight=mark.weight - _LISTED)
    return found


def _is_list_under(text: str, opener: Mark, first: Mark) -> bool:
    over = text[opener.end : min(first.start, opener.end + _LONGEST_OPENING)].strip()
    return first.start - opener.end < _LONGEST_OPENING and (over.endswith(":") or "\n" not in over)


def opens_a_list(words: str) -> bool:
    """Whether ``words`` begin as a paragraph does under which a list of recommendations stands."""
    return _OPENS_A_LIST.match(words) is not None


def chain(marks: list[Mark], anew: Container[int] = ()) -> list[Mark]:
    """The marks that number the paragraphs: rising, few left out, together of the greatest weight.

    At the places ``anew`` of ``marks`` numbers may begin again.
    """
    best: dict[int, tuple[float, int]] = {}
    before: list[int] = []
    peak = (0.0, -1)
    for place, mark in enumerate(marks):
        score, came_from = mark.weight - _LOST * min(mark.number - 1, 40), -1
        if place in anew and peak[0] + mark.weight - _AGAIN > score:
            score, came_from = peak[0] + mark.weight - _AGAIN, peak[1]
        for step in range(1, _FARTHEST + 1):
            known = best.get(mark.number - step)
            if known and known[0] + mark.weight - _LOST * (step - 1) > score:
                score, came_from = known[0] + mark.weight - _LOST * (step - 1), known[1]
        before.append(came_from)
        if mark.number not in best or score > best[mark.number][0]:
            best[mark.number] = (score, place)
        if score > peak[0]:
            peak = (score, place)
    if not best:
        return []
    taken = []
    place = max(best.values(), key=lambda known: (known[0], -known[1]))[1]
    while place >= 0:
        taken.append(marks[place])
        place = before[place]
    return taken[::-1]


def _weight(text: str, start: int, end: int) -> float:
    """How much a number looks like that of a paragraph."""
    opens = text[end : end + 260].lstrip()
    if _OPENS_A_LIST.match(opens):
        return _OPENING
    before = text[max(0, start - 4) : start]
    said = before.rstrip()
    if "...." in text[end : end + 120].split("\n", 1)[0]:
        return -2.0
    weight = 1.0 if not before or before.endswith("\n") else 0.6 if said[-1:] in ".;:)”\"'’?!*" else 0.1
    if said[-1:] in (";", ":"):
        weight -= 1.3
    elif said.endswith(")."):
        weight -= 0.9
    if opens[:1].islower():
        weight -= 0.8
    if before.endswith("\n") and _HEADING.match(text[end : end + 92].lstrip(" ")):
        weight -= 0.5
    return weight
