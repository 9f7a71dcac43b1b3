"""A process that writes: ``furnish`` makes the case, ``write NUMBER COUNT GO`` does so many acts beside other writers.

Half of the acts are entries, half are paragraphs of one report, which have to share its numbers.
"""

import json
import sys
import time
from datetime import date
from pathlib import Path

from unannounced.cli.main import enter


def furnish() -> None:
    """A visit under way, and the draft of a report on it."""
    from tests.records import house as building
    from unannounced.records.reports.actions import open_report

    house, then = building.furnish(), building.at(building.LAST)
    visit = building.under_way(house)
    open_report("Report", on_visit=visit, opened_on=building.LAST, by=house.ana, at=then)


def write(number: int, count: int) -> list[str]:
    """Do ``count`` acts; return what was refused."""
    from tests.records.house import FIRST, LAST, at
    from unannounced.duties.noting import EntryKind
    from unannounced.records.accounts.queries import viewer_called
    from unannounced.records.notebooks.actions import note
    from unannounced.records.reports.actions import write_paragraph
    from unannounced.records.reports.models import Report

    tomas, report = viewer_called("tomas", date(2026, 3, 5)), Report.objects.select_related("visit__state").get()
    refused: list[str] = []
    for turn in range(count):
        words, then = f"Act {turn} of writer {number}.", at(LAST)
        try:
            if turn % 2:
                write_paragraph(words, in_report=report, by=tomas, at=then)
            else:
                seen = EntryKind.OBSERVATION
                note(words, kind=seen, source="x", during=report.visit, noted_on=FIRST, by=tomas, at=then)
        except Exception as problem:  # noqa: BLE001  (every refusal is what the test is about)
            refused.append(f"{type(problem).__name__}: {problem}")
    return refused


def main(way: str, *rest: str) -> None:
    """One of the two; a writer waits until the file GO is there, so that all begin at once."""
    enter("office")
    if way == "furnish":
        furnish()
        return
    number, count, go = int(rest[0]), int(rest[1]), Path(rest[2])
    while not go.exists():
        time.sleep(0.005)
    refused = write(number, count)
    sys.stdout.write(json.dumps({"done": count - len(refused), "refused": refused[:5]}))


if __name__ == "__main__":
    main(*sys.argv[1:])
