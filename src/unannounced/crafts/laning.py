"""Lanes of time as SVG: a row for each kind of event, a mark for each year as large as there are events in it.

On a page the colours are those of ``portal/figures.css``; in a picture they stand in attributes, as on
``mapping.picture``. Mirrored, time runs from right to left.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from textwrap import wrap

from unannounced.crafts.lettering import BORDER, SANS, SERIF, lines, placed, safe
from unannounced.crafts.mapping import BLUE, FAINT, INK, MUTED, PAPER, SHEET, Drawing

WIDE, LANE, HEAD = 1000, 58, 34  # units of the drawing, of a lane, of the years above
ASIDE = 210  # units for the names of the lanes
LARGEST = 20  # units of the radius of the largest mark


@dataclass(frozen=True, slots=True)
class Lane:
    """A kind of event: its name, and how many there are in each year."""

    name: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Field:
    """How large things are: all across, a lane, the years above, the names aside, the radius of the largest mark.

    ``letters`` of a name have room in a line, ``line`` lies between two.
    """

    wide: int
    lane: int
    head: int
    aside: int
    largest: int
    letters: int
    line: int
    mirrored: bool
    painted: bool

    def across(self, place: int, of: int) -> float:
        """The middle of a year."""
        at = self.aside + (self.wide - self.aside) * (place + 0.5) / max(of, 1)
        return self.wide - at if self.mirrored else at

    @property
    def side(self) -> str:
        """The anchor of words, as they are read."""
        return "end" if self.mirrored else "start"

    def words(self, x: float, y: float, said: str, kind: str, side: str) -> str:
        """A word: the name of a lane, or a year or a number."""
        colour = INK if kind == "lane-words" else MUTED
        paint = f'font-family="{SANS}" font-size="20" fill="{colour}"' if self.painted else f'class="{kind}"'
        told = placed(said, mirrored=self.mirrored)
        return f'<text x="{x:g}" y="{y:.1f}" text-anchor="{side}" {paint}>{told}</text>'

    def rule(self, y: float) -> str:
        """The line above a lane."""
        paint = f'stroke="{FAINT}" stroke-width="1.5"' if self.painted else 'class="lane-rule"'
        return f'<line x1="0" x2="{self.wide}" y1="{y}" y2="{y}" {paint}/>'

    def mark(self, x: float, y: float, radius: float) -> str:
        """As many events as its area."""
        paint = f'fill="{BLUE}"' if self.painted else 'class="lane-mark"'
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" {paint}/>'


def draw(
    lanes: Sequence[Lane], years: Sequence[int], *, label: str, described_by: str, mirrored: bool = False
) -> Drawing:
    """The lanes for a page; ``described_by`` is the id of the table that says the same. Mirrored, time runs left."""
    field = _Field(WIDE, LANE, HEAD, ASIDE, LARGEST, 23, 18, mirrored, False)
    return Drawing(
        f'<svg class="lanes" viewBox="0 0 {WIDE} {_tall(field, lanes)}" role="img" aria-label="{safe(label)}"'
        f' aria-describedby="{safe(described_by)}">{"".join(_drawn(field, lanes, years))}</svg>'
    )


def picture(
    lanes: Sequence[Lane], years: Sequence[int], *, title: str, axis: str, source: str, mirrored: bool = False
) -> str:
    """The lanes as a file by itself, to print and to pass on: title, what a mark is, lanes, source."""
    field = _Field(SHEET - 2 * BORDER, 76, 44, 320, 26, 27, 24, mirrored, True)
    side = SHEET - BORDER if mirrored else BORDER
    heading, below = lines(title, 58, 34, BORDER + 34, SERIF, INK, side, ends=mirrored)
    told, below = lines(axis, 100, 20, below + 30, SANS, MUTED, side, ends=mirrored)
    top = below + 24
    foot, below = lines(source, 120, 17, top + _tall(field, lanes) + 44, SANS, MUTED, side, ends=mirrored)
    end = below + BORDER / 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SHEET}" height="{end:.0f}" viewBox="0 0 {SHEET} {end:.0f}"'
        f' role="img"><title>{safe(title)}</title><desc>{safe(axis)}</desc>'
        f'<rect width="{SHEET}" height="{end:.0f}" fill="{PAPER}"/>{heading}{told}'
        f'<g transform="translate({BORDER} {top:.0f})">{"".join(_drawn(field, lanes, years))}</g>{foot}</svg>\n'
    )


def _tall(field: _Field, lanes: Sequence[Lane]) -> int:
    return field.head + field.lane * max(len(lanes), 1)


def _drawn(field: _Field, lanes: Sequence[Lane], years: Sequence[int]) -> Iterator[str]:
    most = max((number for lane in lanes for number in lane.numbers), default=0)
    for place, year in enumerate(years):
        yield field.words(field.across(place, len(years)), 20, str(year), "lane-year", "middle")
    for place, lane in enumerate(lanes):
        yield from _lane(field, lane, field.head + field.lane * place, most)


def _lane(field: _Field, lane: Lane, top: float, most: int) -> Iterator[str]:
    middle = top + field.lane / 2
    yield field.rule(top)
    named = wrap(lane.name, field.letters)
    for row, words in enumerate(named):
        y = middle + 5 + field.line * (row - (len(named) - 1) / 2)
        yield field.words(field.wide if field.mirrored else 0, y, words, "lane-words", field.side)
    for place, number in enumerate(lane.numbers):
        if number:
            at = field.across(place, len(lane.numbers))
            radius = max(3.0, field.largest * sqrt(number / most))
            yield field.mark(at, middle, radius)
            beside = at - radius - 5 if field.mirrored else at + radius + 5
            yield field.words(beside, middle + 5, str(number), "lane-year", field.side)
