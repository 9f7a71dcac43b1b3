"""Sealed blobs in batches: nothing lost, nothing doubled, nothing half, and the device is told what stands."""

import json

import pytest
from django.db import connection

from tests.rooms.field.conftest import Device, Room, faults, parcel, sealed_bytes, taken, to_office
from unannounced.crafts.handing_over import coded, decoded
from unannounced.duties import bringing
from unannounced.records.satchel.models import Held

pytestmark = pytest.mark.django_db


def stands(answered: list[dict[str, object]]) -> list[object]:
    """What became of each line."""
    return [one["is"] for one in answered]


def test_what_is_kept_lies_in_a_parcel_for_the_office_as_it_was_signed(room: Room) -> None:
    device = room.came_in()
    line = device.line()
    assert room.brought([line]) == [{"digest": line["digest"], "is": "kept"}]
    (content,) = to_office("sealed-blob")
    brought = bringing.read_content(content)
    assert coded(brought.sealed) == line["sealed"]
    assert brought.blob.signature == line["signature"]
    head = json.loads(content.split(b"\n", 1)[0])
    assert head == {**{name: line[name] for name in line if name != "sealed"}, "door": "app"}
    assert faults() == []


def test_a_batch_that_is_brought_again_is_known_and_changes_nothing(room: Room) -> None:
    device = room.came_in()
    lines = [device.line() for _entry in range(50)]
    assert stands(room.brought(lines)) == ["kept"] * 50
    before = set(to_office("sealed-blob"))
    assert stands(room.brought(lines)) == ["known"] * 50
    assert stands(room.brought([*lines[40:], device.line()])) == ["known"] * 10 + ["kept"]
    assert len(set(to_office("sealed-blob")) - before) == 1
    assert before <= set(to_office("sealed-blob"))
    assert Held.objects.count() == 51


def test_the_same_line_twice_in_a_batch_is_kept_once(room: Room) -> None:
    line = room.came_in().line()
    assert stands(room.brought([line, line])) == ["kept", "known"]
    assert len(to_office("sealed-blob")) == 1


def test_bad_lines_in_the_middle_are_named_by_their_number_and_the_rest_is_kept(room: Room) -> None:
    device = room.came_in()
    good = [device.line() for _entry in range(3)]
    answered = room.brought([good[0], b'{"device": "', good[1], b"[1, 2]", b"", b"\xff\xfe", good[2]])
    assert stands(answered) == ["kept", "refused", "kept", "refused", "refused", "refused", "kept"]
    assert [one["line"] for one in answered if one["is"] == "refused"] == [2, 4, 5, 6]
    assert {one["problem"] for one in answered if one["is"] == "refused"} == {"malformed"}
    assert len(to_office("sealed-blob")) == 3


@pytest.mark.parametrize(
    ("other", "problem"),
    [
        ({"signature": ""}, "unsigned"),
        ({"signature": coded(b"\x01" * 64)}, "forged"),
        ({"signature": coded(b"\x00" * 64)}, "forged"),
        ({"signature": coded(b"\x01" * 63)}, "malformed"),
        ({"seq": 7}, "forged"),
        ({"seq": 0}, "malformed"),
        ({"seq": True}, "malformed"),
        ({"seq": "1"}, "malformed"),
        ({"seq": 2**53 + 1}, "malformed"),
        ({"size": 1}, "malformed"),
        ({"size": 2**40}, "too_large"),
        ({"digest": "0" * 64}, "forged"),
        ({"digest": "A" * 64}, "malformed"),
        ({"sealed": "not base64url!"}, "malformed"),
        ({"sealed": None}, "malformed"),
        ({"device": "00000000-0000-4000-8000-000000000000"}, "unknown"),
        ({"device": "not a device"}, "malformed"),
    ],
)
def test_what_does_not_fit_what_was_signed_is_refused_by_one_word_and_a_sentence(
    room: Room, other: dict[str, object], problem: str
) -> None:
    device = room.came_in()
    bad, good = {**device.line(), **other}, device.line()
    refused, kept = room.brought([bad, good])
    assert (refused["is"], refused["problem"], refused["line"]) == ("refused", problem, 1)
    assert len(refused["message"]) > 20
    assert kept["is"] == "kept"
    assert len(to_office("sealed-blob")) == 1


def test_bytes_that_were_altered_after_the_device_signed_are_forged(room: Room) -> None:
    device = room.came_in()
    line = device.line()
    altered = bytearray(decoded(line["sealed"]))
    altered[-1] ^= 1
    (answered,) = room.brought([{**line, "sealed": coded(bytes(altered))}])
    assert (answered["is"], answered["problem"]) == ("refused", "forged")
    assert stands(room.brought([line])) == ["kept"]


def test_a_blob_signed_by_another_device_is_refused(room: Room) -> None:
    one, other = room.came_in(), room.came_in()
    stolen = Device(id=one.id, key=other.key)
    (answered,) = room.brought([stolen.line()])
    assert (answered["is"], answered["problem"]) == ("refused", "forged")


def test_a_device_that_never_came_in_is_told_to_come_in_first(room: Room) -> None:
    (answered,) = room.brought([room.invited().line()])
    assert (answered["is"], answered["problem"]) == ("refused", "unknown")


def test_a_blob_of_a_revoked_device_is_kept_and_the_device_hears_that_it_is_revoked(room: Room) -> None:
    device = room.came_in()
    early = device.line()
    room.brought([early])
    taken(parcel("revocation", {"device": str(device.id)}))
    late = device.line()
    assert room.brought([early, late]) == [
        {"digest": early["digest"], "is": "known", "revoked": True},
        {"digest": late["digest"], "is": "kept", "revoked": True},
    ]
    assert len(to_office("sealed-blob")) == 2


def test_two_blobs_with_one_number_are_both_kept_because_nothing_is_lost_here(room: Room) -> None:
    device = room.came_in()
    first = device.line()
    device.seq = 0
    assert stands(room.brought([first, device.line()])) == ["kept", "kept"]


def test_more_than_fifty_lines_or_four_megabytes_are_not_begun(room: Room) -> None:
    device = room.came_in()
    many = room.bring([device.line() for _entry in range(51)])
    assert (many.status_code, many.json()["problem"]) == (413, "too_large")
    assert "50" in many.json()["message"]
    large = room.bring([device.line(sealed_bytes(size=1_100_000)) for _entry in range(3)])
    assert (large.status_code, large.json()["problem"]) == (413, "too_large")
    assert to_office("sealed-blob") == []


@pytest.mark.parametrize("share", [0.13, 0.55, 0.97])
def test_a_batch_that_was_cut_off_half_way_keeps_its_whole_lines_and_comes_again(room: Room, share: float) -> None:
    device = room.came_in()
    lines = [device.line() for _entry in range(10)]
    text = b"\n".join(json.dumps(line).encode() for line in lines)
    cut = text[: int(len(text) * share)]
    answered = room.client.post("/field/api/blobs", cut, content_type="application/x-ndjson")
    said = [json.loads(line) for line in answered.content.splitlines()]
    assert [one["is"] for one in said] == ["kept"] * (len(said) - 1) + ["refused"]
    assert stands(room.brought(lines)) == ["known"] * (len(said) - 1) + ["kept"] * (11 - len(said))
    assert len(to_office("sealed-blob")) == 10


@pytest.mark.sqlite
@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_a_full_disk_is_said_and_leaves_nothing_half(room: Room) -> None:
    device = room.came_in()
    lines = [device.line(sealed_bytes(size=40_000)) for _entry in range(50)]
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages + 100}")
    try:
        answered = room.bring(lines)
        assert (answered.status_code, answered.json()["problem"]) == (507, "full")
        assert "tell the administrator" in answered.json()["message"]
        assert to_office("sealed-blob") == []
        assert not Held.objects.exists()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1000000000")
    assert stands(room.brought(lines)) == ["kept"] * 50


def test_a_database_that_does_not_answer_is_said_in_one_sentence(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    from unannounced.records.satchel import actions

    def locked(*_args: object, **_more: object) -> None:
        raise OperationalError("database is locked")

    device = room.came_in()
    monkeypatch.setattr(actions, "keep_blobs", locked)
    answered = room.bring([device.line()])
    assert (answered.status_code, answered.json()["problem"]) == (503, "busy")
    assert "locked" not in answered.json()["message"]


def test_a_batch_asks_the_database_no_more_for_fifty_than_for_one(room: Room) -> None:
    device = room.came_in()
    one, fifty = [device.line()], [device.line() for _entry in range(50)]
    counted = []
    from django.test.utils import CaptureQueriesContext

    for lines in (one, fifty):
        with CaptureQueriesContext(connection) as queries:
            room.brought(lines)
        counted.append(len(queries))
    assert counted[0] == counted[1]


@pytest.mark.sqlite
@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_what_is_answered_as_kept_is_on_the_disk_and_not_in_its_cache(room: Room) -> None:
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA synchronous").fetchone()[0] == 2  # FULL


def test_what_the_office_confirmed_may_be_forgotten_and_stays_known(room: Room) -> None:
    from datetime import timedelta

    from tests.rooms.field.conftest import NOW
    from unannounced.records.parcels.actions import note_carried
    from unannounced.records.parcels.models import Parcel
    from unannounced.records.satchel.actions import forget

    device = room.came_in()
    carried, not_yet = device.line(), device.line()
    room.brought([carried, not_yet])
    first = Parcel.objects.filter(kind="sealed-blob")
    digest = next(one.digest for one in first if bringing.read_content(bytes(one.content)).blob.seq == 1)
    note_carried(digest, room="office", at=NOW)
    assert forget(carried_before=NOW) == 0
    assert forget(carried_before=NOW + timedelta(days=1)) == 1
    assert len(to_office("sealed-blob")) == 1
    assert stands(room.brought([carried, not_yet])) == ["known", "known"]
    assert faults() == []
