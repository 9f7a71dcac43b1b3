"""Which visits somebody sees. Every record under a visit filters by ``seen_by``: hidden and absent are one."""

from datetime import date

from django.db.models import Q, QuerySet

from unannounced.duties import confidentiality
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Decision, require
from unannounced.duties.visiting import VisitStage
from unannounced.records.accounts.queries import Viewer, permitted
from unannounced.records.states.models import State
from unannounced.records.visits.models import Confidant, Delegate, Visit


def seen_by(viewer: Viewer) -> QuerySet[Visit]:
    """The visits ``viewer`` may see, as ``confidentiality.sees_visit`` says it: the rule as one query."""
    own = Delegate.objects.filter(person_id=viewer.pk).values("visit")
    confided = Confidant.objects.filter(person_id=viewer.pk).values("visit")
    seen = Q(pk__in=own) | Q(pk__in=confided) | Q(planned_by_id=viewer.pk)
    if viewer.roles & confidentiality.COMMITTEE:
        seen |= Q(notified_on__isnull=False)
    if not viewer.roles & confidentiality.MAY_KNOW:
        return Visit.objects.none()
    return Visit.objects.filter(seen)


def visits_to(state: State, viewer: Viewer) -> QuerySet[Visit]:
    """The visits to a State that ``viewer`` may see, the latest first."""
    return seen_by(viewer).filter(state=state).order_by("-begins", "-id")


def on_delegation(viewer: Viewer, visit: Visit) -> bool:
    """Whether ``viewer`` goes on this visit."""
    return Delegate.objects.filter(visit=visit, person_id=viewer.pk).exists()


def visit_permitted(act: Act, by: Viewer, visit: Visit | None) -> Decision:
    """Whether ``by`` may do ``act`` on this visit and what belongs to it, or on what belongs to no visit."""
    return permitted(act, by, on_delegation=visit is not None and on_delegation(by, visit))


def visit_permit(act: Act, by: Viewer, visit: Visit | None) -> None:
    """Raise ``RefusedByRule`` unless ``by`` may do ``act`` on this visit, or on what belongs to none."""
    require(visit_permitted(act, by, visit))


def delegation(visit: Visit) -> QuerySet[Delegate]:
    """Who goes, the head first."""
    return Delegate.objects.filter(visit=visit).select_related("person").order_by("-head", "capacity", "id")


def under_way(viewer: Viewer, today: date) -> QuerySet[Visit]:
    """The visits ahead of ``viewer`` or in progress."""
    ahead = seen_by(viewer).exclude(stage__in=[VisitStage.ENDED, VisitStage.CANCELLED])
    return ahead.filter(ends__gte=today).select_related("state").order_by("begins")
