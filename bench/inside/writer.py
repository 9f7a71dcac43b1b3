"""A writer of the office: half of what it writes are entries, half are paragraphs that share the numbers of a report."""

import json
import sys
from collections.abc import Callable
from itertools import count

from django.db import connection, transaction
from django.db.models import Model

from tests.records import house as building
from tests.records.house import FIRST, LAST, at
from unannounced.duties.noting import EntryKind
from unannounced.records.accounts.queries import viewer_called
from unannounced.records.ledger.linking import link_all
from unannounced.records.ledger.verifying import verify
from unannounced.records.notebooks.actions import note
from unannounced.records.notebooks.models import Entry
from unannounced.records.reports.actions import open_report, write_paragraph
from unannounced.records.reports.models import Paragraph, Report

WORDS = "He said that he was held for nine days without a lawyer, and that nobody told his family."
BARE = "bare"


def main(way: str, *words: str) -> object:
    """One of the three: make the case, write as told, check."""
    return {"furnish": furnish, "write": write, "check": check}[way](*words)


def furnish() -> bool:
    """A visit under way, and the draft of a report on it."""
    house = building.furnish()
    open_report("Report", on_visit=building.under_way(house), opened_on=LAST, by=house.ana, at=at(LAST))
    return True


def write(number: str, each: str) -> None:
    """Do what each line of standard input says, so many times; answer with how many were refused."""
    tomas, report = viewer_called("tomas", LAST), Report.objects.select_related("visit__state").get()
    numbers = count(1_000_000 * (int(number) + 1))

    def entry() -> Model:
        return note(
            WORDS,
            kind=EntryKind.OBSERVATION,
            source="x",
            during=report.visit,
            noted_on=FIRST,
            by=tomas,
            at=at(LAST),
        )

    def paragraph() -> Model:
        return write_paragraph(WORDS, in_report=report, by=tomas, at=at(LAST))

    def bare_entry() -> Model:
        return Entry(
            visit=report.visit,
            kind=EntryKind.OBSERVATION.value,
            text=WORDS,
            source=BARE,
            noted_on=FIRST,
            noted_by_id=tomas.pk,
        )

    def bare_paragraph() -> Model:
        return Paragraph(report=report, number=next(numbers), chapter=BARE, text=WORDS, written_by_id=tomas.pk)

    ways: dict[str, tuple[Callable[[], Model], ...]] = {
        "warm": (),
        "act": (entry, paragraph),
        BARE: (lambda: keep(bare_entry()), lambda: keep(bare_paragraph())),
    }
    for line in sys.stdin:
        print(json.dumps(refused(ways[line.strip()], int(each))), flush=True)


def keep(row: Model) -> Model:
    """Insert the row in a transaction of its own."""
    with transaction.atomic():
        row.save(force_insert=True)
    return row


def refused(ways: tuple[Callable[[], Model], ...], each: int) -> int:
    """Do ``ways`` in turn, ``each`` times together; how many were refused. None at all: connect, and be ready."""
    connection.ensure_connection()
    found = 0
    for turn in range(each if ways else 0):
        try:
            ways[turn % len(ways)]()
        except Exception as problem:  # noqa: BLE001  (every refusal counts)
            found += 1
            sys.stderr.write(f"{type(problem).__name__}: {problem}\n")
    return found


def check() -> dict[str, int]:
    """Take away what was inserted bare, for which there is no line; then verify."""
    Entry.objects.filter(source=BARE).delete()
    Paragraph.objects.filter(chapter=BARE).delete()
    link_all()
    verdict = verify()
    return {"faults": len(verdict.faults) + verdict.waiting, "lines": verdict.lines}
