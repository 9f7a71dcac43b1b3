"""Tables on their way out: what goes in comes back, and no cell does anything by itself."""

import csv
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unannounced.crafts import tabling
from unannounced.crafts.tabling import Cell, Row, TooManyRows, as_csv, as_json, as_json_lines, as_xlsx, harmless

COLUMNS = ("item", "text", "due", "count", "open")
ROWS: list[Row] = [
    ("XXB-1", "Assurer huit heures de repos, «par nuit»", date(2026, 5, 4), 7, True),
    ("XXB-2", 'Ensure "rest"\nand exercise', None, -7, False),
]
DANGEROUS = ("=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1")


def read_csv(columns: Sequence[str], rows: Iterable[Row]) -> list[list[str]]:
    return list(csv.reader(StringIO(b"".join(as_csv(columns, rows)).decode(), newline=""), strict=True))


def sheet(columns: Sequence[str], rows: Iterable[Row], name: str = "Items") -> Any:
    return openpyxl.load_workbook(BytesIO(as_xlsx(name, columns, rows))).active


def values(columns: Sequence[str], rows: Iterable[Row]) -> list[tuple[object, ...]]:
    return list(sheet(columns, rows).iter_rows(values_only=True))


# CSV and JSON ----------------------------------------------------------------------------------------------------


def test_a_table_comes_back_from_csv_as_it_was() -> None:
    assert read_csv(COLUMNS, ROWS) == [
        list(COLUMNS),
        ["XXB-1", "Assurer huit heures de repos, «par nuit»", "2026-05-04", "7", "true"],
        ["XXB-2", 'Ensure "rest"\nand exercise', "", "-7", "false"],
    ]


def test_csv_has_no_mark_before_its_first_column_and_lines_end_as_the_standard_says() -> None:
    written = b"".join(as_csv(COLUMNS, ROWS[:1]))
    assert written.startswith(b"item,text")
    assert written.count(b"\r\n") == written.count(b"\n") == 2


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_of_a_csv_is_a_formula(text: str) -> None:
    assert read_csv([text], [[text]]) == [[f"'{text}"], [f"'{text}"]]


def test_a_number_below_zero_is_no_formula() -> None:
    assert harmless(-3) == -3
    assert harmless("3 - 1") == "3 - 1"


@given(
    rows=st.lists(
        st.tuples(st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0")), st.integers() | st.none())
    )
)
def test_whatever_stands_in_a_table_its_csv_has_as_many_rows_and_cells(rows: list[tuple[str, int | None]]) -> None:
    back = read_csv(("a", "b"), rows)[1:]
    assert back == [[harmless(text), "" if number is None else str(number)] for text, number in rows]


def test_json_keeps_days_numbers_and_what_is_not_known_apart() -> None:
    objects = json.loads(b"".join(as_json(COLUMNS, ROWS)))
    assert objects == [json.loads(line) for line in b"".join(as_json_lines(COLUMNS, ROWS)).splitlines()]
    assert objects[0]["due"] == "2026-05-04"
    assert objects[1] == {
        "item": "XXB-2",
        "text": 'Ensure "rest"\nand exercise',
        "due": None,
        "count": -7,
        "open": False,
    }


@pytest.mark.parametrize("count", [0, 1, 499, 500, 501, 1000, 1001])
def test_a_table_of_any_length_is_whole(count: int) -> None:
    rows = [(number,) for number in range(count)]
    assert json.loads(b"".join(as_json(("n",), rows))) == [{"n": number} for number in range(count)]
    assert len(b"".join(as_json_lines(("n",), rows)).splitlines()) == count
    assert read_csv(("n",), rows) == [["n"], *([str(number)] for number in range(count))]
    assert values(("n",), rows) == [("n",), *rows]


@pytest.mark.parametrize("form", [as_csv, as_json, as_json_lines])
def test_a_table_leaves_before_its_last_row_is_read(form: Callable[..., Iterator[bytes]]) -> None:
    read = []

    def rows() -> Iterator[tuple[int]]:
        for number in range(10_000):
            read.append(number)
            yield (number,)

    chunks = form(("n",), rows())
    next(chunks), next(chunks)
    assert len(read) <= 2 * tabling.CHUNK


@pytest.mark.parametrize("form", [as_csv, as_json, as_json_lines, lambda *table: [as_xlsx("Items", *table)]])
def test_a_row_with_a_cell_too_few_is_refused_not_shifted(form: Callable[..., Iterable[bytes]]) -> None:
    with pytest.raises(ValueError, match=r"cells under|zip"):
        list(form(("a", "b"), [(1,)]))


def test_half_a_character_does_not_stop_an_export() -> None:
    for form in (as_csv, as_json, as_json_lines):
        assert "a?b" in b"".join(form(("n",), [("a\ud800b",)])).decode()
    assert values(("n",), [("a\ud800b",)])[1] == ("ab",)


# XLSX ------------------------------------------------------------------------------------------------------------


def test_a_table_comes_back_from_a_workbook_with_days_as_days() -> None:
    read = sheet(COLUMNS, ROWS)
    assert read.title == "Items"
    assert [cell.value for cell in read[1]] == list(COLUMNS)
    assert [cell.value for cell in read[2]] == [*ROWS[0][:2], datetime(2026, 5, 4), 7, True]  # noqa: DTZ001
    assert [cell.value for cell in read[3]] == list(ROWS[1])
    assert read["C2"].is_date
    assert read["C2"].number_format == "yyyy-mm-dd"


def test_the_header_of_a_workbook_stays_in_sight_and_filters() -> None:
    read = sheet(COLUMNS, ROWS)
    assert (read.freeze_panes, read.auto_filter.ref) == ("A2", "A1:E3")
    assert read["A1"].font.bold
    assert read.column_dimensions["B"].width > 40 > read.column_dimensions["A"].width


@pytest.mark.parametrize("text", [*DANGEROUS[:5], "https://example.org/", "{=1}", "12", "TRUE", " rest "])
def test_a_text_of_a_workbook_is_a_text_whatever_it_looks_like(text: str) -> None:
    written = as_xlsx("Items", [text], [[text]])
    read = openpyxl.load_workbook(BytesIO(written)).active
    assert read is not None
    assert (read["A1"].value, read["A2"].value) == (text, text)
    assert (read["A2"].data_type, read["A2"].hyperlink) == ("s", None)
    parts = ZipFile(BytesIO(written))
    assert not any(b"<f>" in parts.read(name) or b"hyperlink" in parts.read(name) for name in parts.namelist())


def test_markup_in_a_text_is_a_text_too() -> None:
    markup = "<r><t>approved</t></r></is></c><c><f>1</f>"
    for text in (markup, "<r><t>approved</t></r>", "<r></is></c></r>"):
        assert values(("n",), [(text,)])[1][0] in (text, f"\u200b{text}")


def test_what_a_workbook_cannot_hold_is_left_out_and_what_is_cut_says_so() -> None:
    rows = [("re\x00s\x0bt\ufffe",), ("x" * 32_767,), ("x" * 32_768,), ("\U0001f54a" * 20_000,), ("a\r\nb\rc",)]
    read = [row[0] for row in values(("n",), rows)[1:]]
    assert read[0] == "rest"
    assert read[1] == "x" * 32_767
    assert read[2] == "x" * 32_766 + "…"
    assert read[3] == "\U0001f54a" * 16_383 + "…"
    assert read[4] == "a\nb\nc"


def test_days_and_numbers_that_sheets_get_wrong_are_texts() -> None:
    rows: list[tuple[Cell]] = [
        (date(1899, 7, 29),),
        (10**15,),
        (10**15 - 1,),
        (-(10**15),),
        (datetime(2026, 5, 4, 9, 30),),  # noqa: DTZ001
    ]
    read = [row[0] for row in values(("n",), rows)[1:]]
    assert read == ["1899-07-29", "1000000000000000", 999_999_999_999_999, "-1000000000000000", "2026-05-04 09:30:00"]


@pytest.mark.parametrize(
    ("name", "title"),
    [("Items: [open]", "Items   open"), ("x" * 40, "x" * 31), ("''", "Table"), ("", "Table"), ("History", "Table")],
)
def test_a_sheet_has_a_name_that_spreadsheets_open(name: str, title: str) -> None:
    assert sheet(("n",), [], name).title == title


@pytest.mark.filterwarnings("error")
@given(
    rows=st.lists(st.tuples(st.text(max_size=20) | st.integers() | st.dates() | st.booleans() | st.none()), max_size=5)
)
@settings(max_examples=40, deadline=None)
def test_whatever_stands_in_a_table_its_workbook_opens(rows: list[tuple[Cell]]) -> None:
    assert sheet(("n",), rows)["A1"].value == "n"


def test_a_table_too_long_for_a_sheet_is_refused_and_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tabling, "MOST_ROWS", 10)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    as_xlsx("Items", ("n",), [(number,) for number in range(10)])
    with pytest.raises(TooManyRows):
        as_xlsx("Items", ("n",), [(number,) for number in range(11)])
    assert os.listdir(tmp_path) == []


def test_the_same_table_makes_the_same_workbook_whenever_it_is_made() -> None:
    assert as_xlsx("Items", COLUMNS, ROWS) == as_xlsx("Items", COLUMNS, ROWS)
    assert "2000-01-01" in ZipFile(BytesIO(as_xlsx("Items", COLUMNS, ROWS))).read("docProps/core.xml").decode()


def test_words_that_look_like_markup_or_an_escape_stay_words() -> None:
    said = " see & <b>, \n then > "
    assert values(("n",), [(said,)]) == [("n",), (said,)]
    book = ZipFile(BytesIO(as_xlsx("Items", ("n",), [("see _x0041_",)])))
    assert "<t>see _x005F_x0041_</t>" in book.read("xl/worksheets/sheet1.xml").decode()
