"""Reading the ledger: the lines about something, the head of the chain."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from unannounced.duties import chain
from unannounced.records.ledger.models import Line


def lines_about(subjects: Iterable[UUID], *, within: UUID | None = None) -> QuerySet[Line]:
    """The lines whose act was about any of ``subjects``, or belongs to the visit ``within``; newest first."""
    wanted = Q(subject_id__in=list(subjects))
    if within is not None:
        wanted |= Q(within=within)
    return Line.objects.filter(wanted).order_by("-seq")


def all_lines() -> QuerySet[Line]:
    """Every line, newest first: for auditors, who alone see numbers."""
    return Line.objects.order_by("-seq")


def head() -> chain.Checkpoint:
    """How many lines are linked, and the link of the last; nothing yet gives zero and the genesis."""
    last = Line.objects.filter(number__isnull=False).order_by("-number").first()
    return chain.Checkpoint(last.number or 0, last.link) if last else chain.Checkpoint(0, chain.GENESIS)
