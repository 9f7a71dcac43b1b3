"""The periods of treaties in the reader's language."""

import re
from collections.abc import Callable

from django.utils.translation import gettext, ngettext

from unannounced.duties.treaty.periods import AT_ONCE, Period

_NAMED = {"tenth": 10, "twentieth": 20, "thirtieth": 30, "sixtieth": 60, "ninetieth": 90}
_SMALL = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS = {word: number for number, word in enumerate(_SMALL, start=1)}
_LENGTH = re.compile(r"(?P<how>.*?)(?P<number>\d+|[a-z]+)(?:st|nd|rd|th)? (?P<unit>day|week|month|year)s?")


def period_in_words(period: Period) -> str:
    """What a period means, to stand beside what it is counted from; words that are not known stay as they are."""
    plain = " ".join(period.words.casefold().split())
    if plain in AT_ONCE:
        return gettext("at once, on the same day")
    if plain.startswith("end of the year"):
        return gettext("at the end of the year, or of the next year if in its last three months")
    found = _LENGTH.fullmatch(plain)
    number = _number(found["number"]) if found else None
    if found is None or number is None:
        return period.words
    way = "first" if "first" in found["how"] else "after" if "day after" in found["how"] else ""
    said = _SENTENCES.get((way, found["unit"]))
    return said(number) if said else period.words


def _number(said: str) -> int | None:
    return int(said) if said.isdigit() else _NAMED.get(said, _NUMBERS.get(said))


def _first_after_days(number: int) -> str:
    return ngettext(
        "on the first day of the month after {number} day",
        "on the first day of the month after {number} days",
        number,
    ).format(number=number)


def _first_after_months(number: int) -> str:
    return ngettext(
        "on the first day of the month after {number} month",
        "on the first day of the month after {number} months",
        number,
    ).format(number=number)


def _day_after_months(number: int) -> str:
    return ngettext("on the day after {number} month", "on the day after {number} months", number).format(number=number)


def _days(number: int) -> str:
    return ngettext("{number} day later", "{number} days later", number).format(number=number)


def _weeks(number: int) -> str:
    return ngettext("{number} week later", "{number} weeks later", number).format(number=number)


def _months(number: int) -> str:
    return ngettext("{number} month later", "{number} months later", number).format(number=number)


def _years(number: int) -> str:
    return ngettext("{number} year later", "{number} years later", number).format(number=number)


_SENTENCES: dict[tuple[str, str], Callable[[int], str]] = {
    ("first", "day"): _first_after_days,
    ("first", "month"): _first_after_months,
    ("after", "month"): _day_after_months,
    ("", "day"): _days,
    ("", "week"): _weeks,
    ("", "month"): _months,
    ("", "year"): _years,
}
