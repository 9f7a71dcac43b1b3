"""The page of one place: names, who says what, numbers, space, time line, visits, items, joined places."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.rooms.office.sameness import client_of
from tests.rooms.office.test_places import bresk, words
from tests.world import TODAY, World, an_edition, fill, hidden, moment, notify_and_end, place_of, plan, vote_for
from unannounced.crafts.registers.values import Happened
from unannounced.records.places.actions import (
    add_part,
    enter_count,
    join_places,
    say_of_place,
    size_part,
)
from unannounced.records.recommendations.actions import adopt_report
from unannounced.records.recommendations.transmitting import transmit_report

pytestmark = pytest.mark.django_db


def page(client: Client, key: str, more: str = "") -> str:
    return words(client, f"/places/{place_of(key).pk}/{more}")


@pytest.fixture
def maud(world: World) -> Client:
    bresk(world)
    return client_of(world, "maud")


def test_names_stand_through_time_with_who_says_them(maud: Client) -> None:
    answer = page(maud, "K")
    assert "Old Mill Gaol" in answer
    assert "said from 30 June 2025 to 30 June 2025" in answer
    assert "said since 30 June 2026" in answer
    assert "On 30 June 2026 it held 180, with a capacity of 100: 80 more than it may hold." in answer


def test_registers_that_contradict_each_other_stand_side_by_side_and_are_marked(world: World) -> None:
    bresk(world)
    an_edition(
        world,
        date(2026, 5, 1),
        {"K-9": {"name": "Fourth Precinct", "kind": "police_station", "town": "Tarn"}},
        register="bresk_police",
    )
    join_places(place_of("K-9"), place_of("K"), because="The same house.", by=world.maud, at=moment(TODAY))
    maud = client_of(world, "maud")
    answer = page(maud, "K")
    assert "Sources contradict each other:" in answer
    assert answer.count("sources contradict each other</span>") == 2
    assert "Police station" in answer or "police station" in answer
    assert "“Fourth Precinct” and “Old Mill Gaol” are shown as one place" in answer
    assert "The same house." in answer


def test_a_wording_of_a_name_is_no_contradiction(world: World) -> None:
    bresk(world)
    say_of_place(place_of("K"), "name", "HMP Kestrel", day=TODAY, source="a letter", by=world.maud, at=moment(TODAY))
    answer = page(client_of(world, "maud"), "K")
    assert "HMP Kestrel" in answer
    assert "contradict" not in answer


def test_a_place_that_was_joined_leads_to_the_one_it_is_shown_as(world: World) -> None:
    bresk(world)
    join_places(place_of("S"), place_of("K"), because="One house.", by=world.maud, at=moment(TODAY))
    answer = client_of(world, "maud").get(f"/places/{place_of('S').pk}/")
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/places/{place_of('K').pk}/"


def test_two_sources_that_count_otherwise_on_one_day_are_both_shown(world: World) -> None:
    bresk(world)
    enter_count(
        place_of("K"), "persons", 200, day=date(2026, 6, 30), source="the director", by=world.maud, at=moment(TODAY)
    )
    answer = page(client_of(world, "maud"), "K", "numbers/?count=persons")
    assert "200" in answer
    assert "180" in answer
    assert "sources contradict each other" in answer


def test_a_year_of_days_is_a_chart_and_a_table_by_month_and_every_day_stands_on_its_own_page(world: World) -> None:
    days = {date(2025, 1, 1) + timedelta(days=number): 100 + number % 7 for number in range(400)}
    row = {"name": "Heron Remand Prison", "kind": "remand_prison", "counts": {"persons": days}}
    an_edition(world, date(2026, 2, 4), {"H": row}, register="daily")
    maud = client_of(world, "maud")
    answer = page(maud, "H")
    assert "month by month" in answer
    assert "2025-12" in answer
    assert 'class="curves"' in answer
    assert "The numbers of all 400 days, with who says them" in answer
    first = page(maud, "H", "numbers/")
    assert "2026-02-04" in first
    assert "1–50 of 400" in first
    table = b"".join(maud.get(f"/places/{place_of('H').pk}/numbers.csv").streaming_content)
    assert table.count(b"\n") == 401


def test_a_count_that_is_chosen_is_the_one_shown(world: World) -> None:
    row = {"name": "Heron", "counts": {"persons": {date(2026, 1, 1): 9}, "deaths": {date(2025, 12, 31): 3}}}
    an_edition(world, date(2026, 1, 1), {"H": row})
    maud = client_of(world, "maud")
    assert "Deaths, day by day" in page(maud, "H", "?count=deaths")
    assert "Persons held, day by day" in page(maud, "H", "?count=nonsense")


def test_four_square_metres_are_counted_room_by_room_without_the_annexe(world: World) -> None:
    bresk(world, persons=4)
    place, at = place_of("K"), moment(TODAY)
    wing = add_part(place, "wing", "Wing A", by=world.maud, at=at)
    for name, area, annexe in (("Cell 1", 120_000, 10_000), ("Cell 2", 79_900, 0)):
        cell = add_part(place, "cell", name, within=wing, by=world.maud, at=at)
        size_part(
            cell,
            {"area_cm2": area, "annexe_cm2": annexe},
            has_annexe=bool(annexe),
            day=TODAY,
            source="delegation",
            by=world.maud,
            at=at,
        )
    answer = page(client_of(world, "maud"), "K")
    assert "4 m² for each person would allow 3 persons in the 2 rooms, which were all measured." in answer
    assert "4.74 m² for each person" in answer
    assert answer.index("Wing A") < answer.index("Cell 1") < answer.index("Cell 2")


def test_nothing_is_said_of_space_before_every_room_was_measured(world: World) -> None:
    bresk(world)
    place, at = place_of("K"), moment(TODAY)
    assert "no room, cell or dormitory has been entered" in page(client_of(world, "maud"), "K")
    add_part(place, "cell", "Cell 1", by=world.maud, at=at)
    answer = page(client_of(world, "maud"), "K")
    assert "in the rooms that were measured, 0 of 1." in answer
    assert "cannot be said before every room is measured" in answer


def test_no_average_is_said_where_the_rooms_entered_are_not_all_of_the_place(world: World) -> None:
    bresk(world)
    place, at = place_of("K"), moment(TODAY)
    cell = add_part(place, "cell", "Cell 1", by=world.maud, at=at)
    sizes = {"area_cm2": 90_000, "places": 3}
    size_part(cell, sizes, has_annexe=False, day=TODAY, source="delegation", by=world.maud, at=at)
    answer = page(client_of(world, "maud"), "K")
    assert "The rooms entered are meant for 3 persons and the place for 100" in answer
    assert "m² for each person</strong>" not in answer


def test_events_of_several_editions_stand_once(world: World) -> None:
    for day in (date(2024, 1, 1), date(2025, 1, 1)):
        happened = [Happened("opened", date(1999, 5, 1)), Happened("inspected", date(2023, 3, 3), "the ombudsperson")]
        an_edition(world, day, {"H": {"name": "Heron", "happened": happened}})
    answer = page(client_of(world, "maud"), "H")
    assert answer.count("1999-05-01") == 2  # the day and its machine-readable form, in one row
    assert "Inspected by another body: the ombudsperson" in answer


def test_only_visits_that_somebody_may_see_stand_on_the_page(world: World) -> None:
    place = world.places["XXB"]
    visit = plan(world)
    notify_and_end(world, visit)
    assert str(visit.pk) in words(client_of(world, "ines"), f"/places/{place.pk}/")
    assert str(visit.pk) not in words(client_of(world, "ruth"), f"/places/{place.pk}/")


def test_an_item_that_names_the_place_stands_there_while_it_is_open(world: World) -> None:
    visit = plan(world)
    notify_and_end(world, visit)
    report = fill(world, visit, words="In Bresk Prison.").report
    adopt_report(report, by_vote=vote_for(world, report), by=world.maud, at=moment(TODAY))
    transmit_report(report, on=TODAY, by=world.maud, at=moment(TODAY))
    answer = words(client_of(world, "maud"), f"/places/{world.places['XXB'].pk}/")
    assert "that the windows be made to open. In Bresk Prison." in answer
    other = words(client_of(world, "maud"), f"/places/{world.places['XXC'].pk}/")
    assert "No open item that you may read names this place." in other


def test_the_items_of_a_hidden_visit_are_on_no_page_of_a_place(world: World) -> None:
    chain = hidden(world)
    before = words(client_of(world, "ines"), f"/places/{world.places['XXB'].pk}/")
    assert "Zanzibarite" not in before
    assert str(chain.item.pk) not in before


def test_a_place_that_does_not_exist_is_not_found(world: World) -> None:
    from tests.rooms.office.sameness import absent

    maud = client_of(world, "maud")
    for more in ("", "numbers/", "parts/", "numbers.csv"):
        assert maud.get(f"/places/{absent()}/{more}").status_code == 404


def test_the_page_takes_as_many_statements_for_eight_editions_as_for_two(world: World) -> None:
    maud, counts = client_of(world, "maud"), []
    for upto in (2, 8):
        for number in range(upto):
            day = date(2018 + number, 1, 1)
            row = {"name": f"Heron {number}", "kind": "prison", "counts": {"persons": {day: number + 20}}}
            an_edition(world, day, {"H": row})
        page(maud, "H")
        with CaptureQueriesContext(connection) as made:
            page(maud, "H")
        counts.append(len(made))
    assert counts[0] == counts[1]
    assert counts[0] < 45


def test_who_is_sovereign_and_who_controls_are_two_facts_each_with_its_days(world: World) -> None:
    bresk(world)
    place, at = place_of("K"), moment(TODAY)
    say_of_place(place, "sovereign", "Bresk", day=TODAY, source="the treaty", by=world.maud, at=at)
    say_of_place(
        place, "control", "Corvania", since=date(2024, 2, 2), day=TODAY, source="a letter", by=world.maud, at=at
    )
    answer = page(client_of(world, "maud"), "K")
    assert answer.index("Recognised sovereign") < answer.index("the treaty") < answer.index("Effective control")
    assert "since 2 February 2024" in answer
