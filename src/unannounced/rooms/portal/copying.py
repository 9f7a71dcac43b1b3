"""Copying what the portal reads, each part whole, for processes and machines that only read."""

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime
from pathlib import Path

from django.db import connection

from unannounced.crafts.searching import alone
from unannounced.rooms.portal.pages.health import COPIED
from unannounced.rooms.web import installation

BESIDE = ("mechanism.toml", "look.toml", "demonstration")
"""What of the installation the portal reads beside its own folder."""


class NoCopy(Exception):
    """The folder holds something else, or the database is no file: nothing is written."""


def copy_to(folder: Path, *, at: datetime) -> int:
    """Make the copy in ``folder``, in the place of the one that stands there; how many bytes it has.

    The database comes first; then whoever follows the shelf is waited for, and kept waiting while the index and what
    else is derived are copied: each of them is whole, and may be a publication ahead of the database or behind it. The
    copy is exchanged part by part by renaming, the database last.
    """
    if connection.vendor != "sqlite":
        raise NoCopy(
            "The portal's database is no file: let a replica of PostgreSQL be read with UNANNOUNCED_READ_ONLY=1, "
            "and copy the folders search and derived of the portal beside it (docs/scale.md)."
        )
    room = folder / "portal"
    if folder.exists() and any(folder.iterdir()) and not (room / COPIED).exists():
        raise NoCopy(f"{folder} holds something else. Name an empty folder, or one that holds a copy.")
    new = room / ".new"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    _copy_database(new / "portal.sqlite3")
    with _nobody_follows():
        for name in ("search", "derived"):
            if (installation.folder("portal") / name).exists():
                shutil.copytree(installation.folder("portal") / name, new / name)
    (new / COPIED).write_text(json.dumps({"at": at.isoformat()}) + "\n")
    for name in BESIDE:
        if (installation.home() / name).exists():
            shutil.copyfile(installation.home() / name, folder / name)
    _exchange(new, room)
    return sum(file.stat().st_size for file in room.rglob("*") if file.is_file())


@contextmanager
def _nobody_follows() -> Iterator[None]:
    """Keep what is derived as it is, in the order in which ``following`` does; where nobody can write, it stays so."""
    with ExitStack() as held:
        for folder in (installation.derived_folder("portal", "following"), installation.search_folder("portal")):
            try:
                held.enter_context(alone(folder))
            except OSError:
                if os.access(installation.folder("portal"), os.W_OK):
                    raise
        yield


def _copy_database(to: Path) -> None:
    """The database as one file that needs no log beside it; what is written meanwhile is not in it."""
    connection.ensure_connection()
    with closing(sqlite3.connect(to)) as copy:
        connection.connection.backup(copy)


def _exchange(new: Path, room: Path) -> None:
    """Put each part of the new copy in the place of the old one."""
    for name in ("search", "derived", COPIED, "portal.sqlite3"):
        there, old = room / name, room / f".old-{name}"
        if not (new / name).exists():
            continue
        if there.is_dir():
            shutil.rmtree(old, ignore_errors=True)
            there.rename(old)
        os.replace(new / name, there)
        shutil.rmtree(old, ignore_errors=True)
    shutil.rmtree(new)
