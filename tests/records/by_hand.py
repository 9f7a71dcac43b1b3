"""What a hand with access to the database can do to a row, past every rule of the program."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.models import Model

OTHER = UUID("00000000-0000-4000-8000-00000000beef")


def other(value: Any, field: "models.Field[Any, Any]") -> Any:
    """A value that is not ``value`` and that the column can hold."""
    match value:
        case bool():
            return not value
        case int():
            return value + 700
        case str():
            near = "PQ" if value.isupper() else "pq"
            return value[:-1] + (near[0] if value.endswith(near[1]) else near[1])
        case datetime():
            return value + timedelta(seconds=1)
        case date():
            return value + timedelta(days=1)
        case bytes() | memoryview():
            return bytes(value) + b"."
        case UUID():
            return OTHER
        case dict() | list():
            return {"en": "Elsewhere"}
        case None:
            return _something(field)
        case _:
            raise TypeError(f"no other value is known for {value!r}")


def _something(field: "models.Field[Any, Any]") -> Any:
    """A value for a column that is empty."""
    inner = field.target_field if isinstance(field, models.ForeignKey) else field
    if isinstance(inner, models.UUIDField):
        return OTHER
    if isinstance(inner, models.DateTimeField):
        return datetime(2001, 1, 1, tzinfo=UTC)
    if isinstance(inner, models.DateField):
        return date(2001, 1, 1)
    if isinstance(inner, models.BooleanField):
        return True
    return 1 if isinstance(inner, models.IntegerField) else "something"


def execute(statement: str, values: list[Any]) -> None:
    """Run one statement as a hand would: on SQLite no check stands in its way."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints=ON")
        try:
            cursor.execute(statement, values)
        finally:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA ignore_check_constraints=OFF")


def alter(row: Model, field: "models.Field[Any, Any]") -> None:
    """Give one column of ``row`` another value."""
    changed = _stored(field, other(getattr(row, field.attname), field))
    execute(f"UPDATE {_table(row)} SET {_column(field)} = %s WHERE id = %s", [changed, _key(row)])


def spoil(row: Model, field: "models.Field[Any, Any]", value: object = "!? no value of this column") -> None:
    """Put into a column something that no value of it can be; only SQLite lets one."""
    execute(f"UPDATE {_table(row)} SET {_column(field)} = %s WHERE id = %s", [value, _key(row)])


def delete(row: Model) -> None:
    """Remove ``row``."""
    execute(f"DELETE FROM {_table(row)} WHERE id = %s", [_key(row)])


def insert_beside(row: Model) -> UUID:
    """Insert a row like ``row`` with other values in every column; its id."""
    fields = row._meta.concrete_fields
    values = [_stored(field, other(getattr(row, field.attname), field)) for field in fields]
    columns, places = ", ".join(map(_column, fields)), ", ".join(["%s"] * len(fields))
    execute(f"INSERT INTO {_table(row)} ({columns}) VALUES ({places})", values)
    return OTHER


def _stored(field: "models.Field[Any, Any]", value: Any) -> Any:
    return field.get_db_prep_save(value, connection)


def _key(row: Model) -> Any:
    return _stored(row._meta.pk, row.pk)


def _table(row: Model) -> str:
    return connection.ops.quote_name(row._meta.db_table)


def _column(field: "models.Field[Any, Any]") -> str:
    return connection.ops.quote_name(field.column)
