"""Tables as they come: CSV in any encoding, XLSX, Parquet, also compressed; read row by row, as often as needed.

What a file is is seen by its content, not by its name. A file that is no table raises ``NotATable`` with the reason
and what to do.
"""

import gzip
import io
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Protocol

from unannounced.crafts.registers.values import Problem
from unannounced.duties.words import say

Cell = str | int | float | date
Row = Sequence[Cell]
Refuse = Callable[[Problem], None]

MOST_BYTES = 400 * 1024 * 1024  # of a file, unpacked
CHUNK = 8192  # rows that are handed on together
MOST_COLUMNS = 16_384  # as many as a spreadsheet has
_KEPT_IN_MEMORY = 32 * 1024 * 1024


class NotATable(ValueError):
    """A file cannot be read as a table; ``problem`` has the reason and what to do, as sentences to translate."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.reason} {problem.way_out}".format(**problem.facts))
        self.problem = problem


def refused(reason: str, way_out: str, **facts: object) -> NotATable:
    """The refusal of a whole file."""
    return NotATable(Problem(None, "", "", reason, way_out, facts, refused=True))


def passed_over(problem: Problem) -> None:
    """What is done with a refused row by who only looks at a table."""


class Sheet(Protocol):
    """Where the rows of a table come from."""

    form: str
    sheets: tuple[str, ...]
    sheet: str
    header: tuple[str, ...]
    header_row: int
    notes: list[Problem]

    def chunks(self, refuse: Refuse = passed_over) -> Iterator[tuple[Sequence[int], list[Row]]]:
        """Row numbers and rows below the header, some thousand at a time; empty rows are left out.

        ``refuse`` is told of each row whose cells may stand in wrong columns; such a row is left out.
        """
        ...


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its header; ``sheets`` are the names of all sheets of the file, "" where it has none.

    ``notes`` are what was seen on opening it: how it is encoded, columns of the same name.
    """

    file_name: str
    source: Sheet
    content: "Content"
    header: tuple[str, ...] = field(default=())

    @property
    def form(self) -> str:
        """CSV, XLSX or Parquet."""
        return self.source.form

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of the sheets of the file."""
        return self.source.sheets

    @property
    def sheet(self) -> str:
        """The name of the sheet that is read."""
        return self.source.sheet

    @property
    def header_row(self) -> int:
        """The row in which the header ends, counted as a spreadsheet does."""
        return self.source.header_row

    @property
    def notes(self) -> list[Problem]:
        """What was seen on opening the file."""
        return self.source.notes

    def chunks(self, refuse: Refuse = passed_over) -> Iterator[tuple[Sequence[int], list[Row]]]:
        """Row numbers and rows of equal length, some thousand at a time; ``refuse`` is told of those left out."""
        return self.source.chunks(refuse)

    def rows(self, refuse: Refuse = passed_over) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The number of each row, as a spreadsheet counts, and its cells as texts."""
        for numbers, rows in self.chunks(refuse):
            for number, row in zip(numbers, rows, strict=True):
                yield number, tuple(map(text_of, row))

    def first_rows(self, most: int) -> list[tuple[int, tuple[str, ...]]]:
        """The first rows below the header."""
        found: list[tuple[int, tuple[str, ...]]] = []
        for row in self.rows():
            found.append(row)
            if len(found) >= most:
                break
        return found

    def on(self, sheet: str = "", header_row: int = 0) -> "Table":
        """The same file read from another sheet, or with the header in another row; itself if neither is said."""
        if sheet in ("", self.sheet) and header_row in (0, self.header_row):
            return self
        return _opened(self.content, self.file_name, sheet, header_row)


def text_of(cell: Cell) -> str:
    """A cell as a person writes it: whole numbers without a point, days as 2019-12-31."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 2**53 else repr(cell)
    return str(cell)


class Content:
    """The bytes of a file, to be read from the beginning as often as needed; gzip is unpacked on the way."""

    def __init__(self, content: bytes | Path | IO[bytes]) -> None:
        self._held = content if isinstance(content, bytes | Path) else _kept(content)
        with self._raw() as stream:
            self.packed = stream.read(2) == b"\x1f\x8b"

    def open(self) -> IO[bytes]:
        """The unpacked bytes from the beginning. Reading raises ``NotATable`` if there are too many of them."""
        raw = self._raw()
        if not self.packed:
            return raw
        return io.BufferedReader(_Unpacked(raw), 1 << 18)

    def whole(self) -> bytes:
        """All unpacked bytes."""
        with self.open() as stream:
            return stream.read()

    def _raw(self) -> IO[bytes]:
        if isinstance(self._held, bytes):
            return io.BytesIO(self._held)
        if isinstance(self._held, Path):
            return self._held.open("rb")
        self._held.seek(0)
        return _Kept(self._held)


class _Kept(io.BufferedIOBase, IO[bytes]):
    """A kept stream that is not closed with the one who reads it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        return self._stream.read(-1 if size is None else size)

    def read1(self, size: int = -1, /) -> bytes:
        return self._stream.read(size)


class _Unpacked(io.RawIOBase):
    """Unpacks gzip and refuses to unpack more than a table can be."""

    def __init__(self, raw: IO[bytes]) -> None:
        self._raw, self._gzip, self._read = raw, gzip.GzipFile(fileobj=raw), 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            found = self._gzip.read1(len(buffer))
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise refused(
                say("The compressed file ends too early or is damaged."),
                say("Fetch the file again from where it came."),
            ) from error
        self._read += len(found)
        if self._read > MOST_BYTES:
            raise too_large()
        buffer[: len(found)] = found
        return len(found)

    def close(self) -> None:
        self._raw.close()
        super().close()


def too_large() -> NotATable:
    """The refusal of a file that is larger than a table of places can be."""
    return refused(
        say("The file holds more than {most} MB when it is unpacked; no table of places is so large."),
        say("Look at what the file is; a real table can be taken in in several parts."),
        most=MOST_BYTES // (1024 * 1024),
    )


def _kept(stream: IO[bytes]) -> IO[bytes]:
    kept: IO[bytes] = SpooledTemporaryFile(_KEPT_IN_MEMORY)  # noqa: SIM115
    size = 0
    while part := stream.read(1 << 20):
        size += len(part)
        if size > MOST_BYTES:
            raise too_large()
        kept.write(part)
    return kept


def open_table(
    content: bytes | Path | IO[bytes], file_name: str = "", *, sheet: str = "", header_row: int = 0
) -> Table:
    """The table in a file. Raises ``NotATable`` if it is none.

    ``sheet`` chooses a sheet of a workbook, by default the one with the most cells. ``header_row`` is the row in which
    the header ends; 0 lets it be found. ``file_name`` matters only to mappings.
    """
    name = file_name or (content.name if isinstance(content, Path) else "")
    return _opened(Content(content), name, sheet, header_row)


def _opened(content: Content, file_name: str, sheet: str, header_row: int) -> Table:
    from unannounced.crafts.registers import csv_tables, parquet_tables, xlsx_tables  # pyarrow only where it is needed

    with content.open() as stream:
        begin = stream.read(4096)
    source: Sheet
    if not begin.strip(b"\0\r\n\t ;,\xef\xbb\xbf\xff\xfe"):
        raise refused(say("The file is empty."), say("Choose the file that holds the table."))
    if begin.startswith(b"PAR1"):
        source = parquet_tables.read(content)
    elif begin.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        source = xlsx_tables.read(content, sheet, header_row)
    elif found := _other(begin):
        raise refused(
            say("The file is no table but {found}."),
            say("Export the table as CSV or XLSX and take that file."),
            found=found,
        )
    else:
        source = csv_tables.read(content, header_row)
    _refuse_columns(len(source.header))
    return replace(Table(file_name, source, content), header=source.header)


def _refuse_columns(columns: int) -> None:
    if not columns:
        raise refused(say("The table has no column with a name."), say("Choose the file that holds the table."))
    if columns > MOST_COLUMNS:
        raise refused(
            say("The table has {columns} columns, more than the {most} of a spreadsheet."),
            say("Look at what the file is; places stand in rows, and what is said of them in columns."),
            columns=columns,
            most=MOST_COLUMNS,
        )


_SIGNS = {
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"7z\xbc\xaf": "7z",
    b"Rar!": "RAR",
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"SQLite format": "SQLite",
}


def _other(begin: bytes) -> str:
    """What the file is, if it is known and no table."""
    for sign, form in _SIGNS.items():
        if begin.startswith(sign):
            return form
    text = begin.lstrip(b"\xef\xbb\xbf \t\r\n")
    if text[:1] == b"<":
        return "HTML or XML"
    if text[:1] in (b"{", b"[") and b'"' in text[:200]:
        return "JSON"
    return ""
