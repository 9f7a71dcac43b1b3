"""The index of a room by command: up to date, built again, and what becomes of a damaged one when parcels come."""

import signal
import subprocess
import time

import pytest

from tests.cli.conftest import PROGRAM, Home
from tests.cli.test_portal_elsewhere import fetch, free_port

pytestmark = pytest.mark.sqlite


@pytest.fixture
def carried(small: Home) -> Home:
    """The small case with its report on the portal."""
    assert small.run("show-archived", "--as", "maud").code == 0
    assert small.run("carry").code == 0
    return small


def test_what_is_taken_in_is_indexed_at_once(carried: Home) -> None:
    assert (carried.path / "portal" / "search" / "meta.json").exists()
    said = carried.run("index", "--room", "portal")
    assert (said.code, said.err) == (0, "")
    assert "portal: words: up to date; 0 documents were new" in said.out.splitlines()


def test_an_index_is_built_again_from_nothing(carried: Home) -> None:
    tables = ("shelvedreport", "shelvedresponse", "shelvedstatement")
    count = sum(
        carried.by_hand(f"SELECT count(*) FROM shelf_{one} WHERE newest", room="portal")[0][0] for one in tables
    )
    said = carried.run("index", "--room", "portal", "--again")
    assert said.code == 0
    assert f"portal: words: built again; {count} documents" in said.out.splitlines()


@pytest.mark.parametrize("damage", ["version", "meta.json"])
def test_a_damaged_index_is_built_again_when_parcels_are_taken_in(damage: str, carried: Home) -> None:
    """Even when none of them is new: nothing but the damage is mended."""
    file = carried.path / "portal" / "search" / damage
    sound = file.read_bytes() if damage == "version" else b""
    file.write_bytes(b"rubbish")
    said = carried.run("carry", "--again")
    assert (said.code, said.err) == (0, "")
    assert file.read_bytes() == sound if sound else file.read_bytes() != b"rubbish"
    assert "words: up to date; 0 documents were new" in carried.run("index", "--room", "portal").out


def test_parcels_are_taken_in_although_they_cannot_be_indexed(carried: Home) -> None:
    """Where the folder of the index cannot be made, that is said, and the parcels stand."""
    from shutil import rmtree

    rmtree(carried.path / "portal" / "search")
    (carried.path / "portal" / "search").write_text("in the way")
    assert carried.run("edition", "--as", "maud").code == 0
    said = carried.run("carry")
    assert said.code == 0
    assert said.out == "office to portal: 1 taken in, 0 known already\n"
    assert "Not everything follows yet (words): " in said.problem
    assert "Run `unannounced index --room portal`." in said.problem
    by_hand = carried.run("index", "--room", "portal")
    assert by_hand.code == 1
    assert "portal: words: not brought up to date: " in by_hand.err
    assert carried.run("verify", "--room", "portal").code == 0


def test_the_office_is_indexed_by_the_same_command(small: Home) -> None:
    said = small.run("index", "--room", "office", "--again")
    assert said.code == 0
    assert said.out.startswith("office: the index is built again and holds ")
    assert small.run("index", "--room", "office").out.startswith("office: the index is up to date; 0 lines")


def test_a_room_must_be_named(small: Home) -> None:
    assert small.run("index").code == 2


def test_an_index_of_an_older_program_is_built_again_when_the_portal_starts(carried: Home) -> None:
    """And search answers all the while, plainly at first."""
    version = carried.path / "portal" / "search" / "version"
    sound = version.read_text()
    version.write_text("public 1 of an older program")
    port = free_port()
    command = [*PROGRAM, "serve", "portal", "--workers", "1", "--port", str(port)]
    with subprocess.Popen(command, env=carried.environment, stdout=subprocess.PIPE, text=True) as house:
        try:
            assert house.stdout is not None
            assert f":{port}" in house.stdout.readline()
            until, page = time.monotonic() + 60, b"being prepared"
            while b"being prepared" in page and time.monotonic() < until:
                status, _, page = fetch(f"http://127.0.0.1:{port}/search/?q=cells&mode=words")
                assert status == 200
                time.sleep(0.2)
            assert b"being prepared" not in page
            assert version.read_text() == sound
        finally:
            house.send_signal(signal.SIGTERM)
            house.wait(20)


@pytest.mark.parametrize("room", ["field", "liaison"])
def test_a_room_without_an_index_is_refused_with_the_rooms_that_have_one(room: str, small: Home) -> None:
    said = small.run("index", "--room", room)
    assert said.code == 2
    assert f"invalid choice: '{room}' (choose from 'office', 'portal')" in said.err
