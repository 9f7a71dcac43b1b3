"""Reading what is sealed of a case: handed out to who was entrusted with it, and noted in the reading log."""

from collections.abc import Sequence
from datetime import datetime

from unannounced.records.accounts.queries import Viewer
from unannounced.records.ledger.actions import note_readings
from unannounced.records.reprisals import queries
from unannounced.records.reprisals.models import Reprisal, SealedPart


def read_parts(case: Reprisal, *, by: Viewer, at: datetime) -> Sequence[SealedPart]:
    """The sealed parts of a case with their bytes, and that this is noted in the reading log."""
    found = list(queries.sealed_parts(by).filter(reprisal=case).order_by("-at", "-pk"))
    note_readings(found, by=by.pk, at=at)
    return found
