"""Requests for information outside any visit: made, due, answered or met with silence (ECPT Art. 3, 8(2)(d))."""

from datetime import date, timedelta
from enum import StrEnum

from unannounced.duties.decision import Allowed, Decision, Refused, first_refusal
from unannounced.duties.noting import may_keep
from unannounced.duties.profile import Mechanism
from unannounced.duties.words import say


class RequestStatus(StrEnum):
    """Where a request stands; computed, never stored."""

    AWAITED = "awaited"
    OVERDUE = "overdue"
    ANSWERED = "answered"


WORDS: dict[RequestStatus, str] = {
    RequestStatus.AWAITED: say("answer awaited"),
    RequestStatus.OVERDUE: say("answer overdue"),
    RequestStatus.ANSWERED: say("answered"),
}


def usual_due(made_on: date, profile: Mechanism) -> date:
    """The day the answer is due if no other was set: the profile's number of calendar days after ``made_on``."""
    return made_on + timedelta(days=profile.request_days)


def status(*, made_on: date, due_on: date, answered_on: date | None, today: date) -> RequestStatus:
    """Where the request stands ``today``; the day due is still in time."""
    if answered_on is not None and answered_on <= today:
        return RequestStatus.ANSWERED
    return RequestStatus.OVERDUE if today > due_on else RequestStatus.AWAITED


def may_make(
    *,
    text: str,
    made_on: date,
    due_on: date,
    today: date,
    profile: Mechanism,
    bound_from: date | None = None,
    bound_until: date | None = None,
) -> Decision:
    """Whether a request may be made on ``made_on`` for an answer by ``due_on``.

    ``bound_from`` and ``bound_until``, where given, are the first and last day the State is bound, inclusive. The
    duty concerns a State that is bound on the day of the request; the answer may be due later.
    """
    return first_refusal(
        may_keep(text),
        _made_in_time(made_on, due_on, today, profile),
        _bound(made_on, bound_from, bound_until, profile),
    )


def may_answer(
    *,
    text: str,
    made_on: date,
    answered_on: date,
    today: date,
    profile: Mechanism,
) -> Decision:
    """Whether an answer received on ``answered_on`` may be registered; a late one may, and so may a second one."""
    rule = profile.cited("request")
    if answered_on < made_on:
        reason = say("The answer of {answered_on} would come before the request of {made_on}.")
        facts = {"answered_on": answered_on, "made_on": made_on}
        return Refused(reason, rule, say("Correct the day, or choose the request it answers."), facts)
    if answered_on > today:
        reason = say("{answered_on} is in the future.")
        return Refused(reason, rule, say("Enter today or a past day."), {"answered_on": answered_on})
    return may_keep(text)


def _made_in_time(made_on: date, due_on: date, today: date, profile: Mechanism) -> Decision:
    rule = profile.cited("request")
    facts = {"made_on": made_on, "due_on": due_on}
    if made_on > today:
        return Refused(say("{made_on} is in the future."), rule, say("Enter today or a past day."), facts)
    if due_on <= made_on:
        reason = say("The answer would be due on {due_on}, not after the request of {made_on}.")
        return Refused(reason, rule, say("Give the State at least one day."), facts)
    return Allowed()


def _bound(made_on: date, bound_from: date | None, bound_until: date | None, profile: Mechanism) -> Decision:
    early = bound_from is not None and made_on < bound_from
    late = bound_until is not None and made_on > bound_until
    if not early and not late:
        return Allowed()
    return Refused(
        say("The State is not known to be bound on {made_on}, so it owes no answer."),
        profile.cited("denunciation" if late else "request"),
        say("Check the State's standing in the treaty register, or write outside the Convention."),
        {"made_on": made_on},
    )
