"""Whatever is wrong in a table is named by row, column and value, with what to do; the rest is read."""

from datetime import date

import pytest

from tests.crafts.registers.made import PLAIN, counts, mapping_text, place, read, said, sentences, told
from unannounced.crafts.registers.problems import MOST

JUNE = date(2026, 6, 30)
HEADER = "Code,Name,Town,Places,Held\n"


def test_a_wrong_mapping_is_refused_with_the_nearest_columns() -> None:
    found = read("code,names,Town,Capacity,Held\n7,Bresk,,40,38\n")

    assert found.places == []
    assert all(one.refused and one.row is None for one in found.problems)
    assert [said(one).split(". ")[0] for one in found.problems] == [
        "The mapping needs the column “Name”, and the table has none; near are: “names”",
        "The mapping needs the column “Places”, and the table has none; "
        "its columns are: “code”, “names”, “Town”, “Capacity”, “Held”",
    ]


def test_a_header_alone_is_refused() -> None:
    found = read(HEADER)

    assert [said(one) for one in found.problems] == [
        "The table has a header and no row. Choose the file that has the rows."
    ]
    assert found.problems[0].refused


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("-5", "A count below nought cannot be."),
        ('"12,5"', "The cell is not a number as the mapping writes numbers."),
        ("1.5", "A count is a whole number, and this one is not."),
        ("1.234", "A count is a whole number, and this one is not."),
        ("about 40", "The cell is not a number as the mapping writes numbers."),
        ("99999999999", "The number is larger than any count can be."),
    ],
)
def test_a_count_that_cannot_be_is_not_taken_and_the_row_is(cell: str, reason: str) -> None:
    found = read(f"{HEADER}7,Bresk,Varn,{cell},38\n8,Orla,,30,20\n")

    (problem,) = found.problems
    assert (problem.row, problem.column, problem.value, problem.reason) == (2, "Places", cell.strip('"'), reason)
    assert (problem.left_out, problem.refused) == (True, False)
    assert problem.way_out
    assert counts(place(found, "7")) == {"persons": [(JUNE, 38)]}
    assert len(found.places) == 2


def test_a_hundred_times_as_many_persons_as_places_are_taken_with_a_warning() -> None:
    found = read(f"{HEADER}7,Bresk,,40,4000\n8,Orla,,40,3999\n9,Varn,,0,50\n")

    assert sentences(found) == [
        "2 Held 4000: 4000 persons in 40 places cannot be: a hundred times as many and more. Compare both numbers with "
        "the publisher's; one may have digits too many, or stand in another column."
    ]
    assert counts(place(found, "7"))["persons"] == [(JUNE, 4000)]


def test_the_same_row_twice_counts_once_and_says_so() -> None:
    found = read(f"{HEADER}7,Bresk,Varn,40,38\n7,Bresk,Varn,40,38\n")

    assert len(found.places) == 1
    assert sentences(found) == ["3  : The row says the same as row 2; it counts once."]


def test_of_two_rows_for_one_place_and_day_that_contradict_the_second_is_refused_with_both_values() -> None:
    found = read(f"{HEADER}7,Bresk,Varn,40,38\n8,Orla,,1,1\n7,Bresk,Varn,40,39\n7,Bresk Hall,Varn,40,38\n")

    assert [(one.row, one.column, one.value, one.refused) for one in found.problems] == [
        (4, "Held", "39", True),
        (5, "Name", "Bresk Hall", True),
    ]
    assert said(found.problems[0]).startswith(
        "Row 2 says “38” of the same place on the same day, and this one says “39”."
    )
    assert counts(place(found, "7"))["persons"] == [(JUNE, 38)]
    assert told(place(found, "7"))["name"] == ["Bresk"]


def test_two_rows_of_one_place_that_complete_each_other_are_both_taken() -> None:
    found = read(f"{HEADER}7,Bresk,Varn,40,\n7,Bresk,,,38\n")

    assert counts(place(found, "7")) == {"official_capacity": [(JUNE, 40)], "persons": [(JUNE, 38)]}
    assert found.problems == []


def test_what_happened_in_a_refused_row_is_not_taken() -> None:
    mapping = PLAIN + "  - {from: Opened, is: opened}\n"
    found = read("Code,Name,Town,Places,Held,Opened\n7,A,,1,1,\n7,A,,1,2,2020-01-01\n", mapping)

    assert [one.refused for one in found.problems] == [True]
    assert place(found, "7").happened == []


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        ("2302-01-15", "The day is before the year 1700 or more than a year ahead."),
        ("0012-02-21", "The day is before the year 1700 or more than a year ahead."),
        ("2020-02-30", "The cell is not a day as the mapping writes days."),
        ("15/01/2020", "The cell is not a day as the mapping writes days."),
        ("soon", "The cell is not a day as the mapping writes days."),
    ],
)
def test_a_day_that_cannot_be_is_not_taken_and_the_row_is(day: str, reason: str) -> None:
    found = read(f"Name,Opened\nBresk,{day}\n", mapping_text("- {from: Name, is: name}\n- {from: Opened, is: opened}"))

    assert [(one.row, one.column, one.value, one.reason, one.left_out) for one in found.problems] == [
        (2, "Opened", day, reason, True)
    ]
    assert [one.happened for one in found.places] == [[]]


@pytest.mark.parametrize("day", ["2302-01-15", "2026-12-01", "", "monday"])
def test_a_row_of_a_series_without_a_day_that_can_be_is_refused(day: str) -> None:
    mapping = mapping_text(
        "- {from: Code, is: key}\n- {from: Day, is: day}\n- {from: Held, is: persons}", layout="long", more=""
    )
    found = read(f"Code,Day,Held\nA,2026-01-01,4\nA,{day},5\n", mapping)

    assert [(one.row, one.column, one.refused) for one in found.problems] == [(3, "Day", True)]
    assert counts(place(found, "A"))["persons"] == [(date(2026, 1, 1), 4)]


POSITIONS = mapping_text(
    "- {from: Name, is: name}\n- {from: Lat, is: latitude}\n- {from: Lon, is: longitude}", state="ITA"
)


def test_exchanged_coordinates_and_those_in_the_sea_are_doubted() -> None:
    found = read("Name,Lat,Lon\nA,45.1,9.2\nB,9.2,45.1\nC,40.0,6.0\nD,91,9\nE,,\n", POSITIONS)

    assert [(one.row, one.column, one.value, said(one).split(";")[0].split(":")[0]) for one in found.problems] == [
        (3, "Lat", "9.2,45.1", "The position is not in Italy"),
        (4, "Lat", "40,6", "The position is not in Italy"),
        (5, "Lat", "91", "There are no such degrees"),
    ]
    assert "with latitude and longitude exchanged it is" in found.problems[0].reason
    assert "it lies in the sea or in another State" in found.problems[1].reason
    assert [told(one).get("position") for one in found.places] == [["45.1,9.2"], ["9.2,45.1"], ["40,6"], None, None]


def test_a_position_keeps_six_decimals_and_a_state_that_no_map_has_is_not_doubted() -> None:
    found = read("Name,Lat,Lon\nA,45.1234567,-118.2436834\n", POSITIONS.replace("ITA", "XXA"))

    assert told(found.places[0])["position"] == ["45.123457,-118.243683"]
    assert found.problems == []


def test_a_word_the_mapping_does_not_know_is_kept_and_named() -> None:
    mapping = mapping_text("- {from: Name, is: name}\n- {from: Run, is: operator, words: {PS: Prison Service}}")
    found = read("Name,Run\nA,PS\nB,Acme\n", mapping)

    assert [told(one)["operator"] for one in found.places] == [["Prison Service"], ["Acme"]]
    assert sentences(found) == [
        "3 Run Acme: The mapping does not know the word “Acme”; it is kept as it stands. "
        "Add the word to the mapping, with what it means."
    ]


def test_a_row_that_names_no_place_is_refused() -> None:
    found = read(f"{HEADER}7,Bresk,,1,1\n,,Varn,40,38\n")

    assert [(one.row, one.refused, one.reason) for one in found.problems] == [(3, True, "The row names no place.")]


def test_marks_for_what_is_not_known_are_neither_numbers_nor_problems() -> None:
    mapping = PLAIN.replace("columns:", "missing: ['-999', NA]\ncolumns:").replace(
        "{from: Held, is: persons}", "{from: Held, is: persons, missing: [as needed]}"
    )
    found = read(f"{HEADER}7,Bresk,NA,-999,as needed\n", mapping)

    assert counts(place(found, "7")) == {}
    assert told(place(found, "7")) == {"name": ["Bresk"]}
    assert found.problems == []


def test_problems_are_bounded_and_all_are_counted() -> None:
    rows = "".join(f"{n},Place {n},,-1,1\n" for n in range(MOST + 500)) + ",,x,1,1\n"
    found = read(HEADER + rows)

    assert len(found.problems) == MOST
    assert found.how_many == {"A count below nought cannot be.": MOST + 500, "The row names no place.": 1}
    assert any(one.refused for one in found.problems), "what refuses a row is kept before warnings"


def test_a_sheet_that_is_not_there_refuses_the_file() -> None:
    from tests.crafts.registers.made import workbook

    found = read(workbook([["Code", "Name"], [1, "A"]]), PLAIN.replace("columns:", "sheet: Data\ncolumns:"))

    assert [(one.row, one.refused) for one in found.problems] == [(None, True)]
    assert "its sheets are: Sheet1" in said(found.problems[0])


def test_a_second_value_of_what_a_place_has_once_refuses_the_row_of_a_table_of_details() -> None:
    mapping = mapping_text(
        "- {from: Code, is: key}\n- {from: Run, is: operator}\n- {from: Seen, is: inspected}", layout="details"
    )
    found = read("Code,Run,Seen\nA,Acme,2026-01-01\nA,Acme,2026-02-01\nA,Other,2026-03-01\n", mapping)

    assert [(one.row, one.column, one.value, one.refused) for one in found.problems] == [(4, "Run", "Other", True)]
    assert told(place(found, "A"))["operator"] == ["Acme"]
    assert [one.day for one in place(found, "A").happened] == [date(2026, 1, 1), date(2026, 2, 1)]


def test_a_count_of_a_refused_row_is_not_taken_even_for_a_day_of_its_own() -> None:
    mapping = PLAIN + "  - {from: Last year, is: persons, on: 2025}\n"
    found = read("Code,Name,Town,Places,Held,Last year\n7,A,,1,1,\n7,A,,1,2,9\n", mapping)

    assert counts(place(found, "7"))["persons"] == [(JUNE, 1)]


def test_a_refused_row_found_after_a_thousand_warnings_is_still_named() -> None:
    rows = "".join(f"{n},Place {n},,-1,1\n" for n in range(MOST + 5))
    found = read(f"{HEADER}{rows}0,Place 0,,,2\n")

    assert [one.row for one in found.problems if one.refused] == [MOST + 7]
    assert len(found.problems) == MOST


def test_a_row_with_more_cells_than_columns_is_refused_by_its_number_and_the_others_are_taken() -> None:
    found = read("Code,Name,Town,Places,Held\n1,Bresk,Orla,40,35\n2,Varn, West,Orla,40,35\n")

    assert [one.key for one in found.places] == ["1"]
    assert [(one.row, one.refused) for one in found.problems] == [(3, True)]
    assert found.rows == 2


def test_keys_that_differ_only_by_how_they_are_written_are_named() -> None:
    found = read("Code,Name,Town,Places,Held\n007,Bresk,Orla,40,35\n7,Bresk,Orla,40,35\nA1,Varn,Orla,1,1\na1,V,O,1,1\n")

    assert [one.key for one in found.places] == ["007", "7", "A1", "a1"]
    assert [(one.row, one.value, one.facts["first_row"]) for one in found.problems] == [(3, "7", 2), (5, "a1", 4)]


def test_signs_for_screens_are_no_part_of_a_name() -> None:
    found = read("Code,Name,Town,Places,Held\n1,Br\x1besk\u202e\u200b,Orla,40,35\n")

    assert found.places[0].name == "Bresk"


def test_a_latitude_without_longitude_is_named_and_makes_no_position() -> None:
    where = mapping_text("  - {from: Name, is: name}\n  - {from: Lat, is: latitude}\n  - {from: Lon, is: longitude}\n")
    found = read("Name,Lat,Lon\nBresk,41.5,\nVarn,,0\nOrla,,\nHask,1.5,95\n", where)

    assert [(one.row, one.column, one.value) for one in found.problems] == [(2, "Lat", "41.5"), (3, "Lon", "0")]
    assert ["position" in told(one) for one in found.places] == [False, False, False, True]


@pytest.mark.parametrize(
    ("mapping", "given"),
    [
        (PLAIN.replace("2026-06-30", "2302-06-30"), None),
        (PLAIN, date(2302, 6, 30)),
        (PLAIN, date(2027, 6, 30)),
        (PLAIN, date(1026, 6, 30)),
    ],
)
def test_a_table_that_is_said_to_speak_for_an_impossible_day_is_refused_whole(mapping: str, given: date | None) -> None:
    found = read("Code,Name,Town,Places,Held\n1,Bresk,Orla,40,35\n", mapping, as_of=given)

    assert found.places == []
    assert [(one.row, one.refused) for one in found.problems] == [(None, True)]
