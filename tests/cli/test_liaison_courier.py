"""The courier between office and liaison room: killed at any step, repeated, over a cable; everything once."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Home, made_once
from tests.cli.furnish_liaison import TEXT
from tests.cli.killing import killing

pytestmark = [pytest.mark.sqlite, pytest.mark.slow]

NOTING = "unannounced.records.parcels.actions:note_carried"
OUT_STEPS = [
    "unannounced.records.parcels.queries:waiting:after:1",
    "unannounced.records.desk.actions:take_in:before:1",
    "unannounced.records.desk.actions:take_in:after:1",
    "unannounced.records.desk.actions:take_in:after:2",
    f"{NOTING}:before:1",
    f"{NOTING}:after:1",
]
HOME_STEPS = [
    "unannounced.crafts.packing:pack:after:1",
    "unannounced.records.publications.coming:take_response:before:1",
    "unannounced.records.publications.coming:take_response:after:1",
    "unannounced.records.publications.coming:take_response:after:2",
    f"{NOTING}:before:1",
    f"{NOTING}:after:1",
]


def act_as(room: str, home: Home) -> None:
    """Furnish a room as ``tests.cli.furnish_liaison`` does, in a process of that room."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.cli.furnish_liaison", room],
        env={**home.environment, "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode()


@pytest.fixture(scope="session")
def transmitted_once(store: Path, empty_once: Home) -> Home:
    """An office that transmitted a report, with a file; all of it waits for the courier."""

    def make(home: Home) -> None:
        shutil.copytree(empty_once.path, home.path)
        act_as("office", home)

    return made_once(store, "transmitted", make)


@pytest.fixture(scope="session")
def given_once(store: Path, transmitted_once: Home) -> Home:
    """The same when it was carried and an officer gave an answer, with a document, which waits."""

    def make(home: Home) -> None:
        shutil.copytree(transmitted_once.path, home.path)
        assert home.run("carry").code == 0
        act_as("liaison", home)

    return made_once(store, "given", make)


@pytest.fixture
def transmitted(transmitted_once: Home, tmp_path: Path) -> Home:
    """For this test alone."""
    return Home(Path(shutil.copytree(transmitted_once.path, tmp_path / "home")))


@pytest.fixture
def given(given_once: Home, tmp_path: Path) -> Home:
    """For this test alone."""
    return Home(Path(shutil.copytree(given_once.path, tmp_path / "home")))


def number(home: Home, statement: str, room: str) -> int:
    """One number from a database."""
    ((found,),) = home.by_hand(f"SELECT count(*) FROM {statement}", room=room)
    return int(str(found))


def arrived(home: Home) -> None:
    """The report is in the liaison room in its two serials, once each, with its file; every room verifies."""
    assert number(home, "desk_transmission", "liaison") == 2
    assert number(home, "parcels_parcel WHERE direction = 'in' AND kind = 'document'", "liaison") == 1
    said = home.run("verify")
    assert (said.code, said.err) == (0, "")


def came_home(home: Home) -> None:
    """The answer is registered in the office, once, and nothing of it waits; every room verifies."""
    assert home.by_hand("SELECT text, given_by FROM recommendations_response") == [(TEXT, "Goran Petrov")]
    assert number(home, "documents_document WHERE file_name = 'response.txt'", "office") == 1
    assert number(home, "parcels_parcel WHERE direction = 'out' AND carried_at IS NULL", "liaison") == 0
    said = home.run("verify")
    assert (said.code, said.err) == (0, "")


def test_a_report_goes_there_and_its_answer_comes_back_and_is_said_to_be_received(transmitted: Home) -> None:
    assert transmitted.run("carry").out == "office to liaison: 3 taken in, 0 known already\n"
    arrived(transmitted)
    act_as("liaison", transmitted)
    said = transmitted.run("carry")
    assert (said.code, said.out) == (0, "liaison to office: 2 taken in, 0 known already\n")
    came_home(transmitted)
    assert transmitted.run("carry").out == "office to liaison: 1 taken in, 0 known already\n"
    ((serial,),) = transmitted.by_hand("SELECT max(serial) FROM desk_transmission WHERE received = 1", room="liaison")
    assert serial == 3
    assert transmitted.run("carry").out == "nothing to carry\n"
    assert transmitted.run("carry", "--again", "--from", "liaison").out.endswith("0 taken in, 2 known already\n")
    came_home(transmitted)


@pytest.mark.parametrize("step", OUT_STEPS)
def test_whoever_is_killed_on_the_way_out_the_report_arrives_once(transmitted: Home, step: str, tmp_path: Path) -> None:
    Home(transmitted.path, killing(tmp_path, step)).run("carry", "--to", "liaison")
    assert transmitted.run("carry", "--to", "liaison").code == 0
    arrived(transmitted)


@pytest.mark.parametrize("step", HOME_STEPS)
def test_whoever_is_killed_on_the_way_home_the_answer_is_registered_once(
    given: Home, step: str, tmp_path: Path
) -> None:
    Home(given.path, killing(tmp_path, step)).run("carry", "--from", "liaison")
    assert given.run("carry", "--from", "liaison").code == 0
    came_home(given)


def test_over_a_cable_both_ways_as_between_two_machines(transmitted: Home, tmp_path: Path) -> None:
    out, back, answers = tmp_path / "out", tmp_path / "back", tmp_path / "answers"
    said = transmitted.run("carry", "--from", "office", "--to", "liaison", "--to-file", str(out))
    assert said.out == "3 parcels packed. In the liaison room: unannounced take-in --room liaison out\n"
    said = transmitted.run("take-in", "--room", "liaison", str(out))
    assert re.fullmatch(r"(taken [0-9a-f]{64}\n){3}", said.out)
    answers.write_text(said.out)
    said = transmitted.run("give", "--room", "office", "--to", "liaison", "--answers", str(answers))
    assert said.out == "3 parcels noted as taken in\n"
    act_as("liaison", transmitted)
    assert transmitted.run("carry", "--from", "liaison", "--to-file", str(back)).code == 0
    said = transmitted.run("take-in", "--room", "office", str(back))
    answers.write_text(said.out)
    transmitted.run("give", "--room", "liaison", "--to", "office", "--answers", str(answers))
    came_home(transmitted)


def test_a_row_altered_by_hand_in_the_liaison_room_is_named(given: Home) -> None:
    given.by_hand("UPDATE desk_answer SET text = 'Nothing was done.'", room="liaison")
    said = given.run("verify", "--room", "liaison")
    assert said.code == 1
    assert re.match(r"liaison: desk_answer [0-9a-f-]{36} was altered by hand", said.err)


def test_an_installation_without_a_liaison_room_carries_on_and_keeps_what_waits(transmitted: Home) -> None:
    shutil.rmtree(transmitted.path / "liaison")
    said = transmitted.run("carry")
    assert (said.code, said.err) == (0, "")
    assert number(transmitted, "parcels_parcel WHERE room = 'liaison' AND carried_at IS NULL", "office") == 3
    assert not (transmitted.path / "liaison").exists()


def test_officers_are_made_listed_and_ended_by_command(empty: Home) -> None:
    password = b"a door left ajar\n"
    room = ("account", "--room", "liaison")
    assert empty.run(*room, "make", "rosa", "Rosa", "--role", "administrator", given=password).code == 0
    assert empty.run(*room, "make", "goran", "Goran Petrov", "--as", "rosa", given=password).code == 0
    assert empty.run(*room, "appoint", "goran", "MDA", "--as", "rosa").out.startswith(
        "goran is an officer of MDA from "
    )
    assert empty.run(*room, "appoint", "goran", "XYZ", "--as", "rosa").problem.startswith(
        "No State has the code “XYZ”."
    )
    other = empty.run(*room, "appoint", "goran", "FRA", "--as", "rosa")
    assert (other.code, "officer of another State" in other.problem) == (2, True)
    assert "MDA" in empty.run(*room, "list").out
    assert empty.run("account", "appoint", "goran", "MDA", "--as", "rosa").code == 1
    assert empty.run("account", "list").out == ""
    said = empty.run(*room, "end", "goran", "--ends", "2100-01-01", "--as", "rosa")
    assert said.out == "goran is an officer of MDA until 2100-01-01\n"
    assert empty.run("verify").code == 0
