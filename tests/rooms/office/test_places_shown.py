"""The page and the acts by which it is decided what of the places of a State may be shown."""

import json
import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.rooms.office.sameness import client_of
from tests.world import TODAY, World, moment
from unannounced.records.ledger.actions import act
from unannounced.records.places.models import Listing, Place, Source
from unannounced.records.publications.models import PlacesEdition

pytestmark = pytest.mark.django_db
PAGE = "/states/XXB/places/shown/"


def register(world: World, *names: str) -> None:
    """Places of State XXB as an edition of a register lists them."""
    places = [Place(state=world.states["XXB"], name=name, kind="prison") for name in names]
    source = Source(
        register="census",
        title="Census of places",
        as_of=date(2026, 6, 30),
        taken_by_id=world.maud.pk,
        taken_at=moment(TODAY),
    )
    with act("take in a register of places", by=world.maud.pk, at=moment(TODAY)) as line:
        line.keep_all(places)
        line.keep(source)
        line.keep_all(
            [Listing(place=one, source=source, says=[["name", one.name, None, None]]) for one in places],
        )


def sent(client: Client, path: str, **said: Any) -> Any:
    """Open the form of an act and send it."""
    key = re.search(r'name="key" value="([^"]+)"', client.get(path).content.decode())
    assert key, path
    return client.post(path, {**said, "key": key[1]}, follow=True)


def test_from_a_decision_to_what_leaves_and_only_that(world: World) -> None:
    register(world, "Eastgate", "Westgate")
    client = client_of(world, "maud")
    page = client.get(PAGE).content.decode()
    assert "Nobody decided on any field yet" in page
    assert "Eastgate" not in page
    assert sent(client, "/states/XXB/show-fields/", fields_shown=["name"], because="The census is public.")
    page = client.get(PAGE).content.decode()
    for said in ("Eastgate", "Westgate", "yes, as registers say it", "The census is public."):
        assert said in page
    sent(client, "/states/XXB/publish-places/", sure="on")
    edition = PlacesEdition.objects.get()
    assert (edition.places, edition.number) == (2, 1)
    assert [one["name"] for one in json.loads(bytes(edition.parcel.content))["places"]] == ["Eastgate", "Westgate"]
    assert "shows 2 places" in client.get(PAGE).content.decode()


def test_of_one_place_less_may_be_shown_than_of_the_others(world: World) -> None:
    register(world, "Eastgate", "Westgate")
    client = client_of(world, "maud")
    sent(client, "/states/XXB/show-fields/", fields_shown=["name"], because="The census is public.")
    west = Place.objects.get(name="Westgate")
    sent(client, f"/places/{west.pk}/hide-fields/", fields_hidden=["name"], because="Its address is secret.")
    page = client.get(PAGE).content.decode()
    left = page[page.index('id="leaving"') :]
    assert "Eastgate" in left
    assert "Westgate" not in left
    assert "Its address is secret." in page
    assert re.search(r'value="name"[^>]*checked', client.get(f"/places/{west.pk}/hide-fields/").content.decode())


def test_the_form_remembers_what_was_decided(world: World) -> None:
    client = client_of(world, "maud")
    sent(client, "/states/XXB/show-fields/", fields_shown=["name", "deaths"], because="Both are public.")
    page = client.get("/states/XXB/show-fields/").content.decode()
    assert re.search(r'value="deaths"[^>]*checked', page)
    assert not re.search(r'value="persons"[^>]*checked', page)


def test_nothing_is_published_before_a_decision_and_the_reason_is_said(world: World) -> None:
    register(world, "Eastgate")
    page = client_of(world, "maud").get("/states/XXB/publish-places/").content.decode()
    assert "Nobody decided that the names of places of this State may be shown." in page
    assert not PlacesEdition.objects.exists()


def test_a_state_that_is_none_has_no_such_page(world: World) -> None:
    assert client_of(world, "maud").get("/states/QQQ/places/shown/").status_code == 404
