"""The notebook of a visit in the office: what came, what is open, what is in conflict, and who sees which of it."""

import json
import re
from typing import Any

import pytest

from tests.homecoming import AT, a_visit_with_devices, bring, opened
from tests.records.test_opening import INTERVIEW, MEASURED
from tests.rooms.office.sameness import absent, ask, client_of
from tests.sealed import VisitsKey, an_entry, attached, file_key, in_the_field, sealed_entry
from tests.world import TODAY, World, plan
from unannounced.crafts import sealing
from unannounced.records.access.models import AccessEvent
from unannounced.records.findings.actions import draw_finding
from unannounced.records.keyrings.actions import revoke_device
from unannounced.records.keyrings.models import Device
from unannounced.records.ledger.models import Reading
from unannounced.records.measurements.models import Measured
from unannounced.records.notebooks.models import Attachment, Entry, SealedBlob
from unannounced.records.persons.models import Consent, Pseudonym
from unannounced.records.visits.models import Visit

pytestmark = pytest.mark.django_db


def page(world: World, who: str, address: str, status: int = 200) -> str:
    answer = client_of(world, who).get(address)
    assert answer.status_code == status, answer.content.decode()
    return str(answer.content.decode())


def do(world: World, who: str, address: str, **fields: Any) -> Any:
    """Open the form of an act, fill it in and send it."""
    client = client_of(world, who)
    form = client.get(address).content.decode()
    key = re.search(r'name="key" value="([^"]+)"', form)
    assert key, form
    return client.post(address, {"key": key[1], **fields})


def browser_opens(world: World, who: str, visit: Visit, key: VisitsKey) -> dict[str, int]:
    """What the script of the page does, in Python: headers are fetched, file keys are found and handed over."""
    client, counted, after = client_of(world, who), {}, ""
    while True:
        headers = client.get(f"/visits/{visit.pk}/notebook/headers.json?after={after}").json()["headers"]
        if not headers:
            return counted
        import base64

        keys = {digest: sealing.file_key_of(base64.b64decode(head), key.identity).hex() for digest, head in headers}
        answer = client.post(
            f"/visits/{visit.pk}/open-notebook/",
            json.dumps({"keys": keys}),
            "application/json",
            headers={"Accept": "application/json"},
        )
        assert answer.status_code == 200, answer.content
        for name, count in answer.json().items():
            counted[name] = counted.get(name, 0) + count
        after = headers[-1][0]


def test_a_member_opens_the_notebook_and_reads_it(world: World) -> None:
    visit, key, [pocket] = a_visit_with_devices(world)
    bring(*[sealed_entry(pocket, f"Window {number} was nailed shut.") for number in range(3)])
    address = f"/visits/{visit.pk}/notebook/"
    assert "Open the notebook" in page(world, "ana", address)
    assert "nailed" not in page(world, "ana", address)
    assert browser_opens(world, "ana", visit, key)["new"] == 3
    text = page(world, "ines", address)
    assert text.count("was nailed shut") == 3
    assert "Everything that came home is open." in text


def test_the_page_of_opening_has_what_the_browser_needs_and_no_key_in_clear(world: World) -> None:
    visit, key, [pocket] = a_visit_with_devices(world)
    bring(sealed_entry(pocket))
    text = page(world, "ana", f"/visits/{visit.pk}/open-notebook/")
    assert "data-locked" in text
    assert "BEGIN AGE ENCRYPTED FILE" in text
    assert "AGE-SECRET-KEY" not in text
    assert key.identity not in text


@pytest.mark.parametrize("who", ["ines", "maud"])
def test_who_is_not_of_the_delegation_is_told_so_and_gets_no_header(world: World, who: str) -> None:
    visit, _key, [pocket] = a_visit_with_devices(world)
    bring(sealed_entry(pocket))
    assert "You are not of the delegation" in page(world, who, f"/visits/{visit.pk}/open-notebook/")
    answer = client_of(world, who).get(f"/visits/{visit.pk}/notebook/headers.json")
    assert answer.status_code == 409
    assert "headers" not in answer.json()


def test_before_the_notification_the_notebook_is_refused_with_the_rule(world: World) -> None:
    visit = plan(world)
    _key, pocket = in_the_field(world, visit)
    bring(sealed_entry(pocket))
    text = page(world, "ana", f"/visits/{visit.pk}/open-notebook/")
    assert "The visit is not notified" in text
    assert "Art. 8(1)" in text


@pytest.mark.parametrize("body", [b'{"forms": {"x": 3}}', b'{"forms": null}'])
def test_keys_of_forms_that_are_none_open_nothing(world: World, body: bytes) -> None:
    visit, _key, _pockets = a_visit_with_devices(world)
    address = f"/visits/{visit.pk}/open-notebook/"
    answer = client_of(world, "ana").post(address, body, "application/json", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()) == (200, {"decrypted": 0})


@pytest.mark.parametrize("body", [b"", b"[]", b'{"keys": 3}', b'{"keys": {"x": "y"}}', b"\xff"])
def test_a_script_that_hands_over_nonsense_is_answered_with_a_sentence(world: World, body: bytes) -> None:
    visit, _key, _pockets = a_visit_with_devices(world)
    address = f"/visits/{visit.pk}/open-notebook/"
    answer = client_of(world, "ana").post(address, body, "application/json", headers={"Accept": "application/json"})
    assert answer.status_code == 409
    assert answer.json()["problem"]


def test_what_has_not_come_is_named_by_number_and_device(world: World) -> None:
    visit, _key, [pocket] = a_visit_with_devices(world)
    blobs = [sealed_entry(pocket, str(number)) for number in range(1, 6)]
    bring(blobs[0], blobs[4])
    text = page(world, "ana", f"/visits/{visit.pk}/notebook/came/")
    assert "2 to 4 of a phone (Tomás Revel) have not come." in text


def test_two_wordings_of_one_entry_stand_side_by_side_with_the_differences_marked(world: World) -> None:
    visit, key, [one, other] = a_visit_with_devices(world, "tomas", "ana")
    said = an_entry(one, "He slept on the floor.")
    blobs = (
        sealed_entry(one, **said),
        sealed_entry(other, **{**said, "text": "He slept on a table.", "source": "source B"}),
    )
    bring(*blobs)
    opened(world, visit, key, *blobs)
    for entry in Entry.objects.all():
        text = page(world, "ana", f"/entries/{entry.pk}/")
        assert "<mark>a</mark>" in text or "<mark>the</mark>" in text
        assert "both are kept" in text
    listed = page(world, "ana", f"/visits/{visit.pk}/notebook/?stands=conflict")
    assert listed.count("data-row") == 2


def test_entries_are_narrowed_down_by_what_they_are(world: World) -> None:
    visit, key, [pocket] = a_visit_with_devices(world)
    place = str(world.places["XXB"].pk)
    blobs = [
        sealed_entry(pocket, "In the yard", place=place, source="source B"),
        sealed_entry(pocket, "Of last year", noted_on="2020-01-01"),
        sealed_entry(pocket, "", place=place, **MEASURED),
        sealed_entry(pocket, "Half", unfinished=True, kind="allegation"),
    ]
    bring(*blobs)
    opened(world, visit, key, *blobs)
    asked = {
        f"place={place}": 2, "place=none": 2, "day=2020-01-01": 1, "stands=clock": 1, "form=measurement": 1,
        "form=note": 3, "source=source+B": 1, "kind=allegation": 1, "stands=unfinished": 1, "words=yard": 1,
        f"member={world.people['tomas'].pk}": 4, f"member={world.people['ana'].pk}": 0, "day=never": 0, "stands=odd": 0,
    }  # fmt: skip
    for query, count in asked.items():
        text = page(world, "ana", f"/visits/{visit.pk}/notebook/?{query}")
        assert text.count("data-row") == count, query


def test_the_notebook_is_taken_along_as_a_table(world: World) -> None:
    visit, key, [pocket] = a_visit_with_devices(world)
    blobs = [sealed_entry(pocket, "He was beaten.", **INTERVIEW), sealed_entry(pocket, "=1+1")]
    bring(*blobs)
    opened(world, visit, key, *blobs)
    rows = json.loads(b"".join(client_of(world, "ana").get(f"/visits/{visit.pk}/notebook.json").streaming_content))
    assert {row["text"] for row in rows} == {"He was beaten.", "=1+1"}
    assert "P07" in json.dumps(rows)
    other = b"".join(client_of(world, "ines").get(f"/visits/{visit.pk}/notebook.csv").streaming_content).decode()
    assert "He was beaten." in other
    assert "P07" not in other
    assert "\n=1+1" not in other


def test_who_was_spoken_with_is_shown_to_the_delegation_and_the_secretariat_alone(world: World) -> None:
    visit, key, [pocket] = a_visit_with_devices(world)
    blob = sealed_entry(pocket, "He was beaten.", **INTERVIEW)
    bring(blob)
    opened(world, visit, key, blob)
    for who in ("ana", "tomas", "maud"):
        assert "P07" in page(world, who, f"/visits/{visit.pk}/notebook/persons/")
        assert "P07" in page(world, who, f"/visits/{visit.pk}/notebook/")
    entry, person = Entry.objects.get(), Pseudonym.objects.get()
    for address in (f"/visits/{visit.pk}/notebook/persons/", f"/visits/{visit.pk}/notebook/", f"/entries/{entry.pk}/"):
        assert "P07" not in page(world, "ines", address)
    there = ask(client_of(world, "ines"), f"/pseudonyms/{person.pk}/note-consent/")
    assert there == ask(client_of(world, "ines"), f"/pseudonyms/{absent()}/note-consent/")
    assert there.status == 404


def test_a_consent_withdrawn_later_is_noted_by_a_form(world: World) -> None:
    visit, key, [pocket] = a_visit_with_devices(world)
    blob = sealed_entry(pocket, "He was beaten.", **INTERVIEW)
    bring(blob)
    opened(world, visit, key, blob)
    person = Pseudonym.objects.get()
    said = {"purpose": "internal", "answer": "withdrawn", "asked_on": TODAY.isoformat()}
    assert do(world, "tomas", f"/pseudonyms/{person.pk}/note-consent/", **said).status_code == 302
    text = page(world, "ana", f"/visits/{visit.pk}/notebook/persons/")
    assert Consent.objects.count() == 2
    assert "<strong>withdrawn</strong>" in text
    assert "answered otherwise since" in text


def test_a_photograph_is_shown_by_its_working_copy_and_its_original_is_saved(world: World) -> None:
    visit, key, [pocket] = a_visit_with_devices(world)
    original, named = attached(pocket, b"\xff\xd8 with metadata")
    copy, shown = attached(pocket, b"\xff\xd8 without", role="working_copy", of=original.digest, name="copy.jpg")
    details = {"shows": "place", "approved_by_head": True}
    entry = sealed_entry(pocket, "The yard", form="photograph", details=details, attachments=[shown, named])
    bring(entry, copy, original)
    opened(world, visit, key, entry, copy)
    text = page(world, "ines", f"/entries/{Entry.objects.get().pk}/")
    assert text.count("<img") == 1
    assert "has not come, or is sealed" in text
    held = {one.role: one for one in Attachment.objects.all()}
    client = client_of(world, "ines")
    assert client.get(f"/attachments/{held['original'].pk}/").status_code == 409
    opened(world, visit, key, original)
    seen = client.get(f"/attachments/{held['working_copy'].pk}/")
    assert (seen.headers["Content-Type"], b"".join(seen.streaming_content)) == ("image/jpeg", b"\xff\xd8 without")
    assert seen.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in seen.headers["Cache-Control"]
    saved = client.get(f"/attachments/{held['original'].pk}/")
    assert saved.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(saved.streaming_content) == b"\xff\xd8 with metadata"
    assert Reading.objects.filter(subject_id=held["original"].pk, by=world.ines.pk).exists()


def test_a_file_that_is_not_what_the_device_named_is_said_to_be_another(world: World) -> None:
    visit, key, [pocket] = a_visit_with_devices(world)
    blob, named = attached(pocket, b"<script>alert(1)</script>", clear_digest="0" * 64, type="text/html", name="a.html")
    entry = sealed_entry(pocket, "A file", attachments=[named])
    bring(entry, blob)
    opened(world, visit, key, entry, blob)
    address = f"/attachments/{Attachment.objects.get().pk}/"
    assert "not the one that the device named" in page(world, "ana", address, 409)
    saved = client_of(world, "ana").get(f"{address}?as-it-came=1")
    assert saved.headers["Content-Type"] == "application/octet-stream"
    assert saved.headers["Content-Disposition"].startswith("attachment")


def test_what_a_revoked_device_brought_is_decided_by_a_form_and_can_then_be_opened(world: World) -> None:
    visit, key, [pocket] = a_visit_with_devices(world)
    revoke_device(Device.objects.get(), because="It was taken away.", by=world.ana, at=AT)
    blob = sealed_entry(pocket, "After it was taken")
    bring(blob)
    text = page(world, "ana", f"/visits/{visit.pk}/notebook/came/")
    assert "had been revoked" in text
    held = SealedBlob.objects.get()
    said = {"decision": "take_in", "because": "He had it back on that day."}
    assert do(world, "ana", f"/blobs/{held.pk}/decide/", **said).status_code == 302
    assert browser_opens(world, "ana", visit, key)["new"] == 1


def test_what_cannot_be_read_says_why_and_its_bytes_can_be_saved(world: World) -> None:
    visit, key, [pocket] = a_visit_with_devices(world)
    blob = pocket.seal(json.dumps(an_entry(pocket, format="unannounced-entry/2")).encode())
    bring(blob)
    assert browser_opens(world, "ana", visit, key)["unreadable"] == 1
    text = page(world, "ana", f"/visits/{visit.pk}/notebook/came/")
    assert "unannounced-entry/2" in text
    saved = client_of(world, "ana").get(f"/blobs/{SealedBlob.objects.get().pk}/bytes/")
    assert json.loads(b"".join(saved.streaming_content))["format"] == "unannounced-entry/2"
    assert do(world, "ana", f"/visits/{visit.pk}/read-again/").status_code == 302


def test_a_measurement_is_shown_with_what_the_standards_say(world: World) -> None:
    visit, key, [pocket] = a_visit_with_devices(world)
    blobs = (
        sealed_entry(pocket, "", place=str(world.places["XXB"].pk), **MEASURED),
        sealed_entry(pocket, "", **MEASURED),
    )
    bring(*blobs)
    opened(world, visit, key, *blobs)
    with_place, without = Entry.objects.get(place__isnull=False), Entry.objects.get(place__isnull=True)
    text = page(world, "ana", f"/entries/{with_place.pk}/")
    assert "CPT-SPACE" in text
    assert f"/measurements/{Measured.objects.get().pk}/" in text
    assert "It says no place of the register" in page(world, "ana", f"/entries/{without.pk}/")
    answer = do(world, "ana", f"/entries/{without.pk}/choose-place/", place="Bresk Prison")
    assert answer.status_code == 302
    assert Measured.objects.count() == 2


def test_what_an_entry_says_of_access_is_noted_by_one_press_and_never_by_itself(world: World) -> None:
    visit, key, [pocket] = a_visit_with_devices(world)
    said = {"arrived": "09:02", "let_in": "09:47", "minutes": 45, "who": "officer on duty", "refused": ["registers"]}
    blob = sealed_entry(pocket, "", form="access", place=str(world.places["XXB"].pk), details=said)
    bring(blob)
    opened(world, visit, key, blob)
    assert not AccessEvent.objects.exists()
    entry = Entry.objects.get()
    client = client_of(world, "ana")
    form = client.get(f"/entries/{entry.pk}/note-as-access/").content.decode()
    fields = dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', form))
    fields |= {"hindrance": "refused_records", "why": "No reason was given."}
    assert client.post(f"/entries/{entry.pk}/note-as-access/", fields).status_code == 302
    event = AccessEvent.objects.get()
    assert (event.hindrance, event.minutes, event.who) == ("refused_records", 45, "officer on duty")


def test_marks_on_the_body_are_drawn_and_listed(world: World) -> None:
    visit, key, [pocket] = a_visit_with_devices(world)
    marks = [{"view": "back", "x": 0.25, "y": 0.5, "kind": "bruise", "size_cm": "4", "words": "yellow"}]
    blob = sealed_entry(pocket, "", form="body_chart", details={"pseudonym": "P07", "marks": marks})
    bring(blob)
    opened(world, visit, key, blob)
    text = page(world, "ana", f"/entries/{Entry.objects.get().pk}/")
    assert 'cx="50.0" cy="200.0"' in text
    assert 'cy="32" rx="19"' in text
    assert "bruise, back, 4 cm" in text


def test_a_finding_says_how_many_independent_sources_it_rests_on(world: World) -> None:
    visit, key, [one, other] = a_visit_with_devices(world, "tomas", "ana")
    blobs = [sealed_entry(one, "He said so.", **INTERVIEW), sealed_entry(other, "He said so again.", **INTERVIEW)]
    bring(*blobs)
    opened(world, visit, key, *blobs)
    draw_finding(
        "He was beaten.", during=visit, resting_on=list(Entry.objects.all()), drawn_on=TODAY, by=world.ana, at=AT
    )
    text = page(world, "ana", f"/visits/{visit.pk}/notebook/sources/")
    assert "1 independent source" in text
    assert "they are of the same person" in text


def test_a_page_of_fifty_asks_no_more_than_one_of_five(world: World) -> None:
    visit, key, [pocket] = a_visit_with_devices(world)
    counts = []
    for number in (5, 45):
        blobs = [sealed_entry(pocket, f"Entry {number}", place=str(world.places["XXB"].pk)) for _n in range(number)]
        bring(*blobs)
        opened(world, visit, key, *blobs)
        client = client_of(world, "ana")
        client.get("/states/")
        counts.append(len(ask(client, f"/visits/{visit.pk}/notebook/").sql))
    assert counts[0] == counts[1]


def test_a_blob_sealed_for_another_visit_cannot_be_opened_here(world: World) -> None:
    _visit, key, [pocket] = a_visit_with_devices(world)
    other = sealing.seal(b"{}", to=sealing.recipient_of(sealing.new_identity()))
    pocket.seq += 1
    from tests.sealed import signed_blob

    blob = signed_blob(pocket, other, seq=pocket.seq)
    bring(blob)
    with pytest.raises(sealing.NotOpened):
        file_key(blob, key)
    assert SealedBlob.objects.get().stands == "waits"


@pytest.mark.parametrize(
    "route",
    ["", "came/", "persons/", "sources/", "headers.json", "?stands=conflict"],
)
def test_a_hidden_notebook_is_answered_like_one_that_does_not_exist(world: World, route: str) -> None:
    visit = plan(world)
    _key, pocket = in_the_field(world, visit)
    bring(sealed_entry(pocket))
    for who in ("ines", "jonas", "piet"):
        client = client_of(world, who)
        client.get("/states/")
        there = ask(client, f"/visits/{visit.pk}/notebook/{route}")
        assert there == ask(client, f"/visits/{absent()}/notebook/{route}")
        assert there.status == 404
