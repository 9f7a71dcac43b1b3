"""Erasing cases of reprisal: so many months after closing a case is gone, row by row, and the ledger proves it.

Nothing of a case is left, neither its word for the person nor that it held a communication. Each is erased in a
transaction of its own, and its line says no word of it.
"""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Model

from unannounced.duties import protecting
from unannounced.duties.protecting import CaseStage
from unannounced.records.communications.models import Held
from unannounced.records.ledger.actions import NOBODY, act
from unannounced.records.reprisals.models import AgreedTo, CaseLink, Entrusted, FollowUp, Measure, Reprisal, SealedPart


def erasure_of(case: Reprisal) -> date | None:
    """The day from which a case is to be erased; None while it is open."""
    closed_on = case.closed_at.date() if case.closed_at else None
    return protecting.erasure_on(closed_on=closed_on, months=case.keep_months)


def erase_due(*, by: UUID = NOBODY, at: datetime) -> int:
    """Erase the cases whose months are over today, one after the other; how many were erased."""
    closed = Reprisal.objects.filter(stage=CaseStage.CLOSED.value, closed_at__lt=at).order_by("closed_at", "pk")
    due = [one.pk for one in closed if _is_due(one, at.date())]
    return sum(_erase(pk, by, at) for pk in due)


def _is_due(case: Reprisal, today: date) -> bool:
    on = erasure_of(case)
    return on is not None and on <= today


def _erase(pk: UUID, by: UUID, at: datetime) -> int:
    with act("erase a case of reprisal", by=by, at=at) as line:
        case = Reprisal.objects.select_for_update().filter(pk=pk).first()
        if case is None or not _is_due(case, at.date()):
            return 0  # opened again, or kept for longer, since it was looked at
        line.about = case
        for row in _rows(case):
            line.erase(row)
        line.erase(case)
    return 1


def _rows(case: Reprisal) -> Sequence[Model]:
    """The rows that hang on a case, each before what it points to; bytes are not loaded."""
    links = list(CaseLink.objects.filter(reprisal=case))
    held = Held.objects.filter(pk__in=[one.held for one in links], ended_at__isnull=False)
    rows: list[Model] = [*links, *held, *FollowUp.objects.filter(reprisal=case)]
    rows += SealedPart.objects.filter(reprisal=case).defer("sealed")
    for table in (AgreedTo, Measure, Entrusted):
        rows += table._base_manager.filter(reprisal=case)
    return rows
