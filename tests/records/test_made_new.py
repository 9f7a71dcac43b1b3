"""Tables made at once where there were none are those that all migrations one after the other make."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

from tests import postgres
from unannounced.rooms.web.installation import ROOMS

MAKE = """
import json, sys
from unannounced.cli.main import enter
from unannounced.rooms.web import installation

room, step_by_step = sys.argv[1], sys.argv[2] == "step by step"
installation.folder(room).mkdir(parents=True)
enter(room, unprepared=True)
from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connection

call_command(migrate.Command() if step_by_step else "migrate", verbosity=0, interactive=False)
with connection.cursor() as cursor:
    said = []
    for statement in json.loads(sys.argv[3]):
        cursor.execute(statement)
        said += [" ".join(map(str, row)) for row in cursor.fetchall()]
print(json.dumps(sorted(said)))
"""
APPLIED = "SELECT app, name FROM django_migrations"
OF_SQLITE = ["SELECT type, name, tbl_name, sql FROM sqlite_master", APPLIED]
OF_POSTGRES = [
    "SELECT table_name, column_name, data_type, is_nullable, column_default, character_maximum_length, is_identity "
    "FROM information_schema.columns WHERE table_schema = 'public'",
    "SELECT conrelid::regclass, conname, pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE connamespace = 'public'::regnamespace",
    "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "SELECT tgrelid::regclass, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    APPLIED,
]


def made(home: Path, room: str, how: str, asked: list[str], **environment: str) -> list[str]:
    """What stands in the database of a room made in ``home``, a line each; columns in an order of their own."""
    given = {**os.environ, "UNANNOUNCED_HOME": str(home), **environment}
    command = [sys.executable, "-c", MAKE, room, how, json.dumps(asked)]
    done = subprocess.run(command, env=given, capture_output=True, text=True, check=False, timeout=300)
    assert not done.returncode, done.stderr
    return [ordered(line) for line in json.loads(done.stdout)]


def ordered(line: str) -> str:
    """``line``; if it makes a table, its columns in the order of their names, for a later one stands behind."""
    begun, bracket, columns = line.partition(" (") if "CREATE TABLE" in line else (line, "", "")
    return begun + bracket + ", ".join(sorted(re.split(r", (?=\"|CONSTRAINT)", columns.removesuffix(")"))))


@pytest.mark.sqlite
@pytest.mark.slow
@pytest.mark.parametrize("room", ROOMS)
def test_at_once_or_step_by_step_the_same_tables_stand(tmp_path: Path, room: str) -> None:
    without = {"UNANNOUNCED_DATABASE_URL": ""}
    at_once = made(tmp_path / "new", room, "at once", OF_SQLITE, **without)
    assert at_once == made(tmp_path / "old", room, "step by step", OF_SQLITE, **without)
    assert any(line.startswith("table ") for line in at_once)


@pytest.mark.postgres
@pytest.mark.slow
def test_on_postgresql_too(tmp_path: Path) -> None:
    address = os.environ.get("UNANNOUNCED_DATABASE_URL")
    if not address:
        pytest.skip(
            "needs PostgreSQL: `make ci` runs it, as does `python tests/postgres.py run -- pytest tests/records`"
        )
    server = urlunsplit((*urlsplit(address)[:2], "/postgres", "", ""))
    found = []
    for how in ("at once", "step by step"):
        with postgres.rooms(server, f"made_{os.getpid()}_{how[:2]}") as rooms:
            home = tmp_path / how.replace(" ", "_")
            found.append(made(home, "office", how, OF_POSTGRES, UNANNOUNCED_DATABASE_URL=rooms))
    assert found[0] == found[1]
    assert any("an_item_is_there" in line for line in found[0])
