"""A photograph in parts: over two connections, in any order, after a cut; whole or not at all."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.rooms.field.conftest import NOW, Device, Room, faults, parcel, sealed_bytes, taken, to_office
from unannounced.duties import bringing
from unannounced.duties.bringing import PART
from unannounced.records.satchel.models import Part


def cut(sealed: bytes) -> list[bytes]:
    """The parts of a blob, as a device divides it."""
    return [sealed[begin : begin + PART] for begin in range(0, len(sealed), PART)]


@pytest.mark.django_db
def test_parts_in_any_order_become_one_blob_and_are_gone(room: Room) -> None:
    device = room.came_in()
    sealed = random.Random(7).randbytes(3 * PART + 17)
    line, pieces = device.line(sealed), cut(sealed)
    have: list[int] = []
    for number in (3, 1, 4):
        have.append(number)
        answered = room.put(device, line, number, pieces[number - 1])
        assert (answered.status_code, answered.json()) == (200, {"have": sorted(have), "is": "waiting"})
    assert room.parts(device, line).json() == {"have": [1, 3, 4], "is": "waiting"}
    assert room.put(device, line, 2, pieces[1]).json() == {"have": [1, 2, 3, 4], "is": "kept"}
    assert room.parts(device, line).json() == {"have": [], "is": "known"}
    assert room.put(device, line, 2, pieces[1]).json() == {"have": [], "is": "known"}
    assert not Part.objects.exists()
    (content,) = to_office("sealed-blob")
    assert bringing.read_content(content).sealed == sealed
    assert faults() == []


@pytest.mark.django_db
def test_a_part_that_comes_twice_is_kept_once(room: Room) -> None:
    device = room.came_in()
    sealed = sealed_bytes(size=PART + 5)
    line, pieces = device.line(sealed), cut(sealed)
    for _time in range(2):
        assert room.put(device, line, 1, pieces[0]).json() == {"have": [1], "is": "waiting"}
    assert room.put(device, line, 2, pieces[1]).json()["is"] == "kept"


@pytest.mark.django_db
def test_parts_that_are_not_what_was_signed_are_dropped_and_the_device_begins_again(room: Room) -> None:
    device = room.came_in()
    sealed = sealed_bytes(size=2 * PART)
    line, pieces = device.line(sealed), cut(sealed)
    room.put(device, line, 1, bytes(PART))
    answered = room.put(device, line, 2, pieces[1])
    assert (answered.status_code, answered.json()["problem"]) == (422, "forged")
    assert room.parts(device, line).json() == {"have": [], "is": "waiting"}
    assert to_office("sealed-blob") == []
    room.put(device, line, 1, pieces[0])
    assert room.put(device, line, 2, pieces[1]).json()["is"] == "kept"


@pytest.mark.django_db
def test_a_part_that_was_cut_off_half_way_is_not_kept(room: Room) -> None:
    device = room.came_in()
    sealed = sealed_bytes(size=PART + 100)
    line, pieces = device.line(sealed), cut(sealed)
    for number, content in ((1, pieces[0][:-1]), (2, pieces[1][:50]), (2, pieces[1] + b"more"), (1, b"")):
        answered = room.put(device, line, number, content)
        assert (answered.status_code, answered.json()["problem"]) == (400, "malformed")
    assert room.parts(device, line).json()["have"] == []


@pytest.mark.django_db
def test_parts_are_taken_only_as_the_size_that_was_signed_divides(room: Room) -> None:
    device = room.came_in()
    sealed = sealed_bytes(size=PART + 100)
    line, pieces = device.line(sealed), cut(sealed)
    assert room.put(device, line, 1, pieces[0], of=3).status_code == 400
    assert room.put(device, line, 3, pieces[1]).status_code == 400
    assert room.put(device, line, 0, pieces[0]).status_code == 400
    larger = {**line, "size": PART * 3}
    answered = room.put(device, larger, 1, pieces[0])
    assert (answered.status_code, answered.json()["problem"]) == (422, "forged")
    huge = {**line, "size": bringing.LARGEST_BLOB + 1}
    assert room.put(device, huge, 1, pieces[0], of=9).json()["problem"] == "too_large"
    assert not Part.objects.exists()


@pytest.mark.django_db
def test_only_the_device_that_signed_brings_parts_and_asks_for_them(room: Room) -> None:
    device, stranger = room.came_in(), Device()
    sealed = sealed_bytes(size=PART + 100)
    line, pieces = device.line(sealed), cut(sealed)
    unsigned = {**line, "signature": ""}
    assert room.put(device, unsigned, 1, pieces[0]).json()["problem"] in {"unsigned", "malformed"}
    other = stranger.line(sealed)
    assert room.put(stranger, other, 1, pieces[0]).status_code == 404
    forged = {**line, "signature": other["signature"]}
    assert room.put(device, forged, 1, pieces[0]).status_code == 422
    assert room.parts(device, forged).status_code == 422
    assert not Part.objects.exists()


@pytest.mark.django_db
def test_parts_of_a_revoked_device_are_kept_and_it_hears_so(room: Room) -> None:
    device = room.came_in()
    line = device.line(sealed := sealed_bytes(size=PART + 1))
    taken(parcel("revocation", {"device": str(device.id)}))
    assert room.put(device, line, 1, cut(sealed)[0]).json() == {"have": [1], "is": "waiting", "revoked": True}
    assert room.put(device, line, 2, cut(sealed)[1]).json() == {"have": [1, 2], "is": "kept", "revoked": True}


@pytest.mark.django_db
def test_a_blob_that_came_in_a_batch_is_known_in_parts_too(room: Room) -> None:
    device = room.came_in()
    line = device.line()
    room.brought([line])
    assert room.parts(device, line).json() == {"have": [], "is": "known"}


@pytest.mark.django_db
def test_a_photograph_of_fifty_megabytes_is_taken_up_again_after_a_cut(room: Room) -> None:
    device = room.came_in()
    sealed = random.Random(11).randbytes(50_000_000)
    line, pieces = device.line(sealed), cut(sealed)
    for number in (7, 48, 1, 20):
        assert room.put(device, line, number, pieces[number - 1]).json()["is"] == "waiting"
    have = room.parts(device, line).json()["have"]
    assert have == [1, 7, 20, 48]
    missing = [number for number in range(1, len(pieces) + 1) if number not in have]
    answers = [room.put(device, line, number, pieces[number - 1]).json()["is"] for number in missing]
    assert answers == ["waiting"] * (len(missing) - 1) + ["kept"]
    (content,) = to_office("sealed-blob")
    assert bringing.read_content(content).sealed == sealed
    assert not Part.objects.exists()


def begun(room: Room, device: Device, size: int = 2 * PART) -> tuple[dict[str, object], list[bytes]]:
    """A blob of which the first part came."""
    sealed = random.Random(device.seq).randbytes(size)
    line, pieces = device.line(sealed), cut(sealed)
    assert room.put(device, line, 1, pieces[0]).json() == {"have": [1], "is": "waiting"}
    return line, pieces


@pytest.mark.django_db
def test_a_device_has_only_so_much_unfinished_here(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bringing, "MOST_UNFINISHED", 3)
    device, other = room.came_in(), room.came_in()
    first = [begun(room, device) for _one in range(3)]
    fourth = device.line(sealed := random.Random(9).randbytes(2 * PART))
    answered = room.put(device, fourth, 1, cut(sealed)[0])
    assert (answered.status_code, answered.json()["problem"]) == (507, "unfinished")
    assert "3 megabytes" in answered.json()["message"]
    assert begun(room, other)  # the bound of one device is not that of another
    for line, pieces in first:  # what would not make another blob whole is not in its way
        assert room.parts(device, line).json()["have"] == [1]
        assert len(pieces) == 2
    assert room.brought([device.line()])[0]["is"] == "kept"


@pytest.mark.django_db
def test_what_rested_longest_makes_room_and_is_brought_again(
    room: Room, monkeypatch: pytest.MonkeyPatch, today: Callable[[datetime], None]
) -> None:
    monkeypatch.setattr(bringing, "MOST_UNFINISHED", 2)
    device = room.came_in()
    (old, pieces), (newer, _pieces) = begun(room, device), begun(room, device)
    today(NOW + bringing.RESTS_AFTER)
    third, _third = begun(room, device)
    assert [room.parts(device, one).json()["have"] for one in (old, newer, third)] == [[], [1], [1]]
    today(NOW + 2 * bringing.RESTS_AFTER)
    assert room.put(device, old, 1, pieces[0]).json()["is"] == "waiting"
    assert room.put(device, old, 2, pieces[1]).json()["is"] == "kept"


@pytest.mark.django_db
def test_parts_expire_after_the_last_of_them_and_never_what_is_whole(
    room: Room, today: Callable[[datetime], None]
) -> None:
    from unannounced.records.satchel.actions import expire_parts

    device = room.came_in()
    (left, pieces), (taken_up, more) = begun(room, device), begun(room, device, 3 * PART)
    whole = device.line(sealed := sealed_bytes(size=PART + 1))
    for number, piece in enumerate(cut(sealed), start=1):
        room.put(device, whole, number, piece)
    today(weeks_later := NOW + timedelta(days=30))
    room.put(device, taken_up, 2, more[1])
    assert expire_parts(at=NOW + bringing.UNFINISHED_FOR) == 0
    assert expire_parts(at=NOW + bringing.UNFINISHED_FOR + timedelta(seconds=1)) == 1
    assert [room.parts(device, one).json() for one in (left, taken_up, whole)] == [
        {"have": [], "is": "waiting"},
        {"have": [1, 2], "is": "waiting"},
        {"have": [], "is": "known"},
    ]
    assert expire_parts(at=weeks_later + 10 * bringing.UNFINISHED_FOR) == 1
    assert room.parts(device, whole).json()["is"] == "known"
    for number, piece in enumerate(pieces, start=1):  # a device that comes back brings all of it again
        answered = room.put(device, left, number, piece)
    assert answered.json()["is"] == "kept"
    assert faults() == []
