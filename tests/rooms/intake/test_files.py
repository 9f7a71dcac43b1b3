"""Files in parts: whole or not at all, taken up after a cut, and never so many that letters find no room."""

import json
import random
from typing import Any

import pytest

from tests.rooms.intake.conftest import NOW, Room, Sender, to_office
from unannounced.crafts.packing import digest_of
from unannounced.duties import posting
from unannounced.duties.bringing import PART
from unannounced.records.letterbox import actions
from unannounced.records.letterbox.models import File, Part
from unannounced.records.parcels.models import Parcel

pytestmark = pytest.mark.django_db

SIZE = 2 * PART + 500


def content(size: int = SIZE, seed: int = 1) -> bytes:
    """Bytes that stand for a sealed file."""
    return random.Random(seed).randbytes(size)


def begin(room: Room, sender: Sender, said: bytes, **other: Any) -> Any:
    """Begin a file with work."""
    file = {"address": sender.address, "digest": digest_of(said), "size": len(said), **other}
    return room.ask("files", room.worked(file, size=len(said)))


def pieces(said: bytes) -> list[bytes]:
    """A file in its parts."""
    return [said[at : at + PART] for at in range(0, len(said), PART)]


def put(room: Room, sender: Sender, said: bytes, number: int) -> Any:
    """Bring one part as it should be."""
    return room.put(sender, digest_of(said), len(said), number, pieces(said)[number - 1])


def test_a_file_comes_in_parts_in_any_order_and_again_and_is_one_parcel(room: Room) -> None:
    sender, said = Sender(), content()
    assert begin(room, sender, said).json() == {"have": [], "is": "waiting"}
    assert put(room, sender, said, 3).json() == {"have": [3], "is": "waiting"}
    assert put(room, sender, said, 3).json() == {"have": [3], "is": "waiting"}
    again = {"address": sender.address, "digest": digest_of(said), "size": len(said)}
    assert room.ask("files", again).json() == {"have": [3], "is": "waiting"}, "asks for no other work"
    assert put(room, sender, said, 1).json()["have"] == [1, 3]
    assert put(room, sender, said, 2).json()["is"] == "kept"
    assert put(room, sender, said, 2).json()["is"] == "known"
    assert room.ask("files", again).json() == {"have": [], "is": "known"}
    (parcel,) = to_office("communication-file")
    line, _, rest = parcel.partition(b"\n")
    assert rest == said
    assert json.loads(line) == {
        "conversation": sender.conversation,
        "digest": digest_of(said),
        "size": SIZE,
        "came_on": "2026-12-01",
    }
    assert Part.objects.count() == 0


def test_parts_that_are_not_the_file_are_dropped_and_it_can_be_brought_again(room: Room) -> None:
    sender, said = Sender(), content()
    begin(room, sender, said)
    put(room, sender, said, 1)
    put(room, sender, said, 2)
    forged = room.put(sender, digest_of(said), len(said), 3, content(500, seed=2))
    assert (forged.status_code, forged.json()["problem"]) == (422, "forged")
    assert (File.objects.count(), Part.objects.count(), to_office("communication-file")) == (0, 0, [])
    begin(room, sender, said)
    assert [put(room, sender, said, number).json()["is"] for number in (1, 2, 3)] == ["waiting", "waiting", "kept"]


def test_a_part_that_was_cut_off_or_was_never_begun_is_refused(room: Room) -> None:
    sender, said = Sender(), content()
    assert put(room, sender, said, 1).status_code == 404
    begin(room, sender, said)
    assert put(room, Sender(), said, 1).status_code == 404, "under another address it was not begun"
    cut = room.put(sender, digest_of(said), len(said), 1, said[:1000])
    assert (cut.status_code, cut.json()["problem"]) == (400, "malformed")
    for number in (0, 4, 10**9):
        assert room.put(sender, digest_of(said), len(said), number, b"x").status_code == 400
    assert room.put(sender, digest_of(said), len(said), 1, said).json()["problem"] == "too_large"


@pytest.mark.parametrize("size", [0, posting.LARGEST_FILE + 70_000, 5 * 1024**3])
def test_a_file_of_five_gigabytes_is_refused_before_it_is_sent(room: Room, size: int) -> None:
    file = {"address": Sender().address, "digest": "a" * 64, "size": size}
    refused = room.ask("files", file)
    assert (refused.status_code, refused.json()["problem"]) == (413, "too_large")


def test_a_large_file_costs_more_work_than_a_letter(room: Room) -> None:
    sender, said = Sender(), content()
    file = {"address": sender.address, "digest": digest_of(said), "size": len(said)}
    refused = room.ask("files", room.worked(file, size=0))
    assert refused.json()["problem"] == "no_challenge"
    assert refused.json()["challenge"].split(".")[1] == str(posting.work_asked(0, size=SIZE))
    assert room.ask("files", file).json()["problem"] == "no_challenge"


def test_when_too_much_is_on_its_way_letters_go_on_and_a_file_that_rests_gives_way(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "MOST_UNFINISHED", 4)
    resting, said = Sender(), content()
    begin(room, resting, said)
    put(room, resting, said, 1)
    put(room, resting, said, 2)
    other, second = Sender(), content(seed=5)
    refused = begin(room, other, second)
    assert (refused.status_code, refused.json()["problem"]) == (507, "unfinished")
    room.kept(other.letter())
    Part.objects.update(came_on=NOW.date() - actions.RESTS_AFTER)
    assert begin(room, other, second).status_code == 200
    assert room.ask("files", {"address": resting.address, "digest": digest_of(said), "size": SIZE}).status_code == 409


def test_no_room_on_the_disk_refuses_files_and_takes_letters(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    if "sqlite" not in settings_engine():
        pytest.skip("the disk of a PostgreSQL elsewhere is not seen from here")
    monkeypatch.setattr(posting, "LEAST_FREE", 1 << 60)
    assert begin(room, Sender(), content()).json()["problem"] == "unfinished"
    room.kept(Sender().letter())


def settings_engine() -> str:
    """What keeps the room's tables."""
    from django.conf import settings

    engine: str = settings.DATABASES["default"]["ENGINE"]
    return engine


def test_erasing_takes_files_and_their_parts_along(room: Room) -> None:
    sender, said, half = Sender(), content(), content(seed=9)
    begin(room, sender, said)
    for number in (1, 2, 3):
        put(room, sender, said, number)
    begin(room, sender, half)
    put(room, sender, half, 1)
    room.ask("erase", {"address": sender.address})
    assert (File.objects.count(), Part.objects.count()) == (0, 0)
    assert Parcel.objects.filter(kind="communication-file").count() == 0


def test_a_file_that_never_came_whole_is_dropped_after_a_month(room: Room) -> None:
    sender, said = Sender(), content()
    begin(room, sender, said)
    put(room, sender, said, 1)
    assert actions.expire(at=NOW + actions.UNFINISHED_FOR) == 0
    assert actions.expire(at=NOW + 2 * actions.UNFINISHED_FOR) == 1
    assert (File.objects.count(), Part.objects.count()) == (0, 0)
