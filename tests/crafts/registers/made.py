"""Small invented tables and mappings for the tests of registers."""

import io
from datetime import date

import pyarrow as arrow
import pyarrow.parquet as parquet
import xlsxwriter

from unannounced.crafts.registers.mapping import read_mapping
from unannounced.crafts.registers.reading import read_register
from unannounced.crafts.registers.tables import open_table
from unannounced.crafts.registers.values import Problem, ReadPlace, ReadRegister

TODAY = date(2026, 11, 26)
HEAD = """
name: xa-prisons
register: xa-prisons
title: {en: Prisons of Aldovia, fr: Prisons d'Aldovie}
publisher: Ministry of Justice of Aldovia
licence: none stated
"""


def mapping_text(columns: str, *, layout: str = "places", state: str = "XXA", more: str = "as_of: 2026-06-30") -> str:
    """A mapping with these columns, each line ``- {from: …, is: …}``."""
    return f"{HEAD}layout: {layout}\n{f'state: {state}' if state else ''}\n{more}\ncolumns:\n{columns}"


PLAIN = mapping_text(
    """
  - {from: Code, is: key}
  - {from: Name, is: name}
  - {from: Town, is: town}
  - {from: Places, is: official_capacity}
  - {from: Held, is: persons}
"""
)


def read(
    table: str | bytes, mapping: str = PLAIN, *, file_name: str = "a.csv", as_of: date | None = None
) -> ReadRegister:
    """The table as the mapping reads it on a fixed day."""
    content = table.encode() if isinstance(table, str) else table
    opened = open_table(content, file_name)
    return read_register(opened, read_mapping(mapping, where="test"), today=TODAY, as_of=as_of)


def place(found: ReadRegister, key: str) -> ReadPlace:
    """The place with this key."""
    return next(one for one in found.places if one.key == key)


def told(one: ReadPlace) -> dict[str, list[str]]:
    """What is said of a place as texts."""
    said: dict[str, list[str]] = {}
    for entry in one.told:
        said.setdefault(entry.what, []).append(entry.value)
    return said


def counts(one: ReadPlace) -> dict[str, list[tuple[date, int]]]:
    """The counts of a place by day."""
    return {
        what: [(date.fromordinal(day), number) for day, number in zip(days, numbers, strict=True)]
        for what, (days, numbers) in one.counts.items()
    }


def sentences(found: ReadRegister) -> list[str]:
    """The problems as a person reads them: row, column, value and what is wrong."""
    return [f"{one.row} {one.column} {one.value}: {said(one)}" for one in found.problems]


def said(problem: Problem) -> str:
    """The sentence of a problem, and what to do."""
    return f"{problem.reason} {problem.way_out}".format(**problem.facts).strip()


def workbook(rows: list[list[object]], merged: list[tuple[str, object]] | None = None, sheet: str = "Sheet1") -> bytes:
    """A workbook with these cells; ``merged`` are ranges like "B1:C1" with what stands in them."""
    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed, {"in_memory": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    here = book.add_worksheet(sheet)
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                here.write_datetime(number, column, cell, day)
            elif cell != "":
                here.write(number, column, cell)
    for span, cell in merged or []:
        here.merge_range(span, cell)
    book.close()
    return packed.getvalue()


def parquet_file(columns: dict[str, list[object]]) -> bytes:
    """A Parquet file with these columns."""
    packed = io.BytesIO()
    parquet.write_table(arrow.table(columns), packed)
    return packed.getvalue()
