"""A table is taken in as it was foreseen: as a whole or not at all, once, and each row for the place that it is of."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.records.places.editions import AT, DECEMBER, JUNE, LATER, hows, now, row, table, taken
from tests.world import World
from unannounced.crafts.matching.values import Verdict
from unannounced.crafts.registers.values import Happened, Problem, Told
from unannounced.duties.decision import RefusedByRule
from unannounced.records.ledger.actions import SomebodyWasFirst
from unannounced.records.ledger.models import Line
from unannounced.records.ledger.verifying import verify
from unannounced.records.places.actions import enter_place, take_in, withdraw_source
from unannounced.records.places.foreseeing import digest_of_table, foresee
from unannounced.records.places.models import Counts, Event, Listing, Place, PlaceNow, Source, Twin
from unannounced.records.states.models import State

pytestmark = pytest.mark.django_db


def orlo(key: str = "A1", **more: object) -> object:
    said = {"name": "Vallmora Penitentiary of Orlo", "town": "Orlo", "kind": "prison", **more}
    return row(key, **said)  # type: ignore[arg-type]


def test_a_row_of_a_register_becomes_a_place_with_everything_it_says(world: World) -> None:
    read = table(
        row(
            "A1",
            "Vallmora Penitentiary",
            kind="remand_prison",
            town="Orlo",
            position="45.5,-9.25",
            operator="Ministry of Justice",
            happened=[Happened("opened", date(1990, 4, 1))],
            counts={"persons": {JUNE: 120}, "official_capacity": {JUNE: 100}},
        )
    )
    source = taken(world, read)
    held = now("A1")
    assert (held.name, held.kind, held.town, held.operator) == (
        "Vallmora Penitentiary",
        "remand_prison",
        "Orlo",
        "Ministry of Justice",
    )
    assert (held.latitude_e6, held.longitude_e6) == (45_500_000, -9_250_000)
    assert (held.persons, held.persons_on, held.persons_as) == (120, JUNE, "persons")
    assert (held.capacity, held.capacity_as, held.per_mille, held.status) == (100, "official_capacity", 1200, "open")
    listing = Listing.objects.get(source=source)
    assert (listing.row, listing.key, listing.because) == (2, "A1", [])
    assert ["name", "Vallmora Penitentiary", None, None] in listing.says
    assert Counts.objects.get(listing=listing).series["persons"] == ["2025-06-30", "120"]
    assert Event.objects.get(listing=listing).day == date(1990, 4, 1)
    assert "vallmora penitentiary" in held.names_folded
    assert "a1" in held.names_folded


def test_one_table_is_one_line_of_the_ledger_and_verification_finds_it_sound(world: World) -> None:
    before = Line.objects.count()
    taken(world, table(row("A1", "Orlo Prison", counts={"persons": {JUNE: 3}}), row("A2", "Corvo Prison")))
    line = Line.objects.order_by("seq").last()
    assert Line.objects.count() == before + 1
    assert line is not None
    assert line.act == "take in a register of places"
    assert sorted(one[1] for one in line.rows).count("places_listing") == 2
    assert verify().faults == []


def test_the_same_table_by_the_same_mapping_changes_nothing(world: World) -> None:
    digest = digest_of_table(b"a,b", "name: x")
    first = taken(world, table(row("A1", "Orlo Prison")), digest=digest)
    lines = Line.objects.count()
    again = taken(world, table(row("A1", "Orlo Prison")), digest=digest)
    assert (again.pk, Line.objects.count(), Source.objects.count()) == (first.pk, lines, 1)
    assert digest_of_table(b"a,b", "name: y") != digest != digest_of_table(b"a,c", "name: x")
    assert digest_of_table(b"a,b", "name: x", "Sheet 2") != digest


def test_foreseeing_writes_nothing(world: World) -> None:
    with CaptureQueriesContext(connection) as asked:
        foresee(table(row("A1", "Orlo Prison", counts={"persons": {JUNE: 3}})))
    reading = ("SELECT", "DECLARE")  # a cursor of PostgreSQL, for many rows
    assert all(query["sql"].lstrip().startswith(reading) for query in asked)
    assert len(asked) < 25


def test_a_later_edition_says_of_each_key_what_is_new(world: World) -> None:
    first = [
        row("A1", "Orlo Prison", town="Orlo", counts={"persons": {JUNE: 90}}),
        row("A2", "Corvo Prison", counts={"persons": {JUNE: 40}}),
    ]
    taken(world, table(*first))
    later = table(
        row("A1", "Orlo Penitentiary", town="Orlo", counts={"persons": {JUNE: 91, DECEMBER: 95}}),
        row("A2", "Corvo Prison", counts={"persons": {JUNE: 40}}),
        row("A3", "Meriva Prison"),
        as_of=DECEMBER,
    )
    foreseen = foresee(later)
    assert [str(one.how) for one in foreseen.rows] == ["changed", "known", "new"]
    changes = {one.what: one for one in foreseen.rows[0].changes}
    assert (changes["name"].before, changes["name"].after) == ("Orlo Prison", "Orlo Penitentiary")
    assert (changes["persons"].new_days, changes["persons"].other_days) == (1, 1)
    assert "town" not in changes
    taken(world, later, foreseen=foreseen)
    assert Place.objects.filter(listings__isnull=False).distinct().count() == 3
    assert (now("A1").name, now("A1").persons) == ("Orlo Penitentiary", 95)
    assert "orlo prison" in now("A1").names_folded


def test_places_that_the_later_edition_does_not_list_are_named(world: World) -> None:
    taken(world, table(row("A1", "Orlo Prison"), row("A2", "Corvo Prison")))
    foreseen = foresee(table(row("A1", "Orlo Prison"), as_of=DECEMBER))
    assert [name for _place, name in foreseen.missing] == ["Corvo Prison"]
    assert now("A2").listed


def test_an_earlier_edition_taken_in_late_does_not_undo_a_later_one(world: World) -> None:
    taken(world, table(row("A1", "New name", counts={"persons": {DECEMBER: 95}}), as_of=DECEMBER))
    taken(world, table(row("A1", "Old name", counts={"persons": {JUNE: 90}}), as_of=JUNE))
    assert (now("A1").name, now("A1").persons, now("A1").before) == ("New name", 95, None)


def test_another_register_is_matched_by_names_with_the_reasons_kept(world: World) -> None:
    taken(world, table(orlo()))  # type: ignore[arg-type]
    other = table(orlo("77"), register="ministry")  # type: ignore[arg-type]
    foreseen = foresee(other)
    assert [str(one.how) for one in foreseen.rows] == ["matched"]
    assert foreseen.rows[0].match is not None
    assert foreseen.rows[0].match.reasons
    taken(world, other, foreseen=foreseen)
    listing = Listing.objects.get(key="77")
    assert listing.place == Listing.objects.get(key="A1").place
    assert listing.because[0][0]
    assert verify().faults == []


def test_two_rows_of_one_edition_never_become_one_place(world: World) -> None:
    taken(world, table(orlo()))  # type: ignore[arg-type]
    twice = table(orlo("77"), orlo("78"), register="ministry")  # type: ignore[arg-type]
    foreseen = foresee(twice)
    assert sum(one.to is not None for one in foreseen.rows) <= 1
    assert "new" not in {str(one.how) for one in foreseen.rows}
    taken(world, twice, foreseen=foreseen)
    assert len(set(Listing.objects.filter(source__register="ministry").values_list("place", flat=True))) == 2


def test_what_is_unsure_becomes_a_place_of_its_own_and_waits_for_a_person(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken(world, table(orlo()))  # type: ignore[arg-type]
    _let_match_be(monkeypatch, Verdict.OFFERED)
    other = table(orlo("77"), register="ministry")  # type: ignore[arg-type]
    assert hows(other) == ["unsure"]
    taken(world, other)
    twin = Twin.objects.get()
    assert {twin.first_id, twin.second_id} == {Listing.objects.get(key=key).place_id for key in ("A1", "77")}
    assert twin.likeness == 80
    assert twin.reasons[0][0] == "A reason."


def test_a_place_that_the_register_lists_under_another_key_is_not_taken_for_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken(world, table(orlo("A1")))  # type: ignore[arg-type]
    _let_match_be(monkeypatch, Verdict.JOINED)
    assert hows(table(orlo("A9"), as_of=DECEMBER)) == ["unsure"]  # type: ignore[arg-type]
    assert hows(table(orlo("A9"), register="ministry")) == ["matched"]  # type: ignore[arg-type]


def _let_match_be(monkeypatch: pytest.MonkeyPatch, verdict: Verdict) -> None:
    """Let matching find every pair, and say this of it."""
    from unannounced.crafts import matching
    from unannounced.crafts.matching.values import Pair, Reason

    def pairs(matcher: matching.Matcher, many: list[matching.Described], **_more: int) -> list[Pair]:
        known = [one for one in matcher._described if one.names[0].startswith("Vallmora")]
        return [Pair(one.id, other.id, verdict, 80, (Reason("A reason."),)) for one in many for other in known]

    monkeypatch.setattr(matching.Matcher, "find_all", pairs)


def test_a_register_without_keys_finds_its_places_by_name_and_town(world: World) -> None:
    first = [row("", "Orlo Prison", town="Orlo"), row("", "Prison", town="Corvo"), row("", "Prison", town="Meriva")]
    taken(world, table(*first))
    again = table(*[row("", one.name.upper(), town=one.told[0].value) for one in first], as_of=DECEMBER)
    assert hows(again) == ["matched"] * 3
    taken(world, again)
    assert Place.objects.filter(listings__isnull=False).distinct().count() == 3


def test_the_same_name_twice_in_one_town_is_left_to_a_person(world: World) -> None:
    taken(world, table(row("", "Prison", town="Orlo")))
    twice = foresee(table(row("", "Prison", town="Orlo"), row("", "Prison", town="Orlo"), as_of=DECEMBER))
    assert sum(one.to is not None for one in twice.rows) <= 1


def test_a_key_in_another_register_tells_which_place_it_is(world: World) -> None:
    taken(world, table(row("X7", "Entirely elsewhere"), register="codes"))
    roster = table(row("A1", "Orlo Prison", code="codes:X7"))
    assert foresee(roster).rows[0].to == Listing.objects.get(key="X7").place_id
    taken(world, roster)
    taken(world, table(row("A2", "Corvo Prison", code="codes:X8"), as_of=DECEMBER))
    daily = foresee(table(row("X8", "CORV PRSN"), register="codes", as_of=DECEMBER))
    assert daily.rows[0].to == Listing.objects.get(key="A2").place_id
    assert str(daily.rows[0].how) == "changed"


def test_details_by_key_are_of_places_that_the_register_lists_and_of_no_others(world: World) -> None:
    taken(world, table(row("A1", "Orlo Prison")))
    details = table(row("A1", operator="Ministry"), row("A7", operator="Nobody"), updates_only=True, as_of=DECEMBER)
    foreseen = foresee(details)
    assert [one.place.key for one in foreseen.rows] == ["A1"]
    assert [(one.row, one.facts["key"]) for one in foreseen.problems if one.refused] == [(3, "A7")]
    taken(world, details, foreseen=foreseen)
    assert (now("A1").operator, now("A1").name) == ("Ministry", "Orlo Prison")


def test_details_that_come_before_the_list_of_places_are_refused_as_a_file_with_what_to_do(world: World) -> None:
    foreseen = foresee(table(row("A1", operator="Ministry"), updates_only=True, register="ew-prisons"))
    assert foreseen.refusal is not None
    assert foreseen.refusal.facts["mappings"] == "ew-prisons"
    assert foreseen.rows == []


def test_counts_of_a_whole_state_are_of_no_place(world: World) -> None:
    together = {"all prisons": {"persons": ([JUNE.toordinal(), DECEMBER.toordinal()], [900, 950])}}
    taken(world, table(about_state=together, state="XXB", rows=2))
    counts = Counts.objects.get(listing=None)
    assert (counts.state.code, counts.concerns, counts.first, counts.last) == ("XXB", "all prisons", JUNE, DECEMBER)
    assert verify().faults == []


def test_a_refused_file_leaves_nothing(world: World) -> None:
    broken = Problem(None, "name", "", "The column {column} is missing.", "Look.", {"column": "name"}, refused=True)
    read = table(row("A1", "Orlo Prison"), problems=[broken])
    lines = Line.objects.count()
    with pytest.raises(RefusedByRule, match="column name is missing"):
        taken(world, read)
    assert (Line.objects.count(), Source.objects.count()) == (lines, 0)


def test_a_table_of_which_nothing_can_be_taken_is_refused(world: World) -> None:
    foreseen = foresee(table())
    assert foreseen.refusal is not None
    with pytest.raises(RefusedByRule, match="Nothing of this table"):
        taken(world, table(), foreseen=foreseen)


def test_what_fails_half_way_leaves_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from unannounced.records.places import actions

    def breaks(_twins: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(actions, "note_twins", breaks)
    with pytest.raises(ZeroDivisionError):
        taken(world, table(row("A1", "Orlo Prison")))
    assert not Source.objects.exists()
    assert not Place.objects.filter(name="Orlo Prison").exists()


def test_a_register_that_changed_since_it_was_looked_at_is_looked_at_again(world: World) -> None:
    foreseen = foresee(table(row("A1", "Orlo Prison")))
    taken(world, table(row("A1", "Orlo Prison"), as_of=DECEMBER))
    with pytest.raises(SomebodyWasFirst):
        taken(world, table(row("A1", "Orlo Prison")), foreseen=foreseen)
    assert Place.objects.filter(name="Orlo Prison").count() == 1


def test_a_real_state_that_is_not_known_yet_is_entered_and_one_that_is_none_is_refused(world: World) -> None:
    read = table(row("A1", "Somewhere", state="ISL"), row("A2", "Nowhere", state="QQQ"))
    foreseen = foresee(read)
    assert [(one.row, one.facts["code"]) for one in foreseen.problems if one.refused] == [(3, "QQQ")]
    taken(world, read, foreseen=foreseen)
    assert State.objects.get(code="ISL").name() == "Iceland"
    assert Place.objects.filter(name="Somewhere").exists()
    assert verify().faults == []


def test_a_name_that_is_longer_than_any_is_refused_by_row(world: World) -> None:
    foreseen = foresee(table(row("A1", "x" * 201), row("k" * 121, "Orlo"), row("A3", "Corvo")))
    assert [one.place.key for one in foreseen.rows] == ["A3"]
    assert sorted(one.row or 0 for one in foreseen.problems if one.refused) == [2, 3]


def test_control_characters_of_a_table_become_blanks(world: World) -> None:
    taken(world, table(row("A1", "Orlo\x0bPrison", town="St.\x85 Orlo")))
    assert (now("A1").name, now("A1").town) == ("Orlo Prison", "St.  Orlo")


def test_only_who_may_take_registers_in_does(world: World) -> None:
    read = table(row("A1", "Orlo Prison"))
    more = {"digest": "", "mapping_text": "", "file_name": "", "at": AT}
    for somebody in (world.piet, world.rosa, world.ruth):
        with pytest.raises(RefusedByRule):
            take_in(read, foresee(read), by=somebody, **more)  # type: ignore[arg-type]


def test_a_withdrawn_edition_counts_no_more_and_its_table_finds_its_places_again(world: World) -> None:
    source = taken(world, table(row("A1", "Orlo Prison"), row("A2", "Corvo Prison")))
    place = Listing.objects.get(key="A1").place_id
    withdraw_source(source, because="wrong mapping", by=world.maud, at=AT)
    assert not PlaceNow.objects.get(pk=place).listed
    again = taken(world, table(row("A1", "Orlo Prison"), row("A2", "Quite another one")))
    assert Listing.objects.get(source=again, key="A1").place_id == place
    assert PlaceNow.objects.get(pk=place).listed
    assert Place.objects.filter(name="Corvo Prison").count() == 1
    assert Listing.objects.get(source=again, key="A2").place.name == "Quite another one"


def test_a_place_entered_by_hand_is_found_by_a_register(world: World) -> None:
    place = Place(state=world.states["XXB"], name="Vallmora Penitentiary of Orlo", kind="prison")
    enter_place(place, {"town": "Orlo"}, day=JUNE, source="letter", by=world.maud, at=AT)
    assert foresee(table(orlo())).rows[0].to == place.pk  # type: ignore[arg-type]


def test_taking_in_asks_no_more_often_for_many_places_than_for_few(world: World) -> None:
    def asked(names: list[str], register: str) -> int:
        rows = [row(f"{register}{n}", name, town=name, counts={"persons": {JUNE: n}}) for n, name in enumerate(names)]
        with CaptureQueriesContext(connection) as queries:
            taken(world, table(*rows, register=register, state=""))
        return len(queries)

    words = ["Orlo", "Corvo", "Meriva", "Tarn", "Ostrel", "Quill", "Venn", "Hask", "Ruder", "Lomme"]
    few = asked(words[:2], "few")
    many = asked([f"{one} {other}" for one in words for other in words[:3]], "many")
    assert many <= few + 5  # a database takes so many values in one statement


def test_a_name_told_with_days_is_kept_with_them(world: World) -> None:
    named = row("A1", "Orlo Prison")
    named.told = [
        Told("name", "Orlo Prison", since=date(2019, 1, 1)),
        Told("other_name", "Fort", until=date(2019, 1, 1)),
    ]
    taken(world, table(named, as_of=LATER))
    says = Listing.objects.get(key="A1").says
    assert ["other_name", "Fort", None, "2019-01-01"] in says
    assert [one for one in says if one[0] == "name"] == [["name", "Orlo Prison", "2019-01-01", None]]
    assert "fort" in now("A1").names_folded.split("\n")
