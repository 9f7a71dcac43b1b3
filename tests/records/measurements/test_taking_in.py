"""A table of measurements: all of it or nothing, each problem named by row and column, and nothing doubled."""

from datetime import timedelta

import pytest

from tests.world import TODAY, World, moment, plan
from unannounced.crafts.measurements import Measurements, read_table
from unannounced.crafts.registers.tables import open_table
from unannounced.crafts.standards import shipped_rules
from unannounced.records.measurements.actions import Found, correct_measurement, note_measurements
from unannounced.records.measurements.models import Measured
from unannounced.records.measurements.queries import measured_seen_by
from unannounced.records.measurements.taking_in import Foresight, Given, Standing, foresee
from unannounced.records.places.models import Place
from unannounced.records.visits.models import Visit

pytestmark = pytest.mark.django_db
DAY = TODAY - timedelta(days=30)
CELLS = "room,room_area,annexe_area,persons\nCell 1,12,1.5,3\nCell 2,8.9,0,2\n"


def _read(text: str) -> Measurements:
    return read_table(open_table(text.encode(), "cells.csv"), shipped_rules())


def _foresee(world: World, text: str, *, visit: Visit | None = None, correct: bool = False) -> Foresight:
    day = visit.begins if visit else DAY
    given = Given(Place.objects.all(), TODAY, visit, world.places["XXB"], day, correct)
    return foresee(_read(text), given)


def _take_in(world: World, found: Foresight, visit: Visit | None = None) -> int:
    assert not found.problems
    many = [Found.of(one.row, one.replaces) for one in found.to_note if one.row is not None]
    return len(note_measurements(many, during=visit, by=world.ana, at=moment(TODAY)))


def _told(found: Foresight) -> list[tuple[int | None, str, str]]:
    return [(one.row, one.column, one.reason.format(**one.facts)) for one in found.problems]


def test_a_table_of_cells_is_taken_in_and_the_same_table_again_changes_nothing(world: World) -> None:
    assert _take_in(world, _foresee(world, CELLS)) == 2
    again = _foresee(world, CELLS)
    assert [one.standing for one in again.rows] == [Standing.KNOWN, Standing.KNOWN]
    assert _take_in(world, again) == 0
    assert Measured.objects.count() == 2


def test_a_table_with_a_row_for_each_value_says_the_same(world: World) -> None:
    _take_in(world, _foresee(world, CELLS))
    long = "room;measure;value\nCell 1;room_area;12,0\nCell 1;annexe_area;1,5\nCell 1;persons;3\n"
    assert [one.standing for one in _foresee(world, long).rows] == [Standing.KNOWN]


def test_a_decimal_comma_is_read_where_the_table_agrees_on_it(world: World) -> None:
    found = _foresee(world, "room;room_area;persons\nCell 1;12,5;3\nCell 2;8,75;2\n")
    assert not found.problems
    assert [one.row.values["room_area"] for one in found.rows if one.row] == ["12.5", "8.75"]


def test_every_problem_is_named_by_row_and_column_and_nothing_would_be_taken_in(world: World) -> None:
    text = "room,room_area,persons,groups\nCell 1,twelve,3,\n,10,2,\nCell 3,10,2.5,angels\nCell 4,10,2,\n"
    found = _foresee(world, text)
    told = _told(found)
    assert (2, "room_area", "“twelve” is no number.") in told
    assert any(row == 3 and "does not say what" in reason for row, _column, reason in told)
    assert any(row == 4 and column == "persons" for row, column, _reason in told)
    assert any(row == 4 and column == "groups" and "angels" in reason for row, column, reason in told)
    assert all(one.way_out for one in found.problems)
    assert [one.standing for one in found.rows if one.read.row in (2, 4)] == [Standing.REFUSED, Standing.REFUSED]


def test_an_unknown_column_refuses_the_table_and_names_the_nearest_measures(world: World) -> None:
    found = _foresee(world, "room,room_aera,persons\nCell 1,12,3\n")
    ((row, column, reason),) = _told(found)
    assert (row, column) == (None, "room_aera")
    assert "room_area" in found.problems[0].way_out.format(**found.problems[0].facts)
    assert reason
    assert not found.rows


def test_two_rows_of_one_room_on_one_day_are_named(world: World) -> None:
    found = _foresee(world, "room,persons\nCell 1,3\nCell 1,4\n")
    ((row, _column, reason),) = _told(found)
    assert row == 3
    assert "row 2" in reason


def test_what_the_office_has_otherwise_is_refused_unless_the_table_corrects_it(world: World) -> None:
    _take_in(world, _foresee(world, CELLS))
    changed = CELLS.replace("1.5,3", "1.5,4")
    refused = _foresee(world, changed)
    ((row, column, reason),) = _told(refused)
    assert (row, column) == (2, "persons")
    assert "“3”" in reason
    assert "“4”" in reason
    corrected = _foresee(world, changed, correct=True)
    assert [one.standing for one in corrected.rows] == [Standing.CORRECTS, Standing.KNOWN]
    assert _take_in(world, corrected) == 1
    assert measured_seen_by(world.ana).get(subject="Cell 1").values["persons"] == "4"
    assert not _foresee(world, changed, correct=True).to_note


def test_the_first_table_again_does_not_undo_a_correction_made_since(world: World) -> None:
    _take_in(world, _foresee(world, CELLS))
    row = Measured.objects.get(subject="Cell 1")
    found = Found(row.place, row.subject, row.day, {**row.values, "persons": "4"})
    correct_measurement(row, found, by=world.maud, at=moment(TODAY))
    again = _foresee(world, CELLS)
    assert not again.problems
    assert not again.to_note


def test_a_table_adds_measures_to_a_room_that_is_noted_already(world: World) -> None:
    _take_in(world, _foresee(world, CELLS))
    more = _foresee(world, "room,ceiling_height\nCell 1,2.4\n")
    assert [one.standing for one in more.rows] == [Standing.NEW]


def test_what_is_noted_on_a_hidden_visit_is_nothing_that_a_table_could_contradict(world: World) -> None:
    secret = plan(world, days_ago=30)
    _take_in(world, _foresee(world, CELLS, visit=secret), secret)
    other = _foresee(world, CELLS.replace("1.5,3", "1.5,4"))
    assert [one.standing for one in other.rows] == [Standing.NEW, Standing.NEW]
    assert [one.standing for one in _foresee(world, CELLS).rows] == [Standing.NEW, Standing.NEW]


def test_rows_outside_the_days_of_the_visit_or_without_a_day_are_named(world: World) -> None:
    visit = plan(world)
    text = f"room,day,persons\nCell 1,{visit.begins},3\nCell 2,{visit.ends + timedelta(days=2)},3\nCell 3,soon,2\n"
    told = _told(_foresee(world, text, visit=visit))
    assert {row for row, _column, _reason in told} == {3, 4}
    nowhere = foresee(_read("room,persons\nCell 1,3\n"), Given(Place.objects.all(), TODAY, place=world.places["XXB"]))
    assert "no day" in _told(nowhere)[0][2]


def test_a_place_is_found_by_its_name_however_written_and_one_that_is_not_there_is_named(world: World) -> None:
    text = "place,room,persons\nBRESK prison,Cell 1,3\nNowhere,Cell 1,2\n"
    found = foresee(_read(text), Given(Place.objects.all(), TODAY, day=DAY))
    assert [one.row.place.name for one in found.rows if one.row] == ["Bresk Prison"]
    assert _told(found) == [(3, "place", "No one place has the name “Nowhere”.")]
