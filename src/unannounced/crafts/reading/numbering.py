"""Which numbers in a text number its paragraphs.

Reports number their paragraphs from 1 to the end. Lists inside them, headings, footnotes and dates bring numbers of
their own, and the text alone does not tell them apart. So each number is weighed by where it stands, and the chain
of rising numbers with the greatest weight is taken, found in one pass over the numbers.
"""

import re
from dataclasses import dataclass
from itertools import islice

MOST_MARKS = 200_000
"""No report has more numbers; what follows them is left aside, so that hostile files end too."""
LARGEST_NUMBER = 1500
_FARTHEST = 12
_LOST = 0.9
_PLAIN = re.compile(r"(?<![^\s])(\d{1,4})\.(?=[\s“\"(A-Z]|$)")
_DOTTED = re.compile(r"(?<![^\s(])(\d{1,4})\. ?(\d{1,3})(?:\. ?(\d{1,3}))?(?:\.(?!\d)|(?=[\s)])|(?=[A-Z]))")
_OPENS_A_LIST = re.compile(
    r"(?:All|The|These|Other|Following|In the (?:course|view|process)|During|With re|As for"
    r"|[A-Z][\w’' ]{2,40}(?:consider|accept|support|note))[^.;:]{0,160}\b(?:conclusions?|recommendations?)\b",
    re.IGNORECASE,
)
_HEADING = re.compile(r"[^\n]{1,90}(?<![.;:,)”])\n")


@dataclass(frozen=True, slots=True)
class Mark:
    """A number in the text: where it begins, where what it numbers begins, and the number."""

    start: int
    end: int
    number: int
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Dotted:
    """A number under a number, such as 57.17 or 57.17.2."""

    start: int
    end: int
    under: int
    printed: str


def dotted_in(text: str) -> list[Dotted]:
    """Every number under a number, in running order."""
    found = islice(_DOTTED.finditer(text), MOST_MARKS)
    return [
        Dotted(one.start(), one.end(), int(one[1]), ".".join(str(int(part)) for part in one.groups() if part))
        for one in found
    ]


def plain_in(text: str) -> list[Mark]:
    """Every number with a point after it, in running order, weighed as the number of a paragraph."""
    marks = []
    for found in islice(_PLAIN.finditer(text), MOST_MARKS):
        number = int(found[1])
        if 1 <= number <= LARGEST_NUMBER:
            marks.append(Mark(found.start(), found.end(), number, _weight(text, found.start(), found.end())))
    return marks


def chain(marks: list[Mark]) -> list[Mark]:
    """The marks that number the paragraphs: rising, few left out, together of the greatest weight."""
    best: dict[int, tuple[float, int]] = {}
    before: list[int] = []
    for place, mark in enumerate(marks):
        score, came_from = mark.weight - _LOST * min(mark.number - 1, 40), -1
        for step in range(1, _FARTHEST + 1):
            known = best.get(mark.number - step)
            if known and known[0] + mark.weight - _LOST * (step - 1) > score:
                score, came_from = known[0] + mark.weight - _LOST * (step - 1), known[1]
        before.append(came_from)
        if mark.number not in best or score > best[mark.number][0]:
            best[mark.number] = (score, place)
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
        return 3.0
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
