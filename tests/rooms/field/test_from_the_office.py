"""What the office says to the field room: invitations, letters, revocations; in any order, and once."""

from uuid import uuid4

import pytest

from tests.rooms.field.conftest import NOW, RECIPIENT, Device, Room, faults, parcel, taken
from unannounced.crafts.handing_over import coded
from unannounced.records.parcels.actions import ParcelRefused, ParcelWaits
from unannounced.records.parcels.models import Parcel
from unannounced.records.satchel.models import Enrolled, Invited, Letter

pytestmark = pytest.mark.django_db


def letter(device: Device, number: int = 1, **other: object) -> dict[str, object]:
    """A letter as its parcel holds it."""
    plain = {"device": str(device.id), "number": number, "recipient": f"age1pq1{'z' * number}"}
    return {**plain, "sealed": coded(f"letter {number}".encode()), "checklists": [], **other}


def test_a_device_gets_the_letters_after_the_one_it_has(room: Room) -> None:
    device = room.came_in()
    for number in (1, 2, 3):
        taken(parcel("letter", letter(device, number)))
    said = room.letters(device).json()
    assert [one["number"] for one in said["letters"]] == [1, 2, 3]
    assert said["letters"][0]["sealed"] == coded(b"letter 1")
    assert said["revoked"] is False
    assert [one["number"] for one in room.letters(device, after=2).json()["letters"]] == [3]
    assert faults() == []


def test_letters_are_given_twenty_at_a_time(room: Room) -> None:
    device = room.came_in()
    for number in range(1, 23):
        taken(parcel("letter", letter(device, number)))
    assert len(room.letters(device).json()["letters"]) == 20
    assert [one["number"] for one in room.letters(device, after=20).json()["letters"]] == [21, 22]


def test_a_letter_goes_to_nobody_but_the_device_that_signs_for_it(room: Room) -> None:
    device, other = room.came_in(), room.came_in()
    taken(parcel("letter", letter(device)))
    assert room.letters(device, signature="").json()["problem"] == "unsigned"
    stolen = Device(id=device.id, key=other.key)
    assert (room.letters(stolen).status_code, room.letters(stolen).json()["problem"]) == (422, "forged")
    assert room.letters(Device()).status_code == 404
    assert room.client.get(f"/field/api/letters?device={device.id}&after=x").status_code == 400
    assert room.client.get("/field/api/letters").status_code == 400


def test_a_signature_for_some_letters_is_good_for_no_others(room: Room) -> None:
    from unannounced.crafts import handing_over

    device = room.came_in()
    signed = handing_over.sign(handing_over.letters_text(device=device.id, after=3), device.key)
    assert room.letters(device, after=0, signature=signed).status_code == 422


def test_a_revoked_device_gets_no_letter_and_hears_that_it_is_revoked(room: Room) -> None:
    device = room.came_in()
    taken(parcel("letter", letter(device)))
    taken(parcel("revocation", {"device": str(device.id)}))
    assert room.letters(device).json() == {"letters": [], "revoked": True}


def test_a_device_that_was_revoked_before_it_came_in_does_not_come_in(room: Room) -> None:
    device = room.invited()
    taken(parcel("revocation", {"device": str(device.id)}))
    assert room.enrol(device).json()["problem"] == "withdrawn"
    assert not Enrolled.objects.exists()


def test_the_newest_letter_says_what_the_odk_door_seals_to_whichever_comes_last(room: Room) -> None:
    device = room.came_in()
    forms = [{"form_id": "cells", "version": "3", "title": "Cells", "xform": "<h:html/>"}]
    taken(parcel("letter", letter(device, 2, checklists=forms)))
    taken(parcel("letter", letter(device, 1)))
    invited = Invited.objects.get(device=device.id)
    assert (invited.recipient, invited.checklists) == ("age1pq1zz", forms)


def test_what_belongs_to_an_invitation_that_has_not_come_waits_and_is_taken_afterwards(room: Room) -> None:
    device = Device()
    later = [
        parcel("letter", letter(device)),
        parcel("invitation-withdrawn", {"lookup": device.derived.lookup, "device": str(device.id)}),
        parcel("revocation", {"device": str(device.id)}),
    ]
    for packed in later:
        with pytest.raises(ParcelWaits):
            taken(packed)
    assert not Parcel.objects.exists()
    assert not Letter.objects.exists()
    taken(parcel("invitation", device.invitation()))
    assert [taken(packed) for packed in later] == ["taken"] * 3
    assert [taken(packed) for packed in later] == ["known"] * 3
    assert room.enrol(device).json()["problem"] == "withdrawn"


def test_the_same_invitation_again_changes_nothing(room: Room) -> None:
    device = Device()
    packed = parcel("invitation", device.invitation())
    assert [taken(packed), taken(packed)] == ["taken", "known"]
    assert Invited.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "other"),
    [
        ("invitation", {"lookup": ""}),
        ("invitation", {"device": "no id"}),
        ("invitation", {"expires_on": "soon"}),
        ("invitation", {"package": None}),
        ("invitation", {"checklists": [{"form_id": "cells"}]}),
        ("invitation", {"checklists": "cells"}),
        ("letter", {"number": 0}),
        ("letter", {"number": "1"}),
        ("letter", {"sealed": "not base64url!"}),
    ],
)
def test_a_parcel_that_is_not_what_its_kind_says_is_refused_whole(
    room: Room, kind: str, other: dict[str, object]
) -> None:
    device = room.invited()
    fresh = Device()
    content = {**(letter(device) if kind == "letter" else fresh.invitation()), **other}
    with pytest.raises(ParcelRefused, match="is not what its kind says"):
        taken(parcel(kind, content))
    assert Invited.objects.count() == Parcel.objects.count() == 1
    assert not Letter.objects.exists()


@pytest.mark.parametrize(("kind", "version"), [("invitation", 2), ("publication", 1), ("greeting", 1)])
def test_a_parcel_of_a_newer_version_or_of_another_room_is_refused(room: Room, kind: str, version: int) -> None:
    with pytest.raises(ParcelRefused, match="newer version"):
        taken(parcel(kind, {"device": str(uuid4())}, version))


def test_another_letter_with_the_same_number_is_refused_and_the_first_stays(room: Room) -> None:
    device = room.came_in()
    taken(parcel("letter", letter(device)))
    with pytest.raises(ParcelRefused):
        taken(parcel("letter", letter(device, sealed=coded(b"another"))))
    assert Letter.objects.get().sealed == coded(b"letter 1")


@pytest.mark.parametrize(
    "by_hand",
    [
        "UPDATE satchel_held SET seq = 9",
        "DELETE FROM satchel_held",
        "DELETE FROM parcels_parcel WHERE kind = 'sealed-blob'",
        "UPDATE satchel_enrolled SET verifying_key = 'mine'",
        "UPDATE satchel_invited SET package = 'mine'",
        "UPDATE satchel_letter SET sealed = 'mine'",
        "DELETE FROM satchel_letter",
        "UPDATE parcels_parcel SET content = 'x' WHERE kind = 'sealed-blob'",
    ],
)
def test_what_was_altered_or_deleted_by_hand_is_named(room: Room, by_hand: str) -> None:
    from django.db import connection

    device = room.came_in()
    room.brought([device.line()])
    taken(parcel("letter", letter(device)))
    assert faults() == []
    with connection.cursor() as cursor:
        cursor.execute(by_hand.replace("content = 'x'", "content = %s"), [b"x"] if "content" in by_hand else [])
    assert len(faults()) >= 1


def test_an_invitation_keeps_to_what_the_office_wrote(room: Room) -> None:
    device = room.invited()
    held = Invited.objects.get()
    assert (held.device, held.recipient, held.odk_key) == (device.id, RECIPIENT, "")
    assert Parcel.objects.get().made_at == NOW
