"""More time to respond: asked for by a State, granted or refused with the reason; it decides the day due.

ECPT Art. 3 and 10(1). The day farthest out that was granted decides: more time once given is not taken back but by
withdrawing what was registered by mistake. A day that somebody decided stands, also on a holiday.
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from unannounced.duties.decision import Allowed, Decision, Refused, first_refusal
from unannounced.duties.dialogue import DueDate
from unannounced.duties.noting import may_keep
from unannounced.duties.profile import Mechanism
from unannounced.duties.resting import as_decided
from unannounced.duties.words import Sentence, say

_WRITTEN = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is decided: until when, asked for on which day, and on which day it is decided, with the reason."""

    until: date
    asked_on: date
    decided_on: date
    granted: bool
    because: str


def with_more_time(due: DueDate | None, until: date | None, profile: Mechanism) -> DueDate | None:
    """The day due after more time was granted ``until`` a day; ``due`` as it is where that is later, or none was.

    >>> from unannounced.duties.dialogue import DueDate
    >>> with_more_time(DueDate(date(2026, 3, 2), ()), None, ...).day
    datetime.date(2026, 3, 2)
    """
    if until is None or (due is not None and due.day >= until):
        return due
    steps = (Sentence(say("More time was granted, until {until}."), {"until": until}), *as_decided(until, profile))
    return DueDate(until, (*(due.steps if due else ()), *steps))


def farthest(days: Sequence[date]) -> date | None:
    """The day that decides among those granted; ``None`` where no time was."""
    return max(days, default=None)


def no_such_day(written: str, profile: Mechanism) -> Refused | None:
    """Why a day written as 2026-02-31 is none, with the last day of that month; ``None`` for what is no such thing.

    >>> no_such_day("2026-03-31", ...) is None
    True
    """
    found = _WRITTEN.fullmatch(written.strip())
    if found is None:
        return None
    year, month, day = (int(piece) for piece in found.groups())
    if not year or not 1 <= month <= 12 or 1 <= day <= monthrange(year, month)[1]:
        return None
    last = date(year, month, monthrange(year, month)[1])
    reason = say("There is no {written}: the last day of that month is {last}.")
    return Refused(reason, profile.cited("response"), say("Write {last}."), {"written": written.strip(), "last": last})


def may_extend(
    asked: Asked,
    *,
    known_on: date | None,
    due_on: date | None,
    withdrawn_on: date | None = None,
    today: date,
    profile: Mechanism,
) -> Decision:
    """Whether more time may be decided on, granted or refused: the State has it, and asks for a later day.

    ``due_on`` is the day due now; ``None`` where no rule sets one.
    """
    return first_refusal(
        may_keep(asked.because),
        _is_asked(known_on, withdrawn_on, profile),
        _in_order(asked, known_on, today, profile),
        _is_later(asked, due_on, profile),
    )


def may_be_asked(*, known_on: date | None, withdrawn_on: date | None, profile: Mechanism) -> Decision:
    """Whether there is any time to extend: the State has the item or report, and something is still asked."""
    return _is_asked(known_on, withdrawn_on, profile)


def _is_asked(known_on: date | None, withdrawn_on: date | None, profile: Mechanism) -> Decision:
    rule = profile.cited("response")
    if known_on is None:
        reason = say("The State does not have it yet, so no time runs.")
        return Refused(reason, rule, say("Set the time in the draft."))
    if withdrawn_on is not None:
        reason = say("It was withdrawn on {on}: nothing is asked for it any more.")
        return Refused(reason, rule, facts={"on": withdrawn_on})
    return Allowed()


def _in_order(asked: Asked, known_on: date | None, today: date, profile: Mechanism) -> Decision:
    rule = profile.cited("response")
    if asked.decided_on > today:
        facts = {"on": asked.decided_on}
        return Refused(say("{on} is in the future."), rule, say("Enter today or a past day."), facts)
    if asked.asked_on > asked.decided_on:
        reason = say("It was decided on {decided}, before it was asked for on {asked}.")
        facts = {"decided": asked.decided_on, "asked": asked.asked_on}
        return Refused(reason, rule, say("Correct one of the two days."), facts)
    if known_on is not None and asked.asked_on < known_on:
        reason = say("The State has had it only since {known_on} and cannot have asked on {asked}.")
        facts = {"known_on": known_on, "asked": asked.asked_on}
        return Refused(reason, rule, say("Correct the day it was asked for."), facts)
    return Allowed()


def _is_later(asked: Asked, due_on: date | None, profile: Mechanism) -> Decision:
    if due_on is None or asked.until > due_on:
        return Allowed()
    reason = say("{until} is no more time: the response is due on {due_on} already.")
    facts = {"until": asked.until, "due_on": due_on}
    return Refused(reason, profile.cited("response"), say("Enter a day after {due_on}."), facts)
