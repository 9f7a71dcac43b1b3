"""A table of measurements held against what is noted: what is new, known, corrected or refused; it only reads."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from enum import StrEnum

from django.db.models import QuerySet

from unannounced.crafts import measurements as tables
from unannounced.crafts.registers.values import Problem
from unannounced.crafts.standards import shipped_measures
from unannounced.duties.decision import Refused
from unannounced.duties.measuring import folded
from unannounced.duties.words import say
from unannounced.records.measurements.models import Measured
from unannounced.records.measurements.naming import Parts, place_called
from unannounced.records.measurements.queries import may_note, said_before
from unannounced.records.measurements.valuing import as_kept
from unannounced.records.places.models import Part, Place
from unannounced.records.visits.models import Visit

UNKNOWN_COLUMN = say("No measure is called “{said}”.")
NEAREST = say("Call the column by the id of a measure, such as {nearest}, or take it out.")
NO_NAME = say("The row does not say what was measured.")
WRITE_NAME = say("Write the name of the room in the column “room”, or of the person or episode in “subject”.")
NO_PLACE = say("No one place has the name “{said}”.")
WRITE_PLACE = say("Write its name as it stands in the register, or name one place for the whole table.")
NO_DAY = say("The row has no day.")
GIVE_DAY = say("Give the table a column “day”, or one day for the whole table.")
NO_VALUE = say("The row has no value that was measured.")
GIVE_VALUE = say("Write at least one value, or leave the row out.")
OTHERWISE = say("The office has “{held}” of {measure} for it on that day, and the table says “{said}”.")
CORRECT_IT = say("Correct the table, or take it in as a correction.")
IN_SEVERAL = say("Several measurements of it say something else.")
BY_HAND = say("Correct them one by one on their pages.")


class Standing(StrEnum):
    """What would become of a row."""

    NEW = "new"
    KNOWN = "known"
    CORRECTS = "corrects"
    REFUSED = "refused"


STANDING_WORDS: dict[Standing, str] = {
    Standing.NEW: say("new"),
    Standing.KNOWN: say("known: nothing changes"),
    Standing.CORRECTS: say("corrects what is noted"),
    Standing.REFUSED: say("refused"),
}


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A subject of the table, and what would become of it."""

    read: tables.Measured
    standing: Standing
    row: Measured | None = None
    replaces: Measured | None = None


@dataclass(slots=True)
class Foresight:
    """The whole table: it is taken in only if there is no problem. ``notes`` are what looks wrong and is taken."""

    rows: list[Foreseen] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    def count(self, standing: Standing) -> int:
        """How many subjects stand so."""
        return sum(one.standing is standing for one in self.rows)

    @property
    def to_note(self) -> list[Foreseen]:
        """What would be written."""
        return [one for one in self.rows if one.standing in (Standing.NEW, Standing.CORRECTS)]


@dataclass(frozen=True, slots=True)
class Given:
    """What is said of the whole table: its visit, its place, its day, and whether it corrects what is noted."""

    places: "QuerySet[Place]"
    today: date
    visit: Visit | None = None
    place: Place | None = None
    day: date | None = None
    correct: bool = False


def foresee(read: tables.Measurements, given: Given) -> Foresight:
    """What would become of each subject of a table; a fixed number of queries for each place that it names."""
    found = Foresight()
    for problem in read.problems:
        (found.problems if problem.refused or problem.left_out else found.notes).append(problem)
    found.problems += [_unknown(head) for head in read.unknown]
    if read.unknown:
        return found
    rows = list(_rows(read.measured, given, found))
    noted = _Noted([row for _read, row in rows], given.visit)
    for one, row in rows:
        found.rows.append(_standing(one, row, noted, given, found))
    refused = {problem.row for problem in found.problems}
    found.rows = [Foreseen(one.read, Standing.REFUSED) if one.read.row in refused else one for one in found.rows]
    return found


def _unknown(head: str) -> Problem:
    known = [one.id for one in shipped_measures().values() if not one.only_derived]
    nearest = get_close_matches("_".join(head.casefold().split()), known, n=3, cutoff=0.0)
    facts = {"said": head, "nearest": ", ".join(nearest)}
    return Problem(None, head, "", UNKNOWN_COLUMN, NEAREST, facts, refused=True)


def _rows(
    measured: Iterable[tables.Measured], given: Given, found: Foresight
) -> Iterator[tuple[tables.Measured, Measured]]:
    """Each subject as the row that it would be; without one where place, day or values are missing."""
    parts, named = Parts(), {"": given.place}
    wrong = {problem.row for problem in found.problems}
    for one in measured:
        if one.place not in named:
            named[one.place] = place_called(one.place, given.places)
        place, day, name = named[one.place], one.day or given.day, _name(one)
        if not name:
            found.problems.append(_refused(one.row, "room", "", NO_NAME, WRITE_NAME))
        elif place is None:
            found.problems.append(_refused(one.row, "place", one.place, NO_PLACE, WRITE_PLACE, said=one.place))
        elif day is None:
            if one.row not in wrong:
                found.problems.append(_refused(one.row, "day", "", NO_DAY, GIVE_DAY))
        elif one.subject.values:
            row = _row(one, name, place, day, parts.called(place, name), given.visit)
            refusal = may_note(row, given.visit, today=given.today)
            if isinstance(refusal, Refused):
                found.problems.append(_refused(one.row, "", "", refusal.reason, refusal.instead, **refusal.facts))
            else:
                yield one, row
        elif one.row not in wrong:
            found.problems.append(_refused(one.row, "", "", NO_VALUE, GIVE_VALUE))


def _name(one: tables.Measured) -> str:
    """The room, else the subject as the table calls it; "" for a row that names neither."""
    named_by_its_number = one.subject.id == f"row {one.row}" and not one.place
    return one.room or ("" if named_by_its_number else one.subject.id)


def _row(one: tables.Measured, name: str, place: Place, day: date, part: Part | None, visit: Visit | None) -> Measured:
    return Measured(
        visit=visit,
        place=place,
        part=part,
        subject=name,
        day=day,
        room_kind=one.subject.room_kind,
        groups=sorted(one.subject.groups),
        values=as_kept(one.subject.values),
    )


def _refused(row: int, column: str, value: str, reason: str, way_out: str, **facts: object) -> Problem:
    return Problem(row, column, value, reason, way_out, facts, refused=True)


class _Noted:
    """What is noted on the same visit, or outside any, of the subjects of a table."""

    def __init__(self, rows: Sequence[Measured], visit: Visit | None) -> None:
        self.before = said_before(rows) if rows else {}
        places, days = {row.place_id for row in rows}, {row.day for row in rows}
        held = Measured.objects.filter(visit=visit, place__in=places, day__in=days, replaced_by__isnull=True)
        self.held: dict[tuple[object, ...], list[Measured]] = {}
        for one in held.order_by("noted_at", "pk"):
            self.held.setdefault(_key(one), []).append(one)

    def of(self, row: Measured) -> list[Measured]:
        """What is noted of the subject of a row on its day."""
        return self.held.get(_key(row), [])


def _key(row: Measured) -> tuple[object, ...]:
    return (row.place_id, row.day, folded(row.subject) or row.subject)


def _standing(one: tables.Measured, row: Measured, noted: _Noted, given: Given, found: Foresight) -> Foreseen:
    held = noted.of(row)
    if row.pk in noted.before or _stands(row, held):
        return Foreseen(one, Standing.KNOWN, row)
    against = {each.pk: each for each in held if _contradicted(each, row)}
    if not against:
        return Foreseen(one, Standing.NEW, row)
    if not given.correct or len(against) > 1:
        _say_against(one, row, list(against.values()), given, found)
        return Foreseen(one, Standing.REFUSED, row)
    replaces = next(iter(against.values()))
    row.values = {**replaces.values, **row.values}
    row.groups = sorted({*replaces.groups, *row.groups})
    row.room_kind = row.room_kind or replaces.room_kind
    row.source = row.source or replaces.source
    return Foreseen(one, Standing.CORRECTS, row, replaces)


def _stands(row: Measured, held: Sequence[Measured]) -> bool:
    """Whether everything that a row says is noted already."""
    said = {(measure, text) for one in held for measure, text in one.values.items()}
    groups = {group for one in held for group in one.groups}
    kinds = {one.room_kind for one in held} | {""}
    return bool(held) and set(row.values.items()) <= said and set(row.groups) <= groups and row.room_kind in kinds


def _contradicted(held: Measured, row: Measured) -> list[str]:
    """The measures of which two rows say something else."""
    return [measure for measure, text in row.values.items() if held.values.get(measure, text) != text]


def _say_against(
    one: tables.Measured, row: Measured, against: Sequence[Measured], given: Given, found: Foresight
) -> None:
    if given.correct:
        found.problems.append(_refused(one.row, "", row.subject, IN_SEVERAL, BY_HAND))
        return
    for held in against:
        for measure in _contradicted(held, row):
            found.problems.append(
                _refused(
                    one.row,
                    measure,
                    row.values[measure],
                    OTHERWISE,
                    CORRECT_IT,
                    held=held.values[measure],
                    measure=measure,
                    said=row.values[measure],
                )
            )
