"""Enter what a lawyer or an organisation handed over at once: a table with a row for each person, and its files.

Without --enter it says what would be entered, and every problem by file, row and column, and enters nothing. With it
each row that is whole becomes a communication; one that was entered before changes nothing, so what was interrupted is
repeated. The exit code is 2 if anything was not taken. What is read is kept nowhere but sealed in the office.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from unannounced.cli import main, speaking
from unannounced.cli.enter_mail import tell
from unannounced.cli.speaking import CommandProblem

if TYPE_CHECKING:
    from unannounced.crafts.handed_over.bundles import Bundle
    from unannounced.crafts.handed_over.values import HandedOver
    from unannounced.records.accounts.queries import Viewer
    from unannounced.rooms.office.entering import Outcome

EXAMPLE = "unannounced enter-handed-over letters.zip --as maud"


def arguments(command: argparse.ArgumentParser) -> None:
    """What was handed over, by whom, and as whom it is entered."""
    command.add_argument(
        "path", type=Path, metavar="PATH", help="a folder or ZIP with one table (CSV) and its files, or a table alone"
    )
    command.add_argument("--as", dest="person", required=True, metavar="PERSON", help="the login of who acts")
    command.add_argument("--enter", action="store_true", help="enter it; without this, look only")
    command.add_argument(
        "--from", dest="body", default="", metavar="NAME", help="who handed it over; sealed with who wrote"
    )
    command.add_argument("--came-on", type=_day, metavar="DAY", help="the day it came, as 2026-09-30 (default: today)")
    command.add_argument("--json", action="store_true", help="print JSON, one object for each row and problem")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise argparse.ArgumentTypeError(f"“{text}” is no day; write it as 2026-09-30") from wrong


def run(asked: argparse.Namespace) -> int:
    """Say every problem; then enter each row, or say which would be."""
    main.enter("office")
    from unannounced.crafts.handed_over.reading import taken
    from unannounced.rooms.office.entering import require_may_enter

    today = speaking.now().date()
    viewer = speaking.as_viewer(asked.person, today)
    require_may_enter(viewer)
    if asked.came_on and asked.came_on > today:
        raise CommandProblem(f"{asked.came_on} has not come yet. Name the day it came.")
    with ExitStack() as stack:
        found = taken(_bundle(asked.path, stack), today=today)
        _tell_problems(found, as_json=asked.json)
        code = _enter(asked, found, viewer) if asked.enter else _foretell(asked, found, viewer)
    return max(code, main.REFUSED if any(one.refused for one in found.problems) else main.DONE)


def _bundle(path: Path, stack: ExitStack) -> "Bundle":
    """The files of a folder or ZIP, which stays open while they are read; or a table alone."""
    from unannounced.crafts.handed_over.bundles import of_files, of_folder, of_zip

    try:
        if path.is_dir():
            return of_folder(path)
        stream = stack.enter_context(path.open("rb"))
        if path.suffix.casefold() == ".zip":
            return of_zip(stream, path.name)
        return of_files([(path.name, stream.read())], path.name)
    except OSError as problem:
        why = problem.strerror or problem
        raise CommandProblem(f"{path} cannot be read: {why}. Name a folder, a ZIP or a table (CSV).") from problem


def _tell_problems(found: "HandedOver", *, as_json: bool) -> None:
    for one in found.problems:
        why = f"{speaking.said(one.why)} {speaking.said(one.what_to_do)}"
        if as_json:
            shape = {"file": one.file, "row": one.row, "column": one.column, "refused": one.refused, "why": why}
            print(json.dumps(shape, ensure_ascii=False))
        else:
            where = ", ".join(said for said in (one.file, one.row and f"row {one.row}", one.column) if said)
            print(f"{where}: {'not taken' if one.refused else 'look at it'}. {why}")


def _foretell(asked: argparse.Namespace, found: "HandedOver", viewer: "Viewer") -> int:
    """Say of each row that is whole whether it would be entered; enter nothing."""
    from unannounced.rooms.office.entering import keys_of_entries, known_of

    keys = keys_of_entries(found.entries)
    known = known_of(keys, viewer)
    rows = [
        {
            "row": entry.row,
            "reference": entry.reference,
            "language": entry.language,
            "told": ", ".join(entry.told),
            "files": len(entry.attachments),
            "became": "known" if key in known else "would be entered",
        }
        for entry, key in zip(found.entries, keys, strict=True)
    ]
    if rows or not asked.json:
        speaking.print_rows(rows, as_json=asked.json)
    new = len(set(keys) - known)
    print(
        f"{asked.path.name}: {new} would be entered, {len(known)} entered before. Nothing was entered.", file=sys.stderr
    )
    if new:
        print("To enter them repeat the command with --enter.", file=sys.stderr)
    return main.DONE


def _enter(asked: argparse.Namespace, found: "HandedOver", viewer: "Viewer") -> int:
    from unannounced.records.ledger.actions import BY_COMMAND, acting

    with acting(BY_COMMAND):
        return tell(asked.path, _entered(asked, found, viewer), as_json=asked.json, of="row")


def _entered(asked: argparse.Namespace, found: "HandedOver", viewer: "Viewer") -> "Iterator[Outcome]":
    from unannounced.rooms.office.entering import enter_entries

    progress, at = speaking.Progress("entering"), speaking.now()
    came_on = asked.came_on or at.date()
    outcomes = enter_entries(found.entries, handed_over_by=asked.body, came_on=came_on, by=viewer, at=at)
    try:
        for done, one in enumerate(outcomes, 1):
            progress(done, len(found.entries))
            yield one
    finally:
        progress.end()
