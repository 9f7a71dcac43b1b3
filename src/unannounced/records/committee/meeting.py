"""What is done in a session beside voting: its agenda, who attends, and what was concluded."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.db.models import Max, Model, QuerySet

from unannounced.duties import noting, sitting
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Refused, RefusedByRule, require
from unannounced.duties.words import say
from unannounced.records.accounts.models import Person
from unannounced.records.accounts.queries import Viewer, permit
from unannounced.records.committee.models import AgendaPoint, Attendance, Session
from unannounced.records.committee.queries import hold_session, members_on
from unannounced.records.ledger.actions import act

ON_THE_WAY = 32000
"""A place that no point has: on it one of two waits while they change places."""


def put_on_agenda(
    session: Session,
    title: str,
    *,
    about: Model | None = None,
    within: UUID | None = None,
    by: Viewer,
    at: datetime,
    key: UUID | None = None,
) -> AgendaPoint:
    """Put a point on the agenda, after those that stand there: on ``about``, or in words alone.

    ``within`` is the visit whose need to know governs it. What stands on the agenda already is put there once.
    """
    permit(Act.SET_AGENDA, by)
    title = noting.tidy(title)
    require(noting.may_keep(title))
    with act("put a point on the agenda", by=by.pk, at=at, within=within) as line:
        hold_session(session)
        standing = AgendaPoint.objects.filter(session=session, taken_off_at__isnull=True)
        held = AgendaPoint.objects.filter(pk=key).first() if key else None
        if held is None and about is not None and (there := standing.filter(about_id=about.pk).first()):
            return there
        last = standing.aggregate(last=Max("place"))["last"] or 0
        return line.keep_once(
            AgendaPoint(
                id=key or uuid4(),
                session=session,
                place=held.place if held else last + 1,
                title=title,
                about=about._meta.db_table if about is not None else "",
                about_id=about.pk if about is not None else None,
                within=within,
            )
        )


def move_point(point: AgendaPoint, *, before: AgendaPoint, by: Viewer, at: datetime) -> AgendaPoint:
    """Let two points of one agenda change places; ``before`` is the one whose place ``point`` takes."""
    permit(Act.SET_AGENDA, by)
    mine, other = point.place, before.place
    with act("move a point of the agenda", by=by.pk, at=at, about=point, within=point.within) as line:
        hold_session(point.session)
        line.move(point, seen={"place": mine, "taken_off_at": None}, to={"place": ON_THE_WAY})
        line.move(before, seen={"place": other, "taken_off_at": None}, to={"place": mine})
        return line.move(point, seen={"place": ON_THE_WAY}, to={"place": other})


def take_off(point: AgendaPoint, *, by: Viewer, at: datetime) -> AgendaPoint:
    """Take a point off the agenda; it stays to be seen that it stood there."""
    permit(Act.SET_AGENDA, by)
    if point.taken_off_at is not None:
        return point
    with act("take a point off the agenda", by=by.pk, at=at, about=point, within=point.within) as line:
        return line.move(point, seen={"taken_off_at": None}, to={"taken_off_at": at})


def conclude(point: AgendaPoint, concluded: str, *, seen: str, by: Viewer, at: datetime) -> AgendaPoint:
    """Note what was concluded on a point; ``seen`` is what stood there when somebody looked."""
    permit(Act.SET_AGENDA, by)
    concluded = noting.tidy(concluded)
    require(noting.may_keep(concluded))
    if point.concluded == concluded:
        return point
    with act("note what was concluded", by=by.pk, at=at, about=point, within=point.within) as line:
        return line.move(point, seen={"concluded": seen, "taken_off_at": None}, to={"concluded": concluded})


def note_attendance(
    session: Session, day: date, people: Collection[Person], *, invented: bool, by: Viewer, at: datetime
) -> list[Attendance]:
    """Note that exactly ``people`` attend on ``day``: who is missing is added, who was noted by mistake taken back.

    Returns those that stand. The same again is welcome and writes nothing.
    """
    permit(Act.NOTE_ATTENDANCE, by)
    members = {term.person_id for term in members_on(day, invented=invented)}
    require(
        sitting.may_attend(
            day=day,
            begins=session.begins,
            ends=session.ends,
            today=at.date(),
            strangers=[one.display_name for one in people if one.pk not in members],
            profile=settings.MECHANISM,
        )
    )
    wanted = {one.pk for one in people}
    with act("note who attends", by=by.pk, at=at, about=session) as line:
        hold_session(session)
        noted = list(_standing(session, day))
        for one in noted:
            if one.person_id not in wanted:
                line.move(one, seen={"taken_back_at": None}, to={"taken_back_at": at})
        there = {one.person_id for one in noted}
        new = [Attendance(session=session, person=one, day=day) for one in people if one.pk not in there]
        line.keep_all(new)
    return list(_standing(session, day))


def may_move(point: AgendaPoint, neighbour: AgendaPoint | None) -> None:
    """Raise ``RefusedByRule`` where there is no point beside it to change places with."""
    if neighbour is None or point.taken_off_at is not None:
        raise RefusedByRule(
            Refused(
                say("There is no point on that side of it."),
                settings.MECHANISM.cited("quorum"),
                say("Move it the other way."),
            )
        )


def _standing(session: Session, day: date) -> QuerySet[Attendance]:
    return Attendance.objects.filter(session=session, day=day, taken_back_at__isnull=True).order_by("person", "pk")
