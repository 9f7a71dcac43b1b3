"""The places of detention of a State on the portal: what may be shown, each value with its source, and nothing else."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest

from tests.rooms.portal.conftest import parcel, taken
from unannounced.records.shelf.actions import ParcelRefused
from unannounced.records.shelf.models import ShelvedPlace, ShelvedRegister
from unannounced.records.shelf.verifying import verify

Read = Callable[..., str]
pytestmark = pytest.mark.usefixtures("today")
EAST, WEST = "6f0f1b1e-0000-4000-8000-000000000001", "6f0f1b1e-0000-4000-8000-000000000002"
SOURCES = [
    {"title": "Census of places", "publisher": "Ministry of Justice", "licence": "CC0 1.0", "as_of": "2026-06-30"},
    {"title": "", "publisher": "", "licence": "", "as_of": "2026-07-01"},
]


def place(pk: str = EAST, name: str = "Eastgate Prison", **more: Any) -> dict[str, Any]:
    """A place as a parcel holds it."""
    says = {
        "name": [
            {"value": name, "since": None, "source": 0},
            {"value": "Old Mill", "since": "2001-01-01", "source": 0},
        ],
        "town": [{"value": "Orléans-on-Sea", "since": None, "source": 0}],
    }
    counts = {
        "persons": [
            {"day": "2026-05-31", "number": 118, "source": 0},
            {"day": "2026-06-30", "number": 121, "source": 0},
        ],
        "women": [{"day": "2026-06-30", "number": None, "source": 0}],
    }
    plain = {"id": pk, "name": name, "kind": "prison", "says": says, "counts": counts}
    return {**plain, "events": [{"what": "opened", "day": "1998-04-01", "note": ""}], **more}


def edition(number: int = 1, code: str = "XXA", places: Any = None, **more: Any) -> Any:
    """An edition of the places of a State, taken in."""
    content = {
        "state": {"code": code, "names": {"en": f"State {code}"}, "invented": True},
        "edition": number,
        "made_on": "2026-07-04",
        "fields": ["name", "persons", "town", "women"],
        "sources": SOURCES,
        "places": [place(), place(WEST, "Westgate", kind="police_station")] if places is None else places,
        **more,
    }
    return taken(parcel("places", content))


@pytest.mark.usefixtures("shelf")
def test_places_are_found_by_any_of_their_names_and_their_town_without_accents(read: Read) -> None:
    edition()
    assert "Eastgate Prison" in read("/states/XXA/places/?q=old+mill")
    assert "Eastgate Prison" in read("/states/XXA/places/?q=ORLEANS")
    listed = read("/states/XXA/places/?kind=police_station")
    assert "Westgate" in listed
    assert "Eastgate Prison" not in listed
    assert "No place fits this" in read("/states/XXA/places/?q=nowhere")


@pytest.mark.usefixtures("shelf")
def test_a_place_shows_each_value_with_its_source_and_few_persons_as_few(read: Read) -> None:
    edition()
    page = read(f"/states/XXA/places/{EAST}/")
    for said in ("Old Mill", "Census of places", "121", "30 June 2026", "fewer than five", "opened"):
        assert said in page
    read(f"/states/XXB/places/{EAST}/", 404)
    assert "this mechanism’s own record" in read("/states/XXA/places/")


@pytest.mark.usefixtures("shelf")
def test_a_state_without_an_edition_answers_as_an_address_that_is_none(read: Read) -> None:
    read("/states/XXA/places/", 404)
    read("/states/XXA/places.csv", 404)


def test_the_page_of_a_state_leads_to_its_places_once_there_are_some(shelf: Any, read: Read) -> None:
    shelf.register(shelf.state("XXA", "State XXA"))
    assert "/states/XXA/places/" not in read("/states/XXA/")
    edition()
    assert "/states/XXA/places/" in read("/states/XXA/")


@pytest.mark.usefixtures("shelf")
def test_the_next_edition_stands_instead_and_one_that_comes_late_changes_nothing(read: Read) -> None:
    edition(2, places=[place(name="Eastgate")])
    edition(1)
    assert [one.name for one in ShelvedPlace.objects.all()] == ["Eastgate"]
    edition(3, places=[])
    assert "shows no place of this State" in read("/states/XXA/places/")


@pytest.mark.usefixtures("shelf")
def test_the_table_has_a_row_for_each_value_and_the_dump_the_same(client: Any) -> None:
    edition()
    table = b"".join(client.get("/states/XXA/places.csv").streaming_content).decode()
    rows = list(csv.DictReader(io.StringIO(table)))
    held = {(row["name"], row["field"], row["value"], row["day"]) for row in rows}
    assert ("Eastgate Prison", "women", "<5", "2026-06-30") in held
    assert ("Eastgate Prison", "name", "Old Mill", "2001-01-01") in held
    dumped = b"".join(client.get("/data/places.csv?register=invented").streaming_content).decode()
    assert dumped == table


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    "wrong",
    [
        {"places": [place(says={"shoe_size": []})]},
        {"places": [place(counts={"persons": [{"day": "2026-06-30", "number": -1, "source": 0}]})]},
        {"places": [place(counts={"persons": [{"day": "2026-06-30", "number": 1, "source": 2}]})]},
        {"places": [place(pk="none")]},
        {"made_on": "yesterday"},
    ],
)
def test_a_parcel_that_says_what_no_register_says_is_refused_whole(wrong: dict[str, Any]) -> None:
    edition(1, code="XXB")
    with pytest.raises(ParcelRefused):
        edition(1, **wrong)
    assert list(ShelvedRegister.objects.values_list("state_code", flat=True)) == ["XXB"]


@pytest.mark.usefixtures("shelf")
def test_a_place_altered_by_hand_is_named() -> None:
    edition()
    assert verify()[1] == []
    ShelvedPlace.objects.filter(pk=EAST).update(name="Elsewhere")
    assert [fault.facts["id"] for fault in verify()[1]] == [EAST]
