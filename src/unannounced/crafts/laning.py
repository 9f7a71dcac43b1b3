"""Lanes of time as SVG: a row for each kind of event, a mark for each year as large as there are events in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from unannounced.crafts.lettering import safe
from unannounced.crafts.mapping import Drawing

WIDE, LANE, HEAD = 1000, 58, 34  # units of the drawing, of a lane, of the years above
ASIDE = 210  # units for the names of the lanes
LARGEST = 20  # units of the radius of the largest mark


@dataclass(frozen=True, slots=True)
class Lane:
    """A kind of event: its name, and how many there are in each year."""

    name: str
    numbers: tuple[int, ...]


def draw(
    lanes: Sequence[Lane], years: Sequence[int], *, label: str, described_by: str, mirrored: bool = False
) -> Drawing:
    """The lanes for a page; ``described_by`` is the id of the table that says the same. Mirrored, time runs left."""
    tall = HEAD + LANE * max(len(lanes), 1)
    most = max((number for lane in lanes for number in lane.numbers), default=0)
    parts = [
        *_years(years, mirrored),
        *(part for place, lane in enumerate(lanes) for part in _lane(lane, HEAD + LANE * place, most, mirrored)),
    ]
    return Drawing(
        f'<svg class="lanes" viewBox="0 0 {WIDE} {tall}" role="img" aria-label="{safe(label)}"'
        f' aria-describedby="{safe(described_by)}">{"".join(parts)}</svg>'
    )


def _across(place: int, of: int, mirrored: bool) -> float:
    at = ASIDE + (WIDE - ASIDE) * (place + 0.5) / max(of, 1)
    return WIDE - at if mirrored else at


def _years(years: Sequence[int], mirrored: bool) -> Iterator[str]:
    for place, year in enumerate(years):
        x = _across(place, len(years), mirrored)
        yield f'<text class="lane-year" x="{x:.1f}" y="20" text-anchor="middle">{year}</text>'


def _lane(lane: Lane, top: float, most: int, mirrored: bool) -> Iterator[str]:
    middle = top + LANE / 2
    yield f'<line class="lane-rule" x1="0" x2="{WIDE}" y1="{top}" y2="{top}"/>'
    x, side = (WIDE, "end") if mirrored else (0, "start")
    yield f'<text class="lane-words" x="{x}" y="{middle + 5:.1f}" text-anchor="{side}">{safe(lane.name)}</text>'
    for place, number in enumerate(lane.numbers):
        if number:
            at = _across(place, len(lane.numbers), mirrored)
            radius = max(3.0, LARGEST * sqrt(number / most)) if most else 0
            yield f'<circle class="lane-mark" cx="{at:.1f}" cy="{middle:.1f}" r="{radius:.1f}"/>'
            beside = at - radius - 5 if mirrored else at + radius + 5
            yield (
                f'<text class="lane-year" x="{beside:.1f}" y="{middle + 5:.1f}" text-anchor="{side}">{number}</text>'
            )
