"""Tables come in every encoding, separator and packing, with titles above and headers over several rows."""

import gzip
import io
from datetime import date
from pathlib import Path

import pyarrow as arrow
import pytest
import xlsxwriter
from pyarrow import parquet

from tests.crafts.registers.made import parquet_file, workbook
from unannounced.crafts.registers import tables
from unannounced.crafts.registers.tables import NotATable, Table, open_table
from unannounced.crafts.registers.values import Problem

ROWS = "Code,Name,Held\n1,Bresk,40\n2,Orlá,35\n"


def cells(table: Table) -> list[tuple[str, ...]]:
    return [row for _, row in table.rows()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"])
def test_the_same_table_is_read_in_whatever_encoding_it_comes(encoding: str) -> None:
    table = open_table(ROWS.encode(encoding))

    assert table.header == ("Code", "Name", "Held")
    assert cells(table) == [("1", "Bresk", "40"), ("2", "Orlá", "35")]


def test_cyrillic_in_one_byte_is_recognised_and_said() -> None:
    rows = "Код;Название;Содержится\n" + "".join(
        f"{n};Исправительная колония номер {n} общего режима;{n * 10}\n" for n in range(1, 30)
    )
    table = open_table(rows.encode("cp1251"))

    assert table.header == ("Код", "Название", "Содержится")
    assert "read as" in table.notes[0].reason
    assert table.notes[0].facts == {"encoding": "windows-1251"}


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("cp1250", "Zakład Karny w Łodzi nr {n} – Śródmieście"),
        ("cp1254", "Işıklı Dağ Kapalı Cezaevi {n}"),
        ("cp1253", "Κατάστημα Κράτησης {n}"),
        ("koi8-r", "Исправительная колония общего режима {n}"),
        ("mac_roman", "Établissement pénitentiaire de Brésk {n}"),
        ("cp1252", "Établissement pénitentiaire d’Orsk {n}"),
    ],
)
def test_letters_of_one_byte_are_read_in_their_own_alphabet(encoding: str, name: str) -> None:
    names = [name.format(n=n) for n in range(40)]
    table = open_table(("Code;Name\n" + "".join(f"{n};{one}\n" for n, one in enumerate(names))).encode(encoding))

    assert [row[1] for row in cells(table)] == names


def test_a_row_in_another_encoding_than_the_rest_is_read_and_named() -> None:
    rows = "Code,Name\n1,Bresk\n2,Orlá\n".encode() + b"3,M\xe9nil\n" + "4,Café\n".encode()
    table = open_table(rows)

    assert cells(table)[2:] == [("3", "Ménil"), ("4", "Café")]
    assert [note.row for note in table.notes] == [4]
    assert "not in UTF-8 as the rest of the file is" in table.notes[0].reason


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_separator_and_the_line_end_are_found(separator: str, end: str) -> None:
    table = open_table(ROWS.replace(",", separator).replace("\n", end).encode())

    assert table.header == ("Code", "Name", "Held")
    assert [number for number, _ in table.rows()] == [2, 3]


def test_a_comma_for_decimals_does_not_hide_the_semicolon() -> None:
    table = open_table(b"Name;Lat;Lon\nBresk;45,5;9,25\nOrla;45,75;9,5\n")

    assert table.header == ("Name", "Lat", "Lon")


def test_quotes_hold_separators_and_line_ends_together() -> None:
    table = open_table(b"Name,Conditions\nBresk,\"Closed at night,\nopen by day\"\n'Orla',none\n")

    assert cells(table) == [("Bresk", "Closed at night,\nopen by day"), ("'Orla'", "none")]
    assert [number for number, _ in table.rows()] == [2, 3]


def test_the_separator_that_a_spreadsheet_names_in_the_first_line_is_believed() -> None:
    table = open_table(b"sep=;\nName;Held\nBresk;40\n")

    assert (table.header, table.header_row) == (("Name", "Held"), 2)
    assert table.first_rows(1) == [(3, ("Bresk", "40"))]


def test_a_compressed_table_is_unpacked_on_the_way_whatever_it_is_called() -> None:
    assert len(cells(open_table(gzip.compress(ROWS.encode()), "table.csv"))) == 2


def test_a_file_that_unpacks_to_more_than_any_table_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_BYTES", 100_000)

    with pytest.raises(NotATable, match="no table of places is so large"):
        open_table(gzip.compress(b"a,b\n" + b"1,2\n" * 100_000))


def test_a_damaged_compressed_file_is_refused() -> None:
    with pytest.raises(NotATable, match="ends too early or is damaged"):
        open_table(gzip.compress(ROWS.encode() * 5000)[:-60])


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b"\n\n  \n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n", "PNG"),
        (b"<!DOCTYPE html><table>", "HTML"),
        (b'[{"name": "Bresk"}]', "JSON"),
        (bytes(range(1, 32)) * 50, "no text"),
        (b"PK\x03\x04 broken", "cannot be read"),
        (b"PAR1 broken", "damaged"),
    ],
)
def test_what_is_no_table_is_refused_with_what_it_is(content: bytes, word: str) -> None:
    with pytest.raises(NotATable, match=word):
        open_table(content)


def test_a_header_below_a_title_is_found() -> None:
    table = open_table(b"Prisons of Aldovia,,\nas of June,,\n,,\nCode,Name,Held\n1,Bresk,40\n")

    assert (table.header, table.header_row) == (("Code", "Name", "Held"), 4)
    assert table.first_rows(5) == [(5, ("1", "Bresk", "40"))]


def test_a_header_over_two_rows_is_joined() -> None:
    table = open_table(b"Name,Capacity,,Held,\n,Men,Women,Men,Women\nBresk,40,5,38,4\nOrla,30,0,29,0\n")

    assert table.header == ("Name", "Capacity | Men", "Capacity | Women", "Held | Men", "Held | Women")
    assert table.header_row == 2


def test_a_table_of_words_alone_keeps_its_first_row() -> None:
    table = open_table(b"Name,Town,Note\nBresk,Varn,\nOrla,,old\n")

    assert table.header == ("Name", "Town", "Note")
    assert len(cells(table)) == 2


def test_two_columns_of_one_name_are_told_apart() -> None:
    table = open_table(b"Name,Total,Total\nBresk,40,38\n")

    assert table.header == ("Name", "Total", "Total (2)")
    assert "Two columns are called" in table.notes[0].reason


def test_a_short_row_is_filled_and_one_with_more_cells_than_columns_is_named_and_left_out() -> None:
    table = open_table(b"Code,Name,Held\n1,Bresk\n2,Orla,35,,,x\n\n3,Varn,7,,\n")
    left_out: list[Problem] = []

    assert list(table.rows(left_out.append)) == [(2, ("1", "Bresk", "")), (5, ("3", "Varn", "7"))]
    assert [(one.row, one.reason) for one in left_out] == [(3, "The row has more cells than the table has columns.")]


def test_a_cell_under_a_head_without_name_is_no_cell_too_many() -> None:
    table = open_table(b"Code,Name,\n1,Bresk,remark\n")

    assert list(table.rows()) == [(2, ("1", "Bresk"))]


def test_a_quotation_mark_that_is_never_closed_is_named_and_swallows_no_row() -> None:
    rows = "".join(f"{n},Bresk {n},Orla,35\n" for n in range(2, 100))

    with pytest.raises(NotATable, match="opens in or after line 100 is never closed"):
        list(open_table(f'Code,Name,Town,Held\n{rows}100,"Varn,Orla,7\n101,Hask,Orla,7\n'.encode()).rows())


def test_a_row_that_another_one_was_swallowed_by_is_named() -> None:
    table = open_table(b'Code,Name,Town,Held\n1,"Bresk,Orla,35\n2,Varn",Orla,7\n3,"Hask, at the\nriver",Orla,7\n')
    left_out: list[Problem] = []

    assert [number for number, _ in table.rows(left_out.append)] == [3]
    assert [(one.row, one.column) for one in left_out] == [(2, "Name")]


def test_a_file_of_one_endless_line_or_of_a_million_columns_is_no_table() -> None:
    with pytest.raises(NotATable, match="Line 2 is longer"):
        open_table(gzip.compress(b"Code,Name\n" + b"0" * (9 << 20)))
    with pytest.raises(NotATable, match="more than the 16384"):
        open_table(b",".join(b"c" for _ in range(20_000)) + b"\n1,2\n")


def test_a_file_that_was_compressed_twice_is_called_so() -> None:
    with pytest.raises(NotATable, match="no table but gzip"):
        open_table(gzip.compress(gzip.compress(b"Code,Name\n1,Bresk\n")))


def test_a_workbook_with_a_cell_far_away_is_refused_before_it_takes_all_memory() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Code", "Name"])
        sheet.write(400_000, 200, "x")

    with pytest.raises(NotATable, match="reaches to the cell GS400001"):
        open_table(stream.getvalue())


def test_lists_in_parquet_are_named_and_not_read_and_tiny_parts_of_seconds_do_not_matter() -> None:
    stream = io.BytesIO()
    columns = {"Name": ["Bresk"], "Held": [[1, 2]], "Day": arrow.array([1577836800000000001], arrow.timestamp("ns"))}
    parquet.write_table(arrow.table(columns), stream)
    table = open_table(stream.getvalue())

    assert list(table.rows()) == [(2, ("Bresk", "", "2020-01-01"))]
    assert [one.column for one in table.notes] == ["Held"]


def test_a_parquet_file_with_damaged_pages_is_refused() -> None:
    stream = io.BytesIO()
    parquet.write_table(arrow.table({"Name": [f"Bresk {n}" for n in range(3000)]}), stream)
    content = bytearray(stream.getvalue())
    content[60:2000] = b"\xab" * 1940

    with pytest.raises(NotATable, match="damaged"):
        list(open_table(bytes(content)).rows())


def test_a_workbook_with_merged_header_cells_is_read() -> None:
    rows: list[list[object]] = [
        ["Prisons of Aldovia"],
        ["", "", "", "", "", "Opened"],
        ["", "", "Men", "Women", "Total", ""],
        [1, "Bresk", 40, 5, 45, date(1987, 11, 26)],
        [2, "Orla", 30, 0, 30, date(2001, 2, 3)],
    ]
    merged: list[tuple[str, object]] = [
        ("A2:A3", "Code"),
        ("B2:B3", "Name"),
        ("C2:E2", "Capacity"),
        ("F2:F3", "Opened"),
    ]
    table = open_table(workbook(rows, merged), "places.csv")

    assert table.form == "XLSX"
    assert table.header == ("Code", "Name", "Capacity | Men", "Capacity | Women", "Capacity | Total", "Opened")
    assert table.first_rows(1) == [(4, ("1", "Bresk", "40", "5", "45", "1987-11-26"))]


def test_a_merged_header_cell_names_its_own_columns_and_no_other() -> None:
    rows: list[list[object]] = [
        ["", "", "Held", "", ""],
        ["Code", "Name", "Men", "Women", "Note"],
        [1, "Bresk", 40, 5, 7],
    ]
    table = open_table(workbook(rows, [("C1:D1", "Held")]))

    assert table.header == ("Code", "Name", "Held | Men", "Held | Women", "Note")


def test_the_fullest_sheet_is_read_unless_another_is_named() -> None:
    import xlsxwriter

    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed, {"in_memory": True})
    book.add_worksheet("Notes").write(0, 0, "made in June")
    data = book.add_worksheet("Data")
    for number, row in enumerate([["Name", "Held"], ["Bresk", 40], ["Orla", 35]]):
        data.write_row(number, 0, row)
    book.close()
    table = open_table(packed.getvalue())

    assert (table.sheets, table.sheet) == (("Notes", "Data"), "Data")
    assert table.on("Notes").header == ("made in June",)
    with pytest.raises(NotATable, match="its sheets are: Notes, Data"):
        table.on("Datei")


def test_a_table_that_does_not_begin_in_the_first_column_is_read() -> None:
    rows: list[list[object]] = [[], ["", "", "Name", "Held"], ["", "", "Bresk", 40], [], ["", "", "Orla", 35]]
    table = open_table(workbook(rows))

    assert table.header == ("Name", "Held")
    assert list(table.rows()) == [(3, ("Bresk", "40")), (5, ("Orla", "35"))]


def test_parquet_is_read_with_its_days_and_numbers() -> None:
    table = open_table(
        parquet_file({"code": ["A", "B"], "day": [date(2026, 1, 1), None], "held": [40, None], "open": [True, False]})
    )

    assert table.form == "Parquet"
    assert list(table.rows()) == [(2, ("A", "2026-01-01", "40", "true")), (3, ("B", "", "", "false"))]


def test_a_stream_and_a_path_are_read_as_often_as_needed(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_text(ROWS)

    for table in (open_table(path), open_table(io.BytesIO(ROWS.encode()), "places.csv")):
        assert table.file_name == "places.csv"
        assert cells(table) == cells(table) != []


def test_an_open_quotation_mark_is_named_and_not_swallowed(monkeypatch: pytest.MonkeyPatch) -> None:
    from unannounced.crafts.registers import csv_tables

    monkeypatch.setattr(csv_tables, "LONGEST_CELL", 2000)
    table = b'Name,Held\n"Bresk,40\n' + b"Orla,35\n" * 1000

    with pytest.raises(NotATable, match="a quotation mark is open"):
        cells(open_table(table))


def test_a_bomb_in_a_workbook_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    rows: list[list[object]] = [["Bresk" * 20] for _ in range(500)]
    content = workbook(rows)
    monkeypatch.setattr("unannounced.crafts.registers.xlsx_tables.MOST_BYTES", 1000)

    with pytest.raises(NotATable, match="no table of places is so large"):
        open_table(content)
