"""Places of detention to look at: lists, filters, the ranking, suspicious series, sources, the page of a State."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.rooms.office.sameness import client_of
from tests.world import TODAY, World, an_edition, place_of

pytestmark = pytest.mark.django_db

LAST, BEFORE = date(2026, 6, 30), date(2025, 6, 30)


def bresk(world: World, *, persons: int = 180, before: int = 120) -> None:
    """Two editions of a register of Bresk: three places, one of them overfull and risen by half."""
    for as_of, held in ((BEFORE, before), (LAST, persons)):
        an_edition(
            world,
            as_of,
            {
                "K": {
                    "name": "Kestrel Prison" if as_of == LAST else "Old Mill Gaol",
                    "kind": "prison",
                    "town": "Ostrava-on-Lake",
                    "region": "North",
                    "operator": "Prison Service",
                    "status": "open",
                    "position": "45.5,-9.25",
                    "counts": {"persons": {as_of: held}, "official_capacity": {as_of: 100}},
                },
                "S": {
                    "name": "Sallow House",
                    "kind": "juvenile_centre",
                    "region": "South",
                    "status": "closed",
                    "counts": {"persons": {as_of: 10}, "official_capacity": {as_of: 40}},
                },
                "U": {"name": "Übersee Lager", "kind": "immigration_detention", "region": "North"},
            },
        )


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return " ".join(answer.content.decode().split())


@pytest.fixture
def maud(world: World) -> Client:
    bresk(world)
    return client_of(world, "maud")


def names_in(client: Client, address: str) -> list[str]:
    rows: list[Any] = client.get(address).context["rows"]
    return [getattr(row, "place", row).name for row in rows]


def test_a_place_is_found_by_a_name_it_no_longer_bears(maud: Client) -> None:
    assert names_in(maud, "/places/?register=invented&q=old+mill") == ["Kestrel Prison"]
    assert names_in(maud, "/places/?register=invented&q=UBERSEE") == ["Übersee Lager"]
    assert "No place is like that" in words(maud, "/places/?register=invented&q=nowhere")


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("kind=juvenile_centre", ["Sallow House"]),
        ("region=South", ["Sallow House"]),
        ("operator=prison+service", ["Kestrel Prison"]),
        ("status=closed", ["Sallow House"]),
        ("occupancy=far_over", ["Kestrel Prison"]),
        ("occupancy=below", ["Sallow House"]),
    ],
)
def test_the_list_is_narrowed_by_what_is_known_of_a_place(maud: Client, asked: str, names: list[str]) -> None:
    assert names_in(maud, f"/places/?state=XXB&{asked}") == names


def test_a_word_that_no_place_can_have_is_named_and_nothing_is_shown(maud: Client) -> None:
    answer = words(maud, "/places/?register=invented&status=ajar")
    assert "No place can be “ajar”" in answer
    assert names_in(maud, "/places/?register=invented&status=ajar") == []


def test_what_is_not_known_comes_last_in_every_order(maud: Client) -> None:
    for sort in ("occupancy", "persons", "capacity", "rise"):
        names = names_in(maud, f"/places/?state=XXB&sort={sort}")
        assert names[-1] != "Kestrel Prison"
        assert names.index("Übersee Lager") > names.index("Sallow House"), sort


def test_the_sums_count_only_places_that_say_it(maud: Client) -> None:
    sums = maud.get("/places/?state=XXB").context["sums"]
    assert (sums.places, sums.persons, sums.counted) == (4, 190, 2)  # with Bresk Prison, whose persons nobody counted
    assert sums.occupancy.percent == round(100 * 190 / 140)


def test_the_ranking_has_only_places_whose_occupancy_is_known_and_says_the_year_before(maud: Client) -> None:
    answer = words(maud, "/places/ranking/?state=XXB")
    assert names_in(maud, "/places/ranking/?state=XXB") == ["Kestrel Prison", "Sallow House"]
    assert "180 %" in answer
    assert "+50 %" in answer
    assert "Übersee" not in answer


def test_the_same_places_go_along_in_every_format(maud: Client) -> None:
    table = b"".join(maud.get("/places.csv?state=XXB&status=open").streaming_content).decode()
    assert table.count("\n") == 2
    assert "45.5,-9.25,180,2026-06-30,100" in table
    rows = json.loads(b"".join(maud.get("/places.json?state=XXB&status=open").streaming_content))
    assert rows[0]["latitude"] == 45.5
    assert maud.get("/places.xlsx?state=XXB").content[:2] == b"PK"
    made = json.loads(b"".join(maud.get("/places.geojson?state=XXB").streaming_content))
    geometry = {one["properties"]["name"]: one["geometry"] for one in made["features"]}
    assert geometry["Kestrel Prison"] == {"type": "Point", "coordinates": [-9.25, 45.5]}
    assert geometry["Übersee Lager"] is None


def test_a_population_that_falls_to_zero_is_suspicious_and_says_from_when_to_when(world: World) -> None:
    bresk(world, persons=0, before=120)
    answer = words(client_of(world, "maud"), "/places/suspicious/?register=invented")
    assert "Kestrel Prison" in answer
    assert "The population falls to zero" in answer
    assert "120 persons on 30 June 2025, none on 30 June 2026." in answer
    assert "<svg" in answer
    assert "Sallow House" not in answer


def test_a_reason_narrows_the_suspicious_series(world: World) -> None:
    bresk(world, persons=0, before=120)
    maud = client_of(world, "maud")
    assert "Kestrel" in words(maud, "/places/suspicious/?register=invented&suspicion=falls_to_zero")
    assert "No place is like that" in words(maud, "/places/suspicious/?register=invented&suspicion=copied")


def test_every_edition_stands_in_the_sources_with_its_rows(maud: Client) -> None:
    assert words(maud, "/places/sources/").count("Bresk prisons") >= 2
    source = place_of("K").listings.order_by("-source__as_of").first()
    assert source is not None
    answer = words(maud, f"/places/sources/{source.source_id}/")
    assert "It speaks for 30 June 2026." in answer
    assert "1 other edition of this register" in answer
    assert "Kestrel Prison" in answer


def test_the_page_of_a_state_counts_its_places_by_kind_and_names_the_fullest(maud: Client) -> None:
    answer = words(maud, "/states/XXB/")
    assert "The list of all 4 places" in answer
    assert "Juvenile centre" in answer
    assert "Kestrel Prison" in answer
    assert "190 held on 30 June 2026" in answer


def test_what_registers_say_of_all_places_together_goes_before_any_sum(world: World) -> None:
    days = {date(2026, month, 1): 1000 + month for month in range(1, 7)}
    an_edition(world, date(2026, 6, 1), {}, together={"": {"persons": days}}, register="bresk_weekly")
    answer = words(client_of(world, "maud"), "/states/XXB/")
    assert "As registers say it of all places together." in answer
    assert "1 006 held on 1 June 2026" in answer


def test_a_list_takes_as_many_statements_for_three_places_as_for_sixty(world: World) -> None:
    maud = client_of(world, "maud")
    counts = []
    for size in (3, 60):
        places = {f"P{number}": {"name": f"Place {number}", "kind": "prison"} for number in range(size)}
        an_edition(world, TODAY - timedelta(days=size), places, register=f"many_{size}")
        maud.get("/places/?register=invented")
        with CaptureQueriesContext(connection) as made:
            maud.get("/places/?register=invented")
            maud.get("/places/ranking/?register=invented")
            maud.get("/places/suspicious/?register=invented")
        counts.append(len(made))
    assert counts[0] == counts[1]


def test_places_of_real_and_invented_states_are_never_in_one_list(maud: Client) -> None:
    assert names_in(maud, "/places/?register=real") == []
    assert "Nothing here yet" in words(maud, "/places/?register=real")


def test_a_withdrawn_edition_counts_no_more_in_any_list(world: World) -> None:
    from tests.world import moment
    from unannounced.records.places.actions import withdraw_source

    bresk(world)
    for listing in place_of("S").listings.select_related("source"):
        withdraw_source(listing.source, because="It was the wrong file.", by=world.maud, at=moment(TODAY))
    maud = client_of(world, "maud")
    assert "Sallow House" not in names_in(maud, "/places/?register=invented")
    answer = words(maud, f"/places/{place_of('S').pk}/")
    assert "No source that is in force lists this place any more" in answer
