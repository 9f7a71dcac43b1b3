"""Verification: walk the chain, then every row it answers for, and name what does not fit."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model

from unannounced.duties import chain
from unannounced.duties.words import Sentence, say
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
    faults.extend(_deleted(last))
    return Verdict(number, head, waiting, rows, faults)


def _walk_linked(last: Rows, faults: list[Fault], against: chain.Checkpoint | None) -> tuple[int, str]:
    number, previous = 0, chain.GENESIS
    for line in Line.objects.filter(number__isnull=False).order_by("number").iterator(2000):
        number += 1
        if line.number != number:
            faults.append(
                Fault(Sentence(say("Line {number} of the ledger was deleted by hand."), {"number": number}))
            )
            number = line.number or number
        elif line.link != chain.link(previous, number, content(line)):
            faults.append(
                Fault(
                    Sentence(
                        say("Line {number} of the ledger was altered by hand: its link does not fit."),
                        {"number": number},
                    )
                )
            )
        if not is_sealed(line):
            faults.append(
                Fault(
                    Sentence(
                        say("Line {number} of the ledger was added or altered by hand: its seal does not fit."),
                        {"number": number},
                    )
                )
            )
        previous = line.link
        if against is not None and number == against.lines and line.link != against.head:
            faults.append(
                Fault(
                    Sentence(
                        say("The chain was rewritten: line {number} is not the one the checkpoint knows."),
                        {"number": number},
                    )
                )
            )
        _take_in(line, last)
    return number, previous


def _walk_waiting(last: Rows, faults: list[Fault]) -> int:
    waiting = 0
    for line in Line.objects.filter(number__isnull=True).order_by("seq").iterator(2000):
        waiting += 1
        if is_sealed(line):
            _take_in(line, last)
        else:
            faults.append(
                Fault(
                    Sentence(
                        say("A line “{act}” was added to the ledger by hand: its seal does not fit (seq {seq})."),
                        {"act": line.act, "seq": line.seq},
                    )
                )
            )
    return waiting


def _take_in(line: Line, last: Rows) -> None:
    for how, table, key, digest in line.rows:
        last[table, key] = ("", line.number) if how == "erased" else (digest, line.number)


def _check_table(model: type[Model], last: Rows, faults: list[Fault]) -> int:
    table, count = model._meta.db_table, 0
    for row in model._base_manager.order_by().iterator(2000):
        count += 1
        digest, number = last.pop((table, str(row.pk)), (None, None))
        if digest is None or digest == "":
            faults.append(_row_fault(say("{table} {id} was added by hand: no line of the ledger made it."), table, row))
        elif digest != digest_of(row):
            faults.append(
                _row_fault(
                    say("{table} {id} was altered by hand: line {number} of the ledger has another digest."),
                    table,
                    row,
                    number,
                )
            )
    return count


def _row_fault(sentence: str, table: str, row: Model, number: int | None = None) -> Fault:
    return Fault(Sentence(sentence, {"table": table, "id": row.pk, "number": number or "(waiting)"}))


def _deleted(last: Rows) -> Iterator[Fault]:
    for (table, key), (digest, number) in last.items():
        if digest:
            yield Fault(
                Sentence(
                    say("{table} {id} was deleted by hand: line {number} of the ledger says it stands."),
                    {"table": table, "id": key, "number": number or "(waiting)"},
                )
            )
