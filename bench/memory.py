"""What each room holds of the memory after its first page, beside a bare process that has set Django up."""

import subprocess
import sys
from collections.abc import Iterator

from bench import homes
from bench.figures import REPEATS, Claim, Figure, Row
from bench.starting import memory, starts

MEGABYTES = Claim(130)
BARE = """
import os, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = sys.argv[1]
django.setup()
print("ready", flush=True)
sys.stdin.read()
"""


def rows() -> Iterator[Row]:
    """The room is granian's two processes; the command that started it and waits is counted apart."""
    for room in homes.ROOMS:
        held = [one.room for one in starts(room) if one.room is not None]
        every = [one.with_command for one in starts(room) if one.with_command is not None]
        if not held:
            yield Row(f"{room}, idle memory", why_not="this system does not say it (/proc/PID/smaps_rollup)")
            continue
        bare = Figure(tuple(found for _ in range(REPEATS) if (found := set_up(room)) is not None), "MB")
        yield Row(
            f"{room}, idle memory", Figure(tuple(held), "MB"), "one process after django.setup()", bare, MEGABYTES
        )
        yield Row(f"{room}, with `unannounced serve`", Figure(tuple(every), "MB"), "the same", bare, MEGABYTES)


def set_up(room: str) -> float | None:
    """A Python process that has set Django up with the settings of the room, and waits."""
    process = subprocess.Popen(
        [sys.executable, "-c", BARE, f"unannounced.rooms.{room}.settings"],
        env=homes.environment(homes.prepared()),
        cwd=homes.ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        process.stdout.readline()
        return memory(process.pid)
    finally:
        process.communicate()
