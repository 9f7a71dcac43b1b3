"""What the committee has before it, as far as somebody may know of it: points, votes and written procedures.

What is on a report exists for those who see its visit; a vote on it, and a point of the agenda, exist for no one else.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from unannounced.duties import confidentiality
from unannounced.duties.sitting import Matter
from unannounced.records.accounts.queries import Viewer
from unannounced.records.committee.balloting import MATTERS
from unannounced.records.committee.models import AgendaPoint, Election, Session, Vote, WrittenProcedure
from unannounced.records.committee.queries import of_invented_states
from unannounced.records.recommendations.models import PublicStatement
from unannounced.records.reports.models import Report
from unannounced.records.reports.queries import reports_seen_by
from unannounced.records.visits.models import Visit
from unannounced.records.visits.queries import seen_by

REPORTS = Report._meta.db_table
POINTS = AgendaPoint._meta.db_table
KINDS: tuple[type[Model], ...] = (Report, PublicStatement, AgendaPoint, Election)


@dataclass(frozen=True, slots=True)
class Before:
    """Something before the committee: what it is, the State it concerns, whose register, and of which visit."""

    thing: Model
    state: str
    invented: bool
    within: UUID | None

    @property
    def matter(self) -> Matter:
        """What kind of thing it is, for the rules of secret ballots."""
        return MATTERS.get(self.thing._meta.db_table, Matter.OTHER)


def before(thing: Report | PublicStatement | AgendaPoint, on: date) -> Before:
    """``thing`` with what the rules of a vote ask of it."""
    if isinstance(thing, AgendaPoint):
        return Before(thing, "", of_invented_states(on), thing.within)
    within = thing.visit_id if isinstance(thing, Report) else None
    return Before(thing, thing.state.code, thing.state.invented, within)


def points_seen_by(viewer: Viewer) -> QuerySet[AgendaPoint]:
    """The points of agendas somebody may know of."""
    found = AgendaPoint.objects.select_related("session")
    if not viewer.roles & confidentiality.COMMITTEE:
        return found.none()
    return found.filter(Q(within__isnull=True) | Q(within__in=seen_by(viewer).values("pk")))


def agenda_of(session: Session, viewer: Viewer) -> QuerySet[AgendaPoint]:
    """The points that stand on the agenda of a session, in its order."""
    return points_seen_by(viewer).filter(session=session, taken_off_at__isnull=True).order_by("place")


def neighbour_of(point: AgendaPoint, viewer: Viewer, *, up: bool) -> AgendaPoint | None:
    """The point that somebody sees right above, or below, another one."""
    others = agenda_of(point.session, viewer)
    if up:
        return others.filter(place__lt=point.place).order_by("-place").first()
    return others.filter(place__gt=point.place).first()


def votes_seen_by(viewer: Viewer) -> QuerySet[Vote]:
    """The votes somebody may know of."""
    found = Vote.objects.select_related("session", "procedure")
    if not viewer.roles & confidentiality.COMMITTEE:
        return found.none()
    on_reports = Q(about=REPORTS, about_id__in=reports_seen_by(viewer).order_by().values("pk"))
    on_points = Q(about=POINTS, about_id__in=points_seen_by(viewer).values("pk"))
    return found.filter(on_reports | on_points | ~Q(about__in=[REPORTS, POINTS]))


def procedures_seen_by(viewer: Viewer) -> QuerySet[WrittenProcedure]:
    """The written procedures somebody may know of."""
    found = WrittenProcedure.objects.select_related("opened_by")
    if not viewer.roles & confidentiality.COMMITTEE:
        return found.none()
    return found.filter(Q(within__isnull=True) | Q(within__in=seen_by(viewer).values("pk")))


def procedures_told_outside(viewer: Viewer) -> QuerySet[WrittenProcedure]:
    """Those of which calendars on other people's servers may know that they are: on no visit, or on one that is told.

    Not even who goes on a visit takes it along there before it is notified.
    """
    told = Visit.objects.filter(Q(notified_on__isnull=False) | Q(begun_on__isnull=False)).values("pk")
    return procedures_seen_by(viewer).filter(Q(within__isnull=True) | Q(within__in=told))


def thing_of(about: str, about_id: UUID) -> Report | PublicStatement | AgendaPoint | Election | None:
    """What stands in a table under an id. Ask only of what somebody was found to see."""
    for kind in KINDS:
        if kind._meta.db_table == about:
            found = kind._default_manager.filter(pk=about_id).first()
            assert found is None or isinstance(found, Report | PublicStatement | AgendaPoint | Election)
            return found
    return None
