"""What was said at the end of visits: of the visits that the viewer sees, and of no other."""

from datetime import date

from django.db.models import F, Q, QuerySet
from django.db.models.lookups import IsNull

from unannounced.records.accounts.queries import Viewer
from unannounced.records.talks.models import CooperationGrade, FinalTalks, ImmediateObservation, PreliminaryObservations
from unannounced.records.visits.models import Visit
from unannounced.records.visits.queries import seen_by


def talks_of(visit: Visit, viewer: Viewer) -> QuerySet[FinalTalks]:
    """The talks on a visit, the first one first."""
    held = FinalTalks.objects.filter(visit=visit, visit__in=seen_by(viewer))
    return held.select_related("noted_by").order_by("day", "id")


def observations_seen_by(viewer: Viewer) -> QuerySet[ImmediateObservation]:
    """Every immediate observation of the visits that ``viewer`` sees, without the bytes of answers."""
    made = ImmediateObservation.objects.filter(visit__in=seen_by(viewer))
    return made.select_related("visit__state", "place", "document", "made_by").defer("document__content")


def observations_of(visit: Visit, viewer: Viewer) -> QuerySet[ImmediateObservation]:
    """The immediate observations of a visit, by the day on which an answer is due."""
    return observations_seen_by(viewer).filter(visit=visit).order_by("due_on", "id")


def observations_waiting(viewer: Viewer, *, due_by: date | None = None) -> QuerySet[ImmediateObservation]:
    """The immediate observations that no State has answered, the longest due first; ``due_by``: up to that day."""
    waiting = observations_seen_by(viewer).filter(answered_on=None)
    if due_by is not None:
        waiting = waiting.filter(due_on__lte=due_by)
    return waiting.order_by("due_on", "id")


def observations_known(viewer: Viewer) -> QuerySet[ImmediateObservation]:
    """Those that no State has answered, of visits that the State knew of: it can be reproached with no other."""
    return observations_waiting(viewer).filter(Q(visit__notified_on__isnull=False) | Q(visit__begun_on__isnull=False))


def preliminary_of(visit: Visit, viewer: Viewer) -> PreliminaryObservations | None:
    """What was told at the final talks as it went out in writing, if it did."""
    noted = PreliminaryObservations.objects.filter(visit=visit, visit__in=seen_by(viewer))
    return noted.select_related("document", "noted_by").defer("document__content").first()


def grades_of(visit: Visit, viewer: Viewer) -> QuerySet[CooperationGrade]:
    """The grades of cooperation of a visit, the one that stands first: no other replaced it."""
    graded = CooperationGrade.objects.filter(visit=visit, visit__in=seen_by(viewer))
    return graded.select_related("graded_by", "replaced_by").order_by(
        IsNull(F("replaced_by"), False), "-graded_on", "id"
    )


def grade_of(visit: Visit, viewer: Viewer) -> CooperationGrade | None:
    """The grade of cooperation that stands."""
    return grades_of(visit, viewer).filter(replaced_by=None).first()
