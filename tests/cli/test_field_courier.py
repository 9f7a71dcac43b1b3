"""The courier between office and field room: killed at any step, cut, repeated, over a cable; everything once."""

import io
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import PROGRAM, ROOT, Home, made_once
from tests.cli.furnish_field import ENTRIES
from tests.cli.killing import killing
from unannounced.crafts.packing import Packed, digest_of, pack

pytestmark = [pytest.mark.sqlite, pytest.mark.slow]

ALL = ENTRIES + 1
NOTING = "unannounced.records.parcels.actions:note_carried"
PACKING = "unannounced.crafts.packing:pack"
WAITING = "unannounced.records.parcels.queries:waiting"
SEALED = "unannounced.records.notebooks.actions:take_sealed"
ENROLMENT = "unannounced.records.keyrings.actions:take_enrolment"
OUT_STEPS = [
    f"{WAITING}:after:1",
    "unannounced.records.satchel.actions:open_parcel:before:1",
    "unannounced.records.satchel.actions:open_parcel:after:1",
    "unannounced.records.parcels.actions:take_in:after:1",
    f"{NOTING}:before:1",
    f"{NOTING}:after:1",
]
HOME_STEPS = [
    f"{WAITING}:after:1",
    f"{PACKING}:before:1",
    f"{PACKING}:after:1",
    f"{ENROLMENT}:before:1",
    f"{ENROLMENT}:after:1",
    f"{SEALED}:before:1",
    f"{SEALED}:after:1",
    f"{SEALED}:after:2",
    f"{NOTING}:before:1",
    f"{NOTING}:after:1",
    f"{NOTING}:before:2",
]


def act_as(room: str, home: Home, folder: Path) -> None:
    """Furnish a room as ``tests.cli.furnish_field`` does, in a process of that room."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.cli.furnish_field", room, str(folder)],
        env={**home.environment, "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode()


@pytest.fixture(scope="session")
def invited_once(store: Path, empty_once: Home) -> Home:
    """An office that invited a device; what it will bring lies in the folder ``pocket`` of the home."""

    def make(home: Home) -> None:
        shutil.copytree(empty_once.path, home.path)
        (home.path / "pocket").mkdir()
        act_as("office", home, home.path / "pocket")

    return made_once(store, "invited", make)


@pytest.fixture(scope="session")
def brought_once(store: Path, invited_once: Home) -> Home:
    """The same when the device came in and brought everything; it waits in the field room."""

    def make(home: Home) -> None:
        shutil.copytree(invited_once.path, home.path)
        assert home.run("carry").code == 0
        act_as("field", home, home.path / "pocket")

    return made_once(store, "brought", make)


@pytest.fixture
def invited(invited_once: Home, tmp_path: Path) -> Home:
    """For this test alone."""
    return Home(Path(shutil.copytree(invited_once.path, tmp_path / "home")))


@pytest.fixture
def brought(brought_once: Home, tmp_path: Path) -> Home:
    """For this test alone."""
    return Home(Path(shutil.copytree(brought_once.path, tmp_path / "home")))


def number(home: Home, statement: str, room: str) -> int:
    """One number from a database."""
    ((found,),) = home.by_hand(f"SELECT count(*) FROM {statement}", room=room)
    return int(str(found))


def waits(home: Home, room: str) -> int:
    """How many parcels of a room nobody has confirmed."""
    return number(home, "parcels_parcel WHERE direction = 'out' AND carried_at IS NULL", room)


def came_home(home: Home) -> None:
    """Everything the device brought is in the office, once; every room verifies; nothing waits."""
    assert number(home, "notebooks_sealedblob WHERE stands = 'waits'", "office") == ALL
    assert number(home, "notebooks_sealedblob", "office") == ALL
    assert number(home, "keyrings_device", "office") == 1
    assert [waits(home, "office"), waits(home, "field")] == [0, 0]
    said = home.run("verify")
    assert (said.code, said.err) == (0, "")


def test_from_the_code_to_the_sealed_notebook_in_three_ways_of_the_courier(invited: Home) -> None:
    said = invited.run("carry")
    assert (said.code, said.out) == (0, "office to field: 1 taken in, 0 known already\n")
    act_as("field", invited, invited.path / "pocket")
    assert waits(invited, "field") == ALL + 1
    said = invited.run("carry")
    assert (said.code, said.out) == (0, f"field to office: {ALL + 1} taken in, 0 known already\n")
    came_home(invited)
    assert invited.run("carry").out == "nothing to carry\n"
    said = invited.run("carry", "--again", "--from", "field")
    assert said.out == f"field to office: 1 taken in, {ALL} known already\n"
    came_home(invited)


@pytest.mark.parametrize("step", OUT_STEPS)
def test_whoever_is_killed_on_the_way_out_the_invitation_arrives_once(invited: Home, step: str, tmp_path: Path) -> None:
    Home(invited.path, killing(tmp_path, step)).run("carry", "--to", "field")
    assert (tmp_path / "killed").exists(), "the step was never reached"
    said = invited.run("carry")
    assert (said.code, said.err) == (0, "")
    assert number(invited, "satchel_invited", "field") == 1
    assert waits(invited, "office") == 0
    assert invited.run("verify").code == 0


@pytest.mark.parametrize("step", HOME_STEPS)
def test_whoever_is_killed_on_the_way_home_everything_arrives_once(brought: Home, step: str, tmp_path: Path) -> None:
    Home(brought.path, killing(tmp_path, step)).run("carry")
    assert (tmp_path / "killed").exists(), "the step was never reached"
    said = brought.run("carry")
    assert (said.code, said.err) == (0, "")
    came_home(brought)


def test_a_room_that_fails_while_it_is_listened_to_ends_by_its_own_word(brought: Home) -> None:
    command = [*PROGRAM, "give", "--room", "field", "--to", "office"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, env=brought.environment, **pipes) as giving:
        assert giving.stdout
        assert giving.stderr
        giving.stdout.close()  # nobody takes what it packs, and nobody ends what it hears
        assert giving.wait(timeout=60) == 1
        assert giving.stderr.read() == b""


def test_two_couriers_at_once_bring_everything_home_once(brought: Home) -> None:
    couriers = [
        subprocess.Popen([*PROGRAM, "carry"], env=brought.environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    for courier in couriers:
        _out, problem = courier.communicate(timeout=120)
        assert (courier.returncode, problem) == (0, b"")
    came_home(brought)


def test_a_courier_that_stays_brings_home_what_comes_while_it_waits_and_leaves_no_process(invited: Home) -> None:
    courier = subprocess.Popen([*PROGRAM, "carry", "--every", "0.2"], env=invited.environment, stderr=subprocess.PIPE)
    try:
        _until(lambda: number(invited, "satchel_invited", "field") == 1)
        act_as("field", invited, invited.path / "pocket")
        _until(lambda: number(invited, "notebooks_sealedblob", "office") == ALL and waits(invited, "field") == 0)
    finally:
        courier.terminate()
        _out, problem = courier.communicate(timeout=30)
    assert (courier.returncode, problem) == (0, b"")
    _until(lambda: invited.processes() == [])
    came_home(invited)


def _until(what: "object", seconds: float = 60.0) -> None:
    until = time.monotonic() + seconds
    while not what():  # type: ignore[operator]
        assert time.monotonic() < until, "it never came about"
        time.sleep(0.1)


def test_a_cable_carries_both_ways_and_the_answers_come_back_on_it(invited: Home, tmp_path: Path) -> None:
    out, back, answers = tmp_path / "out", tmp_path / "back", tmp_path / "answers"
    said = invited.run("carry", "--from", "office", "--to", "field", "--to-file", str(out))
    assert said.out == "1 parcels packed. In the field room: unannounced take-in --room field out\n"
    assert invited.run("take-in", "--room", "field", str(out)).out.startswith("taken ")
    act_as("field", invited, invited.path / "pocket")
    said = invited.run("carry", "--from", "field", "--to-file", str(back))
    assert said.out == f"{ALL + 1} parcels packed. In the office: unannounced take-in --room office back\n"
    taken = invited.run("take-in", "--room", "office", str(back))
    assert (taken.code, [line.split()[0] for line in taken.out.splitlines()]) == (0, ["taken"] * (ALL + 1))
    answers.write_text(taken.out)
    again = invited.run("take-in", "--room", "office", str(back))
    assert [line.split()[0] for line in again.out.splitlines()] == ["taken"] + ["known"] * ALL
    said = invited.run("give", "--room", "field", "--to", "office", "--answers", str(answers))
    assert said.out == f"{ALL + 1} parcels noted as taken in\n"
    invited.run("carry")
    came_home(invited)


def test_a_bag_that_was_cut_is_taken_in_as_far_as_it_goes_in_any_order_of_its_pieces(
    brought: Home, tmp_path: Path
) -> None:
    whole, cut = tmp_path / "bag", tmp_path / "cut"
    brought.run("carry", "--from", "field", "--to-file", str(whole))
    content = whole.read_bytes()
    for share in (0.9, 0.2, 0.6):
        cut.write_bytes(content[: int(len(content) * share)])
        said = brought.run("take-in", "--room", "office", str(cut))
        assert (said.code, said.out.splitlines()[-1].split()[0]) == (1, "stopped")
        assert brought.run("verify", "--room", "office").code == 0
    assert brought.run("carry").code == 0
    came_home(brought)


def test_blobs_that_come_before_their_device_wait_and_are_offered_again(brought: Home, tmp_path: Path) -> None:
    brought.by_hand("UPDATE parcels_parcel SET made_at = '2100-01-01' WHERE kind = 'enrolment'", room="field")
    said = brought.run("carry")
    assert said.code == 0
    assert said.out == f"field to office: 1 taken in, 0 known already, {ALL} waiting for what they belong to\n"
    assert number(brought, "notebooks_sealedblob", "office") == 0
    brought.run("carry")
    assert number(brought, "notebooks_sealedblob", "office") == ALL


def test_an_enrolment_that_somebody_forged_on_the_way_is_named_and_nothing_of_it_is_believed(brought: Home) -> None:
    ((content,),) = brought.by_hand("SELECT content FROM parcels_parcel WHERE kind = 'enrolment'", room="field")
    said_there = json.loads(bytes(content))  # type: ignore[call-overload]
    said_there["proof"] = "A" * 43
    forged = json.dumps(said_there, sort_keys=True).encode()
    statement = "UPDATE parcels_parcel SET content = ?, digest = ? WHERE kind = 'enrolment'"
    brought.by_hand(statement, forged, digest_of(forged), room="field")
    said = brought.run("carry")
    assert said.code == 2
    assert said.problem.startswith("refused: ")
    assert number(brought, "keyrings_device", "office") == 0
    assert number(brought, "notebooks_sealedblob", "office") == 0
    assert waits(brought, "field") == ALL + 1


def test_a_parcel_that_does_not_belong_into_a_room_is_refused_by_it(empty: Home) -> None:
    stream = io.BytesIO()
    pack([Packed("publication", 1, "office", digest_of(b"{}"), b"{}")], stream)
    for room in ("office", "field"):
        said = empty.run("take-in", "--room", room, given=stream.getvalue())
        assert said.code == 2
        assert said.out.startswith("refused ")
        assert "newer version" in said.out


def test_a_field_room_that_cannot_give_is_named_and_the_portal_is_served_all_the_same(small: Home) -> None:
    small.database("field").unlink()
    said = small.run("carry")
    assert said.code == 1
    assert said.problem == "The database of the field is missing. Run `unannounced prepare`, or put it back."
    assert said.out.startswith("office to portal: ")
    assert waits(small, "office") == 0


def test_an_installation_without_a_field_room_carries_to_the_portal_alone(small: Home) -> None:
    shutil.rmtree(small.path / "field")
    said = small.run("carry")
    assert (said.code, said.err) == (0, "")
    assert not (small.path / "field").exists()


def test_what_the_office_confirmed_is_forgotten_only_where_that_is_asked(brought: Home) -> None:
    brought.run("carry")
    assert number(brought, "parcels_parcel WHERE kind = 'sealed-blob'", "field") == ALL
    said = brought.run("give", "--room", "field", "--to", "office", "--forget-after", "0")
    assert said.err == f"{ALL} sealed blobs forgotten; the office has them\n"
    assert number(brought, "parcels_parcel WHERE kind = 'sealed-blob'", "field") == 0
    came_home(brought)
    refused = brought.run("give", "--room", "office", "--to", "field", "--forget-after", "0")
    assert refused.code == 1


def test_a_bag_that_is_larger_than_the_memory_of_the_courier_streams(brought: Home, tmp_path: Path) -> None:
    """Forty large parcels: neither who packs nor who takes in holds more than a few of them."""
    fill = "import sys, sqlite3; from tests.cli.test_field_courier import large_parcels; large_parcels(sys.argv[1])"
    subprocess.run(
        [sys.executable, "-c", fill, str(brought.database("field"))],
        cwd=ROOT,
        env={**brought.environment, "PYTHONPATH": str(ROOT), "UNANNOUNCED_HOME": str(tmp_path / "none")},
        check=True,
    )
    bag = tmp_path / "bag"
    packing = peak(brought, "carry", "--from", "field", "--to-file", str(bag))
    assert bag.stat().st_size > 160_000_000
    taking = peak(brought, "take-in", "--room", "office", str(bag))
    assert (packing < 140, taking < 240) == (True, True), (packing, taking)
    assert number(brought, "notebooks_sealedblob", "office") == ALL + 40


def large_parcels(path: str) -> None:
    """Forty parcels of four megabytes of the device that came in; nothing signed them, so each is set apart."""
    import sqlite3
    import uuid

    from unannounced.duties.bringing import Blob, Brought, content

    with sqlite3.connect(path) as connection:
        ((device,),) = connection.execute("SELECT device FROM satchel_enrolled").fetchall()
        for number in range(40):
            sealed = bytes([number]) * 4_000_000
            blob = Blob(str(uuid.UUID(device)), 9_000 + number, digest_of(sealed), len(sealed), "A" * 86)
            parcel = content(Brought(blob, sealed))
            connection.execute(
                "INSERT INTO parcels_parcel (id, salt, direction, room, kind, version, digest, content, made_at) "
                "VALUES (?, ?, 'out', 'office', 'sealed-blob', 1, ?, ?, '2026-12-01 09:00:00')",
                (uuid.uuid4().hex, "0" * 32, digest_of(parcel), parcel),
            )


def peak(home: Home, *words: str) -> int:
    """Run a command; the most memory it held, in megabytes."""
    code = (
        "import resource, subprocess, sys; "
        "done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024); sys.exit(done.returncode)"
    )
    command = [sys.executable, "-c", code, *PROGRAM, *words]
    done = subprocess.run(command, env=home.environment, capture_output=True, check=False, cwd="/", timeout=300)
    assert done.returncode == 0, done.stderr.decode()
    return int(done.stdout)
