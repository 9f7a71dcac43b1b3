"""Work on files in a process of its own: a file that brings the process down brings down nothing else.

A process takes one piece of work at a time. It ends with the one that made it, and ignores signals meant for that one.
Its memory and the time it computes are limited: a small file may be made so that it unfolds to more than a machine
holds.
"""

import os
import signal
import struct
import sys
import time
import traceback
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from ctypes import ArgumentError
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Generic, TypeVar
from zipfile import BadZipFile

from unannounced.crafts.reading.values import Unreadable
from unannounced.duties.words import Sentence, say

MOST_MEMORY = 1536 * 1024 * 1024
"""Bytes that work may take beyond what the process has when it starts."""
MOST_COMPUTING = 240
"""Seconds of computing for one file: beyond what whoever waits for it waits, should nobody wait any more."""
LONGEST_READING = 900
"""Seconds after which work on a file is given up; recognising the text of a long scan takes minutes."""
FURTHEST_AHEAD, MOST_AHEAD = 64, 32 * 1024 * 1024
"""How many files, and bytes of them, are worked on or done before their turn has come."""

_SPAWN = get_context("spawn")
_FAULTS = (
    ArgumentError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    BadZipFile,
    EOFError,
    LookupError,
    NameError,
    OSError,
    RuntimeError,
    StopIteration,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What a fault of this program, or of a library that reads files for it, raises."""

Key = TypeVar("Key")
Asked = TypeVar("Asked")
Given = TypeVar("Given")


def _serve(
    pipe: "Connection[Any, Any]", work: Callable[[Any], Any], others: "tuple[Connection[Any, Any], ...]"
) -> None:
    """Do the work that comes through ``pipe`` until it is closed; ``others`` are ends this process came to hold."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    if hasattr(os, "setsid"):
        os.setsid()  # what it starts itself, such as a program that recognises text, ends with it
    for one in others:
        one.close()
    _say_nothing()
    limit_memory()
    while True:
        try:
            asked = pipe.recv()
            _limit_computing()
            pipe.send(_done(work, asked))
        except (EOFError, BrokenPipeError, ConnectionResetError, MemoryError):
            return


def _say_nothing() -> None:
    """Let nothing that is printed here come between the lines of the command, or words of a file into its messages."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for number in (1, 2):
        os.dup2(nowhere, number)
    os.close(nowhere)


def _done(work: Callable[[Any], Any], asked: object) -> object:
    try:
        return work(asked)
    except _FAULTS as fault:
        place = traceback.extract_tb(fault.__traceback__)[-1]
        return faulty(f"{type(fault).__name__}, {Path(place.filename).name}:{place.lineno}")


def limit_memory() -> None:
    """End this process, and nothing else, once it takes more than ``MOST_MEMORY``; without a dump of its memory."""
    if not sys.platform.startswith("linux"):
        return  # elsewhere the limit is refused or has no effect
    import resource

    has = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    _limit(resource.RLIMIT_AS, has + MOST_MEMORY)
    _limit(resource.RLIMIT_CORE, 0)


def _limit_computing() -> None:
    """End this process once it has computed for ``MOST_COMPUTING`` seconds from now on."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + MOST_COMPUTING)


def _limit(what: int, most: int) -> None:
    """Set the limit in force; one that the system has set lower stays."""
    import resource

    _now, highest = resource.getrlimit(what)
    resource.setrlimit(what, (most if highest == resource.RLIM_INFINITY else min(most, highest), highest))


class Apart(Generic[Asked, Given]):
    """A process that does ``work``; started when the first piece comes, and anew after one that it did not survive.

    ``forked`` starts it as a copy of this process, where the system can: at once, and with what was loaded here. Only
    for a process without threads and without a database.
    """

    _open: "set[Connection[Any, Any]]" = set()
    """Our ends of the pipes; a copy of this process closes its copies, so that each pipe ends with its process."""

    def __init__(self, work: Callable[[Asked], Given], *, forked: bool = False) -> None:
        self._work = work
        self._context: Any = get_context("fork") if forked and sys.platform.startswith("linux") else _SPAWN
        self._process: BaseProcess | None = None
        self._files: Connection[Any, Any] | None = None

    @property
    def answers(self) -> "Connection[Any, Any] | None":
        """What becomes readable once there is an answer."""
        return self._files

    def hand_over(self, asked: Asked) -> None:
        """Hand one piece over; ask ``result`` for what became of it before handing over the next."""
        if self._files is None or self._process is None or not self._process.is_alive():
            self._start()
        try:
            assert self._files is not None
            self._files.send(asked)
        except (BrokenPipeError, ConnectionResetError):
            return  # it ended just now; ``result`` says so

    def _start(self) -> None:
        self.end()
        self._files, theirs = self._context.Pipe()
        others = () if self._context is _SPAWN else (*Apart._open, self._files)
        Apart._open.add(self._files)
        self._process = self._context.Process(target=_serve, args=(theirs, self._work, others), name="reader")
        self._process.start()
        theirs.close()

    def result(self, *, wait: float) -> Given | Unreadable | None:
        """What came of it, or why nothing did; ``None`` if it is still being done after ``wait`` seconds."""
        if self._files is None or not self._files.poll(wait):
            return None
        try:
            answer: Given | Unreadable = self._files.recv()
        except (EOFError, OSError):  # ``OSError`` if it ended while it was answering
            self.end()
            return Unreadable(
                Sentence(say("Reading it ended the process that did it.")),
                Sentence(say("Save the file anew, in another format, and give that.")),
            )
        return answer

    def give_up(self, seconds: float) -> Unreadable:
        """End work that takes too long."""
        self.end()
        return Unreadable(
            Sentence(say("Reading it took longer than {seconds} seconds."), {"seconds": round(seconds)}),
            Sentence(say("Save the file anew, in another format or in parts, and give that.")),
        )

    def end(self) -> None:
        """End the process; what it was at is not lost, for nothing was noted of it."""
        if self._files is not None:
            Apart._open.discard(self._files)
            self._files.close()
        if self._process is not None:
            _end_with_all_it_started(self._process)
        self._process = self._files = None


def _end_with_all_it_started(process: BaseProcess) -> None:
    if process.pid and hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):  # it may be gone, or never have come so far
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.join()


def faulty(where: str) -> Unreadable:
    """A file on which this program itself failed, and where in it."""
    return Unreadable(
        Sentence(say("Reading it failed by a fault of this program ({where})."), {"where": where}),
        Sentence(say("Save the file anew, in another format, and give that; tell the makers of the program.")),
    )


Prepared = tuple[Key, Asked | None, int]
"""What is to be done: for whom, the piece to hand over (None: nothing is to be done), and how many bytes it holds."""


def in_order(
    todo: Iterable[Prepared[Key, Asked]],
    workers: "Sequence[Apart[Asked, Given]]",
    *,
    seconds: float = LONGEST_READING,
) -> "Iterator[tuple[Key, Given | Unreadable | None]]":
    """Each of ``todo`` with what came of it, in the order given, whichever of ``workers`` did it, and when.

    Work on one that takes longer than ``seconds`` is given up, and the rest goes on meanwhile. No more is taken from
    ``todo`` than ``FURTHEST_AHEAD`` and ``MOST_AHEAD`` say. The processes end with the iterator.
    """
    abreast = _Abreast(iter(todo), workers, seconds)
    try:
        yield from abreast.each()
    finally:
        for one in workers:
            one.end()


class _Abreast(Generic[Key, Asked, Given]):
    """Who works at what, until when, and what is done before its turn has come."""

    def __init__(
        self, todo: Iterator[Prepared[Key, Asked]], workers: "Sequence[Apart[Asked, Given]]", seconds: float
    ) -> None:
        self._todo = todo
        self._workers = workers
        self._seconds = seconds
        self._free = deque(range(len(workers)))
        self._busy: dict[int, tuple[int, float]] = {}
        self._done: dict[int, Given | Unreadable | None] = {}
        self._waiting: deque[tuple[int, Key, int]] = deque()
        self._held = self._count = 0

    def each(self) -> "Iterator[tuple[Key, Given | Unreadable | None]]":
        """Each with what came of it, in order."""
        while True:
            self._take_up()
            if not self._waiting:
                return
            turn, key, size = self._waiting[0]
            if turn in self._done:
                self._waiting.popleft()
                self._held -= size
                yield key, self._done.pop(turn)
            else:
                self._look()

    def _take_up(self) -> None:
        """Give whoever is free something to do, unless enough is held."""
        while self._free and len(self._waiting) < FURTHEST_AHEAD and (not self._waiting or self._held < MOST_AHEAD):
            coming = next(self._todo, None)
            if coming is None:
                return
            key, asked, size = coming
            turn, self._count = self._count, self._count + 1
            self._waiting.append((turn, key, size))
            self._held += size
            if asked is None:
                self._done[turn] = None
            else:
                worker = self._free.popleft()
                self._workers[worker].hand_over(asked)
                self._busy[worker] = turn, time.monotonic() + self._seconds

    def _look(self) -> None:
        """Wait until somebody is done, or has been at it for too long."""
        soonest = min(until for _turn, until in self._busy.values())
        answers = [held for worker in self._busy if (held := self._workers[worker].answers) is not None]
        wait(answers, max(0.0, soonest - time.monotonic()))
        for worker, (turn, until) in list(self._busy.items()):
            came = self._workers[worker].result(wait=0)
            if came is None and time.monotonic() >= until:
                came = self._workers[worker].give_up(self._seconds)
            if came is not None:
                self._done[turn] = came
                del self._busy[worker]
                self._free.append(worker)
