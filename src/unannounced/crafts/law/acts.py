"""The acts out of CSV files, row by row; and the law as it is shipped, conventions and acts together."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import resources

from unannounced.crafts.law.conventions import shipped_conventions
from unannounced.crafts.names import every_real_code, real_names
from unannounced.duties.decision import Refused
from unannounced.duties.treaty.acts import COLUMNS, FURTHER_COLUMNS, Act, read_row
from unannounced.duties.treaty.law import Law
from unannounced.duties.words import say

PUT_TOGETHER_ON = date(2026, 11, 22)
"""The day on which the shipped facts were put together; what has no older source is known since then."""
_OLDER_SOURCES = {"2015-03-14": date(2015, 3, 14), "August 2022": date(2022, 8, 31)}
_TOO_MANY = "\0more"
"""Where cells beyond the head of a table are put; no column can be called so."""
_NEEDED = ("treaty", "state", "action", "date", "source", "confidence")


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row of a table, by the number of its line in the file, and what it says or why it cannot be taken."""

    number: int
    act: Act | Refused


def known_since(act: Act, otherwise: date) -> date:
    """The first day on which the register can have known ``act``: the day of its source, else ``otherwise``."""
    if act.known_since is not None:
        return act.known_since
    return next((day for mark, day in _OLDER_SOURCES.items() if mark in act.source), otherwise)


def read_table(text: str, *, learned: date) -> tuple[ReadRow, ...] | Refused:
    """The rows of a CSV table with the columns of the register; a refusal where a needed column is missing."""
    table = csv.DictReader(io.StringIO(text, newline=""), restkey=_TOO_MANY, restval="")
    heads = list(table.fieldnames or [])
    twice = sorted({name for name in heads if heads.count(name) > 1})
    if twice:
        return Refused(
            say("The table has a column twice: {twice}."),
            say("Rule of this software: the treaty register"),
            say("Take one of them out, or name it otherwise."),
            {"twice": ", ".join(twice)},
        )
    missing = [name for name in _NEEDED if name not in heads]
    if missing:
        return Refused(
            say("The table lacks the columns {missing}."),
            say("Rule of this software: the treaty register"),
            say("The first line names the columns: {columns}; {further} are welcome too."),
            {"missing": ", ".join(missing), "columns": ", ".join(COLUMNS), "further": ", ".join(FURTHER_COLUMNS)},
        )
    return tuple(_rows(table, learned))


def _rows(table: "csv.DictReader[str]", learned: date) -> Iterator[ReadRow]:
    for row in table:
        if not any((value or "").strip() for value in row.values() if isinstance(value, str)):
            continue
        if any((cell or "").strip() for cell in row.get(_TOO_MANY) or ()):
            yield ReadRow(table.line_num, _too_many_cells())
            continue
        act = read_row({name: value for name, value in row.items() if isinstance(value, str)})
        if isinstance(act, Act):
            act = replace(act, known_since=known_since(act, learned))
        yield ReadRow(table.line_num, act)


def _too_many_cells() -> Refused:
    return Refused(
        say("The row has more cells than the first line names."),
        say("Rule of this software: the treaty register"),
        say("Put what holds a comma between quotation marks."),
    )


@cache
def shipped_acts() -> tuple[Act, ...]:
    """The acts that are shipped. Raises ``ValueError`` if a row of the file is not what it must be."""
    text = resources.files("unannounced.facts").joinpath("treaties.csv").read_text(encoding="utf-8")
    rows = read_table(text, learned=PUT_TOGETHER_ON)
    if isinstance(rows, Refused):
        raise ValueError(str(rows))
    wrong = [f"treaties.csv, row {row.number}: {row.act}" for row in rows if isinstance(row.act, Refused)]
    if wrong:
        raise ValueError("\n".join(wrong))
    return tuple(row.act for row in rows if isinstance(row.act, Act))


@cache
def shipped_law() -> Law:
    """The law as it is shipped: every convention, every act, every State by its ISO code."""
    return law_of(shipped_acts())


def law_of(acts: Iterable[Act], names: Mapping[str, str] | None = None) -> Law:
    """The shipped conventions with these ``acts``; ``names`` are those of further States, invented ones for example."""
    held = tuple(acts)
    known = {code: real_names(code)["en"] for code in every_real_code()}
    known |= {act.state: known.get(act.state, act.state) for act in held if act.state}
    return Law(shipped_conventions(), held, known | dict(names or {}))


def written(acts: Iterable[Act]) -> str:
    """The acts as a CSV table that ``read_table`` takes again, each date as the register has it."""
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\n")
    table.writerow((*COLUMNS, *FURTHER_COLUMNS[1:]))
    for act in acts:
        day = "never" if act.never else act.day or act.year or ""
        table.writerow(
            (
                act.treaty,
                act.state,
                act.action,
                day,
                act.note,
                act.source,
                act.confidence.value,
                act.named_day or "",
                ";".join(act.concerns),
                act.known_since or "",
                act.corrects,
            )
        )
    return out.getvalue()
