"""Conditions on items in the words of the database itself: made by somebody, one of very many, said before."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, F, Func, Q, QuerySet, TextField, Value

from unannounced.records.accounts.queries import Viewer
from unannounced.records.recommendations.models import Item
from unannounced.records.reports.queries import reports_seen_by


class _Condition(Func):
    """A condition on a column and a text, written for each database."""

    output_field = BooleanField()
    arity = 2
    sqlite: str
    postgresql: str

    def __init__(self, column: str, text: str) -> None:
        super().__init__(F(column), Value(text, output_field=TextField()))

    def as_sql(self, compiler: Any, connection: Any, **_more: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """The condition in the words of the database."""
        column, before = compiler.compile(self.source_expressions[0])
        text, after = compiler.compile(self.source_expressions[1])
        template = self.postgresql if connection.vendor == "postgresql" else self.sqlite
        return template.format(column=column, text=text), [*before, *after]


class MadeBy(_Condition):
    """The condition that one of the makers of an item bears a name as printed, small and capital letters alike."""

    sqlite = "EXISTS(SELECT 1 FROM json_each({column}) AS maker WHERE maker.value = {text} COLLATE NOCASE)"
    postgresql = (
        "EXISTS(SELECT 1 FROM jsonb_array_elements_text({column}) AS maker(name)"
        " WHERE lower(maker.name) = lower({text}))"
    )

    def __init__(self, name: str) -> None:
        super().__init__("made_by", name)


class OneOf(_Condition):
    """The condition that an item is one of very many, as one text: thousands of placeholders take longer to write."""

    sqlite = "{column} IN (SELECT value FROM json_each({text}))"
    postgresql = "{column}::text IN (SELECT jsonb_array_elements_text({text}::jsonb))"

    def __init__(self, keys: Iterable[UUID | str]) -> None:
        """Ids, or ids as the database itself writes them."""
        written = str if connection.vendor == "postgresql" else _hexadecimal
        super().__init__("pk", json.dumps([written(key) for key in keys]))


def _hexadecimal(key: UUID | str) -> str:
    return key if isinstance(key, str) else key.hex


def makers_among(items: QuerySet[Item]) -> list[str]:
    """The names of all who made ``items``, in order; one query."""
    lists = items.order_by().values_list("made_by", flat=True).distinct()
    return sorted({name for names in lists for name in names})


def said_before(times: int, viewer: Viewer) -> Q:
    """The condition that an item was said at least so many times before, in reports the viewer may read."""
    seen = reports_seen_by(viewer).order_by().values("pk")
    found = Q()
    for step in range(1, times + 1):
        found &= Q(**{"__".join(["repeats"] * step) + "__report__in": seen})
    return found
