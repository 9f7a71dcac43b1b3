"""What of the register of places leaves: fields that were decided on, sources that are registers, nobody to be found."""

import json
from datetime import date
from typing import Any

import pytest

from tests.records.house import NOW, House
from unannounced.duties.decision import RefusedByRule
from unannounced.duties.registering import packed
from unannounced.records.ledger.actions import act
from unannounced.records.ledger.models import Line
from unannounced.records.ledger.verifying import verify
from unannounced.records.parcels.models import Parcel
from unannounced.records.places.models import Counts, Event, Listing, Place, Source
from unannounced.records.publications.actions import decide_fields, hide_fields, publish_places
from unannounced.records.publications.models import FieldDecision, PlacesEdition
from unannounced.records.states.models import State

pytestmark = pytest.mark.django_db
JUNE, DECEMBER = date(2025, 6, 30), date(2025, 12, 31)
NAME, PERSONS = frozenset({"name"}), frozenset({"name", "town", "persons", "men", "women", "official_capacity"})


@pytest.fixture
def state(house: House) -> State:
    """A State whose register was taken in."""
    return State.objects.get(code="XXB")


def source(house: House, day: date, register: str = "census") -> Source:
    """An edition of a register; without one, something entered by hand."""
    return Source(
        register=register,
        title="What a member heard" if not register else "Census of places",
        publisher="Ministry of Justice",
        as_of=day,
        taken_by_id=house.maud.pk,
        taken_at=NOW,
    )


def listed(
    house: House,
    place: Place,
    day: date,
    says: dict[str, str],
    counts: dict[str, list[tuple[date, int]]],
    *,
    register: str = "census",
) -> Source:
    """A place as a source lists it, kept as taking in keeps it."""
    edition = source(house, day, register)
    listing = Listing(
        place=place, source=edition, row=2, key="E1", says=[[one, said, None, None] for one, said in says.items()]
    )
    series: dict[str, Any] = {}
    days = [one for rows in counts.values() for one, _number in rows] or [day]
    for what, rows in counts.items():
        first, _last, text = packed(rows)
        series[what] = [first.isoformat(), text]
    with act("take in a register of places", by=house.maud.pk, at=NOW) as line:
        if place._state.adding:
            line.keep(place)
        line.keep(edition)
        line.keep(listing)
        if series:
            line.keep(
                Counts(
                    source=edition, listing=listing, state=place.state, first=min(days), last=max(days), series=series
                )
            )
        line.keep(Event(listing=listing, what="opened", day=date(1998, 4, 1)))
    return edition


def eastgate(house: House, state: State) -> Place:
    """A prison listed twice, under two names."""
    place = Place(state=state, name="Eastgate", kind="prison")
    listed(house, place, JUNE, {"name": "Old Mill", "town": "Weir", "operator": "Mill Ltd"}, {"persons": [(JUNE, 118)]})
    numbers = {
        "persons": [(DECEMBER, 121)],
        "men": [(DECEMBER, 118)],
        "women": [(DECEMBER, 3)],
        "official_capacity": [(DECEMBER, 4)],
    }
    listed(house, place, DECEMBER, {"name": "Eastgate Prison", "town": "Weir"}, numbers)
    return place


def left(state: State, house: House) -> dict[str, Any]:
    """What leaves with an edition made now."""
    said: dict[str, Any] = json.loads(bytes(publish_places(state, by=house.maud, at=NOW).parcel.content))
    return said


def test_nothing_leaves_of_a_field_that_nobody_decided_on(house: House, state: State) -> None:
    eastgate(house, state)
    before = Line.objects.count()
    with pytest.raises(RefusedByRule, match="names of places"):
        publish_places(state, by=house.maud, at=NOW)
    assert (Parcel.objects.filter(kind="places").count(), Line.objects.count()) == (0, before)
    decide_fields(state, NAME, because="The census is public.", by=house.maud, at=NOW)
    (place,) = left(state, house)["places"]
    assert (set(place["says"]), place["counts"], place["events"], place["kind"]) == ({"name"}, {}, [], "")


def test_names_over_time_leave_with_the_newest_first_and_each_with_its_source(house: House, state: State) -> None:
    eastgate(house, state)
    decide_fields(state, PERSONS, because="The census is public.", by=house.maud, at=NOW)
    said = left(state, house)
    (place,) = said["places"]
    assert [one["value"] for one in place["says"]["name"]] == ["Eastgate Prison", "Old Mill"]
    assert [said["sources"][one["source"]]["as_of"] for one in place["says"]["name"]] == ["2025-12-31", "2025-06-30"]
    assert [(one["day"], one["number"]) for one in place["counts"]["persons"]] == [
        ("2025-06-30", 118),
        ("2025-12-31", 121),
    ]


def test_few_persons_are_withheld_and_the_number_that_would_give_them_away(house: House, state: State) -> None:
    eastgate(house, state)
    decide_fields(state, PERSONS, because="The census is public.", by=house.maud, at=NOW)
    counts = left(state, house)["places"][0]["counts"]
    assert [counts[what][-1]["number"] for what in ("persons", "men", "women", "official_capacity")] == [
        121,
        None,
        None,
        4,
    ]


def test_what_was_entered_by_hand_stays_unless_that_is_decided_and_never_says_who_said_it(
    house: House, state: State
) -> None:
    place = Place(state=state, name="Westgate", kind="prison")
    listed(house, place, JUNE, {"name": "Westgate"}, {"persons": [(JUNE, 40)]}, register="")
    eastgate(house, state)
    decide_fields(state, PERSONS, because="The census is public.", by=house.maud, at=NOW)
    assert [one["name"] for one in left(state, house)["places"]] == ["Eastgate Prison"]
    decide_fields(state, PERSONS, by_hand=True, because="Ours may be shown too.", by=house.maud, at=NOW)
    said = left(state, house)
    assert [one["name"] for one in said["places"]] == ["Eastgate Prison", "Westgate"]
    assert "heard" not in json.dumps(said)


def test_a_place_whose_name_is_hidden_is_not_there_and_neither_is_its_twin(house: House, state: State) -> None:
    place = eastgate(house, state)
    other = Place(state=state, name="Mill House", kind="prison")
    listed(house, other, JUNE, {"name": "Mill House"}, {})
    decide_fields(state, PERSONS, because="The census is public.", by=house.maud, at=NOW)
    with act("join two places", by=house.maud.pk, at=NOW) as line:
        line.move(other, seen={"joined_into": None}, to={"joined_into": place})
    (shown,) = left(state, house)["places"]
    assert {one["value"] for one in shown["says"]["name"]} == {"Old Mill", "Eastgate Prison", "Mill House"}
    hide_fields(other, ["name"], because="Its place is secret.", by=house.maud, at=NOW)
    assert left(state, house)["places"] == []
    hide_fields(other, [], because="No longer.", by=house.maud, at=NOW)
    assert len(left(state, house)["places"]) == 1


def test_a_withdrawn_source_says_nothing(house: House, state: State) -> None:
    place = eastgate(house, state)
    newest = Source.objects.get(as_of=DECEMBER)
    with act("withdraw a source", by=house.maud.pk, at=NOW) as line:
        line.move(newest, seen={"withdrawn_at": None}, to={"withdrawn_at": NOW, "withdrawn_by_id": house.maud.pk})
    decide_fields(state, PERSONS, because="The census is public.", by=house.maud, at=NOW)
    (shown,) = left(state, house)["places"]
    assert (shown["id"], shown["name"]) == (str(place.pk), "Old Mill")


def test_decisions_are_rows_that_change_once_and_the_ledger_is_sound(house: House, state: State) -> None:
    place = eastgate(house, state)
    assert decide_fields(state, NAME, because="The census is public.", by=house.maud, at=NOW) == 1
    assert decide_fields(state, NAME, because="The census is public.", by=house.maud, at=NOW) == 0
    assert decide_fields(state, PERSONS, because="All of it is.", by=house.maud, at=NOW) == 5
    assert hide_fields(place, ["persons"], because="Too few.", by=house.maud, at=NOW) == 1
    publish_places(state, by=house.maud, at=NOW)
    assert "persons" not in json.loads(bytes(PlacesEdition.objects.get().parcel.content))["places"][0]["counts"]
    assert decide_fields(state, [], because="Nothing any more.", by=house.maud, at=NOW) == 6
    assert left(state, house)["places"] == []
    assert FieldDecision.objects.filter(shown=True).count() == 0
    assert list(verify().faults) == []


def test_an_auditor_decides_nothing_of_what_is_shown(house: House, state: State) -> None:
    auditor = house.viewers["piet"]
    for refused in (
        lambda: decide_fields(state, NAME, because="I want to.", by=auditor, at=NOW),
        lambda: publish_places(state, by=auditor, at=NOW),
    ):
        with pytest.raises(RefusedByRule, match="mandate"):
            refused()
