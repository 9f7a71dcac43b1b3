"""Tables of measurements: a row for each room, person, episode, unit or place, or a row for each measurement.

Whatever cannot be read is named by row and column, with what to do, and the rest is read all the same.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from unannounced.crafts.registers.tables import Table
from unannounced.crafts.registers.values import Problem
from unannounced.duties.decision import Refused
from unannounced.duties.standards.doubting import contradictions
from unannounced.duties.standards.measures import Measure, MeasureKind
from unannounced.duties.standards.reading import decimal_sign, parse_value, ticked
from unannounced.duties.standards.rules import RuleBook
from unannounced.duties.standards.values import Value
from unannounced.duties.standards.verdicts import Subject
from unannounced.duties.treaty.acts import EARLIEST, LATEST
from unannounced.duties.treaty.dates import written_day
from unannounced.duties.words import say

WHERE = ("subject", "place", "place_kind", "room", "room_kind", "groups", "day")
"""Columns that say what was measured, where and when."""
LONG = ("measure", "value")
ALSO_CALLED = {"id": "subject", "group": "groups"}
GROUPS_ALSO_CALLED = {"disabled": "disability", "women": "woman", "juveniles": "juvenile", "adults": "adult"}
_GERMAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")

NO_WORD = say("“{said}” is not known.")
USE_WORDS = say("Use one of: {known}")
NO_DAY = say("“{said}” is no day.")
WRITE_DAY = say("Write it like 2026-09-30.")
NO_MEASURE = say("“{said}” is no measure.")
USE_MEASURES = say("`unannounced standards list --measures` names them all.")
TWICE = say("“{said}” stands here and in row {before}, for the same day.")
SAY_WHICH = say("Both rows were read: take out the one that is wrong, or give each its own subject.")
OTHERWISE = say("{measure} of “{said}” is given here and, otherwise, in row {before}.")
KEPT_FIRST = say("The first was taken: take out the one that is wrong.")
CHECK_ALL = say("What follows from both is uncertain: check them.")
COMPUTED = say("{measure} is computed, never entered.")
LEAVE_OUT = say("Leave the column out.")


@dataclass(frozen=True, slots=True)
class Measured:
    """A subject as a table has it, with the row that it began in, and where and when it was measured."""

    row: int
    subject: Subject
    place: str = ""
    room: str = ""
    day: date | None = None


@dataclass(slots=True)
class Measurements:
    """What was read: subjects, problems, columns that are none of ours, and the sign before decimals."""

    measured: list[Measured] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    decimal: str = ""

    @property
    def subjects(self) -> Iterator[Subject]:
        """The subjects, in the order of the table."""
        return (one.subject for one in self.measured)


def read_table(table: Table, book: RuleBook, *, place_kind: str = "", groups: Iterable[str] = ()) -> Measurements:
    """What a table says was measured; ``place_kind`` and ``groups`` are for rows that say nothing else."""
    refused: list[Problem] = []
    rows = list(table.rows(refused.append))
    found = Measurements(problems=refused, decimal=decimal_sign(cell for _, row in rows for cell in row))
    reading = _Reading(book, found, table.header, place_kind, frozenset(groups))
    reading.read(rows)
    return found


def columns(book: RuleBook) -> Mapping[str, str]:
    """Each column that is known, and what belongs there."""
    return {
        "subject": "the name of what was measured (default: place and room, else the row)",
        "place": "the place of detention",
        "place_kind": f"one of: {', '.join(book.place_kinds)}",
        "room": "the room, cell or unit",
        "room_kind": f"one of: {', '.join(book.room_kinds)}",
        "groups": f"of whom, with ; between: {', '.join(book.groups)}",
        "day": "when it was measured, like 2026-09-30",
        **{one.id: one.name() for one in book.measures.values() if one.id != "room_kind" and not one.only_derived},
    }


def _plain(head: str) -> str:
    return " ".join(head.split()).casefold()


_Long = dict[tuple[str, ...], tuple[int, dict[str, str], dict[str, tuple[int, str]]]]
"""By subject: its first row, where it is, and each measurement with its row."""


class _Reading:
    """One table on its way in."""

    def __init__(
        self, book: RuleBook, into: Measurements, heads: Sequence[str], place_kind: str, groups: frozenset[str]
    ) -> None:
        self.book, self.into, self.place_kind, self.groups = book, into, place_kind, groups
        self.called = {_plain(word): one.id for one in book.measures.values() for word in one.label.values()}
        self.heads = [self._column(_plain(head)) for head in heads]
        self.is_long = all(one in self.heads for one in LONG)
        into.unknown += [head for head, known in zip(heads, self.heads, strict=True) if head and not known]

    def _column(self, head: str) -> str:
        """The column that is meant; "" for one that is none of ours."""
        name = ALSO_CALLED.get(head, head)
        name = self.called.get(name, name)
        measure, _, item = name.partition(".")
        known = name in (*WHERE, *LONG) or measure in self.book.measures
        return name if known and (not item or item in self.book.measures[measure].items) else ""

    def read(self, rows: Iterable[tuple[int, Sequence[str]]]) -> None:
        """Every row, into the table; in a long table the rows of one subject together."""
        seen: dict[tuple[object, ...], int] = {}
        long: _Long = {}
        for number, row in rows:
            cells = {head: cell.strip() for head, cell in zip(self.heads, row, strict=True) if head}
            if self.is_long:
                self._gather(number, cells, long)
            else:
                self._take(number, cells, seen)
        for number, where, values in long.values():
            self._take(number, {**where, **{one: said for one, (_, said) in values.items()}}, seen, values)

    def _gather(self, number: int, cells: dict[str, str], long: _Long) -> None:
        """A row with one measurement, to those of its subject."""
        where = {one: cells.get(one, "") for one in WHERE}
        name = self._column(_plain(cells.get("measure", "")))
        if name.partition(".")[0] not in self.book.measures:
            self._problem(number, "measure", NO_MEASURE, USE_MEASURES, said=cells.get("measure", ""))
            return
        _, held, values = long.setdefault(
            tuple(where[one] for one in ("subject", "place", "room", "day")), (number, {}, {})
        )
        for one, said in where.items():
            if said:
                held.setdefault(one, said)
        before = values.setdefault(name, (number, cells.get("value", "")))
        if before[1] != cells.get("value", ""):
            said = where["subject"] or where["room"] or where["place"]
            self._problem(number, name, OTHERWISE, KEPT_FIRST, measure=name, said=said, before=before[0])

    def _take(
        self,
        number: int,
        cells: Mapping[str, str],
        seen: dict[tuple[object, ...], int],
        rows: Mapping[str, tuple[int, str]] | None = None,
    ) -> None:
        """A row, or all rows of one subject, as what was measured."""
        day = self._day(number, cells.get("day", ""))
        place, room = cells.get("place", ""), cells.get("room", "")
        name = cells.get("subject") or ", ".join(filter(None, (place, room)))
        values = self._values(number, cells, day, rows or {})
        subject = Subject(
            id=name or f"row {number}",
            place_kind=self._word(number, "place_kind", cells, self.book.place_kinds) or self.place_kind,
            groups=self._groups(number, cells.get("groups", "")) or self.groups,
            room_kind=self._word(number, "room_kind", cells, self.book.room_kinds),
            values=values,
        )
        before = seen.setdefault((name, place, room, day), number)
        if name and before != number:
            self._problem(number, "", TWICE, SAY_WHICH, said=name, before=before)
        for sentence in contradictions(values):
            self.into.problems.append(Problem(number, "", "", sentence.english, CHECK_ALL, sentence.facts))
        self.into.measured.append(Measured(number, subject, place, room, day))

    def _values(
        self, number: int, cells: Mapping[str, str], day: date | None, rows: Mapping[str, tuple[int, str]]
    ) -> dict[str, Value]:
        """The measurements that can be read; checklists also from a column for each entry."""
        found: dict[str, Value] = {}
        items: dict[str, dict[str, bool]] = {}
        for head, said in cells.items():
            id_, _, item = head.partition(".")
            measure = self.book.measures.get(id_)
            if measure is None or id_ == "room_kind":
                continue
            row = rows[head][0] if head in rows else number
            read = self._read(row, head, _as_truth(measure) if item else measure, said, day)
            if item and isinstance(read, bool):
                items.setdefault(id_, {})[item] = read
            elif read is not None and not item:
                found[id_] = read
        for id_, ticks in items.items():
            found.setdefault(id_, ticked(self.book.measures[id_], ticks))
        return found

    def _read(self, row: int, column: str, measure: Measure, said: str, day: date | None) -> Value | None:
        if measure.only_derived and said:
            self._problem(row, column, COMPUTED, LEAVE_OUT, measure=measure.id)
            return None
        read = parse_value(measure, said, decimal=self.into.decimal, on=day)
        if isinstance(read, Refused):
            self._problem(row, column, read.reason, read.instead, **read.facts)
            return None
        return read

    def _word(self, number: int, column: str, cells: Mapping[str, str], known: Mapping[str, Mapping[str, str]]) -> str:
        said = cells.get(column, "")
        found = _meant(said, known)
        if said and not found:
            self._problem(number, column, NO_WORD, USE_WORDS, said=said, known=", ".join(known))
        return found

    def _groups(self, number: int, said: str) -> frozenset[str]:
        found = set()
        for word in filter(None, re.split(r"[;,|]\s*", said)):
            group = _meant(GROUPS_ALSO_CALLED.get(word.casefold(), word), self.book.groups)
            if group:
                found.add(group)
            else:
                self._problem(number, "groups", NO_WORD, USE_WORDS, said=word, known=", ".join(self.book.groups))
        return frozenset(found)

    def _day(self, number: int, said: str) -> date | None:
        if not said:
            return None
        german = _GERMAN_DAY.fullmatch(said)
        day = written_day(f"{german[3]}-{german[2]:0>2}-{german[1]:0>2}" if german else said)
        if day is None or not EARLIEST <= day.year <= LATEST:
            self._problem(number, "day", NO_DAY, WRITE_DAY, said=said)
            return None
        return day

    def _problem(self, row: int, column: str, reason: str, instead: str, **facts: object) -> None:
        said = str(facts.get("said", ""))
        self.into.problems.append(Problem(row, column, said, reason, instead, facts, left_out=True))


def _as_truth(measure: Measure) -> Measure:
    """A measure of yes or no, for one entry of a checklist."""
    return Measure(measure.id, "", MeasureKind.TRUTH, measure.of, measure.label)


def _meant(said: str, known: Mapping[str, Mapping[str, str]]) -> str:
    """The word of a closed list that is meant by it or by its label in any language; "" if none is."""
    wanted = "_".join(said.casefold().split())
    for word, labels in known.items():
        if wanted in (word, *("_".join(one.casefold().split()) for one in labels.values())):
            return word
    return ""
