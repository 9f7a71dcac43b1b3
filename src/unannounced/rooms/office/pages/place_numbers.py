"""The numbers of a place: as a chart, as a table by day or by month, and the capacity as the words mean it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unannounced.crafts import curving
from unannounced.crafts.curving import Curve
from unannounced.crafts.mapping import Drawing
from unannounced.duties.registering import COUNTS
from unannounced.records.places.models import PlaceNow
from unannounced.records.places.series import HELD, OFFICIAL, Line, Lines, Teller, main_line, newest_of
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.choosing import ON_A_PAGE, Choice
from unannounced.rooms.office.pages.exporting import FORMATS, Table, table
from unannounced.rooms.office.pages.place_read import Read, found, read
from unannounced.rooms.web.templatetags.field_words import day as written_day
from unannounced.rooms.web.templatetags.field_words import thin

SHORT = 24
"""Rows of a table on the page of a place; the rest stands on a page of its own."""

CURVES = 4
CAPACITIES = ("official_capacity", "working_capacity", "certified_capacity")
CAPACITY_KIND = 4
"""The stroke of the capacity; those before it are of who counts."""


@dataclass(frozen=True, slots=True)
class Named:
    """A curve with its stroke and its name."""

    key: Drawing
    name: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart and what its strokes mean."""

    title: str
    drawing: Drawing
    names: list[Named]
    has_gap: bool


@dataclass(frozen=True, slots=True)
class Number:
    """A number as somebody says it."""

    teller: Teller
    number: int


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day and what each teller says of it."""

    day: date
    numbers: list[Number]

    @property
    def differs(self) -> bool:
        """Whether they contradict each other."""
        return len({one.number for one in self.numbers}) > 1


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month of many days: the last number of it, the lowest and the highest."""

    month: date
    last: int
    lowest: int
    highest: int
    days: int
    differs: bool


@dataclass(frozen=True, slots=True)
class CountRow:
    """The newest number of a count."""

    count: str
    word: str
    number: int
    day: date
    teller: Teller
    chosen: bool


def chosen_count(lines: Lines, asked: str) -> str:
    """The count to show: the one asked for, else the plainest of those that say how many are held."""
    if asked in lines:
        return asked
    return next((one for one in (*HELD, *COUNTS) if one in lines), "")


def count_word(count: str) -> str:
    """A count in the reader's language."""
    return _(COUNTS.get(count, count))


def by_day(found: Sequence[Line]) -> list[DayRow]:
    """Every day of which somebody speaks, the newest first."""
    days: dict[date, list[Number]] = {}
    for line in found:
        for day, number in line.days.items():
            days.setdefault(day, []).append(Number(line.teller, number))
    return [DayRow(day, days[day]) for day in sorted(days, reverse=True)]


def by_month(rows: Sequence[DayRow]) -> list[MonthRow]:
    """The days of each month together, the newest month first."""
    months: dict[date, list[DayRow]] = {}
    for row in rows:
        months.setdefault(row.day.replace(day=1), []).append(row)
    return [_month(month, held) for month, held in months.items()]


def _month(month: date, rows: Sequence[DayRow]) -> MonthRow:
    numbers = [one.number for row in rows for one in row.numbers]
    differs = any(row.differs for row in rows)
    return MonthRow(month, rows[0].numbers[0].number, min(numbers), max(numbers), len(rows), differs)


def chart(lines: Lines, count: str, now: PlaceNow) -> Chart | None:
    """The curves of a count by everyone who says it, with the official capacity beside persons held."""
    told = sorted((line for line in lines.get(count, []) if line.runs), key=_most_days)[:CURVES]
    if not told:
        return None
    curves = [Curve(list(line.days.items()), kind) for kind, line in enumerate(told)]
    names = [Named(curving.key(kind), _(line.teller.title)) for kind, line in enumerate(told)]
    capacity = main_line(lines.get(OFFICIAL, [])) if count in HELD else None
    if capacity is not None:
        curves.append(Curve(list(capacity.days.items()), CAPACITY_KIND, steps=True))
        names.append(Named(curving.key(CAPACITY_KIND), count_word(OFFICIAL)))
    title = finding(lines, count, now)
    label = _("{name}: {finding}").format(name=now.name, finding=title)
    drawing = curving.draw(curves, label=label, described_by="numbers")
    return Chart(title, drawing, names, bool(curving.gaps(curves[0].points)))


def _most_days(line: Line) -> int:
    return -line.length


def finding(lines: Lines, count: str, now: PlaceNow) -> str:
    """What the newest number says, as one sentence; of persons held what holds now, whoever says it."""
    if count == now.persons_as and now.persons is not None and now.persons_on is not None:
        facts = {"number": thin(now.persons), "day": written_day(now.persons_on)}
        if now.per_mille is not None:
            facts |= {"places": thin(now.capacity), "percent": thin(round(now.per_mille / 10))}
            return _("{percent} % on {day}: {number} held, capacity {places}").format(**facts)
        return _("{number} held on {day}").format(**facts)
    newest = newest_of(lines.get(count, []))
    if newest is None:
        return ""
    facts = {"number": thin(newest[1]), "day": written_day(newest[0]), "count": count_word(count)}
    return _("{count}: {number} on {day}").format(**facts)


def newest_counts(lines: Lines, chosen: str) -> list[CountRow]:
    """The newest number of every count, in the order of ``COUNTS``."""
    rows = []
    for count in COUNTS:
        newest = newest_of(lines.get(count, []))
        if newest is not None:
            day, number, teller = newest
            rows.append(CountRow(count, count_word(count), number, day, teller, count == chosen))
    return rows


def capacities(held: Read) -> list[CountRow]:
    """Official, working and certified capacity, each by everyone who says it, the newest first."""
    rows = []
    for count in CAPACITIES:
        for line in sorted(held.lines.get(count, []), key=_newest_day, reverse=True):
            if line.newest is not None:
                rows.append(CountRow(count, count_word(count), line.newest[1], line.newest[0], line.teller, False))
    return rows


def _newest_day(line: Line) -> date:
    return line.newest[0] if line.newest else date.min


def shown(held: Read, asked: str) -> dict[str, Any]:
    """The chosen count as chart and table, and the newest number of every other."""
    count = chosen_count(held.lines, asked)
    days = by_day(held.lines.get(count, []))
    months = by_month(days) if len(days) > SHORT else []
    return {
        "count": count,
        "count_word": count_word(count) if count else "",
        "chart": chart(held.lines, count, held.now) if count else None,
        "days": days if not months else [],
        "months": months[:SHORT],
        "all_days": len(days),
        "cut": len(months) > SHORT,
        "counts": newest_counts(held.lines, count),
        "choices": count_choices(held.lines, count),
    }


def count_choices(lines: Lines, chosen: str) -> list[Choice]:
    """The counts there are, to choose from."""
    return [Choice(count, count_word(count), count == chosen) for count in COUNTS if count in lines]


def numbers(request: Asked, place: UUID) -> HttpResponse:
    """Every number of one count, day by day, fifty on a page."""
    now = found(place)
    if now.root_id != place:
        return redirect("place_numbers", now.root_id)
    held = read(now, request.moment.date())
    count = chosen_count(held.lines, request.GET.get("count", ""))
    page = Paginator(by_day(held.lines.get(count, [])), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "now": now,
        "state_name": now.state.name(get_language() or "en"),
        "count": count,
        "count_word": count_word(count) if count else "",
        "page": page,
        "choices": count_choices(held.lines, count),
        "tables": tables(now.root_id),
    }
    return render(request, "office/place_numbers.html", context)


def tables(place: UUID) -> list[Table]:
    """The formats in which all numbers of a place can be taken along."""
    return [Table(one.word, reverse(f"place_numbers_{one.ending}", args=[place])) for one in FORMATS]


COLUMNS = ("count", "day", "number", "source", "confidence")


def numbers_table(request: Asked, place: UUID, ending: str) -> HttpResponseBase:
    """Every number of a place with its day and who says it, as a table."""
    now = found(place)
    held = read(now, request.moment.date())
    return table(ending, "place-numbers", COLUMNS, rows(held.lines), on=request.moment.date())


def rows(lines: Lines) -> Iterable[tuple[str, date, int, str, str]]:
    """A row for each number."""
    for count in COUNTS:
        for line in lines.get(count, []):
            for day, number in line.days.items():
                yield count, day, number, line.teller.title, line.teller.confidence


def place_urls() -> list[URLPattern]:
    """The pages of one place's numbers and their tables."""
    written = [
        path(
            f"places/<uuid:place>/numbers.{one.ending}",
            numbers_table,
            {"ending": one.ending},
            name=f"place_numbers_{one.ending}",
        )
        for one in FORMATS
    ]
    return [path("places/<uuid:place>/numbers/", numbers, name="place_numbers"), *written]
