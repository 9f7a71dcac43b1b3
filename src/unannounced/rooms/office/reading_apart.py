"""Reading files in a process of its own: a file that brings a reader down brings down nothing else.

The process takes one file at a time. It ends with the one that made it, and ignores signals meant for that one. Its
memory and the time it computes are limited: a small file may be made so that it unfolds to more than a machine holds.
"""

import signal
import sys
from collections.abc import Mapping
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from unannounced.crafts.reading import Reading, Unreadable, read
from unannounced.duties.words import Sentence, say

_SPAWN = get_context("spawn")
MOST_MEMORY = 1536 * 1024 * 1024
"""Bytes that reading may take beyond what the process has when it starts."""
MOST_COMPUTING = 240
"""Seconds of computing for one file: beyond what whoever waits for it waits, should nobody wait any more."""


def _serve(files: "Connection[Reading | Unreadable, tuple[str, bytes, Mapping[str, str]]]") -> None:
    """Read what comes through the pipe until it is closed."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    limit_memory()
    while True:
        try:
            name, content, known = files.recv()
            _limit_computing()
            files.send(read(name, content, known))
        except (EOFError, BrokenPipeError, ConnectionResetError, MemoryError):
            return


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


class ReaderApart:
    """A reader in another process; started when the first file comes, and anew after one that it did not survive."""

    def __init__(self) -> None:
        self._process: BaseProcess | None = None
        self._files: Connection[tuple[str, bytes, Mapping[str, str]], Reading | Unreadable] | None = None

    def begin(self, name: str, content: bytes, known: Mapping[str, str]) -> None:
        """Hand one file over; ask ``result`` for what became of it before handing over the next."""
        if self._files is None or self._process is None or not self._process.is_alive():
            self.end()
            self._files, theirs = _SPAWN.Pipe()
            self._process = _SPAWN.Process(target=_serve, args=(theirs,), name="reader")
            self._process.start()
            theirs.close()
        try:
            self._files.send((name, content, known))
        except (BrokenPipeError, ConnectionResetError):
            return  # it ended just now; ``result`` says so

    def result(self, *, wait: float) -> Reading | Unreadable | None:
        """What the file holds, or why it could not be read; ``None`` if it is still being read after ``wait`` s."""
        if self._files is None or not self._files.poll(wait):
            return None
        try:
            return self._files.recv()
        except (EOFError, OSError):  # ``OSError`` if it ended while it was answering
            self.end()
            return Unreadable(
                Sentence(say("Reading it ended the process that did it.")),
                Sentence(say("Save the file anew, in another format, and give that.")),
            )

    def give_up(self, seconds: int) -> Unreadable:
        """End a reading that takes too long."""
        self.end()
        return Unreadable(
            Sentence(say("Reading it took longer than {seconds} seconds."), {"seconds": seconds}),
            Sentence(say("Save the file anew, in another format or in parts, and give that.")),
        )

    def end(self) -> None:
        """End the process; what it was reading is not lost, for nothing was noted of it."""
        if self._files is not None:
            self._files.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._process = self._files = None
