"""What is read from one table of places: everything it says of each place, and what could not be taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be taken, or is taken and looks wrong: where, what it says, why, and what to do.

    ``row`` counts as a spreadsheet does (the header is row 1); ``None`` is about the file. ``reason`` and ``way_out``
    are sentences marked for translation, with ``facts`` to put in. ``refused``: the row, or the file, is not taken.
    ``left_out``: this cell is not taken, the rest of the row is; or the mapping says to leave the row out.
    """

    row: int | None
    column: str
    value: str
    reason: str
    way_out: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    refused: bool = False
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What a table says of a place: an attribute of ``registering.ATTRIBUTES``, and the days for which it holds."""

    what: str
    value: str
    since: date | None = None
    until: date | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Happened:
    """What a table says happened to a place: an event of ``registering.EVENTS``; ``day`` is ``None`` if not known.

    ``other`` is the key or name of another place or body; ``note`` what else is said. Of ``renamed``, ``other`` is the
    name before and ``note`` the name after, as far as they are known.
    """

    what: str
    day: date | None
    other: str = ""
    note: str = ""
    row: int | None = None


@dataclass(slots=True)
class ReadPlace:
    """Everything a table says of one place, from one row or from thousands.

    ``key`` is the register's own, "" if it has none; ``name`` is "" in a table that speaks of places by key alone.
    ``counts``: for each count of ``registering.COUNTS`` days as ordinals and numbers, days rising; counts of the same
    days share one list of days, which nobody changes.
    ``state`` is an ISO 3166 code of three letters.
    """

    row: int
    key: str
    name: str
    state: str
    told: list[Told] = field(default_factory=list)
    happened: list[Happened] = field(default_factory=list)
    counts: dict[str, tuple[list[int], list[int]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadRegister:
    """A table as read by a mapping.

    ``register`` names the register whose editions share keys; ``as_of`` is the day for which the edition speaks;
    ``about_state`` holds counts that are of all places of the State together, by what they concern. ``how_many`` has
    for each reason how often it was found: ``problems`` holds a thousand of them at most.
    """

    register: str
    title: str
    publisher: str
    licence: str
    as_of: date
    rows: int
    places: list[ReadPlace]
    problems: list[Problem]
    about_state: dict[str, dict[str, tuple[list[int], list[int]]]] = field(default_factory=dict)
    state: str = ""
    confidence: str = "verified"
    updates_only: bool = False
    how_many: dict[str, int] = field(default_factory=dict)
