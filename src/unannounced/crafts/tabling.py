"""Tables on their way out: CSV, XLSX, JSON and JSON lines, from one pass over the rows.

Whatever the format, no cell becomes a formula, a link or a number it was not.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, overload
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

Cell = str | int | Decimal | date | bool | None
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
DAY_ZERO = date(1899, 12, 30)  # the days of a sheet count from it
DAY_FORMAT = 2
SHEET = "xl/worksheets/sheet1.xml"
PIECE = 1_000_000  # characters of a sheet that are compressed at once
COMPRESSION = 3  # half the time of the usual 6 for a twelfth more bytes
MEASURED = 1_000  # rows that say how wide a column is

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile("(_x[0-9a-fA-F]{4}_)")
_ONE_ROW = re.compile('(<row r="2".*?</row>)')
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
    with TemporaryFile("w+", encoding="utf-8") as held:
        count, widths = _write_rows(held, columns, _checked(columns, rows))
        held.seek(0)
        return _with_rows(_frame(_sheet_name(sheet_name), columns, widths, count), held)


def _write_rows(held: IO[str], columns: Sequence[str], rows: Iterable[Row]) -> tuple[int, list[int]]:
    """Write the rows as the sheet has them; how many there are, and how wide the columns.

    The library would take six times as long for each cell, and tens of thousands of rows are exported.
    """
    widths = [_width(column) for column in columns]
    letters = [xl_col_to_name(place) for place in range(len(columns))]
    count = 0
    for count, row in enumerate(rows, start=1):
        if count > MOST_ROWS:
            raise TooManyRows(f"A sheet holds {MOST_ROWS:,} rows and the table has more. Narrow it down or take CSV.")
        cells = [_cell(f"{letter}{count + 1}", cell) for letter, cell in zip(letters, row, strict=True)]
        held.write(f'<row r="{count + 1}">{"".join(cells)}</row>')
        if count <= MEASURED:
            widths = [max(width, _width(cell)) for width, cell in zip(widths, row, strict=True)]
    return count, widths


def _cell(place: str, cell: Cell) -> str:
    """A cell in the markup of a sheet; days have the format that ``_frame`` registers as the second."""
    match cell:
        case None | "":
            return ""
        case str():
            return _text(place, cell)
        case bool():
            return f'<c r="{place}" t="b"><v>{int(cell)}</v></c>'
        case int() if abs(cell) < LARGEST_NUMBER:
            return f'<c r="{place}"><v>{cell}</v></c>'
        case Decimal():
            return f'<c r="{place}"><v>{cell:f}</v></c>'
        case date() if not isinstance(cell, datetime) and cell >= FIRST_DAY:
            return f'<c r="{place}" s="{DAY_FORMAT}"><v>{(cell - DAY_ZERO).days}</v></c>'
        case _:
            return _text(place, str(cell))


def _text(place: str, text: str) -> str:
    text = _in_sheet(text)
    if not text.isalnum():
        text = _ESCAPED.sub(r"_x005F\1", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    space = ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() else ""
    return f'<c r="{place}" t="inlineStr"><is><t{space}>{text}</t></is></c>'


def _frame(name: str, columns: Sequence[str], widths: Sequence[int], count: int) -> BytesIO:
    """The workbook without its rows: formats, header, widths, filter. The same table makes the same bytes."""
    written = BytesIO()
    with xlsxwriter.Workbook(written, BOOK) as book:
        book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001  (a zone is not kept)
        sheet = book.add_worksheet(name)
        head, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        for place, column in enumerate(columns):
            sheet.write_string(0, place, _in_sheet(column), head)
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        sheet.freeze_panes(1, 0)
        if columns:
            sheet.autofilter(0, 0, count, len(columns) - 1)
        sheet.write_datetime(1, 0, DAY_ZERO, day)  # registers the format; the row itself is replaced
    return written


def _with_rows(frame: BytesIO, rows: IO[str]) -> bytes:
    """The workbook ``frame`` with ``rows`` in its sheet instead of the one it has."""
    written = BytesIO()
    with ZipFile(frame) as before, ZipFile(written, "w", ZIP_DEFLATED, compresslevel=COMPRESSION) as after:
        for part in before.infolist():
            with after.open(part.filename, "w") as opened:
                content = before.read(part)
                if part.filename != SHEET:
                    opened.write(content)
                    continue
                head, _row, tail = _ONE_ROW.split(content.decode())
                opened.write(head.encode())
                while chunk := rows.read(PIECE):
                    opened.write(chunk.encode())
                opened.write(tail.encode())
    return written.getvalue()


def _in_sheet(text: str) -> str:
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
    encoder = json.JSONEncoder(ensure_ascii=False, default=_in_json)
    return (encoder.encode(dict(zip(columns, row, strict=True))) for row in rows)


def _in_json(cell: date | Decimal) -> str | float:
    return float(cell) if isinstance(cell, Decimal) else cell.isoformat()


def _checked(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[Row]:
    """The rows, each as long as the header; ``ValueError`` at one that is not, because its cells would shift."""
    for row in rows:
        if len(row) != len(columns):
            raise ValueError(f"A row has {len(row)} cells under {len(columns)} columns.")
        yield row
