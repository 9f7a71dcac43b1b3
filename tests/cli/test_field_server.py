"""The field room as `serve` starts it: killed while devices bring, a full disk, a photograph over two connections."""

import http.client
import io
import json
import random
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Home
from tests.cli.serving import ask, served
from tests.field_room import end_all_of
from tests.rooms.field.conftest import Device, parcel, sealed_bytes
from unannounced.crafts.handing_over import coded
from unannounced.crafts.packing import pack
from unannounced.duties.bringing import PART, parts_of

pytestmark = [pytest.mark.sqlite, pytest.mark.slow]


@pytest.fixture
def field(tmp_path: Path) -> Home:
    """A field room alone, on a machine of its own."""
    home = Home(tmp_path / "home")
    assert home.run("prepare", "--room", "field").code == 0
    return home


def invited(home: Home, number: int = 1) -> list[Device]:
    """Devices whose invitations were carried here over a cable."""
    devices = [Device() for _one in range(number)]
    until = datetime.now(UTC).date() + timedelta(days=9)
    stream = io.BytesIO()
    pack([parcel("invitation", device.invitation(until)) for device in devices], stream)
    said = home.run("take-in", "--room", "field", given=stream.getvalue())
    assert (said.code, said.out.count("taken ")) == (0, number)
    return devices


def come_in(port: int, device: Device) -> None:
    """Let a device in."""
    status, said = ask(port, "POST", "/field/api/enrol", json.dumps(device.enrolment()).encode())
    assert status == 200, said


def bring(port: int, lines: list[dict[str, Any]]) -> list[str]:
    """Bring a batch; what became of each line."""
    status, said = ask(port, "POST", "/field/api/blobs", b"\n".join(json.dumps(line).encode() for line in lines))
    assert status == 200, said
    return [json.loads(line)["is"] for line in said.splitlines()]


def held(home: Home) -> set[str]:
    """The digests of what was taken in."""
    return {str(row[0]) for row in home.by_hand("SELECT digest FROM satchel_held", room="field")}


def test_what_was_answered_before_the_server_was_killed_is_there_and_the_rest_comes_again(field: Home) -> None:
    (device,) = invited(field)
    batches = [[device.line(sealed_bytes(size=4_000)) for _entry in range(50)] for _batch in range(60)]
    kept: set[str] = set()
    with served(field, "field") as (port, process):
        come_in(port, device)
        killing = threading.Timer(0.25, end_all_of, args=(field.path,))
        killing.start()
        for batch in batches:
            try:
                bring(port, batch)
            except (OSError, http.client.HTTPException):
                break
            kept.update(line["digest"] for line in batch)
        killing.join()
        process.wait(30)
    assert kept <= held(field)
    assert len(kept) < 3_000, "it was killed too late to say anything"
    with served(field, "field") as (port, _process):
        for batch in batches:
            assert set(bring(port, batch)) <= {"kept", "known"}
    assert held(field) == {line["digest"] for batch in batches for line in batch}
    said = field.run("verify", "--room", "field")
    assert (said.code, said.out) == (0, "field: 3002 parcels, the satchel is what they hold\n")


def test_a_photograph_of_fifty_megabytes_comes_over_two_connections_and_is_taken_up_after_a_cut(field: Home) -> None:
    (device,) = invited(field)
    sealed = random.Random(11).randbytes(50_000_000)
    line = device.line(sealed)
    order = list(range(1, parts_of(len(sealed)) + 1))
    random.Random(3).shuffle(order)
    with served(field, "field") as (port, _process):
        come_in(port, device)
        over_two(port, device, line, sealed, order[:20])
    with served(field, "field") as (port, _process):
        address = f"/field/api/blobs/{line['digest']}/parts"
        status, said = ask(port, "GET", address, **as_headers(device, line))
        assert (status, json.loads(said)) == (200, {"have": sorted(order[:20]), "is": "waiting"})
        answers = over_two(port, device, line, sealed, order[15:])
        assert answers.count("kept") == 1
        status, said = ask(port, "GET", address, **as_headers(device, line))
        assert json.loads(said)["is"] == "known"
    assert held(field) == {line["digest"]}
    assert field.by_hand("SELECT count(*) FROM satchel_part", room="field") == [(0,)]
    assert field.run("verify", "--room", "field").code == 0


def as_headers(device: Device, line: dict[str, Any]) -> dict[str, str]:
    """What a device says of a blob with each part."""
    return {name.replace("-", "_"): held for name, held in device.headers(line).items()}


def over_two(port: int, device: Device, line: dict[str, Any], sealed: bytes, numbers: list[int]) -> list[str]:
    """Bring parts over two connections at once, the last ones over both; what each was answered."""
    answers: list[str] = []
    of = parts_of(len(sealed))

    def run(mine: list[int]) -> None:
        for number in mine:
            piece = sealed[(number - 1) * PART : number * PART]
            address = f"/field/api/blobs/{line['digest']}/parts/{number}?of={of}"
            status, said = ask(port, "PUT", address, piece, **as_headers(device, line))
            assert status == 200, said
            answers.append(json.loads(said)["is"])

    running = [threading.Thread(target=run, args=(numbers[begin::2] + numbers[-1:],)) for begin in range(2)]
    for one in running:
        one.start()
    for one in running:
        one.join()
    assert len(answers) >= len(numbers)
    return answers


def test_four_devices_that_bring_the_same_batches_at_once_double_nothing(field: Home) -> None:
    (device,) = invited(field)
    batches = [[device.line() for _entry in range(50)] for _batch in range(10)]
    answers: list[str] = []
    with served(field, "field") as (port, _process):
        come_in(port, device)
        running = [
            threading.Thread(target=lambda: answers.extend(word for batch in batches for word in bring(port, batch)))
            for _device in range(4)
        ]
        for one in running:
            one.start()
        for one in running:
            one.join()
    assert (answers.count("kept"), answers.count("known")) == (500, 1_500)
    assert len(held(field)) == 500
    assert field.run("verify", "--room", "field").code == 0


def test_the_file_that_a_device_wrote_for_a_cable_is_taken_in_line_by_line_and_once(
    field: Home, tmp_path: Path
) -> None:
    (device,) = invited(field)
    with served(field, "field") as (port, _process):
        come_in(port, device)
    sealed = sealed_bytes(size=PART + 500)
    large, small, forged = device.line(sealed), device.line(), {**device.line(), "seq": 9}
    parts = [
        {**large, "part": number, "of": 2, "sealed": coded(sealed[(number - 1) * PART : number * PART])}
        for number in (2, 1)
    ]
    file = tmp_path / "phone"
    file.write_text("".join(f"{json.dumps(line)}\n" for line in (small, parts[0], forged, parts[1])) + '{"cut')
    said = field.run("take-in", "--room", "field", str(file))
    assert said.code == 2
    assert [line.split()[0] for line in said.out.splitlines()] == ["taken", "taken", "refused", "taken", "refused"]
    assert "line 3" in said.out.splitlines()[2]
    assert held(field) == {small["digest"], large["digest"]}
    again = field.run("take-in", "--room", "field", str(file))
    assert [line.split()[0] for line in again.out.splitlines()] == ["known", "known", "refused", "known", "refused"]
    assert field.run("verify", "--room", "field").code == 0


FULL = """
mkdir "$UNANNOUNCED_HOME.kept" && cp -a "$UNANNOUNCED_HOME/." "$UNANNOUNCED_HOME.kept" &&
mount -t tmpfs -o size=2m tmpfs "$UNANNOUNCED_HOME" && cp -a "$UNANNOUNCED_HOME.kept/." "$UNANNOUNCED_HOME" &&
exec "$@"
"""


@pytest.mark.usefixtures("mounting")
def test_a_full_disk_is_answered_with_a_sentence_and_once_there_is_space_everything_comes(field: Home) -> None:
    (device,) = invited(field)
    batches = [[device.line(sealed_bytes(size=20_000)) for _entry in range(50)] for _batch in range(4)]
    with served(field, "field", "unshare", "--mount", "sh", "-c", FULL, "sh") as (port, _process):
        come_in(port, device)
        for batch in batches:
            status, said = ask(port, "POST", "/field/api/blobs", b"\n".join(json.dumps(one).encode() for one in batch))
            if status != 200:
                break
        assert (status, json.loads(said)["problem"]) == (507, "full")
        assert "stays on the device" in json.loads(said)["message"]
        assert ask(port, "GET", "/field/")[0] in {200, 404}
    with served(field, "field") as (port, _process):
        come_in(port, device)
        assert {word for batch in batches for word in bring(port, batch)} == {"kept"}
    assert field.run("verify", "--room", "field").code == 0
