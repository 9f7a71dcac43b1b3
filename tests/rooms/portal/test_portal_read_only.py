"""The portal from a copy that nobody can change: every page is read, and nothing is written."""

import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.rooms.portal.conftest import archived, packed, parcel, report, state
from unannounced.crafts.packing import pack
from unannounced.crafts.searching import alone
from unannounced.rooms.portal import copying
from unannounced.rooms.web import installation

pytestmark = pytest.mark.sqlite
PROGRAM = [sys.executable, "-m", "unannounced.cli.main"]
FILE = b"1. The words of the file.\n"


def run(home: Path, *words: str, code: int = 0, **more: str) -> str:
    """Run a command in a home of its own; what it said."""
    mine = {name: held for name, held in os.environ.items() if not name.startswith(("UNANNOUNCED_", "DJANGO_"))}
    environment = {**mine, "UNANNOUNCED_HOME": str(home), **more}
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portal with a register and reports, as the courier filled it."""
    folder = tmp_path_factory.mktemp("read-only")
    run(folder, *PROGRAM, "prepare", "--room", "portal")
    register = {"edition": 1, "made_on": "2026-11-01", "states": [state("FRA", "France"), state("AUT", "Austria")]}
    parcels = [
        parcel("register", register),
        parcel("publication", report(4, "FRA")),
        packed("original", FILE),
        parcel("publication", archived(9, "AUT", FILE), 2),
    ]
    with (folder / "bag").open("wb") as stream:
        pack(parcels, stream)
    assert run(folder, *PROGRAM, "take-in", str(folder / "bag")).count("taken ") == len(parcels)
    return folder


@pytest.fixture(scope="module")
def copy(home: Path) -> Iterator[Path]:
    """A copy of it, without the right to write anywhere in it."""
    folder = home.with_name(f"{home.name}-copy")
    assert "copied" in run(home, *PROGRAM, "portal", "copy", str(folder))
    parts = [folder, *folder.rglob("*")]
    for one in parts:
        one.chmod(0o555 if one.is_dir() else 0o444)
    yield folder
    for one in parts:
        one.chmod(0o755)


def looked_at(folder: Path) -> dict[str, Any]:
    """Every file and folder with its size and when it was changed."""
    return {str(one): (one.stat().st_size, one.stat().st_mtime_ns) for one in (folder, *folder.rglob("*"))}


def test_every_page_is_read_from_a_copy_and_nothing_is_written(copy: Path) -> None:
    before = looked_at(copy)
    said = run(copy, sys.executable, "-m", "tests.rooms.portal.reading_alone", UNANNOUNCED_READ_ONLY="1")
    told = json.loads(next(line for line in said.splitlines() if line.startswith("{")))
    assert "A page failed" not in said
    assert told["written"] == []
    assert told["dead"] == [], told["dead"]
    assert set(told["statuses"]) <= {"200", "301", "302", "400", "405"}, told
    assert told["kinds"] > 30
    assert looked_at(copy) == before


def test_a_copy_says_how_old_it_is(copy: Path) -> None:
    ask = "from unannounced.cli.main import enter; enter('portal', reading=True)\n"
    ask += "from django.test import Client; print(Client().get('/healthy/', headers={'host': 'localhost'}).content.decode())"
    said = run(copy, sys.executable, "-c", ask, UNANNOUNCED_READ_ONLY="1").splitlines()
    assert said[0] == "ok"
    assert said[1].startswith("newest publication: 20")
    assert said[2] == "read-only: yes"
    assert said[3].startswith("copied: 20")
    assert said[3].endswith(" seconds ago)")


def test_what_would_write_is_refused_by_the_database_itself(copy: Path) -> None:
    ask = "from unannounced.cli.main import enter; enter('portal', reading=True)\n"
    ask += "from django.db import DatabaseError\nfrom unannounced.records.shelf.models import ShelvedParagraph\n"
    ask += "try:\n    ShelvedParagraph.objects.all().delete()\nexcept DatabaseError as refused:\n    print(refused)"
    assert "readonly" in run(copy, sys.executable, "-c", ask, UNANNOUNCED_READ_ONLY="1")


def test_nothing_is_taken_in_where_nothing_can_be_written(copy: Path, home: Path) -> None:
    said = run(copy, *PROGRAM, "take-in", str(home / "bag"), code=1, UNANNOUNCED_READ_ONLY="1")
    assert said.strip() == "The database of the portal is read-only. Make the file and its folder writable."


def test_a_newer_copy_takes_the_place_of_the_older(home: Path, tmp_path: Path) -> None:
    there = tmp_path / "copy"
    run(home, *PROGRAM, "portal", "copy", str(there))
    first = (there / "portal" / "copied.json").read_text()
    run(home, *PROGRAM, "portal", "copy", str(there))
    assert (there / "portal" / "copied.json").read_text() != first
    names = {one.name for one in (there / "portal").iterdir()}
    assert names - {"derived"} == {"copied.json", "portal.sqlite3", "search"}
    assert not (there / "portal" / "session.key").exists()


def test_a_copy_is_made_into_no_folder_that_holds_something_else(home: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    said = run(home, *PROGRAM, "portal", "copy", str(tmp_path), code=1)
    assert "holds something else" in said
    assert [one.name for one in tmp_path.iterdir()] == ["letter.txt"]


def test_nobody_brings_anything_up_to_date_while_it_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An index or a file that is being written would be copied half."""
    monkeypatch.setattr(installation, "home", lambda: tmp_path / "home")
    portal = installation.folder("portal")
    following, words = installation.derived_folder("portal", "following"), installation.search_folder("portal")
    (portal / "search").mkdir(parents=True)
    (portal / "derived").mkdir()
    held = []
    monkeypatch.setattr(copying, "_copy_database", lambda to: to.write_bytes(b""))

    def looking(source: Path, to: Path) -> None:
        for lock in (following.with_name("following.lock"), words.with_name(f"{words.name}.lock")):
            with pytest.raises(BlockingIOError), lock.open("a") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            held.append((source.name, lock.name))
        to.mkdir()

    monkeypatch.setattr(copying.shutil, "copytree", looking)
    copying.copy_to(tmp_path / "copy", at=datetime(2026, 9, 16, tzinfo=UTC))
    assert len(held) == 4
    with alone(words), alone(following):
        pass


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "DELETE FROM django_migrations WHERE id = (SELECT max(id) FROM django_migrations WHERE app = 'shelf')",
            "older than this program",
        ),
        ("INSERT INTO django_migrations (app, name, applied) VALUES ('shelf', '9999_later', '2026-01-01')", "newer"),
    ],
)
def test_a_copy_one_version_older_or_newer_is_named_and_not_served(
    home: Path, tmp_path: Path, statement: str, said: str
) -> None:
    import sqlite3

    run(home, *PROGRAM, "portal", "copy", str(tmp_path / "copy"))
    with sqlite3.connect(tmp_path / "copy" / "portal" / "portal.sqlite3") as connection:
        connection.execute(statement)
    assert said in run(tmp_path / "copy", *PROGRAM, "serve", "portal", "--read-only", code=1)
