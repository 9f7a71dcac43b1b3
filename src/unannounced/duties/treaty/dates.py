"""The date rules of the treaties; every function takes and gives days, never times of day."""

import re
from calendar import monthrange
from datetime import date

_WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def written_day(text: str) -> date | None:
    """The day that ``text`` writes as 2026-09-30; None for every other form, and for what is no day of the calendar.

    >>> written_day("2026-09-30"), written_day("2025-W01-1"), written_day("2025-02-30")
    (datetime.date(2026, 9, 30), None, None)
    """
    try:
        return date.fromisoformat(text) if _WRITTEN.fullmatch(text) else None
    except ValueError:
        return None


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later, or the last day of that month if it has no such day.

    >>> add_months(date(2005, 11, 30), 3)
    datetime.date(2006, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def first_of_next(day: date) -> date:
    """The first day of the month after the month of ``day``, even when ``day`` is itself a first.

    >>> first_of_next(date(2005, 5, 1))
    datetime.date(2005, 6, 1)
    """
    return add_months(day.replace(day=1), 1)


def statute7(day: date) -> date:
    """The last day of membership after a notice received on ``day`` (Council of Europe Statute Art. 7).

    The end of the financial year, which is taken to be the calendar year; of the next one if the notice came in
    its last three months.
    """
    return date(day.year if day.month <= 9 else day.year + 1, 12, 31)
