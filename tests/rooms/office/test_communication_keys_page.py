"""The page of keepers and of the key of communications: who may, what a browser hands in, and what is to be done."""

import json
import re
from base64 import b64decode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import communicating as field
from tests.communicating import Intake
from tests.rooms.office.sameness import client_of
from tests.rooms.office.test_communications_pages import AT, KEYS, intake, key_at, page
from tests.world import World
from unannounced.crafts import sealing
from unannounced.crafts.handing_over import coded
from unannounced.records.communications.models import IntakeKey, Keeper, SealedBytes, WrappedIntakeKey
from unannounced.records.keyrings.queries import own_key
from unannounced.records.ledger.models import Line, Reading
from unannounced.records.reprisals import actions as reprisals
from unannounced.records.reprisals.models import SealedPart

pytestmark = pytest.mark.django_db
__all__ = ["intake"]


def row_of(world: World, who: str) -> str:
    return str(Keeper.objects.get(person=world.people[who], ended_at__isnull=True).pk)


def test_the_secretariat_names_the_first_keeper_and_then_sees_the_page_only_as_one(world: World) -> None:
    client, maud = client_of(world, "jonas"), world.people["maud"].pk
    assert "Name the first keeper" in page(client, KEYS)
    assert client_of(world, "ana").get(KEYS).status_code == 404
    named = client.post(f"/communications/keepers/{maud}/name/", {"key": key_on(client, maud)})
    assert (named.status_code, named.headers["Location"]) == (302, "/")
    assert client.get(KEYS).status_code == 404
    inside = page(client_of(world, "maud"), KEYS)
    assert "There is no key of communications yet" in inside
    assert "Name another keeper" in inside


def key_on(client: Client, person: object) -> str:
    form = page(client, f"/communications/keepers/{person}/name/")
    return re.findall(r'name="key" value="([^"]+)"', form)[0]


def test_a_browser_hands_in_the_recipient_and_wrapped_copies_and_nothing_else(world: World) -> None:
    field.keepers(world, "maud", "ana", at=AT)
    client, identity = client_of(world, "maud"), sealing.new_identity()
    held = client.get(f"{KEYS}held.json").json()
    assert held["newest"] == 1
    wrapped = {
        one["key"]["id"]: sealing.armoured(sealing.seal(identity.encode(), to=one["key"]["recipient"]))
        for one in held["keepers"]
    }
    assert len(wrapped) == 2
    fields = {"number": 2, "recipient": sealing.recipient_of(identity), "wrapped": json.dumps(wrapped)}
    address = f"/communications/keepers/{row_of(world, 'maud')}/make-key/"
    assert client.post(address, fields).status_code == 409  # without a reason
    made = client.post(address, {**fields, "because": "the first one was seen"})
    assert (made.status_code, made.headers["Location"]) == (302, KEYS)
    assert IntakeKey.objects.get(version=2).recipient == fields["recipient"]
    shown = page(client, KEYS)
    assert "version 2 of the key" in shown
    assert "Revoke version 1" in shown


def test_who_waits_for_the_key_and_who_left_with_it_is_to_be_done_now(world: World, intake: Intake) -> None:
    client = client_of(world, "maud")
    assert "To be done now" not in page(client, KEYS)
    field.with_key(world, "tomas", at=AT)
    address = f"/communications/keepers/{world.people['tomas'].pk}/name/"
    assert client.post(address, {"key": key_on(client, world.people["tomas"].pk)}).status_code == 302
    assert "Tomás Revel waits for the key" in page(client, KEYS)
    ended = client.post(
        f"/communications/keepers/{row_of(world, 'ana')}/end/",
        {"because": "left", "key": key_at(client, f"/communications/keepers/{row_of(world, 'ana')}/end/")},
    )
    assert ended.status_code == 302
    assert "A new version is due." in page(client, KEYS)
    assert client_of(world, "ana").get(KEYS).status_code == 404


def test_a_key_that_was_recovered_is_kept_for_whoever_put_the_pieces_together(world: World, intake: Intake) -> None:
    field.with_key(world, "tomas", at=AT)
    client, tomas = client_of(world, "maud"), world.people["tomas"].pk
    client.post(f"/communications/keepers/{tomas}/name/", {"key": key_on(client, tomas)})
    own = own_key(world.tomas)
    assert own is not None
    copy = sealing.armoured(sealing.seal(intake.identity.encode(), to=own.recipient))
    address = f"/communications/keepers/{row_of(world, 'tomas')}/recover-key/"
    asked = client_of(world, "tomas")
    assert asked.post(address, {"number": 7, "copy": copy}).status_code == 422
    assert asked.post(address, {"number": 1, "copy": copy}).status_code == 302
    assert asked.post(address, {"number": 1, "copy": copy}).status_code == 302
    assert field.opened_by(WrappedIntakeKey.objects.get(member_key=own).sealed, "tomas") == intake.identity
    assert client.post(address, {"number": 1, "copy": copy}).status_code == 409  # on another keeper's row
    assert Line.objects.filter(act="recover the key of communications").count() == 1


def test_an_older_version_is_revoked_by_an_act_that_asks_once(world: World, intake: Intake) -> None:
    first = IntakeKey.objects.get(version=1)
    field.new_key(world.maud, because="by rule", at=AT)
    client, address = client_of(world, "maud"), f"/communications/keys/{first.pk}/revoke/"
    assert "cannot be undone" in page(client, address)
    assert client.post(address, {"because": "seen", "key": key_at(client, address)}).status_code == 302
    first.refresh_from_db()
    assert first.revoked_at is not None


def test_what_came_before_is_sealed_anew_by_the_browser_of_those_assigned(world: World, intake: Intake) -> None:
    one = field.written(world, intake, at=AT)
    newer = field.new_key(world.maud, because="by rule", at=AT)
    client = client_of(world, "maud")
    assert "1 piece assigned to you is sealed to an older version, or nobody said to which" in page(client, KEYS)
    waiting = client.get(f"{KEYS}waiting.json").json()["waiting"]
    assert [held["version"] for held in waiting] == [1]  # who wrote is not among them
    sealed = client.get(waiting[0]["address"]).content
    again = sealing.seal(sealing.open_sealed(sealed, intake.identity), to=newer.key.recipient)
    fields = {"number": 2, "old": waiting[0]["id"], "sealed": SimpleUploadedFile("sealed", again)}
    assert client.post(f"/communications/keepers/{row_of(world, 'maud')}/re-seal-piece/", fields).status_code == 302
    assert client.get(f"{KEYS}waiting.json").json() == {"waiting": [], "parts": []}
    assert SealedBytes.objects.get(piece__communication=one, piece__kind="letter").intake_key == newer.key


def test_parts_of_cases_are_sealed_anew_by_those_entrusted_alone(world: World, intake: Intake) -> None:
    case = reprisals.open_case("Bresk Prison", "Isolation.", by=world.maud, at=AT)
    part = reprisals.keep_contacts(case, intake.offered(b"Through the chaplain."), by=world.maud, at=AT)
    newer = field.new_key(world.maud, because="by rule", at=AT)
    client = client_of(world, "maud")
    assert "1 sealed part of the cases of reprisal you were entrusted with" in page(client, KEYS)
    assert "cases of reprisal" not in page(client_of(world, "ana"), KEYS)
    assert client_of(world, "ana").get(f"{KEYS}waiting.json").json()["parts"] == []
    [waits] = client.get(f"{KEYS}waiting.json").json()["parts"]
    assert waits["version"] == 1
    assert Reading.objects.get(subject_id=part.pk).by == world.maud.pk
    again = sealing.seal(sealing.open_sealed(b64decode(waits["sealed"]), intake.identity), to=newer.key.recipient)
    done = client.post(waits["reseal"], {"number": 2, "sealed": coded(again)})
    assert done.status_code == 302
    assert client.get(f"{KEYS}waiting.json").json()["parts"] == []
    assert newer.opened(SealedPart.objects.get().sealed) == b"Through the chaplain."


def test_without_a_script_the_page_says_what_is_needed(world: World, intake: Intake) -> None:
    shown = page(client_of(world, "maud"), KEYS)
    assert "<noscript>" in shown
    assert "needs JavaScript" in shown
    fields = re.findall(r'<input[^>]*type="password"[^>]*>', shown)
    assert fields
    assert not any(" name=" in one for one in fields)
    refused = page(client_of(world, "maud"), f"/communications/keepers/{row_of(world, 'maud')}/make-key/")
    assert "sealed in your browser" in refused


def test_a_keeper_who_ends_their_own_keeping_goes_home(world: World, intake: Intake) -> None:
    client, address = client_of(world, "ana"), f"/communications/keepers/{row_of(world, 'ana')}/end/"
    done = client.post(address, {"because": "another task", "key": key_at(client, address)})
    assert (done.status_code, done.headers["Location"]) == (302, "/")
    last = f"/communications/keepers/{row_of(world, 'maud')}/end/"
    asked = client_of(world, "maud")
    assert asked.post(last, {"because": "x", "key": key_at(asked, last)}).status_code == 409
