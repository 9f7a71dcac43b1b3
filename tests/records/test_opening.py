"""Coming home: sealed blobs are opened by file keys, judged, and taken in; nothing is lost, doubled or half."""

import json
from datetime import timedelta
from typing import Any

import pytest

from tests.homecoming import AT, a_visit_with_devices, bring, opened
from tests.sealed import an_entry, attached, file_key, in_the_field, sealed_entry, signed_blob
from tests.world import TODAY, World, moment, plan
from unannounced.crafts import sealing
from unannounced.duties.consenting import Answer, Purpose
from unannounced.duties.decision import RefusedByRule
from unannounced.duties.noting import Again, Sealed
from unannounced.records.keyrings.actions import revoke_device
from unannounced.records.keyrings.models import Device
from unannounced.records.ledger.linking import link_all
from unannounced.records.ledger.models import Line
from unannounced.records.ledger.verifying import verify
from unannounced.records.measurements.models import Measured
from unannounced.records.notebooks import reading
from unannounced.records.notebooks.actions import correct_entry, judge_blob, open_notebook, try_again
from unannounced.records.notebooks.devices import devices_of
from unannounced.records.notebooks.models import Attachment, Entry, SealedBlob
from unannounced.records.notebooks.queries import waiting_for_keys
from unannounced.records.notebooks.reading import clear_of, headers_of, whys_of
from unannounced.records.persons.actions import note_consent
from unannounced.records.persons.models import Consent, Pseudonym
from unannounced.records.persons.queries import consents_of, persons_of, that_count

pytestmark = pytest.mark.django_db


def stands(*digests: str) -> list[str]:
    held = dict(SealedBlob.objects.values_list("digest", "stands"))
    return [held[digest] for digest in digests]


def test_an_entry_comes_home_in_the_name_of_whose_device_it_is(world: World) -> None:
    visit, key, [pocket] = a_visit_with_devices(world)
    place = world.places["XXB"]
    blob = sealed_entry(pocket, "The window was nailed shut.", place=str(place.pk), source="source B")
    bring(blob)
    judged = opened(world, visit, key, blob)
    entry = Entry.objects.get()
    assert [one.again for one in judged.fates] == [Again.NEW]
    assert (entry.text, entry.place, entry.source) == ("The window was nailed shut.", place, "source B")
    assert entry.noted_by == world.people["tomas"]
    assert entry.blob is not None
    assert (entry.blob.stands, entry.blob.opened_by) == (Sealed.OPENED, world.people["ana"])


def test_opening_is_one_line_and_doing_it_again_is_none(world: World) -> None:
    visit, key, [pocket] = a_visit_with_devices(world)
    blobs = [sealed_entry(pocket, f"Entry {number}") for number in range(5)]
    bring(*blobs)
    opened(world, visit, key, *blobs)
    assert Line.objects.filter(act="open the notebook", within=visit.pk).count() == 1
    opened(world, visit, key, *blobs)
    assert Line.objects.filter(act="open the notebook").count() == 1
    assert Entry.objects.count() == 5
    link_all()
    assert verify().faults == []


def test_a_notebook_stays_closed_until_the_visit_is_notified(world: World) -> None:
    visit = plan(world)
    key, pocket = in_the_field(world, visit)
    blob = sealed_entry(pocket)
    bring(blob)
    with pytest.raises(RefusedByRule, match=r"not notified.*Art\. 8\(1\)"):
        opened(world, visit, key, blob)
    assert stands(blob.digest) == [Sealed.WAITS]
    assert not Entry.objects.exists()


@pytest.mark.parametrize("who", ["ines", "maud", "piet", "ruth"])
def test_nobody_but_the_delegation_opens_a_notebook(world: World, who: str) -> None:
    visit, key, [pocket] = a_visit_with_devices(world)
    blob = sealed_entry(pocket)
    bring(blob)
    with pytest.raises(RefusedByRule):
        opened(world, visit, key, blob, by=who)
    assert not Entry.objects.exists()


def test_a_key_that_does_not_fit_closes_one_blob_and_no_other(world: World) -> None:
    visit, key, [pocket] = a_visit_with_devices(world)
    wrong, right = sealed_entry(pocket, "One"), sealed_entry(pocket, "Two")
    bring(wrong, right)
    keys = {wrong.digest: file_key(right, key), right.digest: file_key(right, key)}
    open_notebook(visit, keys, by=world.ana, at=AT)
    assert stands(wrong.digest, right.digest) == [Sealed.UNREADABLE, Sealed.OPENED]
    held = SealedBlob.objects.get(digest=wrong.digest)
    assert (whys_of(held)[0].english, held.file_key) == (reading.NO_FIT, "")
    assert held in waiting_for_keys(visit, world.ana)
    opened(world, visit, key, wrong)
    assert stands(wrong.digest) == [Sealed.OPENED]


@pytest.mark.parametrize(
    "keys", [{"a" * 64: "00"}, {"a" * 63: "0" * 32}, {"a" * 64: "Z" * 32}, {f"{n:064x}": "0" * 32 for n in range(501)}]
)
def test_what_is_no_file_key_is_refused_before_anything_is_looked_at(world: World, keys: dict[str, str]) -> None:
    visit, _key, _pockets = a_visit_with_devices(world)
    with pytest.raises(RefusedByRule):
        open_notebook(visit, keys, by=world.ana, at=AT)


def test_the_same_entry_sealed_twice_is_held_once(world: World) -> None:
    visit, key, [pocket] = a_visit_with_devices(world)
    said = an_entry(pocket, "A man slept on the floor.")
    first, again = sealed_entry(pocket, **said), sealed_entry(pocket, **said)
    bring(first, again)
    judged = opened(world, visit, key, first, again)
    assert sorted(str(one.again) for one in judged.fates) == ["new", "same"]
    assert Entry.objects.count() == 1
    assert stands(first.digest, again.digest) == [Sealed.OPENED, Sealed.OPENED]


def test_the_same_id_with_other_words_is_a_conflict_and_both_are_kept_once(world: World) -> None:
    visit, key, [one, other] = a_visit_with_devices(world, "tomas", "ana")
    said = an_entry(one, "He slept on the floor.")
    first = sealed_entry(one, **said)
    second = sealed_entry(other, **{**said, "text": "He slept on a table."})
    third = sealed_entry(other, **{**said, "text": "He slept on a table."})
    bring(first, second, third)
    opened(world, visit, key, first)
    opened(world, visit, key, third)
    judged = opened(world, visit, key, second)
    assert [fate.again for fate in judged.fates] == [Again.SAME]
    held, conflict = Entry.objects.order_by("conflicts_with")
    held, conflict = (held, conflict) if held.conflicts_with_id is None else (conflict, held)
    assert str(held.pk) == said["id"]
    assert conflict.conflicts_with == held
    assert (held.text, conflict.text) == ("He slept on the floor.", "He slept on a table.")
    assert (held.noted_by, conflict.noted_by) == (world.people["tomas"], world.people["ana"])


def test_an_id_that_another_visit_uses_tells_nothing_of_it(world: World) -> None:
    visit, key, [pocket] = a_visit_with_devices(world)
    blob = sealed_entry(pocket, "One")
    bring(blob)
    opened(world, visit, key, blob)
    other = plan(world, "XXC", days_ago=20)
    held = Entry.objects.get()
    from tests.sealed import enrol, invite, make_visit_key
    from tests.world import notify_and_end

    other_key = make_visit_key(world, other)
    device, _row = enrol(invite(world, other, other_key))
    notify_and_end(world, other)
    other.refresh_from_db()
    probe = sealed_entry(device, "Is it there?", id=str(held.pk))
    fix = sealed_entry(device, "It is not.", corrects=str(held.pk))
    bring(probe, fix)
    judged = opened(world, other, other_key, probe, fix)
    assert [one.again for one in judged.fates] == [Again.NEW, Again.NEW]
    asked, corrects = Entry.objects.get(text="Is it there?"), Entry.objects.get(text="It is not.")
    assert (asked.conflicts_with, corrects.corrects) == (None, asked)


def test_a_correction_may_come_before_what_it_corrects(world: World) -> None:
    visit, key, [pocket] = a_visit_with_devices(world)
    said = an_entry(pocket, "Twelve beds.")
    fix = sealed_entry(pocket, "Thirteen beds.", corrects=said["id"])
    first = sealed_entry(pocket, **said)
    bring(fix, first)
    opened(world, visit, key, fix)
    assert Entry.objects.get().corrects is None
    opened(world, visit, key, first)
    assert Entry.objects.get(text="Thirteen beds.").corrects == Entry.objects.get(text="Twelve beds.")
    link_all()
    assert verify().faults == []


def test_a_file_may_come_before_its_entry_and_after_it(world: World) -> None:
    visit, key, [pocket] = a_visit_with_devices(world)
    early, named = attached(pocket, b"\xff\xd8\xff early")
    late, other = attached(pocket, b'{"this": "is a file"}', name="list.json", type="application/json")
    entry = sealed_entry(pocket, "", form="photograph", details={"shows": "place"}, attachments=[named, other])
    bring(early, entry)
    opened(world, visit, key, early)
    assert stands(early.digest) == [Sealed.WAITS]
    assert not waiting_for_keys(visit, world.ana).filter(digest=early.digest).exists()
    opened(world, visit, key, entry)
    assert stands(early.digest, entry.digest) == [Sealed.OPENED, Sealed.OPENED]
    bring(late)
    opened(world, visit, key, late)
    assert stands(late.digest) == [Sealed.OPENED]
    assert clear_of(SealedBlob.objects.get(digest=early.digest)) == b"\xff\xd8\xff early"
    assert Attachment.objects.count() == 2


def test_a_file_that_looks_like_an_entry_is_a_file_once_its_entry_has_come(world: World) -> None:
    visit, key, [pocket] = a_visit_with_devices(world)
    blob, named = attached(pocket, b'{"this": "is a file"}', name="list.json", type="application/json")
    entry = sealed_entry(pocket, "A list", attachments=[named])
    bring(blob, entry)
    opened(world, visit, key, blob)
    assert stands(blob.digest) == [Sealed.UNREADABLE]
    opened(world, visit, key, entry)
    assert stands(blob.digest) == [Sealed.OPENED]


def test_a_working_copy_points_at_its_original(world: World) -> None:
    visit, key, [pocket] = a_visit_with_devices(world)
    original, named = attached(pocket, b"\xff\xd8 with metadata")
    copy, shown = attached(pocket, b"\xff\xd8 without", role="working_copy", of=original.digest)
    details = {"shows": "place", "approved_by_head": True}
    entry = sealed_entry(pocket, "", form="photograph", details=details, attachments=[shown, named])
    bring(entry, copy, original)
    opened(world, visit, key, entry, copy, original)
    assert Attachment.objects.get(role="working_copy").of == Attachment.objects.get(role="original")


def test_what_cannot_be_read_is_kept_with_the_reason_and_can_be_tried_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit, key, [pocket] = a_visit_with_devices(world)
    newer = an_entry(pocket, "From a newer app", format="unannounced-entry/2")
    blob = pocket.seal(json.dumps(newer).encode())
    fine = sealed_entry(pocket, "A sound one")
    bring(blob, fine)
    opened(world, visit, key, blob, fine)
    assert stands(blob.digest, fine.digest) == [Sealed.UNREADABLE, Sealed.OPENED]
    held = SealedBlob.objects.get(digest=blob.digest)
    assert "unannounced-entry/2" in str(whys_of(held)[0])
    assert not try_again(visit, by=world.ana, at=AT).fates
    monkeypatch.setattr("unannounced.duties.opening.FORMAT", "unannounced-entry/2")  # the update
    try_again(visit, by=world.ana, at=AT)
    assert stands(blob.digest) == [Sealed.OPENED]
    assert Entry.objects.filter(text="From a newer app").exists()


def test_what_was_altered_after_it_was_sealed_is_told_apart_from_a_wrong_key(world: World) -> None:
    visit, key, [pocket] = a_visit_with_devices(world)
    sealed = bytearray(sealing.seal(json.dumps(an_entry(pocket)).encode(), to=key.recipient))
    sealed[-1] ^= 1
    pocket.seq += 1
    blob = signed_blob(pocket, bytes(sealed), seq=pocket.seq)
    bring(blob)
    opened(world, visit, key, blob)
    assert whys_of(SealedBlob.objects.get())[0].english == reading.ALTERED


def test_a_clock_that_is_wrong_by_a_year_loses_no_entry_and_its_day_is_corrected_by_a_new_one(world: World) -> None:
    visit, key, [pocket] = a_visit_with_devices(world)
    wrong = (visit.begins - timedelta(days=365)).isoformat()
    blob = sealed_entry(pocket, "Seen at night.", noted_on=wrong, noted_at=f"{wrong}T02:00:00Z")
    bring(blob)
    opened(world, visit, key, blob)
    entry = Entry.objects.select_related("visit").get()
    assert entry.noted_on.isoformat() == wrong
    right = correct_entry(entry, noted_on=visit.begins, by=world.ana, at=AT)
    assert (right.corrects, right.noted_on, right.text) == (entry, visit.begins, entry.text)
    assert Entry.objects.get(pk=entry.pk).noted_on.isoformat() == wrong
    with pytest.raises(RefusedByRule, match="corrected already"):
        correct_entry(entry, noted_on=visit.ends, by=world.ana, at=AT)


MEASURED: dict[str, Any] = {
    "kind": "measurement",
    "form": "measurement",
    "details": {
        "subject": "Cell 12",
        "room_kind": "",
        "groups": [],
        "values": {"room_area": "12", "annexe_area": "1.5", "persons": "3"},
    },
}


def test_a_measurement_is_held_beside_the_standards_and_its_correction_follows(world: World) -> None:
    visit, key, [pocket] = a_visit_with_devices(world)
    place = str(world.places["XXB"].pk)
    said = an_entry(pocket, "", place=place, **MEASURED)
    first = sealed_entry(pocket, **said)
    values = {**MEASURED["details"], "values": {"room_area": "14"}}
    fix = sealed_entry(pocket, "", **{**MEASURED, "place": place, "corrects": said["id"], "details": values})
    bring(first, fix)
    opened(world, visit, key, first)
    row = Measured.objects.get()
    assert (row.subject, row.values["room_area"], row.noted_by) == ("Cell 12", "12", world.people["tomas"])
    assert (row.visit, row.place) == (visit, world.places["XXB"])
    opened(world, visit, key, fix)
    assert Measured.objects.get(replaces=row).values == {"room_area": "14"}


def test_a_measurement_and_its_correction_in_any_order_leave_one_that_counts(world: World) -> None:
    visit, key, [pocket] = a_visit_with_devices(world)
    said = an_entry(pocket, "", place=str(world.places["XXB"].pk), **MEASURED)
    fix = sealed_entry(pocket, **{**said, "id": an_entry(pocket)["id"], "corrects": said["id"]})
    first = sealed_entry(pocket, **said)
    bring(first, fix)
    opened(world, visit, key, fix)
    opened(world, visit, key, first)
    assert Measured.objects.filter(replaced_by__isnull=True).count() == 1


def test_a_measurement_without_a_place_stays_an_entry_until_a_place_is_chosen(world: World) -> None:
    visit, key, [pocket] = a_visit_with_devices(world)
    blob = sealed_entry(pocket, "", place_said="the annexe by the river", **MEASURED)
    bring(blob)
    opened(world, visit, key, blob)
    entry = Entry.objects.select_related("visit").get()
    assert entry.place_said == "the annexe by the river"
    assert not Measured.objects.exists()
    correct_entry(entry, place=world.places["XXB"], by=world.ana, at=AT)
    assert Measured.objects.get().place == world.places["XXB"]


def test_a_measurement_of_what_no_standard_knows_is_no_reason_to_lose_the_entry(world: World) -> None:
    visit, key, [pocket] = a_visit_with_devices(world)
    odd = {**MEASURED["details"], "values": {"mood": "grim"}}
    blob = sealed_entry(pocket, "", **{**MEASURED, "place": str(world.places["XXB"].pk), "details": odd})
    bring(blob)
    opened(world, visit, key, blob)
    assert Entry.objects.count() == 1
    assert not Measured.objects.exists()


INTERVIEW: dict[str, Any] = {
    "kind": "interview",
    "form": "interview",
    "details": {
        "pseudonym": "P07",
        "language": "uk",
        "private": True,
        "consents": [{"purpose": "internal", "recipient": "", "answer": "given", "how": "orally", "present": ""}],
    },
}


def test_who_was_spoken_with_is_kept_apart_from_what_was_said(world: World) -> None:
    visit, key, [pocket] = a_visit_with_devices(world)
    blob = sealed_entry(pocket, "He was beaten.", **INTERVIEW)
    chart = {"pseudonym": "P07", "marks": [{"view": "front", "x": 0.42, "y": 0.31, "kind": "bruise", "size_cm": "4"}]}
    seen = sealed_entry(pocket, "A bruise.", form="body_chart", details=chart)
    bring(blob, seen)
    opened(world, visit, key, blob, seen)
    person, entry = Pseudonym.objects.get(), Entry.objects.get(form="interview")
    assert (person.word, entry.pseudonym) == ("P07", person)
    assert Entry.objects.get(form="body_chart").pseudonym == person
    assert Entry.objects.get(form="body_chart").details["marks"][0]["x"] == "0.42"
    assert "P07" not in json.dumps(entry.details)
    assert "consents" not in entry.details
    assert Consent.objects.get().asked_by == world.people["tomas"]
    assert persons_of(visit, world.tomas).get() == person
    assert persons_of(visit, world.maud).get() == person
    assert not persons_of(visit, world.ines).exists()


def test_a_consent_that_is_withdrawn_stands_beside_the_one_that_was_given(world: World) -> None:
    visit, key, [pocket] = a_visit_with_devices(world)
    blob = sealed_entry(pocket, "He was beaten.", **INTERVIEW)
    bring(blob)
    opened(world, visit, key, blob)
    person = Pseudonym.objects.select_related("visit").get()
    withdrawn = {"purpose": Purpose.INTERNAL, "answer": Answer.WITHDRAWN, "asked_on": TODAY}
    note_consent(person, **withdrawn, by=world.tomas, at=AT + timedelta(hours=1))  # type: ignore[arg-type]
    assert Consent.objects.count() == 2
    held = that_count(consents_of([person.pk])[person.pk])
    assert held[Purpose.INTERNAL, ""].answer is Answer.WITHDRAWN
    with pytest.raises(RefusedByRule):
        note_consent(person, **withdrawn, by=world.ines, at=AT)  # type: ignore[arg-type]


def test_what_a_revoked_device_brings_waits_for_a_person_to_decide(world: World) -> None:
    visit, key, [pocket] = a_visit_with_devices(world)
    revoke_device(Device.objects.get(), because="It was taken away.", by=world.ana, at=AT)
    blob, other = sealed_entry(pocket, "After it was taken"), sealed_entry(pocket, "And another")
    bring(blob, other)
    opened(world, visit, key, blob, other)
    assert stands(blob.digest, other.digest) == [Sealed.APART, Sealed.APART]
    held = SealedBlob.objects.select_related("visit").get(digest=blob.digest)
    with pytest.raises(RefusedByRule, match="no text"):
        judge_blob(held, take_in=True, because=" ", by=world.ana, at=AT)
    with pytest.raises(RefusedByRule):
        judge_blob(held, take_in=True, because="He had it back.", by=world.maud, at=AT)
    judge_blob(held, take_in=True, because="He had it back on that day.", by=world.ana, at=AT)
    left = SealedBlob.objects.select_related("visit").get(digest=other.digest)
    judge_blob(left, take_in=False, because="Nobody knows who wrote it.", by=world.ana, at=AT)
    opened(world, visit, key, blob, other)
    assert stands(blob.digest, other.digest) == [Sealed.OPENED, Sealed.APART]
    assert "Nobody knows who wrote it." in str(whys_of(SealedBlob.objects.get(digest=other.digest))[0])


def test_numbers_that_have_not_come_are_named_by_device(world: World) -> None:
    visit, _key, [one, other] = a_visit_with_devices(world, "tomas", "ana")
    blobs = [sealed_entry(one, f"{number}") for number in range(1, 7)]
    bring(blobs[0], blobs[1], blobs[4], sealed_entry(other))
    came = {held.device.pk: held for held in devices_of(visit, world.ana)}
    assert [(gap.first, gap.last) for gap in came[one.id].gaps] == [(3, 4)]
    assert (came[one.id].missing, came[one.id].highest, came[one.id].stands) == (2, 5, {Sealed.WAITS: 3})
    assert came[other.id].gaps == []
    assert devices_of(plan(world, "XXC"), world.ana) == []


def test_headers_are_enough_to_find_file_keys_and_too_little_to_read(world: World) -> None:
    visit, key, [pocket] = a_visit_with_devices(world)
    blob, _named = attached(pocket, b"x" * 9000)
    bring(blob)
    headers = headers_of(list(waiting_for_keys(visit, world.ana)))
    assert len(headers[blob.digest]) == reading.HEADER
    assert sealing.file_key_of(headers[blob.digest], key.identity).hex() == file_key(blob, key)


def test_opening_hundreds_takes_as_many_queries_for_reading_as_for_ten(
    world: World, django_assert_max_num_queries: Any
) -> None:
    visit, key, [pocket] = a_visit_with_devices(world)
    blobs = [sealed_entry(pocket, f"Entry {number}") for number in range(40)]
    bring(*blobs)
    with django_assert_max_num_queries(40 + 2 * 40):  # besides two for each blob that changes
        opened(world, visit, key, *blobs)


def test_an_entry_of_an_older_version_of_the_key_is_opened_by_that_version(world: World) -> None:
    from tests.sealed import make_visit_key

    visit, key, [pocket] = a_visit_with_devices(world)
    blob = sealed_entry(pocket, "Before the new key")
    bring(blob)
    make_visit_key(world, visit, because="A device was lost.", at=moment(TODAY))
    opened(world, visit, key, blob)
    assert stands(blob.digest) == [Sealed.OPENED]


def test_what_an_odk_client_encrypted_is_opened_once_all_its_files_have_come(world: World) -> None:
    import hashlib

    from tests.collecting import encrypted, new_form_key
    from unannounced.records.checklists.models import OdkKey
    from unannounced.records.ledger.actions import act
    from unannounced.records.notebooks.actions import open_encrypted

    visit, key, [pocket] = a_visit_with_devices(world)
    public, private = new_form_key()
    sealed = sealing.seal(private, to=key.recipient)
    with act("make a key of forms", by=world.ana.pk, at=AT, within=visit.pk) as line:
        armoured = sealing.armoured(sealed)
        form = line.keep(OdkKey(visit=visit, public=public, sealed=armoured, made_by_id=world.ana.pk, made_at=AT))
    instance = '<data id="cells" version="3"><beds>12</beds><meta><instanceID>uuid:11111111-1111-4111-8111-111111111111</instanceID></meta></data>'
    manifest, files = encrypted(instance, {}, public)
    named = []
    blobs = []
    for name, content in files.items():
        blob, said = attached(pocket, content, name=name, type="application/octet-stream")
        assert said["clear_digest"] == hashlib.sha256(content).hexdigest()
        blobs.append(blob)
        named.append(said)
    details = {"checklist": "", "form_id": "cells", "version": "3", "instance": manifest}
    entry = sealed_entry(pocket, "Cells", form="checklist", details=details, attachments=named)
    bring(entry, *blobs)
    handed = {str(form.pk): sealing.file_key_of(sealed, key.identity).hex()}
    opened(world, visit, key, entry)
    assert not open_encrypted(visit, handed, by=world.ana, at=AT)  # its file has not been opened
    opened(world, visit, key, *blobs)
    assert not open_encrypted(visit, {str(form.pk): "0" * 32}, by=world.ana, at=AT)
    [made] = open_encrypted(visit, handed, by=world.ana, at=AT)
    assert made.details["instance"] == instance
    assert made.corrects == Entry.objects.get(corrects__isnull=True)
    assert made.noted_by_id == world.people["tomas"].pk
    assert not open_encrypted(visit, handed, by=world.ana, at=AT)
    assert Entry.objects.count() == 2
    with pytest.raises(RefusedByRule):
        open_encrypted(visit, handed, by=world.ines, at=AT)
    link_all()
    assert verify().faults == []
