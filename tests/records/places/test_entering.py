"""What a person enters of a place by hand: each value with its day and source, beside what others say, never over it."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.records.places.editions import AT, DECEMBER, JUNE, now, row, table, taken
from tests.world import TODAY, World
from unannounced.duties.decision import RefusedByRule
from unannounced.records.ledger.models import Line
from unannounced.records.ledger.verifying import verify
from unannounced.records.places.actions import (
    add_part,
    enter_count,
    enter_place,
    enter_population,
    note_event,
    say_of_place,
    size_part,
    withdraw_source,
)
from unannounced.records.places.models import Listing, Part, PartSize, Place, PlaceNow, Source

pytestmark = pytest.mark.django_db
LETTER = "letter of the ministry"
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def place(world: World) -> Place:
    """A prison that a register lists."""
    counts = {"persons": {JUNE: 90}, "official_capacity": {JUNE: 100}}
    taken(world, table(row("A1", "Orlo Prison", status="open", counts=counts)))
    return Listing.objects.get(key="A1").place


def test_a_place_is_entered_with_what_is_said_of_it_once(world: World) -> None:
    place = Place(state=world.states["XXB"], name="Corvo Police Station", kind="police_station")
    more: dict[str, Any] = {"day": JUNE, "source": LETTER, "capacity": 12, "by": world.maud, "at": AT}
    enter_place(place, {"town": "Corvo", "position": "45.5,-9.25", "operator": ""}, opened=date(1980, 5, 1), **more)
    held = PlaceNow.objects.get(pk=place.pk)
    assert (held.town, held.capacity, held.capacity_on, held.status) == ("Corvo", 12, JUNE, "open")
    assert (held.latitude_e6, held.listed) == (45_500_000, True)
    lines = Line.objects.count()
    again = Place(pk=place.pk, state=world.states["XXB"], name="Corvo Police Station", kind="police_station")
    enter_place(again, {"town": "Corvo"}, **more)
    assert (Line.objects.count(), Source.objects.count()) == (lines, 1)
    assert verify().faults == []


def test_a_word_entered_by_hand_stands_beside_the_registers_and_the_newest_holds(world: World, place: Place) -> None:
    say_of_place(place, "name", "Orlo House", day=DECEMBER, source=LETTER, by=world.maud, at=AT)
    assert now("A1").name == "Orlo House"
    taken(world, table(row("A1", "Orlo Prison"), as_of=TODAY))
    assert now("A1").name == "Orlo Prison"
    assert "orlo house" in now("A1").names_folded


def test_what_was_entered_by_mistake_is_withdrawn_alone(world: World, place: Place) -> None:
    say_of_place(place, "town", "Corvo", day=JUNE, source=LETTER, by=world.maud, at=AT)
    enter_count(place, "persons", 99, day=DECEMBER, source=LETTER, by=world.maud, at=AT)
    wrong = Source.objects.filter(title=LETTER, as_of=JUNE).get()
    withdraw_source(wrong, because="another town", by=world.maud, at=AT)
    assert (now("A1").town, now("A1").persons) == ("", 99)
    assert verify().faults == []


def test_a_count_entered_by_hand_is_the_newest_if_its_day_is(world: World, place: Place) -> None:
    enter_count(place, "persons", 130, day=DECEMBER, source=LETTER, by=world.maud, at=AT)
    held = now("A1")
    assert (held.persons, held.persons_on, held.per_mille) == (130, DECEMBER, 1300)
    enter_count(place, "persons", 5, day=date(2020, 1, 1), source="archive", by=world.maud, at=AT)
    assert now("A1").persons == 130


def test_two_sources_that_say_another_number_of_a_day_disagree(world: World, place: Place) -> None:
    assert not now("A1").disagrees
    enter_count(place, "persons", 91, day=JUNE, source=LETTER, by=world.maud, at=AT)
    assert now("A1").disagrees


def test_a_population_that_the_office_entered_before_there_were_sources_counts(world: World, place: Place) -> None:
    enter_population(place, {DECEMBER: 77}, source="visit", by=world.maud, at=AT)
    assert (now("A1").persons, now("A1").persons_on) == (77, DECEMBER)


def test_a_place_of_the_office_shows_the_capacity_it_was_entered_with(world: World) -> None:
    held = PlaceNow.objects.get(pk=world.places["XXB"].pk)
    assert (held.name, held.capacity, held.capacity_on, held.listed) == ("Bresk Prison", 100, None, True)


def test_a_place_that_closed_is_closed(world: World, place: Place) -> None:
    more: dict[str, Any] = {"source": LETTER, "by": world.maud, "at": AT}
    note_event(place, "closed", day=DECEMBER, said_on=DECEMBER, **more)
    assert now("A1").status == "closed"
    note_event(place, "reopened", day=DECEMBER + timedelta(days=30), said_on=DECEMBER + timedelta(days=30), **more)
    assert now("A1").status == "open"


def test_the_same_form_sent_twice_enters_it_once(world: World, place: Place) -> None:
    key = uuid4()
    for _click in range(2):
        say_of_place(place, "town", "Orlo", day=JUNE, source=LETTER, key=key, by=world.maud, at=AT)
    for what in ("persons", "men"):
        enter_count(place, what, 3, day=JUNE, source=LETTER, key=key, by=world.maud, at=AT)
    assert Source.objects.filter(title=LETTER).count() == 1


@pytest.mark.parametrize(
    ("what", "value", "because"),
    [
        ("status", "half open", "open or closed"),
        ("kind", "castle", "none of the kinds"),
        ("position", "here", "no position"),
        ("shoe size", "44", "nothing that can be said"),
        ("town", "  ", "Nothing is said"),
        ("name", "x" * 201, "201 characters"),
    ],
)
def test_a_word_that_cannot_be_is_refused(world: World, place: Place, what: str, value: str, because: str) -> None:
    with pytest.raises(RefusedByRule, match=because):
        say_of_place(place, what, value, day=JUNE, source=LETTER, by=world.maud, at=AT)


def test_each_value_has_a_source_and_a_day_that_is_not_to_come(world: World, place: Place) -> None:
    more: dict[str, Any] = {"by": world.maud, "at": AT}
    with pytest.raises(RefusedByRule, match="known from"):
        say_of_place(place, "town", "Orlo", day=JUNE, source=" ", **more)
    with pytest.raises(RefusedByRule, match="future"):
        say_of_place(place, "town", "Orlo", day=TOMORROW, source=LETTER, **more)
    with pytest.raises(RefusedByRule, match="future"):
        note_event(place, "closed", day=TOMORROW, said_on=TODAY, source=LETTER, **more)
    with pytest.raises(RefusedByRule, match="too long ago"):
        enter_count(place, "persons", 3, day=date(203, 1, 1), source=LETTER, **more)
    for number in (-1, 10_000_001):
        with pytest.raises(RefusedByRule, match="no number"):
            enter_count(place, "persons", number, day=JUNE, source=LETTER, **more)
    with pytest.raises(RefusedByRule, match="none of the counts"):
        enter_count(place, "ghosts", 1, day=JUNE, source=LETTER, **more)
    with pytest.raises(RefusedByRule, match="none of the events"):
        note_event(place, "haunted", day=None, said_on=JUNE, source=LETTER, **more)


def test_parts_lie_within_each_other_and_have_their_own_names(world: World, place: Place) -> None:
    wing = add_part(place, "wing", "Wing B", by=world.maud, at=AT)
    cell = add_part(place, "cell", "12", within=wing, by=world.maud, at=AT)
    assert cell.within == wing
    add_part(place, "cell", "12", by=world.maud, at=AT)
    for within in (wing, None):
        with pytest.raises(RefusedByRule, match="there already"):
            add_part(place, "cell", " 12 ", within=within, by=world.maud, at=AT)
    with pytest.raises(RefusedByRule, match="no name"):
        add_part(place, "cell", " ", by=world.maud, at=AT)
    with pytest.raises(RefusedByRule, match="kinds of parts"):
        add_part(place, "tower", "1", by=world.maud, at=AT)
    assert Part.objects.filter(place=place).count() == 3


def test_a_part_is_measured_again_and_again_and_each_stays(world: World, place: Place) -> None:
    cell = add_part(place, "cell", "12", by=world.maud, at=AT)
    more: dict[str, Any] = {"by": world.maud, "at": AT}
    size_part(cell, {"area_cm2": 120_000, "annexe_cm2": 15_000}, day=JUNE, source=LETTER, has_annexe=True, **more)
    size_part(cell, {"area_cm2": 120_000, "annexe_cm2": 15_000}, day=JUNE, source=LETTER, has_annexe=True, **more)
    size_part(cell, {"area_cm2": 118_000}, day=DECEMBER, source=LETTER, **more)
    assert list(PartSize.objects.order_by("day").values_list("area_cm2", flat=True)) == [120_000, 118_000]
    assert verify().faults == []


def test_a_size_that_cannot_be_is_refused(world: World, place: Place) -> None:
    cell = add_part(place, "cell", "12", by=world.maud, at=AT)
    more: dict[str, Any] = {"day": JUNE, "source": LETTER, "by": world.maud, "at": AT}
    with pytest.raises(RefusedByRule, match="No size"):
        size_part(cell, {"area_cm2": None}, **more)
    with pytest.raises(RefusedByRule, match="larger than the part"):
        size_part(cell, {"area_cm2": 10_000, "annexe_cm2": 10_001}, **more)
    with pytest.raises(RefusedByRule, match="no size"):
        size_part(cell, {"area_cm2": -1}, **more)
    size_part(cell, {"area_cm2": 1}, **more)
    from unannounced.records.ledger.actions import KeptOtherwise

    with pytest.raises(KeptOtherwise):
        size_part(cell, {"area_cm2": 2}, **more)
