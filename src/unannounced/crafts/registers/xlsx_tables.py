"""Workbooks: XLSX, XLS and ODS, read by calamine; merged cells of the header are filled."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, ZipError

from unannounced.crafts.registers.headers import SEARCHED, header_rows, joined, named
from unannounced.crafts.registers.tables import (
    CHUNK,
    MOST_BYTES,
    Cell,
    Content,
    Refuse,
    Row,
    passed_over,
    refused,
    text_of,
    too_large,
)
from unannounced.crafts.registers.values import Problem
from unannounced.duties.words import say

MOST_CELLS = 30_000_000
_REACHES = re.compile(rb'<dimension ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')


@dataclass(slots=True)
class WorkbookSheet:
    """A table on a sheet of a workbook."""

    content: Content
    held: CalamineSheet
    sheets: tuple[str, ...]
    sheet: str
    form: str = "XLSX"
    header: tuple[str, ...] = ()
    header_row: int = 1
    left: int = 0
    notes: list[Problem] = field(default_factory=list)

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """Each row with its number in the sheet."""
        for number, row in enumerate(self.held.iter_rows(), start=1):
            yield number, [_cell(one) for one in row]

    def chunks(self, refuse: Refuse = passed_over) -> Iterator[tuple[Sequence[int], list[Row]]]:
        """Row numbers and rows below the header, each as long as the header; empty rows are left out.

        In a sheet no cell moves: a remark beside the table is nobody's column, and is passed over.
        """
        width, numbers, block = len(self.header), list[int](), list[Row]()
        for number, row in enumerate(self.held.iter_rows(), start=1):
            if number <= self.header_row or not any(one not in ("", None) for one in row[self.left :]):
                continue
            cells = [_cell(one) for one in row[self.left : self.left + width]]
            numbers.append(number)
            block.append(cells + [""] * (width - len(cells)))
            if len(block) >= CHUNK:
                yield numbers, block
                numbers, block = [], []
        if block:
            yield numbers, block


def _cell(value: Any) -> Cell:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date() if value.time() == time.min else value
    if isinstance(value, time | timedelta):
        return str(value)
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 2**53 else value
    if isinstance(value, int | date | str):
        return value
    return str(value)


def read(content: Content, sheet: str, header_row: int) -> WorkbookSheet:
    """The table on a sheet, by default on the one with the most cells. Raises ``NotATable`` if there is none."""
    whole = content.whole()
    _refuse_bomb(whole)
    book = _opened(whole)
    names = tuple(book.sheet_names)
    if sheet and sheet not in names:
        raise refused(
            say("The workbook has no sheet “{sheet}”; its sheets are: {sheets}."),
            say("Name one of these sheets in the mapping."),
            sheet=sheet,
            sheets=", ".join(names),
        )
    found = [book.get_sheet_by_name(name) for name in ((sheet,) if sheet else names)]
    held = max(found, key=lambda one: one.height * one.width, default=None)
    if held is None or not held.height:
        raise refused(say("The workbook has no sheet with cells."), say("Choose the file that holds the table."))
    result = WorkbookSheet(content, held, names, held.name)
    _find_header(result, header_row)
    return result


def _refuse_bomb(whole: bytes) -> None:
    if not whole.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(whole)) as packed:
            names = packed.namelist()
            size = sum(one.file_size for one in packed.infolist())
            _refuse_far_cells(packed)
    except zipfile.BadZipFile as error:
        raise _damaged() from error
    if size > MOST_BYTES:
        raise too_large()
    if not any(name.startswith("xl/") or name == "content.xml" for name in names):
        raise refused(
            say("The file is an archive and no workbook."), say("Unpack it and take the table that is in it.")
        )


def _refuse_far_cells(packed: zipfile.ZipFile) -> None:
    """A single cell far away makes a sheet of all cells before it, which takes minutes and all memory."""
    for name in packed.namelist():
        if not name.startswith("xl/worksheets/"):
            continue
        with packed.open(name) as sheet:
            found = _REACHES.search(sheet.read(4096))
        if found and _cells(*found.groups()) > MOST_CELLS:
            raise refused(
                say("A sheet of the workbook reaches to the cell {cell}: no table of places has so many cells."),
                say("Delete the rows and columns beyond the table, save the workbook, and take it again."),
                cell=(found[3] + found[4]).decode(),
            )


def _cells(left: bytes, top: bytes, right: bytes, bottom: bytes) -> int:
    """How many cells stand between two corners.

    >>> _cells(b"A", b"1", b"AB", b"10")
    280
    """
    return (int(bottom) - int(top) + 1) * (_column(right) - _column(left) + 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _damaged() -> Exception:
    return refused(
        say("The workbook cannot be read; it may be damaged or locked by a password."),
        say("Open it in a spreadsheet and save it again without a password."),
    )


def _opened(whole: bytes) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(whole))
    except (CalamineError, ZipError, OSError, ValueError) as error:
        raise _damaged() from error


def _find_header(sheet: WorkbookSheet, header_row: int) -> None:
    first: list[list[str]] = []
    for _, row in sheet.rows():
        first.append([text_of(one) for one in row])
        if len(first) >= SEARCHED:
            break
    merged = sheet.held.merged_cell_ranges or []
    filled = _merged(first, merged)
    sheet.left = _empty_columns(first)
    rows = [row[sheet.left :] for row in first]
    if header_row:
        begin = end = min(max(header_row - 1, 0), len(rows) - 1)
    else:
        begin, end = _with_merged(header_rows(rows), merged)
    levels = range(begin, end + 1)
    spread = not any(begin <= top <= end and right > left for (top, left), (_, right) in merged)
    full = [[filled.get((at, n), cell) for n, cell in enumerate(first[at])][sheet.left :] for at in levels]
    names = joined(full, spread=spread)
    while names and not names[-1]:
        names.pop()
    sheet.header_row = end + 1
    sheet.header = named(names, sheet.notes, sheet.header_row)


def _merged(rows: list[list[str]], ranges: Sequence[Any]) -> dict[tuple[int, int], str]:
    """What stands in each cell that is merged with another one, by row and column counted from 0."""
    filled: dict[tuple[int, int], str] = {}
    for (top, left), (bottom, right) in ranges:
        if bottom >= len(rows) or left >= len(rows[top]):
            continue
        for at in range(top, bottom + 1):
            for n in range(left, right + 1):
                filled[at, n] = rows[top][left]
    return filled


def _with_merged(found: tuple[int, int], ranges: Sequence[Any]) -> tuple[int, int]:
    """The rows of a header that has merged cells: it reaches down to where a cell that begins in it ends."""
    begin, end = found
    below = [bottom for (top, _), (bottom, _) in ranges if begin <= top <= end and bottom - top <= 3]
    across = [
        top + 1 for (top, left), (bottom, right) in ranges if top == end == begin and bottom == top and right > left
    ]
    return begin, max([end, *below, *across[:1]])


def _empty_columns(rows: list[list[str]]) -> int:
    width = max(map(len, rows), default=0)
    return next((n for n in range(width) if any(n < len(row) and row[n] for row in rows)), 0)
