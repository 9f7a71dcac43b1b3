"""Pack what a room has for another into a bag on standard output, and note what the other room answers.

The courier speaks with it: answers of `take-in` come on standard input, a line each, and are noted; a line “more” asks
for another bag. Over a cable the answers come in a file.
"""

import argparse
import signal
import sys
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from queue import SimpleQueue
from typing import IO

from unannounced.cli import main, speaking
from unannounced.rooms.web import installation

EXAMPLE = "unannounced give --room field --to office --answers answers"
PATIENCE = 60.0
"""Seconds after which what was refused, or waits, is offered again by a process that stays."""
EXPIRES_EVERY = 3_600.0
"""Seconds between two looks, by a process that stays, for parts whose whole never came."""
FORGETS = ("field", "intake")
"""The rooms that may drop what the office has."""
TAKEN = frozenset({"taken", "known"})


def arguments(command: argparse.ArgumentParser) -> None:
    """From where to where; answers from a file; what may be forgotten."""
    command.add_argument("--room", choices=installation.ROOMS, required=True, help="the room that gives")
    command.add_argument("--to", choices=installation.ROOMS, required=True, help="the room it is for")
    command.add_argument("--again", action="store_true", help="also what was confirmed before")
    command.add_argument("--answers", type=Path, metavar="FILE", help="note what `take-in` answered, and pack nothing")
    command.add_argument(
        "--forget-after",
        type=int,
        metavar="DAYS",
        help="field or intake room: drop the sealed bytes that the office confirmed so long ago (default: keep)",
    )


def run(asked: argparse.Namespace) -> int:
    """Give one bag, and another each time that is asked for."""
    main.enter(asked.room)
    if asked.forget_after is not None:
        _forget(asked.room, asked.forget_after)
    if asked.answers:
        return _from_file(asked.answers, asked.to)
    return _give(asked.room, asked.to, again=asked.again)


def _give(room: str, to: str, *, again: bool) -> int:
    from unannounced.crafts.packing import pack
    from unannounced.records.parcels.queries import waiting

    if not sys.stdin.isatty():
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever listens ends it, by ending what it says
    listening = Listening(to)
    answers = open(sys.stdin.fileno(), "rb", buffering=0, closefd=False)  # noqa: SIM115  (its lock would outlive us)
    threading.Thread(target=listening.run, args=(answers,), daemon=True).start()
    looked = -EXPIRES_EVERY
    while True:
        if room in FORGETS and time.monotonic() - looked >= EXPIRES_EVERY:
            looked = time.monotonic()
            _expire(room)
        pack(waiting(from_room=room, to_room=to, again=again, without=listening.put_off()), sys.stdout.buffer)
        if not listening.asked.get():
            return main.DONE


class Listening:
    """Hears what the taking room answers: notes what was taken, puts off what was not, passes on what is asked."""

    def __init__(self, to: str) -> None:
        self.to = to
        self.asked: SimpleQueue[bool] = SimpleQueue()
        self._left: dict[str, float] = {}

    def run(self, stream: IO[bytes]) -> None:
        """Listen until nobody speaks any more."""
        from django.db import connection

        for lines in batches(stream):
            self._note(lines)
            for _more in range(lines.count("more")):
                self.asked.put(True)
        connection.close()
        self.asked.put(False)

    def _note(self, lines: list[str]) -> None:
        note(lines, self.to)
        for word, digest in map(words, lines):
            if word in TAKEN:
                self._left.pop(digest, None)
            elif digest:
                self._left[digest] = time.monotonic()

    def put_off(self) -> set[str]:
        """What was not taken a moment ago: offering it every two seconds would help nobody."""
        now = time.monotonic()
        return {digest for digest, since in list(self._left.items()) if now - since < PATIENCE}


def note(lines: list[str], to: str) -> int:
    """Note what the room ``to`` has taken in; how many."""
    from unannounced.records.parcels.actions import note_carried

    taken = [digest for word, digest in map(words, lines) if word in TAKEN]
    if taken:
        note_carried(*taken, room=to, at=speaking.now())
    return len(taken)


def words(line: str) -> tuple[str, str]:
    """The word and the digest of an answer."""
    word, _, rest = line.partition(" ")
    return word, rest.partition(" ")[0]


def batches(stream: IO[bytes]) -> Iterator[list[str]]:
    """The lines of ``stream``, as many at once as have come: each batch is noted by one write."""
    rest = b""
    read = getattr(stream, "read1", stream.read)  # what has come, and no waiting for more
    while piece := read(32 * 1024):
        *whole, rest = (rest + piece).split(b"\n")
        if whole:
            yield [line.decode(errors="replace").strip() for line in whole]
    if rest:
        yield [rest.decode(errors="replace").strip()]


def _from_file(path: Path, to: str) -> int:
    with path.open("rb") as stream:
        noted = sum(note(lines, to) for lines in batches(stream))
    print(f"{noted} parcels noted as taken in")
    return main.DONE


def _forget(room: str, days: int) -> None:
    if room not in FORGETS or days < 0:
        raise speaking.CommandProblem(
            "Only field and intake room forget, after a number of days. Leave --forget-after out."
        )
    before = speaking.now() - timedelta(days=days)
    if room == "intake":
        from unannounced.records.letterbox import actions as letterbox

        forgotten, what = letterbox.forget(carried_before=before), "sealed letters and files"
    else:
        from unannounced.records.satchel import actions as satchel

        forgotten, what = satchel.forget(carried_before=before), "sealed blobs"
    if forgotten:
        print(f"{forgotten} {what} forgotten; the office has them", file=sys.stderr)


def _expire(room: str) -> None:
    if room == "intake":
        from unannounced.records.letterbox import actions as letterbox

        expired, kept = letterbox.expire(at=speaking.now()), "whoever sent them"
    else:
        from unannounced.records.satchel import actions as satchel

        expired, kept = satchel.expire_parts(at=speaking.now()), "their devices"
    if expired:
        verb = "has" if room == "intake" else "have"
        print(f"{expired} files that never came whole were dropped in parts; {kept} {verb} them", file=sys.stderr)
