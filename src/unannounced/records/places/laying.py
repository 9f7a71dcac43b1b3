"""Tables on their way in by page: laid, mapped, foreseen, removed after a week. Technical; nobody else sees them."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from unannounced.records.accounts.queries import Viewer
from unannounced.records.places.models import LaidTable, Source, TableStage

KEPT = timedelta(days=7)
WAITING = (TableStage.TO_FORESEE, TableStage.TO_TAKE)


def tables_of(viewer: Viewer) -> QuerySet[LaidTable]:
    """The tables that ``viewer`` laid and that were not taken in, without their content; the newest first."""
    found = LaidTable.objects.filter(laid_by_id=viewer.pk).exclude(stage=TableStage.TAKEN)
    return found.defer("content", "foreseen").order_by("-laid_at")


def table_of(viewer: Viewer, laid: UUID) -> LaidTable | None:
    """The table with this id, if ``viewer`` laid it."""
    return LaidTable.objects.filter(laid_by_id=viewer.pk, pk=laid).select_related("source").first()


def next_table() -> LaidTable | None:
    """The table that has waited longest for the worker."""
    return LaidTable.objects.filter(stage__in=WAITING).select_related("laid_by").order_by("laid_at").first()


def lay(file_name: str, content: bytes, mapping: str, *, by: Viewer, at: datetime) -> LaidTable:
    """Keep a table until it is taken in."""
    return LaidTable.objects.create(laid_by_id=by.pk, laid_at=at, file_name=file_name, content=content, mapping=mapping)


def map_by(laid: LaidTable, mapping: str, as_of: date | None, *, then: TableStage = TableStage.MAPPING) -> None:
    """Read the table by this mapping from now on; what was foreseen before no longer holds."""
    _note(laid, mapping=mapping, as_of=as_of, foreseen=None, stage=then)


def note_foreseen(laid: LaidTable, foreseen: dict[str, Any]) -> None:
    """Keep what taking it in would do."""
    _note(laid, foreseen=foreseen, stage=TableStage.FORESEEN)


def ask_to_take(laid: LaidTable) -> bool:
    """Let the worker take it in as it was foreseen; whether it was still there to be taken."""
    seen = LaidTable.objects.filter(pk=laid.pk, stage=TableStage.FORESEEN)
    return bool(seen.update(stage=TableStage.TO_TAKE))


def note_taken(laid: LaidTable, source: Source) -> None:
    """Say what came of it; its bytes are no longer kept here."""
    _note(laid, source=source, content=b"", stage=TableStage.TAKEN)


def remove(laid: LaidTable) -> None:
    """Remove a table."""
    LaidTable.objects.filter(pk=laid.pk).delete()


def forget_old_tables(now: datetime) -> int:
    """Remove the tables nobody has needed for a week; how many."""
    return LaidTable.objects.filter(laid_at__lt=now - KEPT).delete()[0]


def _note(laid: LaidTable, **to: Any) -> None:
    LaidTable.objects.filter(pk=laid.pk).update(**to)
    for name, value in to.items():
        setattr(laid, name, value)
