"""Pages of files as pictures, and texts of files, made in a process of its own and kept in memory for a while.

A file may be made so that drawing it takes a machine down: it takes down that process alone, within a time and a memory
that are limited. What is kept is known by the digest of the file, so it is never another file's.
"""

import atexit
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from unannounced.crafts.reading import Unreadable, text_of
from unannounced.crafts.reading.picturing import Pictured, page_with, picture_of
from unannounced.rooms.office.apart import Apart

LONGEST_SHOWING = 20
"""Seconds after which drawing a page, or fetching the text of a file, is given up."""
MOST_KEPT = 24 * 1024 * 1024
"""Bytes, and characters, of pages and texts that are kept."""

Wanted = tuple[str, str, int, str]
"""What is wanted of a file: ``page``, ``text`` or ``place``, its name, the page, and the words that are looked for."""
Shown = Pictured | str | int | Unreadable


def made(asked: tuple[Wanted, bytes]) -> Shown:
    """A page as a picture, a text, or the number of the page on which words stand, from the bytes of a file."""
    (what, name, number, words), content = asked
    match what:
        case "page":
            return picture_of(name, content, number, words)
        case "place":
            return page_with(name, content, words)
        case _:
            return text_of(name, content)


class Showing:
    """What was made last, and the process that makes more."""

    def __init__(self) -> None:
        self._apart: Apart[tuple[Wanted, bytes], Shown] = Apart(made)
        self._one_at_a_time = Lock()
        self._kept: OrderedDict[tuple[str, Wanted], Shown] = OrderedDict()
        self._held = 0

    def page(self, digest: str, name: str, number: int, words: str, load: Callable[[], bytes]) -> Pictured | Unreadable:
        """Page ``number`` of the file of that digest, which ``load`` gives if it has to be drawn."""
        shown = self._shown(digest, ("page", name, number, words), load)
        assert not isinstance(shown, str | int)
        return shown

    def place(self, digest: str, name: str, words: str, load: Callable[[], bytes]) -> int:
        """The first page of the file of that digest on which ``words`` stand; 0 if that is not known."""
        shown = self._shown(digest, ("place", name, 0, words), load)
        return shown if isinstance(shown, int) else 0

    def text(self, digest: str, name: str, load: Callable[[], bytes]) -> str | Unreadable:
        """The whole text of the file of that digest."""
        shown = self._shown(digest, ("text", name, 0, ""), load)
        assert not isinstance(shown, Pictured | int)
        return shown

    def _shown(self, digest: str, wanted: Wanted, load: Callable[[], bytes]) -> Shown:
        with self._one_at_a_time:
            held = self._kept.get((digest, wanted))
            if held is not None:
                self._kept.move_to_end((digest, wanted))
                return held
            shown = self._made(wanted, load())
            if shown is None:
                return self._apart.give_up(LONGEST_SHOWING)  # perhaps only because the machine was busy: not kept
            self._keep((digest, wanted), shown)
            return shown

    def _made(self, wanted: Wanted, content: bytes) -> Shown | None:
        """What came of it in time. Interrupted, the process ends: the next to ask must not be given this answer."""
        answered = False
        try:
            self._apart.hand_over((wanted, content))
            shown = self._apart.result(wait=LONGEST_SHOWING)
            answered = True
            return shown
        finally:
            if not answered:
                self._apart.end()

    def _keep(self, key: tuple[str, Wanted], shown: Shown) -> None:
        size = _size(shown)
        if size > MOST_KEPT // 4:
            return
        self._kept[key] = shown
        self._held += size
        while self._held > MOST_KEPT:
            _oldest, gone = self._kept.popitem(last=False)
            self._held -= _size(gone)

    def end(self) -> None:
        """End the process and forget what was kept."""
        with self._one_at_a_time:
            self._apart.end()
            self._kept.clear()
            self._held = 0


def _size(shown: Shown) -> int:
    match shown:
        case str():
            return len(shown) + 1000
        case Pictured():
            return len(shown.png) + len(shown.text) + 1000
        case _:
            return 1000


SHOWING = Showing()
"""One for the process of the room, which ends it before it ends itself."""
atexit.register(SHOWING.end)
