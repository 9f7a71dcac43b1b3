"""Tables on their way out: CSV, XLSX, JSON and JSON lines, from one pass over the rows.

Whatever the format, no cell becomes a formula, a link or a number it was not.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from io import BytesIO, StringIO
from itertools import islice
from typing import Any, overload

import xlsxwriter

Cell = str | int | date | bool | None
Row = Sequence[Cell]

CHUNK = 500  # rows that leave together
MOST_ROWS = 1_048_575  # of a sheet, below its header
LONGEST_TEXT = 32_767  # UTF-16 units of a cell of a sheet
LARGEST_NUMBER = 10**15  # what a sheet holds to the last digit
FIRST_DAY = date(1900, 3, 1)  # before it spreadsheets disagree about days
NARROWEST, WIDEST = 8, 60  # characters of a column
BOOK = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "default_format_properties": {"valign": "top", "text_wrap": True},  # a format for each cell takes a sixth longer
}
MEASURED = 1_000  # rows that say how wide a column is

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


class TooManyRows(Exception):
    """A sheet holds no more than ``MOST_ROWS`` rows: narrow the table down, or take CSV."""


@overload
def harmless(cell: str) -> str: ...
@overload
def harmless(cell: Cell) -> Cell: ...
def harmless(cell: Cell) -> Cell:
    """A text that a spreadsheet would take for a formula, behind an apostrophe; anything else as it is.

    >>> harmless("=HYPERLINK(1)"), harmless("Ensure eight hours of rest."), harmless(-1)
    ("'=HYPERLINK(1)", 'Ensure eight hours of rest.', -1)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def as_csv(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """The table as CSV by RFC 4180 in UTF-8, in chunks; days are ISO dates, yes and no are true and false.

    There is no byte order mark, which programs would read as part of the first column's name; who wants a
    spreadsheet takes ``as_xlsx``.

    >>> b"".join(as_csv(("item", "due"), [("Rest, and exercise", date(2026, 5, 4))]))
    b'item,due\\r\\n"Rest, and exercise",2026-05-04\\r\\n'
    """
    remaining = iter(_checked(columns, rows))
    chunk: list[Row] = [columns]
    while chunk:
        written = StringIO()
        csv.writer(written).writerows([_in_csv(cell) for cell in row] for row in chunk)
        yield written.getvalue().encode(errors="replace")
        chunk = list(islice(remaining, CHUNK))


def as_json(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """The table as one JSON array with an object for each row, in chunks; days are ISO dates.

    >>> b"".join(as_json(("item", "due"), [("Rest", date(2026, 5, 4)), ("Air", None)]))
    b'[\\n{"item": "Rest", "due": "2026-05-04"},\\n{"item": "Air", "due": null}\\n]\\n'
    """
    objects = _objects(columns, rows)
    yield b"[\n"
    comma = ""
    while chunk := list(islice(objects, CHUNK)):
        yield (comma + ",\n".join(chunk)).encode(errors="replace")
        comma = ",\n"
    yield b"\n]\n" if comma else b"]\n"


def as_json_lines(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """The table as a JSON object on a line for each row, in chunks; days are ISO dates."""
    objects = _objects(columns, rows)
    while chunk := list(islice(objects, CHUNK)):
        yield "".join(f"{one}\n" for one in chunk).encode(errors="replace")


def as_xlsx(sheet_name: str, columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    """The table as a workbook of one sheet, whose header stays in sight and filters.

    Texts stay texts, whatever they begin with, and days are days, but for days before March 1900 and numbers of
    more than 15 digits, which a sheet cannot hold and which are texts. A text of more than 32,767 characters is cut
    and ends with "…"; characters that XML cannot hold are left out. ``TooManyRows`` beyond ``MOST_ROWS``.
    Rows pass through a temporary file, which is readable to its owner alone and removed at the end.
    """
    written = BytesIO()
    with xlsxwriter.Workbook(written, BOOK) as book:
        _fill(book, book.add_worksheet(_sheet_name(sheet_name)), columns, _checked(columns, rows))
    return written.getvalue()


def _fill(book: Any, sheet: Any, columns: Sequence[str], rows: Iterable[Row]) -> None:
    head = book.add_format({"bold": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    widths = [_width(column) for column in columns]
    for place, column in enumerate(columns):
        sheet.write_string(0, place, _in_sheet(column), head)
    count = 0
    for count, row in enumerate(rows, start=1):
        if count > MOST_ROWS:
            raise TooManyRows(f"A sheet holds {MOST_ROWS:,} rows and the table has more. Narrow it down or take CSV.")
        for place, cell in enumerate(row):
            _write(sheet, count, place, cell, day)
        if count <= MEASURED:
            widths = [max(width, _width(cell)) for width, cell in zip(widths, row, strict=True)]
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    sheet.freeze_panes(1, 0)
    if columns:
        sheet.autofilter(0, 0, count, len(columns) - 1)


def _write(sheet: Any, line: int, place: int, cell: Cell, day: Any) -> None:
    match cell:
        case None | "":
            pass
        case str():
            sheet.write_string(line, place, _in_sheet(cell))
        case bool():
            sheet.write_boolean(line, place, cell)
        case int() if abs(cell) < LARGEST_NUMBER:
            sheet.write_number(line, place, cell)
        case date() if not isinstance(cell, datetime) and cell >= FIRST_DAY:
            sheet.write_datetime(line, place, cell, day)
        case _:
            sheet.write_string(line, place, _in_sheet(str(cell)))


def _in_sheet(text: str) -> str:
    if text.startswith("<r>"):
        text = f"\u200b{text}"  # the library would write it as it is, for text with markup of its own
    if not text.isprintable():
        text = _NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) * 2 <= LONGEST_TEXT or len(units := text.encode("utf-16-le")) <= 2 * LONGEST_TEXT:
        return text
    return units[: 2 * (LONGEST_TEXT - 1)].decode("utf-16-le", errors="ignore") + "…"


def _in_csv(cell: Cell) -> Cell:
    match cell:
        case bool():
            return "true" if cell else "false"
        case date():
            return cell.isoformat()
        case _:
            return harmless(cell)


def _width(cell: Cell) -> int:
    """Characters of a column that shows the longest line of ``cell``, and a little air."""
    lines = "" if cell is None else str(cell)[:10_000]
    return min(WIDEST, max(NARROWEST, 2 + max(map(len, lines.split("\n")))))


def _sheet_name(name: str) -> str:
    """The name as spreadsheets allow it: 31 characters, no brackets, colons or slashes, no apostrophe outside."""
    allowed = _NOT_IN_XML.sub("", _NOT_IN_NAMES.sub(" ", name))[:31].strip(" '")
    return allowed if allowed and allowed.lower() != "history" else "Table"


def _objects(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    encoder = json.JSONEncoder(ensure_ascii=False, default=date.isoformat)
    return (encoder.encode(dict(zip(columns, row, strict=True))) for row in rows)


def _checked(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[Row]:
    """The rows, each as long as the header; ``ValueError`` at one that is not, because its cells would shift."""
    for row in rows:
        if len(row) != len(columns):
            raise ValueError(f"A row has {len(row)} cells under {len(columns)} columns.")
        yield row
