"""Need to know of an opened notebook: entries, blobs, files and persons are hidden as their visit is."""

from typing import Any

import pytest

from tests.homecoming import a_visit_with_devices, bring, opened
from tests.records.test_opening import INTERVIEW
from tests.rooms.office.sameness import absent, ask, client_of, pages, told_by
from tests.sealed import attached, sealed_entry
from tests.world import World, plan
from unannounced.records.notebooks.models import Attachment, Entry, SealedBlob
from unannounced.records.persons.models import Pseudonym
from unannounced.rooms.office.acts.urls import urlpatterns as _acts  # noqa: F401  (the forms enter themselves)

pytestmark = pytest.mark.django_db

NAMED = {"visit", "entry", "blob", "pseudonym", "attachment"}


def a_notebook(world: World) -> dict[str, Any]:
    """A visit whose notebook was opened, with one of everything: members see it, others do not."""
    visit, key, [pocket] = a_visit_with_devices(world)
    file, named = attached(pocket, b"\xff\xd8 a photograph")
    blob = sealed_entry(pocket, "Zanzibarite was written on the wall.", **INTERVIEW, attachments=[named])
    bring(blob, file)
    opened(world, visit, key, blob, file)
    return {
        "visit": visit.pk,
        "entry": Entry.objects.get().pk,
        "blob": SealedBlob.objects.get(digest=blob.digest).pk,
        "pseudonym": Pseudonym.objects.get().pk,
        "attachment": Attachment.objects.get().pk,
    }


@pytest.mark.parametrize("key", ["ruth", "piet", "rosa"])
def test_whoever_sees_no_visit_gets_the_same_answer_for_everything_in_its_notebook(world: World, key: str) -> None:
    held, client = a_notebook(world), client_of(world, key)
    ask(client, "/states/")
    of_a_notebook = [page for page in pages() if set(page.parameters) & NAMED and set(page.parameters) <= NAMED]
    assert len(of_a_notebook) > 20
    for page in of_a_notebook:
        for data in (None, {"key": "x", "keys": "{}"}):
            there = ask(client, page.path(held), data=data)
            nowhere = ask(client, page.path(dict.fromkeys(NAMED, absent())), data=data)
            told = told_by(there, nowhere)
            assert not told, f"{page.name} tells {key} that something is there: {told}"
            assert there.status in {404, 405}


def test_a_member_who_is_not_of_the_delegation_cannot_tell_a_person_from_none(world: World) -> None:
    held, client = a_notebook(world), client_of(world, "ines")
    ask(client, "/states/")
    for page in [page for page in pages() if page.parameters == ("pseudonym",)]:
        for data in (None, {"key": "x"}):
            there = ask(client, page.path(held), data=data)
            assert not told_by(there, ask(client, page.path({"pseudonym": absent()}), data=data))


@pytest.mark.parametrize("key", ["ines", "jonas", "piet"])
def test_blobs_of_a_visit_that_is_not_notified_are_hidden_with_it(world: World, key: str) -> None:
    from tests.sealed import in_the_field

    visit = plan(world)
    _key, pocket = in_the_field(world, visit)
    bring(sealed_entry(pocket))
    held, client = SealedBlob.objects.get().pk, client_of(world, key)
    ask(client, "/states/")
    for page in [page for page in pages() if page.parameters == ("blob",)]:
        there = ask(client, page.path({"blob": held}))
        assert not told_by(there, ask(client, page.path({"blob": absent()})))
        assert there.status == 404


def test_the_words_of_a_notebook_are_on_no_page_that_somebody_without_need_to_know_opens(world: World) -> None:
    a_notebook(world)
    for who in ("ruth", "piet", "rosa"):
        client = client_of(world, who)
        for address in ("/", "/visits/", "/search/?words=written+wall", "/ledger/", "/due/"):
            assert "Zanzibarite" not in ask(client, address).body
