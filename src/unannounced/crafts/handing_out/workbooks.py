"""Items as a workbook, one row each; and such a workbook read back, cell by cell, however it was handled meanwhile."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, ZipError

from unannounced.crafts.handing_out.references import REFERENCE, reference
from unannounced.crafts.handing_out.values import Back, Claims, Fault, Out, cannot_read, claim_in, no_claim
from unannounced.crafts.tabling import as_xlsx
from unannounced.duties.words import Sentence, say

WORDS, CLAIM, ANSWER, MINISTRY = 3, 5, 6, 7
"""How many columns to the right of its reference each part of an item stands."""

MOST_UNPACKED = 64 * 1024 * 1024
MOST_CELLS = 500_000
_CELL = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*?(?:/>|>\s*(<(?:\w+:)?f\b)?)')
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, OSError, RuntimeError, ValueError)


def as_workbook(report: str, sheet: str, columns: Sequence[str], items: Sequence[Out]) -> bytes:
    """The items of one ministry; ``columns`` are the eight heads, in the language of who reads."""
    rows = [
        (
            reference(report, one.item),
            one.number,
            one.kind,
            one.text,
            one.due,
            one.claim,
            one.answer,
            one.ministry,
        )
        for one in items
    ]
    return as_xlsx(sheet, columns, rows)


def is_workbook(content: bytes) -> bool:
    """Whether the bytes are a workbook of this form, whole or not."""
    return content.startswith(b"PK") and b"xl/" in content


def from_workbook(content: bytes, claims: Claims) -> tuple[Sequence[Back], Sequence[Fault]]:
    """The answers in a workbook, and what cannot be taken."""
    try:
        formulas = _look_through(content)
        sheets = _sheets(content)
    except _TooMuch:
        return (), (_too_much(),)
    except (*_BROKEN, CalamineError, ZipError):
        return (), (_damaged(),)
    found: list[Back] = []
    faults: list[Fault] = []
    for row, cells in sheets:
        _read_row(row, cells, formulas, claims, found, faults)
    if not found and not faults:
        faults.append(cannot_read("–"))
    return found, faults


class _TooMuch(Exception):
    """The workbook unpacks to more than items of a report can be."""


def _look_through(content: bytes) -> set[str]:
    """The cells that hold formulas; raises where the workbook unpacks to too much, or reaches too far."""
    formulas: set[str] = set()
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if sum(one.file_size for one in packed.infolist()) > MOST_UNPACKED or len(packed.infolist()) > 500:
            raise _TooMuch
        for name in packed.namelist():
            part = packed.read(name)  # no more than it says of itself, and its sum is checked
            if not name.startswith("xl/worksheets/"):
                continue
            right = bottom = 1
            for letters, number, formula in _CELL.findall(part):
                right, bottom = max(right, _column(letters)), max(bottom, int(number))
                if formula:
                    formulas.add((letters + number).decode())
            if right * bottom > MOST_CELLS:
                raise _TooMuch
    return formulas


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _sheets(content: bytes) -> list[tuple[int, list[str]]]:
    """The rows of the first sheet with a reference in it, each with its number; else of the first sheet."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    first: list[tuple[int, list[str]]] = []
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        if sheet.height * sheet.width > MOST_CELLS:
            raise _TooMuch
        rows = [(number, list(map(_text, row))) for number, row in enumerate(sheet.iter_rows(), start=1)]
        if any(REFERENCE.search(cell) for _number, row in rows for cell in row):
            return rows
        first = first or rows
    return first


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _read_row(
    row: int, cells: list[str], formulas: set[str], claims: Claims, found: list[Back], faults: list[Fault]
) -> None:
    at = next((n for n, cell in enumerate(cells) if REFERENCE.search(cell)), None)
    if at is None:
        return
    part = {name: cells[at + n] if at + n < len(cells) else "" for name, n in _parts()}
    for name, n in _parts():
        place = f"{_letters(at + n)}{row}"
        if place in formulas and name in {"claim", "answer", "ministry"}:
            faults.append(_formula(place))
            return
    claim = claim_in(part["claim"], claims)
    if claim is None:
        faults.append(no_claim(f"{_letters(at + CLAIM)}{row}", part["claim"]))
        return
    held = REFERENCE.search(cells[at])
    if held is None:
        return
    place = f"{_letters(at + ANSWER)}{row}"
    found.append(Back(place, held[1], held[2], part["words"], claim, part["answer"], part["ministry"]))


def _parts() -> Iterator[tuple[str, int]]:
    yield from (("words", WORDS), ("claim", CLAIM), ("answer", ANSWER), ("ministry", MINISTRY))


def _letters(number: int) -> str:
    """The letters of a column, counted from 0.

    >>> _letters(0), _letters(27)
    ('A', 'AB')
    """
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def _formula(place: str) -> Fault:
    return Fault(
        place,
        Sentence(say("The cell holds a formula, which is not taken.")),
        Sentence(say("Write the words themselves into the cell, and take the file back again.")),
    )


def _damaged() -> Fault:
    return Fault(
        "–",
        Sentence(say("The workbook cannot be read; it may be damaged or locked by a password.")),
        Sentence(say("Open it in a spreadsheet and save it again without a password.")),
    )


def _too_much() -> Fault:
    return Fault(
        "–",
        Sentence(say("The workbook holds far more than was given out.")),
        Sentence(
            say("Do not open it if it comes from a stranger. Otherwise copy the answers into the file given out.")
        ),
    )
