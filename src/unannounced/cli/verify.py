"""Check that nothing was altered, deleted or added by hand, in any table of any room.

Prints the number of lines and the head of the chain, or names what does not fit; then exits with 1.
"""

import argparse
import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

from unannounced.cli import main
from unannounced.cli.speaking import CommandProblem, said
from unannounced.duties.chain import Checkpoint
from unannounced.rooms.web import installation

EXAMPLE = "unannounced verify --against checkpoint.json"
SHOWN = 50
BY_PARCELS = {"portal": "shelf", "field": "satchel", "intake": "letterbox"}
"""The record that verifies itself in each room without a ledger."""


def arguments(command: argparse.ArgumentParser) -> None:
    """``--against`` compares with a checkpoint kept elsewhere."""
    command.add_argument("--against", metavar="FILE", type=Path, help="a checkpoint kept elsewhere")
    command.add_argument("--room", choices=installation.ROOMS, help="one room alone (default: all)")


def run(asked: argparse.Namespace) -> int:
    """Verify the office here, and the other rooms each in a process of its own."""
    if asked.room == "liaison":
        return _with_ledger("liaison", asked.against)
    if asked.room in BY_PARCELS:
        return _by_parcels(asked.room)
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


def _by_parcels(room: str) -> int:
    """A room without a ledger: what it keeps is what its parcels hold."""
    main.enter(room)
    record = BY_PARCELS[room]
    parcels, faults = import_module(f"unannounced.records.{record}.verifying").verify()
    for fault in faults[:SHOWN]:
        print(f"{room}: {said(fault)}", file=sys.stderr)
    print(f"{room}: {parcels} parcels, the {record} is {'not ' if faults else ''}what they hold")
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
