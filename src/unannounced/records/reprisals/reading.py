"""Reading what is sealed of a case: handed out to who was entrusted with it, and noted in the reading log."""

from collections.abc import Sequence
from datetime import datetime

from unannounced.records.accounts.queries import Viewer
from unannounced.records.ledger.actions import note_readings
from unannounced.records.reprisals import queries
from unannounced.records.reprisals.models import Reprisal, SealedPart


def read_parts(
    case: Reprisal, *, first: int = 0, most: int | None = None, by: Viewer, at: datetime
) -> Sequence[SealedPart]:
    """The sealed parts of a case with their bytes, the newest first, and that this is noted in the reading log.

    ``first`` and ``most`` take a stretch of them: those after so many, and so many.
    """
    every = queries.sealed_parts(by).filter(reprisal=case).select_related("follow_up").order_by("-at", "-pk")
    found = list(every[first:] if most is None else every[first : first + most])
    note_readings(found, by=by.pk, at=at)
    return found


def read_older_parts(*, most: int, by: Viewer, at: datetime) -> Sequence[SealedPart]:
    """Parts of every case of ``by`` that are sealed to an older version of the key, with their bytes; noted as read."""
    found = list(queries.parts_to_reseal(by).defer(None)[:most])
    note_readings(found, by=by.pk, at=at)
    return found
