"""Tables of figures as a typeset annex: each with caption, head on every page, note and source (tables.typ).

Tagged PDF/A-2a and PDF/UA-1, a bookmark for each table, the same bytes for the same figures.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from unannounced.crafts.typesetting.drawing import drawn
from unannounced.crafts.typesetting.look import Look
from unannounced.crafts.typesetting.pieces import printable
from unannounced.crafts.typesetting.reports import drawn_look
from unannounced.crafts.typesetting.words import Words, direction, words_of

WIDE = 7
"""A table with more columns lies on a page turned on its side."""

_NUMBER = re.compile(r"[-−–]?[0-9][0-9 \u00a0\u202f.,]*\s?(?:%|‰)?\Z")
_NOTHING = ("", "–", "—", "…")


@dataclass(frozen=True, slots=True)
class FiguresTable:
    """A table as it is printed: every cell is a text already, in the language of the annex.

    ``note`` says how the figures were reckoned, or what is withheld; ``source`` where they come from.
    """

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    source: str = ""


def typeset_tables(
    title: str,
    tables: Sequence[FiguresTable],
    look: Look,
    *,
    language: str = "en",
    mechanism: str = "",
    under: Sequence[str] = (),
    foot: str = "",
    day: date | None = None,
) -> bytes:
    """The annex as PDF. ``under`` are lines below the title, such as the period; ``foot`` stands on every page.

    ``ValueError`` for a row that is not as long as the head, whose cells would shift. ``NotDrawn`` where no font has a
    character.
    """
    words = words_of(language)
    values = {
        "look": drawn_look(look, mechanism),
        "words": {"table": words["table"], "page": words["page"]},
        "language": language.partition("-")[0].lower(),
        "direction": direction(language),
        "title": printable(title),
        "mechanism": printable(mechanism),
        "under": [printable(line) for line in under],
        "foot": printable(foot or mechanism),
        "tables": [_table(one, words) for one in tables],
    }
    return drawn("tables.typ", "annex", values, look, day)


def _table(one: FiguresTable, words: Words) -> dict[str, Any]:
    for row in one.rows:
        if len(row) != len(one.head):
            raise ValueError(f"“{one.title}”: a row has {len(row)} cells under {len(one.head)} columns.")
    columns = list(zip(*one.rows, strict=True)) or [() for _ in one.head]
    return {
        "title": printable(one.title),
        "head": [printable(cell) for cell in one.head],
        "rows": [[printable(cell) for cell in row] for row in one.rows],
        "numbers": [is_numbers(cells) or (place > 0 and _says_nothing(cells)) for place, cells in enumerate(columns)],
        "widths": [_width(head, cells) for head, cells in zip(one.head, columns, strict=True)],
        "wide": len(one.head) > WIDE,
        "empty": words["no_rows"],
        "lines": [
            f"{words[key]} {printable(said)}" for key, said in (("note", one.note), ("source", one.source)) if said
        ],
    }


def is_numbers(cells: Sequence[str]) -> bool:
    """Whether a column holds numbers, which stand under each other at its end.

    >>> is_numbers(("12", "–", "4 300,5 %")), is_numbers(("12", "Bresk")), is_numbers(("–",))
    (True, False, False)
    """
    said = [cell.strip() for cell in cells if cell.strip() not in _NOTHING]
    return bool(said) and all(_NUMBER.match(cell) for cell in said)


def _says_nothing(cells: Sequence[str]) -> bool:
    return all(cell.strip() in _NOTHING for cell in cells)


def _width(head: str, cells: Sequence[str]) -> int:
    """The share of a column in the width: by its longest word and the bulk of its words, within reason."""
    longest = max((len(word) for cell in (head, *cells) for word in cell.split()), default=1)
    bulk = sorted((len(cell) for cell in cells), reverse=True)[:1]
    return min(40, max(longest, min(30, *bulk) if bulk else 0, 5))
