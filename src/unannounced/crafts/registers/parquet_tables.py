"""Parquet, read in batches by pyarrow."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pyarrow as arrow
import pyarrow.parquet as parquet

from unannounced.crafts.registers.headers import named
from unannounced.crafts.registers.tables import CHUNK, MOST_BYTES, Cell, Content, Row, refused, too_large
from unannounced.crafts.registers.values import Problem
from unannounced.duties.words import say


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

    def chunks(self) -> Iterator[tuple[Sequence[int], list[Row]]]:
        """Row numbers and rows, a batch at a time."""
        begin = self.header_row + 1
        with _opened(self.content) as file:
            for batch in file.iter_batches(batch_size=CHUNK):
                columns = [_cells(column) for column in batch.columns]
                yield range(begin, begin + batch.num_rows), list(zip(*columns, strict=True))
                begin += batch.num_rows


def _cells(column: Any) -> list[Cell]:
    kind = column.type
    if arrow.types.is_dictionary(kind):
        column = column.dictionary_decode()
    elif arrow.types.is_decimal(kind):
        column = column.cast(arrow.float64())
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
        raise refused(
            say("The Parquet file is damaged: {error}."),
            say("Fetch the file again from where it came."),
            error=str(error)[:200].rstrip("."),
        ) from error


def read(content: Content) -> ParquetSheet:
    """The table in a Parquet file. Raises ``NotATable`` if it cannot be read."""
    with _opened(content) as file:
        told = file.metadata
        if sum(told.row_group(at).total_byte_size for at in range(told.num_row_groups)) > MOST_BYTES:
            raise too_large()
        sheet = ParquetSheet(content)
        sheet.header = named(file.schema_arrow.names, sheet.notes, 1)
    return sheet
