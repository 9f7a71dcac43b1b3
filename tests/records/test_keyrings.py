"""Keys of members and visits, itineraries, codes and devices: who may, and what the office ever holds of them."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection

from tests import sealed as field
from tests.world import TODAY, World, moment, plan
from unannounced.crafts import handing_over, sealing
from unannounced.crafts.sealing import NotOpened
from unannounced.duties.confidentiality import COMMITTEE
from unannounced.duties.decision import RefusedByRule
from unannounced.records.accounts.actions import remove_factor
from unannounced.records.keyrings import actions, own, queries
from unannounced.records.keyrings.models import Device, Invitation, Letter, MemberKey, SealedItinerary, WrappedKey
from unannounced.records.ledger.actions import SomebodyWasFirst
from unannounced.records.ledger.models import Line
from unannounced.records.ledger.verifying import verify
from unannounced.records.parcels.models import Parcel
from unannounced.records.visits.actions import name_delegate
from unannounced.records.visits.models import Capacity, Delegate, Visit

pytestmark = pytest.mark.django_db

SECRET_PLACE = "Quillmarsh lock-up behind the mill"


@pytest.fixture
def visit(world: World) -> Visit:
    """Planned, not notified: Ana heads it, Tomás goes."""
    return plan(world, days_ago=-10)


@pytest.fixture
def ana(world: World) -> field.MembersKey:
    return field.make_member_key(world, "ana")


@pytest.fixture
def tomas(world: World) -> field.MembersKey:
    return field.make_member_key(world, "tomas")


def now() -> Any:
    return moment(TODAY)


# One's own key


def test_a_member_makes_one_key_and_opens_it_by_the_passphrase_alone(world: World, ana: field.MembersKey) -> None:
    locked = sealing.without_armour(ana.key.locked)
    assert sealing.unlock(locked, ana.passphrase).decode() == ana.identity
    with pytest.raises(NotOpened):
        sealing.unlock(locked, "another lantern")
    with pytest.raises(RefusedByRule, match="have a key already"):
        field.make_member_key(world, "ana")


def test_the_same_key_handed_in_twice_is_kept_once(world: World, ana: field.MembersKey) -> None:
    again = own.make_member_key(ana.key.recipient, ana.key.locked, by=world.ana, at=now())
    assert again == ana.key
    assert MemberKey.objects.count() == 1


@pytest.mark.parametrize("who", ["piet", "rosa"])
def test_who_may_not_know_of_visits_makes_no_key(world: World, who: str) -> None:
    with pytest.raises(RefusedByRule, match="mandate"):
        field.make_member_key(world, who)


def test_an_identity_in_clear_is_never_kept(world: World, visit: Visit, ana: field.MembersKey) -> None:
    identity = sealing.new_identity()
    for recipient, locked in (
        (identity, ana.key.locked),
        (sealing.recipient_of(identity), identity),
        (sealing.recipient_of(identity), sealing.armoured(identity.encode())),
        (sealing.recipient_of(identity), sealing.armoured(sealing.seal(identity.encode(), to=ana.key.recipient))),
        (sealing.recipient_of(identity), sealing.armoured(sealing.lock(identity.encode(), "x" * 12, work=4))),
        ("", ""),
    ):
        with pytest.raises(RefusedByRule):
            own.make_member_key(recipient, locked, by=world.tomas, at=now())
    head = sealing.seal(b"", to=ana.key.recipient)[:-32]
    clear = json.dumps(field.an_itinerary(visit, SECRET_PLACE)).encode()
    for copy in (identity, sealing.armoured(identity.encode()), sealing.armoured(head + clear), ana.key.locked):
        with pytest.raises(RefusedByRule, match="not sealed as it must be"):
            actions.make_visit_key(visit, sealing.recipient_of(identity), {ana.key.pk: copy}, by=world.ana, at=now())
    assert no_secrets_in_the_office(identity, SECRET_PLACE)


def test_another_passphrase_locks_the_same_key(world: World, ana: field.MembersKey) -> None:
    old, new = ana.key.locked, sealing.armoured(sealing.lock(ana.identity.encode(), "five boats asleep", work=15))
    own.change_passphrase(ana.key, new, seen=old, by=world.ana, at=now())
    held = queries.own_key(world.ana)
    assert held is not None
    assert sealing.unlock(sealing.without_armour(held.locked), "five boats asleep").decode() == ana.identity
    with pytest.raises(SomebodyWasFirst):
        own.change_passphrase(ana.key, new, seen=old, by=world.ana, at=now())
    with pytest.raises(SomebodyWasFirst):
        own.change_passphrase(ana.key, new, seen=new, by=world.tomas, at=now())


def test_a_passkey_of_ones_own_opens_the_key_until_it_is_let_no_more_or_removed(
    world: World, ana: field.MembersKey
) -> None:
    secret, locked = "what the passkey alone gives", ana.key.locked
    by_secret = sealing.armoured(sealing.lock(ana.identity.encode(), secret, work=15))
    with pytest.raises(RefusedByRule, match="not in your account"):
        own.let_passkey_open(ana.key, "cGFzc2tleQ", by_secret, by=world.ana, at=now())
    for who in ("ana", "tomas"):
        field.enrol_passkey(world, who, f"cGFzc2tleQ-{who}")
    with pytest.raises(RefusedByRule, match="not in your account"):
        own.let_passkey_open(ana.key, "cGFzc2tleQ-tomas", by_secret, by=world.ana, at=now())
    with pytest.raises(SomebodyWasFirst):
        own.let_passkey_open(ana.key, "cGFzc2tleQ-tomas", by_secret, by=world.tomas, at=now())
    with pytest.raises(RefusedByRule, match="not sealed as it must be"):
        own.let_passkey_open(ana.key, "cGFzc2tleQ-ana", ana.identity, by=world.ana, at=now())
    for _twice in range(2):
        own.let_passkey_open(ana.key, "cGFzc2tleQ-ana", by_secret, by=world.ana, at=now())
    (opening,) = queries.passkeys_that_open(world.ana)
    assert sealing.unlock(sealing.without_armour(opening.locked), secret).decode() == ana.identity
    held = queries.own_key(world.ana)
    assert held is not None
    assert (held.by_passkey, held.locked) == (True, locked)
    assert not queries.passkeys_that_open(world.tomas)
    assert own.let_passkey_open_no_more("cGFzc2tleQ-ana", by=world.tomas, at=now()) == 0
    assert own.let_passkey_open_no_more("cGFzc2tleQ-ana", by=world.ana, at=now()) == 1
    assert not queries.passkeys_that_open(world.ana)
    assert no_secrets_in_the_office(ana.identity, secret)
    assert verify().faults == []


def test_a_passkey_that_left_the_account_opens_nothing(world: World, ana: field.MembersKey) -> None:
    by_secret = sealing.armoured(sealing.lock(ana.identity.encode(), "given by the passkey", work=15))
    factor = field.enrol_passkey(world, "ana", "cGFzc2tleQ")
    field.enrol_passkey(world, "ana", "another")
    own.let_passkey_open(ana.key, "cGFzc2tleQ", by_secret, by=world.ana, at=now())
    remove_factor(factor, by=world.ana.pk, at=now())
    assert not queries.passkeys_that_open(world.ana)
    held = queries.own_key(world.ana)
    assert held is not None
    assert not held.by_passkey


def test_giving_up_the_only_key_that_opens_a_visit_is_said_first(
    world: World, visit: Visit, ana: field.MembersKey
) -> None:
    field.make_visit_key(world, visit)
    with pytest.raises(RefusedByRule, match="Nobody but you"):
        own.revoke_member_key(ana.key, by=world.ana, at=now())
    own.revoke_member_key(ana.key, even_so=True, by=world.ana, at=now())
    assert queries.own_key(world.ana) is None
    assert not queries.holds_newest(world.ana, visit)


# The key of a visit


def test_the_key_of_a_visit_is_wrapped_for_each_delegate_who_has_one(
    world: World, visit: Visit, ana: field.MembersKey, tomas: field.MembersKey
) -> None:
    key = field.make_visit_key(world, visit)
    for member, viewer in ((ana, world.ana), (tomas, world.tomas)):
        copy = queries.wrapped_for(visit, viewer).get()
        assert field.unwrapped(copy.sealed, member) == key.identity
    with pytest.raises(NotOpened):
        field.unwrapped(queries.wrapped_for(visit, world.tomas).get().sealed, ana)


def test_only_a_delegate_with_a_key_makes_it(world: World, visit: Visit, tomas: field.MembersKey) -> None:
    with pytest.raises(RefusedByRule, match="no key of your own"):
        field.make_visit_key(world, visit, by="ana")
    field.make_member_key(world, "ines")
    with pytest.raises(RefusedByRule, match="for its delegation alone"):
        field.make_visit_key(world, visit, by="ines")


def test_it_is_wrapped_for_nobody_who_does_not_go(world: World, visit: Visit, ana: field.MembersKey) -> None:
    stranger, identity = field.make_member_key(world, "ines"), sealing.new_identity()
    wrapped = {key.pk: field.wrap(identity, key) for key in (ana.key, stranger.key)}
    with pytest.raises(RefusedByRule, match="does not go"):
        actions.make_visit_key(visit, sealing.recipient_of(identity), wrapped, by=world.ana, at=now())
    with pytest.raises(RefusedByRule, match="not wrapped for you"):
        actions.make_visit_key(visit, sealing.recipient_of(identity), {}, by=world.ana, at=now())


def test_adding_a_member_re_seals_every_version(
    world: World, visit: Visit, ana: field.MembersKey, tomas: field.MembersKey
) -> None:
    first = field.make_visit_key(world, visit)
    second = field.make_visit_key(world, visit, because="A telephone was lost.")
    name_delegate(visit, world.people["ines"], capacity=Capacity.MEMBER, by=world.ana, at=now())
    ines = field.make_member_key(world, "ines")
    waits = [keeper.person.login for keeper in queries.keepers(visit) if keeper.waits]
    assert waits == ["ines"]
    assert not queries.wrapped_for(visit, world.ines).exists()
    wrapped = {one.key.version: {ines.key.pk: field.wrap(one.identity, ines.key)} for one in (first, second)}
    with pytest.raises(RefusedByRule, match="do not hold"):
        actions.wrap_key(visit, wrapped, by=world.ines, at=now())
    assert actions.wrap_key(visit, wrapped, by=world.tomas, at=now()) == 2
    assert actions.wrap_key(visit, wrapped, by=world.ana, at=now()) == 0
    opened = [field.unwrapped(copy.sealed, ines) for copy in queries.wrapped_for(visit, world.ines)]
    assert opened == [second.identity, first.identity]
    assert not any(keeper.waits for keeper in queries.keepers(visit))


def test_a_new_version_needs_a_reason_and_follows_the_newest(world: World, visit: Visit, ana: field.MembersKey) -> None:
    field.make_visit_key(world, visit)
    with pytest.raises(RefusedByRule, match="for a reason"):
        field.make_visit_key(world, visit)
    identity = sealing.new_identity()
    with pytest.raises(RefusedByRule, match="newest is 1"):
        actions.make_visit_key(
            visit,
            sealing.recipient_of(identity),
            {ana.key.pk: field.wrap(identity, ana.key)},
            number=1,
            because="again",
            by=world.ana,
            at=now(),
        )
    with pytest.raises(RefusedByRule, match="secret key"):
        field.make_visit_key(world, visit, because=f"this one leaked: {identity}")


def test_who_leaves_opens_nothing_that_is_sealed_afterwards(
    world: World, visit: Visit, ana: field.MembersKey, tomas: field.MembersKey
) -> None:
    first = field.make_visit_key(world, visit)
    Delegate.objects.filter(visit=visit, person=world.people["tomas"]).update(left_on=TODAY)
    assert [person.login for person in queries.left_with_key(visit)] == ["tomas"]
    assert not queries.wrapped_for(visit, world.tomas).exists()
    second = field.make_visit_key(world, visit, because="Tomás left the delegation.")
    assert queries.left_with_key(visit) == []
    sealed = sealing.seal(b"what came afterwards", to=second.recipient)
    with pytest.raises(NotOpened):
        sealing.open_sealed(sealed, first.identity)


# The itinerary


def test_the_itinerary_is_sealed_and_opened_by_the_delegation_alone(
    world: World, visit: Visit, ana: field.MembersKey, tomas: field.MembersKey
) -> None:
    key = field.make_visit_key(world, visit)
    said = field.an_itinerary(visit, world.places["XXB"].pk, SECRET_PLACE)
    held = actions.seal_itinerary(
        visit, field.sealed_itinerary(said, key.recipient), number=1, by=world.tomas, at=now()
    )
    copy = field.unwrapped(queries.wrapped_for(visit, world.ana).get().sealed, ana)
    assert json.loads(sealing.open_sealed(sealing.without_armour(held.sealed), copy)) == said
    assert queries.itineraries(visit, world.ana).count() == 1
    for stranger in ("ines", "jonas", "ruth", "piet", "rosa"):
        assert not queries.itineraries(visit, world.viewers[stranger]).exists()
    with pytest.raises(RefusedByRule):
        actions.seal_itinerary(visit, field.sealed_itinerary(said, key.recipient), number=2, by=world.maud, at=now())


def test_of_two_who_seal_at_once_the_second_is_told(world: World, visit: Visit, ana: field.MembersKey) -> None:
    key = field.make_visit_key(world, visit)
    first = field.sealed_itinerary(field.an_itinerary(visit, "a"), key.recipient)
    actions.seal_itinerary(visit, first, number=1, by=world.ana, at=now())
    actions.seal_itinerary(visit, first, number=1, by=world.ana, at=now())
    other = field.sealed_itinerary(field.an_itinerary(visit, "b"), key.recipient)
    with pytest.raises(SomebodyWasFirst):
        actions.seal_itinerary(visit, other, number=1, by=world.ana, at=now())
    assert SealedItinerary.objects.count() == 1


def test_a_new_version_of_the_key_takes_the_itinerary_along(world: World, visit: Visit, ana: field.MembersKey) -> None:
    key, said = field.make_visit_key(world, visit), field.an_itinerary(visit, SECRET_PLACE)
    actions.seal_itinerary(visit, field.sealed_itinerary(said, key.recipient), number=1, by=world.ana, at=now())
    with pytest.raises(RefusedByRule, match="not sealed again"):
        field.make_visit_key(world, visit, because="A telephone was lost.")
    second = field.make_visit_key(world, visit, because="A telephone was lost.", itinerary=said)
    newest = queries.newest_itinerary(visit)
    assert newest is not None
    assert newest.number == 2
    assert json.loads(sealing.open_sealed(sealing.without_armour(newest.sealed), second.identity)) == said
    with pytest.raises(NotOpened):
        sealing.open_sealed(sealing.without_armour(newest.sealed), key.identity)


def test_an_expert_who_goes_seals_but_makes_no_key(world: World, visit: Visit, ana: field.MembersKey) -> None:
    name_delegate(visit, world.people["ruth"], capacity=Capacity.EXPERT, by=world.ana, at=now())
    field.make_member_key(world, "ruth")
    with pytest.raises(RefusedByRule, match="mandate"):
        field.make_visit_key(world, visit, by="ruth")
    key = field.make_visit_key(world, visit)
    sealed = field.sealed_itinerary(field.an_itinerary(visit, "a"), key.recipient)
    assert actions.seal_itinerary(visit, sealed, number=1, by=world.ruth, at=now()).number == 1


# Devices


def test_a_device_comes_in_by_the_code_that_was_handed_over(
    world: World, visit: Visit, ana: field.MembersKey, tomas: field.MembersKey
) -> None:
    key = field.make_visit_key(world, visit)
    handed = field.invite(world, visit, key)
    pocket, device = field.enrol(handed)
    assert (device.pk, device.verifying_key) == (handed.invitation.device, pocket.verifying_key)
    assert pocket.package["identity"] == key.identity
    again = actions.take_enrolment(field.enrolment_parcel(pocket), at=now())
    assert again == device
    assert Device.objects.count() == 1
    line = Line.objects.filter(act="let a device in").get()
    assert (line.by, line.within) == (world.tomas.pk, visit.pk)
    blob = field.sealed_entry(pocket)
    signed = handing_over.blob_text(device=device.pk, seq=1, digest=blob.digest, size=len(blob.sealed))
    assert handing_over.is_signed(signed, signature=blob.line["signature"], verifying_key=device.verifying_key)


def test_what_goes_to_the_field_room_is_as_the_protocol_says(
    world: World, visit: Visit, ana: field.MembersKey, tomas: field.MembersKey
) -> None:
    key = field.make_visit_key(world, visit)
    checklist = {"id": str(uuid4()), "form_id": "cells", "version": "3", "title": "Cells", "xform": "<h:html/>"}
    handed = field.invite(world, visit, key, checklists=[checklist], odk_key="AAAA")
    parcel = Parcel.objects.get(kind="invitation")
    said = json.loads(bytes(parcel.content))
    assert (parcel.room, parcel.version) == ("field", 1)
    assert set(said) == {"lookup", "device", "recipient", "package", "expires_on", "checklists", "odk_key"}
    assert said["checklists"] == [{name: checklist[name] for name in ("form_id", "version", "title", "xform")}]
    assert (
        handing_over.open_package(handing_over.decoded(said["package"]), handing_over.derive(handed.code).package_key)
        == handed.package
    )
    assert "proof" not in bytes(parcel.content).decode()


def test_a_forged_proof_lets_nobody_in(
    world: World, visit: Visit, ana: field.MembersKey, tomas: field.MembersKey
) -> None:
    handed = field.invite(world, visit, field.make_visit_key(world, visit))
    pocket = field.come_in(handed.code, handed.closed)
    said = {**pocket.enrolment, "device": str(pocket.id)}
    for change, match in (
        ({"proof": handing_over.coded(bytes(32))}, "forged proof"),
        ({"recipient": sealing.recipient_of(sealing.new_identity())}, "forged proof"),
        ({"lookup": "0" * 32}, "did not hand over"),
        ({"device": str(uuid4())}, "did not hand over"),
        ({"verifying_key": "AAAA"}, "cannot be read"),
        ({"recipient": "age1"}, "cannot be read"),
    ):
        with pytest.raises(RefusedByRule, match=match):
            actions.take_enrolment(json.dumps({**said, **change}).encode(), at=now())
    for content in (b"", b"[]", b"null", b"\xff", json.dumps({"lookup": 1}).encode()):
        with pytest.raises(RefusedByRule, match="cannot be read"):
            actions.take_enrolment(content, at=now())
    assert not Device.objects.exists()


def test_of_two_devices_with_one_code_the_second_is_named(
    world: World, visit: Visit, ana: field.MembersKey, tomas: field.MembersKey
) -> None:
    handed = field.invite(world, visit, field.make_visit_key(world, visit))
    _first, device = field.enrol(handed)
    second = field.come_in(handed.code, handed.closed)
    with pytest.raises(RefusedByRule, match="Another device"):
        actions.take_enrolment(field.enrolment_parcel(second), at=now())
    assert Device.objects.get() == device


def test_a_withdrawn_code_is_told_to_the_field_room_and_a_device_that_came_before_is_set_apart(
    world: World, visit: Visit, ana: field.MembersKey, tomas: field.MembersKey
) -> None:
    handed = field.invite(world, visit, field.make_visit_key(world, visit))
    actions.withdraw_invitation(handed.invitation, by=world.ana, at=now())
    assert json.loads(bytes(Parcel.objects.get(kind="invitation-withdrawn").content)) == {
        "lookup": handed.invitation.lookup,
        "device": str(handed.invitation.device),
    }
    with pytest.raises(RefusedByRule, match="withdrawn already"):
        actions.withdraw_invitation(Invitation.objects.get(), by=world.ana, at=now())
    _pocket, device = field.enrol(handed, at=now())
    assert (device.revoked_at is not None, device.revoked_from) == (True, 1)
    assert Parcel.objects.filter(kind="revocation").exists()


def test_a_code_is_for_somebody_who_goes_and_for_days_that_can_be(
    world: World, visit: Visit, ana: field.MembersKey
) -> None:
    key = field.make_visit_key(world, visit)
    with pytest.raises(RefusedByRule, match="somebody who goes"):
        field.invite(world, visit, key, person="ines")
    for days in (-1, 61):
        at = now()
        with pytest.raises(RefusedByRule, match="a day between"):
            field.invite(world, visit, key, at=at, expires_on=TODAY + timedelta(days=days))
    with pytest.raises(RefusedByRule, match="do not hold"):
        field.invite(world, visit, key, by="tomas")


def test_a_revoked_devices_key_opens_nothing_that_is_sealed_afterwards(
    world: World, visit: Visit, ana: field.MembersKey, tomas: field.MembersKey
) -> None:
    key = field.make_visit_key(world, visit)
    lost, device = field.enrol(field.invite(world, visit, key, label="lost"))
    kept, _other = field.enrol(field.invite(world, visit, key, person="ana", label="kept"))
    actions.revoke_device(device, "Taken at the gate.", from_number=4, by=world.ana, at=now())
    assert json.loads(bytes(Parcel.objects.get(kind="revocation").content)) == {"device": str(lost.id)}
    found = queries.devices_of(visit, world.ana)
    assert [held.device.pk for held in queries.lost_with_key(found)] == [lost.id]
    second = field.make_visit_key(world, visit, because="A device was lost.")
    found = queries.devices_of(visit, world.ana)
    assert queries.lost_with_key(found) == []
    assert [held.device.pk for held in found if held.behind] == [kept.id]
    with pytest.raises(RefusedByRule, match="no letter goes"):
        field.write_letter(world, visit, second, lost)
    letter = field.write_letter(world, visit, second, kept)
    said = json.loads(bytes(Parcel.objects.get(kind="letter").content))
    assert (said["number"], said["recipient"]) == (1, second.recipient)
    kept.read_letter(handing_over.decoded(said["sealed"]))
    assert kept.package["identity"] == second.identity
    assert not any(held.behind for held in queries.devices_of(visit, world.ana))
    assert letter.visit_key == second.key
    after = field.sealed_entry(kept, "Noted after the telephone was lost.")
    with pytest.raises(NotOpened):
        sealing.open_sealed(after.sealed, lost.package["identity"])
    with pytest.raises(RefusedByRule, match="revoked already"):
        actions.revoke_device(Device.objects.get(pk=lost.id), "Again.", by=world.ana, at=now())


def test_letters_to_a_device_are_numbered_and_the_second_writer_is_told(
    world: World, visit: Visit, ana: field.MembersKey, tomas: field.MembersKey
) -> None:
    key = field.make_visit_key(world, visit)
    pocket, device = field.enrol(field.invite(world, visit, key))
    field.write_letter(world, visit, key, pocket)
    package = field.a_package(visit, key, world.people["tomas"], device.pk)
    letter = handing_over.coded(sealing.seal(handing_over.written(package), to=device.recipient))
    with pytest.raises(SomebodyWasFirst):
        actions.write_letter(device, letter, number=1, by=world.ana, at=now())
    clear = handing_over.coded(handing_over.written(package))
    with pytest.raises(RefusedByRule, match="not sealed as it must be"):
        actions.write_letter(device, clear, number=2, by=world.ana, at=now())
    assert Letter.objects.count() == 1


def test_the_head_alone_sets_a_visit_to_write_only_and_letters_take_the_key_away(
    world: World, visit: Visit, ana: field.MembersKey, tomas: field.MembersKey
) -> None:
    key = field.make_visit_key(world, visit)
    pocket, _device = field.enrol(field.invite(world, visit, key))
    for who in ("tomas", "maud"):
        with pytest.raises(RefusedByRule, match="Only the head"):
            actions.set_write_only(visit, True, by=world.viewers[who], at=now())
    actions.set_write_only(visit, True, by=world.ana, at=now())
    assert [held.device.pk for held in queries.devices_of(visit, world.ana) if held.behind] == [pocket.id]
    with pytest.raises(RefusedByRule, match="no device gets its key"):
        field.write_letter(world, visit, key, pocket, write_only=False)
    with pytest.raises(RefusedByRule, match="no device gets its key"):
        field.invite(world, visit, key, write_only=False)
    field.write_letter(world, visit, key, pocket)
    pocket.read_letter(handing_over.decoded(json.loads(bytes(Parcel.objects.get(kind="letter").content))["sealed"]))
    assert pocket.package["identity"] is None
    assert not any(held.behind for held in queries.devices_of(visit, world.ana))
    assert field.file_key(field.sealed_entry(pocket), key)


@pytest.mark.parametrize("who", ["ines", "henrik", "jonas", "ruth", "piet", "rosa"])
def test_nobody_outside_the_delegation_sees_keys_itinerary_or_devices_even_after_notification(
    world: World, visit: Visit, ana: field.MembersKey, tomas: field.MembersKey, who: str
) -> None:
    key = field.make_visit_key(world, visit)
    field.enrol(field.invite(world, visit, key))
    viewer = world.viewers[who]
    for notified in (None, TODAY):
        Visit.objects.filter(pk=visit.pk).update(notified_on=notified)
        assert not queries.devices(viewer).exists()
        assert not queries.invitations(viewer).exists()
        assert not queries.wrapped_for(visit, viewer).exists()
        assert not queries.visits_gone_on(viewer).exists()
        sees = notified is not None and bool(viewer.roles & COMMITTEE)
        assert queries.keys_of(visit, viewer).exists() == sees  # that there is one, and no more


# What the office holds


def no_secrets_in_the_office(*secrets: str) -> bool:
    """Whether none of these strings stands in any column of any table, or in any file of the installation."""
    sought = [secret.encode() for secret in secrets] + [secret.lower().encode() for secret in secrets]
    for model in apps.get_models(include_auto_created=True):
        table, quote = model._meta.db_table, connection.ops.quote_name
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {quote(table)}")
            for row in cursor.fetchall():
                for value in row:
                    held = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                    for secret in sought:
                        assert secret not in held, f"{table} holds {secret[:24]!r}"
    from unannounced.rooms.web import installation

    for path in installation.home().rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not any(secret in content for secret in sought), path
    return True


def test_neither_identity_nor_code_nor_itinerary_stands_in_the_office_in_clear_at_any_step(
    world: World, visit: Visit, ana: field.MembersKey, tomas: field.MembersKey
) -> None:
    place = world.places["XXB"]
    note = "Begin at the back gate, before the count."
    secrets = [ana.identity, tomas.identity, ana.passphrase, SECRET_PLACE, note]
    assert no_secrets_in_the_office(*secrets)
    said = field.an_itinerary(visit, place.pk, SECRET_PLACE, note=note)
    key = field.make_visit_key(world, visit)
    secrets.append(key.identity)
    actions.seal_itinerary(visit, field.sealed_itinerary(said, key.recipient), number=1, by=world.ana, at=now())
    assert no_secrets_in_the_office(*secrets)
    handed = field.invite(world, visit, key, itinerary=said)
    pocket, _device = field.enrol(handed)
    secrets += [handed.code, handing_over.normalised(handed.code), pocket.identity]
    assert no_secrets_in_the_office(*secrets)
    blob = field.sealed_entry(pocket, "A boy of fifteen sleeps on the floor of cell 4.")
    assert b"fifteen" not in blob.parcel
    second = field.make_visit_key(world, visit, because="A device was lost.", itinerary=said)
    field.write_letter(world, visit, second, pocket, itinerary=said)
    assert no_secrets_in_the_office(*secrets, second.identity, "fifteen")


def test_the_search_for_secrets_finds_one_that_stands_there(world: World, ana: field.MembersKey) -> None:
    """Broken on purpose: a key kept in clear is found."""
    MemberKey.objects.filter(pk=ana.key.pk).update(locked=ana.identity)
    with pytest.raises(AssertionError, match="holds"):
        no_secrets_in_the_office(ana.identity)


def test_every_row_is_answered_for_by_the_ledger(
    world: World, visit: Visit, ana: field.MembersKey, tomas: field.MembersKey
) -> None:
    from unannounced.records.ledger.linking import link_all
    from unannounced.records.ledger.verifying import verify

    key = field.make_visit_key(world, visit)
    pocket, device = field.enrol(field.invite(world, visit, key))
    field.write_letter(world, visit, key, pocket)
    actions.revoke_device(device, "Lost.", by=world.ana, at=now())
    link_all()
    assert verify().faults == []
    WrappedKey.objects.update(sealed="altered")
    assert len(verify().faults) == WrappedKey.objects.count()
