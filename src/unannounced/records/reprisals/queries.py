"""Cases of reprisal, for keepers of the register of communications who were entrusted with them; for nobody else."""

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from unannounced.duties.protecting import CaseStage
from unannounced.records.accounts.queries import Viewer
from unannounced.records.communications.queries import assigned_to, keeping_condition, newest_key
from unannounced.records.reprisals.models import AgreedTo, CaseLink, Entrusted, FollowUp, Measure, Reprisal, SealedPart


def cases_of(viewer: Viewer) -> QuerySet[Reprisal]:
    """The cases ``viewer`` was entrusted with, the open ones first, then the latest."""
    own = Entrusted.objects.filter(reprisal=OuterRef("pk"), person_id=viewer.pk, ended_at__isnull=True)
    held = Reprisal.objects.filter(keeping_condition(viewer), Exists(own))
    return held.select_related("opened_by").order_by("-stage", "-opened_at", "pk")


def entrusted_with(case: UUID, viewer: Viewer) -> QuerySet[Entrusted]:
    """Who is or was entrusted with a case."""
    held = Entrusted.objects.filter(reprisal=case, reprisal__in=cases_of(viewer))
    return held.select_related("person", "by").order_by("at", "pk")


def parts_of(case: UUID, viewer: Viewer) -> QuerySet[SealedPart]:
    """The sealed parts of a case without their bytes, the newest first."""
    return sealed_parts(viewer).filter(reprisal=case).defer("sealed").order_by("-at", "-pk")


def sealed_parts(viewer: Viewer) -> QuerySet[SealedPart]:
    """The sealed parts of every case of ``viewer``, for ``get``."""
    return SealedPart.objects.filter(reprisal__in=cases_of(viewer)).select_related("reprisal", "intake_key", "by")


def parts_to_reseal(viewer: Viewer) -> QuerySet[SealedPart]:
    """The parts that are sealed to an older version of the key than the newest, without their bytes."""
    newest = newest_key()
    older = sealed_parts(viewer).filter(intake_key__version__lt=newest.version if newest else 0)
    return older.defer("sealed").order_by("at", "pk")


def measures_of(case: UUID, viewer: Viewer) -> QuerySet[Measure]:
    """What was done about a case, by day."""
    held = Measure.objects.filter(reprisal=case, reprisal__in=cases_of(viewer))
    return held.select_related("by").order_by("taken_on", "at", "pk")


def agreed_to(case: UUID, viewer: Viewer) -> QuerySet[AgreedTo]:
    """What the person agreed to or refused, the latest first."""
    held = AgreedTo.objects.filter(reprisal=case, reprisal__in=cases_of(viewer))
    return held.select_related("by").order_by("-at", "-pk")


def follow_ups_of(case: UUID, viewer: Viewer) -> QuerySet[FollowUp]:
    """The calls of a case by the day on which they are due."""
    held = FollowUp.objects.filter(reprisal=case, reprisal__in=cases_of(viewer))
    return held.select_related("note", "by").defer("note__sealed").order_by("due_on", "pk")


def calls_of(viewer: Viewer) -> QuerySet[FollowUp]:
    """The calls of every case of ``viewer``, for ``get``."""
    return FollowUp.objects.filter(reprisal__in=cases_of(viewer)).select_related("reprisal")


def calls_due(viewer: Viewer, *, on: date) -> QuerySet[FollowUp]:
    """The calls of the open cases of ``viewer`` that are due on a day or overdue, and were not held."""
    return calls_awaited(viewer).filter(due_on__lte=on)


def calls_awaited(viewer: Viewer) -> QuerySet[FollowUp]:
    """The calls of the open cases of ``viewer`` that were not held yet, on whichever day."""
    waits = calls_of(viewer).filter(held_on__isnull=True, reprisal__stage=CaseStage.OPEN.value)
    return waits.order_by("due_on", "pk")


def with_next_call(found: QuerySet[Reprisal]) -> QuerySet[Reprisal]:
    """``found`` with the day of the first call that was not held, as ``next_call``."""
    waits = FollowUp.objects.filter(reprisal=OuterRef("pk"), held_on__isnull=True).order_by("due_on")
    return found.annotate(next_call=Subquery(waits.values("due_on")[:1]))


def links_of(case: UUID, viewer: Viewer) -> QuerySet[CaseLink]:
    """The communications a case is about, for who was entrusted with the case and deals with the communication."""
    held = CaseLink.objects.filter(reprisal=case, reprisal__in=cases_of(viewer), communication__in=assigned_to(viewer))
    return held.select_related("communication").order_by("at", "pk")
