"""Verification: walk the chain, then every row it answers for, and name what does not fit."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db.models import F, ForeignKey, Model

from unannounced.duties import chain
from unannounced.duties.words import Sentence, say
from unannounced.records.ledger import stored
from unannounced.records.ledger.actions import digest_of
from unannounced.records.ledger.linking import content, is_sealed
from unannounced.records.ledger.models import Line

Rows = dict[tuple[str, str], tuple[str, int | None]]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not fit, in a sentence that names it."""

    what: Sentence

    def __str__(self) -> str:
        return str(self.what)

    @property
    def row(self) -> tuple[str, str]:
        """The table and id of the row it is about; empty for a line."""
        return str(self.what.facts.get("table", "")), str(self.what.facts.get("id", ""))


@dataclass(slots=True)
class Verdict:
    """What verification found: lines linked, the head, lines that wait, and every fault."""

    lines: int
    head: str
    waiting: int
    rows: int
    faults: list[Fault]


def answered_for() -> list[type[Model]]:
    """Every table the ledger answers for: each model with a salt."""
    return [model for model in apps.get_models() if any(field.attname == "salt" for field in model._meta.fields)]


def verify(against: chain.Checkpoint | None = None) -> Verdict:
    """Check every line and every row; compare with ``against``, a checkpoint kept elsewhere."""
    faults: list[Fault] = []
    last: Rows = {}
    number, head = _walk_linked(last, faults, against)
    waiting = _walk_waiting(last, faults)
    if against is not None and number < against.lines:
        faults.append(
            Fault(
                Sentence(
                    say("The chain was cut: the checkpoint knows {known} lines, only {held} are here."),
                    {"known": against.lines, "held": number},
                )
            )
        )
    rows = 0
    for model in answered_for():
        rows += _check_table(model, last, faults)
    for model in answered_for():
        faults.extend(_not_following(model, {fault.row for fault in faults}))
    faults.extend(_deleted(last))
    return Verdict(number, head, waiting, rows, faults)


def _walk_linked(last: Rows, faults: list[Fault], against: chain.Checkpoint | None) -> tuple[int, str]:
    number, previous = 0, chain.GENESIS
    for held in stored.rows(Line, "WHERE number IS NOT NULL ORDER BY number"):
        number += 1
        if not isinstance(held.row, Line):
            faults.append(
                _line_fault(say("Line {number} of the ledger was altered by hand: it cannot be read."), number)
            )
            continue
        line = held.row
        if line.number != number:
            faults.append(_line_fault(say("Line {number} of the ledger was deleted by hand."), number))
            number = line.number or number
        elif line.link != chain.link(previous, number, content(line)):
            faults.append(
                _line_fault(say("Line {number} of the ledger was altered by hand: its link does not fit."), number)
            )
        if not is_sealed(line):
            faults.append(
                _line_fault(
                    say("Line {number} of the ledger was added or altered by hand: its seal does not fit."), number
                )
            )
        previous = line.link
        if against is not None and number == against.lines and line.link != against.head:
            faults.append(
                _line_fault(say("The chain was rewritten: line {number} is not the one the checkpoint knows."), number)
            )
        _take_in(line, last)
    return number, previous


def _line_fault(sentence: str, number: int) -> Fault:
    return Fault(Sentence(sentence, {"number": number}))


def _walk_waiting(last: Rows, faults: list[Fault]) -> int:
    waiting = 0
    for held in stored.rows(Line, "WHERE number IS NULL ORDER BY seq"):
        waiting += 1
        if isinstance(held.row, Line) and is_sealed(held.row):
            _take_in(held.row, last)
        else:
            act = held.row.act if isinstance(held.row, Line) else "?"
            faults.append(
                Fault(
                    Sentence(
                        say("A line “{act}” was added to the ledger by hand: its seal does not fit (seq {seq})."),
                        {"act": act, "seq": held.key},
                    )
                )
            )
    return waiting


def _take_in(line: Line, last: Rows) -> None:
    """Remember the newest digest of each row; a line altered by hand may hold anything."""
    for entry in line.rows if isinstance(line.rows, list) else []:
        if isinstance(entry, list) and len(entry) == 4 and all(isinstance(part, str) for part in entry):
            how, table, key, digest = entry
            last[table, key] = ("", line.number) if how == "erased" else (digest, line.number)


def _check_table(model: type[Model], last: Rows, faults: list[Fault]) -> int:
    table, count = model._meta.db_table, 0
    for held in stored.rows(model):
        count += 1
        digest, number = last.pop((table, held.key), (None, None))
        if not digest:
            faults.append(
                _row_fault(say("{table} {id} was added by hand: no line of the ledger made it."), table, held.key)
            )
        elif held.row is None or digest != digest_of(held.row):
            faults.append(
                _row_fault(
                    say("{table} {id} was altered by hand: line {number} of the ledger has another digest."),
                    table,
                    held.key,
                    number,
                )
            )
    return count


def _not_following(model: type[Model], named: set[tuple[str, str]]) -> Iterator[Fault]:
    """Rows in which a column no longer repeats what the row it follows says; one query for each such column.

    Where one of the two is ``named`` already, that says it.
    """
    table = model._meta.db_table
    for column, path in getattr(model, "FOLLOWS", {}).items():
        led_by = path.split("__")[0]
        field = model._meta.get_field(led_by)
        leader = field.related_model._meta.db_table if isinstance(field, ForeignKey) else ""
        led = model._base_manager.filter(**{f"{led_by}__isnull": False}).exclude(**{column: F(path)})
        for key, leading in led.values_list("pk", f"{led_by}_id"):
            if {(table, str(key)), (leader, str(leading))} & named:
                continue
            yield Fault(
                Sentence(
                    say("{table} {id} was altered by hand: {column} no longer says what {path} says."),
                    {"table": table, "id": key, "column": column, "path": path.replace("__", " ")},
                )
            )


def _row_fault(sentence: str, table: str, key: str, number: int | None = None) -> Fault:
    return Fault(Sentence(sentence, {"table": table, "id": key, "number": number or "(waiting)"}))


def _deleted(last: Rows) -> Iterator[Fault]:
    sentence = say("{table} {id} was deleted by hand: line {number} of the ledger says it stands.")
    for (table, key), (digest, number) in last.items():
        if digest:
            yield _row_fault(sentence, table, key, number)
