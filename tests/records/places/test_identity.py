"""One place has one identity; whoever joined, parted or withdrew can take it back, and nothing is lost by any of it."""

from datetime import timedelta

import pytest

from tests.records.places.editions import AT, DECEMBER, JUNE, now, row, table, taken
from tests.world import World
from unannounced.duties.decision import RefusedByRule
from unannounced.records.ledger.verifying import verify
from unannounced.records.places.actions import (
    count_source_again,
    join_places,
    keep_apart,
    part_place,
    take_back_apart,
    take_back_joining,
    take_back_parting,
    withdraw_source,
)
from unannounced.records.places.foreseeing import foresee
from unannounced.records.places.models import IdentityDecision, Listing, Place, PlaceNow, Sameness, Source, Twin
from unannounced.records.places.reckoning import note_twins, reckon_all, reckon_missing
from unannounced.records.places.twins import decisions_on, open_twins, partings_of

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


@pytest.fixture
def pair(world: World) -> tuple[Place, Place]:
    """One prison that two registers list under names that share nothing."""
    first = row("A1", "Orlo Prison", town="Orlo", counts={"persons": {JUNE: 90}, "official_capacity": {JUNE: 100}})
    second = row("77", "Ostrel Works", kind="remand_prison", counts={"persons": {DECEMBER: 95}})
    taken(world, table(first))
    taken(world, table(second, register="ministry", as_of=DECEMBER))
    return (Listing.objects.get(key="A1").place, Listing.objects.get(key="77").place)


def snapshot() -> list[tuple[object, ...]]:
    """All that holds of every place."""
    columns = [field.attname for field in PlaceNow._meta.concrete_fields]
    return list(PlaceNow.objects.order_by("pk").values_list(*columns))


def looks(held: PlaceNow) -> list[object]:
    """How a place looks, whatever the order of its names."""
    columns = [field.attname for field in PlaceNow._meta.concrete_fields if field.attname != "names_folded"]
    return [*(getattr(held, one) for one in columns), sorted(held.names_folded.split("\n"))]


def test_what_is_joined_is_shown_as_one_place_with_everything_said_of_both(
    world: World, pair: tuple[Place, Place]
) -> None:
    into, joined = pair
    join_places(joined, into, because="I was there", by=world.maud, at=AT)
    held = now("A1")
    assert held.place_id == into.pk
    assert (held.persons, held.capacity, held.before) == (95, 100, None)
    assert "ostrel works" in held.names_folded
    assert set(PlaceNow.objects.filter(root=into).values_list("pk", flat=True)) == {into.pk, joined.pk}
    assert Listing.objects.get(key="77").place_id == joined.pk  # nothing is moved
    assert verify().faults == []


def test_taking_back_a_joining_leaves_everything_as_it_was(world: World, pair: tuple[Place, Place]) -> None:
    before = snapshot()
    join_places(pair[1], pair[0], by=world.maud, at=AT)
    assert snapshot() != before
    take_back_joining(Place.objects.get(pk=pair[1].pk), by=world.maud, at=LATER)
    assert snapshot() == before
    assert not decisions_on(pair[0]).exists()
    assert verify().faults == []
    with pytest.raises(RefusedByRule, match="not joined"):
        take_back_joining(Place.objects.get(pk=pair[1].pk), by=world.maud, at=LATER)


def test_later_editions_say_it_of_the_joined_place_and_taking_back_keeps_them_apart(
    world: World, pair: tuple[Place, Place]
) -> None:
    join_places(pair[1], pair[0], by=world.maud, at=AT)
    later = table(row("77", "Ostrel Works", counts={"persons": {DECEMBER: 99}}), register="ministry", as_of=DECEMBER)
    assert foresee(later).rows[0].called == now("A1").name == "Ostrel Works"
    taken(world, later)
    assert now("A1").persons == 99
    take_back_joining(Place.objects.get(pk=pair[1].pk), by=world.maud, at=LATER)
    assert (now("A1").persons, now("77").persons) == (90, 99)


def test_places_are_joined_in_a_chain_and_never_in_a_circle(world: World, pair: tuple[Place, Place]) -> None:
    taken(world, table(row("B5", "Meriva Fort"), register="third"))
    third = Listing.objects.get(key="B5").place
    join_places(pair[1], pair[0], by=world.maud, at=AT)
    join_places(pair[0], third, by=world.maud, at=AT)
    assert set(PlaceNow.objects.filter(root=third).values_list("pk", flat=True)) == {
        third.pk,
        *(one.pk for one in pair),
    }
    with pytest.raises(RefusedByRule, match="one place already"):
        join_places(third, pair[1], by=world.maud, at=AT)
    take_back_joining(Place.objects.get(pk=pair[0].pk), by=world.maud, at=LATER)
    assert now("77").place_id == pair[0].pk
    assert now("B5").place_id == third.pk


def test_places_of_two_states_are_not_joined(world: World) -> None:
    with pytest.raises(RefusedByRule, match="two States"):
        join_places(world.places["XXA"], world.places["XXB"], by=world.maud, at=AT)


def test_a_pair_waits_until_somebody_decides_and_again_once_that_was_taken_back(
    world: World, pair: tuple[Place, Place]
) -> None:
    note_twins([Twin(first=pair[0], second=pair[1], likeness=80, reasons=[])])
    assert open_twins(world.maud).count() == 1
    decision = keep_apart(pair[1], pair[0], because="two houses", by=world.maud, at=AT)
    assert not open_twins(world.maud).exists()
    take_back_apart(decision, by=world.maud, at=LATER)
    assert open_twins(world.maud).count() == 1
    join_places(pair[1], pair[0], by=world.maud, at=LATER)
    assert not open_twins(world.maud).exists()
    assert IdentityDecision.objects.get().decided == Sameness.SAME
    with pytest.raises(RefusedByRule, match="shown as one"):
        keep_apart(pair[0], pair[1], by=world.maud, at=LATER)
    take_back_joining(Place.objects.get(pk=pair[1].pk), by=world.maud, at=LATER + timedelta(hours=1))
    assert open_twins(world.maud).count() == 1
    assert verify().faults == []


def test_a_pair_that_became_one_by_way_of_a_third_place_does_not_wait(world: World, pair: tuple[Place, Place]) -> None:
    taken(world, table(row("B5", "Meriva Fort"), register="third"))
    note_twins([Twin(first=pair[0], second=pair[1], likeness=80, reasons=[])])
    for one in pair:
        join_places(one, Listing.objects.get(key="B5").place, by=world.maud, at=AT)
    assert not open_twins(world.maud).exists()


def test_a_pair_of_which_one_place_is_no_longer_listed_does_not_wait(world: World, pair: tuple[Place, Place]) -> None:
    note_twins([Twin(first=pair[0], second=pair[1], likeness=80, reasons=[])])
    withdraw_source(Source.objects.get(register="ministry"), because="old", by=world.maud, at=AT)
    assert not open_twins(world.maud).exists()


def test_a_place_that_was_two_is_parted_with_counts_and_events_and_made_one_again(world: World) -> None:
    taken(world, table(row("A1", "Orlo Prison", counts={"persons": {JUNE: 90}})))
    taken(world, table(row("A1", "Corvo Prison", counts={"persons": {DECEMBER: 30}}), as_of=DECEMBER))
    place = Listing.objects.filter(key="A1").first().place  # type: ignore[union-attr]
    before = looks(PlaceNow.objects.get(pk=place.pk))
    wrong = list(Listing.objects.filter(source__as_of=DECEMBER))
    parting = part_place(place, wrong, because="Corvo is elsewhere", by=world.maud, at=AT)
    first, second = (PlaceNow.objects.get(pk=one) for one in (place.pk, parting.second_id))
    assert (first.name, first.persons, second.name, second.persons) == ("Orlo Prison", 90, "Corvo Prison", 30)
    assert partings_of(place).get() == parting
    assert verify().faults == []
    take_back_parting(parting, by=world.maud, at=LATER)
    assert PlaceNow.objects.get(pk=parting.second_id).root_id == place.pk
    assert looks(PlaceNow.objects.get(pk=place.pk)) == before
    assert verify().faults == []
    with pytest.raises(RefusedByRule, match="already"):
        take_back_parting(parting, by=world.maud, at=LATER)


def test_after_a_parting_the_next_edition_goes_to_where_its_newest_row_went(world: World) -> None:
    taken(world, table(row("A1", "Orlo Prison")))
    taken(world, table(row("A1", "Corvo Prison"), as_of=DECEMBER))
    place = Listing.objects.filter(key="A1").first().place  # type: ignore[union-attr]
    parting = part_place(place, list(Listing.objects.filter(source__as_of=DECEMBER)), by=world.maud, at=AT)
    assert foresee(table(row("A1", "Corvo Prison"), as_of=DECEMBER)).rows[0].to == parting.second_id


def test_nothing_or_everything_is_no_part(world: World, pair: tuple[Place, Place]) -> None:
    for chosen in ([], list(Listing.objects.filter(place=pair[0]))):
        with pytest.raises(RefusedByRule, match="chosen"):
            part_place(pair[0], chosen, by=world.maud, at=AT)
    with pytest.raises(RefusedByRule, match="Nothing was chosen"):
        part_place(pair[0], list(Listing.objects.filter(place=pair[1])), by=world.maud, at=AT)


def test_a_withdrawn_source_counts_no_more_and_everything_is_back_once_it_counts_again(
    world: World, pair: tuple[Place, Place]
) -> None:
    join_places(pair[1], pair[0], by=world.maud, at=AT)
    before = snapshot()
    source = withdraw_source(Source.objects.get(register="ministry"), because="wrong file", by=world.maud, at=AT)
    assert (now("A1").persons, now("A1").name) == (90, "Orlo Prison")
    with pytest.raises(RefusedByRule, match="already"):
        withdraw_source(source, because="again", by=world.maud, at=AT)
    count_source_again(source, by=world.maud, at=LATER)
    assert snapshot() == before
    assert verify().faults == []
    with pytest.raises(RefusedByRule, match="not withdrawn"):
        count_source_again(source, by=world.maud, at=LATER)


def test_a_source_is_withdrawn_with_a_reason(world: World, pair: tuple[Place, Place]) -> None:
    with pytest.raises(RefusedByRule, match="reason"):
        withdraw_source(Source.objects.get(register="ministry"), because=" ", by=world.maud, at=AT)


def test_of_two_editions_of_the_same_bytes_only_one_counts(world: World) -> None:
    first = taken(world, table(row("A1", "Orlo Prison")), digest="d" * 64)
    withdraw_source(first, because="wrong day", by=world.maud, at=AT)
    second = taken(world, table(row("A1", "Orlo Prison")), digest="d" * 64)
    assert second.pk != first.pk
    with pytest.raises(RefusedByRule, match="since"):
        count_source_again(first, by=world.maud, at=LATER)


def test_only_members_and_the_secretariat_decide(world: World, pair: tuple[Place, Place]) -> None:
    for somebody in (world.piet, world.rosa, world.ruth):
        with pytest.raises(RefusedByRule):
            join_places(pair[1], pair[0], by=somebody, at=AT)
        with pytest.raises(RefusedByRule):
            withdraw_source(Source.objects.get(register="ministry"), because="x", by=somebody, at=AT)
    assert open_twins(world.ana).count() == 0


def test_all_of_it_can_be_reckoned_again_from_what_is_kept(world: World, pair: tuple[Place, Place]) -> None:
    join_places(pair[1], pair[0], by=world.maud, at=AT)
    before = snapshot()
    PlaceNow.objects.all().delete()
    assert reckon_missing() == Place.objects.count()
    assert snapshot() == before
    assert reckon_all() == Place.objects.count()
    assert snapshot() == before
