"""Tables of measurements: each cell that cannot be read is named, and the rest is read all the same."""

from datetime import date

import pytest

from unannounced.crafts.measurements import Measurements, columns, read_table
from unannounced.crafts.registers.tables import open_table
from unannounced.crafts.standards import shipped_rules
from unannounced.duties.standards import Checklist, Interval, told

BOOK = shipped_rules()


def read(text: str, **more: str) -> Measurements:
    return read_table(open_table(text.encode(), "cells.csv"), BOOK, **more)


def problems(found: Measurements) -> list[tuple[int | None, str, str]]:
    """Row, column and reason, filled in; each with something to do."""
    assert all(one.way_out for one in found.problems)
    return [(one.row, one.column, one.reason.format(**one.facts)) for one in found.problems]


def test_a_row_is_a_subject_with_where_when_and_what() -> None:
    (one,) = read(
        "place,place_kind,room,room_kind,groups,day,net_area,persons\n"
        "Northgate,prison,7,isolation,woman; pregnant,2026-05-04,8.5,1\n"
    ).measured
    assert (one.row, one.place, one.room, one.day) == (2, "Northgate", "7", date(2026, 5, 4))
    assert one.subject.id == "Northgate, 7"
    assert (one.subject.place_kind, one.subject.room_kind) == ("prison", "isolation")
    assert one.subject.groups == {"woman", "pregnant"}
    assert one.subject.values == {"net_area": Interval.of("8.5"), "persons": Interval.of(1)}


def test_an_empty_cell_is_not_measured() -> None:
    (one,) = read("place_kind,net_area,persons\nprison,,2\n").subjects
    assert "net_area" not in one.values


def test_a_cell_that_cannot_be_read_is_named_and_the_rest_is_read() -> None:
    found = read("place_kind,net_area,persons,day\nprison,wide,2,yesterday\nprison,8,2,2026-02-30\n")
    assert [told(one.values["persons"]) for one in found.subjects] == ["2", "2"]
    assert [(row, column) for row, column, _ in problems(found)] == [(2, "day"), (2, "net_area"), (3, "day")]


def test_a_day_out_of_reach_is_named() -> None:
    assert problems(read("place_kind,day,persons\nprison,2302-01-01,2\n")) == [(2, "day", "“2302-01-01” is no day.")]


def test_a_day_in_the_german_form_is_read() -> None:
    (one,) = read("place_kind;day;persons\nprison;4.5.2026;2\n").measured
    assert one.day == date(2026, 5, 4)


def test_decimal_commas_are_read_between_semicolons() -> None:
    found = read("place_kind;net_area;persons\nprison;12,5;2\nprison;1.234;2\n")
    assert found.decimal == ","
    assert told(next(found.subjects).values["net_area"]) == "12.5"
    assert problems(found) == [(3, "net_area", "“1.234” can be read in two ways, as thousands or as decimals.")]


def test_a_decimal_comma_between_commas_shifts_the_row_so_the_row_is_left_out() -> None:
    found = read("place_kind,net_area,persons\nprison,12,5,2\nprison,8,2\n")
    assert [told(one.values["net_area"]) for one in found.subjects] == ["8"]
    assert problems(found) == [(2, "", "The row has more cells than the table has columns.")]


def test_a_word_that_is_not_known_is_named_with_those_that_are() -> None:
    found = read("place_kind,groups,room_kind,persons\nprizon,elderly,attic,2\n")
    assert [(column, reason) for _, column, reason in problems(found)] == [
        ("place_kind", "“prizon” is not known."),
        ("groups", "“elderly” is not known."),
        ("room_kind", "“attic” is not known."),
    ]
    assert "prison" in str(found.problems[0].facts["known"])


def test_kinds_and_groups_are_understood_by_their_names_in_either_language() -> None:
    (one,) = read("place_kind,groups,persons\nMaison d’arrêt,mineurs; disabled,2\n").subjects
    assert (one.place_kind, one.groups) == ("remand_prison", {"juvenile", "disability"})


def test_what_the_table_does_not_say_can_be_said_for_all_rows() -> None:
    table = open_table(b"persons\n3\n", "cells.csv")
    (one,) = read_table(table, BOOK, place_kind="prison", groups=["woman"]).subjects
    assert (one.place_kind, one.groups) == ("prison", {"woman"})


def test_a_column_can_be_called_by_its_label() -> None:
    (one,) = read("place_kind,Persons in the room,hauteur du sol au plafond\nprison,3,2.5\n").subjects
    assert set(one.values) == {"persons", "ceiling_height"}


def test_columns_that_are_no_measures_are_told() -> None:
    assert read("place_kind,persons,remarks\nprison,3,damp\n").unknown == ["remarks"]


def test_a_checklist_can_have_a_column_for_each_entry() -> None:
    (one,) = read(
        "place_kind,rights_information.oral,rights_information.signed,rights_information.written\n"
        "police_station,yes,no,\n"
    ).subjects
    assert one.values == {"rights_information": Checklist(frozenset({"oral"}), frozenset({"signed"}))}


def test_a_measurement_a_row_is_gathered_by_subject() -> None:
    found = read(
        "subject,place_kind,measure,value\nA,prison,persons,2\nB,prison,persons,3\nA,,net_area,9\nA,,colour,red\n"
    )
    assert {one.id: {name: told(value) for name, value in one.values.items()} for one in found.subjects} == {
        "A": {"persons": "2", "net_area": "9"},
        "B": {"persons": "3"},
    }
    assert problems(found) == [(5, "measure", "“colour” is no measure.")]


def test_two_values_for_one_measure_are_named_and_the_first_is_taken() -> None:
    found = read("subject,place_kind,measure,value\nA,prison,persons,2\nA,prison,persons,3\n")
    assert [told(one.values["persons"]) for one in found.subjects] == ["2"]
    assert problems(found) == [(3, "persons", "persons of “A” is given here and, otherwise, in row 2.")]


def test_two_rows_for_one_room_on_one_day_are_named() -> None:
    found = read("place,place_kind,room,day,persons\nX,prison,1,2026-05-04,2\nX,prison,1,2026-05-04,3\n")
    assert problems(found) == [(3, "", "“X, 1” stands here and in row 2, for the same day.")]
    assert len(found.measured) == 2


def test_the_same_room_on_two_days_is_measured_twice() -> None:
    assert problems(read("place,place_kind,room,day,persons\nX,prison,1,2026-05-04,2\nX,prison,1,2026-06-04,3\n")) == []


def test_measurements_that_cannot_all_be_true_are_named_with_their_row() -> None:
    found = read("place_kind,room_area,annexe_area\nprison,4,5\n")
    assert problems(found) == [(2, "", "The sanitary annexe (5 m²) is not smaller than the room (4 m²).")]


def test_what_is_computed_is_never_entered() -> None:
    found = read("place_kind,persons,cumulative_deficiency\nprison,2,yes\n")
    assert problems(found) == [(2, "cumulative_deficiency", "cumulative_deficiency is computed, never entered.")]


def test_solitary_confinement_that_goes_on_lasts_until_the_day_of_the_visit() -> None:
    (one,) = read("place_kind,day,solitary_periods\nprison,2026-05-04,2026-04-21..\n").subjects
    assert told(one.values["solitary_periods"]) == "2026-04-21..2026-05-04"


def test_every_measure_that_can_be_entered_is_a_column_that_is_told() -> None:
    told_columns = columns(BOOK)
    assert {one.id for one in BOOK.measures.values() if not one.only_derived} <= set(told_columns)


@pytest.mark.parametrize("head", list(columns(BOOK)))
def test_every_column_that_is_told_is_known(head: str) -> None:
    assert read(f"{head},remarks\n,dry\n").unknown == ["remarks"]
