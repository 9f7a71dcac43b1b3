"""Cells as values: texts, coded words, whole numbers, days, degrees. Each text of a column is read once and kept."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fnmatch import fnmatchcase

from unannounced.crafts.registers.days import day_of, end_of_period, possible
from unannounced.crafts.registers.meanings import UNITS, Column, Mapping
from unannounced.crafts.registers.tables import Cell, text_of
from unannounced.duties.words import say

LARGEST = 2**31 - 1  # of a count
NOT_KNOWN = -(2**31)  # stands in arrays for a number that is not known


@dataclass(frozen=True, slots=True)
class Bad:
    """A cell that cannot be taken: why, and what to do."""

    reason: str
    way_out: str


@dataclass(frozen=True, slots=True)
class Strange:
    """A word that the mapping does not know; it is kept as it stands."""

    text: str


class Kept(dict[Cell, object]):
    """What each cell of a column says, reckoned at its first time. ``odd`` tells that some are bad or strange."""

    def __init__(self, read: Callable[[Cell], object]) -> None:
        super().__init__()
        self._read = read
        self.odd = False

    def __missing__(self, cell: Cell) -> object:
        found = self._read(cell)
        if isinstance(found, Bad | Strange):
            self.odd = True
        if len(self) < 200_000:
            self[cell] = found
        return found


class Reading:
    """How the cells of a table are read by a mapping on a day."""

    def __init__(self, mapping: Mapping, today: date) -> None:
        self.mapping, self.today = mapping, today
        self._missing = frozenset(one.strip() for one in mapping.missing)
        self._grouped = _grouping(mapping.thousands)
        self._serials = "spreadsheet" in mapping.days

    def said(self, cell: Cell, column: Column | None = None) -> str:
        """What a cell says, "" if it stands for "not known"."""
        text = text_of(cell)
        if not text or text in self._missing or (column is not None and text in column.missing):
            return ""
        return text

    def text(self, column: Column) -> Callable[[Cell], object]:
        """A reader of texts and coded words: a text, "" if not known, or a ``Strange`` word."""

        def read(cell: Cell) -> object:
            said = " ".join(_UNSEEN.sub("", self.said(cell, column)).split())
            return self.word(said, column) if said else ""

        return read

    def word(self, said: str, column: Column) -> str | Strange:
        """What a coded word means; a star in the mapping stands for anything."""
        if not column.words:
            return said
        folded = said.casefold()
        for word, meaning in column.words.items():
            if word == said or word.casefold() == folded:
                return meaning
        for word, meaning in column.words.items():
            if "*" in word and fnmatchcase(folded, word.casefold().replace("[", "[[]").replace("?", "[?]")):
                return meaning
        return Strange(said) if column.otherwise is None else column.otherwise

    def number(self, column: Column) -> Callable[[Cell], object]:
        """A reader of whole numbers: a number, ``NOT_KNOWN`` or ``Bad``."""
        factor = UNITS.get(column.unit, 1)

        def read(cell: Cell) -> object:
            if not isinstance(cell, str) and not isinstance(cell, int | float):
                return Bad(NO_NUMBER, NUMBER_FORM)
            said = self.said(cell, column)
            if not said:
                return NOT_KNOWN
            number = float(cell) if isinstance(cell, int | float) else self.as_number(said)
            return _whole(number, factor, rounded=column.rounded or factor != 1)

        return read

    def as_number(self, said: str) -> float | None:
        """The number that a text writes in the form of the mapping; None if it writes none."""
        if said.isascii() and said.isdigit():
            return int(said)
        text = said.replace("−", "-").replace("\u00a0", " ").replace("\u202f", " ")
        if self.mapping.thousands and self._grouped.fullmatch(text):
            text = text.replace(self.mapping.thousands, "").replace(" ", "")
        if self.mapping.decimal == ",":
            if "." in text:
                return None
            text = text.replace(",", ".")
        return float(text) if _NUMBER.fullmatch(text) else None

    def day(self, column: Column) -> Callable[[Cell], object]:
        """A reader of days: a day, a text that is a period, None if not known, or ``Bad``."""
        forms = column.days or self.mapping.days

        def read(cell: Cell) -> object:
            said = self.said(cell, column)
            if not said:
                return None
            found = _as_day(cell) or day_of(said, forms, today=self.today)
            if found is None:
                return said if self.end(said) else Bad(NO_DAY, DAY_FORM)
            return found if possible(found, today=self.today) else Bad(IMPOSSIBLE_DAY, CORRECT)

        return read

    def ordinal(self, column: Column) -> Callable[[Cell], object]:
        """A reader of the day of a row, or of the last day of its period, as an ordinal; ``Bad`` if it is none.

        A period that is not over, like the fiscal year of today, speaks for today.
        """
        read_day = self.day(column)

        def read(cell: Cell) -> object:
            found = read_day(cell)
            if found is None:
                return Bad(say("The row does not say of which day it speaks."), CORRECT)
            if isinstance(found, str):
                found = self._until_now(self.end(found))
            if isinstance(found, date):
                return found.toordinal() if found <= self.today else Bad(FUTURE_DAY, CORRECT)
            return found

        return read

    def edition_day(self, cell: Cell) -> object:
        """The day for which a row speaks, or the last of its period, as an ordinal; None if not said, or ``Bad``."""
        said = self.said(cell)
        if not said:
            return None
        found = _as_day(cell) or day_of(said, (*self.mapping.days, "year-month-day"), today=self.today)
        if found is None:
            found = self._until_now(self.end(said))
        if found is None:
            return Bad(NO_DAY, DAY_FORM)
        if not possible(found, today=self.today):
            return Bad(IMPOSSIBLE_DAY, CORRECT)
        return found.toordinal() if found <= self.today else Bad(FUTURE_DAY, CORRECT)

    def _until_now(self, end: date | None) -> date | None:
        return self.today if end and timedelta(0) < end - self.today < timedelta(366) else end

    def end(self, said: str) -> date | None:
        """The last day of a period."""
        found = end_of_period(said, fiscal_year_ends=self.mapping.fiscal_year_ends, today=self.today)
        return found if found and found.year <= self.today.year + 100 else None

    def degrees(self, column: Column, most: float) -> Callable[[Cell], object]:
        """A reader of degrees, North and East above nought: a number, None if not known, or ``Bad``."""

        def read(cell: Cell) -> object:
            said = self.said(cell, column)
            if not said:
                return None
            found = float(cell) if isinstance(cell, int | float) else as_degrees(said)
            if found is None or math.isnan(found):
                return Bad(say("The cell is not a number of degrees."), say("Write degrees with a decimal point."))
            return found if abs(found) <= most else Bad(BEYOND, EXCHANGE)

        return read


NO_NUMBER = say("The cell is not a number as the mapping writes numbers.")
NUMBER_FORM = say(
    "Correct the cell, add it to the marks for what is not known, or say in the mapping how numbers are written."
)
NEGATIVE = say("A count below nought cannot be.")
NOT_WHOLE = say("A count is a whole number, and this one is not.")
DIVIDER = say("If the sign divides thousands, say so in the mapping; if decimals belong there, say that it is rounded.")
TOO_LARGE = say("The number is larger than any count can be.")
NO_DAY = say("The cell is not a day as the mapping writes days.")
DAY_FORM = say("Correct the cell, or add to the mapping how days are written.")
IMPOSSIBLE_DAY = say("The day is before the year 1700 or more than a year ahead.")
FUTURE_DAY = say("The row speaks of a day that is still to come.")
CORRECT = say("Correct the cell, or ask the publisher.")
BEYOND = say("There are no such degrees: latitude goes to 90, longitude to 180.")
EXCHANGE = say("Look whether latitude and longitude are exchanged, or the decimal point is missing.")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)
"""Signs for screens and printers, which no name has and which make two of one; joiners of letters stay."""
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_DEGREES = re.compile(
    r"""([NSEW])?\s*([-+]?\d{1,3}(?:[.,]\d+)?)\s*°?\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*['’′]\s*)?"""
    r"""(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:"|”|″|''))?\s*([NSEW])?""",
    re.IGNORECASE,
)


def _grouping(divider: str) -> re.Pattern[str]:
    sign = "[  ]" if divider == " " else re.escape(divider)
    return re.compile(rf"[-+]?\d{{1,3}}(?:{sign}\d{{3}})+(?:[.,]\d+)?")


def _whole(number: float | None, factor: float, *, rounded: bool) -> int | Bad:
    if number is None or math.isnan(number):
        return Bad(NO_NUMBER, NUMBER_FORM)
    value = number * factor
    if value < 0:
        return Bad(NEGATIVE, NUMBER_FORM)
    if value > LARGEST:
        return Bad(TOO_LARGE, CORRECT)
    whole = math.floor(value + 0.5)
    if not rounded and whole != value:
        return Bad(NOT_WHOLE, DIVIDER)
    return whole


def _as_day(cell: Cell) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    return cell if isinstance(cell, date) else None


def as_degrees(said: str) -> float | None:
    """Degrees as tables write them: 45.5, 45,5, 45°30'N, 9°15'36"W; None if it is none.

    >>> as_degrees("45°30'N"), as_degrees("9.25 W"), as_degrees("-9,25")
    (45.5, -9.25, -9.25)
    """
    found = _DEGREES.fullmatch(said.replace("−", "-").strip())
    if not found:
        return None
    degrees = float(found[2].replace(",", "."))
    rest = sum(float(part.replace(",", ".")) / by for part, by in ((found[3], 60), (found[4], 3600)) if part)
    value = degrees - rest if degrees < 0 else degrees + rest
    side = (found[1] or found[5] or "N").upper()
    return -value if side in "SW" else value
