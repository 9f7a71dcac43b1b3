"""A row may be a place, a place on a day, all places of a State on a day, or something about a place by its key."""

from datetime import date

from tests.crafts.registers.made import PLAIN, counts, mapping_text, parquet_file, place, read, said, told, workbook
from unannounced.crafts.registers.mapping import read_mapping
from unannounced.crafts.registers.reading import read_register
from unannounced.crafts.registers.tables import open_table
from unannounced.crafts.registers.values import Happened, Told

JUNE = date(2026, 6, 30)
LONG = mapping_text(
    """
  - {from: Code, is: key}
  - {from: Name, is: name}
  - {from: Day, is: day}
  - {from: Held, is: persons}
  - {from: Women, is: women, optional: true}
""",
    layout="long",
    more="",
)


def test_a_row_for_each_place_says_who_it_is_and_what_is_counted_on_the_day_of_the_edition() -> None:
    found = read("Code,Name,Town,Places,Held\n7,Bresk,Varn,40,38\n8,Orla,,30,\n")

    assert (found.register, found.title, found.as_of, found.rows) == ("xa-prisons", "Prisons of Aldovia", JUNE, 2)
    assert [one.name for one in found.places] == ["Bresk", "Orla"]
    assert told(place(found, "7")) == {"name": ["Bresk"], "town": ["Varn"]}
    assert counts(place(found, "7")) == {"official_capacity": [(JUNE, 40)], "persons": [(JUNE, 38)]}
    assert counts(place(found, "8")) == {"official_capacity": [(JUNE, 30)]}, "an empty cell is not nought"
    assert found.problems == []


def test_the_day_of_the_edition_is_said_by_whoever_takes_it_in_or_by_the_mapping() -> None:
    table = "Name,Held,Per\nBresk,4,2025-12\n"
    columns = "- {from: Name, is: name}\n- {from: Held, is: persons}"

    def day(more: str, **said: object) -> date:
        return read(table, mapping_text(columns, more=more), **said).as_of  # type: ignore[arg-type]

    assert day("as_of: 2026-06-30") == JUNE
    assert day("as_of: {column: Per}") == date(2025, 12, 31)
    assert day("as_of: {file_name: '_(\\d{4})'}", file_name="prisons_2024.csv") == date(2024, 12, 31)
    assert day("as_of: [{column: Missing}, {file_name: '_(\\d{8})'}, 2020]") == date(2020, 12, 31)
    assert day("as_of: 2026-06-30", as_of=date(2026, 1, 1)) == date(2026, 1, 1)


def test_a_table_of_which_no_day_is_known_is_refused() -> None:
    found = read("Name\nBresk\n", mapping_text("- {from: Name, is: name}", more=""))

    assert found.places == []
    assert [said(one) for one in found.problems if one.refused] == [
        "It is not known for which day the table speaks. "
        "Give the day when you take the table in, or write as_of in the mapping."
    ]


def test_columns_are_added_joined_and_found_by_a_star() -> None:
    mapping = mapping_text(
        """
  - {from: Name, is: name}
  - {from: [Line 1, Line 2], is: address}
  - {from: "Capacity * men", is: capacity_men}
  - {from: [Held men, Held women], is: persons}
"""
    )
    found = read(
        "Name,Line 1,Line 2,Capacity old men,Capacity young men,Held men,Held women\n"
        "Bresk,1 Mill Road,Lower End,30,10,20,3\nOrla,,Quay,,5,,\n",
        mapping,
    )

    assert told(found.places[0])["address"] == ["1 Mill Road, Lower End"]
    assert counts(found.places[0]) == {"capacity_men": [(JUNE, 40)], "persons": [(JUNE, 23)]}
    assert counts(found.places[1]) == {"capacity_men": [(JUNE, 5)]}, "nothing known is not nought"


def test_coded_words_become_kinds_and_a_star_stands_for_anything() -> None:
    mapping = mapping_text(
        """
  - {from: Name, is: name}
  - {from: Type, is: kind, words: {JAIL: prison, "*hospital": psychiatric_hospital}, otherwise: ""}
  - {from: Sex, is: sex, words: {M: men, F: women, X: men and women}}
""",
        more="as_of: 2026-06-30\nkind: remand_prison",
    )
    found = read("Name,Type,Sex\nA,jail,M\nB,State Hospital,F\nC,what,X\nD,,m\n", mapping)

    assert [told(one)["kind"] for one in found.places] == [
        ["prison"],
        ["psychiatric_hospital"],
        ["remand_prison"],
        ["remand_prison"],
    ]
    assert [told(one)["sex"] for one in found.places] == [["men"], ["women"], ["men and women"], ["men"]]


def test_many_rows_of_one_place_become_one_series_with_days_rising() -> None:
    found = read(
        "Code,Name,Day,Held\nB,Orla,2026-01-02,5\nA,Bresk,2026-01-03,9\nA,Bresk,2026-01-01,7\nA,Bresk,2026-01-02,\n",
        LONG,
    )

    assert [one.key for one in found.places] == ["B", "A"], "in the order in which the table names them"
    assert counts(place(found, "A"))["persons"] == [(date(2026, 1, 1), 7), (date(2026, 1, 3), 9)]
    assert found.as_of == date(2026, 1, 3), "a series speaks for its last day"
    assert place(found, "A").row == 3


def test_a_name_that_changes_over_the_years_is_told_with_its_days() -> None:
    rows = "".join(
        f"A,{name},{year}-12-31,1\n" for year, name in [(2019, "Bresk"), (2020, "Bresk"), (2021, "Bresk II")]
    )
    found = read("Code,Name,Day,Held\n" + rows, LONG)

    assert found.places[0].name == "Bresk II"
    assert found.places[0].told == [
        Told("name", "Bresk", None, date(2020, 12, 31), 2),
        Told("name", "Bresk II", date(2021, 12, 31), None, 4),
    ]


def test_fiscal_years_end_when_the_mapping_says() -> None:
    mapping = LONG.replace("columns:", "fiscal_year_ends: 09-30\ncolumns:")
    found = read("Code,Name,Day,Held\nA,Bresk,FY15,4\nA,Bresk,FY16,5\n", mapping)

    assert counts(found.places[0])["persons"] == [(date(2015, 9, 30), 4), (date(2016, 9, 30), 5)]


def test_a_fiscal_year_that_is_not_over_speaks_for_today_and_one_to_come_is_refused() -> None:
    found = read("Code,Name,Day,Held\nA,Bresk,2026,4\nA,Bresk,2028,5\n", LONG)

    assert counts(found.places[0])["persons"] == [(date(2026, 11, 26), 4)]
    assert [(one.row, one.refused) for one in found.problems] == [(3, True)]


def test_many_weeks_of_places_in_one_table_become_series() -> None:
    mapping = PLAIN.replace("as_of: 2026-06-30", "as_of: {column: Week}")
    found = read("Code,Name,Town,Places,Held,Week\n7,A,,40,38,2026-06-01\n7,A,,40,39,2026-06-08\n", mapping)

    assert counts(place(found, "7"))["persons"] == [(date(2026, 6, 1), 38), (date(2026, 6, 8), 39)]
    assert (found.as_of, found.problems) == (date(2026, 6, 8), [])


def test_counts_of_several_years_may_stand_side_by_side_in_a_row() -> None:
    mapping = mapping_text(
        """
  - {from: Name, is: name}
  - {from: Y24, is: persons_average, on: 2024, rounded: true}
  - {from: Y25, is: persons_average, on: 2025, rounded: true}
  - {from: Places, is: official_capacity, on: {column: Counted}}
"""
    )
    found = read("Name,Y24,Y25,Places,Counted\nBresk,38.5,40.49,45,2025-03-01\nOrla,,7,9,\n", mapping)

    assert counts(found.places[0]) == {
        "persons_average": [(date(2024, 12, 31), 39), (date(2025, 12, 31), 40)],
        "official_capacity": [(date(2025, 3, 1), 45)],
    }
    assert counts(found.places[1])["official_capacity"] == [(JUNE, 9)], "without a day of its own: the edition's"


def test_a_table_may_say_in_one_column_what_is_counted_and_in_another_how_many() -> None:
    mapping = mapping_text(
        """
  - {from: Code, is: key}
  - {from: Day, is: day}
  - {from: What, is: measure, words: {held: persons, of whom women: women, note: ""}}
  - {from: Number, is: number}
""",
        layout="long",
        more="",
    )
    found = read(
        "Code,Day,What,Number\nA,2026-01-01,held,40\nA,2026-01-01,of whom women,4\nA,2026-01-02,held,41\nA,2026-01-02,x,1\n",
        mapping,
    )

    assert counts(place(found, "A")) == {
        "persons": [(date(2026, 1, 1), 40), (date(2026, 1, 2), 41)],
        "women": [(date(2026, 1, 1), 4)],
    }
    assert [(one.row, one.refused) for one in found.problems] == [(5, True)]


def test_counts_of_all_places_of_a_state_are_of_the_state() -> None:
    mapping = mapping_text(
        "- {from: Week, is: day}\n- {from: Held, is: persons}", layout="state", more="concerns: prisons of Aldovia"
    )
    found = read("Week,Held\n2026-01-02,4000\n2026-01-09,\n2026-01-16,4010\n", mapping)

    days, numbers = found.about_state["prisons of Aldovia"]["persons"]
    assert [date.fromordinal(day) for day in days] == [date(2026, 1, 2), date(2026, 1, 16)]
    assert (numbers, found.places, found.state) == ([4000, 4010], [], "XXA")


def test_details_are_about_places_that_the_register_knows_by_key() -> None:
    mapping = mapping_text(
        """
  - {from: Code, is: key}
  - {from: Type, is: security, several: true}
  - {from: Visited, is: inspected, other: Board of Visitors, note_from: [Result]}
""",
        layout="details",
    )
    found = read(
        "Code,Type,Visited,Result\nA,B,2026-01-01,good\nA,C,2026-01-01,good\nA,B,2026-02-01,\nB,C,,\n", mapping
    )

    assert found.updates_only
    assert [one.name for one in found.places] == ["", ""]
    assert told(place(found, "A"))["security"] == ["B", "C"]
    assert place(found, "A").happened == [
        Happened("inspected", date(2026, 1, 1), "Board of Visitors", "good", 2),
        Happened("inspected", date(2026, 2, 1), "Board of Visitors", "", 4),
    ]


def test_names_given_one_after_the_other_are_renames_and_the_last_one_holds() -> None:
    mapping = mapping_text("- {from: Code, is: key}\n- {from: New, is: new_name}", layout="details")
    found = read("Code,New\nA,Bresk\nB,Orla\nA,Bresk Hall\n", mapping)

    assert place(found, "A").happened == [
        Happened("renamed", None, "", "Bresk", 2),
        Happened("renamed", None, "Bresk", "Bresk Hall", 4),
    ]
    assert told(place(found, "A")) == {"other_name": ["Bresk"], "name": ["Bresk Hall"]}


def test_a_former_name_with_its_day_is_a_rename() -> None:
    mapping = mapping_text("- {from: Name, is: name}\n- {from: Was, is: former_name, until: Since}")
    found = read("Name,Was,Since\nBresk Hall,Bresk,2020-05-01\nOrla,,\n", mapping)

    assert found.places[0].happened == [Happened("renamed", date(2020, 5, 1), "Bresk", "", 2)]
    assert Told("other_name", "Bresk", None, date(2020, 5, 1), 2) in found.places[0].told


def test_what_happened_has_a_day_or_only_a_year_or_only_a_word() -> None:
    mapping = mapping_text(
        """
  - {from: Name, is: name}
  - {from: Opened, is: opened}
  - {from: Judge, is: inspected, when: ["yes"], other: a judge, note_from: [Half]}
"""
    )
    found = read("Name,Opened,Judge,Half\nA,1987-11-26,yes,2025-H2\nB,1987,no,2025-H2\n", mapping)

    assert found.places[0].happened == [
        Happened("opened", date(1987, 11, 26), "", "", 2),
        Happened("inspected", None, "a judge", "2025-H2", 2),
    ]
    assert found.places[1].happened == [Happened("opened", None, "", "1987", 3)], "a year is no day"


def test_places_without_a_key_are_told_apart_by_name_and_town() -> None:
    mapping = PLAIN.replace("  - {from: Code, is: key}\n", "")
    found = read("Code,Name,Town,Places,Held\n,Bresk,Varn,40,38\n,Bresk,Orla,30,20\n", mapping)

    assert [(one.key, one.name) for one in found.places] == [("", "Bresk"), ("", "Bresk")]
    assert found.problems == []


def test_a_table_may_name_the_state_of_each_place() -> None:
    mapping = mapping_text("- {from: Name, is: name}\n- {from: Land, is: state, words: {Aldovia: XXA}}", state="")
    found = read("Name,Land\nA,Aldovia\nB,XXB\nC,Italy\nD,it\nE,Atlantis\n", mapping)

    assert [one.state for one in found.places] == ["XXA", "XXB", "ITA", "ITA"]
    assert [(one.row, one.value, one.refused) for one in found.problems] == [(6, "Atlantis", True)]


def test_the_key_of_another_register_is_kept_with_its_register() -> None:
    mapping = mapping_text("- {from: Name, is: name}\n- {from: Other, is: code, register: xa-jails}")

    assert told(read("Name,Other\nBresk,J7\n", mapping).places[0])["code"] == ["xa-jails:J7"]


def test_numbers_and_units_are_read_as_the_mapping_says() -> None:
    mapping = mapping_text(
        "- {from: Name, is: name}\n- {from: Held, is: persons}\n- {from: Staff, is: staff, unit: hundreds}",
        more="as_of: 2026-06-30\nnumbers: {decimal: ',', thousands: '.'}",
    )
    found = read("Name;Held;Staff\nA;1.234;1,5\nB;1234;2\nC;12,0;\n", mapping)

    assert [counts(one) for one in found.places] == [
        {"persons": [(JUNE, 1234)], "staff": [(JUNE, 150)]},
        {"persons": [(JUNE, 1234)], "staff": [(JUNE, 200)]},
        {"persons": [(JUNE, 12)]},
    ]


def test_numbers_of_a_workbook_are_numbers_whatever_the_mapping_says_of_signs() -> None:
    mapping = PLAIN.replace("columns:", "numbers: {decimal: ',', thousands: '.'}\ncolumns:")
    rows: list[list[object]] = [["Code", "Name", "Town", "Places", "Held"], [7, "Bresk", "", 1234, "1.200"]]

    found = read(workbook(rows), mapping)
    assert counts(place(found, "7")) == {"official_capacity": [(JUNE, 1234)], "persons": [(JUNE, 1200)]}


def test_a_series_is_the_same_from_csv_and_from_parquet() -> None:
    days = [date(2026, 1, 1 + n) for n in range(20)]
    held = [None if n == 3 else n for n in range(20)]
    rows = "".join(f"A,Bresk,{day},{'' if n is None else n}\n" for day, n in zip(days, held, strict=True))
    packed = parquet_file({"Code": ["A"] * 20, "Name": ["Bresk"] * 20, "Day": list(days), "Held": list(held)})

    first, second = read("Code,Name,Day,Held\n" + rows, LONG), read(packed, LONG)
    assert first.places == second.places
    assert len(first.places[0].counts["persons"][0]) == 19


def test_in_a_header_over_two_rows_the_lower_name_is_enough_if_it_stands_once() -> None:
    mapping = mapping_text("- {from: Name, is: name}\n- {from: Men, is: men}\n- {from: Held | Total, is: persons}")
    found = read("Place,Held,,Beds,\nName,Men,Total,Total,Kind\nBresk,4,5,6,x\n", mapping)

    assert counts(found.places[0]) == {"men": [(JUNE, 4)], "persons": [(JUNE, 5)]}


def test_rows_that_the_mapping_leaves_out_are_named_with_the_reason() -> None:
    mapping = PLAIN + "leave_out:\n  - {column: Town, values: [Closed], because: the place is closed}\n"
    found = read("Code,Name,Town,Places,Held\n7,Bresk,Closed,40,38\n8,Orla,Varn,30,1\n", mapping)

    assert [one.name for one in found.places] == ["Orla"]
    assert [(one.row, one.left_out, said(one)) for one in found.problems] == [
        (2, True, "The mapping leaves this row out: the place is closed")
    ]


def test_totals_and_notes_below_a_table_are_no_places() -> None:
    found = read(
        "Code,Name,Town,Places,Held\n7,Bresk,,40,38\n,Total,,40,38\n,Source: the ministry,,,\n8,Totaltown,,1,1\n"
    )

    assert [one.name for one in found.places] == ["Bresk", "Totaltown"]
    assert [(one.row, one.left_out) for one in found.problems] == [(3, True), (4, True)]


def test_a_mapping_that_names_what_it_ignores_says_which_columns_are_new() -> None:
    found = read("Code,Name,Town,Places,Held,Note,Cells\n7,Bresk,,40,38,x,9\n", PLAIN + "ignore: [Note]\n")

    assert [said(one) for one in found.problems] == [
        "The mapping does not know the column “Cells”; nothing of it is read. "
        "Name it in the mapping, with what it means or under ignore."
    ]


def test_a_long_table_is_the_same_however_many_rows_are_handed_on_at_once() -> None:
    rows = "".join(
        f"{place},P{place},{date(2024, 1, 1).replace(month=m)},{m * place}\n"
        for place in range(1, 2000)
        for m in (1, 2, 3)
    )
    opened = open_table(("Code,Name,Day,Held\n" + rows).encode())
    found = read_register(opened, read_mapping(LONG, where="x"), today=date(2026, 11, 26))

    assert (found.rows, len(found.places)) == (5997, 1999)
    assert all(one.counts["persons"][1] == [int(one.key) * m for m in (1, 2, 3)] for one in found.places)
