"""Whether two places of detention may be taken for one, kept apart, parted again; whether a source may be withdrawn."""

from unannounced.duties.decision import Allowed, Decision, Refused, first_refusal
from unannounced.duties.noting import may_stand
from unannounced.duties.words import say

RULE = say("Rule of this software: one place has one identity, and every decision on it can be taken back")
_REASON_LONGEST = 500


def may_join(*, one_place: bool, one_state: bool, because: str) -> Decision:
    """Whether two places may be joined: they are two now, and lie in one State."""
    if one_place:
        return Refused(say("They are one place already."), RULE, say("Look at the place: it shows what was joined."))
    if not one_state:
        way_out = say("If the place passed from one State to another, say so as effective control, with its days.")
        return Refused(say("They are of two States."), RULE, way_out)
    return may_stand(because, _REASON_LONGEST)


def may_keep_apart(*, one_place: bool, because: str) -> Decision:
    """Whether two places may be said to be two: they are shown as two now."""
    if one_place:
        reason = say("They are shown as one place.")
        return Refused(reason, RULE, say("Take back the joining, or part the place, first."))
    return may_stand(because, _REASON_LONGEST)


def may_take_back_joining(*, joined: bool) -> Decision:
    """Whether a joining may be taken back: there is one."""
    if joined:
        return Allowed()
    reason = say("This place was not joined into another one.")
    return Refused(reason, RULE, say("Choose the one of the two that was joined."))


def may_part(*, chosen: int, of: int, because: str) -> Decision:
    """Whether a place may be parted: some of what sources list under it goes to a new place, and some stays."""
    if not chosen:
        return Refused(say("Nothing was chosen."), RULE, say("Choose what sources say of the other place."))
    if chosen >= of:
        reason = say("Everything was chosen: nothing would stay.")
        return Refused(reason, RULE, say("Leave what is said of this place; only the rest goes to the new one."))
    return may_stand(because, _REASON_LONGEST)


def may_take_back_parting(*, taken_back: bool) -> Decision:
    """Whether a parting may be taken back: it still stands."""
    if not taken_back:
        return Allowed()
    return Refused(say("This parting was taken back already."), RULE, say("Look at the place again."))


def may_withdraw_source(*, withdrawn: bool, because: str) -> Decision:
    """Whether a source may be withdrawn: it still counts, and somebody says why."""
    if withdrawn:
        return Refused(say("This source was withdrawn already."), RULE, say("Look at it again."))
    if not because.strip():
        return Refused(say("A source is withdrawn with a reason."), RULE, say("Say what is wrong with it."))
    return may_stand(because, _REASON_LONGEST)


def may_count_source_again(*, withdrawn: bool, taken_in_since: bool) -> Decision:
    """Whether a withdrawn source may count again: it is withdrawn, and the same table was not taken in since."""
    return first_refusal(_is_withdrawn(withdrawn), _not_since(taken_in_since))


def _is_withdrawn(withdrawn: bool) -> Decision:
    if withdrawn:
        return Allowed()
    return Refused(say("This source was not withdrawn."), RULE, say("Look at it again."))


def _not_since(taken_in_since: bool) -> Decision:
    if not taken_in_since:
        return Allowed()
    reason = say("The same table was taken in again since.")
    return Refused(reason, RULE, say("Withdraw that one first; only one of the two can count."))
