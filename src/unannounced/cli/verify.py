"""Check that nothing was altered, deleted or added by hand, in any table of any room.

Prints the number of lines and the head of the chain, or names what does not fit; then exits with 1.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

from unannounced.cli import main
from unannounced.cli.speaking import CommandProblem, said
from unannounced.duties.chain import Checkpoint
from unannounced.rooms.web import installation

EXAMPLE = "unannounced verify --against checkpoint.json"
SHOWN = 50


def arguments(command: argparse.ArgumentParser) -> None:
    """``--against`` compares with a checkpoint kept elsewhere."""
    command.add_argument("--against", metavar="FILE", type=Path, help="a checkpoint kept elsewhere")
    command.add_argument("--room", choices=installation.ROOMS, help="one room alone (default: all)")


def run(asked: argparse.Namespace) -> int:
    """Verify the office here, and the other rooms each in a process of its own."""
    if asked.room == "liaison":
        return _with_ledger("liaison", asked.against)
    if asked.room == "portal":
        return _portal()
    if asked.room == "field":
        return _field()
    if asked.room == "intake":
        return _intake()
    worst = _with_ledger("office", asked.against)
    for room in ("portal", "field", "liaison", "intake"):
        if asked.room is None and installation.is_there(room):
            command = [sys.executable, "-m", "unannounced.cli.main", "verify", "--room", room]
            worst = max(worst, subprocess.run(command, check=False).returncode)
    return worst


def _with_ledger(room: str, against: Path | None) -> int:
    known = read_checkpoint(against) if against else None
    main.enter(room)
    from unannounced.records.ledger.verifying import verify

    verdict = verify(known)
    for fault in verdict.faults[:SHOWN]:
        print(f"{room}: {said(fault.what)}", file=sys.stderr)
    if len(verdict.faults) > SHOWN:
        print(f"{room}: and {len(verdict.faults) - SHOWN} more", file=sys.stderr)
    waiting = f", {verdict.waiting} waiting to be linked" if verdict.waiting else ""
    print(f"{room}: {verdict.lines} lines, head {verdict.head}{waiting}, {verdict.rows} rows checked", flush=True)
    return main.FAILED if verdict.faults else main.DONE


def _portal() -> int:
    main.enter("portal")
    from unannounced.records.shelf.verifying import verify

    parcels, faults = verify()
    for fault in faults[:SHOWN]:
        print(f"portal: {said(fault)}", file=sys.stderr)
    print(f"portal: {parcels} parcels, the shelf is {'not ' if faults else ''}what they hold")
    return main.FAILED if faults else main.DONE


def _field() -> int:
    main.enter("field")
    from unannounced.records.satchel.verifying import verify

    parcels, faults = verify()
    for fault in faults[:SHOWN]:
        print(f"field: {said(fault)}", file=sys.stderr)
    print(f"field: {parcels} parcels, the satchel is {'not ' if faults else ''}what they hold")
    return main.FAILED if faults else main.DONE


def _intake() -> int:
    main.enter("intake")
    from unannounced.records.letterbox.verifying import verify

    parcels, faults = verify()
    for fault in faults[:SHOWN]:
        print(f"intake: {said(fault)}", file=sys.stderr)
    print(f"intake: {parcels} parcels, the letterbox is {'not ' if faults else ''}what they hold")
    return main.FAILED if faults else main.DONE


def read_checkpoint(path: Path) -> Checkpoint:
    """A checkpoint from the file that ``unannounced checkpoint`` wrote."""
    try:
        said_there = json.loads(path.read_text())
        return Checkpoint(int(said_there["lines"]), str(said_there["head"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as problem:
        raise CommandProblem(
            f"{path} is no checkpoint: {problem}. Write one with `unannounced checkpoint FILE`."
        ) from problem
