"""A room that only reads: from a copy, from a medium that cannot be written, or as a user who may not write.

``UNANNOUNCED_READ_ONLY=1`` says so; a database file of SQLite that cannot be written says it by itself.
``UNANNOUNCED_KEPT_MB`` says how many megabytes of finished pages each process keeps in memory; 0 keeps none.
"""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import quote

from unannounced.rooms.web import installation

_WRITE_AHEAD = b"\x02\x02"
"""What stands in a file of SQLite, from its 19th byte on, while a log of what is written stands beside it."""
_KEPT_OPEN = 5
"""So many seconds a connection stays open: then a copy that was put in the place of the file is read."""

KEPT_IN_MEMORY = 64
MOST_IN_MEMORY = 65_536


def is_read_only(room: str) -> bool:
    """Whether nothing may be written in ``room`` by this process."""
    if os.environ.get("UNANNOUNCED_READ_ONLY") == "1":
        return True
    path = _file(room)
    if installation.database_url(room) or not path.exists():
        return False
    return not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))


def kept_in_memory() -> int:
    """How many megabytes of finished pages a process may keep."""
    said = os.environ.get("UNANNOUNCED_KEPT_MB", "").strip() or str(KEPT_IN_MEMORY)
    if not said.isascii() or not said.isdecimal() or int(said) > MOST_IN_MEMORY:
        raise installation.InstallationProblem(
            f"UNANNOUNCED_KEPT_MB must be a number of megabytes from 0 to {MOST_IN_MEMORY}."
        )
    return int(said)


def database(room: str) -> dict[str, Any]:
    """Django's settings for a database that is read alone: the engine itself refuses what would write."""
    if installation.database_url(room):
        settings = installation.database(room)
        return {**settings, "OPTIONS": {"options": "-c default_transaction_read_only=on"}}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": f"file:{quote(str(_file(room)))}?{_manner(_file(room))}",
        "CONN_MAX_AGE": _KEPT_OPEN,
        "OPTIONS": {"timeout": 5, "init_command": "PRAGMA query_only=ON; PRAGMA mmap_size=268435456;"},
    }


def session_key(room: str) -> str:
    """The key of the room; one for this process alone where there is none and none can be made.

    Nothing that a reader keeps is signed with it.
    """
    if (installation.folder(room) / "session.key").exists():
        return installation.key(room, "session").hex()
    return secrets.token_hex(installation.KEY_BYTES)


def _manner(path: Path) -> str:
    """How the file is opened: with a write-ahead log it needs to write beside it, unless said never to change."""
    log = path.with_name(f"{path.name}-wal")
    try:
        with path.open("rb") as file:
            ahead = file.read(20)[18:20] == _WRITE_AHEAD
        quiet = not log.exists() or not log.stat().st_size
    except OSError:
        return "mode=ro"
    return "mode=ro&immutable=1" if ahead and quiet else "mode=ro"


def _file(room: str) -> Path:
    return installation.folder(room) / f"{room}.sqlite3"
