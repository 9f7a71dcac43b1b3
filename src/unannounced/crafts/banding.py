"""A year as a band: twelve months across, one line for each name, and what lasts from a day to a day as a bar on it.

Everything across is in parts of a hundred, so that words stay as large as they are on any screen; colours are those of
``office/visits.css``. No script and no inline style.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from unannounced.crafts.lettering import safe
from unannounced.crafts.mapping import Drawing

TOP = 26  # pixels above the first line, for the months
LINE = 40  # pixels of a line: its name, and the bar below it
BAR = 14  # pixels of a bar
NARROWEST = 1.2  # parts of a hundred, so that one day can be seen and hit


@dataclass(frozen=True, slots=True)
class Span:
    """What lasts from ``first`` to ``last``, both included; ``manner`` is ``pending``, ``former``, or empty."""

    first: date
    last: date
    title: str
    link: str
    manner: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the band: its name, and what lies on it."""

    name: str
    spans: Sequence[Span]


def draw_year(
    rows: Sequence[Row], *, year: int, today: date, months: Sequence[str], label: str, described_by: str
) -> Drawing:
    """The band of ``year``; ``described_by`` is the id of the table that says the same."""
    tall = TOP + LINE * max(len(rows), 1)
    parts = [
        f'<svg class="year-band" width="100%" height="{tall}" role="group" aria-label="{safe(label)}"'
        f' aria-describedby="{safe(described_by)}">',
        *_months(year, months, tall),
        *_today(today, year, tall),
        *(part for number, row in enumerate(rows) for part in _row(row, TOP + number * LINE, year)),
        "</svg>",
    ]
    return Drawing("".join(parts))


def across(day: date, year: int) -> float:
    """Where a day of ``year`` begins, in parts of a hundred; days outside lie at the nearer edge.

    >>> across(date(2026, 1, 1), 2026), across(date(2027, 5, 1), 2026), round(across(date(2026, 7, 2), 2026), 1)
    (0.0, 100.0, 49.9)
    """
    begins, ends = date(year, 1, 1), date(year + 1, 1, 1)
    return 100 * (min(max(day, begins), ends) - begins).days / (ends - begins).days


def _months(year: int, months: Sequence[str], tall: int) -> Iterator[str]:
    for number, word in enumerate(months, start=1):
        left = across(date(year, number, 1), year)
        yield f'<line class="year-month" x1="{left:.2f}%" x2="{left:.2f}%" y1="0" y2="{tall}"/>'
        middle = left + 100 / 24
        yield f'<text class="year-words" x="{middle:.2f}%" y="15" text-anchor="middle">{safe(word)}</text>'


def _row(row: Row, top: int, year: int) -> Iterator[str]:
    """A line: its name at the left, where every name is looked for, and its bars below the name."""
    yield f'<line class="year-line" x1="0" x2="100%" y1="{top + LINE - 1}" y2="{top + LINE - 1}"/>'
    yield f'<text class="year-name" x="4" y="{top + 16}">{safe(row.name)}</text>'
    for span in row.spans:
        yield _bar(span, top + LINE - BAR - 4, year)


def _bar(span: Span, top: int, year: int) -> str:
    left = across(span.first, year)
    wide = max(across(span.last + timedelta(days=1), year) - left, NARROWEST)
    left = min(left, 100 - wide)
    manner = f" year-{span.manner}" if span.manner else ""
    return (
        f'<a href="{safe(span.link)}"><title>{safe(span.title)}</title>'
        f'<rect class="year-bar{manner}" x="{left:.2f}%" y="{top}" width="{wide:.2f}%" height="{BAR}"/></a>'
    )


def _today(today: date, year: int, tall: int) -> Iterator[str]:
    if today.year == year:
        at = across(today, year)
        yield f'<line class="year-today" x1="{at:.2f}%" x2="{at:.2f}%" y1="20" y2="{tall}"/>'
