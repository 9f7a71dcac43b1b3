"""What is entered and decided of places by page: with its day and source, refused with the reason, and undone."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.rooms.office.sameness import client_of
from tests.world import TODAY, World, an_edition, place_of
from unannounced.records.ledger.verifying import verify
from unannounced.records.places.models import Listing, Part, Parting, PartSize, Place, PlaceNow, Source

pytestmark = pytest.mark.django_db
DAY = TODAY.isoformat()
FROM = {"day": DAY, "source": "letter of the ministry"}


def do(client: Client, path: str, **data: Any) -> HttpResponse:
    """Open the form, and send it filled in with the id it gave out."""
    form = client.get(path)
    assert form.status_code == 200, path
    return client.post(path, {"key": form.context["form"]["key"].value(), **data})  # type: ignore[return-value]


@pytest.fixture
def place(world: World) -> Place:
    """A prison that a register lists twice."""
    an_edition(world, TODAY.replace(year=TODAY.year - 1), {"A1": {"name": "Orlo Prison", "town": "Orlo"}})
    an_edition(world, TODAY, {"A1": {"name": "Orlo Penitentiary", "town": "Orlo"}})
    return place_of("A1")


def now(place: Place) -> PlaceNow:
    return PlaceNow.objects.get(pk=place.pk)


def test_a_place_is_entered_with_where_it_is_and_who_says_so(world: World) -> None:
    said = {"place_name": "Corvo Station", "kind": "police_station", "town": "Corvo", "position": "45.5,-9.25"}
    sent = do(client_of(world, "maud"), "/states/XXB/enter-place/", **said, **FROM, capacity="12")
    assert sent.status_code == 302, sent.content.decode()
    held = PlaceNow.objects.get(name="Corvo Station")
    assert (held.town, held.capacity, held.longitude_e6) == ("Corvo", 12, -9_250_000)
    assert Source.objects.get(listings__place=held.place_id).title == "letter of the ministry"


def test_a_position_that_is_none_is_refused_and_what_was_typed_stays(world: World) -> None:
    said = {"place_name": "Corvo Station", "kind": "police_station", "position": "by the river"}
    sent = do(client_of(world, "maud"), "/states/XXB/enter-place/", **said)
    page = sent.content.decode()
    assert sent.status_code == 409
    assert "is no position" in page
    assert 'value="Corvo Station"' in page
    assert not Place.objects.filter(name="Corvo Station").exists()


def test_a_word_a_count_and_an_event_are_entered_with_day_and_source(world: World, place: Place) -> None:
    client, at = client_of(world, "ana"), f"/places/{place.pk}"
    assert do(client, f"{at}/say-of-place/", about="operator", value="Ministry", **FROM).status_code == 302
    assert do(client, f"{at}/enter-count/", about="persons", number="130", **FROM).status_code == 302
    event = {"about": "closed", "day": DAY, "said_on": DAY, "source": "gazette"}
    assert do(client, f"{at}/note-event/", **event).status_code == 302
    held = now(place)
    assert (held.operator, held.persons, held.status) == ("Ministry", 130, "closed")
    assert verify().faults == []


def test_a_cell_is_added_with_its_sizes_and_measured_again(world: World, place: Place) -> None:
    client, at = client_of(world, "ana"), f"/places/{place.pk}"
    assert do(client, f"{at}/add-part/", kind="wing", part_name="B").status_code == 302
    wing = Part.objects.get()
    sizes = {"area": "12.0", "annexe_area": "1.5", "height": "2.55", "places": "3", **FROM}
    assert do(client, f"{at}/add-part/", kind="cell", part_name="12", within=wing.pk, **sizes).status_code == 302
    size = PartSize.objects.get()
    assert (size.area_cm2, size.annexe_cm2, size.height_mm, size.places) == (120_000, 15_000, 2550, 3)
    assert (size.has_annexe, size.part.within) == (True, wing)
    assert (
        do(client, f"{at}/size-part/", part=size.part_id, area="11.9", **FROM | {"source": "visit"}).status_code == 302
    )
    assert PartSize.objects.count() == 2


def test_a_part_whose_size_is_refused_is_not_added(world: World, place: Place) -> None:
    client = client_of(world, "ana")
    sizes = {"area": "1", "annexe_area": "2", **FROM}
    sent = do(client, f"/places/{place.pk}/add-part/", kind="cell", part_name="12", **sizes)
    assert sent.status_code == 409
    assert not Part.objects.exists()


def test_another_entry_is_joined_by_its_name_and_shown_apart_again(world: World, place: Place) -> None:
    an_edition(world, TODAY, {"77": {"name": "Ostrel Works"}}, register="ministry")
    other, client, at = place_of("77"), client_of(world, "maud"), f"/places/{place.pk}"
    assert do(client, f"{at}/join-place/", other="ostrel works", because="I was there").status_code == 302
    assert now(other).root_id == place.pk
    assert do(client, f"{at}/take-back-joining/", joined=other.pk).status_code == 302
    assert now(other).root_id == other.pk
    assert do(client, f"{at}/keep-apart/", other=str(other.pk), because="two houses").status_code == 302
    assert verify().faults == []


def test_a_name_that_several_places_have_is_answered_with_their_ids(world: World, place: Place) -> None:
    rows = {"77": {"name": "Ostrel Works North"}, "78": {"name": "Ostrel Works South"}}
    an_edition(world, TODAY, rows, register="ministry")
    sent = do(client_of(world, "maud"), f"/places/{place.pk}/join-place/", other="Ostrel Works")
    page = sent.content.decode()
    assert sent.status_code == 422
    assert str(place_of("77").pk) in page
    assert str(place_of("78").pk) in page
    nobody = do(client_of(world, "maud"), f"/places/{place.pk}/join-place/", other="Nowhere at all")
    assert "No other place of this State is called so" in nobody.content.decode()


def test_a_place_that_was_two_is_parted_and_made_one_again(world: World, place: Place) -> None:
    client, at = client_of(world, "maud"), f"/places/{place.pk}"
    wrong = Listing.objects.get(place=place, source__as_of=TODAY)
    assert do(client, f"{at}/part-place/", listings=[wrong.pk], because="two houses").status_code == 302
    parting = Parting.objects.get()
    assert (now(place).name, now(parting.second).name) == ("Orlo Prison", "Orlo Penitentiary")
    assert do(client, f"{at}/take-back-parting/", parting=parting.pk).status_code == 302
    assert now(parting.second).root_id == place.pk


def test_a_source_is_withdrawn_with_a_reason_and_counts_again(world: World, place: Place) -> None:
    client, source = client_of(world, "maud"), Source.objects.get(as_of=TODAY, register="bresk_prisons")
    at = f"/places/sources/{source.pk}"
    assert do(client, f"{at}/withdraw-source/", because="wrong file").status_code == 302
    assert now(place).name == "Orlo Prison"
    assert do(client, f"{at}/count-again/").status_code == 302
    assert now(place).name == "Orlo Penitentiary"


def test_who_has_no_mandate_for_it_is_told_so(world: World, place: Place) -> None:
    page = client_of(world, "piet").get(f"/places/{place.pk}/join-place/").content.decode()
    assert "Your mandate does not allow you to" in page
