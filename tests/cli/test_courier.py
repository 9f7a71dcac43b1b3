"""The courier and who takes in: killed at any step, cut, repeated; everything arrives, and once."""

import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Home
from tests.cli.killing import killing
from unannounced.crafts.packing import Packed, digest_of, pack

pytestmark = [pytest.mark.sqlite, pytest.mark.slow]

TAKING = "unannounced.records.parcels.actions:take_in"
OPENING = "unannounced.records.shelf.actions:put_on_shelf"
NOTING = "unannounced.records.parcels.actions:note_carried"
PACKING = "unannounced.crafts.packing:pack"
WAITING = "unannounced.records.parcels.queries:waiting"
STEPS = [
    f"{WAITING}:after:1",
    f"{TAKING}:before:1",
    f"{OPENING}:after:1",
    f"{TAKING}:after:1",
    f"{OPENING}:after:4",
    f"{PACKING}:after:1",
    f"{NOTING}:before:1",
    f"{NOTING}:after:1",
]


def parcels(home: Home, room: str) -> list[str]:
    """The digests of the parcels of a room."""
    direction, other = ("out", "portal") if room == "office" else ("in", "office")
    rows = home.by_hand(
        "SELECT digest FROM parcels_parcel WHERE direction = ? AND room = ? ORDER BY digest",
        direction,
        other,
        room=room,
    )
    return [str(row[0]) for row in rows]


def arrived(home: Home) -> None:
    """Everything that left is there, once; both rooms verify; nothing waits."""
    assert parcels(home, "portal") == parcels(home, "office")
    assert home.by_hand("SELECT count(*) FROM parcels_parcel WHERE carried_at IS NULL AND room = 'portal'") == [(0,)]
    said = home.run("verify")
    assert (said.code, said.err) == (0, "")


@pytest.mark.parametrize("step", STEPS)
def test_whoever_is_killed_at_whichever_step_everything_arrives_once(small: Home, step: str, tmp_path: Path) -> None:
    Home(small.path, killing(tmp_path, step)).run("carry", "--to", "portal")
    assert (tmp_path / "killed").exists(), "the step was never reached"
    said = small.run("carry", "--to", "portal")
    assert (said.code, said.err) == (0, "")
    arrived(small)


def test_what_is_carried_is_counted_and_carrying_again_changes_nothing(small: Home) -> None:
    count = len(parcels(small, "office"))
    assert small.run("carry", "--to", "portal").out == f"office to portal: {count} taken in, 0 known already\n"
    arrived(small)
    assert small.run("carry", "--to", "portal").out == "nothing to carry\n"
    before = small.by_hand("SELECT * FROM shelf_shelvedreport ORDER BY id", room="portal")
    assert (
        small.run("carry", "--to", "portal", "--again").out == f"office to portal: 0 taken in, {count} known already\n"
    )
    assert small.by_hand("SELECT * FROM shelf_shelvedreport ORDER BY id", room="portal") == before
    arrived(small)


def test_two_couriers_at_once_carry_everything_once(small: Home) -> None:
    import subprocess

    from tests.cli.conftest import PROGRAM

    couriers = [
        subprocess.Popen([*PROGRAM, "carry"], env=small.environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE)
        for _ in range(3)
    ]
    for courier in couriers:
        _out, problem = courier.communicate(timeout=120)
        assert (courier.returncode, problem) == (0, b"")
    arrived(small)


def test_a_bag_on_a_cable_is_taken_in_and_once(small: Home, tmp_path: Path) -> None:
    bag, count = tmp_path / "bag", len(parcels(small, "office"))
    said = small.run("carry", "--to-file", str(bag))
    assert said.out == f"{count} parcels packed. In the portal: unannounced take-in bag\n"
    assert not bag.with_name("bag.part").exists()
    taken = small.run("take-in", str(bag))
    assert (taken.code, taken.err) == (0, "")
    assert [line.split()[0] for line in taken.out.splitlines()] == ["taken"] * count
    again = small.run("take-in", str(bag))
    assert [line.split()[0] for line in again.out.splitlines()] == ["known"] * count
    small.run("carry", "--to", "portal")
    arrived(small)


def test_a_cut_bag_is_taken_in_as_far_as_it_goes_and_the_whole_one_brings_the_rest(small: Home, tmp_path: Path) -> None:
    whole, cut = tmp_path / "bag", tmp_path / "cut"
    small.run("carry", "--to-file", str(whole))
    content = whole.read_bytes()
    for part in (0, len(content) // 2, len(content) - 1):
        cut.write_bytes(content[:part])
        said = small.run("take-in", str(cut))
        assert said.code == 1
        assert said.out.splitlines()[-1].startswith("stopped ")
        assert small.run("verify", "--room", "portal").code == 0
    assert small.run("take-in", str(whole)).code == 0
    assert parcels(small, "portal") == parcels(small, "office")


def test_a_bag_that_is_none_and_a_file_that_is_not_there_are_named(empty: Home, tmp_path: Path) -> None:
    (tmp_path / "picture").write_bytes(b"\x89PNG\r\n\x1a\n" * 100)
    said = empty.run("take-in", str(tmp_path / "picture"))
    assert (said.code, said.out.startswith("stopped This is no bag of parcels.")) == (1, True)
    assert "nothing-here" in empty.run("take-in", str(tmp_path / "nothing-here")).problem
    assert "nowhere" in empty.run("carry", "--to-file", str(tmp_path / "nowhere" / "bag")).problem
    assert str(tmp_path) in empty.run("take-in", str(tmp_path)).problem


def test_a_parcel_of_a_newer_version_is_refused_and_the_others_are_taken(empty: Home) -> None:
    register = json.dumps({"edition": 1, "made_on": "2026-01-01", "states": []}).encode()
    packed = [
        Packed("publication", 9, "office", digest_of(b"newer"), b"newer"),
        Packed("register", 1, "office", digest_of(register), register),
        Packed("publication", 1, "office", digest_of(b"nonsense"), b"nonsense"),
    ]
    stream = io.BytesIO()
    pack(packed, stream)
    said = empty.run("take-in", given=stream.getvalue())
    lines = said.out.splitlines()
    assert [line.split()[0] for line in lines] == ["refused", "taken", "refused"]
    assert "newer version" in lines[0]
    assert "is not what its kind says" in lines[2]
    assert (said.code, said.err) == (2, "")
    assert parcels(empty, "portal") == [packed[1].digest]


def test_a_parcel_that_the_portal_refuses_is_offered_again_and_named_each_time(small: Home) -> None:
    """As when the portal is older than the office: what it cannot open stays with the courier.

    The checkpoints over it wait with it: the portal vouches for nothing that it does not hold.
    """
    count = len(parcels(small, "office"))
    kinds = dict(small.by_hand("SELECT kind, count(*) FROM parcels_parcel GROUP BY kind"))
    waiting, refused = kinds["checkpoint"], kinds["publication"]
    small.by_hand("UPDATE parcels_parcel SET version = 9 WHERE kind = 'publication'")
    for taken in (count - waiting - refused, 0):
        said = small.run("carry", "--to", "portal")
        assert said.code == 2
        counted = f"{taken} taken in, 0 known already, {waiting} waiting for what they belong to"
        assert said.out == f"office to portal: {counted}\n"
        assert said.problem.startswith("refused: ")
        assert "newer version" in said.problem
    small.by_hand("UPDATE parcels_parcel SET version = 4 WHERE kind = 'publication'")
    assert small.run("carry", "--to", "portal").code == 0
    arrived(small)


def test_a_portal_that_cannot_take_in_is_named_and_nothing_is_noted_as_carried(small: Home) -> None:
    small.database("portal").unlink()
    said = small.run("carry", "--to", "portal")
    assert said.code == 1
    assert said.problem == "The database of the portal is missing. Run `unannounced prepare`, or put it back."
    assert small.by_hand("SELECT count(*) FROM parcels_parcel WHERE carried_at IS NOT NULL") == [(0,)]
