"""Keeping an index: one process writes at a time, and a new one is built beside the old and put in its place whole."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from unannounced.crafts.searching.index import Index, clear


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Let no other process keep the index in ``folder`` meanwhile: each may find that it must be built."""
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with folder.with_name(f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def built_beside(folder: Path) -> Iterator[Index]:
    """An empty index to be filled; it takes the place of the one in ``folder`` when that is done, and not before."""
    new = folder.with_name(f"{folder.name}.new")
    clear(new)
    yield Index(new)
    clear(folder)
    new.rename(folder)
