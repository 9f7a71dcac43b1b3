"""The figures of a period: what a general report or an annual report counts, and how a number of it is made.

A number knows the rows it counts, so that each leads to them, and how much of it is confidential, so that the version
for the public can withhold it (``withholding``). What is not known is no number, and no zero.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from unannounced.duties.decision import Allowed, Decision, Refused
from unannounced.duties.dialogue import FollowUp
from unannounced.duties.reporting import ItemKind
from unannounced.duties.visiting import VisitKind
from unannounced.duties.withholding import Block, Secret, Why, Withheld, judged, withheld
from unannounced.duties.words import Sentence, say

LONGEST_PERIOD = 100
"""Years; a longer period is taken for a slip of the pen (project choice)."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days from ``first`` to ``last``, both included; ``until`` is the last of them that has come."""

    first: date
    last: date
    today: date

    @property
    def until(self) -> date:
        """The day up to which things are known: the last one, or today while the period runs."""
        return min(self.last, self.today)

    def holds(self, day: date | None) -> bool:
        """Whether ``day`` lies in the period and has come."""
        return day is not None and self.first <= day <= self.until

    def came(self, day: date | None) -> bool:
        """Whether ``day`` had come by the end of the period."""
        return day is not None and day <= self.until

    def days_of(self, begins: date, ends: date) -> int:
        """How many days from ``begins`` to ``ends``, both included, lie in the period and have come.

        >>> Period(date(2026, 1, 1), date(2026, 1, 31), date(2026, 6, 1)).days_of(date(2026, 1, 28), date(2026, 2, 3))
        4
        """
        return max(0, (min(ends, self.until) - max(begins, self.first)).days + 1)


def last_whole_year(today: date) -> Period:
    """The last calendar year that is over: what a general report is on (24th General Report onwards)."""
    return Period(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31), today)


def may_count(first: date, last: date, today: date) -> Decision:
    """Whether figures of these days can be made: they follow each other, and some of them have come."""
    rule, facts = say("how figures are made here"), {"first": first, "last": last}
    if last < first:
        return Refused(
            say("{last} is before {first}: no day lies between them."), rule, say("Change the two days."), facts
        )
    if first > today:
        return Refused(
            say("{first} has not come yet, so there is nothing to count."), rule, say("Begin on an earlier day."), facts
        )
    if last - first > timedelta(days=366 * LONGEST_PERIOD):
        return Refused(
            say("From {first} to {last} are more than {years} years."),
            rule,
            say("Choose a shorter period."),
            {**facts, "years": LONGEST_PERIOD},
        )
    return Allowed()


# Facts: what is counted. ``ref`` names the row, ``state`` is the code of the State.


@dataclass(frozen=True, slots=True)
class VisitFact:
    """A visit that was carried out, or is; ``ends`` is the last day on which it went on. ``over``: it has ended."""

    ref: str
    state: str
    kind: VisitKind
    begins: date
    ends: date
    over: bool


@dataclass(frozen=True, slots=True)
class PlaceFact:
    """The delegation was at a place on a day; ``place`` is the same for the same place under any name."""

    ref: str
    visit: str
    state: str
    place: str
    name: str
    kind: str
    day: date


@dataclass(frozen=True, slots=True)
class ReportFact:
    """A report of this mechanism and its days; ``is_open``: every word of it is public today.

    ``dated``: taken in from the archive, so that its days are those it bears and nothing is measured between them.
    """

    ref: str
    state: str
    title: str
    visit_ended: date | None
    adopted_on: date | None
    transmitted_on: date | None
    answered_on: date | None
    published_on: date | None
    is_open: bool
    dated: bool = False


class ItemFact(NamedTuple):
    """An item that its State knows, and where it stands on the last day of the period.

    ``sent``: its report was transmitted; an immediate observation is known since the final talks. There may be a
    hundred thousand of them, which is why it is a tuple.
    """

    ref: str
    state: str
    kind: ItemKind
    known_on: date
    due_on: date | None
    answered: bool
    status: FollowUp
    repeats: bool
    themes: tuple[str, ...]
    is_open: bool
    sent: bool = True


@dataclass(frozen=True, slots=True)
class DayFact:
    """Something else that happened on a day: a session, high-level talks, a public statement."""

    ref: str
    state: str
    day: date


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the figures of a period are made from, as far as somebody may see it."""

    period: Period
    visits: Sequence[VisitFact] = ()
    places: Sequence[PlaceFact] = ()
    reports: Sequence[ReportFact] = ()
    items: Sequence[ItemFact] = ()
    sessions: Sequence[DayFact] = ()
    talks: Sequence[DayFact] = ()
    statements: Sequence[DayFact] = ()
    known_places: Mapping[str, int] = field(default_factory=dict)
    parties: Mapping[str, str] = field(default_factory=dict)
    automatic: frozenset[str] = frozenset()


# Figures and tables


class Form(StrEnum):
    """What a figure is."""

    COUNT = "count"
    RATE = "rate"
    DAYS = "days"
    DAY = "day"
    WORD = "word"


Value = int | Fraction | date | str | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, or a day or a word beside numbers; ``None`` where there is nothing to say.

    ``refs`` are the rows it counts. ``secret_states`` are the States among whose confidential rows it counted, and
    ``secret`` how much of it such rows make up.
    """

    value: Value
    form: Form = Form.COUNT
    refs: tuple[str, ...] = ()
    secret: int = 0
    secret_states: frozenset[str] = frozenset()


class Of(StrEnum):
    """What the lines of a table are of, so that a page can say their names."""

    STATE = "state"
    VISIT_KIND = "visit_kind"
    PLACE_KIND = "place_kind"
    ITEM_KIND = "item_kind"
    THEME = "theme"
    WORD = "word"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its word in an address, and its head as a marked sentence, or as what it is ``of``.

    ``family``: with which others of a total it is withheld (``withholding.Block``).
    """

    key: str
    head: str
    of: Of = Of.WORD
    family: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line: what it is of, and a figure for each column. ``ref``: the row it stands for, in a list of rows."""

    key: str
    figures: tuple[Figure, ...]
    label: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of figures; ``total`` counts each row once, also where lines overlap.

    ``block`` and ``whole`` name what its lines part, where they count what reports say (``withholding.Block``).
    ``lists``: each line is a row that is counted elsewhere.
    """

    id: str
    title: str
    first: str
    of: Of
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    total: Line | None = None
    notes: tuple[Sentence, ...] = ()
    block: str = ""
    whole: str = ""
    lists: bool = False

    @property
    def every_line(self) -> tuple[Line, ...]:
        """Its lines, the total last."""
        return (*self.lines, self.total) if self.total else self.lines

    def figure(self, line: str, column: str) -> Figure | None:
        """The figure of a line (``total`` for the last one) in a column; ``None`` where there is none."""
        at = next((place for place, one in enumerate(self.columns) if one.key == column), None)
        held = next((one for one in self.every_line if one.key == line), None)
        return None if held is None or at is None else held.figures[at]


TOTAL = "total"


def counted(facts: Iterable[VisitFact | PlaceFact | ReportFact | DayFact]) -> Figure:
    """How many, of rows whose number says nothing that is confidential."""
    refs = tuple(one.ref for one in facts)
    return Figure(len(refs), refs=refs)


def secret_among(items: Iterable[ItemFact]) -> frozenset[str]:
    """The States to which items of unpublished reports are addressed."""
    return frozenset(one.state for one in items if not one.is_open)


def rate(part: Figure, whole: Figure, less: Figure | None = None) -> Figure:
    """``part`` of ``whole`` ``less`` another; nothing where there is nothing to divide by.

    Its rows are those of ``part``.
    """
    over, *under = (one.value if isinstance(one.value, int) else 0 for one in (part, whole, less) if one is not None)
    divided_by = under[0] - sum(under[1:])
    return Figure(Fraction(over, divided_by) if divided_by else None, Form.RATE, part.refs)


def median(numbers: Sequence[int]) -> Fraction | None:
    """The number in the middle; half the way between the two in the middle of an even number of them.

    >>> median([30, 180, 61]), median([30, 61]), median([])
    (Fraction(61, 1), Fraction(91, 2), None)
    """
    ordered, half = sorted(numbers), len(numbers) // 2
    if not ordered:
        return None
    return Fraction(ordered[half]) if len(ordered) % 2 else Fraction(ordered[half - 1] + ordered[half], 2)


# The version for the public


Place = tuple[str, str, str]
"""Where a figure stands: table, line and column."""


def withheld_of(tables: Sequence[Table], *, small: int) -> dict[Place, Why]:
    """The figures that the version for the public withholds, over all tables together, each with why."""
    found = withheld(list(_blocks(tables)), small=small)
    return dict(_withheld(tables, found, small))


def _withheld(tables: Iterable[Table], found: Withheld, small: int) -> Iterator[tuple[Place, Why]]:
    for table in tables:
        for line in table.every_line:
            for column, figure in zip(table.columns, line.figures, strict=True):
                if line is table.total and table.block:
                    why = found.of_total(table.whole, column.family)
                elif table.block:
                    why = found.lines.get((table.block, line.key))
                else:
                    why = judged(Secret(figure.secret_states, {column.key: figure.secret}), small)
                if why:
                    yield (table.id, line.key, column.key), why


def _blocks(tables: Iterable[Table]) -> Iterator[Block]:
    """Tables that part the same rows by the same lines are one block."""
    blocks: dict[str, list[Table]] = {}
    for table in tables:
        if table.block:
            blocks.setdefault(table.block, []).append(table)
    for name, of in blocks.items():
        lines: dict[str, Secret] = {}
        for table in of:
            for line in table.every_line:
                lines[line.key] = _joined(lines.get(line.key), _secret(table, line))
        families = {column.key: column.family for table in of for column in table.columns}
        total = lines.pop(TOTAL)
        yield Block(name, of[0].whole, lines, total, families)


def _secret(table: Table, line: Line) -> Secret:
    counts = [(column.key, one) for column, one in zip(table.columns, line.figures, strict=True)]
    states: frozenset[str] = frozenset().union(*(one.secret_states for _key, one in counts))
    return Secret(states, {key: one.secret for key, one in counts if one.form is Form.COUNT})


def _joined(one: Secret | None, other: Secret) -> Secret:
    return Secret(one.states | other.states, {**one.counts, **other.counts}) if one else other
