"""The courier: carries parcels from the office to the portal, by hand, by timer, or over a cable.

Each parcel is offered until the portal says it has taken it in. A courier killed at any step offers
it again, and the same parcel is welcome again and changes nothing.
"""

import argparse
import contextlib
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO

from unannounced.cli import main, speaking

EXAMPLE = "unannounced carry"


def arguments(command: argparse.ArgumentParser) -> None:
    """By hand, by timer, or to a file for a cable."""
    command.add_argument("--every", type=float, metavar="SECONDS", help="carry again and again")
    command.add_argument("--to-file", type=Path, metavar="FILE", help="pack a bag for a cable instead")
    command.add_argument("--again", action="store_true", help="also what was confirmed before")


def run(asked: argparse.Namespace) -> int:
    """Carry once, or until told to stop."""
    main.enter("office")
    if asked.to_file:
        return _to_file(asked.to_file, again=asked.again)
    if not asked.every:
        return carry(again=asked.again)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    while True:
        with contextlib.suppress(BrokenPipeError):
            carry(again=False, quiet=True)
        if stop.wait(asked.every):
            return main.DONE


def _to_file(path: Path, *, again: bool) -> int:
    from unannounced.crafts.packing import pack
    from unannounced.records.parcels.queries import waiting

    partial = path.with_name(path.name + ".part")
    with partial.open("wb") as stream:
        count = pack(waiting(from_room="office", again=again), stream)
    partial.replace(path)
    print(f"{count} parcels packed. In the portal: unannounced take-in {path.name}")
    return main.DONE


def carry(*, again: bool, quiet: bool = False) -> int:
    """Offer what waits to the portal's own process, and note what it says it has taken in."""
    from unannounced.crafts.packing import pack
    from unannounced.records.parcels.queries import any_waiting, waiting

    if not again and not any_waiting():
        if not quiet:
            print("nothing to carry")
        return main.DONE
    command = [sys.executable, "-m", "unannounced.cli.main", "take-in", "--room", "portal"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=False) as portal:
        if portal.stdin is None or portal.stdout is None:
            raise speaking.CommandProblem("The portal's process cannot be spoken to. Try again.")
        counts = {"taken": 0, "known": 0}
        listening = threading.Thread(target=_note, args=(portal.stdout, counts))
        listening.start()
        with contextlib.suppress(BrokenPipeError):
            pack(waiting(from_room="office", again=again), portal.stdin)
        with contextlib.suppress(BrokenPipeError):
            portal.stdin.close()
        listening.join()
    if not quiet:
        print(f"{counts['taken']} taken in, {counts['known']} known already")
    return portal.returncode


def _note(stream: IO[bytes], counts: dict[str, int]) -> None:
    from django.db import connection

    from unannounced.records.parcels.actions import note_carried

    for raw in stream:
        word, _, rest = raw.decode().strip().partition(" ")
        if word in counts:
            counts[word] += 1
            note_carried(rest, at=speaking.now())
        else:
            print(f"{word}: {rest}", file=sys.stderr)
    connection.close()
