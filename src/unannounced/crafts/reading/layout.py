"""What the places of lines on pages say: running heads, notes at the foot, headings, and the order in which one reads.

A line is measured along its own writing, in points: ``base`` rises from the foot of the page to its head.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from unannounced.crafts.reading.cleaning import healed, masked, one_line, without_controls
from unannounced.crafts.reading.put_away import PutAway
from unannounced.crafts.reading.sourced import Footnote

MOST_LINES = 2000
"""Lines of a page of which places are compared; a page of a report has a hundred."""
SAMPLE = 60
"""Pages from which it is learnt what repeats; the others are then taken one by one, whatever their number."""
_TOP, _FOOT = 5, 6
_SLOT = 4.0
_TIMES = 3
_MOST_OF = 0.6
_LONGEST_RUNNING = 120
_SMALL = 0.93
_LARGE = 1.15
_BOLD = 600
_LONGEST_HEADING = 100
_LONGEST_REST = 40
_ENOUGH = 0.3
_APART = 1.25
_COUNTED = re.compile(r"[(\[]?(?:#|[a-z])(?:\.#)*[.)\]]+|#(?:\.#)+")
_MARK = re.compile(r"(\d{1,3}|\*{1,4}|[†‡§]{1,2})(?=[\s\W]|[^\W\d_a-z])\s?")
_STARS = re.compile(r"\*{1,4}|[†‡§]{1,2}")
_RULE = re.compile(r"[_\s–—-]{3,}")
_GOES_ON = re.compile(r"[^.:;!?”»)]$")


@dataclass(slots=True)
class Line:
    """A line as it is drawn. ``size`` is that of its letters, 0 if not known; ``weight`` 400 is plain, 700 bold.

    ``opens`` is a raised mark at its beginning, ``marks`` those inside; neither stands in ``text``. ``aside`` lines
    are written in another direction than the page, ``slanted`` ones across it.
    """

    text: str
    left: float = 0.0
    right: float = 0.0
    base: float = 0.0
    size: float = 0.0
    weight: int = 0
    aside: bool = False
    slanted: bool = False
    opens: str = ""
    marks: tuple[str, ...] = ()


@dataclass(slots=True)
class Composed:
    """The pages composed so far: their texts, and what was taken out of them."""

    pages: PutAway = field(default_factory=PutAway)
    headings: set[str] = field(default_factory=set)
    footnotes: list[Footnote] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)


class Composer:
    """Takes the lines of one page after the other, each page in reading order, and composes their texts."""

    def __init__(self) -> None:
        self._waiting: list[list[Line]] = []
        self._edges: Edges | None = None
        self._body = 0.0
        self._composed = Composed()
        self._open_note = False

    def add(self, lines: list[Line]) -> None:
        """Take one more page."""
        if self._edges is not None:
            self._compose(lines, self._edges)
            return
        self._waiting.append(lines)
        if len(self._waiting) == SAMPLE:
            self._learn()

    def done(self) -> Composed:
        """All pages, composed."""
        self._learn()
        return self._composed

    def _learn(self) -> None:
        if self._edges is None:
            self._edges = Edges(self._waiting)
            self._body = usual_size(line for page in self._waiting for line in page)
        waiting, self._waiting = self._waiting, []
        for lines in waiting:
            self._compose(lines, self._edges)

    def _compose(self, page: list[Line], edges: "Edges") -> None:
        lines, running = edges.apart(page)
        self._composed.furniture += (one_line(without_controls(line.text)) for line in running)
        usual = any(line.opens or line.size >= self._body * _SMALL for line in lines)
        body = self._body if usual else usual_size(lines)
        lines, notes = self._without_notes(lines, body)
        lines = [_without_stars(line, notes) for line in lines] if notes else lines
        self._composed.headings |= set(headings(lines, body))
        self._composed.pages.add("\n".join(line.text for line in lines))

    def _without_notes(self, lines: list[Line], body: float) -> tuple[list[Line], list[str]]:
        """The lines without the notes at the foot, and the marks of these."""
        foot = at_foot(lines, body)
        notes, rest = noted(foot, _marks_above(lines, foot), going_on=self._open_note)
        number = len(self._composed.pages) + 1
        if notes and not notes[0].mark:
            last = self._composed.footnotes.pop()
            self._composed.footnotes.append(replace(last, text=one_line(healed(f"{last.text}\n{notes[0].text}"))))
        self._composed.footnotes += (
            Footnote(one.mark, one_line(healed(one.text)), number) for one in notes if one.mark and one.text
        )
        self._open_note = bool(notes) and bool(_GOES_ON.search(notes[-1].text.rstrip()))
        if not notes:
            return lines, []
        taken = {id(line) for line in foot} - {id(line) for line in rest}
        return [line for line in lines if id(line) not in taken], [one.mark for one in notes if one.mark]


class Edges:
    """What stands at the same height of several pages, numbers aside: running heads, feet, numbers of pages.

    Three pages are enough if a gap parts it from what is written there; else it must stand on most pages, for a
    sentence that is repeated may happen to begin three of them.
    """

    def __init__(self, pages: Sequence[list[Line]]) -> None:
        seen: Counter[tuple[str, int]] = Counter()
        parted: Counter[tuple[str, int]] = Counter()
        for page in pages:
            outer, alone = _outer(page)
            seen.update({_place(line) for line in outer if _may_run(line)})
            parted.update({_place(line) for line in outer if id(line) in alone and _may_run(line)})
        few = min(_TIMES, max(2, len(pages)))
        many = max(few, _MOST_OF * len(pages))
        self._known = {place for place, times in seen.items() if times >= many or parted[place] >= few}
        slots: Counter[int] = Counter()
        for page in pages:
            slots.update({place[1] for line in _outer(page)[0] if (place := _place(line)) in self._known})
        self._slots = {slot for slot, times in slots.items() if times >= max(_TIMES, _MOST_OF * len(pages))}

    def apart(self, page: list[Line]) -> tuple[list[Line], list[Line]]:
        """The lines of the page, and those that run over pages."""
        outer, alone = _outer(page)
        edge = {id(line) for line in outer}
        kept: list[Line] = []
        running: list[Line] = []
        for line in page:
            runs = line.slanted or (id(line) in edge and self._runs(line, alone))
            (running if runs else kept).append(line)
        return kept, running

    def _runs(self, line: Line, alone: set[int]) -> bool:
        if not _may_run(line):
            return False
        place = _place(line)
        return place in self._known or (place[1] in self._slots and id(line) in alone)


def _outer(page: list[Line]) -> tuple[list[Line], set[int]]:
    """The lines at the edges of a page, and which of these a gap parts from the rest."""
    upright = sorted((line for line in page if not line.aside), key=lambda line: -line.base)
    if len(upright) < 2:
        return upright, set()
    steps = [above.base - line.base for above, line in pairwise(upright)]
    usual = sorted(step for step in steps if step > 1)
    wide = _APART * (usual[len(usual) // 2] if usual else 0) + 1
    above = next((place for place, step in enumerate(steps[:_TOP], 1) if step > wide), 0)
    below = next((place for place, step in enumerate(reversed(steps[-_FOOT:]), 1) if step > wide), 0)
    alone = {id(line) for line in (*upright[:above], *upright[len(upright) - below :])}
    return (upright if len(upright) <= _TOP + _FOOT else upright[:_TOP] + upright[-_FOOT:]), alone


def _place(line: Line) -> tuple[str, int]:
    text = one_line(line.text)
    return "#" if re.fullmatch("[ivxlc]{1,7}", text) else masked(text), round(line.base / _SLOT)


def _may_run(line: Line) -> bool:
    """Whether it is no more than a line, and no number of a paragraph or of a list that stands alone."""
    return len(line.text) < _LONGEST_RUNNING and not _COUNTED.fullmatch(masked(line.text.strip()))


def usual_size(lines: Iterable[Line]) -> float:
    """The size of the body, 0 if none is known: the largest in which many letters are, for notes may prevail."""
    seen: Counter[float] = Counter()
    for line in lines:
        if line.size:
            seen[round(line.size * 2) / 2] += len(line.text)
    most = max(seen.values(), default=0)
    return max((size for size, letters in seen.items() if letters >= _ENOUGH * most), default=0.0)


def at_foot(lines: list[Line], body: float) -> list[Line]:
    """The lines in small letters below which no others stand, in running order."""
    if len(lines) > MOST_LINES:
        return []
    above: list[tuple[float, float]] = []
    foot: set[int] = set()
    for line in sorted(lines, key=lambda line: line.base):
        if line.aside or _RULE.fullmatch(line.text):
            continue
        if 0 < line.size < body * _SMALL and not any(left < line.right and line.left < right for left, right in above):
            foot.add(id(line))
        elif line.size:
            above.append((line.left, line.right))
    return [line for line in lines if id(line) in foot]


@dataclass(slots=True)
class _Note:
    mark: str
    text: str


def _marks_above(lines: list[Line], foot: list[Line]) -> set[str]:
    below = {id(line) for line in foot}
    marks: set[str] = set()
    for line in lines:
        if id(line) not in below:
            marks.update(line.marks, [line.opens])
            marks.update(_STARS.findall(line.text))
    return marks


def noted(foot: list[Line], marks: set[str], *, going_on: bool) -> tuple[list[_Note], list[Line]]:
    """The notes in the lines at the foot, and the lines that belong to none.

    A line begins a note if its mark is raised or stands in the text above it. Lines before the first go on with the
    last note of the page before, as a note without a mark, if that was ``going_on``.
    """
    notes: list[_Note] = []
    rest: list[Line] = []
    for line in foot:
        mark, text = _opening(line, marks)
        if mark or (going_on and not notes):
            notes.append(_Note(mark, text))
        elif notes:
            notes[-1].text += "\n" + text
        else:
            rest.append(line)
    too_long = bool(notes) and not notes[0].mark and notes[0].text.count("\n") >= _LONGEST_REST
    return (notes, rest) if not too_long else ([], foot)


def _opening(line: Line, marks: set[str]) -> tuple[str, str]:
    """The mark with which the line begins a note, and its words; no mark if it begins none."""
    text = line.text.strip()
    if line.opens:
        return line.opens, text
    found = _MARK.match(text)
    return (found[1], text[found.end() :]) if found and found[1] in marks else ("", text)


def _without_stars(line: Line, marks: list[str]) -> Line:
    """The line without the stars in it that point to notes."""
    text = line.text
    for mark in marks:
        if _STARS.fullmatch(mark) and mark in text:
            text = re.sub(rf"(?<=[\w.,;:)”’])\s?{re.escape(mark)}(?![*†‡§])(?=\W|$)", "", text)
    return line if text == line.text else replace(line, text=text)


def headings(lines: list[Line], body: float) -> Iterable[str]:
    """Lines in letters clearly larger than usual, or in bold between others that are not."""
    for place, line in enumerate(lines):
        large = line.size > body * _LARGE
        if not body or line.aside or len(line.text) > _LONGEST_HEADING or not (large or _stands_out(lines, place)):
            continue
        text = one_line(without_controls(line.text))
        if len(text) > 2 and text[-1] not in ".;:,-\ufffe":
            yield text


def _stands_out(lines: list[Line], place: int) -> bool:
    """Whether a line is in bold, the next is not, and the one before has ended."""
    if lines[place].weight < _BOLD or place + 1 == len(lines) or lines[place + 1].weight >= _BOLD:
        return False
    before = lines[place - 1] if place else None
    return before is None or (before.weight < _BOLD and not _GOES_ON.search(before.text.rstrip()))
