"""Parquet, read in batches by pyarrow."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pyarrow as arrow
import pyarrow.parquet as parquet

from unannounced.crafts.registers.headers import named
from unannounced.crafts.registers.tables import (
    CHUNK,
    MOST_BYTES,
    Cell,
    Content,
    NotATable,
    Refuse,
    Row,
    passed_over,
    refused,
    too_large,
)
from unannounced.crafts.registers.values import Problem
from unannounced.duties.words import say

NESTED = say("The column “{head}” holds lists or tables in its cells; nothing of it is read.")
WRITE_PLAIN = say("If it matters, export the table with one value in each cell.")


@dataclass(slots=True)
class ParquetSheet:
    """A table in a Parquet file; its rows are counted as if the header were row 1."""

    content: Content
    header: tuple[str, ...] = ()
    form: str = "Parquet"
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    header_row: int = 1
    notes: list[Problem] = field(default_factory=list)

    def chunks(self, refuse: Refuse = passed_over) -> Iterator[tuple[Sequence[int], list[Row]]]:
        """Row numbers and rows, a batch at a time."""
        begin = self.header_row + 1
        with _opened(self.content) as file:
            for columns in _batches(file):
                yield range(begin, begin + len(columns[0])), list(zip(*columns, strict=True))
                begin += len(columns[0])


def _batches(file: Any) -> Iterator[list[list[Cell]]]:
    try:
        for batch in file.iter_batches(batch_size=CHUNK):
            yield [_cells(column) for column in batch.columns]
    except (arrow.ArrowException, OSError, ValueError) as error:
        raise _damaged(error) from error


def _cells(column: Any) -> list[Cell]:
    kind = column.type
    if arrow.types.is_dictionary(kind):
        column = column.dictionary_decode()
    elif arrow.types.is_decimal(kind):
        column = column.cast(arrow.float64())
    elif arrow.types.is_timestamp(kind):  # a register has no smaller parts of a second
        column = column.cast(arrow.timestamp("us", kind.tz), safe=False)
    elif arrow.types.is_nested(kind):
        return [""] * len(column)
    return [_cell(one) for one in column.to_pylist()]


def _cell(value: Any) -> Cell:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return "" if value != value else value  # not a number is not known
    if isinstance(value, int | str | date | datetime):
        return value
    if isinstance(value, bytes):
        return value.decode(errors="replace")
    return str(value)


def _opened(content: Content) -> Any:
    try:
        return parquet.ParquetFile(io.BytesIO(content.whole()))
    except (arrow.ArrowException, OSError, ValueError) as error:
        raise _damaged(error) from error


def _damaged(error: Exception) -> NotATable:
    return refused(
        say("The Parquet file is damaged: {error}."),
        say("Fetch the file again from where it came."),
        error=str(error)[:200].rstrip("."),
    )


def read(content: Content) -> ParquetSheet:
    """The table in a Parquet file. Raises ``NotATable`` if it cannot be read."""
    with _opened(content) as file:
        told = file.metadata
        if sum(told.row_group(at).total_byte_size for at in range(told.num_row_groups)) > MOST_BYTES:
            raise too_large()
        sheet = ParquetSheet(content)
        sheet.header = named(file.schema_arrow.names, sheet.notes, 1)
        nested = [one.name for one in file.schema_arrow if arrow.types.is_nested(one.type)]
        sheet.notes += [Problem(None, head, "", NESTED, WRITE_PLAIN, {"head": head}) for head in nested]
    return sheet
