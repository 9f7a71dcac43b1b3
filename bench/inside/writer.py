"""A writer of the office: notes entries, or by turns entries and paragraphs that share the numbers of one report."""

import json
import sys
from collections.abc import Callable, Sequence
from functools import partial
from itertools import count

from django.db import connection, transaction
from django.db.models import Model
from tests.records import house as building
from tests.records.house import FIRST, LAST, at

from unannounced.duties.noting import EntryKind
from unannounced.records.accounts.queries import Viewer, viewer_called
from unannounced.records.ledger.linking import link_all
from unannounced.records.ledger.verifying import verify
from unannounced.records.notebooks.actions import note
from unannounced.records.notebooks.models import Entry
from unannounced.records.reports.actions import open_report, write_paragraph
from unannounced.records.reports.models import Paragraph, Report

WORDS = "He said that he was held for nine days without a lawyer, and that nobody told his family."
BARE = "bare"
Way = Callable[[], object]


def main(way: str, *words: str) -> object:
    """One of the three: make the case, write as told, check."""
    return {"furnish": furnish, "write": write, "check": check}[way](*words)


def furnish() -> bool:
    """A visit under way, a draft for the acts and one for what is inserted bare."""
    house = building.furnish()
    visit = building.under_way(house)
    for title in ("Report", BARE):
        open_report(title, on_visit=visit, opened_on=LAST, by=house.ana, at=at(LAST))
    return True


def write(number: str, each: str) -> None:
    """Do what each line of standard input says, ``each`` times; answer with how many were refused."""
    tomas, reports = viewer_called("tomas", LAST), Report.objects.select_related("visit__state")
    report, beside = reports.exclude(title=BARE).get(), reports.get(title=BARE)
    numbers = count(1_000_000 * int(number) + 1)
    ways: dict[str, Sequence[Way]] = {
        "warm": (),
        "entries": (entry := partial(_entry, report, tomas),),
        "bare entries": (bare := partial(_bare_entry, beside, tomas),),
        "both": (entry, partial(_paragraph, report, tomas)),
        "bare both": (bare, partial(_bare_paragraph, beside, tomas, numbers)),
    }
    for line in sys.stdin:
        print(json.dumps(refused(ways[line.strip()], int(each))), flush=True)


def refused(ways: Sequence[Way], each: int) -> int:
    """Do ``ways`` in turn, ``each`` times together; how many were refused. None at all: connect, and be ready."""
    connection.ensure_connection()
    found = 0
    for turn in range(each if ways else 0):
        try:
            ways[turn % len(ways)]()
        except Exception as problem:  # noqa: BLE001  (every refusal counts)
            found += 1
            if found < 3:
                sys.stderr.write(f"{type(problem).__name__}: {problem}\n")
    return found


def _entry(report: Report, tomas: Viewer) -> None:
    kind = EntryKind.OBSERVATION
    note(WORDS, kind=kind, source="x", during=report.visit, noted_on=FIRST, by=tomas, at=at(LAST))


def _paragraph(report: Report, tomas: Viewer) -> None:
    write_paragraph(WORDS, in_report=report, by=tomas, at=at(LAST))


def _bare_entry(report: Report, tomas: Viewer) -> None:
    _keep(
        Entry(
            visit=report.visit,
            kind=EntryKind.OBSERVATION.value,
            text=WORDS,
            source=BARE,
            noted_on=FIRST,
            noted_by_id=tomas.pk,
        )
    )


def _bare_paragraph(report: Report, tomas: Viewer, numbers: "count[int]") -> None:
    _keep(Paragraph(report=report, number=next(numbers), text=WORDS, written_by_id=tomas.pk))


def _keep(row: Model) -> None:
    with transaction.atomic():
        row.save(force_insert=True)


def check() -> dict[str, int]:
    """Take away what was inserted bare, for which there is no line; then verify."""
    Entry.objects.filter(source=BARE).delete()
    Paragraph.objects.filter(report__title=BARE).delete()
    link_all()
    verdict = verify()
    return {"faults": len(verdict.faults) + verdict.waiting, "lines": verdict.lines}
