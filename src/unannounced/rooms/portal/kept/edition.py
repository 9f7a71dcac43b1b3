"""What every page of the portal rests on, told in a word: the shelf, what is derived from it, and the day.

A process looks at it once a second, whatever is asked of it: one query, and the stat of some files.
"""

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Final

from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from unannounced.records.shelf import queries
from unannounced.rooms.portal.standing_here import mark_of_the_shelf
from unannounced.rooms.web import installation

EVERY: Final = 1.0
"""So many seconds what was seen is believed."""
SETTLING: Final = 10.0
"""So many seconds after a change something in a process may still be of before: a connection, an open index."""
ALIKE: Final = frozenset({"pages"})
"""What is derived and makes a page quicker, but no other: the bodies of reports rendered beforehand."""


@dataclass(frozen=True, slots=True)
class Edition:
    """The word, and since when it is seen here; ``""`` where nobody can tell, as when the database is not there."""

    word: str
    since: float = 0.0

    def is_settled(self, now: float) -> bool:
        """Whether everything in this process is of this edition by now."""
        return now - self.since >= SETTLING


class Watch:
    """Looks at the edition for all the threads of a process: one looks, the others go by what was seen last."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self.clock = clock
        self._seen: Edition | None = None
        self._at = 0.0
        self._looking = threading.Lock()

    def now(self) -> Edition:
        """The edition, seen at most two seconds ago."""
        seen, age = self._seen, self.clock() - self._at
        if seen is not None and age < EVERY:
            return seen
        if not self._looking.acquire(blocking=seen is None or age >= 2 * EVERY):
            return seen or Edition("")
        try:
            if self._seen is None or self.clock() - self._at >= EVERY:
                self._look()
            return self._seen or Edition("")
        finally:
            self._looking.release()

    def _look(self) -> None:
        begun, word, seen = self.clock(), word_now(), self._seen
        if seen is None:
            self._seen = Edition(word, begun - SETTLING)  # nothing was opened before
        elif seen.word != word:
            self._seen = Edition(word, begun)
        self._at = begun


def word_now() -> str:
    """A word that is another one whenever a page may be; empty where the database does not answer."""
    close_old_connections()
    try:
        shelf = (mark_of_the_shelf(), queries.edition(), str(queries.edition_of_register()))
    except DatabaseError:
        return ""
    finally:
        close_old_connections()
    return "\n".join((*shelf, timezone.now().date().isoformat(), *sorted(_derived())))


def _derived() -> Iterator[str]:
    """Every file that is derived from the shelf, and which file the database is."""
    room = installation.folder("portal")
    for name in ("portal.sqlite3", "copied.json"):
        try:
            yield f"{name} {(room / name).stat().st_ino}"
        except OSError:
            continue
    yield from _files(installation.search_folder("portal"))
    derived = installation.derived_folder("portal", "")
    for one in _entries(derived):
        if one.is_dir() and one.name not in ALIKE:
            yield from _files(Path(one.path))


def _files(folder: Path) -> Iterator[str]:
    for one in _entries(folder):
        try:
            stand = one.stat()
        except OSError:  # taken away meanwhile: the next look finds what came instead
            continue
        yield f"{one.path} {stand.st_ino} {stand.st_mtime_ns} {stand.st_size}"


def _entries(folder: Path) -> list["os.DirEntry[str]"]:
    """What stands in a folder, but for locks, which readers take too."""
    try:
        with os.scandir(folder) as found:
            return [one for one in found if not one.name.endswith(".lock")]
    except OSError:
        return []
