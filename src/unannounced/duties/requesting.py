"""Requests for information outside any visit: made, due, answered or met with silence (ECPT Art. 3, 8(2)(d))."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import assert_never

from unannounced.duties.decision import Allowed, Decision, Refused, first_refusal
from unannounced.duties.dialogue import DueDate
from unannounced.duties.noting import may_keep
from unannounced.duties.profile import Mechanism
from unannounced.duties.words import Sentence, say


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


def silence(*, due_on: date, answered_on: date | None, today: date) -> int | None:
    """Days of silence after ``due_on``, until the answer or ``today``; None if it came in time or is not yet overdue.

    Give the day first set: a reminder sets a new day, and does not undo the silence before it.

    >>> silence(due_on=date(2025, 2, 9), answered_on=date(2025, 2, 12), today=date(2025, 6, 1))
    3
    """
    ended = answered_on if answered_on is not None and answered_on <= today else today
    days = (ended - due_on).days
    return days if days > 0 else None


def new_due(reminder_on: date, profile: Mechanism) -> date:
    """The day the answer is due after a reminder made on ``reminder_on``: as for a request made on that day."""
    return usual_due(reminder_on, profile)


def due(*, made_on: date, due_on: date, reminded: Sequence[tuple[date, date]] = (), profile: Mechanism) -> DueDate:
    """The day the answer is due now, and how it was reckoned.

    ``due_on`` is the day first set, ``reminded`` the day of each reminder with the day it set, in their order.
    """
    steps = [_first_step(made_on, due_on, profile)]
    for on, new in reminded:
        said = say("Reminded on {on}: the answer is due on {due_on} since then; silence still counts from {first}.")
        steps.append(Sentence(said, {"on": on, "due_on": new, "first": due_on}))
    return DueDate(reminded[-1][1] if reminded else due_on, tuple(steps))


def _first_step(made_on: date, due_on: date, profile: Mechanism) -> Sentence:
    facts = {"made_on": made_on, "due_on": due_on, "days": profile.request_days, "rule": profile.cited("request")}
    if due_on == usual_due(made_on, profile):
        return Sentence(say("{days} calendar days after the request of {made_on} ({rule}): {due_on}."), facts)
    return Sentence(say("Set in the request of {made_on}: {due_on}."), facts)


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


def may_remind(
    *,
    made_on: date,
    due_on: date,
    answered_on: date | None,
    reminded_on: Sequence[date],
    on: date,
    today: date,
    profile: Mechanism,
) -> Decision:
    """Whether the State may be reminded on the day ``on``: the answer is overdue then, and none went out that day.

    ``due_on`` is the day now in force: the one first set, or ``new_due`` of the last reminder. A past reminder may be
    entered afterwards, also when an answer has come since.
    """
    rule = profile.cited("request")
    if on > today:
        return Refused(say("{on} is in the future."), rule, say("Enter today or a past day."), {"on": on})
    if on in reminded_on:
        reason = say("The State was already reminded on {on}.")
        return Refused(reason, rule, say("Await the answer until the new day it is due."), {"on": on})
    return _overdue_on(on, made_on, due_on, answered_on, profile)


def _overdue_on(on: date, made_on: date, due_on: date, answered_on: date | None, profile: Mechanism) -> Decision:
    rule = profile.cited("request")
    facts = {"on": on, "due_on": due_on, "answered_on": answered_on}
    match status(made_on=made_on, due_on=due_on, answered_on=answered_on, today=on):
        case RequestStatus.OVERDUE:
            return Allowed()
        case RequestStatus.ANSWERED:
            reason = say("The request was answered on {answered_on}.")
            return Refused(reason, rule, say("Make a new request if the answer leaves something open."), facts)
        case RequestStatus.AWAITED:
            reason = say("On {on} the answer is not overdue; it is due on {due_on}.")
            return Refused(reason, rule, say("Remind the State on a day after {due_on}."), facts)
        case never:
            assert_never(never)


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
