"""CSV in any separator, quote, encoding and line end, read as a stream."""

import codecs
import csv
import io
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from charset_normalizer import from_bytes

from unannounced.crafts.registers.headers import SEARCHED, header_rows, joined, named
from unannounced.crafts.registers.tables import CHUNK, Content, NotATable, Refuse, Row, passed_over, refused
from unannounced.crafts.registers.values import Problem
from unannounced.duties.words import say

SAMPLE = 1 << 18  # bytes by which the form of a table is judged
LONGEST_CELL = 1 << 20
LONGEST_LINE = 8 << 20
MOST_LINES_NAMED = 200
_SEPARATORS = ",;\t|"
_WINDOWS = "windows-1252"
_HANDLER = "unannounced-registers-as-windows"
_ODD = re.compile("[\x00-\x08\x0e-\x1f]")
_END = "\x1eend of the table\x1e"
"""A last line of our own: a reader that takes it for a part of a cell has a quotation mark open."""
TOO_LONG = say("The row has more cells than the table has columns.")
CHECK_ROW = say("It was left out: put texts and decimals that hold the sign between columns between quotation marks.")
OPEN_QUOTE = say("A quotation mark is open: a cell of this row has another row of the table in it.")
CLOSE_QUOTE = say("Close the quotation mark in this row, or export the table again.")


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    found = error.object[error.start : error.end]
    return found.decode("cp1252", "replace").replace("\ufffd", "?"), error.end


codecs.register_error(_HANDLER, _as_windows)


@dataclass(slots=True)
class CsvSheet:
    """A table in a text file."""

    content: Content
    encoding: str
    separator: str
    quote: str
    form: str = "CSV"
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    header: tuple[str, ...] = ()
    header_row: int = 1
    skipped: int = 0
    widest: int = 0
    notes: list[Problem] = field(default_factory=list)

    def records(self) -> Iterator[list[str]]:
        """Every record of the file, an empty line as an empty list."""
        for cells, _ in self.records_with_lines():
            yield cells

    def records_with_lines(self) -> Iterator[tuple[list[str], int]]:
        """Every record with the number of the line in which it ends."""
        csv.field_size_limit(LONGEST_CELL)
        with self.content.open() as stream:
            text = io.TextIOWrapper(stream, self.encoding, errors=_HANDLER, newline="")
            reader = csv.reader(_lines(text), delimiter=self.separator, quotechar=self.quote)
            before = 0
            try:
                for _ in range(self.skipped):
                    next(reader, None)
                for cells in reader:
                    if cells and cells[-1].endswith(_END):
                        if cells != [_END]:
                            raise _never_closed(before + 1)
                        return
                    before = reader.line_num
                    yield cells, before
            except csv.Error as error:
                raise refused(
                    say(
                        "A cell that begins before line {line} is longer than a cell can be: a quotation mark is open."
                    ),
                    say("Close the quotation mark in that line, or export the table again."),
                    line=reader.line_num,
                ) from error

    def chunks(self, refuse: Refuse = passed_over) -> Iterator[tuple[Sequence[int], list[Row]]]:
        """Row numbers and rows below the header, each as long as the header."""
        width = len(self.header)
        records = itertools.islice(self.records(), self.header_row - self.skipped, None)
        begin = self.header_row + 1
        while block := list(itertools.islice(records, CHUNK)):
            numbers: Sequence[int] = range(begin, begin + len(block))
            begin += len(block)
            if not all(len(row) == width for row in block):
                numbers, block = self._even(numbers, block, refuse)
            if "\n" in "".join(map("".join, block)):
                numbers, block = self._without_swallowed(numbers, block, refuse)
            yield numbers, block  # type: ignore[misc]

    def _even(self, numbers: Sequence[int], rows: list[list[str]], refuse: Refuse) -> tuple[list[int], list[list[str]]]:
        """Rows as long as the header, without the empty ones and those with a cell beyond the last column."""
        width, kept = len(self.header), []
        for number, row in zip(numbers, rows, strict=True):
            if len(row) > self.widest and any(map(str.strip, row[self.widest :])):
                refuse(Problem(number, "", "", TOO_LONG, CHECK_ROW, refused=True))
            elif any(map(str.strip, row)):
                kept.append((number, row[:width] + [""] * (width - len(row)) if len(row) != width else row))
        return [number for number, _ in kept], [row for _, row in kept]

    def _without_swallowed(
        self, numbers: Sequence[int], rows: list[list[str]], refuse: Refuse
    ) -> tuple[list[int], list[list[str]]]:
        """The rows that have no other row in a cell, as one has whose quotation mark a later row closes."""
        kept = []
        for number, row in zip(numbers, rows, strict=True):
            if at := _swallowed(row, self.separator):
                head, value = self.header[at - 1], row[at - 1]
                refuse(Problem(number, head, value[:80], OPEN_QUOTE, CLOSE_QUOTE, refused=True))
            else:
                kept.append((number, row))
        return [number for number, _ in kept], [row for _, row in kept]


def _swallowed(row: list[str], separator: str) -> int:
    """Which cell of a row, counted from 1, has the end of this row and the beginning of another in it; 0 if none."""
    last = len(row) - 1
    for at, cell in enumerate(row):
        if "\n" not in cell or last < 3:
            continue
        first, *between, end = (line.count(separator) for line in cell.split("\n"))
        if last in between or (first == last - at and end == at and (first or at > 2)):
            return at + 1
    return 0


def _never_closed(line: int) -> NotATable:
    return refused(
        say(
            "A quotation mark that opens in or after line {line} is never closed: all rows after it would be one cell."
        ),
        say("Close the quotation mark in that line, or export the table again."),
        line=line,
    )


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """The lines of a text, also where carriage returns alone end them; NUL is no letter of a table."""
    for line in text:
        yield line if "\0" not in line else line.replace("\0", "")
    yield _END


def read(content: Content, header_row: int) -> CsvSheet:
    """The table in a text file. Raises ``NotATable`` if it is none."""
    with content.open() as stream:
        sample = stream.read(SAMPLE)
    encoding, lines = _encoding(content, sample)
    text = codecs.getincrementaldecoder(encoding)(_HANDLER).decode(sample)
    _refuse_no_text(text)
    first_line = text.lstrip("\ufeff").split("\n", 1)[0].strip()
    told = re.fullmatch(r'"?sep=(.)"?', first_line, re.IGNORECASE)
    separator, quote = (told[1], '"') if told else _form(text)
    sheet = CsvSheet(content, encoding, separator, quote, skipped=1 if told else 0)
    _find_header(sheet, header_row)
    sheet.notes += _of_the_encoding(sheet, lines)
    return sheet


def _refuse_no_text(text: str) -> None:
    odd = len(_ODD.findall(text[:20_000]))
    if odd > 20 and odd > 0.01 * min(len(text), 20_000):
        raise refused(
            say("The file is no table: it holds bytes that are no text."),
            say("Export the table as CSV or XLSX and take that file."),
        )


def _form(text: str) -> tuple[str, str]:
    """The separator and the quotation mark with which most rows have equally many cells."""
    best, chosen = (0.0, 0), (",", '"')
    lines = text.splitlines(keepends=True)[:400]
    for quote in ('"', "'"):
        if quote == "'" and sum(line.lstrip("\ufeff").startswith("'") for line in lines) < 0.8 * len(lines):
            continue
        for separator in _SEPARATORS:
            rows = list(itertools.islice(_tried(lines, separator, quote), 200))
            rows = rows[:-1] if len(rows) > 2 else rows  # the last one may be cut
            widths = [len(row) for row in rows if any(row)]
            if not widths or max(widths) < 2:
                continue
            usual = max(set(widths), key=lambda width: (widths.count(width), width))
            score = (widths.count(usual) / len(widths) if usual > 1 else 0.0, usual)
            if score > best:
                best, chosen = score, (separator, quote)
    return chosen


def _tried(lines: Sequence[str], separator: str, quote: str) -> Iterator[list[str]]:
    reader = csv.reader((line.replace("\0", "") for line in lines), delimiter=separator, quotechar=quote)
    try:
        yield from reader
    except csv.Error:
        return


def _find_header(sheet: CsvSheet, header_row: int) -> None:
    first = list(itertools.islice(sheet.records(), SEARCHED))
    if not any(any(map(str.strip, row)) for row in first):
        raise refused(say("The file is empty."), say("Choose the file that holds the table."))
    if first and first[0]:
        first[0][0] = first[0][0].removeprefix("\ufeff")
    if header_row:
        begin = end = min(max(header_row - 1 - sheet.skipped, 0), len(first) - 1)
    else:
        begin, end = header_rows(first)
    names = joined(first[begin : end + 1])
    sheet.widest = len(names)
    while names and not names[-1]:
        names.pop()
    sheet.header_row = end + 1 + sheet.skipped
    sheet.header = named(names, sheet.notes, sheet.header_row)


def _encoding(content: Content, sample: bytes) -> tuple[str, list[int]]:
    """The encoding of a file, and the lines that are not in it: then it is UTF-8 with lines in another one."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if sample.startswith(mark):
            return encoding, [] if encoding != "utf-8-sig" else _not_utf8(content)[0]
    nulls = sample[:2000].count(0)
    if nulls > 0.2 * len(sample[:2000]):
        return ("utf-16-le" if sample[1:2000:2].count(0) > nulls / 2 else "utf-16-be"), []
    wrong, right = _not_utf8(content)
    if not wrong:
        return "utf-8", []
    if right and right * 5 >= len(wrong):
        return "utf-8", wrong
    return _one_byte(content), []


def _not_utf8(content: Content) -> tuple[list[int], int]:
    """The lines that are no UTF-8, and how many are and have more than plain letters."""
    wrong: list[int] = []
    right = 0
    with content.open() as stream:
        for number, line in enumerate(iter(lambda: stream.readline(LONGEST_LINE), b""), start=1):
            if len(line) == LONGEST_LINE and b"\r" not in line:
                raise _too_long(number)
            if line.isascii():
                continue
            try:
                line.decode()
                right += 1
            except UnicodeDecodeError:
                wrong.append(number)
    return wrong, right


def _too_long(line: int) -> NotATable:
    return refused(
        say("Line {line} is longer than a row of a table can be."),
        say("Export the table as CSV or XLSX and take that file."),
        line=line,
    )


def _one_byte(content: Content) -> str:
    """The encoding with one byte for each letter: Windows' for Western Europe, unless the words are of another script.

    Bytes above 127 that stand alone between plain letters are accents; several in a row are another alphabet.
    """
    with content.open() as stream:
        lines = [line for line in itertools.islice(stream, 50_000) if not line.isascii()][:2000]
    sample = b"".join(lines)[: 1 << 16]
    runs = [len(run) for run in re.findall(rb"[\x80-\xff]+", sample)]
    if runs and sum(runs) / len(runs) >= 2.5:
        guess = from_bytes(sample).best()
        return guess.encoding if guess else "cp1251"
    if _old_macintosh(sample):
        return "mac_roman"
    guess = from_bytes(sample, cp_isolation=["cp1252", "cp1250", "cp1254", "cp1257"]).best()
    return guess.encoding if guess and guess.encoding != "cp1252" and _surely(sample, guess.encoding) else "cp1252"


def _old_macintosh(sample: bytes) -> bool:
    """Whether the accents within words are where an old Macintosh has them and Windows has signs."""
    signs = len(re.findall(rb"(?<=[A-Za-z])[\x80-\x84\x86-\x90\x95\x98-\x9f](?=[a-z])", sample))
    return signs > len(re.findall(rb"[\xc0-\xff]", sample))


def _surely(sample: bytes, encoding: str) -> bool:
    """Whether letters that only this encoding has stand in words often enough to believe it."""
    telling = {"cp1250": "łąęśżźćńŁŚŻŹčřěůČŘĚŮőűŐŰțșţş", "cp1254": "ğışĞİŞ", "cp1257": "āēīūķļņģėįųĀĒ"}.get(
        encoding, ""
    )
    text, western = sample.decode(encoding, "replace"), sample.decode("cp1252", "replace")
    here = sum(text.count(letter) for letter in telling)
    plausible = sum(western.count(letter) for letter in "éèêàçãõáíóúñäöüßâôûîòìùëïÉÀÇÃÕÁÍÓÚÑÄÖÜ")
    return here > plausible


def _of_the_encoding(sheet: CsvSheet, lines: list[int]) -> list[Problem]:
    if sheet.encoding not in ("utf-8", "utf-8-sig", "utf-16", "utf-32") and not lines:
        return [
            Problem(
                None,
                "",
                "",
                say("The file is not in UTF-8; it was read as {encoding}."),
                say("If letters with accents look wrong, save the table as UTF-8 and take that file."),
                {"encoding": sheet.encoding.replace("cp125", "windows-125")},
            )
        ]
    return [
        Problem(
            row,
            "",
            "",
            say("This row is not in UTF-8 as the rest of the file is; it was read as {encoding}."),
            say("Look at the letters with accents in this row, and save the table as UTF-8."),
            {"encoding": _WINDOWS},
        )
        for row in _rows_of(sheet, lines)
    ]


def _rows_of(sheet: CsvSheet, lines: list[int]) -> list[int]:
    """The rows in which these lines of the file stand, as a spreadsheet counts rows."""
    if not lines:
        return []
    left, rows = iter(lines), []
    wanted = next(left, None)
    for row, (_, line) in enumerate(sheet.records_with_lines(), start=1 + sheet.skipped):
        found = False
        while wanted is not None and wanted <= line:
            found, wanted = True, next(left, None)
        if found:
            rows.append(row)
        if wanted is None or len(rows) >= MOST_LINES_NAMED:
            break
    return rows
