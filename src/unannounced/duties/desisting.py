"""Asking no more: an item that was transmitted is withdrawn, and what becomes of answers that cannot be registered.

ECPT Art. 3 and 10(1). What was said stays; a response that comes afterwards is no response to anything asked, and is
kept beside the item until somebody decides.
"""

from datetime import date
from enum import StrEnum

from unannounced.duties.decision import Allowed, Decision, Refused, first_refusal
from unannounced.duties.noting import may_keep
from unannounced.duties.profile import Mechanism
from unannounced.duties.words import say


class OnStray(StrEnum):
    """What is decided on an answer that could not be registered."""

    REGISTER = "register"
    KEEP = "keep"


WORDS: dict[OnStray, str] = {
    OnStray.REGISTER: say("register it nevertheless"),
    OnStray.KEEP: say("keep it as it is"),
}


def may_withdraw_item(
    *, because: str, on: date, known_on: date | None, withdrawn_on: date | None, today: date, profile: Mechanism
) -> Decision:
    """Whether an item may be withdrawn on the day ``on``: the State has it, it is asked for still, with a reason."""
    return first_refusal(
        may_keep(because),
        may_be_withdrawn(known_on=known_on, withdrawn_on=withdrawn_on, profile=profile),
        _since_known(on, known_on, today, profile),
    )


def may_be_withdrawn(*, known_on: date | None, withdrawn_on: date | None, profile: Mechanism) -> Decision:
    """Whether there is anything to withdraw: in a draft an item is taken out, and it is withdrawn once."""
    rule = profile.cited("report")
    if known_on is None:
        reason = say("The State does not have the item, so there is nothing to withdraw.")
        return Refused(reason, rule, say("Take it out of the draft."))
    if withdrawn_on is not None:
        return Refused(say("The item was withdrawn on {on}."), rule, facts={"on": withdrawn_on})
    return Allowed()


def may_answer_still(*, withdrawn_on: date | None, received_on: date, profile: Mechanism) -> Decision:
    """Whether a response received on a day answers something that was asked still."""
    if withdrawn_on is None or received_on < withdrawn_on:
        return Allowed()
    return Refused(
        say("The item was withdrawn on {withdrawn}: a response of {received} answers nothing that is asked."),
        profile.cited("response"),
        say("Check the item and the day; what came from the State is kept as an answer that could not be registered."),
        {"withdrawn": withdrawn_on, "received": received_on},
    )


def may_decide_stray(
    how: OnStray, *, because: str, names_item: bool, decided_on: date | None, profile: Mechanism
) -> Decision:
    """Whether somebody may decide on a stray answer: once, with a reason; registered only where it names an item."""
    rule = profile.cited("response")
    if decided_on is not None:
        return Refused(say("It was decided on {on} already."), rule, facts={"on": decided_on})
    if how is OnStray.REGISTER and not names_item:
        reason = say("It names no item of the report, so it can be registered to none.")
        return Refused(reason, rule, say("Keep it as it is, and register the response to the item it is about."))
    return may_keep(because)


def _since_known(on: date, known_on: date | None, today: date, profile: Mechanism) -> Decision:
    rule = profile.cited("report")
    if on > today:
        return Refused(say("{on} is in the future."), rule, say("Enter today or a past day."), {"on": on})
    if known_on is not None and on < known_on:
        reason = say("The State has had the item only since {known_on}.")
        return Refused(reason, rule, say("Enter {known_on} or a later day."), {"known_on": known_on})
    return Allowed()
