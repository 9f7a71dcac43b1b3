"""Whether the room can open its doors: database there, writable, neither older nor newer than the program."""

import os
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from unannounced.rooms.web.installation import InstallationProblem
from unannounced.rooms.web.middleware import sentence_of


def check_database() -> None:
    """Return if the room's database can be worked with; raise ``InstallationProblem`` with one sentence if not."""
    if connection.vendor == "sqlite":
        _check_file(Path(str(connection.settings_dict["NAME"])))
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


def _check_file(path: Path) -> None:
    if str(path).startswith("file:") or ":memory:" in str(path):
        return
    if not path.exists():
        raise InstallationProblem(
            f"The database of the {settings.ROOM} is missing. Run `unannounced prepare`, or put it back."
        )
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise InstallationProblem(
            f"The database of the {settings.ROOM} is read-only. Make the file and its folder writable."
        )
