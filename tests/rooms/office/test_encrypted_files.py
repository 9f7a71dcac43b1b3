"""Photographs that an ODK client encrypted by itself: shown in the office as those of any other entry."""

from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image

from tests.collecting import encrypted, new_form_key
from tests.crafts.test_copying import WHEREABOUTS, photograph
from tests.homecoming import AT, a_visit_with_devices, bring, opened
from tests.rooms.office.sameness import absent, ask, client_of
from tests.rooms.office.test_notebook import page
from tests.sealed import Blob, Pocket, VisitsKey, attached, sealed_entry
from tests.world import World
from unannounced.crafts import sealing
from unannounced.records.checklists.models import OdkKey
from unannounced.records.ledger.actions import act
from unannounced.records.ledger.linking import link_all
from unannounced.records.ledger.models import Reading
from unannounced.records.ledger.verifying import verify
from unannounced.records.notebooks.actions import open_encrypted
from unannounced.records.notebooks.models import Attachment, Entry
from unannounced.records.parcels.models import Parcel
from unannounced.records.visits.models import Visit

pytestmark = pytest.mark.django_db
PUBLIC, PRIVATE = new_form_key()
KEY = bytes(range(32))


def form_key(world: World, visit: Visit, key: VisitsKey) -> dict[str, str]:
    """A key of forms of the visit, and the file key that a member's browser hands over for it."""
    sealed = sealing.seal(PRIVATE, to=key.recipient)
    with act("make a key of forms", by=world.ana.pk, at=AT, within=visit.pk) as line:
        armoured = sealing.armoured(sealed)
        form = line.keep(OdkKey(visit=visit, public=PUBLIC, sealed=armoured, made_by_id=world.ana.pk, made_at=AT))
    return {str(form.pk): sealing.file_key_of(sealed, key.identity).hex()}


def submission(
    pocket: Pocket, files: dict[str, bytes], exchanged: dict[str, bytes] | None = None
) -> tuple[Blob, list[Blob]]:
    """What a client encrypted, as it lies sealed: the entry, and a blob for each file."""
    instance = (
        f'<data id="cells" version="3"><beds>12</beds><meta><instanceID>uuid:{uuid4()}</instanceID></meta></data>'
    )
    manifest, parts = encrypted(instance, files, PUBLIC, key=KEY)
    if exchanged:
        parts |= {
            f"{name}.enc": encrypted(instance, exchanged, PUBLIC, key=KEY)[1][f"{name}.enc"] for name in exchanged
        }
    held = [attached(pocket, content, name=name, type="application/octet-stream") for name, content in parts.items()]
    details = {"checklist": "", "form_id": "cells", "version": "3", "instance": manifest}
    named = [said for _blob, said in held]
    return sealed_entry(pocket, "Cells", form="checklist", details=details, attachments=named), [one for one, _ in held]


def come_home(world: World, files: dict[str, bytes], **how: Any) -> tuple[Entry, Visit]:
    """The entry in clear, once the notebook was opened."""
    visit, key, [pocket] = a_visit_with_devices(world)
    handed = form_key(world, visit, key)
    entry, blobs = submission(pocket, files, **how)
    bring(entry, *blobs)
    opened(world, visit, key, entry, *blobs)
    [made] = open_encrypted(visit, handed, by=world.ana, at=AT)
    return made, visit


def test_an_encrypted_photograph_is_shown_without_its_whereabouts_and_saved_as_it_was(world: World) -> None:
    original, words = photograph(turned=6), b"Written on the door: B 12"
    made, _visit = come_home(world, {"corridor.jpg": original, "door.txt": words})
    text = page(world, "ines", f"/entries/{made.pk}/")
    held = {one.name: one for one in Attachment.objects.filter(entry=made)}
    address = f"/attachments/{held['corridor.jpg'].pk}/"
    assert f'src="{address}?working-copy=1"' in text
    assert "shown by a working copy without metadata" in text
    client = client_of(world, "ines")
    shown = client.get(f"{address}?working-copy=1")
    assert (shown.status_code, shown.headers["Content-Type"]) == (200, "image/jpeg")
    assert "no-store" in shown.headers["Cache-Control"]
    with Image.open(BytesIO(copy := b"".join(shown.streaming_content))) as drawn:
        assert (drawn.size, dict(drawn.getexif())) == ((40, 60), {})
    assert WHEREABOUTS not in copy
    saved = client.get(address)
    assert saved.headers["Content-Disposition"] == 'attachment; filename="corridor.jpg"'
    assert b"".join(saved.streaming_content) == original
    assert b"".join(client.get(f"/attachments/{held['door.txt'].pk}/").streaming_content) == words
    assert Reading.objects.filter(subject_id=held["corridor.jpg"].pk, by=world.ines.pk).exists()
    link_all()
    assert verify().faults == []


def test_nothing_of_an_encrypted_photograph_is_kept_in_clear(world: World) -> None:
    original = photograph()
    made, _visit = come_home(world, {"corridor.jpg": original})
    for content in Parcel.objects.values_list("content", flat=True):
        assert WHEREABOUTS not in bytes(content)
    assert Attachment.objects.get(entry=made).size == len(original)


def test_who_does_not_see_the_visit_finds_no_encrypted_file(world: World) -> None:
    made, _visit = come_home(world, {"corridor.jpg": photograph()})
    held = Attachment.objects.get(entry=made)
    for asked in ("", "?working-copy=1"):
        there = ask(client_of(world, "piet"), f"/attachments/{held.pk}/{asked}")
        assert there == ask(client_of(world, "piet"), f"/attachments/{absent()}/{asked}")
        assert there.status == 404


def test_a_file_that_was_exchanged_after_it_was_encrypted_is_said_to_be(world: World) -> None:
    made, _visit = come_home(world, {"a.jpg": photograph()}, exchanged={"a.jpg": photograph(80)})
    assert "altered or exchanged after the client encrypted it" in page(world, "ana", f"/entries/{made.pk}/")
    other = Entry.objects.get(pk=made.corrects_id)
    assert "altered or exchanged" not in page(world, "ana", f"/entries/{other.pk}/")


def test_a_file_that_is_no_picture_is_saved_and_not_shown(world: World) -> None:
    made, _visit = come_home(world, {"a.jpg": b"<script>alert(1)</script>"})
    address = f"/attachments/{Attachment.objects.get(entry=made).pk}/"
    assert "No working copy can be made" in page(world, "ana", f"{address}?working-copy=1", 409)
    saved = client_of(world, "ana").get(address)
    assert saved.headers["Content-Disposition"].startswith("attachment")


def test_a_photograph_that_came_without_a_working_copy_has_one_made(world: World) -> None:
    visit, key, [pocket] = a_visit_with_devices(world)
    blob, named = attached(pocket, photograph())
    entry = sealed_entry(pocket, "The yard", attachments=[named])
    bring(entry, blob)
    opened(world, visit, key, entry, blob)
    held = Attachment.objects.get()
    assert page(world, "ines", f"/entries/{Entry.objects.get().pk}/").count(f"{held.pk}/?working-copy=1") == 1
    shown = client_of(world, "ines").get(f"/attachments/{held.pk}/?working-copy=1")
    assert WHEREABOUTS not in b"".join(shown.streaming_content)
