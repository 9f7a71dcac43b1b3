"""Take parcels in from standard input or a file. Says of each: taken, known, waits or refused with the reason.

What waits belongs to something that has not come yet, such as an entry to its device. Both are offered again. The
field room also takes the file that a device wrote for a cable.
"""

import argparse
import sys
from pathlib import Path

from unannounced.cli import main
from unannounced.cli.taking_lines import is_of_a_device, take_lines
from unannounced.cli.taking_parcels import take_bag
from unannounced.rooms.web import installation

EXAMPLE = "unannounced take-in --room portal < bag"
CODES = {"refused": main.REFUSED, "stopped": main.FAILED}


def arguments(command: argparse.ArgumentParser) -> None:
    """The room, and a file instead of standard input."""
    command.add_argument("--room", choices=sorted(installation.ROOMS), default="portal", help="default: portal")
    command.add_argument(
        "file", type=Path, nargs="?", metavar="FILE", help="a bag from a cable (default: standard input)"
    )


def run(asked: argparse.Namespace) -> int:
    """Say of each parcel what became of it; what cannot be taken is named, and the rest goes on."""
    main.enter(asked.room)
    stream = asked.file.open("rb") if asked.file else sys.stdin.buffer
    worst = main.DONE
    with stream:
        by_device = asked.room == "field" and is_of_a_device(stream)
        for answered in take_lines(stream) if by_device else take_bag(stream, asked.room):
            print(answered, flush=True)
            code = CODES.get(answered.word, main.DONE)
            worst = code if code == main.FAILED else max(worst, code)
    if asked.room == "portal":
        _follow()
    return worst


def _follow() -> None:
    """Let what was taken in be found and read. What cannot follow now is taken up the next time, or by ``index``."""
    from unannounced.rooms.portal.following import follow

    for one in follow():
        if one.problem:
            print(
                f"Not everything follows yet ({one.name}): {one.problem} Run `unannounced index --room portal`.",
                file=sys.stderr,
            )
