"""Rows exactly as the database holds them, for verification: a hand may have put in what no column can mean.

SQLite takes any text into any column, and the program would read some of it as if nothing had
happened: a day that is no day as none, an id in capitals as the same id that no search finds any more.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Field, Model

AT_ONCE = 2000
_CANNOT_BE = (ValueError, TypeError, AttributeError, OverflowError, ValidationError)


@dataclass(frozen=True, slots=True)
class Stored:
    """One row: its id as the ledger writes it, and the row; ``row`` is ``None`` if it cannot have been written here."""

    key: str
    row: Model | None


def rows(model: type[Model], condition: str = "") -> Iterator[Stored]:
    """Every row of the table, or those that meet ``condition`` (SQL, in its order)."""
    fields = model._meta.concrete_fields
    name = connection.ops.quote_name
    plain = "+" if connection.vendor == "sqlite" else ""  # without it sqlite3 would make days and times of texts
    columns = ", ".join(f"{plain}{name(str(field.column))}" for field in fields)
    statement = f"SELECT {columns} FROM {name(model._meta.db_table)}"  # noqa: S608
    readers = [_reader(model, field) for field in fields]
    place = [field.primary_key for field in fields].index(True)
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"{statement} {condition}")
        while found := cursor.fetchmany(AT_ONCE):
            for raw in found:
                yield _stored(model, fields, readers, raw, place)


def _stored(
    model: type[Model], fields: Sequence[Any], readers: Sequence[Callable[[Any], Any]], raw: Sequence[Any], place: int
) -> Stored:
    try:
        key = str(readers[place](raw[place]))
    except _CANNOT_BE:
        return Stored(str(raw[place]), None)
    try:
        values = [read(value) for read, value in zip(readers, raw, strict=True)]
        written = all(map(_as_written, fields, values, raw))
    except _CANNOT_BE:
        written = False
    if not written:
        return Stored(key, None)
    return Stored(key, model.from_db(connection.alias, [field.attname for field in fields], values))


def _reader(model: type[Model], field: "Field[Any, Any]") -> Callable[[Any], Any]:
    """What the ORM does to a value between the database and the program."""
    column = field.get_col(model._meta.db_table)
    steps = [*connection.ops.get_db_converters(column), *column.get_db_converters(connection)]

    def read(value: Any) -> Any:
        for step in steps:
            value = step(value, column, connection)
        return value

    return read


def _as_written(field: "Field[Any, Any]", value: Any, raw: Any) -> bool:
    """Whether the program would have written ``value`` as it stands there; PostgreSQL knows one form alone."""
    if connection.vendor != "sqlite":
        return True
    written = field.get_db_prep_save(value, connection)
    if isinstance(written, memoryview | bytes):
        return isinstance(raw, bytes) and bytes(written) == raw
    if isinstance(written, bool):
        written = int(written)
    return type(written) is type(raw) and bool(written == raw)
