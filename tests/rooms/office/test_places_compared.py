"""A State's places on two days, and the choice of one place among thousands."""

from datetime import date, timedelta

import pytest
from django.test import Client

from tests.rooms.office.sameness import client_of
from tests.rooms.office.test_places import BEFORE, LAST, bresk, words
from tests.world import TODAY, World, an_edition, moment, notify_and_end, place_of, plan
from unannounced.crafts.registers.values import Happened
from unannounced.records.places.actions import note_event
from unannounced.records.visits.models import VisitedPlace

pytestmark = pytest.mark.django_db

DAYS = f"state=XXB&first={BEFORE + timedelta(days=1)}&second={LAST + timedelta(days=1)}"


def test_what_changed_between_two_days_is_said_of_each_place_and_summed(world: World) -> None:
    bresk(world)
    note_event(
        place_of("S"), "closed", day=date(2026, 3, 1), said_on=TODAY, source="a letter", by=world.maud, at=moment(TODAY)
    )
    maud = client_of(world, "maud")
    answer = maud.get(f"/places/compare/?{DAYS}")
    rows = {row.held.now.name: row for row in answer.context["rows"]}
    assert rows["Kestrel Prison"].changes == ["renamed"]
    assert rows["Kestrel Prison"].held.first.name == "Old Mill Gaol"
    assert rows["Kestrel Prison"].persons_change == 50
    assert rows["Sallow House"].changes == ["closed"]
    persons, capacity = answer.context["sums"]
    assert (persons.first, persons.second, persons.places) == (130, 190, 2)
    assert (capacity.first, capacity.second) == (240, 240)  # with Bresk Prison, whose capacity was entered by hand


def test_a_change_narrows_the_comparison_and_its_tables(world: World) -> None:
    bresk(world)
    maud = client_of(world, "maud")
    answer = maud.get(f"/places/compare/?{DAYS}&change=renamed")
    assert [row.held.now.name for row in answer.context["rows"]] == ["Kestrel Prison"]
    table = b"".join(maud.get(f"/places/compare.csv?{DAYS}&change=renamed").streaming_content).decode()
    assert table.count("\n") == 2
    assert "Old Mill Gaol,Kestrel Prison,renamed,120,2025-06-30,180,2026-06-30" in table


def test_a_place_that_a_later_edition_leaves_out_is_no_longer_listed_but_not_said_to_be_closed(world: World) -> None:
    bresk(world)
    an_edition(world, date(2026, 9, 1), {"N": {"name": "Newly Built House", "kind": "prison"}})
    answer = client_of(world, "maud").get(f"/places/compare/?state=XXB&first={LAST}&second=2026-10-01")
    rows = {row.held.now.name: row.changes for row in answer.context["rows"]}
    assert rows["Sallow House"] == ["no longer listed"]
    assert rows["Newly Built House"] == ["newly listed"]


def test_days_that_are_none_or_in_the_wrong_order_are_named_and_kept(world: World) -> None:
    bresk(world)
    maud = client_of(world, "maud")
    answer = words(maud, "/places/compare/?state=XXB&first=yesterday&second=2026-01-01")
    assert "“yesterday” is no day." in answer
    assert 'value="yesterday"' in answer
    assert "The first day is after the second." in words(
        maud, "/places/compare/?state=XXB&first=2026-01-02&second=2026-01-01"
    )


def test_a_number_older_than_two_years_is_not_taken_for_a_day(world: World) -> None:
    an_edition(world, date(2020, 1, 1), {"H": {"name": "Heron", "counts": {"persons": {date(2020, 1, 1): 50}}}})
    answer = client_of(world, "maud").get("/places/compare/?state=XXB&first=2021-12-31&second=2026-01-01")
    row = next(row for row in answer.context["rows"] if row.held.now.name == "Heron")
    assert (row.held.first.persons, row.held.second.persons) == (50, None)


# The choice of a place


def record(world: World, client: Client, place: object) -> object:
    visit = plan(world)
    notify_and_end(world, visit)
    address = f"/visits/{visit.pk}/record-place/"
    key = client.get(address).context["form"]["key"].value()
    return client.post(address, {"place": place, "day": visit.begins, "waited_minutes": "0", "access": "", "key": key})


def test_a_place_is_chosen_by_a_name_it_no_longer_bears(world: World) -> None:
    bresk(world)
    answer = record(world, client_of(world, "ana"), "old mill")
    assert answer.status_code == 302, answer.content.decode()  # type: ignore[attr-defined]
    assert VisitedPlace.objects.filter(place=place_of("K")).exists()


def test_several_places_that_may_be_meant_are_offered_and_what_was_typed_is_kept(world: World) -> None:
    bresk(world)
    ana = client_of(world, "ana")
    answer = record(world, ana, "north").content.decode()  # type: ignore[attr-defined]
    assert "No place of this State is called “north”" in answer
    answer = record(world, ana, "e").content.decode()  # type: ignore[attr-defined]
    assert "Several places may be meant by “e”" in answer
    assert f'value="{place_of("K").pk}"' in answer
    assert 'value="e"' in answer
    record(world, ana, ["e", str(place_of("S").pk)])
    assert VisitedPlace.objects.filter(place=place_of("S")).exists()


def test_a_place_of_another_state_cannot_be_chosen(world: World) -> None:
    other = world.places["XXC"]
    answer = record(world, client_of(world, "ana"), str(other.pk)).content.decode()  # type: ignore[attr-defined]
    assert "No place of this State is called" in answer
    assert not VisitedPlace.objects.filter(place=other).exists()


def test_thousands_of_places_are_neither_listed_nor_suggested_in_the_form(world: World) -> None:
    many = {f"P{number}": {"name": f"Place {number}", "kind": "prison"} for number in range(300)}
    an_edition(world, TODAY, many)
    visit = plan(world)
    notify_and_end(world, visit)
    answer = client_of(world, "ana").get(f"/visits/{visit.pk}/record-place/").content.decode()
    assert "Place 17" not in answer
    assert len(answer) < 40_000


def test_it_opened_between_the_two_days(world: World) -> None:
    row = {"name": "Heron", "happened": [Happened("opened", date(2026, 2, 2))]}
    an_edition(world, LAST, {"H": row})
    answer = client_of(world, "maud").get(f"/places/compare/?{DAYS}&change=opened")
    assert [one.held.now.name for one in answer.context["rows"]] == ["Heron"]
