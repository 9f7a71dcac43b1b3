"""What the rules say of a visit as it stands: asked by the button, the page and the action alike."""

from datetime import date
from zoneinfo import available_timezones

from django.conf import settings

from unannounced.duties import composing, going, notifying, objecting, visiting
from unannounced.duties.decision import Allowed, Decision, Refused, first_refusal
from unannounced.duties.noting import may_keep
from unannounced.duties.treaty.standing import Standing
from unannounced.duties.visiting import ObjectionResult, VisitKind, VisitStage
from unannounced.duties.words import say
from unannounced.records.accounts.models import Person
from unannounced.records.accounts.queries import Viewer
from unannounced.records.places.models import Place
from unannounced.records.states.models import State
from unannounced.records.treaties.queries import bound
from unannounced.records.visits.candidates import candidate_of, going_to
from unannounced.records.visits.icrc import barred
from unannounced.records.visits.models import Capacity, Delegate, Objection, Visit
from unannounced.records.visits.queries import delegation, head_of, members_going, unnamed


def may_plan(state: State, *, kind: VisitKind, begins: date, ends: date, zone: str, today: date) -> Decision:
    """Whether a visit may be planned: its kind, its days, the standing of the State on them, and the time zone."""
    profile = settings.MECHANISM
    held = bound(state, profile.convention, on=max(begins, today))
    return first_refusal(
        visiting.may_be_of_kind(kind, profile=profile),
        visiting.may_plan(
            begins=begins,
            ends=ends,
            bound_from=held.first,
            bound_until=held.last,
            today=today,
            profile=profile,
            standing_known=held.status.standing is not Standing.NOT_KNOWN,
        ),
        _known_zone(zone),
    )


def may_announce(visit: Visit, *, year: int, on: date, today: date) -> Decision:
    """Whether the State may be named in the programme of ``year``."""
    return visiting.may_announce(
        stage=VisitStage(visit.stage),
        kind=VisitKind(visit.kind),
        begins=visit.begins,
        ends=visit.ends,
        year=year,
        on=on,
        today=today,
        profile=settings.MECHANISM,
    )


def may_name(visit: Visit, person: Person, *, capacity: Capacity, head: bool, by: Viewer) -> Decision:
    """Whether ``person`` may be named to the delegation; of other visits those count that ``by`` knows of."""
    candidate = candidate_of(person, visit, capacity=capacity, viewer=by, head=head)
    there = head_of(visit) if head else None
    return first_refusal(
        visiting.may_change_delegation(stage=VisitStage(visit.stage), profile=settings.MECHANISM),
        composing.may_go(candidate, going_to(visit), profile=settings.MECHANISM),
        composing.may_be_named_head(
            candidate, there=there.person.display_name if there else "", profile=settings.MECHANISM
        ),
    )


def may_leave(delegate: Delegate, *, on: date, because: str, today: date) -> Decision:
    """Whether somebody may be taken off the delegation on the day ``on``, with a reason."""
    return first_refusal(
        composing.may_leave(left_on=delegate.left_on, on=on, today=today, profile=settings.MECHANISM),
        visiting.may_change_delegation(stage=VisitStage(delegate.visit.stage), profile=settings.MECHANISM),
        may_keep(because),
    )


def may_lead(delegate: Delegate) -> Decision:
    """Whether somebody who goes may be made the head."""
    return first_refusal(
        composing.may_lead(
            delegate.person.display_name,
            composing.GoesAs(delegate.capacity),
            left_on=delegate.left_on,
            profile=settings.MECHANISM,
        ),
        visiting.may_change_delegation(stage=VisitStage(delegate.visit.stage), profile=settings.MECHANISM),
    )


def may_notify(visit: Visit, *, on: date, too_few_because: str, today: date) -> Decision:
    """Whether the State may be notified on the day ``on``, with the delegation as it stands."""
    going_now = list(delegation(visit))
    return first_refusal(
        notifying.may_notify(
            stage=VisitStage(visit.stage),
            delegation_size=sum(delegate.capacity == Capacity.MEMBER for delegate in going_now),
            exception_reason=too_few_because,
            assistants_named=bool(going_now),
            notified_on=on,
            begins=visit.begins,
            bound_until=bound(visit.state, settings.MECHANISM.convention, on=on).last,
            today=today,
            profile=settings.MECHANISM,
        ),
        _bound_on(visit.state, visit.begins),
    )


def may_add_letter(visit: Visit, *, day: date, today: date) -> Decision:
    """Whether a further letter of the day ``day`` may be kept."""
    return notifying.may_add_letter(
        stage=VisitStage(visit.stage),
        notified_on=visit.notified_on,
        day=day,
        today=today,
        profile=settings.MECHANISM,
    )


def may_announce_place(visit: Visit, place: Place, *, on: date, today: date) -> Decision:
    """Whether a place may be noted as announced on the day ``on``."""
    return first_refusal(
        notifying.may_announce_place(
            stage=VisitStage(visit.stage),
            notified_on=visit.notified_on,
            ends=visit.ends,
            on=on,
            one_state=place.state_id == visit.state_id,
            today=today,
            profile=settings.MECHANISM,
        ),
        barred(place, visit.begins, visit.ends),
    )


def may_begin(visit: Visit, *, on: date, too_few_because: str = "", today: date) -> Decision:
    """Whether the visit may begin on the day ``on``: notified where that is asked for, with everybody named."""
    profile, reason = settings.MECHANISM, visit.too_few_because or too_few_because
    return first_refusal(
        going.may_begin(
            stage=VisitStage(visit.stage),
            notified_on=visit.notified_on,
            on=on,
            today=today,
            profile=profile,
        ),
        _bound_on(visit.state, on),
        notifying.enough_members(members_going(visit), reason, profile),
        notifying.all_named([one.person.display_name for one in unnamed(visit)], profile=profile),
    )


def may_interrupt(visit: Visit, *, on: date, because: str, today: date) -> Decision:
    """Whether the visit may be noted as interrupted on the day ``on``."""
    return going.may_interrupt(
        stage=VisitStage(visit.stage),
        first=visit.begun_on or visit.begins,
        on=on,
        because=because,
        today=today,
        profile=settings.MECHANISM,
    )


def may_take_up(visit: Visit, *, on: date, today: date) -> Decision:
    """Whether the visit may be noted as taken up again on the day ``on``."""
    return going.may_take_up(
        stage=VisitStage(visit.stage),
        interrupted_on=visit.interrupted_on,
        on=on,
        today=today,
        profile=settings.MECHANISM,
    )


def may_cancel(visit: Visit, *, on: date, because: str, today: date) -> Decision:
    """Whether the visit may be cancelled."""
    return visiting.may_cancel(
        stage=VisitStage(visit.stage), on=on, because=because, today=today, profile=settings.MECHANISM
    )


def may_end(visit: Visit, *, on: date, today: date) -> Decision:
    """Whether the visit may be noted as ended on the day ``on``."""
    return going.may_end(
        stage=VisitStage(visit.stage), begins=first_day(visit), on=on, today=today, profile=settings.MECHANISM
    )


def first_day(visit: Visit) -> date:
    """The first day of the visit: as planned, or on which it began if that was earlier."""
    return min(visit.begins, visit.begun_on or visit.begins)


def known_from(visit: Visit) -> date | None:
    """The first day on which the State knew of the visit: notified, or begun; None while it does not."""
    return visit.notified_on or visit.begun_on


def may_be_there(visit: Visit, day: date, *, today: date) -> Decision:
    """Whether the delegation can have met with anything on ``day``: notified by then, and on the visit.

    For places visited, what hindered access, interviews (invariant: notification before the first access).
    """
    profile = settings.MECHANISM
    return first_refusal(
        going.may_have_happened(stage=VisitStage(visit.stage), profile=profile),
        going.may_be_there_on(
            day,
            begins=max(first_day(visit), visit.notified_on or first_day(visit)),
            ends=max(visit.ends, visit.talks_on or visit.ends),
            today=today,
            profile=profile,
        ),
    )


def of_its_state(visit: Visit, place: Place | None) -> Decision:
    """Whether a place, where one is named, lies in the State that is visited."""
    if place is None or place.state_id == visit.state_id:
        return Allowed()
    return Refused(
        say("The place lies in another State than the one visited."),
        settings.MECHANISM.cited("visit"),
        say("Choose a place of the State visited."),
    )


def may_record_place(visit: Visit, place: Place, *, day: date, times: tuple[str, str], today: date) -> Decision:
    """Whether it may be recorded that the delegation went to a place on ``day``; ``times``: it arrived, it left."""
    return first_refusal(
        going.may_record_place(stage=VisitStage(visit.stage), profile=settings.MECHANISM),
        may_be_there(visit, day, today=today),
        of_its_state(visit, place),
        going.sound_times(*times, profile=settings.MECHANISM),
        barred(place, day, day),
    )


def may_object(
    visit: Visit, target: str, delegate: Delegate | None, place: Place | None, *, received_on: date, today: date
) -> Decision:
    """Whether an objection of the State can be entered; what it leads to is another question."""
    return objecting.may_be_made(
        stage=VisitStage(visit.stage),
        target=target,
        of_whom=delegate.capacity if delegate is not None and delegate.visit_id == visit.pk else None,
        place_named=place is not None and place.state_id == visit.state_id,
        received_on=received_on,
        known_from=known_from(visit),
        today=today,
        profile=settings.MECHANISM,
    )


def may_settle(objection: Objection, *, on: date, how: str, today: date) -> Decision:
    """Whether an arrangement on an objection may be noted."""
    return objecting.may_settle(
        result=ObjectionResult(objection.result),
        target=objection.target,
        received_on=objection.received_on,
        settled_on=objection.settled_on,
        on=on,
        how=how,
        today=today,
        profile=settings.MECHANISM,
    )


def _bound_on(state: State, day: date) -> Decision:
    held = bound(state, settings.MECHANISM.convention, on=day)
    return visiting.bound_on(
        day,
        bound_from=held.first,
        bound_until=held.last,
        standing_known=held.status.standing is not Standing.NOT_KNOWN,
        ended=held.status.standing in (Standing.FORMER_PARTY, Standing.CEASED),
        profile=settings.MECHANISM,
    )


def _known_zone(zone: str) -> Decision:
    if zone in available_timezones():
        return Allowed()
    return Refused(
        say("“{zone}” is no time zone that is known here."),
        settings.MECHANISM.cited("visit"),
        say("Write it as IANA names it, like Europe/Vienna; UTC will do."),
        {"zone": zone},
    )
