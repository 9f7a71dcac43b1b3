"""A time line as rows: lanes of events cut into years, with gaps named and the line of today between.

Pure: the piece ``timeline.html`` hands in lanes and today and shows what comes back.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """One stretch of time: a year, a gap between years, or the line of today."""

    words: str
    lanes: tuple[tuple[str, tuple[Any, ...]], ...] = ()
    is_gap: bool = False
    today: date | None = None
    is_ahead: bool = False


def rows_by_year(lanes: Iterable[Any], today: date | None = None) -> list[Row]:
    """The rows of a time line, earliest first; what is later than ``today`` stands below its line.

    >>> visits = {"name": "Visits", "events": [{"day": date(2015, 3, 3)}, {"day": date(2027, 4, 1)}]}
    >>> [row.words for row in rows_by_year([visits], today=date(2026, 11, 22))]
    ['2015', '2016–2025', '2026', '2027']
    """
    named = [(str(_of(lane, "name")), tuple(_of(lane, "events") or ())) for lane in lanes]
    dated = sorted(
        ((_day(_of(event, "day")), place, event) for place, (_name, events) in enumerate(named) for event in events),
        key=lambda found: found[:2],
    )
    return list(_rows(dated, [name for name, _events in named], today))


def _rows(dated: list[tuple[date, int, Any]], names: list[str], today: date | None) -> Iterator[Row]:
    """Years, gaps and today in their order."""
    before: int | None = None
    waits_for_today = today
    for (ahead, year), found in groupby(dated, key=lambda one: (today is not None and one[0] > today, one[0].year)):
        if ahead and waits_for_today:
            yield from _gap(before, waits_for_today.year)
            yield Row(str(waits_for_today.year), today=waits_for_today)
            before, waits_for_today = waits_for_today.year, None
        yield from _gap(before, year)
        kept = list(found)
        yield Row(
            str(year),
            tuple((name, tuple(event for _d, at, event in kept if at == place)) for place, name in enumerate(names)),
            is_ahead=ahead,
        )
        before = year
    if waits_for_today:
        yield from _gap(before, waits_for_today.year)
        yield Row(str(waits_for_today.year), today=waits_for_today)


def _gap(before: int | None, year: int) -> Iterator[Row]:
    """One row for the years between ``before`` and ``year`` in which no event is recorded."""
    if before is not None and year - before > 1:
        first, last = before + 1, year - 1
        yield Row(str(first) if first == last else f"{first}–{last}", is_gap=True)


def _of(thing: Any, name: str) -> Any:
    """Attribute or key ``name`` of ``thing``, as a template would find it."""
    return thing.get(name) if isinstance(thing, dict) else getattr(thing, name, None)


def _day(value: date) -> date:
    """The calendar day of a date or a moment."""
    return value.date() if isinstance(value, datetime) else value
