"""The date rules of the treaties; every function takes and gives days, never times of day."""

import re
from calendar import monthrange
from datetime import date, timedelta

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


def coe_effect(day: date, months: int) -> date:
    """The first day of the month following the expiration of ``months`` months after ``day`` (ECPT Art. 19(2), 22(2)).

    >>> coe_effect(date(2025, 9, 30), 12), coe_effect(date(2025, 10, 1), 12)
    (datetime.date(2026, 10, 1), datetime.date(2026, 11, 1))
    """
    return first_of_next(add_months(day, months))


def thirtieth_day(day: date) -> date:
    """The thirtieth day after ``day`` (UNCAT Art. 27(2), OPCAT Art. 28(2), ICPPED Art. 39(2))."""
    return day + timedelta(days=30)


def after_months(day: date, months: int) -> date:
    """The day ``months`` months after ``day`` (ICCPR Art. 49(2), OP1 Art. 9(2) and 12(1): three months)."""
    return add_months(day, months)


def rome_effect(day: date) -> date:
    """The first day of the month after the sixtieth day after ``day`` (Rome Statute Art. 126(2)).

    >>> rome_effect(date(2003, 1, 31))
    datetime.date(2003, 5, 1)
    """
    return first_of_next(day + timedelta(days=60))


def one_year(day: date) -> date:
    """The same day one year later; 29 February becomes 28 February, a choice of this project.

    UNCAT Art. 31(1), OPCAT Art. 33(1), Rome Statute Art. 127(1).
    """
    return add_months(day, 12)


def statute7(day: date) -> date:
    """The last day of membership after a notice received on ``day`` (Council of Europe Statute Art. 7).

    The end of the financial year, which is taken to be the calendar year; of the next one if the notice came in
    its last three months.
    """
    return date(day.year if day.month <= 9 else day.year + 1, 12, 31)
