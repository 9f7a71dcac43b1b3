"""Finding the header of a table: below a title, over several rows, with merged cells, with names that stand twice."""

import re
from collections import Counter
from collections.abc import Sequence

from unannounced.crafts.registers.heads import BETWEEN
from unannounced.crafts.registers.values import Problem
from unannounced.duties.words import say

SEARCHED = 60  # rows in which the header is looked for
_NUMBER = re.compile(r"[-+]?[\d.,\s']*\d[\d.,\s']*%?")
_DAY = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}.*")
Texts = Sequence[str]


def header_rows(rows: Sequence[Texts]) -> tuple[int, int]:
    """The first and the last row of the header, counted from 0, in the first rows of a table.

    A title above the table fills few cells. A header over several rows has gaps in its upper rows, where a word stands
    for the columns beside or below it.
    """
    width = _usual_width(rows)
    first = next((at for at, row in enumerate(rows) if _filled(row) >= max(1, 0.6 * width) or _parts(rows, at)), 0)
    last = first
    while last + 1 < len(rows) and last - first < 3 and _parts(rows, last):
        last += 1
    return first, last


def _usual_width(rows: Sequence[Texts]) -> int:
    widths = Counter(_filled(row) for row in rows)
    widths.pop(0, None)
    return max(widths, key=lambda width: (widths[width], width)) if widths else 0


def _filled(row: Texts) -> int:
    return sum(1 for cell in row if cell.strip())


def _parts(rows: Sequence[Texts], at: int) -> bool:
    """Whether the row after ``at`` goes on with the header: it fills gaps of this one with words, over numbers."""
    if at + 2 >= len(rows):
        return False
    here, below = rows[at], rows[at + 1]
    length = max(len(here), len(below))
    upper, lower = _stretched(here, length), _stretched(below, length)
    fills = [n for n in range(length) if lower[n] and not upper[n]]
    over = [n for n in range(length) if upper[n] and lower[n]]
    if not fills or (_filled(here) < 2 and upper[0]) or any(is_value(cell) for cell in (*here, *below) if cell):
        return False
    counted = {n for row in rows[at + 2 :] for n, cell in enumerate(row) if cell and is_value(cell)}
    gaps = any(upper[n] and not lower[n] for n in range(length))
    return bool(counted & set(fills)) and (bool(upper[0]) or gaps or bool(counted & set(over)))


def _stretched(row: Texts, length: int) -> list[str]:
    return [*(cell.strip() for cell in row), *[""] * (length - len(row))]


def is_value(cell: str) -> bool:
    """Whether a cell holds a number or a day rather than words; a year alone can be the name of a column."""
    said = cell.strip()
    if re.fullmatch(r"(19|20)\d\d", said):
        return False
    return bool(_NUMBER.fullmatch(said) or _DAY.fullmatch(said))


def joined(rows: Sequence[Texts], *, spread: bool = True) -> list[str]:
    """The names of the columns from the rows of a header.

    ``spread``: a word of an upper row stands for the columns after it until the next word, where a lower row goes on;
    not so where the file says which cells are merged, and they are filled already.
    """
    if len(rows) == 1:
        return [" ".join(cell.split()) for cell in rows[0]]
    length = max(map(len, rows))
    levels = [_stretched(row, length) for row in rows]
    for number, level in enumerate(levels[:-1] if spread else ()):
        _spread(level, levels[number + 1 :])
    names = []
    for at in range(length):
        parts = [" ".join(level[at].split()) for level in levels]
        names.append(BETWEEN.join(dict.fromkeys(part for part in parts if part)))
    return names


def _spread(level: list[str], lower: Sequence[list[str]]) -> None:
    last = ""
    for at, cell in enumerate(level):
        if cell:
            last = cell
        elif any(one[at] for one in lower):
            level[at] = last


def named(names: Sequence[str], notes: list[Problem], row: int) -> tuple[str, ...]:
    """Names that differ: a second one gets a number, an empty one that of its column. Trailing empty ones fall away."""
    found: dict[str, None] = {}
    times: Counter[str] = Counter()
    for at, name in enumerate(names, start=1):
        said = name or f"({at})"
        if said in found:
            times[said] += 1
            again = 1 + times[said]
            while f"{said} ({again})" in found:
                again, times[said] = again + 1, times[said] + 1
            notes.append(
                Problem(
                    row,
                    said,
                    said,
                    say("Two columns are called “{name}”; the second one is read as “{second}”."),
                    say("If the mapping means the second one, write it so."),
                    {"name": said, "second": f"{said} ({again})"},
                )
            )
            said = f"{said} ({again})"
        found[said] = None
    return tuple(found)
