"""Whether the room can open its doors: database there, writable, neither older nor newer than the program."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from unannounced.rooms.web.installation import InstallationProblem
from unannounced.rooms.web.middleware import sentence_of


def check_database(*, reading: bool = False) -> None:
    """Return if the room's database can be worked with; raise ``InstallationProblem`` with one sentence if not.

    Whoever is only ``reading`` may find it read-only.
    """
    if connection.vendor == "sqlite":
        _check_file(_path(), reading=reading)
    elif _told_read_only() and not reading:
        raise InstallationProblem(_read_only())
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
        unknown = set(executor.loader.applied_migrations) - set(executor.loader.graph.nodes)
    except DatabaseError as problem:
        if connection.vendor == "sqlite":
            raise InstallationProblem(_of_a_file(problem)) from problem
        raise InstallationProblem(
            f"The database of the {settings.ROOM} does not answer: {str(problem).splitlines()[0]}. "
            "See that its server runs and that the address is right."
        ) from problem
    if missing:
        raise InstallationProblem(
            f"The database of the {settings.ROOM} is older than this program. Run `unannounced prepare`."
        )
    if unknown:
        raise InstallationProblem(
            f"The database of the {settings.ROOM} was made by a newer version. Bring the program up to date."
        )


def _of_a_file(problem: DatabaseError) -> str:
    """What is wrong with a file of SQLite: its disk, or the file itself."""
    if isinstance(problem, OperationalError):
        return sentence_of(problem)
    return f"The database of the {settings.ROOM} cannot be read: {problem}. Put back its newest copy."


def _path() -> Path:
    """The file of the database; a file that is only read is named by an address."""
    name = str(connection.settings_dict["NAME"])
    return Path(unquote(urlsplit(name).path)) if name.startswith("file:/") else Path(name)


def _told_read_only() -> bool:
    return bool(getattr(settings, "READ_ONLY", False))


def _read_only() -> str:
    return f"The database of the {settings.ROOM} is read-only. Make the file and its folder writable."


def _check_file(path: Path, *, reading: bool) -> None:
    if str(path).startswith("file:") or ":memory:" in str(path):
        return
    if not path.exists():
        raise InstallationProblem(
            f"The database of the {settings.ROOM} is missing. Run `unannounced prepare`, or put it back."
        )
    if reading and _told_read_only():
        if not os.access(path, os.R_OK):
            raise InstallationProblem(f"The database of the {settings.ROOM} cannot be read. Let this user read it.")
        return
    if _told_read_only() or not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise InstallationProblem(_read_only())
