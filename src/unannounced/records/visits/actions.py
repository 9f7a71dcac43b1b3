"""Planning a visit, naming its delegation, notifying, going, ending."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.conf import settings

from unannounced.duties import noting, visiting
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Refused, RefusedByRule, require
from unannounced.duties.treaty.standing import Standing
from unannounced.duties.visiting import VisitKind, VisitStage
from unannounced.duties.words import say
from unannounced.records.accounts.models import Person
from unannounced.records.accounts.queries import Viewer, permit
from unannounced.records.ledger.actions import act
from unannounced.records.places.models import Place
from unannounced.records.states.models import State
from unannounced.records.treaties.queries import bound
from unannounced.records.visits.models import Capacity, Confidant, Delegate, Visit, VisitedPlace
from unannounced.records.visits.queries import visit_permit


def plan_visit(
    state: State,
    *,
    kind: VisitKind,
    begins: date,
    ends: date,
    purpose: str = "",
    by: Viewer,
    at: datetime,
    key: UUID | None = None,
) -> Visit:
    """Plan a visit. It stays hidden from all but its planner, its delegation and those let know until notified."""
    permit(Act.PLAN_VISIT, by)
    held = bound(state, settings.MECHANISM.convention, on=max(begins, at.date()))
    require(
        visiting.may_plan(
            begins=begins,
            ends=ends,
            bound_from=held.first,
            bound_until=held.last,
            today=at.date(),
            profile=settings.MECHANISM,
            standing_known=held.status.standing is not Standing.NOT_KNOWN,
        )
    )
    visit = Visit(
        id=key or uuid4(),
        state=state,
        kind=kind.value,
        purpose=noting.tidy(purpose),
        begins=begins,
        ends=ends,
        stage=VisitStage.PLANNED.value,
        planned_by_id=by.pk,
    )
    with act("plan a visit", by=by.pk, at=at, within=visit.pk) as line:
        return line.keep_once(visit)


def name_delegate(
    visit: Visit, person: Person, *, capacity: Capacity, head: bool = False, by: Viewer, at: datetime
) -> Delegate:
    """Name somebody who goes. Naming the same person again changes nothing."""
    visit_permit(Act.NAME_DELEGATE, by, visit)
    require(
        visiting.may_join(
            member_is_national_of_visited_state=person.nationality == visit.state.code,
            is_member=capacity == Capacity.MEMBER,
            excluded=False,
            profile=settings.MECHANISM,
        )
    )
    held = Delegate.objects.filter(visit=visit, person=person).first()
    if held:
        return held
    _require_one_head(visit, head)
    with act("name a delegate", by=by.pk, at=at, about=visit, within=visit.pk) as line:
        return line.keep(Delegate(visit=visit, person=person, capacity=capacity, head=head))


def _require_one_head(visit: Visit, head: bool) -> None:
    there = Delegate.objects.filter(visit=visit, head=True).select_related("person").first() if head else None
    if there:
        raise RefusedByRule(
            Refused(
                say("The delegation has a head already: {name}."),
                settings.MECHANISM.cited("delegation"),
                say("Name this person without making them its head."),
                {"name": there.person.display_name},
            )
        )


def let_know(visit: Visit, person: Person, *, by: Viewer, at: datetime) -> Confidant:
    """Let somebody outside the delegation know of a visit that is not notified."""
    visit_permit(Act.LET_KNOW, by, visit)
    held = Confidant.objects.filter(visit=visit, person=person).first()
    if held:
        return held
    with act("let somebody know", by=by.pk, at=at, about=visit, within=visit.pk) as line:
        return line.keep(Confidant(visit=visit, person=person))


def notify_visit(visit: Visit, *, notified_on: date, too_few_because: str = "", by: Viewer, at: datetime) -> Visit:
    """Notify the State of the visit (ECPT Art. 8(1)), with the names of those who assist (Art. 14(1))."""
    visit_permit(Act.NOTIFY_VISIT, by, visit)
    delegates = list(visit.delegates.all())
    require(
        visiting.may_notify(
            stage=VisitStage(visit.stage),
            delegation_size=sum(delegate.capacity == Capacity.MEMBER for delegate in delegates),
            exception_reason=too_few_because,
            assistants_named=bool(delegates),
            notified_on=notified_on,
            begins=visit.begins,
            bound_until=bound(visit.state, settings.MECHANISM.convention, on=notified_on).last,
            today=at.date(),
            profile=settings.MECHANISM,
        )
    )
    return _move(
        visit,
        "notify a visit",
        {"notified_on": notified_on, "too_few_because": too_few_because},
        VisitStage.NOTIFIED,
        by,
        at,
    )


def begin_visit(visit: Visit, *, on: date, by: Viewer, at: datetime) -> Visit:
    """Note that the visit has begun."""
    visit_permit(Act.BEGIN_VISIT, by, visit)
    require(
        visiting.may_begin(
            stage=VisitStage(visit.stage),
            notified_on=visit.notified_on,
            on=on,
            today=at.date(),
            profile=settings.MECHANISM,
        )
    )
    return _move(visit, "begin a visit", {}, VisitStage.IN_PROGRESS, by, at)


def end_visit(visit: Visit, *, on: date, by: Viewer, at: datetime) -> Visit:
    """Note that the visit ended with the final talks, where immediate observations are made (Art. 8(5))."""
    visit_permit(Act.END_VISIT, by, visit)
    require(
        visiting.may_end(
            stage=VisitStage(visit.stage), begins=visit.begins, on=on, today=at.date(), profile=settings.MECHANISM
        )
    )
    return _move(visit, "end a visit", {"talks_on": on}, VisitStage.ENDED, by, at)


def record_place(
    visit: Visit,
    place: Place,
    *,
    day: date,
    waited_minutes: int = 0,
    access: str = "",
    by: Viewer,
    at: datetime,
) -> VisitedPlace:
    """Record that the delegation went to a place, notified or not, and how long it was kept waiting."""
    visit_permit(Act.RECORD_PLACE, by, visit)
    require(visiting.may_record_place(stage=VisitStage(visit.stage), profile=settings.MECHANISM))
    require(
        visiting.may_be_there_on(
            day,
            begins=visit.begins,
            ends=max(visit.ends, visit.talks_on or visit.ends),
            today=at.date(),
            profile=settings.MECHANISM,
        )
    )
    held = VisitedPlace.objects.filter(visit=visit, place=place, day=day).first()
    if held:
        return held
    with act("record a visited place", by=by.pk, at=at, about=visit, within=visit.pk) as line:
        return line.keep(
            VisitedPlace(visit=visit, place=place, day=day, waited_minutes=waited_minutes, access=noting.tidy(access))
        )


def _move(visit: Visit, name: str, to: dict[str, object], stage: VisitStage, by: Viewer, at: datetime) -> Visit:
    with act(name, by=by.pk, at=at, about=visit, within=visit.pk) as line:
        return line.move(visit, seen={"stage": visit.stage}, to={**to, "stage": stage.value})
