"""Words recognised in scans that somebody chose in a form: in a process of its own, in memory, and nothing is kept.

The scan goes to that process through a pipe, from there to the program that recognises through its standard input, and
the words come back the same way: no file is written.
"""

import atexit
from dataclasses import dataclass
from threading import Lock

from unannounced.crafts.reading import Unreadable
from unannounced.crafts.reading.cleaning import without_controls
from unannounced.crafts.reading.sources import source_of
from unannounced.duties.words import Sentence
from unannounced.rooms.office.apart import Apart

LONGEST_RECOGNISING = 120
"""Seconds after which reading one scan is given up; a page takes some."""


@dataclass(frozen=True, slots=True)
class Words:
    """What was recognised, and what whoever corrects it should know."""

    text: str
    notes: tuple[Sentence, ...]


def words_in(scan: tuple[str, bytes]) -> Words | Unreadable:
    """The words of a scan by its name and bytes."""
    source = source_of(*scan)
    if isinstance(source, Unreadable):
        return source
    text = "\n\n".join(without_controls(page).strip() for page in source.pages)
    return Words(text.strip(), tuple(source.notes))


class Recognising:
    """The process that recognises, for one scan at a time."""

    def __init__(self) -> None:
        self._apart: Apart[tuple[str, bytes], Words | Unreadable] = Apart(words_in)
        self._one_at_a_time = Lock()

    def words(self, name: str, content: bytes) -> Words | Unreadable:
        """What stands on a scan, or why that cannot be said. Nothing of it stays here, nor in that process."""
        with self._one_at_a_time:
            try:
                self._apart.hand_over((name, content))
                found = self._apart.result(wait=LONGEST_RECOGNISING)
                return self._apart.give_up(LONGEST_RECOGNISING) if found is None else found
            finally:
                self._apart.end()

    def end(self) -> None:
        """End the process."""
        self._apart.end()


RECOGNISING = Recognising()
"""One for the process of the room, which ends it before it ends itself."""
atexit.register(RECOGNISING.end)
