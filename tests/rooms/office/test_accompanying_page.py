"""The page of what accompanies a publication, and the acts that begin there."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.rooms.office.sameness import client_of
from tests.world import TODAY, Chain, World, hidden, moment, published, transmitted
from unannounced.duties.dialogue import Verdict
from unannounced.records.publications.models import BesideCheck, FollowUpEdition
from unannounced.records.recommendations.actions import assess
from unannounced.records.recommendations.models import Item
from unannounced.records.reports.models import Summary

pytestmark = pytest.mark.django_db


def page_of(chain: Chain) -> str:
    """Its address."""
    return f"/reports/{chain.report.pk}/accompanying/"


def sent(client: Client, path: str, **said: Any) -> Any:
    """Open the form of an act and send it, with the hidden fields as they are."""
    form = client.get(path).content.decode()
    hidden_fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    return client.post(path.partition("?")[0], {**hidden_fields, **said}, follow=True)


def held(client: Client, path: str) -> str:
    """What a page says."""
    answer = client.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_an_empty_page_says_what_it_will_hold_and_what_begins_it(world: World) -> None:
    chain = transmitted(world)
    said = held(client_of(world, "maud"), page_of(chain))
    assert "in short sentences and everyday words" in said
    assert f"/reports/{chain.report.pk}/sum-up/" in said


def test_a_summary_is_written_read_and_confirmed(world: World) -> None:
    chain, client = transmitted(world), client_of(world, "maud")
    sent(client, f"/reports/{chain.report.pk}/sum-up/?language=en", language="en", text="It is cold in the cells.")
    assert Summary.objects.get().text == "It is cold in the cells."
    assert "Not yet checked for persons" in held(client, page_of(chain))
    sent(client, f"/reports/{chain.report.pk}/check-beside/?what=summary-en", what="summary-en")
    assert BesideCheck.objects.get().language == "en"
    assert "Checked for persons as it stands." in held(client, page_of(chain))


def test_what_became_of_it_is_previewed_confirmed_and_named_on_the_page_of_the_report(world: World) -> None:
    chain, client = transmitted(world), client_of(world, "maud")
    path = f"/reports/{chain.report.pk}/show-follow-up/"
    published(world, chain)
    assert "verified nothing yet" in held(client, path)
    item = Item.objects.select_related("report__visit", "paragraph").get(pk=chain.item.pk)
    assess(item, "Seen.", verdict=Verdict.IMPLEMENTED, evidence="Open.", day=TODAY, by=world.maud, at=moment(TODAY))
    preview = held(client, path)
    assert "implemented: 1" in preview
    assert "What the public will read" in preview
    sent(client, path)
    assert FollowUpEdition.objects.get().items == 1
    assert "public in edition 1" in held(client, f"/reports/{chain.report.pk}/")


def test_a_report_that_is_not_public_offers_nothing_to_show(world: World) -> None:
    chain, client = transmitted(world), client_of(world, "maud")
    assert "show-follow-up" not in held(client, f"/reports/{chain.report.pk}/")
    assert client.post(f"/reports/{chain.report.pk}/show-follow-up/", {}).status_code == 409


def test_hidden_and_absent_are_one_answer(world: World) -> None:
    chain, client = hidden(world), client_of(world, "jonas")
    assert client.get(page_of(chain)).status_code == 404
