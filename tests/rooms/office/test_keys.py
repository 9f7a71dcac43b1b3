"""The pages of keys, devices and itinerary: what they hand to whom, and that nothing secret can be posted from them."""

import json
import re
from typing import Any
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client

from tests import sealed as field
from tests.rooms.office.sameness import ask, client_of, ids_of, pages, run_command, told_by
from tests.world import TODAY, World, hidden, plan
from unannounced.crafts import handing_over, sealing
from unannounced.records.keyrings import queries
from unannounced.records.keyrings.models import Device, Invitation, MemberKey, SealedItinerary, VisitKey
from unannounced.records.notebooks.models import SealedBlob
from unannounced.records.visits.models import Visit

pytestmark = pytest.mark.django_db

OWN = [page for page in pages() if page.name.startswith(("visit_keys", "visit_itinerary"))]
ACTS = [
    page
    for page in pages()
    if page.parameters[:1] in (("invitation",), ("device",))
    or page.name
    in {
        "visit-make-key",
        "visit-re-seal-key",
        "visit-seal-itinerary",
        "visit-invite-device",
        "visit-set-write-only",
    }
]


@pytest.fixture
def visit(world: World) -> Visit:
    return plan(world, days_ago=-10)


@pytest.fixture
def ana(world: World) -> field.MembersKey:
    return field.make_member_key(world, "ana")


def posted_key(client: Client, identity: str, passphrase: str = field.PASSPHRASE) -> Any:
    locked = sealing.armoured(sealing.lock(identity.encode(), passphrase, work=15))
    windows = locked.replace("\n", "\r\n")  # as forms have the ends of lines
    return client.post("/account/key/", {"recipient": sealing.recipient_of(identity), "locked": windows})


def test_the_harness_finds_the_pages_of_keys() -> None:
    assert len(OWN) == 5
    assert len(ACTS) == 8


def test_no_passphrase_can_be_posted_for_its_fields_have_no_name(world: World, visit: Visit) -> None:
    client, identity = client_of(world, "ana"), sealing.new_identity()
    first = client.get("/account/key/").content.decode()
    assert "You have no key yet." in first
    posted_key(client, identity)
    field.make_visit_key(world, visit)
    addresses = ["/account/key/", f"/visits/{visit.pk}/keys/", f"/visits/{visit.pk}/itinerary/"]
    for page in [first, *(client.get(address).content.decode() for address in addresses)]:
        fields = re.findall(r"<input[^>]*type=\"password\"[^>]*>", page)
        assert fields
        assert not any(" name=" in one for one in fields)
        assert "<noscript>" in page


def test_a_key_is_made_locked_anew_copied_and_revoked_on_the_page(world: World) -> None:
    client, identity = client_of(world, "ana"), sealing.new_identity()
    assert posted_key(client, identity).status_code == 302
    key = MemberKey.objects.get()
    page = client.get("/account/key/").content.decode()
    assert "You have a key" in page
    copy = client.get("/account/key/copy/")
    assert copy["Content-Disposition"].startswith("attachment")
    assert sealing.unlock(sealing.without_armour(copy.content.decode()), field.PASSPHRASE).decode() == identity
    seen = re.findall(r'name="seen" value="(\w+)"', page)[0]
    again = sealing.armoured(sealing.lock(identity.encode(), "five boats asleep", work=15))
    assert client.post("/account/key/passphrase/", {"locked": again, "seen": seen}).status_code == 302
    stale = client.post("/account/key/passphrase/", {"locked": again, "seen": seen})
    assert stale.status_code == 409
    assert "changed elsewhere" in stale.content.decode()
    assert posted_key(client, sealing.new_identity()).status_code == 409
    assert client.post("/account/key/", {"recipient": identity, "locked": identity}).status_code == 409
    assert client.post("/account/key/", {}).status_code == 422
    assert client.post("/account/key/revoke/").status_code == 302
    key.refresh_from_db()
    assert key.revoked_at is not None
    assert client.get("/account/key/copy/").status_code == 404


def test_the_only_key_to_a_visit_is_revoked_only_by_saying_so(
    world: World, visit: Visit, ana: field.MembersKey
) -> None:
    field.make_visit_key(world, visit)
    client = client_of(world, "ana")
    assert "Of 1 visit nobody else holds the key" in client.get("/account/key/revoke/").content.decode()
    refused = client.post("/account/key/revoke/")
    assert refused.status_code == 409
    assert "Nobody but you" in refused.content.decode()
    assert client.post("/account/key/revoke/", {"even_so": "on"}).status_code == 302


def test_somebody_without_a_mandate_to_know_is_told_so(world: World) -> None:
    page = client_of(world, "piet").get("/account/key/").content.decode()
    assert "Your mandate does not allow you" in page
    assert "data-member-key" not in page


def test_the_page_says_who_holds_the_key_and_who_waits(world: World, visit: Visit, ana: field.MembersKey) -> None:
    client, address = client_of(world, "ana"), f"/visits/{visit.pk}/keys/"
    assert "has no key yet: nothing can be sealed" in client.get(address).content.decode()
    field.make_visit_key(world, visit)
    assert "has no key of their own yet" in client.get(address).content.decode()
    field.make_member_key(world, "tomas")
    page = client.get(address).content.decode()
    assert "Tomás Revel waits for the key." in page
    assert 'data-do="wrap"' in page
    waiting = client_of(world, "tomas").get(address).content.decode()
    assert "A delegate who holds the newest key does this." in waiting
    assert 'data-do="wrap"' not in waiting


def test_everything_the_browser_does_can_be_done_through_the_acts_of_the_page(
    world: World, visit: Visit, ana: field.MembersKey
) -> None:
    client, identity = client_of(world, "ana"), sealing.new_identity()
    recipient, wrapped = sealing.recipient_of(identity), {str(ana.key.pk): field.wrap(identity, ana.key)}
    said = {"number": "1", "recipient": recipient, "wrapped": json.dumps(wrapped)}
    made = client.post(f"/visits/{visit.pk}/make-key/", said)
    assert made.status_code == 302
    assert made["Location"] == f"/visits/{visit.pk}/keys/"
    itinerary = field.an_itinerary(visit, "Quillmarsh")
    sealed = {"number": "1", "itinerary": field.sealed_itinerary(itinerary, recipient).replace("\n", "\r\n")}
    kept = client.post(f"/visits/{visit.pk}/seal-itinerary/", sealed)
    assert kept["Location"] == f"/visits/{visit.pk}/itinerary/"
    code, device = handing_over.new_code(), uuid4()
    drawn = handing_over.derive(code)
    key = field.VisitsKey(identity, VisitKey.objects.get())
    package = field.a_package(visit, key, world.people["tomas"], device)
    invited = client.post(
        f"/visits/{visit.pk}/invite-device/",
        {
            "person": str(world.people["tomas"].pk),
            "label": "telephone",
            "expires_on": TODAY.isoformat(),
            "device": str(device),
            "lookup": drawn.lookup,
            "proof_key": drawn.proof_key,
            "package": handing_over.coded(handing_over.close_package(package, drawn.package_key)),
            "letters_key": sealing.armoured(sealing.seal(handing_over.new_letters_key().encode(), to=recipient)),
        },
    )
    assert invited.status_code == 302
    handed = field.Handed(
        code, package, handing_over.close_package(package, drawn.package_key), Invitation.objects.get()
    )
    pocket, came = field.enrol(handed)
    assert client.post(f"/visits/{visit.pk}/set-write-only/", {"to": "write-only"}).status_code == 302
    assert "still holds the key, although the visit is write-only" in client.get(made["Location"]).content.decode()
    visit.refresh_from_db()
    letter = field.a_package(visit, key, world.people["tomas"], device)
    coded = handing_over.coded(sealing.seal(handing_over.written(letter), to=came.recipient))
    wrote = client.post(f"/devices/{came.pk}/write-letter/", {"number": "1", "write_only": "on", "letter": coded})
    assert wrote.status_code == 302
    assert "To be done now" not in client.get(made["Location"]).content.decode()
    revoked = client.post(f"/devices/{came.pk}/revoke/", {"because": "Lost.", "from_number": "1"})
    assert revoked.status_code == 302
    assert pocket.id == Device.objects.get(revoked_from=1).pk


def test_clear_words_are_refused_wherever_something_sealed_belongs(
    world: World, visit: Visit, ana: field.MembersKey
) -> None:
    key, client = field.make_visit_key(world, visit), client_of(world, "ana")
    clear = json.dumps(field.an_itinerary(visit, "Quillmarsh"))
    for itinerary in (clear, key.identity, sealing.armoured(clear.encode())):
        refused = client.post(f"/visits/{visit.pk}/seal-itinerary/", {"number": "1", "itinerary": itinerary})
        assert refused.status_code == 409
    assert not SealedItinerary.objects.exists()
    for wrapped in (clear, "[]", "{", json.dumps({"x": "y"}), json.dumps({str(ana.key.pk): key.identity})):
        said = {"number": "2", "recipient": key.recipient, "wrapped": wrapped, "because": "x"}
        assert client.post(f"/visits/{visit.pk}/make-key/", said).status_code in {409, 422}
    assert VisitKey.objects.count() == 1


def test_an_act_that_needs_the_browser_says_so_on_its_own_page(world: World, visit: Visit) -> None:
    client = client_of(world, "ana")
    for name in ("make-key", "re-seal-key", "seal-itinerary", "invite-device"):
        page = client.get(f"/visits/{visit.pk}/{name}/").content.decode()
        assert "This is sealed in your browser" in page
        assert '<form class="form" method="post"' not in page


def test_the_browser_is_handed_sealed_copies_and_public_halves_alone(world: World, visit: Visit) -> None:
    key, pocket = field.in_the_field(world, visit)
    held = client_of(world, "tomas").get(f"/visits/{visit.pk}/keys/held.json")
    assert held["Cache-Control"] == "no-store, private"
    said, text = held.json(), held.content.decode()
    assert key.identity not in text
    assert "AGE-SECRET" not in text
    assert [keeper["name"] for keeper in said["keepers"]] == ["Ana Kovari", "Tomás Revel"]
    assert [device["id"] for device in said["devices"]] == [str(pocket.id)]
    assert "proof" not in text


def test_places_are_handed_over_wholesale(world: World, visit: Visit) -> None:
    said = client_of(world, "ana").get(f"/visits/{visit.pk}/keys/places.json").json()
    assert [place["name"] for place in said["places"]] == ["Bresk Prison"]
    assert said["places"][0]["id"] == str(world.places["XXB"].pk)


def test_the_committee_learns_that_there_is_a_key_and_nothing_else(world: World, visit: Visit) -> None:
    field.in_the_field(world, visit)
    Visit.objects.filter(pk=visit.pk).update(notified_on=TODAY)
    for who in ("ines", "jonas", "maud"):
        client = client_of(world, who)
        page = client.get(f"/visits/{visit.pk}/keys/").content.decode()
        assert "The visit has a key: version 1" in page
        main = page[page.index("<main") :]
        assert "the delegation alone knows" in main
        assert not any(word in main for word in ("Tomás", "phone", "data-visit-keys", "data-held"))
        for page_of in OWN:
            if page_of.name != "visit_keys":
                assert client.get(page_of.path({"visit": visit.pk, "number": 1})).status_code == 404
        for address in (f"/devices/{Device.objects.get().pk}/revoke/", f"/devices/{uuid4()}/revoke/"):
            assert client.get(address).status_code == 404


@pytest.mark.parametrize("who", ["ines", "henrik", "jonas", "ruth", "piet", "rosa"])
def test_hidden_and_absent_are_one_answer_on_every_page_of_keys(world: World, who: str) -> None:
    chain, client = hidden(world), client_of(world, who)
    ask(client, "/states/")
    held, nothing = ids_of(chain), {**ids_of(chain), **{name: uuid4() for name in ("visit", "device", "invitation")}}
    assert Device.objects.filter(pk=held["device"]).exists()
    assert Invitation.objects.filter(pk=held["invitation"]).exists()
    for page in [*OWN, *ACTS]:
        for data in (None, {"to": "read", "because": "x"}):
            there = ask(client, page.path(held), data=data)
            told = told_by(there, ask(client, page.path(nothing), data=data))
            assert not told, f"{page.name} tells {who}: {told}"
            assert there.status == 404
    for kind, name in (("visit", "make-key"), ("device", "revoke"), ("invitation", "withdraw")):
        there = run_command(["act", kind, name, str(held[kind]), "--as", who, "--set", "because=x"])
        assert there == run_command(["act", kind, name, str(uuid4()), "--as", who, "--set", "because=x"])


def test_a_page_of_keys_asks_as_often_for_many_devices_as_for_one(world: World, visit: Visit) -> None:
    key, _pocket = field.in_the_field(world, visit)
    field.invite(world, visit, key)
    client, address = client_of(world, "ana"), f"/visits/{visit.pk}/keys/"
    for suffix in ("", "held.json"):
        before = len(ask(client, address + suffix).sql)
        for _more in range(3):
            field.enrol(field.invite(world, visit, key))
            field.invite(world, visit, key)
        assert len(ask(client, address + suffix).sql) == before


def test_what_has_come_stands_when_a_device_is_revoked(world: World, visit: Visit) -> None:
    _key, pocket = field.in_the_field(world, visit)
    page = client_of(world, "ana").get(f"/devices/{pocket.id}/revoke/").content.decode()
    assert re.search(r'name="from_number" value="1"', page)
    assert SealedBlob.objects.count() == 0


def test_a_forged_number_does_not_move_where_a_revoked_device_is_set_apart(world: World, visit: Visit) -> None:
    from tests.world import moment
    from unannounced.crafts.packing import Packed, digest_of
    from unannounced.records.notebooks.actions import take_sealed

    _key, pocket = field.in_the_field(world, visit)
    forged = field.Pocket(pocket.id, pocket.identity, ec.generate_private_key(ec.SECP256R1()), pocket.package, {})
    for one in (field.sealed_entry(pocket), field.signed_blob(forged, b"age-encryption.org/v1\n", seq=2**40)):
        take_sealed([Packed("sealed-blob", 1, "field", digest_of(one.parcel), one.parcel)], at=moment(TODAY))
    assert SealedBlob.objects.count() == 2
    page = client_of(world, "ana").get(f"/devices/{pocket.id}/revoke/").content.decode()
    assert re.search(r'name="from_number" value="2"', page)


def test_an_earlier_itinerary_is_shown_as_such(world: World, visit: Visit, ana: field.MembersKey) -> None:
    from tests.world import moment
    from unannounced.records.keyrings.actions import seal_itinerary

    key, client = field.make_visit_key(world, visit), client_of(world, "ana")
    assert "No itinerary is sealed." in client.get(f"/visits/{visit.pk}/itinerary/").content.decode()
    for number in (1, 2):
        sealed = field.sealed_itinerary(field.an_itinerary(visit, f"stop {number}"), key.recipient)
        seal_itinerary(visit, sealed, number=number, by=world.ana, at=moment(TODAY))
    newest = client.get(f"/visits/{visit.pk}/itinerary/").content.decode()
    assert "Itinerary 2, sealed" in newest
    assert "data-read-only" not in newest
    earlier = client.get(f"/visits/{visit.pk}/itinerary/1/").content.decode()
    assert "This is an earlier itinerary." in earlier
    assert "data-read-only" in earlier
    assert client.get(f"/visits/{visit.pk}/itinerary/3/").status_code == 404
    assert queries.itineraries(visit, world.ana).count() == 2
