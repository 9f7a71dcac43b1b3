"""Reading files in a process of its own: a file that brings a reader down brings down nothing else.

The process takes one file at a time. It ends with the one that made it, and ignores signals meant for that one.
"""

import signal
from collections.abc import Mapping
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from unannounced.crafts.reading import Reading, Unreadable, read
from unannounced.duties.words import Sentence, say

_SPAWN = get_context("spawn")


def _serve(files: "Connection[Reading | Unreadable, tuple[str, bytes, Mapping[str, str]]]") -> None:
    """Read what comes through the pipe until it is closed."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    while True:
        try:
            name, content, known = files.recv()
            files.send(read(name, content, known))
        except (EOFError, BrokenPipeError, ConnectionResetError):
            return


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
        except (EOFError, ConnectionResetError):
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
