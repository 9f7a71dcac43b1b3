"""Several numbers through time as one SVG for a page: a curve each, hatched where nobody counted.

Everything across is in parts of a hundred, as in ``charting``, so that the words stay as large as they are on any
screen. Curves are told apart by their strokes and not by colour alone; the classes are those of ``office/places.css``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from unannounced.crafts.charting import HEIGHT, ROOM, WIDE, Field, step_between
from unannounced.crafts.lettering import anchor, safe
from unannounced.crafts.mapping import Drawing

KINDS = 5  # strokes that a style sheet tells apart
DOTS = 60  # points at most that are marked each
LABELS = 6  # at most, below the field
PATIENCE = 3  # so many times the usual distance of two counts is a gap
SHORTEST_GAP = 8  # days
SMALL = 36  # pixels of a curve in a row of a table
MONTHS = 12
Point = tuple[date, int]


@dataclass(frozen=True, slots=True)
class Curve:
    """Numbers on days, the days rising. In ``steps`` a number holds until the next one, else nobody knows between."""

    points: Sequence[Point]
    kind: int = 0
    steps: bool = False


def draw(curves: Sequence[Curve], *, label: str, described_by: str = "") -> Drawing:
    """The curves over all their days; hatched are the gaps of the first.

    ``label`` is the name for those who do not see it, ``described_by`` the id of the table.
    """
    field = _field(curves, HEIGHT)
    described = f' aria-describedby="{safe(described_by)}"' if described_by else ""
    tall = HEIGHT + 2 * ROOM
    parts = [
        f'<svg class="curves" width="100%" height="{tall}" role="img" aria-label="{safe(label)}"{described}>',
        *_grid(field),
        *_hatches(field, curves[0].points),
        f'<svg y="{ROOM}" width="100%" height="{HEIGHT}" viewBox="0 0 {WIDE} {HEIGHT}" preserveAspectRatio="none"'
        f' overflow="visible">{"".join(_paths(field, curves))}</svg>',
        *_days(field),
        "</svg>",
    ]
    return Drawing("".join(parts))


def small(curve: Curve, *, label: str) -> Drawing:
    """One curve without words around it, for a row of a table."""
    field = _field([curve], SMALL)
    return Drawing(
        f'<svg class="curves small" width="100%" height="{SMALL}" viewBox="0 0 {WIDE} {SMALL}"'
        f' preserveAspectRatio="none" overflow="visible" role="img" aria-label="{safe(label)}">'
        f"{''.join(_paths(field, [curve]))}</svg>"
    )


def key(kind: int) -> Drawing:
    """The stroke of a curve, to stand before its name."""
    return Drawing(
        '<svg class="curve-key" width="36" height="12" aria-hidden="true" focusable="false">'
        f'<path class="curve kind-{kind % KINDS}" d="M1 6H35"/></svg>'
    )


def _field(curves: Sequence[Curve], height: int) -> Field:
    """The field that holds all of the curves: its top is a round number."""
    days = [day for curve in curves for day, _number in curve.points]
    most = max((number for curve in curves for _day, number in curve.points), default=0)
    between = step_between(max(most, 0))
    first, last = (min(days), max(days)) if days else (date.min, date.min)
    if first == last and days:
        first, last = first - timedelta(days=30), last + timedelta(days=30)
    return Field(first, last, max(between, -(-most // between) * between), height)


def gaps(points: Sequence[Point]) -> list[tuple[date, date]]:
    """The times in which nobody counted although it was usual: much longer than between two other counts.

    >>> days = [(date(2025, month, 1), 5) for month in (1, 2, 3, 4, 10, 11)]
    >>> gaps(days)
    [(datetime.date(2025, 4, 1), datetime.date(2025, 10, 1))]
    """
    apart = [(after - before).days for (before, _), (after, _) in pairwise(points)]
    if len(apart) < 2:
        return []
    longest = max(PATIENCE * median(apart), SHORTEST_GAP)
    return [
        (before, after)
        for ((before, _), (after, _)), days in zip(pairwise(points), apart, strict=True)
        if days > longest
    ]


def thinned(points: Sequence[Point], most: int = WIDE) -> list[Point]:
    """At most about ``most`` points with the same outline: of each stretch of days the lowest and the highest."""
    if len(points) <= most:
        return list(points)
    size = -(-2 * len(points) // most)
    kept: list[Point] = []
    for begin in range(0, len(points), size):
        stretch = points[begin : begin + size]
        lowest, highest = min(stretch, key=_number), max(stretch, key=_number)
        kept += sorted({lowest, highest})
    return kept if kept[-1] == points[-1] else [*kept, points[-1]]


def _number(point: Point) -> int:
    return point[1]


def _paths(field: Field, curves: Sequence[Curve]) -> Iterator[str]:
    """The curves, those named first on top."""
    for curve in reversed(curves):
        if not curve.points:
            continue
        name = f"curve kind-{curve.kind % KINDS}"
        yield f'<path class="{name}" d="{_outline(field, curve)}"/>'
        if len(curve.points) <= DOTS and not curve.steps:
            dots = "".join(f"M{_x(field, day)} {_y(field, number)}h0" for day, number in curve.points)
            yield f'<path class="{name} dots" d="{dots}"/>'


def _outline(field: Field, curve: Curve) -> str:
    """A line through the points, broken at gaps; or steps, the last one up to the edge."""
    points = thinned(curve.points)
    if curve.steps:
        first, *others = points
        steps = "".join(f"H{_x(field, day)}V{_y(field, number)}" for day, number in others)
        return f"M{_x(field, first[0])} {_y(field, first[1])}{steps}H{WIDE}"
    ends = {after for _before, after in gaps(curve.points)}
    parts = []
    for place, (day, number) in enumerate(points):
        parts.append(f"{'M' if not place or day in ends else 'L'}{_x(field, day)} {_y(field, number)}")
    return "".join(parts)


def _x(field: Field, day: date) -> str:
    return f"{WIDE * field.across(day):.1f}"


def _y(field: Field, number: int) -> str:
    return f"{field.down(max(number, 0)):.1f}"


def _grid(field: Field) -> Iterator[str]:
    between = step_between(field.most)
    for number in range(0, field.most + 1, between):
        y = ROOM + field.down(number)
        yield f'<line class="curves-grid" x1="0" x2="100%" y1="{y:.1f}" y2="{y:.1f}"/>'
        if number:
            yield f'<text class="curves-words" x="0" y="{y - 4:.1f}">{_grouped(number)}</text>'


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")


def _hatches(field: Field, points: Sequence[Point]) -> Iterator[str]:
    for before, after in gaps(points):
        x, end = 100 * field.across(before), 100 * field.across(after)
        yield (
            f'<rect class="curves-gap" fill="url(#fill-not-known)" x="{x:.2f}%" y="{ROOM}" width="{end - x:.2f}%"'
            f' height="{field.height}"/>'
        )


def _days(field: Field) -> Iterator[str]:
    bottom = ROOM + field.height
    for day, words in labels(field.first, field.last):
        x, part = f"{100 * field.across(day):.2f}%", anchor(field.across(day))
        yield f'<line class="curves-tick" x1="{x}" x2="{x}" y1="{bottom}" y2="{bottom + 5}"/>'
        yield f'<text class="curves-words" x="{x}" y="{bottom + 19}" text-anchor="{part}">{words}</text>'


def labels(first: date, last: date) -> list[tuple[date, str]]:
    """Days below the field with their words: years, or months where there are few; never more than fit.

    >>> [words for _day, words in labels(date(2025, 11, 3), date(2026, 4, 20))]
    ['2025-12', '2026-01', '2026-02', '2026-03', '2026-04']
    >>> [words for _day, words in labels(date(2012, 1, 1), date(2026, 4, 20))]
    ['2015', '2020', '2025']
    """
    months = MONTHS * (last.year - first.year) + last.month - first.month
    sizes = (1, 2, 3, 6, *(MONTHS * years for years in (1, 2, 5, 10, 20, 50)))
    every = next((one for one in sizes if months < one * LABELS), 100 * MONTHS)
    begin = -(-(MONTHS * first.year + first.month - (first.day == 1)) // every) * every
    found = []
    for month in range(begin, MONTHS * last.year + last.month, every):
        day = date(month // MONTHS, month % MONTHS + 1, 1)
        if first <= day <= last:
            found.append((day, str(day.year) if every >= MONTHS else f"{day:%Y-%m}"))
    return found
