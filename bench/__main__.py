"""Print every figure this project claims beside its physical limit or a peer.

``python -m bench`` measures all of them, ``python -m bench acts pages`` those named. The exit code is 0
whatever the figures are: this is a measurement, not a test. It is 1 if a measurement crashed.
"""

import argparse
import sys
import traceback
from collections.abc import Callable, Iterable, Sequence
from time import perf_counter

from bench import (
    acts,
    archive,
    checklists,
    communications,
    demo,
    dialogue,
    drafting,
    field,
    field_app,
    figures_of_year,
    homes,
    intake,
    intake_file,
    intake_flood,
    intake_page,
    law,
    matching,
    measured,
    memory,
    opening,
    pages,
    place_map,
    places,
    portal_load,
    portal_meaning,
    portal_paint,
    portal_reading,
    portal_search,
    queries,
    redaction,
    registers,
    repeating,
    report,
    search_quality,
    standards,
    start,
    topics,
    typesetting,
    word,
    writers,
)
from bench.figures import Row
from bench.telling import machine, progress, table

MEASUREMENTS: dict[str, Callable[[], Iterable[Row]]] = {
    "acts": acts.rows,
    "writers": writers.rows,
    "report": report.rows,
    "dialogue": dialogue.rows,
    "drafting": drafting.rows,
    "start": start.rows,
    "memory": memory.rows,
    "opening": opening.rows,
    "pages": pages.rows,
    "queries": queries.rows,
    "law": law.rows,
    "measured": measured.rows,
    "archive": archive.rows,
    "checklists": checklists.rows,
    "standards": standards.rows,
    "topics": topics.rows,
    "repeating": repeating.rows,
    "matching": matching.rows,
    "place_map": place_map.rows,
    "places": places.rows,
    "portal_search": portal_search.rows,
    "portal_reading": portal_reading.rows,
    "portal_load": portal_load.rows,
    "portal_paint": portal_paint.rows,
    "registers": registers.rows,
    "field": field.rows,
    "intake": intake.rows,
    "intake_flood": intake_flood.rows,
    "intake_file": intake_file.rows,
    "intake_page": intake_page.rows,
    "communications": communications.rows,
    "field_app": field_app.rows,
    "typesetting": typesetting.rows,
    "word": word.rows,
    "redaction": redaction.rows,
    "figures_of_year": figures_of_year.rows,
    "portal_meaning": portal_meaning.rows,
    "search_quality": search_quality.rows,
    "demo": demo.rows,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, then print the table; 1 if something crashed."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("name", nargs="*", help=", ".join(MEASUREMENTS), metavar="NAME")
    names = parser.parse_args(arguments).name or list(MEASUREMENTS)
    for unknown in set(names) - set(MEASUREMENTS):
        parser.error(f"There is no “{unknown}”. Name any of: {', '.join(MEASUREMENTS)}")
    rows: list[Row] = []
    begun, sound = perf_counter(), True
    print(machine(), flush=True)
    try:
        for place, name in enumerate(names, start=1):
            progress(f"[{place}/{len(names)}] {name}: {' '.join((sys.modules[f'bench.{name}'].__doc__ or '').split())}")
            sound = _measure(name, rows) and sound
    except KeyboardInterrupt:
        progress("Stopped; this is what was measured until then.\n")
        sound = False
    finally:
        homes.remove_all()
    progress("")
    print(f"\n{table(rows)}\n\n{perf_counter() - begun:.0f} s; ratio: measured divided by what it is compared with")
    return 0 if sound else 1


def _measure(name: str, rows: list[Row]) -> bool:
    """Add the rows of one measurement; whether it came to its end."""
    try:
        rows.extend(MEASUREMENTS[name]())
    except Exception as problem:  # noqa: BLE001  (whatever went wrong, the other figures are still wanted)
        traceback.print_exc()
        rows.append(Row(name, why_not=f"it crashed ({type(problem).__name__})"))
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
