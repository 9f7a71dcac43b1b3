"""A process that writes: ``furnish`` makes the case, ``write NUMBER COUNT`` does so many acts beside other writers.

Half of the acts are entries, half are paragraphs of one report, which have to share its numbers.
"""

import json
import sys
import time
from datetime import date
from pathlib import Path

from unannounced.cli.main import enter

enter("office")

from tests.records import house as building  # noqa: E402
from tests.records.house import FIRST, LAST, at  # noqa: E402
from unannounced.duties.noting import EntryKind  # noqa: E402
from unannounced.records.accounts.queries import viewer_called  # noqa: E402
from unannounced.records.notebooks.actions import note  # noqa: E402
from unannounced.records.reports.actions import open_report, write_paragraph  # noqa: E402
from unannounced.records.reports.models import Report  # noqa: E402


def furnish() -> None:
    """A visit under way, and the draft of a report on it."""
    house = building.furnish()
    visit = building.under_way(house)
    open_report("Report", on_visit=visit, opened_on=LAST, by=house.ana, at=at(LAST))


def write(number: int, count: int) -> None:
    """Do ``count`` acts; say how many were done, and what was refused."""
    tomas, report = viewer_called("tomas", date(2026, 3, 5)), Report.objects.select_related("visit__state").get()
    refused: list[str] = []
    for turn in range(count):
        words = f"Act {turn} of writer {number}."
        try:
            if turn % 2:
                write_paragraph(words, in_report=report, by=tomas, at=at(LAST))
            else:
                note(
                    words,
                    kind=EntryKind.OBSERVATION,
                    source="x",
                    during=report.visit,
                    noted_on=FIRST,
                    by=tomas,
                    at=at(LAST),
                )
        except Exception as problem:  # noqa: BLE001  (every refusal is what the test is about)
            refused.append(f"{type(problem).__name__}: {problem}")
    sys.stdout.write(json.dumps({"done": count - len(refused), "refused": refused[:5]}))


def main(way: str, *rest: str) -> None:
    """One of the two; a writer waits until the file ``go`` is there, so that all begin at once."""
    if way == "furnish":
        furnish()
        return
    number, count, go = int(rest[0]), int(rest[1]), Path(rest[2])
    while not go.exists():
        time.sleep(0.005)
    write(number, count)


if __name__ == "__main__":
    main(*sys.argv[1:])
