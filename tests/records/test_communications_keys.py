"""Keepers of the register and the key of communications: who may, what goes to the intake room, and re-sealing."""

import json
from datetime import timedelta

import pytest

from tests import communicating as field
from tests.communicating import Intake
from tests.world import TODAY, World, moment
from unannounced.crafts import sealing
from unannounced.duties.decision import RefusedByRule
from unannounced.records.accounts.actions import end_mandate
from unannounced.records.accounts.models import Mandate
from unannounced.records.communications import keys, queries
from unannounced.records.communications.actions import end_keeping, name_keeper
from unannounced.records.communications.models import IntakeKey, Keeper, SealedBytes, WrappedIntakeKey
from unannounced.records.communications.pieces import Offered
from unannounced.records.keyrings.queries import own_key
from unannounced.records.ledger.linking import link_all
from unannounced.records.ledger.models import Line
from unannounced.records.ledger.verifying import verify
from unannounced.records.parcels.models import Parcel

pytestmark = pytest.mark.django_db

AT = moment(TODAY)


@pytest.fixture
def intake(world: World) -> Intake:
    """Maud and Ana keep the register; Maud made the key."""
    return field.keepers(world, "maud", "ana", at=AT)


def sound() -> None:
    """Verification finds nothing."""
    link_all()
    assert [str(fault) for fault in verify().faults] == []


# Keepers


def test_the_first_keeper_is_named_by_the_secretariat_and_later_ones_by_a_keeper_alone(world: World) -> None:
    with pytest.raises(RefusedByRule, match="the first one by the secretariat"):
        name_keeper(world.people["ana"], by=world.ana, at=AT)
    name_keeper(world.people["maud"], by=world.maud, at=AT)
    with pytest.raises(RefusedByRule, match="named by a keeper"):
        name_keeper(world.people["jonas"], by=world.jonas, at=AT)
    name_keeper(world.people["ana"], by=world.maud, at=AT)
    name_keeper(world.people["tomas"], by=world.ana, at=AT)
    with pytest.raises(RefusedByRule, match="already"):
        name_keeper(world.people["tomas"], by=world.ana, at=AT)
    assert [one.person.login for one in queries.keepers_on(TODAY).order_by("person__login")] == ["ana", "maud", "tomas"]
    sound()


@pytest.mark.parametrize("who", ["ruth", "piet", "rosa"])
def test_an_expert_an_auditor_and_the_administrator_keep_no_register_and_name_nobody(world: World, who: str) -> None:
    with pytest.raises(RefusedByRule, match="Only a member or somebody of the secretariat"):
        name_keeper(world.people[who], by=world.maud, at=AT)
    with pytest.raises(RefusedByRule, match="mandate"):
        name_keeper(world.people["maud"], by=world.viewers[who], at=AT)


def test_the_last_keeper_stays_until_there_is_another(world: World) -> None:
    keeper = name_keeper(world.people["maud"], by=world.maud, at=AT)
    with pytest.raises(RefusedByRule, match="Nobody else keeps the register"):
        end_keeping(keeper, because="Retires.", by=world.maud, at=AT)
    name_keeper(world.people["ana"], by=world.maud, at=AT)
    with pytest.raises(RefusedByRule, match="No reason"):
        end_keeping(keeper, because=" ", by=world.ana, at=AT)
    end_keeping(keeper, because="Retires.", by=world.ana, at=AT)
    assert not queries.keeps_register(world.maud)
    assert Keeper.objects.count() == 2


def test_where_every_keeper_lost_the_mandate_the_secretariat_names_the_first_one_again(world: World) -> None:
    name_keeper(world.people["ana"], by=world.jonas, at=AT)
    end_mandate(Mandate.objects.get(person=world.ana.pk), ends=TODAY - timedelta(days=1), by=world.rosa, at=AT)
    assert not queries.keepers_on(TODAY).exists()
    name_keeper(world.people["maud"], by=world.jonas, at=AT)


# The key


def test_the_key_is_made_in_a_browser_wrapped_for_keepers_and_goes_to_the_intake_room(
    world: World, intake: Intake
) -> None:
    parcel = Parcel.objects.get(kind="intake-key")
    assert (parcel.room, parcel.version) == ("intake", 1)
    assert json.loads(bytes(parcel.content)) == {"version": 1, "recipient": intake.key.recipient}
    for who in ("maud", "ana"):
        copy = queries.wrapped_for(world.viewers[who]).get()
        assert field.opened_by(copy.sealed, who) == intake.identity
    assert not any(
        intake.identity in str(row) for row in [*IntakeKey.objects.values(), *WrappedIntakeKey.objects.values()]
    )
    sound()


def test_only_a_keeper_with_a_key_makes_one_and_never_for_a_stranger(world: World, intake: Intake) -> None:
    field.with_key(world, "henrik", at=AT)
    identity = sealing.new_identity()
    recipient = sealing.recipient_of(identity)
    own = {one.person.login: one for one in queries.member_keys_for(TODAY)}
    wrapped = {one.pk: sealing.armoured(sealing.seal(b"x", to=one.recipient)) for one in own.values()}
    with pytest.raises(RefusedByRule, match="for keepers of their register"):
        keys.make_intake_key(recipient, wrapped, version=2, because="x", by=world.henrik, at=AT)
    with pytest.raises(RefusedByRule, match="meanwhile"):
        keys.make_intake_key(recipient, wrapped, version=3, because="x", by=world.maud, at=AT)
    with pytest.raises(RefusedByRule, match="reason"):
        keys.make_intake_key(recipient, wrapped, version=2, by=world.maud, at=AT)
    only_ana = {own["ana"].pk: wrapped[own["ana"].pk]}
    stranger = own_key(world.henrik)
    assert stranger is not None
    more = {**wrapped, stranger.pk: wrapped[own["maud"].pk]}
    with pytest.raises(RefusedByRule, match="not wrapped for you"):
        keys.make_intake_key(recipient, only_ana, version=2, because="x", by=world.maud, at=AT)
    with pytest.raises(RefusedByRule, match="keeps no register"):
        keys.make_intake_key(recipient, more, version=2, because="x", by=world.maud, at=AT)
    with pytest.raises(RefusedByRule, match="not sealed as it must be"):
        keys.make_intake_key(recipient, dict.fromkeys(wrapped, identity), version=2, because="x", by=world.maud, at=AT)
    assert IntakeKey.objects.count() == 1


def test_a_keeper_who_was_named_later_waits_for_the_key_until_somebody_who_holds_it_wraps_it(
    world: World, intake: Intake
) -> None:
    field.with_key(world, "tomas", at=AT)
    name_keeper(world.people["tomas"], by=world.maud, at=AT)
    [waiting] = queries.waiting_for_key(world.ana, on=TODAY)
    assert (waiting.member_key.person.login, waiting.versions) == ("tomas", (1,))
    copy = sealing.armoured(sealing.seal(intake.identity.encode(), to=waiting.member_key.recipient))
    with pytest.raises(RefusedByRule, match="do not hold"):
        keys.wrap_intake_key({1: {waiting.member_key.pk: copy}}, by=world.tomas, at=AT)
    for new in (1, 0):
        assert keys.wrap_intake_key({1: {waiting.member_key.pk: copy}}, by=world.ana, at=AT) == new
    assert field.opened_by(queries.wrapped_for(world.tomas).get().sealed, "tomas") == intake.identity
    assert queries.waiting_for_key(world.ana, on=TODAY) == []
    sound()


def test_the_newest_version_is_never_revoked_and_an_older_one_with_a_reason(world: World, intake: Intake) -> None:
    with pytest.raises(RefusedByRule, match="nobody could write"):
        keys.revoke_intake_key(intake.key, because="Seized.", by=world.maud, at=AT)
    field.new_key(world.maud, because="A laptop was seized.", at=AT)
    with pytest.raises(RefusedByRule, match="reason"):
        keys.revoke_intake_key(intake.key, because="", by=world.maud, at=AT)
    keys.revoke_intake_key(intake.key, because="Seized.", by=world.ana, at=AT)
    parcel = Parcel.objects.get(kind="intake-key-revoked")
    assert json.loads(bytes(parcel.content)) == {"version": 1}
    with pytest.raises(RefusedByRule, match="revoked already"):
        keys.revoke_intake_key(IntakeKey.objects.get(version=1), because="Again.", by=world.maud, at=AT)
    sound()


def test_who_left_holds_the_newest_key_until_there_is_another(world: World, intake: Intake) -> None:
    assert queries.left_with_key(world.maud, on=TODAY) == []
    end_keeping(Keeper.objects.get(person=world.ana.pk), because="Left.", by=world.maud, at=AT)
    assert queries.left_with_key(world.maud, on=TODAY) == [world.people["ana"]]
    assert queries.left_with_key(world.ana, on=TODAY) == []
    field.new_key(world.maud, because="Ana left.", at=AT)
    assert queries.left_with_key(world.maud, on=TODAY) == []


def test_what_was_sealed_to_an_older_version_waits_and_is_resealed_and_the_old_bytes_are_gone(
    world: World, intake: Intake
) -> None:
    held = field.written(world, intake, text="They took my mattress.", at=AT)
    assert not queries.waiting_to_be_resealed(world.maud).exists()
    newer = field.new_key(world.maud, because="Ana left.", at=AT)
    waits = list(queries.waiting_to_be_resealed(world.maud))
    assert len(waits) == 2
    assert not queries.waiting_to_be_resealed(world.ana).exists()
    old = {one.pk: bytes(SealedBytes.objects.get(pk=one.pk).sealed) for one in waits}
    offered = {pk: newer.offered(intake.opened(sealed)) for pk, sealed in old.items()}
    assert keys.reseal(offered, by=world.ana, at=AT) == 0
    digests = list(held.pieces.order_by("number").values_list("digest", flat=True))
    assert keys.reseal(offered, by=world.maud, at=AT) == 2
    assert keys.reseal(offered, by=world.maud, at=AT) == 0
    assert not queries.waiting_to_be_resealed(world.maud).exists()
    rows = SealedBytes.objects.filter(piece__communication=held).select_related("intake_key", "piece")
    assert {one.instead_of for one in rows} == set(old)
    assert {one.intake_key.version for one in rows if one.intake_key} == {2}
    assert not any(bytes(one.sealed) in old.values() for one in rows)
    assert json.loads(newer.opened(rows.get(piece__kind="letter").sealed))["text"] == "They took my mattress."
    assert list(held.pieces.order_by("number").values_list("digest", flat=True)) == digests
    assert {how for how, *_rest in Line.objects.get(act="re-seal pieces of communications").rows} == {"erased", "made"}
    sound()


def test_what_is_no_seal_of_the_same_size_to_the_newest_key_replaces_nothing(world: World, intake: Intake) -> None:
    field.written(world, intake, at=AT)
    newer = field.new_key(world.maud, because="Ana left.", at=AT)
    one = queries.waiting_to_be_resealed(world.maud)[0]
    larger = newer.offered(b"x" * 9000)
    for offered, sentence in (
        (Offered(b"They took my mattress.", 2), "not sealed as it must be"),
        (intake.offered(b"{}"), "version 1 of the key"),
        (larger, "not the same"),
    ):
        with pytest.raises(RefusedByRule, match=sentence):
            keys.reseal({one.pk: offered}, by=world.maud, at=AT)
    assert queries.waiting_to_be_resealed(world.maud).filter(pk=one.pk).exists()
    sound()


def test_a_keeper_who_put_two_pieces_together_gets_a_copy_for_themselves_alone(world: World, intake: Intake) -> None:
    field.with_key(world, "tomas", at=AT)
    own = own_key(world.tomas)
    assert own is not None
    copy = sealing.armoured(sealing.seal(intake.identity.encode(), to=own.recipient))
    with pytest.raises(RefusedByRule, match="keepers of their register alone"):
        keys.recover_intake_key(intake.key, copy, by=world.tomas, at=AT)
    name_keeper(world.people["jonas"], by=world.maud, at=AT)
    with pytest.raises(RefusedByRule, match="no key of your own"):
        keys.recover_intake_key(intake.key, copy, by=world.jonas, at=AT)
    name_keeper(world.people["tomas"], by=world.maud, at=AT)
    with pytest.raises(RefusedByRule):
        keys.recover_intake_key(intake.key, "not sealed at all", by=world.tomas, at=AT)
    kept = keys.recover_intake_key(intake.key, copy, by=world.tomas, at=AT)
    assert keys.recover_intake_key(intake.key, copy, by=world.tomas, at=AT) == kept
    assert [one.sealed for one in queries.wrapped_for(world.tomas)] == [copy]
    sound()
