"""A workbook as an XLSForm has it: sheets by name, rows under their headings, every cell as text."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook, ZipError

from unannounced.crafts.forming.problems import NotAForm, refused
from unannounced.duties.words import say

LARGEST_WORKBOOK = 5 * 1024 * 1024
"""Bytes of a workbook (project choice): 300 questions in four languages have less than a tenth of it."""
_MOST_UNPACKED = 100 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS = 20_000, 400
_MOST_CELLS = 2 * MOST_ROWS * MOST_COLUMNS
_CELL = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{0,3})([0-9]{1,20})["']""")
_PIECE, _OVERLAP = 1024 * 1024, 64
_OTHER_FORMATS = frozenset({"xl/workbook.bin", "content.xml"})
_OLD = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
"""How a compound file begins, as old and as locked workbooks are, and the bare sheets of the versions before it."""
_BLANKS = re.compile(r"[\s\u00a0]+")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: the headings of its first row, and below it each row with a cell, by its number.

    ``columns`` gives each heading its place, from 0. A row is only its filled cells.
    """

    name: str
    columns: Mapping[str, int]
    rows: Sequence[tuple[int, Mapping[str, str]]]

    def heading(self, column: str) -> str:
        """The heading with the letter of its column: ``relevant (F)``."""
        return f"{column} ({_letters(self.columns[column])})" if column in self.columns else column


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets of a workbook by their names in small letters."""

    sheets: Mapping[str, Sheet]
    others: Sequence[str] = field(default=())

    def sheet(self, name: str) -> Sheet:
        """The sheet of this name; an empty one if there is none."""
        return self.sheets.get(name, Sheet(name, {}, ()))


def read_workbook(content: bytes) -> Workbook:
    """The sheets of a workbook in memory. Raises ``NotAForm`` if the file is none."""
    if not content:
        raise refused(say("The file is empty."), say("Choose the workbook that holds the check-list."))
    if len(content) > LARGEST_WORKBOOK:
        raise refused(
            say("The file has {size} MB; the workbook of a check-list may have {most} MB."),
            say("Take out pictures and sheets that are not of the form, and save it again."),
            size=-(-len(content) // (1024 * 1024)),
            most=LARGEST_WORKBOOK // (1024 * 1024),
        )
    _refuse_old(content)
    _refuse_bomb(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [
            _sheet(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names
        ]
    except (CalamineError, ZipError, OSError, ValueError) as error:
        if isinstance(error, NotAForm):
            raise
        raise _no_workbook() from error
    return Workbook({sheet.name.strip().casefold(): sheet for sheet in sheets}, [sheet.name for sheet in sheets])


def _no_workbook() -> NotAForm:
    return refused(
        say("The file is no workbook that can be read."),
        say("Save the form as an Excel workbook (.xlsx) and choose that file."),
    )


def _refuse_old(content: bytes) -> None:
    """Refuse the format before 2007: how large it would be in memory cannot be told before it is read."""
    if content.startswith(_OLD):
        raise refused(
            say("The file is a workbook of the old format (.xls), or one that a password locks; neither is read here."),
            say("Open it, save it as an Excel workbook (.xlsx) without a password, and choose that file."),
        )


def _refuse_bomb(content: bytes) -> None:
    """Refuse what would not go into memory: much that was packed small, or two cells far apart."""
    if not content.startswith(b"PK"):
        raise _no_workbook()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(one.file_size for one in packed.infolist())
            other = any(one.filename.casefold() in _OTHER_FORMATS for one in packed.infolist())
            far = unpacked <= _MOST_UNPACKED and any(_reaches_far(packed, one) for one in packed.infolist())
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, zlib.error) as error:
        raise _no_workbook() from error
    if other or far:
        raise _no_workbook()
    if unpacked > _MOST_UNPACKED:
        raise refused(
            say("The file holds {size} MB when it is unpacked; no check-list is so large."),
            say("Look at what the file is, and save the sheets of the form alone into a new workbook."),
            size=unpacked // (1024 * 1024),
        )


def _reaches_far(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether a cell lies so far out that the rectangle up to it would not go into memory: two cells are enough."""
    row = column = read = 0
    rest = b""
    with packed.open(part) as stream:
        while (piece := stream.read(_PIECE)) and (read := read + len(piece)) <= _MOST_UNPACKED:
            for letters, number in _CELL.findall(rest + piece):
                row, column = max(row, int(number)), max(column, _place(letters))
            rest = piece[-_OVERLAP:]
    return row * column > _MOST_CELLS or read > _MOST_UNPACKED


def _place(letters: bytes) -> int:
    """The number of a column, from 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _sheet(name: str, cells: Sequence[Sequence[object]]) -> Sheet:
    if len(cells) > MOST_ROWS or (cells and len(cells[0]) > MOST_COLUMNS):
        raise refused(
            say("The sheet “{sheet}” has {rows} rows and {columns} columns; a form has fewer."),
            say("Delete the empty rows and columns after the last filled one, and save the workbook again."),
            sheet=name,
            rows=len(cells),
            columns=len(cells[0]),
        )
    header = [text_of(cell) for cell in cells[0]] if cells else []
    columns = {heading: place for place, heading in reversed(list(enumerate(header))) if heading}
    rows = [(number, row) for number, row in _rows(cells[1:], columns) if row]
    return Sheet(name, columns, rows)


def _rows(cells: Sequence[Sequence[object]], columns: Mapping[str, int]) -> Iterable[tuple[int, Mapping[str, str]]]:
    ordered = sorted(columns.items(), key=lambda one: one[1])
    for number, row in enumerate(cells, start=2):
        yield number, {heading: text for heading, place in ordered if (text := text_of(row[place]))}


def text_of(cell: object) -> str:
    """A cell as a person writes it: whole numbers without a point, blanks once.

    >>> text_of(3.0), text_of(" a  b "), text_of(True)
    ('3', 'a b', 'TRUE')
    """
    match cell:
        case bool():
            return str(cell).upper()
        case float():
            return str(int(cell)) if cell.is_integer() and abs(cell) < 2**53 else repr(cell)
        case datetime():
            return cell.isoformat(" ") if cell.time() != time() else cell.date().isoformat()
        case date() | time() | timedelta() | int():
            return str(cell)
    text = str(cell)
    if "\n" in text:  # a label may have lines
        return "\n".join(_BLANKS.sub(" ", line).strip() for line in text.strip().splitlines())
    return _BLANKS.sub(" ", text).strip()


def _letters(place: int) -> str:
    """The letters of a column, from 0.

    >>> _letters(0), _letters(25), _letters(26), _letters(701)
    ('A', 'Z', 'AA', 'ZZ')
    """
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
