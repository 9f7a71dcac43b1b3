"""What a mapping says of a kind of table: which column means what, and how days, numbers and words are written."""

from collections.abc import Mapping as Words
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from unannounced.duties.registering import ATTRIBUTES, COUNTS, EVENTS
from unannounced.duties.words import say

KEYS: dict[str, str] = {
    "key": say("the register's own key of the place"),
    "state": say("State in which the place is"),
    "day": say("day, or period, of which the row speaks"),
    "latitude": say("latitude, in degrees North"),
    "longitude": say("longitude, in degrees East"),
    "former_name": say("name that the place had before"),
    "new_name": say("name that the place was given"),
    "concerns": say("which places of the State are counted together"),
    "measure": say("what is counted in the row"),
    "number": say("the number of what is counted in the row"),
}
"""What a column may mean besides attributes, counts and events."""

MEANINGS: dict[str, str] = {**KEYS, **ATTRIBUTES, **COUNTS, **EVENTS}
"""Everything a column may mean, with its words."""

MISSING = ("-", "–", "—", "NA", "N/A", "n/a", "null", "NULL", "#N/A")
"""What stands for "not known" where a mapping does not say; an empty cell always does."""

UNITS: dict[str, float] = {"hundreds": 100, "thousands": 1000, "square_feet": 0.09290304, "square_yards": 0.83612736}
"""By what a number is multiplied; areas become square metres."""

DAY_FORMS: dict[str, str] = {
    "year-month-day": say("year, month, day: 2019-12-31"),
    "day-month-year": say("day, month, year: 31/12/2019"),
    "month-day-year": say("month, day, year: 12/31/2019"),
    "day-month-name": say("day, name of the month, year: 31 December 2019"),
    "spreadsheet": say("number of a spreadsheet: 43830"),
}
"""How days are written; a mapping names those that its table uses, the likeliest first."""


class Layout(StrEnum):
    """What a row is about."""

    PLACES = "places"
    LONG = "long"
    STATE = "state"
    DETAILS = "details"


LAYOUTS: dict[Layout, str] = {
    Layout.PLACES: say("one row for each place"),
    Layout.LONG: say("several rows for each place, each of one day or period"),
    Layout.STATE: say("all places of a State together, a row for each day"),
    Layout.DETAILS: say("something of places that the register knows by their key"),
}


@dataclass(frozen=True, slots=True)
class Moment:
    """A day or period as written, or where it stands: in a column, or in the file's name by a regular expression."""

    written: str = ""
    column: str = ""
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One thing that a table says, and in which columns.

    ``heads`` are names of columns; a star stands for anything. Of several columns, counts are added and texts are
    joined. ``words`` says what coded cells mean ("" where one says nothing), ``otherwise`` what all others mean.
    ``on`` is the day of a count or an event, if it is not that of the row. ``when`` are the cells with which an event
    is said to have happened; without it the cell is its day. ``register`` is that of a ``code``.
    """

    heads: tuple[str, ...]
    means: str
    optional: bool = False
    several: bool = False
    rounded: bool = False
    words: Words[str, str] = field(default_factory=dict)
    otherwise: str | None = None
    missing: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    unit: str = ""
    on: Moment | None = None
    until: str = ""
    when: tuple[str, ...] = ()
    other: str = ""
    other_from: str = ""
    note: str = ""
    note_from: tuple[str, ...] = ()
    register: str = ""


@dataclass(frozen=True, slots=True)
class LeaveOut:
    """Rows that are not taken: those whose cell in ``column`` is one of ``values``, and why."""

    column: str
    values: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True)
class Mapping:
    """How a kind of table says what a register of places says. ``docs/guide/register-mappings.md`` has every key."""

    name: str
    register: str
    title: Words[str, str]
    layout: Layout
    columns: tuple[Column, ...]
    state: str = ""
    publisher: str = ""
    licence: str = ""
    confidence: str = "verified"
    files: tuple[str, ...] = ()
    sheet: str = ""
    header_row: int = 0
    concerns: str = ""
    as_of: tuple[Moment, ...] = ()
    fiscal_year_ends: tuple[int, int] = (12, 31)
    missing: tuple[str, ...] = MISSING
    decimal: str = "."
    thousands: str = ""
    days: tuple[str, ...] = ("year-month-day",)
    kind: str = ""
    leave_out: tuple[LeaveOut, ...] = ()
    ignore: tuple[str, ...] = ()

    def columns_for(self, means: str) -> tuple[Column, ...]:
        """The columns that mean this."""
        return tuple(one for one in self.columns if one.means == means)

    def heads(self) -> tuple[str, ...]:
        """The names of columns, in the order of the mapping, that a table must have to be read by it."""
        needed = [head for one in self.columns if not one.optional for head in one.heads]
        needed += [one.column for one in self.leave_out]
        needed += [one.on.column for one in self.columns if not one.optional and one.on and one.on.column]
        return tuple(dict.fromkeys(needed))


def last_day_of(year: int, month: int) -> date:
    """The last day of a month."""
    return date.fromordinal((date(year + month // 12, month % 12 + 1, 1)).toordinal() - 1)
