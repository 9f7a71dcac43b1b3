"""Pairs of places that may be one: decided side by side, undone, and never by somebody whose mandate does not reach."""

import re

import pytest

from tests.rooms.office.sameness import client_of
from tests.world import TODAY, World, moment
from unannounced.records.ledger.verifying import verify
from unannounced.records.places.actions import enter_places
from unannounced.records.places.models import IdentityDecision, Place, PlaceNow, Sameness, Twin

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(world: World) -> Twin:
    """Two places that matching found alike."""
    state = world.states["XXB"]
    rows = [Place(state=state, name=name, kind="prison") for name in ("Eastgate Prison", "East Gate Correctional")]
    one, other = enter_places(rows, by=world.maud, at=moment(TODAY))
    reasons = [["The names share “{word}”.", {"word": "east"}, True], ["The kinds differ.", {}, False]]
    return Twin.objects.create(first=one, second=other, likeness=82, reasons=reasons)


def test_a_pair_stands_side_by_side_with_the_reasons_for_and_against(world: World, pair: Twin) -> None:
    page = client_of(world, "ines").get("/places/twins/").content.decode()
    for said in (
        "1 pair waits",
        "82 % likely",
        "The names share “east”.",
        "The kinds differ.",
        "East Gate Correctional",
    ):
        assert said in page


def test_one_place_is_shown_as_one_and_taking_it_back_shows_two(world: World, pair: Twin) -> None:
    client = client_of(world, "maud")
    sent = {"first": pair.first_id, "second": pair.second_id, "decided": "same", "because": "One gate, one wall."}
    assert client.post("/places/twins/", sent).status_code == 302
    assert len({one.root_id for one in PlaceNow.objects.filter(pk__in=[pair.first_id, pair.second_id])}) == 1
    page = client.get("/places/twins/").content.decode()
    assert "0 pairs wait" in page
    back = re.search(r'name="back" value="([^"]+)"', page)
    assert back
    client.post("/places/twins/", {"back": back[1]})
    assert len({one.root_id for one in PlaceNow.objects.filter(pk__in=[pair.first_id, pair.second_id])}) == 2
    assert "1 pair waits" in client.get("/places/twins/").content.decode()
    assert list(verify().faults) == []


def test_two_places_are_not_offered_again_until_that_is_taken_back(world: World, pair: Twin) -> None:
    client = client_of(world, "maud")
    client.post("/places/twins/", {"first": pair.first_id, "second": pair.second_id, "decided": "apart"})
    decided = IdentityDecision.objects.get()
    assert (decided.decided, bool(decided.because)) == (Sameness.APART, True)
    assert "0 pairs wait" in client.get("/places/twins/").content.decode()
    client.post("/places/twins/", {"back": decided.pk})
    assert "1 pair waits" in client.get("/places/twins/").content.decode()


def test_the_second_of_two_people_is_told_that_it_is_decided(world: World, pair: Twin) -> None:
    sent = {"first": pair.first_id, "second": pair.second_id, "decided": "same"}
    client_of(world, "maud").post("/places/twins/", sent)
    answer = client_of(world, "ana").post("/places/twins/", sent)
    assert answer.status_code == 409
    assert "They are one place already." in answer.content.decode()


def test_an_auditor_decides_on_no_pair(world: World, pair: Twin) -> None:
    sent = {"first": pair.first_id, "second": pair.second_id, "decided": "same"}
    assert client_of(world, "piet").post("/places/twins/", sent).status_code == 409
    assert not IdentityDecision.objects.exists()


@pytest.mark.parametrize("said", [{}, {"first": "none", "second": "none", "decided": "same"}, {"back": "none"}])
def test_what_names_no_places_is_no_decision(world: World, pair: Twin, said: dict[str, str]) -> None:
    assert client_of(world, "maud").post("/places/twins/", said).status_code == 404
