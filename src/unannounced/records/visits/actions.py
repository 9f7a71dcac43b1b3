"""Planning a visit, naming its delegation, letters to the State, going, objections, ending."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.db import IntegrityError

from unannounced.duties import noting, objecting
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import require
from unannounced.duties.notifying import Ahead
from unannounced.duties.objecting import EXCLUDED
from unannounced.duties.visiting import ObjectionResult, VisitKind, VisitStage
from unannounced.records.accounts.models import Person
from unannounced.records.accounts.queries import Viewer, permit
from unannounced.records.ledger.actions import SomebodyWasFirst, act
from unannounced.records.places.models import Place
from unannounced.records.states.models import State
from unannounced.records.visits import asking
from unannounced.records.visits.letters import keep_letter, take_off
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
from unannounced.records.visits.queries import visit_permit


def plan_visit(
    state: State,
    *,
    kind: VisitKind,
    begins: date,
    ends: date,
    purpose: str = "",
    zone: str = "UTC",
    by: Viewer,
    at: datetime,
    key: UUID | None = None,
) -> Visit:
    """Plan a visit. It stays hidden from all but its planner, its delegation and those let know until notified.

    ``kind`` is one of the mechanism's; ``zone`` the time zone of the places, as IANA names it.
    """
    permit(Act.PLAN_VISIT, by)
    require(asking.may_plan(state, kind=kind, begins=begins, ends=ends, zone=zone, today=at.date()))
    visit = Visit(
        id=key or uuid4(),
        state=state,
        kind=kind.value,
        purpose=noting.tidy(purpose),
        begins=begins,
        ends=ends,
        zone=zone,
        stage=VisitStage.PLANNED.value,
        planned_by_id=by.pk,
    )
    with act("plan a visit", by=by.pk, at=at, within=visit.pk) as line:
        return line.keep_once(visit)


def announce_visit(visit: Visit, *, year: int, on: date, by: Viewer, at: datetime) -> Visit:
    """Note that the State stands in the programme of ``year``, made public on the day ``on`` (periodic kinds only).

    From then on State and year are public; the visit itself stays as hidden as it was (decision 28).
    """
    visit_permit(Act.ANNOUNCE_VISIT, by, visit)
    require(asking.may_announce(visit, year=year, on=on, today=at.date()))
    to: dict[str, object] = {"programme_year": year, "announced_on": on}
    return _move(visit, "announce a visit", to, VisitStage.ANNOUNCED, by, at)


def name_delegate(
    visit: Visit,
    person: Person,
    *,
    capacity: Capacity,
    head: bool = False,
    languages: list[str] | None = None,
    by: Viewer,
    at: datetime,
) -> Delegate:
    """Name somebody who goes; ``languages`` are those an interpreter works in on this visit, as codes.

    Naming the same person again changes nothing; somebody who had left, and was not excluded by the State, goes again.
    """
    visit_permit(Act.NAME_DELEGATE, by, visit)
    held = Delegate.objects.filter(visit=visit, person=person).first()
    if held and held.left_on is None:
        return held
    require(asking.may_name(visit, person, capacity=capacity, head=head, by=by))
    said = {"capacity": capacity.value, "head": head, "languages": languages or []}
    with act("name a delegate", by=by.pk, at=at, about=visit, within=visit.pk) as line:
        if held is None:
            return line.keep(Delegate(visit=visit, person=person, **said))
        back = {**said, "left_on": None, "left_because": "", "named_in_id": None}
        return line.move(held, seen={"left_on": held.left_on}, to=back)


def leave_delegation(delegate: Delegate, *, on: date, because: str, by: Viewer, at: datetime) -> Delegate:
    """Take somebody off the delegation from the day ``on``, with the reason. They no longer see what it sees."""
    visit = delegate.visit
    visit_permit(Act.LEAVE_DELEGATION, by, visit)
    require(asking.may_leave(delegate, on=on, because=because, today=at.date()))
    with act("take somebody off a delegation", by=by.pk, at=at, about=visit, within=visit.pk) as line:
        return take_off(line, delegate, on, noting.tidy(because))


def change_head(delegate: Delegate, *, by: Viewer, at: datetime) -> Delegate:
    """Make somebody who goes the head of the delegation; whoever was it stays on the delegation."""
    visit = delegate.visit
    visit_permit(Act.NAME_DELEGATE, by, visit)
    if delegate.head and delegate.left_on is None:
        return delegate
    require(asking.may_lead(delegate))
    before = Delegate.objects.filter(visit=visit, head=True, left_on=None).first()
    with act("change the head of a delegation", by=by.pk, at=at, about=visit, within=visit.pk) as line:
        if before is not None:
            line.move(before, seen={"head": True}, to={"head": False})
        return line.move(delegate, seen={"head": False, "left_on": None}, to={"head": True})


def let_know(visit: Visit, person: Person, *, by: Viewer, at: datetime) -> Confidant:
    """Let somebody outside the delegation know of a visit that is not notified."""
    visit_permit(Act.LET_KNOW, by, visit)
    held = Confidant.objects.filter(visit=visit, person=person).first()
    if held:
        return held
    with act("let somebody know", by=by.pk, at=at, about=visit, within=visit.pk) as line:
        return line.keep(Confidant(visit=visit, person=person))


def notify_visit(
    visit: Visit,
    *,
    notified_on: date,
    too_few_because: str = "",
    letter: bytes | None = None,
    language: str = "",
    addressed_to: str = "",
    by: Viewer,
    at: datetime,
) -> Visit:
    """Notify the State of the visit (ECPT Art. 8(1)), with the names of those who assist (Art. 14(1)).

    Keeps the first letter: the names of everybody who goes as they stand now, and ``letter``, the bytes of its PDF,
    where there is one. From then on the committee knows of the visit.
    """
    visit_permit(Act.NOTIFY_VISIT, by, visit)
    require(asking.may_notify(visit, on=notified_on, too_few_because=too_few_because, today=at.date()))
    to = {"notified_on": notified_on, "too_few_because": too_few_because, "stage": VisitStage.NOTIFIED.value}
    with act("notify a visit", by=by.pk, at=at, about=visit, within=visit.pk) as line:
        line.move(visit, seen={"stage": visit.stage}, to=to)
        keep_letter(line, visit, notified_on, letter, language=language, addressed_to=addressed_to, by=by)
        return visit


def add_letter(
    visit: Visit,
    *,
    day: date,
    letter: bytes | None = None,
    language: str = "",
    addressed_to: str = "",
    by: Viewer,
    at: datetime,
) -> Notification:
    """Keep a further letter to the State, which names everybody who goes now: those who joined later, too."""
    visit_permit(Act.NOTIFY_VISIT, by, visit)
    require(asking.may_add_letter(visit, day=day, today=at.date()))
    try:
        with act("keep a further letter", by=by.pk, at=at, about=visit, within=visit.pk) as line:
            return keep_letter(line, visit, day, letter, language=language, addressed_to=addressed_to, by=by)
    except IntegrityError as first:  # another letter took this number at the same moment
        raise SomebodyWasFirst("notification") from first


def announce_place(visit: Visit, place: Place, *, on: date, ahead: Ahead, by: Viewer, at: datetime) -> AnnouncedPlace:
    """Note that the State was told of a place on the day ``on``; the delegation may go to any other place, too."""
    visit_permit(Act.ANNOUNCE_PLACE, by, visit)
    require(asking.may_announce_place(visit, place, on=on, today=at.date()))
    held = AnnouncedPlace.objects.filter(visit=visit, place=place).first()
    if held:
        return held
    with act("note that a place was announced", by=by.pk, at=at, about=visit, within=visit.pk) as line:
        return line.keep(AnnouncedPlace(visit=visit, place=place, announced_on=on, ahead=ahead.value))


def begin_visit(visit: Visit, *, on: date, too_few_because: str = "", by: Viewer, at: datetime) -> Visit:
    """Note that the visit has begun: after the State was told of everybody who assists, where it is to be told.

    ``too_few_because`` says why there are fewer members than the rule wants, unless the notification said it.
    """
    visit_permit(Act.BEGIN_VISIT, by, visit)
    require(asking.may_begin(visit, on=on, too_few_because=too_few_because, today=at.date()))
    to: dict[str, object] = {"begun_on": on, "too_few_because": visit.too_few_because or noting.tidy(too_few_because)}
    return _move(visit, "begin a visit", to, VisitStage.IN_PROGRESS, by, at)


def interrupt_visit(visit: Visit, *, on: date, because: str, by: Viewer, at: datetime) -> Visit:
    """Note that the visit was interrupted on the day ``on``, and why."""
    visit_permit(Act.INTERRUPT_VISIT, by, visit)
    require(asking.may_interrupt(visit, on=on, because=because, today=at.date()))
    to: dict[str, object] = {"interrupted_on": on, "interrupted_because": noting.tidy(because)}
    return _move(visit, "interrupt a visit", to, VisitStage.INTERRUPTED, by, at)


def take_up_visit(visit: Visit, *, on: date, by: Viewer, at: datetime) -> Visit:
    """Note that an interrupted visit was taken up again on the day ``on``; why it was interrupted stays said."""
    visit_permit(Act.INTERRUPT_VISIT, by, visit)
    require(asking.may_take_up(visit, on=on, today=at.date()))
    return _move(visit, "take a visit up again", {}, VisitStage.IN_PROGRESS, by, at)


def cancel_visit(visit: Visit, *, on: date, because: str, by: Viewer, at: datetime) -> Visit:
    """Cancel a visit that has not begun, with the reason. Who did not know of it does not learn of it."""
    visit_permit(Act.CANCEL_VISIT, by, visit)
    require(asking.may_cancel(visit, on=on, because=because, today=at.date()))
    to: dict[str, object] = {"cancelled_on": on, "cancelled_because": noting.tidy(because)}
    return _move(visit, "cancel a visit", to, VisitStage.CANCELLED, by, at)


def end_visit(visit: Visit, *, on: date, by: Viewer, at: datetime) -> Visit:
    """Note that the visit ended with the final talks, where immediate observations are made (Art. 8(5))."""
    visit_permit(Act.END_VISIT, by, visit)
    require(asking.may_end(visit, on=on, today=at.date()))
    return _move(visit, "end a visit", {"talks_on": on}, VisitStage.ENDED, by, at)


def record_place(
    visit: Visit,
    place: Place,
    *,
    day: date,
    waited_minutes: int = 0,
    access: str = "",
    arrived: str = "",
    left: str = "",
    by: Viewer,
    at: datetime,
) -> VisitedPlace:
    """Record that the delegation went to a place, announced or not, and how long it was kept waiting.

    ``arrived`` and ``left`` are times of day at the place, such as 09:30.
    """
    visit_permit(Act.RECORD_PLACE, by, visit)
    require(asking.may_record_place(visit, place, day=day, times=(arrived, left), today=at.date()))
    held = VisitedPlace.objects.filter(visit=visit, place=place, day=day).first()
    if held:
        return held
    said = {"waited_minutes": waited_minutes, "access": noting.tidy(access), "arrived": arrived, "left": left}
    with act("record a visited place", by=by.pk, at=at, about=visit, within=visit.pk) as line:
        return line.keep(VisitedPlace(visit=visit, place=place, day=day, **said))


def decide_objection(
    visit: Visit,
    *,
    target: str,
    received_on: date,
    ground: str = "",
    place: Place | None = None,
    delegate: Delegate | None = None,
    said: str = "",
    urgent: bool = False,
    temporary: bool = False,
    by: Viewer,
    at: datetime,
    key: UUID | None = None,
) -> Objection:
    """Decide what an objection of the State leads to, and keep it with reason and next step (Art. 9, 14(3)).

    ``target`` is a word of ``objecting.TARGETS``, ``ground`` one of the profile's list or the State's own words. A
    valid one to an expert or interpreter takes them off the delegation; a member stays, whatever the State says.
    """
    visit_permit(Act.DECIDE_OBJECTION, by, visit)
    held = Objection.objects.filter(pk=key).first() if key else None
    if held is None:
        require(asking.may_object(visit, target, delegate, place, received_on=received_on, today=at.date()))
    decided = objecting.decide(target, ground.strip(), settings.MECHANISM, urgent=urgent, temporary=temporary)
    row = Objection(
        id=key or uuid4(),
        visit=visit,
        target=target,
        ground=ground.strip(),
        place=place,
        delegate=delegate,
        said=noting.tidy(said),
        urgent=urgent,
        temporary=temporary,
        received_on=received_on,
        result=decided.result.value,
        article=decided.article,
        why=[decided.why.english, dict(decided.why.facts)],
        then=[decided.then.english, dict(decided.then.facts)],
        decided_by_id=by.pk,
    )
    with act("decide on an objection", by=by.pk, at=at, about=visit, within=visit.pk) as line:
        kept = line.keep_once(row)
        if held is None and delegate is not None and decided.result is ObjectionResult.VALID:
            take_off(line, delegate, received_on, EXCLUDED)
        return kept


def settle_objection(objection: Objection, *, on: date, how: str, by: Viewer, at: datetime) -> Objection:
    """Note the arrangement that consultations led to, or that the ground has gone."""
    visit_permit(Act.DECIDE_OBJECTION, by, objection.visit)
    require(asking.may_settle(objection, on=on, how=how, today=at.date()))
    visit = objection.visit
    with act("settle an objection", by=by.pk, at=at, about=visit, within=visit.pk) as line:
        return line.move(objection, seen={"settled_on": None}, to={"settled_on": on, "settled_how": noting.tidy(how)})


def _move(visit: Visit, name: str, to: dict[str, object], stage: VisitStage, by: Viewer, at: datetime) -> Visit:
    with act(name, by=by.pk, at=at, about=visit, within=visit.pk) as line:
        return line.move(visit, seen={"stage": visit.stage}, to={**to, "stage": stage.value})
