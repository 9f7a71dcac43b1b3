"""Periods as treaties word them: "first of the month after 3 months", "thirtieth day", "1 year".

The words are read once, when a convention is loaded, into a ``Period`` that turns a day into the day of effect.
The rules of the calendar themselves are in ``dates``.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from unannounced.duties.decision import Refused
from unannounced.duties.treaty.dates import add_months, first_of_next, statute7
from unannounced.duties.words import say

_ONE_DAY = timedelta(days=1)
_UP_TO_TWENTY = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty"
)
_NUMBERS: Mapping[str, int] = {
    **{word: number for number, word in enumerate(_UP_TO_TWENTY.split(), start=1)},
    **{"a": 1, "an": 1, "thirty": 30, "sixty": 60, "ninety": 90},
}
_ORDINALS: Mapping[str, int] = {"tenth": 10, "twentieth": 20, "thirtieth": 30, "sixtieth": 60, "ninetieth": 90}
_FIRST = (
    r"(?:the )?(?:first|1st)(?: day)?(?: of)?(?: the| a)?(?: next)? month (?:after|following)(?: the)?"
    r"(?: (?:expiration|expiry) of)?(?: a period of)? "
)
_YEAR_END = "end of the year, or of the next if in its last 3 months"
AT_ONCE = ("at once", "same day", "on deposit", "on receipt")
_LONGEST: Mapping[str, int] = {"day": 73_200, "week": 10_600, "month": 2_400, "year": 200}
"""Two hundred years; more is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Period:
    """What comes ``after`` a day; ``words`` are those it was read from."""

    words: str
    reckoned: Callable[[date], date]

    def after(self, day: date) -> date:
        """The day of effect. Raises ``OverflowError`` or ``ValueError`` beyond the calendar (year 9999)."""
        return self.reckoned(day)


@lru_cache(maxsize=256)
def read_period(words: str) -> Period | Refused:
    """The period that ``words`` mean, or a refusal that lists the forms that are understood.

    >>> period = read_period("first of the month after 6 months")
    >>> period.after(date(2017, 3, 2))
    datetime.date(2017, 10, 1)
    >>> read_period("thirtieth day").after(date(1994, 5, 11))
    datetime.date(1994, 6, 10)
    """
    plain = re.sub(r"\s+", " ", words.strip().casefold()).rstrip(".")
    for read in (_at_once, _year_end, _first_of_month, _day_after, _nth_day, _length):
        reckoned = read(plain)
        if reckoned is not None:
            return Period(words.strip(), reckoned)
    return Refused(
        say("The period “{words}” is not understood."),
        say("Rule of this software: periods of treaties"),
        say(
            "Write it as: thirtieth day; 30 days; 3 months; 1 year; first of the month after 3 months;"
            " first of the month after 60 days; the day after 6 months; at once."
        ),
        {"words": words},
    )


def _at_once(plain: str) -> Callable[[date], date] | None:
    return (lambda day: day) if plain in AT_ONCE else None


def _year_end(plain: str) -> Callable[[date], date] | None:
    return statute7 if plain == _YEAR_END else None


def _first_of_month(plain: str) -> Callable[[date], date] | None:
    found = re.fullmatch(_FIRST + r"(.+)", plain)
    inner = (_nth_day(found[1]) or _length(found[1])) if found else None
    return (lambda day: first_of_next(inner(day))) if inner else None


def _day_after(plain: str) -> Callable[[date], date] | None:
    found = re.fullmatch(r"(?:the )?day after (.+)", plain)
    inner = _length(found[1]) if found else None
    return (lambda day: inner(day) + _ONE_DAY) if inner else None


def _nth_day(plain: str) -> Callable[[date], date] | None:
    found = re.fullmatch(r"(?:the )?(?:(\d{1,3})(?:st|nd|rd|th)|([a-z]+)) day(?: after)?", plain)
    number = (int(found[1]) if found[1] else _ORDINALS.get(found[2], 0)) if found else 0
    return (lambda day: day + timedelta(days=number)) if number else None


def _length(plain: str) -> Callable[[date], date] | None:
    found = re.fullmatch(r"(\d{1,5}|[a-z]+) (day|week|month|year)s?", plain)
    number = (int(found[1]) if found[1].isdigit() else _NUMBERS.get(found[1], 0)) if found else 0
    if not found or not 0 < number <= _LONGEST[found[2]]:
        return None
    match found[2]:
        case "day":
            return lambda day: day + timedelta(days=number)
        case "week":
            return lambda day: day + timedelta(weeks=number)
        case "month":
            return lambda day: add_months(day, number)
        case _:
            return lambda day: add_months(day, 12 * number)
