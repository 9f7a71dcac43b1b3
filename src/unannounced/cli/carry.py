"""The courier: carries parcels between the rooms, by hand, by timer, or over a cable.

From the office to every other room; from field, liaison and intake room to the office. Each parcel is offered
until the other room says it has taken it in. A courier killed at any step offers it again, and the same parcel is
welcome again and changes nothing.
"""

import argparse
import contextlib
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from unannounced.cli import main, speaking
from unannounced.cli.give import FORGETS, batches, note, words
from unannounced.cli.taking_parcels import take_bag
from unannounced.rooms.web import installation

EXAMPLE = "unannounced carry"
WAYS = (
    ("office", "portal"),
    ("office", "field"),
    ("office", "liaison"),
    ("office", "intake"),
    ("field", "office"),
    ("liaison", "office"),
    ("intake", "office"),
)
OUTER = ("field", "liaison", "intake")
"""The rooms that give to the office."""
PROGRAM = (sys.executable, "-m", "unannounced.cli.main")
SAYS = frozenset({"taken", "known", "waits"})
"""What the taking room says of a parcel that need not be repeated to anybody."""


def arguments(command: argparse.ArgumentParser) -> None:
    """By hand, by timer, or to a file for a cable."""
    command.add_argument("--every", type=float, metavar="SECONDS", help="carry again and again")
    command.add_argument("--from", dest="giver", choices=["office", *OUTER], help="from this room alone")
    command.add_argument("--to", dest="taker", choices=installation.ROOMS, help="to this room alone")
    command.add_argument("--to-file", type=Path, metavar="FILE", help="pack a bag for a cable instead")
    command.add_argument("--again", action="store_true", help="also what was confirmed before")
    command.add_argument(
        "--forget-after", type=int, metavar="DAYS", help="let field and intake room drop what was confirmed so long ago"
    )


def run(asked: argparse.Namespace) -> int:
    """Carry once, or until told to stop."""
    if asked.to_file:
        return _to_file(asked)
    ways = [way for way in WAYS if asked.giver in (None, way[0]) and asked.taker in (None, way[1])]
    if not ways:
        raise speaking.CommandProblem("Nothing goes this way. Leave --from and --to out to carry whatever waits.")
    main.enter("office")
    outer = {room: OuterRoom(room, again=asked.again, forget_after=asked.forget_after) for room in OUTER}
    try:
        return _again_and_again(ways, outer, asked.every) if asked.every else carry(ways, outer, again=asked.again)
    finally:
        for room in outer.values():
            room.end()


def _again_and_again(ways: Sequence[tuple[str, str]], outer: "OuterRooms", seconds: float) -> int:
    from django.db import OperationalError, connection

    from unannounced.rooms.web.middleware import sentence_of

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    said = ""
    while True:
        try:
            with contextlib.suppress(BrokenPipeError):
                carry(ways, outer, again=False, quiet=True)
                said = ""
        except OperationalError as problem:  # a full disk, a lock: what waits is carried once it is over
            connection.close()
            if (now_said := sentence_of(problem)) != said:
                print(now_said, file=sys.stderr, flush=True)
            said = now_said
        if stop.wait(seconds):
            return main.DONE


def _to_file(asked: argparse.Namespace) -> int:
    giver = asked.giver or "office"
    taker = asked.taker or ("portal" if giver == "office" else "office")
    main.enter(giver)
    from unannounced.crafts.packing import pack
    from unannounced.records.parcels.queries import waiting

    path: Path = asked.to_file
    partial = path.with_name(path.name + ".part")
    with partial.open("wb") as stream:
        count = pack(waiting(from_room=giver, to_room=taker, again=asked.again), stream)
    partial.replace(path)
    room = "" if taker == "portal" else f"--room {taker} "
    print(f"{count} parcels packed. In the {_named(taker)}: unannounced take-in {room}{path.name}")
    return main.DONE


def _named(room: str) -> str:
    return f"{room} room" if room in OUTER else room


def carry(ways: Sequence[tuple[str, str]], outer: "OuterRooms", *, again: bool, quiet: bool = False) -> int:
    """Offer what waits to the other room's own process, and note what it says it has taken in."""
    from unannounced.records.parcels.queries import any_waiting

    worst, carried = main.DONE, False
    for giver, taker in ways:
        if giver in OUTER:
            counts, code = _from_outer(outer[giver]) if installation.is_there(giver) else (Counter(), main.DONE)
        elif taker in ("liaison", "intake") and not installation.is_there(taker):
            continue  # an installation without this room: what waits for it stays, for a cable
        elif any_waiting(taker) or (again and installation.is_there(taker)):
            counts, code = _from_office(taker, again=again)
        else:
            continue
        worst = code if main.FAILED in (code, worst) and code != main.DONE else max(worst, code)
        if counts and not quiet:
            print(f"{giver} to {taker}: {_counted(counts)}")
        carried = carried or bool(counts)
    if not carried and not quiet and worst == main.DONE:
        print("nothing to carry")
    return worst


def _counted(counts: Counter[str]) -> str:
    said = f"{counts['taken']} taken in, {counts['known']} known already"
    return f"{said}, {counts['waits']} waiting for what they belong to" if counts["waits"] else said


def _from_office(taker: str, *, again: bool) -> tuple[Counter[str], int]:
    """Offer what waits here to the process of another room; what it said, and how it ended."""
    from unannounced.crafts.packing import pack
    from unannounced.records.parcels.queries import waiting

    counts: Counter[str] = Counter()
    command = [*PROGRAM, "take-in", "--room", taker]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as room:
        if room.stdin is None or room.stdout is None:
            raise speaking.CommandProblem(f"The process of the {_named(taker)} cannot be spoken to. Try again.")
        listening = threading.Thread(target=_listen, args=(room.stdout, taker, counts))
        listening.start()
        with contextlib.suppress(BrokenPipeError):
            pack(waiting(from_room="office", to_room=taker, again=again), room.stdin)
        with contextlib.suppress(BrokenPipeError):
            room.stdin.close()
        listening.join()
    return counts, room.returncode


def _listen(stream: IO[bytes], taker: str, counts: Counter[str]) -> None:
    from django.db import connection

    for lines in batches(stream):
        note(lines, taker)
        for line in lines:
            _count(line, counts)
    connection.close()


def _count(line: str, counts: Counter[str]) -> None:
    word, _digest = words(line)
    counts[word] += 1
    if word not in SAYS:
        print(f"{word}: {line.removeprefix(word).lstrip()}", file=sys.stderr, flush=True)


# From an outer room


class OuterRoom:
    """A process of an outer room that gives a bag each time it is asked, and notes what it is told was taken."""

    def __init__(self, room: str, *, again: bool = False, forget_after: int | None = None) -> None:
        self.room = room
        self._command = [*PROGRAM, "give", "--room", room, "--to", "office"]
        self._command += ["--again"] if again else []
        if room in FORGETS and forget_after is not None:
            self._command += ["--forget-after", str(forget_after)]
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self) -> tuple[IO[bytes], IO[bytes]]:
        """Where the next bag comes from, and where to answer."""
        if self._process is None or self._process.poll() is not None:
            self.end()
            self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            asks = b""
        else:
            asks = b"more\n"
        if self._process.stdin is None or self._process.stdout is None:
            raise speaking.CommandProblem(f"The process of the {_named(self.room)} cannot be spoken to. Try again.")
        self._process.stdin.write(asks)
        self._process.stdin.flush()
        return self._process.stdout, self._process.stdin

    def end(self) -> int:
        """Let it end by itself, now that nobody asks any more; how it ended."""
        if self._process is None:
            return main.DONE
        for stream in (self._process.stdout, self._process.stdin):
            with contextlib.suppress(BrokenPipeError):
                if stream is not None:
                    stream.close()
        code = self._process.wait()
        self._process = None
        return code


OuterRooms = Mapping[str, OuterRoom]


def _from_outer(room: OuterRoom) -> tuple[Counter[str], int]:
    """Take in here what an outer room has, and answer it; what was said, and how bad the worst of it was."""
    counts: Counter[str] = Counter()
    whole = False
    try:
        bag, answers = room.ask()
        if not bag.peek(1):  # type: ignore[attr-defined]
            return counts, room.end() or main.FAILED
        for answered in take_bag(bag, "office"):
            answers.write(f"{answered}\n".encode())
            answers.flush()
            _count(str(answered), counts)
        whole = not counts["stopped"]
    finally:
        if not whole:
            room.end()
    if counts["stopped"]:
        return counts, main.FAILED
    return counts, main.REFUSED if counts["refused"] else main.DONE
