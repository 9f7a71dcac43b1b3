"""``unannounced standards``: what it prints, what it names, and that it asks no installation."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Home, Said

CELLS = """\
place,place_kind,room,room_kind,groups,day,room_area,annexe_area,persons,remarks
Northgate,prison,1,ordinary,,2026-05-04,12.0,1.5,3,damp
Northgate,prison,2,ordinary,,2026-05-04,16,,4,
Northgate,prison,3,ordinary,,2026-05-04,wide,1.5,3,
Northgate,prison,4,waiting_room,,2026-05-04,4,,3,
"""


@pytest.fixture
def cells(tmp_path: Path) -> Path:
    """A table with one cell of which the area cannot be read."""
    path = tmp_path / "cells.csv"
    path.write_text(CELLS, encoding="utf-8")
    return path


def lines(said: Said, kind: str) -> list[dict[str, Any]]:
    """The objects of one kind."""
    return [one for one in map(json.loads, said.out.splitlines()) if one["kind"] == kind]


def test_a_table_is_evaluated_by_every_standard_without_an_installation(bare: Home, cells: Path) -> None:
    said = bare.run("standards", "evaluate", str(cells))
    assert said.code == 2  # one area cannot be read
    assert "Northgate, 1  (prison, ordinary, 2026-05-04)" in said.out
    assert "not met         CPT-SPACE-02  Space for each person in a shared cell" in said.out
    assert "3.5 m² a person; at least 4 is asked for." in said.out
    assert "= 12 m² less 1.5 m² of sanitary annexe: 10.5 m²" in said.out
    assert (
        "severity high; minimum of a monitoring body; CPT/Inf (2015) 44; verified in a text that was read" in said.out
    )
    assert "needs review    ECHR-SPACE-01  Personal space before the Court → weighty factor" in said.out
    assert "off: not signed off: CPT-SOL-07" in said.out
    assert "“wide” is no number." in said.err
    assert "row 4, room_area:" in said.err
    assert "Columns that are no measures, left out: remarks" in said.err
    assert not bare.path.exists()


def test_programs_get_a_verdict_a_line_with_all_it_rests_on(bare: Home, cells: Path) -> None:
    said = bare.run("standards", "evaluate", str(cells), "--json")
    found = {(one["room"], one["rule"]): one for one in lines(said, "verdict")}
    space = found["1", "CPT-SPACE-02"]
    assert space["outcome"] == "not_met"
    assert (space["value"], space["exact"], space["threshold"], space["op"]) == (3.5, "7/2", 4, "ge")
    assert (space["source"], space["confidence"], space["level"]) == ("CPT/Inf (2015) 44", "verified", "minimum")
    assert len(space["steps"]) == 2
    assert found["2", "CPT-SPACE-02"]["value"] == {"low": 3.5, "high": 3.75}
    assert found["3", "CPT-SPACE-02"]["outcome"] == "not_measured"
    assert found["4", "CPT-SPACE-02"]["outcome"] == "not_applicable"
    assert found["4", "ECHR-SPACE-01"]["outcome"] == "presumption"
    assert [one["row"] for one in lines(said, "refused")] == [4]
    assert "TRN-01" in [one["rule"] for one in lines(said, "off")]
    (sums,) = lines(said, "summary")
    assert sums["subjects"] == 4
    assert sum(sums["outcomes"].values()) == len(found)


def test_a_rule_that_is_off_is_asked_once_it_is_signed_off(bare: Home, tmp_path: Path) -> None:
    van = tmp_path / "van.csv"
    van.write_text("place_kind,cubicle_area\ntransport_vehicle,0.5\n", encoding="utf-8")
    assert lines(bare.run("standards", "evaluate", str(van), "--json", "--only", "TRN-01"), "verdict") == []
    said = bare.run("standards", "evaluate", str(van), "--json", "--only", "TRN-01", "--signed-off", "trn-01")
    (found,) = lines(said, "verdict")
    assert (said.code, found["outcome"], found["confidence"]) == (0, "not_met", "memory_medium")
    assert lines(said, "off") == []


def test_only_what_somebody_must_look_at_is_printed_if_asked(bare: Home, cells: Path) -> None:
    said = bare.run("standards", "evaluate", str(cells), "--fails", "--json")
    assert {one["outcome"] for one in lines(said, "verdict")} == {"not_met", "presumption", "needs_review"}


def test_what_a_mechanism_sets_counts(bare: Home, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text(
        "place_kind,persons,solitary_periods\nprison,15,2026-01-01..2026-01-07; 2026-01-09..2026-01-22\n",
        encoding="utf-8",
    )
    asked = ["standards", "evaluate", str(table), "--json", "--only", "CPT-SPACE-08", "--only", "CPT-SOL-02"]
    assert [one["outcome"] for one in lines(bare.run(*asked), "verdict")] == ["not_met", "met"]
    said = bare.run(*asked, "--max-persons", "20", "--gap-days", "2")
    assert [one["outcome"] for one in lines(said, "verdict")] == ["met", "not_met"]


def test_a_table_on_standard_input_is_read_and_one_kind_of_place_is_said_for_all(bare: Home) -> None:
    said = bare.run(
        "standards", "evaluate", "-", "--json", "--place-kind", "prison", given=b"net_area,persons\n5.9,1\n"
    )
    found = {one["rule"]: one["outcome"] for one in lines(said, "verdict")}
    assert (said.code, found["CPT-SPACE-01"]) == (0, "not_met")


@pytest.mark.parametrize(
    ("table", "words", "problem"),
    [
        (b"", (), "The file is empty."),
        (b"net_area,persons\n5,1\n", (), "does not say what kind of place was measured. Add a column place_kind"),
        (b"place_kind,remarks\nprison,damp\n", (), "holds no measurement."),
        (
            b"place_kind,persons\nprison,1\n",
            ("--only", "CPT-SPACE-99"),
            "No rule is called “CPT-SPACE-99”. Did you mean",
        ),
        (b"place_kind,persons\nprison,1\n", ("--signed-off", "x"), "No rule is called “x”."),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    bare: Home, table: bytes, words: tuple[str, ...], problem: str
) -> None:
    said = bare.run("standards", "evaluate", "-", *words, given=table)
    assert said.code == 1
    assert problem in said.problem


def test_a_file_that_is_not_there_is_named(bare: Home) -> None:
    said = bare.run("standards", "evaluate", "nowhere.csv")
    assert (said.code, "nowhere.csv cannot be read" in said.problem) == (1, True)


def test_the_help_names_every_column(bare: Home) -> None:
    said = bare.run("standards", "evaluate", "--help").out
    for column in ("place_kind", "net_area", "solitary_periods", "custody_register", "torture_elements"):
        assert f"  {column} " in said


def test_the_standards_are_listed_with_those_that_are_off(bare: Home) -> None:
    said = bare.run("standards", "list")
    assert "110 standards, 9 of them off until somebody signs them off." in said.out
    rows = [json.loads(line) for line in bare.run("standards", "list", "--json").out.splitlines()]
    assert (len(rows), sum(not one["on"] for one in rows)) == (110, 9)
    measures = [json.loads(line) for line in bare.run("standards", "list", "--measures", "--json").out.splitlines()]
    assert {"net_area", "solitary_days"} <= {one["measure"] for one in measures}
    assert "CPT-SPACE-01" not in bare.run("standards", "list", "--place-kind", "police_station").out
    assert "Hauteur sous plafond" in bare.run("standards", "list", "--language", "fr").out


def test_a_standard_or_a_measure_is_shown_with_all_that_is_known(bare: Home) -> None:
    court = bare.run("standards", "show", "echr-space-01").out
    assert "below 3       strong_presumption_of_violation" in court
    assert "otherwise   CPT-SPACE-02 says otherwise; all are shown" in court
    assert "state       off: not signed off" in bare.run("standards", "show", "TRN-01").out
    area = bare.run("standards", "show", "net_area").out
    assert "computed    from room_area, annexe_area, annexe_in_room, where nobody measured it" in area
    assert "CPT-SPACE-01" in area
    wrong = bare.run("standards", "show", "net_aera")
    assert (wrong.code, "Did you mean net_area" in wrong.problem) == (1, True)
