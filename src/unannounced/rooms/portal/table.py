"""A table of open data: its name in the address, its columns with what stands in them, and its rows by register."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from unannounced.crafts.tabling import Row
from unannounced.duties.words import say

Column = tuple[str, str]
"""The name of a column, and what stands in it."""
Rows = Callable[[bool], Iterator[Row]]

NUMBERS = frozenset({"version", "paragraph", "responses", "original_size", "place_in_paragraph", "edition"})
"""The columns that hold whole numbers."""
DAYS = frozenset(
    {
        "adopted_on",
        "dated_on",
        "day",
        "effect",
        "first",
        "known_since",
        "last",
        "made_on",
        "opened_on",
        "published_on",
        "received_on",
        "requested_on",
        "since",
        "source_day",
        "state_heard_on",
        "visit_begins",
        "visit_ends",
    }
)
"""The columns that hold days."""
TRUTHS = frozenset({"bound"})
"""The columns that hold true or false."""
STATE: Column = ("state", say("Code of the State, three letters, ISO 3166 for real States"))


@dataclass(frozen=True, slots=True)
class Table:
    """One of the tables: its name in the address, what a row is, its columns, and its rows by register."""

    name: str
    holds: str
    columns: tuple[Column, ...]
    rows: Rows

    @property
    def header(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(name for name, _ in self.columns)

    @property
    def described(self) -> list[tuple[str, str, str]]:
        """Each column with what it holds and of what kind that is."""
        return [(name, about, kind_of(name)) for name, about in self.columns]


def kind_of(column: str) -> str:
    """Of what kind the values of a column are: text, whole number, day, or true or false.

    >>> kind_of("version"), kind_of("published_on"), kind_of("text")
    ('whole number', 'day', 'text')
    """
    if column in NUMBERS:
        return say("whole number")
    if column in DAYS:
        return say("day")
    return say("true or false") if column in TRUTHS else say("text")
