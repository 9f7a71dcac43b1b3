"""What is done with a table that was laid by page: read by its mapping, foreseen, taken in; at once or by the worker.

A small table is dealt with while the page waits; a large one by the worker, which looks for the next one each round.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from unannounced.crafts.registers.mapping import Mapping as TableMapping
from unannounced.crafts.registers.mapping import MappingProblem, mapping_for, read_mapping, shipped_mappings
from unannounced.crafts.registers.reading import read_register
from unannounced.crafts.registers.tables import NotATable, Table, open_table
from unannounced.crafts.registers.values import Problem, ReadRegister
from unannounced.duties.decision import RefusedByRule
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer, viewer_of
from unannounced.records.ledger.actions import SomebodyWasFirst
from unannounced.records.places.actions import take_in
from unannounced.records.places.foreseeing import digest_of_table, foresee, taken_in_before
from unannounced.records.places.foreseen import Foreseen, How
from unannounced.records.places.laying import next_table, note_foreseen, note_taken
from unannounced.records.places.models import LaidTable, SavedMapping, Source, TableStage

AT_ONCE = 200_000
"""Bytes of a file that is dealt with while the page waits."""
MOST_ROWS = 5_000
"""Rows that a page can show; the command prints all of them."""
MOST_PROBLEMS = 1_000


def opened(laid: LaidTable, mapping: TableMapping | None = None) -> Table:
    """The table that was laid, on the sheet and with the header that its mapping says; raises ``NotATable``."""
    table = open_table(bytes(laid.content), laid.file_name)
    return table.on(mapping.sheet, mapping.header_row) if mapping else table


def mapping_of(laid: LaidTable, *, finished: bool = True) -> TableMapping:
    """The mapping by which a table is read; raises ``MappingProblem``, also for one that lacks something to be used."""
    return read_mapping(laid.mapping, where=laid.file_name, finished=finished)


def known_mappings() -> dict[str, TableMapping]:
    """The mappings that are shipped and those that were saved in the office, by name; one query."""
    found = dict(shipped_mappings())
    for one in SavedMapping.objects.all():
        try:
            found[one.name] = read_mapping(one.text, where=one.name)
        except MappingProblem:  # of an earlier version of the program; its text is still there to be mended
            continue
    return found


def fitting(table: Table) -> TableMapping | None:
    """The known mapping that fits the columns of a table."""
    return mapping_for(table.file_name, table.header, list(known_mappings().values()))


def is_small(laid: LaidTable) -> bool:
    """Whether the page can wait for what is done with it."""
    return len(laid.content) <= AT_ONCE


def foresee_laid(laid: LaidTable, *, today: date) -> None:
    """Note what taking the table in would do, or why it cannot be taken in."""
    try:
        mapping = mapping_of(laid)
        held = taken_in_before(_digest(laid))
        if held is not None:
            note_foreseen(laid, {"known": str(held.pk)})
            return
        read, foreseen = _foreseen(laid, mapping, today)
    except NotATable as problem:
        note_foreseen(laid, {"refusal": kept(problem.problem)})
        return
    except MappingProblem as problem:
        note_foreseen(laid, {"refusal": kept(_bad_mapping(problem))})
        return
    note_foreseen(laid, _shape(read, foreseen))


def take_laid(laid: LaidTable, *, by: Viewer, at: datetime) -> Source | None:
    """Take the table in as it was foreseen; ``None`` if it stands otherwise since, and then it is foreseen again."""
    try:
        read, foreseen = _foreseen(laid, mapping_of(laid), at.date())
        if foreseen.stamp != (laid.foreseen or {}).get("stamp"):
            raise SomebodyWasFirst("register")
        with transaction.atomic():
            source = take_in(
                read,
                foreseen,
                digest=_digest(laid),
                mapping_text=laid.mapping,
                file_name=laid.file_name,
                by=by,
                at=at,
            )
            note_taken(laid, source)
    except SomebodyWasFirst:
        foresee_laid(laid, today=at.date())
        note_foreseen(laid, {**(laid.foreseen or {}), "somebody_was_first": True})
        return None
    except RefusedByRule as no:
        note_foreseen(laid, {"refusal": _kept(no.refusal.reason, no.refusal.instead, no.refusal.facts)})
        return None
    return source


class TableWork:
    """The worker's part: one table each round."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.now = now

    def round(self) -> bool:
        """Deal with the table that has waited longest; whether there was one."""
        laid = next_table()
        if laid is None:
            return False
        at = self.now()
        if laid.stage == TableStage.TO_FORESEE:
            foresee_laid(laid, today=at.date())
        else:
            take_laid(laid, by=viewer_of(laid.laid_by, at.date()), at=at)
        return True


def _foreseen(laid: LaidTable, mapping: TableMapping, today: date) -> tuple[ReadRegister, Foreseen]:
    read = read_register(opened(laid), mapping, today=today, as_of=laid.as_of)
    return read, foresee(read)


def _digest(laid: LaidTable) -> str:
    return digest_of_table(bytes(laid.content), laid.mapping, str(laid.as_of or ""))


def _shape(read: ReadRegister, foreseen: Foreseen) -> dict[str, Any]:
    """What was foreseen as the page needs it: what a person has to look at first."""
    order = {How.UNSURE: 0, How.MATCHED: 1, How.CHANGED: 2, How.NEW: 3, How.KNOWN: 4, How.REFUSED: 5}
    rows = sorted(foreseen.rows, key=lambda row: (order[row.how], row.place.row))
    return {
        "stamp": foreseen.stamp,
        "title": read.title,
        "as_of": read.as_of.isoformat(),
        "rows_read": read.rows,
        "about_state": foreseen.about_state,
        "new_states": list(foreseen.new_states),
        "counts": {how.value: foreseen.counts[how] for how in How},
        "rows": [row.shape() for row in rows[:MOST_ROWS]],
        "more": max(0, len(rows) - MOST_ROWS),
        "problems": [kept(one) for one in foreseen.problems[:MOST_PROBLEMS]],
        "missing": [[str(place), name] for place, name in foreseen.missing[:MOST_PROBLEMS]],
        "refusal": kept(foreseen.refusal) if foreseen.refusal else None,
    }


def kept(problem: Problem) -> dict[str, Any]:
    """A problem as it is kept: sentences untranslated, facts as plain values."""
    said = _kept(problem.reason, problem.way_out, problem.facts)
    where = {"row": problem.row, "column": problem.column, "value": problem.value[:200]}
    return {**said, **where, "refused": problem.refused, "left_out": problem.left_out}


def _kept(reason: str, way_out: str, facts: Mapping[str, object]) -> dict[str, Any]:
    plain = {name: value if isinstance(value, int | str) else str(value) for name, value in facts.items()}
    return {"reason": reason, "way_out": way_out, "facts": plain}


def _bad_mapping(problem: MappingProblem) -> Problem:
    return Problem(
        None, "", "", say("The mapping cannot be read: {problem}"), "", {"problem": str(problem)}, refused=True
    )
