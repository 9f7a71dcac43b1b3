"""Which visits somebody sees. Every record under a visit filters by ``seen_by``: hidden and absent are one."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Max, Q, QuerySet

from unannounced.duties import confidentiality
from unannounced.duties.composing import ASSISTANTS
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Decision, require
from unannounced.duties.proceeding import CourseFacts
from unannounced.duties.visiting import ObjectionResult, VisitKind, VisitStage
from unannounced.records.accounts.queries import Viewer, permitted
from unannounced.records.states.models import State
from unannounced.records.visits.models import (
    AnnouncedPlace,
    Capacity,
    Confidant,
    Delegate,
    Notification,
    Objection,
    Visit,
    VisitedPlace,
)


def seen_by(viewer: Viewer) -> QuerySet[Visit]:
    """The visits ``viewer`` may see, as ``confidentiality.sees_visit`` says it: the rule as one query.

    Whoever left a delegation sees no more of it by that. A visit that needs no notification is known once it began.
    """
    own = Delegate.objects.filter(person_id=viewer.pk, left_on=None).values("visit")
    confided = Confidant.objects.filter(person_id=viewer.pk).values("visit")
    seen = Q(pk__in=own) | Q(pk__in=confided) | Q(planned_by_id=viewer.pk)
    if viewer.roles & confidentiality.COMMITTEE:
        seen |= Q(notified_on__isnull=False) | Q(begun_on__isnull=False)
    if not viewer.roles & confidentiality.MAY_KNOW:
        return Visit.objects.none()
    return Visit.objects.filter(seen)


def visits_to(state: State, viewer: Viewer) -> QuerySet[Visit]:
    """The visits to a State that ``viewer`` may see, the latest first."""
    return seen_by(viewer).filter(state=state).order_by("-begins", "-id")


def on_delegation(viewer: Viewer, visit: Visit) -> bool:
    """Whether ``viewer`` goes on this visit."""
    return Delegate.objects.filter(visit=visit, person_id=viewer.pk, left_on=None).exists()


def visit_permitted(act: Act, by: Viewer, visit: Visit | None) -> Decision:
    """Whether ``by`` may do ``act`` on this visit and what belongs to it, or on what belongs to no visit."""
    return permitted(act, by, on_delegation=visit is not None and on_delegation(by, visit))


def visit_permit(act: Act, by: Viewer, visit: Visit | None) -> None:
    """Raise ``RefusedByRule`` unless ``by`` may do ``act`` on this visit, or on what belongs to none."""
    require(visit_permitted(act, by, visit))


def delegation(visit: Visit) -> QuerySet[Delegate]:
    """Who goes, the head first; who left is in ``left``."""
    going = Delegate.objects.filter(visit=visit, left_on=None)
    return going.select_related("person", "named_in").order_by("-head", "capacity", "id")


def left(visit: Visit) -> QuerySet[Delegate]:
    """Who was of the delegation and left it, or was excluded by the State, the latest first."""
    gone = Delegate.objects.filter(visit=visit, left_on__isnull=False)
    return gone.select_related("person").order_by("-left_on", "id")


def head_of(visit: Visit) -> Delegate | None:
    """The head of the delegation, where there is one."""
    return Delegate.objects.filter(visit=visit, head=True, left_on=None).select_related("person").first()


def members_going(visit: Visit) -> int:
    """How many members go."""
    return Delegate.objects.filter(visit=visit, left_on=None, capacity=Capacity.MEMBER).count()


def unnamed(visit: Visit) -> list[Delegate]:
    """The experts and interpreters who go and of whom no letter told the State (ECPT Art. 14(1))."""
    going = Delegate.objects.filter(visit=visit, left_on=None, named_in=None, capacity__in=sorted(ASSISTANTS))
    return list(going.select_related("person").order_by("person__display_name", "id"))


def next_number(visit: Visit) -> int:
    """The number of the next letter of a visit, from 1."""
    held: int | None = Notification.objects.filter(visit=visit).aggregate(held=Max("number"))["held"]
    return (held or 0) + 1


def letters_of(visit: Visit, viewer: Viewer) -> QuerySet[Notification]:
    """The letters to the State, the first one first, without the bytes of their documents."""
    letters = Notification.objects.filter(visit=visit, visit__in=seen_by(viewer))
    return letters.select_related("document", "noted_by").defer("document__content").order_by("number")


def letters_seen_by(viewer: Viewer) -> QuerySet[Notification]:
    """Every letter of the visits that ``viewer`` sees, for an address of its own."""
    return Notification.objects.filter(visit__in=seen_by(viewer)).select_related("visit__state", "document")


def objections_of(visit: Visit, viewer: Viewer) -> QuerySet[Objection]:
    """The objections to a visit as they came."""
    return objections_seen_by(viewer).filter(visit=visit).order_by("received_on", "id")


def objections_seen_by(viewer: Viewer) -> QuerySet[Objection]:
    """Every objection to a visit that ``viewer`` sees."""
    made = Objection.objects.filter(visit__in=seen_by(viewer))
    return made.select_related("visit__state", "place", "delegate__person", "decided_by")


def delegates_seen_by(viewer: Viewer) -> QuerySet[Delegate]:
    """Everybody on a delegation of a visit that ``viewer`` sees, also who left."""
    return Delegate.objects.filter(visit__in=seen_by(viewer)).select_related("visit__state", "person")


def announced_places(visit: Visit, viewer: Viewer) -> QuerySet[AnnouncedPlace]:
    """The places of which the State was told, as it was told."""
    told = AnnouncedPlace.objects.filter(visit=visit, visit__in=seen_by(viewer))
    return told.select_related("place").order_by("announced_on", "place__name", "id")


def visited_places(visit: Visit, viewer: Viewer) -> QuerySet[VisitedPlace]:
    """The places the delegation went to, day by day."""
    went = VisitedPlace.objects.filter(visit=visit, visit__in=seen_by(viewer))
    return went.select_related("place").order_by("day", "arrived", "id")


def between(viewer: Viewer, first: date, last: date) -> QuerySet[Visit]:
    """The visits that ``viewer`` sees with a day from ``first`` to ``last``, cancelled ones too, by their first day."""
    seen = seen_by(viewer).filter(begins__lte=last, ends__gte=first)
    return seen.select_related("state").order_by("begins", "ends", "id")


def course_facts(visit: Visit, viewer: Viewer) -> CourseFacts:
    """What this record knows of the course of a visit; what became of it is put in by those above, with ``replace``."""
    waiting = objections_of(visit, viewer).filter(result=ObjectionResult.NEEDS_CONSULTATION.value, settled_on=None)
    return CourseFacts(
        stage=VisitStage(visit.stage),
        kind=VisitKind(visit.kind),
        begins=visit.begins,
        ends=visit.ends,
        announced_on=visit.announced_on,
        notified_on=visit.notified_on,
        consulting=waiting.exists(),
        begun_on=visit.begun_on,
        interrupted_on=visit.interrupted_on,
        talks_on=visit.talks_on,
        cancelled_on=visit.cancelled_on,
    )


@dataclass(frozen=True, slots=True)
class Announced:
    """A State in the programme of a year: what is public, and nothing else of the visit."""

    state: State
    year: int


def programme(viewer: Viewer, *, year: int | None = None, invented: bool | None = None) -> list[Announced]:
    """The States announced for periodic visits in ``year``, or in all years, the latest year first.

    State and year alone: that line was made public and stands, whatever became of the visit, which is hidden as it was
    (decision 28). Everybody who may know of visits reads it.
    """
    if not viewer.roles & confidentiality.MAY_KNOW:
        return []
    told = Visit.objects.filter(programme_year__isnull=False)
    if year is not None:
        told = told.filter(programme_year=year)
    if invented is not None:
        told = told.filter(state__invented=invented)
    rows = told.order_by(F("programme_year").desc(), "state__code").values_list("state_id", "programme_year").distinct()
    pairs = [(state, held) for state, held in rows if held is not None]
    states = State.objects.in_bulk({state for state, _year in pairs})
    return [Announced(states[state], held) for state, held in pairs]


def under_way(viewer: Viewer, today: date) -> QuerySet[Visit]:
    """The visits ahead of ``viewer`` or in progress."""
    ahead = seen_by(viewer).exclude(stage__in=[VisitStage.ENDED, VisitStage.CANCELLED])
    return ahead.filter(ends__gte=today).select_related("state").order_by("begins")
