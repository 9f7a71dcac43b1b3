"""The table of a handing over: CSV as LibreOffice and Excel write it, record by record, never half of one.

Quotation marks are read strictly: where one is not closed, or closed too early, nobody can say where the rows after it
begin, so reading ends there and says so.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from unannounced.crafts.handed_over.values import File, Problem, refused
from unannounced.crafts.handed_over.words import COLUMNS, NEEDED
from unannounced.duties.words import Sentence, say

MOST_ROWS: Final = 10_000
LONGEST_CELL: Final = 1024 * 1024
_SEPARATORS: Final = (";", ",", "\t")
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_TOLD_SEPARATOR: Final = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)
_EXPORT: Final = say("Save the table as CSV in UTF-8 and hand it over again.")
_LOOK: Final = say("Correct the head of this column, or remove the column.")
_NOT_UTF8: Final = say("The table is not in UTF-8: letters with accents would be wrong.")
_NO_TEXT: Final = say("The table holds bytes that are no text.")
_EMPTY: Final = say("The table is empty.")
_MISSING: Final = say("The table has no column “{column}”.")
_ADD_COLUMN: Final = say("Name the columns in the first row. Known are: {known}.")
_UNKNOWN: Final = say("The column “{head}” is not known. What stands in it is not taken.")
_NO_HEAD: Final = say("A column has no head. What stands in it is not taken.")
_TWO: Final = say("Two columns mean “{column}”.")
_ONE_COLUMN: Final = say("Leave one of them.")
_QUOTES: Final = say("A quotation mark is not closed, or closes too early. This row and all after it were not taken.")
_CLOSE: Final = say("Correct the quotation marks in this row, or save the table again, and hand over what is missing.")
_MORE_CELLS: Final = say("The row has more cells than the table has columns: what it says may stand in wrong ones.")
_QUOTE_CELLS: Final = say("Put texts that hold the sign between columns between quotation marks.")
_TOO_MANY_ROWS: Final = say("The table has more than {most} rows. Those after them were not taken.")
_PARTS: Final = say("Hand over the rest as another table.")


@dataclass(frozen=True, slots=True)
class Record:
    """A row of the table: its number as a spreadsheet counts, and its cells by the column that they are of."""

    row: int
    cells: dict[str, str]


@dataclass(slots=True)
class Table:
    """A table with its columns: of each the head, as it stands there, and the place, counted from 0."""

    file: str
    heads: dict[str, str]
    places: dict[str, int]
    width: int
    row: int
    rows: Iterator[list[str]]
    problems: list[Problem]

    def records(self) -> Iterator[Record]:
        """The rows that have something in them, once; what cannot be read is added to ``problems``."""
        taken = 0
        while (cells := self._next()) is not None:
            if not any(map(str.strip, cells)):
                continue
            if taken == MOST_ROWS:
                self._refuse(_TOO_MANY_ROWS, _PARTS, most=MOST_ROWS)
                return
            taken += 1
            if any(map(str.strip, cells[self.width :])):
                self._refuse(_MORE_CELLS, _QUOTE_CELLS)
            else:
                yield Record(self.row, {name: _cell(cells, at) for name, at in self.places.items()})

    def _next(self) -> list[str] | None:
        self.row += 1
        try:
            return next(self.rows, None)
        except csv.Error:
            self._refuse(_QUOTES, _CLOSE)
            return None

    def _refuse(self, why: str, what_to_do: str, **facts: object) -> None:
        self.problems.append(Problem(self.file, self.row, "", Sentence(why, facts), Sentence(what_to_do)))


def _cell(cells: Sequence[str], at: int) -> str:
    """A cell; spreadsheets leave out empty ones at the end of a row."""
    return cells[at].replace("\r\n", "\n").replace("\r", "\n") if at < len(cells) else ""


def table_in(file: File) -> Table | Problem:
    """The table in a file, or why it is none. Its columns may have problems that refuse no row."""
    with file.open() as stream:
        content = stream.read(file.size)
    found = _text(content)
    if isinstance(found, tuple):
        return refused(file.name, *found)
    if not found.strip():
        return refused(file.name, _EMPTY, _ADD_COLUMN, known=COLUMNS.proposed)
    return _with_columns(file.name, found)


def _text(content: bytes) -> str | tuple[str, str]:
    """The text, without a mark of its order of bytes; or why it cannot be read, and what to do."""
    letters = "utf-16" if content.startswith(_UTF16) else "utf-8-sig"
    try:
        found = content.decode(letters)
    except UnicodeDecodeError:
        return _NOT_UTF8, _EXPORT
    return (_NO_TEXT, _EXPORT) if "\0" in found else found


def _with_columns(file: str, text: str) -> Table | Problem:
    csv.field_size_limit(LONGEST_CELL)
    told = _TOLD_SEPARATOR.match(text)
    text = text[told.end() :] if told else text
    separators = (told[1],) if told else _SEPARATORS
    row, cells, separator = max((_head(text, one) for one in separators), key=_known)
    head = [cell.strip() for cell in cells]
    while head and not head[-1]:
        head.pop()
    problems = list(_not_known(file, row, head))
    places = {name: at for at, said in reversed([*enumerate(head)]) if (name := COLUMNS.meaning(said))}
    twice = [said for at, said in enumerate(head) if (name := COLUMNS.meaning(said)) and places[name] != at]
    if twice:
        what = Sentence(_TWO, {"column": COLUMNS.meaning(twice[0])})
        return Problem(file, row, twice[0], what, Sentence(_ONE_COLUMN))
    for name in NEEDED:
        if name not in places:
            facts = {"column": name, "known": COLUMNS.proposed}
            return Problem(file, row, "", Sentence(_MISSING, facts), Sentence(_ADD_COLUMN, facts))
    heads = {name: head[at] for name, at in places.items()}
    return Table(file, heads, places, len(head), row, islice(_rows(text, separator), row, None), problems)


def _not_known(file: str, row: int, head: Sequence[str]) -> Iterator[Problem]:
    """The columns of which nothing is taken, each named."""
    for said in head:
        if not COLUMNS.meaning(said):
            why = Sentence(_UNKNOWN, {"head": said[:80]}) if said else Sentence(_NO_HEAD)
            yield Problem(file, row, said[:80], why, Sentence(_LOOK), refused=False)


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)


def _head(text: str, separator: str) -> tuple[int, list[str], str]:
    """The first row with words in it, and its number."""
    try:
        for row, cells in enumerate(_rows(text, separator), start=1):
            if any(map(str.strip, cells)):
                return row, cells, separator
    except csv.Error:
        pass
    return 1, [], separator


def _known(found: tuple[int, list[str], str]) -> tuple[int, int]:
    """How many heads are known, and how many there are."""
    return len({COLUMNS.meaning(one) for one in found[1]} - {""}), len(found[1])
