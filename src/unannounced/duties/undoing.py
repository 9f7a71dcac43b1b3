"""Undoing what was registered by mistake: it is withdrawn with a reason, and its row stays.

Nothing said is overwritten. Follow-up is computed without what was withdrawn: callers leave those rows out.
"""

from datetime import datetime

from unannounced.duties.decision import Allowed, Decision, Refused, first_refusal
from unannounced.duties.noting import may_keep
from unannounced.duties.profile import Mechanism
from unannounced.duties.words import say

_RULE = say("Rule of this software: nothing said is overwritten")


def may_withdraw(
    *,
    reason: str,
    registered_at: datetime,
    now: datetime,
    by_same_person: bool,
    by_secretariat: bool = False,
    later: int,
    published: bool,
    profile: Mechanism,
) -> Decision:
    """Whether a response or assessment registered by mistake may be withdrawn, with ``reason`` (project choice [P]).

    By whoever registered it, or the secretariat; as long as it has not left with a publication (``published``) and
    nothing rests on it: ``later`` is the number of responses and assessments of the same item registered after it
    and not themselves withdrawn. However long ago that was.
    """
    return first_refusal(
        _by_whom(by_same_person or by_secretariat),
        _registered_before(registered_at, now),
        _not_published(published, profile),
        _nothing_later(later),
        may_keep(reason),
    )


def _by_whom(may: bool) -> Decision:
    if may:
        return Allowed()
    reason = say("Only whoever registered it, or the secretariat, may withdraw it.")
    return Refused(reason, _RULE, say("Ask one of them, and say what is mistaken."))


def _registered_before(registered_at: datetime, now: datetime) -> Decision:
    if registered_at <= now:
        return Allowed()
    reason = say("It cannot be withdrawn at {now}, before it was registered at {registered_at}.")
    facts = {"now": now, "registered_at": registered_at}
    return Refused(reason, _RULE, say("Check the clock of this machine."), facts)


def _not_published(published: bool, profile: Mechanism) -> Decision:
    if not published:
        return Allowed()
    return Refused(
        say("It has left with a publication, which stays as it was published."),
        profile.cited("publication"),
        say("Register what is right; it counts from then on."),
    )


def _nothing_later(later: int) -> Decision:
    if later < 1:
        return Allowed()
    if later == 1:
        reason = say("Another response or assessment was registered after it and may rest on it.")
    else:
        reason = say("{later} responses or assessments were registered after it and may rest on it.")
    way_out = say("Withdraw what came later first, the latest before the others, or register what is right.")
    return Refused(reason, _RULE, way_out, {"later": later})
