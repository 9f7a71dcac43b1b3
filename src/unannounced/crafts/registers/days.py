"""Days and periods as tables write them: 31/12/2019, 3 Oct 1975, 43830, FY15, 2016-12, the second half of 2019."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, timedelta

from unannounced.crafts.registers.meanings import last_day_of

EARLIEST = 1700
_NUMBERS = re.compile(r"(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})(?:[T ]\d.*)?")
_CLOSE = re.compile(r"(\d{4})(\d\d)(\d\d)")
_NAMED = re.compile(
    r"(?:[^\W\d_]+,? +)?(\d{1,2})(?:st|nd|rd|th|er|º|°|\.)?[-/ .]*(?:de |d')?"
    r"([^\W\d_]+)\.?[-/ ,.]*(?:de )?(\d{2,4})(?: ?г\.?)?"
)
_NAMED_FIRST = re.compile(r"([^\W\d_]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_MONTHS = {
    1: "jan janv ene gen янв",
    2: "feb fev fév fevr févr фев",
    3: "mar mrt mär mars março marzo maerz мар",
    4: "apr avr abr abril апр",
    5: "may mai mag maj mayo maio maggio май мая",
    6: "jun juin giu июн",
    7: "jul juil lug июл",
    8: "aug aoû août aout ago авг",
    9: "sep set сен",
    10: "oct okt out ott окт",
    11: "nov ноя",
    12: "dec déc dez dic дек",
}
_MONTH = {word: month for month, words in _MONTHS.items() for word in words.split()}
_YEAR = re.compile(r"\d{4}")
_YEAR_MONTH = re.compile(r"(\d{4})[-/. ]?(?:M|m)?(\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/. ](\d{4})")
_FISCAL = re.compile(r"(?:FY|fy|Fy|fiscal year) ?'?(\d{4}|\d{2})")
_PART = re.compile(r"(?:(\d{4})[-/ ]?([QTHSqths])([1-4])|([QTHSqths])([1-4])[-/ ](\d{4}))")
_ORIGIN = date(1899, 12, 30)


def day_of(text: str, forms: Sequence[str], *, today: date) -> date | None:
    """The day that ``text`` writes in one of ``forms``, tried in their order; None if it writes none.

    Two digits of a year are of the hundred years that end ten years after ``today``.

    >>> day_of("12/07/2026", ["day-month-year"], today=date(2026, 11, 1))
    datetime.date(2026, 7, 12)
    >>> day_of("13/07/2026", ["month-day-year"], today=date(2026, 11, 1)) is None
    True
    """
    said = text.strip()
    for form in forms:
        parts = _PARTS[form](said, today)
        if parts is not None:
            try:
                return date(*parts)
            except ValueError:
                continue
    return None


_Parts = tuple[int, int, int] | None


def _year_first(said: str, today: date) -> _Parts:
    found = _NUMBERS.fullmatch(said)
    if found and len(found[1]) == 4:
        return int(found[1]), int(found[2]), int(found[3])
    close = _CLOSE.fullmatch(said)
    return (int(close[1]), int(close[2]), int(close[3])) if close else None


def _day_first(said: str, today: date) -> _Parts:
    found = _NUMBERS.fullmatch(said)
    if not found or len(found[1]) > 2 or len(found[3]) == 3:
        return None
    return _year(found[3], today), int(found[2]), int(found[1])


def _month_first(said: str, today: date) -> _Parts:
    parts = _day_first(said, today)
    return (parts[0], parts[2], parts[1]) if parts else None


def _with_name(said: str, today: date) -> _Parts:
    if found := _NAMED.fullmatch(said):
        day, name, year = found[1], found[2], found[3]
    elif found := _NAMED_FIRST.fullmatch(said):
        name, day, year = found[1], found[2], found[3]
    else:
        return None
    month = month_named(name)
    return (_year(year, today), month, int(day)) if month else None


def _serial(said: str, today: date) -> _Parts:
    if not re.fullmatch(r"\d{5}(?:\.\d+)?", said) or not 10_000 <= float(said) <= 80_000:
        return None
    found = _ORIGIN + timedelta(days=int(float(said)))
    return found.year, found.month, found.day


_PARTS = {
    "year-month-day": _year_first,
    "day-month-year": _day_first,
    "month-day-year": _month_first,
    "day-month-name": _with_name,
    "spreadsheet": _serial,
}


def _year(text: str, today: date) -> int:
    if len(text) != 2:
        return int(text)
    latest = today.year + 10
    year = latest - latest % 100 + int(text)
    return year if year <= latest else year - 100


def month_named(name: str) -> int:
    """The month that a word of English, French, Portuguese, Italian, Spanish, German or Russian names; 0 if none.

    >>> month_named("settembre"), month_named("Août"), month_named("ноября"), month_named("Bresk")
    (9, 8, 11, 0)
    """
    said = unicodedata.normalize("NFC", name.casefold())
    for length in (5, 4, 3):
        if len(said) >= 3 and (month := _MONTH.get(said[:length])):
            return month
    return 0


def end_of_period(text: str, *, fiscal_year_ends: tuple[int, int] = (12, 31), today: date) -> date | None:
    """The last day of a year, half-year, quarter, month or fiscal year; None if ``text`` names none.

    >>> end_of_period("2016-12", today=date(2026, 1, 1)), end_of_period("2019", today=date(2026, 1, 1))
    (datetime.date(2016, 12, 31), datetime.date(2019, 12, 31))
    >>> end_of_period("FY15", fiscal_year_ends=(9, 30), today=date(2026, 1, 1))
    datetime.date(2015, 9, 30)
    """
    said = text.strip()
    if found := _FISCAL.match(said):
        return date(_year(found[1], today), *fiscal_year_ends)
    if _YEAR.fullmatch(said):
        return date(int(said), 12, 31) if int(said) >= EARLIEST else None
    if found := _PART.fullmatch(said):
        year, letter, number = int(found[1] or found[6]), (found[2] or found[4]).upper(), int(found[3] or found[5])
        months = number * (6 if letter in "HS" else 3)
        return last_day_of(year, months) if months <= 12 else None
    if found := _YEAR_MONTH.fullmatch(said):
        return _end_of_month(int(found[1]), int(found[2]))
    if found := _MONTH_YEAR.fullmatch(said):
        return _end_of_month(int(found[2]), int(found[1]))
    words = said.replace(" de ", " ").split()
    if len(words) == 2 and _YEAR.fullmatch(words[1]) and (month := month_named(words[0])):
        return _end_of_month(int(words[1]), month)
    return None


def _end_of_month(year: int, month: int) -> date | None:
    return last_day_of(year, month) if 1 <= month <= 12 and year >= EARLIEST else None


def possible(day: date, *, today: date) -> bool:
    """Whether a register can speak of this day: from 1700 until a year after today."""
    return day.year >= EARLIEST and day <= today + timedelta(days=366)
