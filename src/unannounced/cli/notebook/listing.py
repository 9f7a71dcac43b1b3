"""Print the entries of a visit, and on standard error what has not come of each device."""

import argparse
import sys

from unannounced.cli import main, speaking

EXAMPLE = "unannounced notebook list 7d1f… --as ana --json"
SHORT = ("day", "kind", "form", "place", "source", "text", "clock_off")


def arguments(command: argparse.ArgumentParser) -> None:
    """What of it."""
    command.add_argument("--conflicts", action="store_true", help="only what is in conflict")


def run(asked: argparse.Namespace) -> int:
    """A row for each entry."""
    main.enter("office")
    from unannounced.cli.notebook.command import visit_called
    from unannounced.duties import opening
    from unannounced.records.notebooks.devices import devices_of
    from unannounced.records.notebooks.queries import entries_of
    from unannounced.rooms.office.pages.notebook import knows_persons
    from unannounced.rooms.office.pages.notebook_filters import CONFLICT, asked_for, narrowed
    from unannounced.rooms.office.pages.notebook_rows import COLUMNS, table_rows

    viewer = speaking.as_viewer(asked.person, speaking.now().date())
    visit = visit_called(asked, viewer)
    entries = entries_of(visit, viewer).select_related("noted_by", "place", "blob", "pseudonym")
    entries = narrowed(entries, asked_for({"stands": CONFLICT if asked.conflicts else ""}), visit)
    rows = table_rows(entries.iterator(500), visit, "", persons=knows_persons(viewer, visit))
    table = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    if not asked.json:
        table = [{name: row[name] for name in SHORT} for row in table]
    speaking.print_rows(table, as_json=asked.json)
    for device in devices_of(visit, viewer):
        for gap in device.gaps:
            print(speaking.said(opening.gap_words(gap, device.name)), file=sys.stderr)
    return main.DONE
