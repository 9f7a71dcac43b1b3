"""A mapping is read strictly, written so that it reads the same, and found for a table it fits."""

from pathlib import Path

import pytest

from tests.crafts.registers.made import PLAIN, mapping_text
from unannounced.crafts.registers.mapping import (
    MEANINGS,
    Mapping,
    MappingProblem,
    mapping_for,
    read_mapping,
    shipped_mappings,
    write_mapping,
)
from unannounced.crafts.registers.meanings import DAY_FORMS, KEYS
from unannounced.duties.registering import ATTRIBUTES, COUNTS, EVENTS


def mapping(text: str) -> Mapping:
    return read_mapping(text, where="prisons.yaml")


@pytest.mark.parametrize("name", sorted(shipped_mappings()))
def test_a_shipped_mapping_is_written_as_it_was_read(name: str) -> None:
    one = shipped_mappings()[name]

    assert mapping(write_mapping(one)) == one
    assert one.title["fr"] != one.title["en"]
    assert one.publisher
    assert one.licence


def test_signs_that_yaml_reads_in_its_own_way_are_written_so_that_they_stay() -> None:
    text = mapping_text(
        """
  - {from: "Name: the place, #1", is: name}
  - {from: "on", is: status, words: {"yes": open, "no": closed, "": "", "1": open}}
  - {from: "Held [2019] *", is: persons, missing: ["-999", "~", "null", "1e3"], "on": "2019-12"}
""",
        more='as_of: {file_name: "_(\\\\d{4}-\\\\d{2})"}\nnumbers: {decimal: ",", thousands: " "}',
    )
    one = mapping(text)

    assert mapping(write_mapping(one)) == one
    assert (one.decimal, one.thousands) == (",", " ")
    assert one.as_of[0].file_name == r"_(\d{4}-\d{2})"


@pytest.mark.parametrize(
    ("column", "line", "key", "advice"),
    [
        ("{from: Name, is: nam}", "line 13", "is", "use one of: key, state"),
        ("{from: Name, is: name, word: {}}", "line 13", "word", "known are:"),
        ("{is: name}", "line 13", "from", "name the column"),
        ("{from: Name}", "line 13", "is", "this key is missing"),
        ("{from: Type, is: kind, words: {A: prisn}}", "line 13", "words", "use one of: prison"),
        ("{from: State, is: status, words: {A: shut}}", "line 13", "words", "use one of: open, closed"),
        ("{from: Opened, is: opened, days: [day-month]}", "line 13", "days", "year-month-day"),
        ("{from: Held, is: persons, when: [yes]}", "line 13", "when", "belongs to an event"),
        ("{from: Held, is: persons, unit: acres}", "line 13", "unit", "square_feet"),
        ("{from: Held, is: persons, on: someday}", "line 13", "on", "neither a day"),
        ("{from: Held, is: persons, on: {colum: A}}", "line 13", "colum", "known are"),
    ],
)
def test_what_a_mapping_may_not_say_is_named_with_line_key_and_what_to_do(
    column: str, line: str, key: str, advice: str
) -> None:
    with pytest.raises(MappingProblem) as refused:
        mapping(mapping_text(f"\n  - {{from: Town, is: town}}\n  - {column}\n  - {{from: B, is: name}}\n"))

    assert f"prisons.yaml, {line}" in str(refused.value)
    assert key in refused.value.key
    assert advice in refused.value.reason


@pytest.mark.parametrize(
    ("layout", "columns", "more", "advice"),
    [
        ("places", "- {from: A, is: key}", "", "no column is the name"),
        ("details", "- {from: A, is: name}", "", "no column is the key"),
        ("long", "- {from: A, is: key}", "", "no column is the day"),
        ("state", "- {from: A, is: persons}", "", "no column is the day"),
        ("places", "- {from: A, is: name}\n- {from: B, is: persons}\n- {from: C, is: persons}", "", "two columns are"),
        ("places", "- {from: A, is: name}", "kind: prisn", "not a kind of place"),
        ("places", "- {from: A, is: name}", "as_of: 2026-13-01", "neither a day"),
        ("places", "- {from: A, is: name}", "as_of: {file_name: '(a)(b)'}", "one group"),
        ("places", "- {from: A, is: name}", "numbers: {decimal: '.', thousands: '.'}", "same sign"),
        ("places", "- {from: A, is: name}", "fiscal_year_ends: 31-12", "write them like 09-30"),
        ("rows", "- {from: A, is: name}", "", "use one of: places, long, state, details"),
    ],
)
def test_a_mapping_that_cannot_be_read_by_is_refused(layout: str, columns: str, more: str, advice: str) -> None:
    with pytest.raises(MappingProblem, match=advice):
        mapping(mapping_text(columns, layout=layout, more=more))


def test_a_mapping_without_a_state_is_refused_and_one_with_a_column_of_states_is_not() -> None:
    with pytest.raises(MappingProblem, match="name the State by its code"):
        mapping(mapping_text("- {from: A, is: name}", state=""))
    assert mapping(mapping_text("- {from: A, is: name}\n- {from: B, is: state}", state="")).state == ""


def test_the_mapping_of_a_table_is_found_by_columns_and_by_the_name_of_the_file() -> None:
    known = [
        mapping(PLAIN),
        mapping(PLAIN.replace("name: xa-prisons", "name: xa-jails\nfiles: ['jails_*']", 1)),
    ]
    header = ["code", "Name ", "Town", "Places", "Held", "Note"]

    found = mapping_for("/somewhere/Jails_2026.csv", header, known)
    assert found is not None
    assert found.name == "xa-jails"
    assert mapping_for("other.csv", header, known) is None, "two fit alike: somebody has to choose"
    assert mapping_for("jails_1.csv", header[:4], known) is None, "a column is missing"


def test_the_guide_explains_every_key_and_everything_a_column_may_be() -> None:
    guide = (Path(__file__).parents[3] / "docs/guide/register-mappings.md").read_text(encoding="utf-8")
    of_a_column = "from is optional several rounded words otherwise unit on until when other other_from note note_from"
    inner = ("column", "values", "because", "file_name", "decimal", "thousands")
    keys = [*Mapping.__dataclass_fields__, *of_a_column.split(), *DAY_FORMS, "numbers"]

    assert [key for key in keys if key not in inner and f"`{key}`" not in guide] == []
    assert [key for key in inner if f"{key}:" not in guide] == []
    assert [one for one in MEANINGS if f"`{one}`" not in guide] == []
    assert set(MEANINGS) == {*KEYS, *ATTRIBUTES, *COUNTS, *EVENTS}
