"""Finished answers up to a number of bytes: what was asked for again outlives what was asked for once.

Whoever asks for a hundred thousand different addresses pushes out what others asked for once, and nothing else.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Final

BESIDE: Final = 600
"""So many bytes an answer takes up beside its own."""
NEWCOMERS: Final = 4
"""One part in so many of the room is for what was asked for once."""


@dataclass(frozen=True, slots=True)
class Finished:
    """An answer as it leaves: its headers and its bytes, until when it is good, and the tag it bears, if any."""

    headers: tuple[tuple[str, str], ...]
    content: bytes
    until: float
    etag: str = ""

    @property
    def size(self) -> int:
        """How much room it takes up."""
        return len(self.content) + sum(len(name) + len(value) for name, value in self.headers) + BESIDE


class Store:
    """The answers of one process, all of one edition: with another every one of them is forgotten."""

    def __init__(self, most: int, clock: Callable[[], float] = monotonic) -> None:
        self._newcomers, self._hot = _Shelf(most // NEWCOMERS), _Shelf(most - most // NEWCOMERS)
        self._edition, self._clock = "", clock
        self._lock = threading.Lock()

    def get(self, edition: str, key: bytes) -> Finished | None:
        """The answer kept under ``key`` for ``edition``, if it is there and still good."""
        with self._lock:
            self._turn_to(edition)
            held = self._hot.get(key)
            if held is None:
                held = self._newcomers.pop(key)
                if held is not None:
                    self._hot.put(key, held)
            if held is None or held.until > self._clock():
                return held
            self._hot.pop(key)
            return None

    def keep(self, edition: str, key: bytes, one: Finished) -> None:
        """Keep an answer that was made while ``edition`` stood; one of an edition that is over is not kept."""
        with self._lock:
            if edition != self._edition:
                return
            (self._hot if key in self._hot else self._newcomers).put(key, one)

    @property
    def size(self) -> int:
        """How much room everything kept takes up."""
        with self._lock:
            return self._newcomers.size + self._hot.size

    def _turn_to(self, edition: str) -> None:
        if edition != self._edition:
            self._newcomers.clear()
            self._hot.clear()
            self._edition = edition


class _Shelf:
    """Answers by when they were last asked for; the first to go is the one nobody asked for the longest."""

    def __init__(self, most: int) -> None:
        self.most, self.size = most, 0
        self._held: OrderedDict[bytes, Finished] = OrderedDict()

    def __contains__(self, key: bytes) -> bool:
        return key in self._held

    def get(self, key: bytes) -> Finished | None:
        held = self._held.get(key)
        if held is not None:
            self._held.move_to_end(key)
        return held

    def put(self, key: bytes, one: Finished) -> None:
        self.pop(key)
        self._held[key] = one
        self.size += one.size
        while self.size > self.most:
            self.size -= self._held.popitem(last=False)[1].size

    def pop(self, key: bytes) -> Finished | None:
        held = self._held.pop(key, None)
        if held is not None:
            self.size -= held.size
        return held

    def clear(self) -> None:
        self._held.clear()
        self.size = 0
