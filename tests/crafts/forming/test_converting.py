"""A workbook becomes a form, or everything that is wrong with it is named by sheet, row and column."""

import io
import time
import zipfile
from typing import Any

import pytest

from tests.forms_made import CELLS, CHOICES, Rows, long_form, version, workbook
from unannounced.crafts.forming.converting import Formed, form_of
from unannounced.crafts.forming.workbook import LARGEST_WORKBOOK

HEAD = ["type", "name", "label", "relevant", "calculation", "constraint"]


def said(formed: Formed) -> list[tuple[str, int | None, str, str]]:
    return [(one.sheet, one.row, one.column, str(one.sentence)) for one in formed.errors]


def survey(*rows: list[Any]) -> Rows:
    return [HEAD, *rows]


def test_a_check_list_becomes_a_form_with_its_languages_and_questions() -> None:
    formed = form_of(workbook(), "cells.xlsx")
    assert said(formed) == []
    assert formed.form is not None
    assert (formed.form.form_id, formed.form.version, formed.form.title) == ("cells", "3", "Cells")
    assert list(formed.form.languages) == ["English (en)", "Français (fr)"]
    window = formed.form.question("/data/cell/window")
    assert window is not None
    assert window.label("fr") == "La fenêtre s'ouvre-t-elle ?"
    assert window.choices["no"] == {"English (en)": "No", "Français (fr)": "Non"}
    persons = formed.form.question("/data/cell/persons")
    assert persons is not None
    assert persons.label() == "Persons in {name}"
    assert formed.form.repeats == {"/data/cell"}


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([["text", "a", "A"], ["text", "A", "B"]], ("survey", 3, "name (B)", "The name “A” stands in row 2 already.")),
        ([["txet", "a", "A"]], ("survey", 2, "type (A)", "“txet” is no type of question.")),
        ([["text", "", "A"]], ("survey", 2, "name (B)", "The question has no name.")),
        ([["text", "two words", "A"]], ("survey", 2, "name (B)", "“two words” cannot be a name.")),
        ([["", "a", "A"], ["text", "b", "B"]], ("survey", 2, "type (A)", "The row has no type.")),
        (
            [["text", "a", "A"], ["text", "b", "B", "${a} >"]],
            ("survey", 3, "relevant (D)", "The expression cannot be read: ${a} >"),
        ),
        (
            [["integer", "a", "A", "", "", "(. > 3"]],
            ("survey", 2, "constraint (F)", "The expression cannot be read: (. > 3"),
        ),
        (
            [["text", "a", "A", "${b} = 'x'"]],
            ("survey", 2, "relevant (D)", "“b” is asked for here, and no question has that name."),
        ),
        (
            [["text", "a", "A"], ["calculate", "b", "", "", "summe(${a})"]],
            ("survey", 3, "calculation (E)", "There is no function “summe”."),
        ),
        (
            [["calculate", "a", "", "", "${b} + 1"], ["calculate", "b", "", "", "${a} + 1"]],
            ("survey", 2, "calculation (E)", "These wait for each other without end: a → b → a."),
        ),
        (
            [["begin_group", "g", "G", "${a} = 'x'"], ["text", "a", "A"], ["end_group"]],
            ("survey", 2, "relevant (D)", "These wait for each other without end: g → a → g."),
        ),
        (
            [["begin_group", "g", "G"], ["text", "a", "A"]],
            ("survey", 2, "type (A)", "What begins here does not end: “g”."),
        ),
        (
            [["text", "a", "A"], ["end_repeat"]],
            ("survey", 3, "type (A)", "“end_repeat” ends nothing that is open here."),
        ),
        ([["select_one", "a", "A"]], ("survey", 2, "type (A)", "The question says no list of choices.")),
        ([["select_one kinds", "a", "A"]], ("survey", 2, "type (A)", "The sheet “choices” has no list “kinds”.")),
        (
            [["select_one_from_file x.csv", "a", "A"]],
            ("survey", 2, "type (A)", "Choices of a file of their own are not carried to devices."),
        ),
        ([["begin_group", "g", "G"], ["end_group"]], ("survey", None, "", "The form asks nothing.")),
        ([], ("survey", None, "", "The form asks nothing.")),
    ],
)
def test_what_is_wrong_is_named_by_sheet_row_and_column(rows: list[list[Any]], found: tuple[Any, ...]) -> None:
    formed = form_of(workbook(survey(*rows)))
    assert found in said(formed)
    assert formed.xform == ""
    assert all(str(one.what_to_do) for one in formed.errors)


def test_everything_that_is_wrong_is_named_at_once() -> None:
    rows = survey(["txet", "a", "A"], ["text", "b b", "B"], ["text", "c", "C", "${nobody} >"])
    assert len(form_of(workbook(rows)).errors) >= 3


@pytest.mark.parametrize(
    ("choices", "found"),
    [
        (
            [["yes_no", "yes", "Yes"], ["yes_no", "yes", "Ja"]],
            (3, "name (B)", "The choice “yes” stands in row 2 already."),
        ),
        ([["", "yes", "Yes"]], (2, "list_name (A)", "The choice is of no list.")),
        ([["yes_no", "", "Yes"]], (2, "name (B)", "The choice has no name.")),
        (
            [["lack", "no light", "No light"]],
            (2, "name (B)", "“no light” has a blank, and several choices are kept with blanks between them."),
        ),
    ],
)
def test_a_bad_list_of_choices_is_named(choices: list[list[Any]], found: tuple[Any, ...]) -> None:
    rows = survey(["select_one yes_no", "a", "A"], ["select_multiple lack", "b", "B"])
    every = [["list_name", "name", "label"], *choices, ["yes_no", "no", "No"], ["lack", "x", "X"]]
    assert ("choices", *found) in said(form_of(workbook(rows, every)))


def test_a_workbook_without_the_sheet_of_questions_is_no_form() -> None:
    formed = form_of(workbook(None, Survey1=CELLS))  # type: ignore[arg-type]
    assert said(formed)[0][3].startswith("The workbook has no sheet “survey”")
    assert said(form_of(workbook([["kind", "label"], ["text", "A"]])))[0][:2] == ("survey", 1)


@pytest.mark.parametrize("content", [b"", b"no workbook at all", b"PK\x03\x04 cut off", workbook()[:2000]])
def test_what_is_no_workbook_is_refused_in_a_sentence(content: bytes) -> None:
    [problem] = form_of(content).errors
    assert str(problem.sentence).startswith("The file is")
    assert str(problem.what_to_do)


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize("begins", [OLD, b"\x09\x08\x10\x00", b"\x09\x04\x06\x00"])
def test_a_workbook_of_the_old_format_is_refused_by_its_name_and_told_what_to_become(begins: bytes) -> None:
    [problem] = form_of(begins + bytes(4096), "cells.xls").errors
    assert "old format (.xls)" in str(problem.sentence)
    assert "(.xlsx)" in str(problem.what_to_do)


def test_fifty_megabytes_are_no_check_list() -> None:
    large = b"PK" + bytes(50 * 1024 * 1024)
    start = time.process_time()  # of this process, whatever else the machine does
    [problem] = form_of(large).errors
    took = time.process_time() - start
    assert "51 MB" in str(problem.sentence) or "50 MB" in str(problem.sentence)
    assert LARGEST_WORKBOOK == 5 * 1024 * 1024
    assert took < 0.2


def test_where_a_form_would_bring_its_answers_is_not_taken_from_the_workbook() -> None:
    settings = [
        ["form_title", "form_id", "version", "submission_url", "public_key"],
        ["Cells", "cells", "3", "https://elsewhere.example/x", "MIIBIjANBg"],
    ]
    formed = form_of(workbook(settings=settings))
    assert "elsewhere" not in formed.xform
    assert "MIIBIjANBg" not in formed.xform
    assert {one.column for one in formed.warnings} >= {"submission_url (D)", "public_key (E)"}


def test_what_the_app_does_not_do_is_said_when_the_workbook_comes_in() -> None:
    rows = survey(
        ["video", "v", "V"],
        ["geopoint", "g", "G"],
        ["background-audio", "b", "B"],
        ["barcode", "c", "C"],
        ["calculate", "d", "", "", "pulldata('x', 'a', 'b', 'c')"],
    )
    told = {(one.row, one.column) for one in form_of(workbook(rows)).warnings}
    assert {(2, "type (A)"), (3, "type (A)"), (4, "type (A)"), (5, "type (A)"), (6, "calculation (E)")} <= told


def test_a_form_without_a_version_gets_one_that_changes_with_its_words() -> None:
    settings = [["form_title"], ["Cells"]]
    one = form_of(workbook(settings=settings), "Cells of 2026.xlsx").form
    other = form_of(workbook(settings=[["form_title"], ["Cells, all"]]), "Cells of 2026.xlsx").form
    assert one is not None
    assert other is not None
    assert one.form_id == "Cells_of_2026"
    assert one.version != other.version


def test_labels_that_are_not_translated_are_counted() -> None:
    rows = [list(row) for row in CELLS]
    rows[4][3] = ""
    told = [str(one.sentence) for one in form_of(workbook(rows, CHOICES, version("4"))).warnings]
    assert any("In “Français (fr)” 1 of" in one for one in told)


def test_three_hundred_questions_are_converted_in_a_fifth_of_a_second() -> None:
    content = long_form(300)
    form_of(content)
    times = []
    for _turn in range(3):
        start = time.perf_counter()
        formed = form_of(content)
        times.append(time.perf_counter() - start)
    assert formed.form is not None
    assert len(formed.form.asked) == 300
    assert min(times) < 0.2


@pytest.mark.parametrize("cell", [b'<c r="XFD1048576"><v>2</v></c>', b"<c r = 'xfd01048576'><v>2</v></c>"])
def test_two_cells_far_apart_are_refused_before_room_is_made_for_all_between_them(cell: bytes) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as held, zipfile.ZipFile(packed, "w") as far:
        for name in held.namelist():
            content = held.read(name)
            if name.startswith("xl/worksheets/"):
                content = content.replace(b"</sheetData>", b'<row r="1048576">' + cell + b"</row></sheetData>")
            far.writestr(name, content)
    formed = form_of(packed.getvalue(), "cells.xlsx")
    assert said(formed) == [("", None, "", "The file is no workbook that can be read.")]


def test_a_packed_workbook_of_another_format_is_refused() -> None:
    packed = io.BytesIO(workbook())
    with zipfile.ZipFile(packed, "a") as other:
        other.writestr("content.xml", "<office/>")
    assert form_of(packed.getvalue(), "cells.ods").form is None
