"""A number through time as SVG: a line in steps, hatched where it may be more; for a page, and as a picture by itself.

On a page everything across is in parts of a hundred, so that the words stay as large as they are on any screen; the
colours are those of ``portal/law.css``. In a picture they stand in attributes, as on ``mapping.picture``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from unannounced.crafts.lettering import BORDER, SANS, SERIF, anchor, lines, placed, safe
from unannounced.crafts.mapping import BLUE, FAINT, INK, MUTED, PAPER, SHEET, Drawing

HEIGHT = 220  # pixels of the field in which the line runs, on a page
ROOM = 24  # pixels above and below it: for the uppermost number, and for the years
WIDE = 1000  # units across in which the line is drawn before it is stretched
LINES = 5  # at most, across the field
YEARS = 7  # at most, below it
TALL = 520  # pixels of the field in a picture


@dataclass(frozen=True, slots=True)
class Step:
    """From the day ``first`` on: how many for certain, and how many more it may be."""

    first: date
    certain: int
    open: int = 0


@dataclass(frozen=True, slots=True)
class Field:
    """Where days and numbers lie: days from 0 to 1 across, numbers in pixels from the top of the field.

    Mirrored, time runs from right to left.
    """

    first: date
    last: date
    most: int
    height: int
    mirrored: bool = False

    def share(self, day: date) -> float:
        """How much of the time has passed on a day, 0 at the first and 1 at the last."""
        return (min(max(day, self.first), self.last) - self.first).days / max((self.last - self.first).days, 1)

    def across(self, day: date) -> float:
        """The place of a day, 0 at the left edge and 1 at the right."""
        return 1 - self.share(day) if self.mirrored else self.share(day)

    def span(self, first: date, end: date) -> tuple[float, float]:
        """Where a time begins from the left, and how wide it is."""
        return min(self.across(first), self.across(end)), abs(self.across(end) - self.across(first))

    def down(self, number: int) -> float:
        """The place of a number, 0 at the top."""
        return self.height * (1 - number / self.most)


def field_of(steps: Sequence[Step], last: date, height: int, mirrored: bool = False) -> Field:
    """The field that holds all of ``steps``: its top is a round number."""
    most = max((one.certain + one.open for one in steps), default=0)
    between = step_between(most)
    top = max(between, -(-most // between) * between)
    return Field(steps[0].first if steps else last, last, top, height, mirrored)


def step_between(most: int) -> int:
    """The round number between two lines of the field.

    >>> step_between(47), step_between(173), step_between(3)
    (10, 50, 1)
    """
    for size in (1, 10, 100, 1000, 10_000):
        for round_number in (size, 2 * size, 5 * size):
            if most <= round_number * LINES:
                return round_number
    return most


def draw(
    steps: Sequence[Step], *, last: date, chosen: date, label: str, described_by: str = "", mirrored: bool = False
) -> Drawing:
    """The chart for a page, up to the day ``last``, with a line at the day ``chosen``.

    ``label`` is its name for those who do not see it, ``described_by`` the id of its table. Mirrored, time runs left.
    """
    field = field_of(steps, last, HEIGHT, mirrored)
    described = f' aria-describedby="{safe(described_by)}"' if described_by else ""
    tall = HEIGHT + 2 * ROOM
    parts = [
        f'<svg class="course" width="100%" height="{tall}" role="img" aria-label="{safe(label)}"{described}>',
        *_grid(field),
        *_hatches(field, steps),
        f'<svg y="{ROOM}" width="100%" height="{HEIGHT}" viewBox="0 0 {WIDE} {HEIGHT}" preserveAspectRatio="none">'
        f'<path class="course-area" d="{_line(field, steps)}V{HEIGHT}H{WIDE if mirrored else 0}z"/>'
        f'<path class="course-line" d="{_line(field, steps)}"/></svg>',
        *_years(field),
        *_mark(field, chosen),
        "</svg>",
    ]
    return Drawing("".join(parts))


def _line(field: Field, steps: Sequence[Step], wide: float = WIDE, left: float = 0, top: float = 0) -> str:
    """The line in steps: along to the next day, then up or down."""
    begins, ends = (left + wide, left) if field.mirrored else (left, left + wide)
    if not steps:
        return f"M{begins:g} {top + field.height:g}H{ends:g}"
    parts = [f"M{begins:g} {top + field.down(steps[0].certain):.1f}"]
    for step in steps[1:]:
        parts.append(f"H{left + wide * field.across(step.first):.1f}V{top + field.down(step.certain):.1f}")
    return "".join([*parts, f"H{ends:g}"])


def _runs(field: Field, steps: Sequence[Step]) -> Iterator[tuple[date, date, Step]]:
    """The times in which it may be more, each with its end."""
    ends = [later.first for _, later in pairwise(steps)] + [field.last]
    for step, end in zip(steps, ends, strict=False):
        if step.open and end > step.first:
            yield step.first, end, step


def _grid(field: Field) -> Iterator[str]:
    between = step_between(field.most)
    for number in range(0, field.most + 1, between):
        y = ROOM + field.down(number)
        yield f'<line class="course-grid" x1="0" x2="100%" y1="{y:.1f}" y2="{y:.1f}"/>'
        if number:
            side = 'x="100%" text-anchor="end"' if field.mirrored else 'x="0"'
            yield f'<text class="course-words" {side} y="{y - 4:.1f}">{number}</text>'


def _hatches(field: Field, steps: Sequence[Step]) -> Iterator[str]:
    for first, end, step in _runs(field, steps):
        x, wide = (100 * share for share in field.span(first, end))
        top, bottom = field.down(step.certain + step.open), field.down(step.certain)
        yield (
            f'<rect class="course-open" fill="url(#fill-not-known)" x="{x:.2f}%" y="{ROOM + top:.1f}"'
            f' width="{wide:.2f}%" height="{bottom - top:.1f}"/>'
        )


def _ticks(field: Field) -> list[date]:
    """The first of January of round years, not more than fit, none at the very edges."""
    span = field.last.year - field.first.year
    every = next((one for one in (1, 2, 5, 10, 20, 50) if span <= one * YEARS), 100)
    years = range(-(-field.first.year // every) * every, field.last.year + 1, every)
    return [date(year, 1, 1) for year in years if year and 0.03 <= field.share(date(year, 1, 1)) <= 0.94]


def _years(field: Field) -> Iterator[str]:
    bottom = ROOM + HEIGHT
    for day in _ticks(field):
        x, part = 100 * field.across(day), anchor(field.across(day))
        yield f'<line class="course-tick" x1="{x:.2f}%" x2="{x:.2f}%" y1="{bottom}" y2="{bottom + 5}"/>'
        yield f'<text class="course-words" x="{x:.2f}%" y="{bottom + 19}" text-anchor="{part}">{day.year}</text>'


def _mark(field: Field, chosen: date) -> Iterator[str]:
    x = 100 * field.across(chosen)
    yield f'<line class="course-chosen" x1="{x:.2f}%" x2="{x:.2f}%" y1="{ROOM - 12}" y2="{ROOM + HEIGHT}"/>'


def picture(
    steps: Sequence[Step],
    *,
    last: date,
    title: str,
    source: str,
    legend: Sequence[str] = ("", ""),
    mirrored: bool = False,
) -> str:
    """The chart as a file by itself, to print and to pass on: title, chart, legend, source.

    ``legend`` says in words what the line is, and what the hatch; without the second nothing is hatched.
    """
    field = field_of(steps, last, TALL, mirrored)
    side = SHEET - BORDER if mirrored else BORDER
    heading, below = lines(title, 58, 34, BORDER + 34, SERIF, INK, side, ends=mirrored)
    top, wide = below + 44, SHEET - 2 * BORDER
    bottom = top + TALL
    keys, under = _keys(legend, bottom + 64, mirrored)
    foot, last_line = lines(source, 120, 17, under + 20, SANS, MUTED, side, ends=mirrored)
    end = last_line + BORDER / 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SHEET}" height="{end:.0f}" viewBox="0 0 {SHEET} {end:.0f}"'
        f' role="img"><title>{safe(title)}</title><defs>{_HATCH}</defs>'
        f'<rect width="{SHEET}" height="{end:.0f}" fill="{PAPER}"/>{heading}'
        f"{''.join(_painted_grid(field, top, wide))}{''.join(_painted_hatches(field, steps, top, wide))}"
        f'<path d="{_line(field, steps, wide, BORDER, top)}" fill="none" stroke="{BLUE}" stroke-width="4"/>'
        f"{keys}{foot}</svg>\n"
    )


_HATCH = (
    '<pattern id="open" patternUnits="userSpaceOnUse" width="9" height="9" patternTransform="rotate(45)">'
    f'<path d="M0 0h9v1.4h-7.6v7.6h-1.4z" fill="{MUTED}"/></pattern>'
)


def _painted_grid(field: Field, top: float, wide: float) -> Iterator[str]:
    for number in range(0, field.most + 1, step_between(field.most)):
        y = top + field.down(number)
        yield f'<path d="M{BORDER} {y:.1f}h{wide}" stroke="{FAINT if number else INK}" stroke-width="1.5"/>'
        aside = (SHEET - BORDER, y - 6, str(number), "end") if field.mirrored else (BORDER, y - 6, str(number))
        yield _word(*aside) if number else ""
    for day in _ticks(field):
        x = BORDER + wide * field.across(day)
        yield f'<path d="M{x:.1f} {top + field.height:.1f}v8" stroke="{INK}" stroke-width="1.5"/>'
        yield _word(x, top + field.height + 30, str(day.year), "middle")


def _painted_hatches(field: Field, steps: Sequence[Step], top: float, wide: float) -> Iterator[str]:
    for first, end, step in _runs(field, steps):
        begins, across = (wide * share for share in field.span(first, end))
        upper, lower = field.down(step.certain + step.open), field.down(step.certain)
        yield (
            f'<rect x="{BORDER + begins:.1f}" y="{top + upper:.1f}" width="{across:.1f}" height="{lower - upper:.1f}"'
            f' fill="url(#open)"/>'
        )


def _keys(legend: Sequence[str], top: float, mirrored: bool) -> tuple[str, float]:
    """What the line and the hatch are, one below the other, and where that ends."""
    at, beside, side = (SHEET - BORDER - 36, SHEET - BORDER - 52, "end") if mirrored else (BORDER, BORDER + 52, "")
    marks = (
        f'<path d="M{at} {{y}}h36" stroke="{BLUE}" stroke-width="4"/>',
        f'<rect x="{at}" y="{{above}}" width="36" height="18" fill="url(#open)" stroke="{MUTED}"/>',
    )
    parts, y = [], top
    for mark, words in zip(marks, legend, strict=False):
        if words:
            parts.append(mark.format(y=f"{y:.0f}", above=f"{y - 9:.0f}") + _word(beside, y + 7, words, side))
            y += 34
    return "".join(parts), y


def _word(x: float, y: float, words: str, side: str = "") -> str:
    told, aside = placed(words, mirrored=side == "end"), f' text-anchor="{side}"' if side else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" font-family="{SANS}" font-size="20" fill="{INK}"{aside}>{told}</text>'
