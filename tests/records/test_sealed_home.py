"""Sealed blobs come home by the courier: once, in any order; what does not fit is kept apart with the reason."""

import itertools
import json
from datetime import timedelta
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.sealed import Blob, Pocket, come_in, enrol, in_the_field, invite, sealed_entry, signed_blob
from tests.world import TODAY, World, moment, plan
from unannounced.crafts.packing import Packed, digest_of
from unannounced.duties.noting import Sealed
from unannounced.records.keyrings.actions import revoke_device, take_enrolment, withdraw_invitation
from unannounced.records.keyrings.models import Device
from unannounced.records.ledger.linking import link_all
from unannounced.records.ledger.models import Line
from unannounced.records.ledger.verifying import verify
from unannounced.records.notebooks.actions import take_sealed
from unannounced.records.notebooks.models import SealedBlob
from unannounced.records.parcels.models import Direction, Parcel

pytestmark = pytest.mark.django_db

AT = moment(TODAY)


def packed(content: bytes, kind: str = "sealed-blob", version: int = 1) -> Packed:
    """Bytes packed as the courier brings them from the field room."""
    return Packed(kind, version, "field", digest_of(content), content)


def bring(*blobs: Blob | bytes) -> list[tuple[str, str]]:
    """The courier brings these in one chunk; what became of each, and why."""
    parcels = [packed(one.parcel if isinstance(one, Blob) else one) for one in blobs]
    stands = take_sealed(parcels, at=AT)
    return [(stands[one.digest].what.value, stands[one.digest].why) for one in parcels]


def words(*blobs: Blob | bytes) -> list[str]:
    """The same without the reasons."""
    return [word for word, _why in bring(*blobs)]


def stands(blob: Blob) -> tuple[str, str]:
    """How a blob stands in the office, and the sentence why."""
    held = SealedBlob.objects.get(digest=digest_of(blob.sealed))
    return held.stands, held.why[0] if held.why else ""


def sound() -> None:
    """Verification finds nothing, and nothing waits to be linked."""
    link_all()
    assert [str(fault) for fault in verify().faults] == []


def test_bytes_that_came_before_under_another_visit_are_refused_and_not_taken_for_known(world: World) -> None:
    """A field room in other hands may bring a blob first in the name of a device of another visit."""
    here, there = plan(world), plan(world, "XXC", days_ago=90)
    _key, mine = in_the_field(world, here)
    _other_key, theirs = in_the_field(world, there)
    blob = sealed_entry(mine)
    thief = signed_blob(theirs, blob.sealed, seq=1)
    assert words(thief) == ["taken"]
    [(word, why)] = bring(blob)
    assert word == "refused"
    assert "another visit" in why


@pytest.fixture
def pocket(world: World) -> Pocket:
    """A device of Tomás on a visit nobody else knows of."""
    return in_the_field(world, plan(world))[1]


def test_what_the_courier_brings_waits_to_be_opened_and_has_its_bytes(world: World, pocket: Pocket) -> None:
    blob = sealed_entry(pocket)
    assert words(blob) == ["taken"]
    held = SealedBlob.objects.select_related("visit", "device", "parcel").get()
    assert (held.digest, held.size, held.number) == (blob.digest, len(blob.sealed), 1)
    assert (held.device_id, held.stands, held.door) == (pocket.id, Sealed.WAITS, "app")
    assert bytes(held.parcel.content) == blob.parcel
    assert (held.parcel.direction, held.parcel.room) == (Direction.IN, "field")
    line = Line.objects.get(act="take sealed blobs in")
    assert (line.by, line.within) == (world.tomas.pk, held.visit_id)
    sound()


def test_the_same_again_changes_nothing_and_leaves_no_line(pocket: Pocket) -> None:
    blobs = [sealed_entry(pocket, f"Cell {number}.") for number in range(5)]
    assert words(*blobs) == ["taken"] * 5
    before = list(SealedBlob.objects.order_by("pk").values()), Line.objects.count(), Parcel.objects.count()
    assert words(*blobs) == ["known"] * 5
    assert words(blobs[0], blobs[0]) == ["known"] * 2
    assert (list(SealedBlob.objects.order_by("pk").values()), Line.objects.count(), Parcel.objects.count()) == before


def test_the_same_blob_in_another_parcel_is_known(pocket: Pocket) -> None:
    blob = sealed_entry(pocket)
    line = {"door": "app", **dict(reversed(blob.line.items()))}
    assert words(blob, json.dumps(line).encode() + b"\n" + blob.sealed) == ["taken", "known"]
    assert SealedBlob.objects.count() == 1


def test_a_chunk_has_a_line_for_each_device_in_the_name_of_whose_it_is(world: World) -> None:
    visit = plan(world)
    key, of_tomas = in_the_field(world, visit)
    of_ana, _device = enrol(invite(world, visit, key, person="ana"))
    blobs = [sealed_entry(one, f"Cell {number}.") for number in range(3) for one in (of_tomas, of_ana)]
    assert words(*blobs) == ["taken"] * 6
    lines = Line.objects.filter(act="take sealed blobs in")
    assert {line.by for line in lines} == {world.tomas.pk, world.ana.pk}
    assert {len(line.rows) for line in lines} == {6}
    sound()


def test_blobs_wait_until_their_device_itself_has_come(world: World) -> None:
    visit = plan(world)
    key, _other = in_the_field(world, visit)
    handed = invite(world, visit, key)
    late = come_in(handed.code, handed.closed)
    blob = sealed_entry(late)
    ((word, why),) = bring(blob)
    assert word == "waits"
    assert "has not come yet" in why
    assert not SealedBlob.objects.exists()
    enrolment = json.dumps({**late.enrolment, "device": str(late.id)}).encode()
    take_enrolment(enrolment, at=AT)
    assert words(blob) == ["taken"]
    sound()


def test_in_whichever_order_and_however_often_they_come_each_is_held_once(pocket: Pocket) -> None:
    blobs = [sealed_entry(pocket, f"Cell {number}.") for number in range(4)]
    for order in itertools.permutations(blobs):
        for begin in range(0, 4, 2):
            bring(*order[begin : begin + 2])
    assert SealedBlob.objects.filter(stands=Sealed.WAITS).count() == 4
    sound()


def test_a_device_that_no_visit_invited_is_refused_by_name_and_nothing_is_kept(pocket: Pocket) -> None:
    stranger = Pocket(UUID(int=7), pocket.identity, pocket.signing, pocket.package, {})
    ((word, why), (other, _none)) = bring(sealed_entry(stranger), sealed_entry(pocket))
    assert (word, other) == ("refused", "taken")
    assert str(stranger.id) in why


def test_what_is_refused_in_a_chunk_does_not_make_the_same_bytes_known(pocket: Pocket) -> None:
    """What is called known is forgotten by the field room: only what is held here may be called so."""
    true = sealed_entry(pocket)
    stranger = Pocket(UUID(int=7), pocket.identity, pocket.signing, pocket.package, {})
    assert words(signed_blob(stranger, true.sealed, seq=1), true) == ["refused", "taken"]
    assert stands(true) == (Sealed.WAITS, "")


def test_a_signature_that_is_not_the_devices_is_set_apart_with_the_reason(pocket: Pocket) -> None:
    other_key = ec.generate_private_key(ec.SECP256R1())
    thief = Pocket(pocket.id, pocket.identity, other_key, pocket.package, {})
    forged = signed_blob(thief, b"age-encryption.org/v1\nsomething else", seq=1)
    assert words(forged) == ["taken"]
    assert stands(forged) == (Sealed.APART, "Its signature is not that of the device it names.")
    sound()


def test_bytes_that_were_altered_on_the_way_are_kept_apart_and_the_true_ones_still_come(pocket: Pocket) -> None:
    blob = sealed_entry(pocket)
    altered = Blob(blob.sealed[:-1] + bytes([blob.sealed[-1] ^ 1]), blob.line)
    assert words(altered) == ["taken"]
    standing, why = stands(altered)
    assert standing == Sealed.APART
    assert "altered" in why
    assert words(blob) == ["taken"]
    assert stands(blob) == (Sealed.WAITS, "")
    sound()


def test_a_number_that_was_given_twice_sets_the_second_apart_and_loses_neither(pocket: Pocket) -> None:
    first = sealed_entry(pocket, "Cell 12.")
    second = signed_blob(pocket, sealed_entry(pocket, "Cell 13.").sealed, seq=1)
    assert words(first, second) == ["taken", "taken"]
    assert stands(first)[0] == Sealed.WAITS
    assert stands(second) == (Sealed.APART, "The device gave the number {number} to another blob already.")
    assert SealedBlob.objects.get(digest=second.digest).why[1] == {"number": 1}


def test_what_comes_from_a_revoked_device_is_set_apart_from_the_number_on_that_was_named(
    world: World, pocket: Pocket
) -> None:
    blobs = [sealed_entry(pocket, f"Cell {number}.") for number in range(4)]
    device = Device.objects.get(pk=pocket.id)
    assert words(blobs[0]) == ["taken"]
    revoke_device(device, "It was taken at the gate.", from_number=3, by=world.ana, at=AT - timedelta(hours=1))
    assert words(*blobs[1:]) == ["taken"] * 3
    assert [stands(one)[0] for one in blobs] == [Sealed.WAITS, Sealed.WAITS, Sealed.APART, Sealed.APART]
    assert stands(blobs[3])[1] == "The device had been revoked before this came."
    sound()


def test_a_device_whose_invitation_was_withdrawn_meanwhile_brings_only_what_is_set_apart(world: World) -> None:
    visit = plan(world)
    key, _other = in_the_field(world, visit)
    handed = invite(world, visit, key)
    withdraw_invitation(handed.invitation, by=world.ana, at=AT - timedelta(days=1))
    pocket, _device = enrol(handed, at=AT)
    blob = sealed_entry(pocket)
    assert words(blob) == ["taken"]
    assert stands(blob)[0] == Sealed.APART


def by_odk(device: object, number: int = 0) -> bytes:
    """What an ODK client brought, as its parcel has it: sealed at the door, without number and signature."""
    sealed = f"age-encryption.org/v1\nform {number}".encode()
    line = {"device": str(device), "seq": 0, "digest": digest_of(sealed), "size": len(sealed), "signature": ""}
    return json.dumps({**line, "door": "openrosa"}).encode() + b"\n" + sealed


def test_what_was_sealed_at_the_odk_door_has_no_number_and_no_signature_and_waits(world: World) -> None:
    visit = plan(world)
    key, _pocket = in_the_field(world, visit)
    device = invite(world, visit, key).invitation.device
    assert words(*(by_odk(device, number) for number in range(2))) == ["taken", "taken"]
    held = SealedBlob.objects.all()
    assert {(one.door, one.number, one.stands) for one in held} == {("openrosa", 0, Sealed.WAITS)}
    sound()


def test_what_is_not_signed_is_set_apart_where_the_app_came_in_or_the_invitation_was_withdrawn(world: World) -> None:
    visit = plan(world)
    key, pocket = in_the_field(world, visit)
    handed = invite(world, visit, key)
    withdraw_invitation(handed.invitation, by=world.ana, at=AT)
    assert words(by_odk(pocket.id, 1), by_odk(handed.invitation.device, 2)) == ["taken", "taken"]
    held = SealedBlob.objects.all()
    assert {one.stands for one in held} == {Sealed.APART}
    assert {str(one.why[0])[:16] for one in held} == {"It is not signed", "The invitation h"}


@pytest.mark.parametrize(
    ("content", "version"),
    [(b"", 1), (b"no line", 1), (b"{}\n", 1), (b"[]\nbytes", 1), (b'{"device": 1}\nbytes', 1), (b"whatever", 2)],
)
def test_a_parcel_that_cannot_be_read_is_refused_and_the_others_are_taken(
    pocket: Pocket, content: bytes, version: int
) -> None:
    bad, good = packed(content, version=version), packed(sealed_entry(pocket).parcel)
    said = take_sealed([bad, good], at=AT)
    assert [said[one.digest].what.value for one in (bad, good)] == ["refused", "taken"]
    assert said[bad.digest].why
    assert SealedBlob.objects.count() == 1


def test_a_chunk_is_taken_in_together_or_not_at_all(pocket: Pocket, monkeypatch: pytest.MonkeyPatch) -> None:
    from unannounced.records.notebooks import coming

    rows, calls = coming.rows, []

    def failing(*args: object, **more: object) -> object:
        calls.append(1)
        if len(calls) == 3:
            raise OSError("the disk is full")
        return rows(*args, **more)  # type: ignore[arg-type]

    blobs = [sealed_entry(pocket, f"Cell {number}.") for number in range(4)]
    monkeypatch.setattr(coming, "rows", failing)
    with pytest.raises(OSError, match="full"):
        bring(*blobs)
    assert not SealedBlob.objects.exists()
    assert not Parcel.objects.filter(direction=Direction.IN).exists()


def test_a_chunk_of_two_hundred_asks_no_more_of_the_database_than_one_of_ten(pocket: Pocket) -> None:
    def of(number: int) -> list[Blob]:
        pocket.seq += number
        first = pocket.seq - number
        return [signed_blob(pocket, f"age {first + n}".encode(), seq=first + n + 1) for n in range(number)]

    counted = []
    for number in (10, 200):
        blobs = of(number)
        with CaptureQueriesContext(connection) as queries:
            assert words(*blobs) == ["taken"] * number
        counted.append(len([one for one in queries if one["sql"].startswith("SELECT")]))
    assert counted[0] == counted[1]
