"""What holds of a place by all that is said of it: the newest word, by the day it is for."""

from datetime import UTC, date, datetime

import pytest

from unannounced.duties.reckoning import Edition, Heard, Holds, Occurred, Said, Spoken, position_of, reckoned
from unannounced.duties.series import Run

OLD, NEW = date(2024, 6, 30), date(2025, 6, 30)


def edition(day: date, voice: str = "register", *, by_hand: bool = False, hour: int = 9) -> Edition:
    return Edition(voice, day, datetime(2026, 1, 1, hour, tzinfo=UTC), by_hand)


def on(day: date, number: int) -> list[Run]:
    return [(day.toordinal(), day.toordinal(), number)]


def holds(*told: Said | Occurred | Spoken, capacity: int | None = None) -> Holds:
    heard = Heard("Aldmoor", "prison", capacity=capacity)
    heard.says = [one for one in told if isinstance(one, Said)]
    heard.events = [one for one in told if isinstance(one, Occurred)]
    heard.series = [one for one in told if isinstance(one, Spoken)]
    return reckoned(heard)


def test_the_newest_name_holds_and_the_others_can_be_found() -> None:
    found = holds(Said("name", "Bresk", edition(OLD)), Said("name", "Corvo", edition(NEW)))
    assert found.name == "Corvo"
    assert found.names == ("Aldmoor", "Bresk", "Corvo")


def test_a_name_entered_by_hand_holds_if_it_is_as_new() -> None:
    by_hand = Said("name", "By hand", edition(NEW, "letter", by_hand=True))
    assert holds(Said("name", "Of the register", edition(NEW, hour=12)), by_hand).name == "By hand"
    assert holds(by_hand, Said("name", "Of the register", edition(date(2025, 7, 1)))).name == "Of the register"


def test_of_one_edition_the_name_since_the_latest_day_holds_and_one_that_ended_does_not() -> None:
    register = edition(NEW)
    names = [
        Said("name", "Second", register, since=date(2015, 1, 1)),
        Said("name", "First", register, since=date(2001, 1, 1)),
        Said("name", "Gone", register, since=date(2016, 1, 1), until=date(2017, 1, 1)),
    ]
    assert holds(*names).name == "Second"


def test_a_later_edition_of_a_register_corrects_an_earlier_one_on_its_days() -> None:
    first = Spoken("persons", edition(OLD, hour=9), [*on(OLD, 90)])
    again = Spoken("persons", edition(OLD, hour=10), [*on(OLD, 95)])
    assert holds(again, first).persons == holds(first, again).persons
    assert holds(first, again).persons.number == 95  # type: ignore[union-attr]
    assert not holds(first, again).disagrees


def test_two_registers_that_say_another_number_of_one_day_disagree() -> None:
    one, other = Spoken("persons", edition(NEW), on(NEW, 90)), Spoken("persons", edition(NEW, "other"), on(NEW, 91))
    assert holds(one, other).disagrees
    assert not holds(one, Spoken("persons", edition(NEW, "other"), on(NEW, 90))).disagrees
    assert not holds(one, Spoken("persons", edition(NEW, "other"), on(OLD, 91))).disagrees


def test_registers_disagree_on_kind_on_open_or_closed_and_on_where_it_is() -> None:
    def both(what: str, first: str, second: str) -> bool:
        return holds(Said(what, first, edition(NEW)), Said(what, second, edition(NEW, "other"))).disagrees

    assert both("kind", "prison", "remand_prison")
    assert both("status", "open", "closed")
    assert both("position", "45.0,9.0", "45.2,9.0")
    assert not both("position", "45.0,9.0", "45.05,9.05")
    assert not both("town", "Orlo", "St. Orlo")
    drift = [Said("kind", "prison", edition(OLD)), Said("kind", "remand_prison", edition(NEW))]
    assert not holds(*drift).disagrees  # one register, over time


def test_occupancy_is_persons_for_a_thousand_places_and_the_year_before_stands_beside_it() -> None:
    register = edition(NEW)
    found = holds(
        Spoken("persons", register, [*on(OLD, 80), *on(NEW, 120)]), Spoken("official_capacity", register, on(NEW, 100))
    )
    assert (found.per_mille, found.before.number, found.before.day) == (1200, 80, OLD)  # type: ignore[union-attr]


def test_without_an_official_capacity_the_working_one_is_taken_and_said_to_be() -> None:
    register = edition(NEW)
    working = Spoken("working_capacity", register, on(NEW, 150))
    assert holds(Spoken("persons", register, on(NEW, 120)), working).capacity.what == "working_capacity"  # type: ignore[union-attr]
    official = Spoken("official_capacity", register, on(NEW, 100))
    assert holds(working, official).capacity.what == "official_capacity"  # type: ignore[union-attr]
    ancient = Spoken("official_capacity", register, on(date(2001, 1, 1), 100))
    assert holds(working, ancient).capacity.what == "working_capacity"  # type: ignore[union-attr]


def test_what_the_office_entered_without_a_day_holds_where_nobody_else_says_it() -> None:
    assert holds(capacity=80).capacity.number == 80  # type: ignore[union-attr]
    assert holds(Spoken("official_capacity", edition(OLD), on(OLD, 70)), capacity=80).capacity.number == 70  # type: ignore[union-attr]


def test_a_register_that_counts_only_some_of_the_persons_does_not_say_how_full_the_place_is() -> None:
    prison, migrants = edition(OLD, "prisons"), edition(NEW, "migrants")
    whole = [Spoken("persons", prison, on(OLD, 280)), Spoken("official_capacity", prison, on(OLD, 300))]
    some = holds(*whole, Spoken("persons", migrants, on(NEW, 12)))
    assert (some.persons.number, some.per_mille) == (280, 933)  # type: ignore[union-attr]
    everybody = holds(*whole, Spoken("persons", migrants, on(NEW, 310)))
    assert (everybody.persons.number, everybody.per_mille) == (310, 1033)  # type: ignore[union-attr]
    by_hand = holds(*whole, Spoken("persons", edition(NEW, "letter", by_hand=True), on(NEW, 12)))
    assert by_hand.persons.number == 12  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ([], ""),
        ([Occurred("opened", date(1990, 1, 1), edition(OLD))], "open"),
        ([Said("status", "open", edition(NEW)), Occurred("closed", OLD, edition(OLD, "other"))], "open"),
        ([Said("status", "open", edition(OLD)), Occurred("closed", date(2025, 1, 1), edition(NEW, "other"))], "closed"),
        ([Occurred("closed", OLD, edition(NEW)), Occurred("reopened", NEW, edition(NEW))], "open"),
        ([Occurred("closed", None, edition(NEW))], "closed"),
        ([Occurred("closed", date(2027, 1, 1), edition(NEW)), Occurred("opened", OLD, edition(NEW))], "open"),
        ([Said("status", "closed", edition(NEW)), Occurred("opened", OLD, edition(NEW))], "closed"),
        ([Said("status", "perhaps", edition(NEW))], ""),
    ],
)
def test_a_place_is_open_closed_or_nobody_says(told: list[Said | Occurred], status: str) -> None:
    assert holds(*told).status == status


def test_a_position_that_is_none_is_none() -> None:
    assert [position_of(text) for text in ("north", "1", "91,0", "0,181", "nan,0", "inf,0", "1,2,3")] == [None] * 7
    assert position_of(" -1.5, 2") == (-1_500_000, 2_000_000)
