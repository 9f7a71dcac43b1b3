"""Take parcels in from standard input or a file. Says of each: taken, known, or refused with the reason."""

import argparse
import sys
from pathlib import Path

from unannounced.cli import main, speaking

EXAMPLE = "unannounced take-in --room portal < bag"


def arguments(command: argparse.ArgumentParser) -> None:
    """The room, and a file instead of standard input."""
    command.add_argument("--room", choices=["portal"], default="portal")
    command.add_argument(
        "file", type=Path, nargs="?", metavar="FILE", help="a bag from a cable (default: standard input)"
    )


def run(asked: argparse.Namespace) -> int:
    """Each parcel in a transaction of its own; what cannot be taken is named, and the rest goes on."""
    main.enter(asked.room)
    from unannounced.crafts.packing import BagProblem, unpack
    from unannounced.records.parcels.actions import take_in
    from unannounced.records.shelf.actions import ParcelRefused, put_on_shelf

    stream = asked.file.open("rb") if asked.file else sys.stdin.buffer
    worst = main.DONE
    try:
        with stream:
            for packed in unpack(stream):
                try:
                    print(take_in(packed, open_with=put_on_shelf, at=speaking.now()), packed.digest, flush=True)
                except ParcelRefused as refused:
                    worst = main.REFUSED
                    print("refused", packed.digest, refused, flush=True)
    except BagProblem as problem:
        print(f"stopped {problem}", flush=True)
        worst = main.FAILED
    _index()
    return worst


def _index() -> None:
    """Let what was taken in be found. What cannot be indexed now is taken up the next time, or by ``index``."""
    from unannounced.crafts.searching import IndexBusy, IndexDamaged
    from unannounced.rooms.portal import finding

    try:
        finding.index_new()
    except (IndexBusy, IndexDamaged, OSError, ValueError) as problem:  # ValueError: how the library says: disk full
        first = next(iter(str(problem).splitlines()), type(problem).__name__)
        print(f"Not everything can be found yet: {first} Run `unannounced index --room portal`.", file=sys.stderr)
