"""Visits: planning, notifying, the delegation, places, beginning and ending, and a State's objections.

ECPT Art. 2, 7 to 9, 14 and 17(3); OPCAT Art. 13 and 14. The days on which a State is bound come from its
standing (``duties.treaty.standing``): ``bound_from`` is the first day, ``bound_until`` the last, both inclusive.
"""

from datetime import date
from enum import StrEnum

from unannounced.duties.decision import Allowed, Decision, Refused, first_refusal
from unannounced.duties.profile import Mechanism
from unannounced.duties.words import say

LONGEST_VISIT = 60
"""Days, first and last included; a longer visit is taken for a slip of the pen (project choice)."""


class VisitKind(StrEnum):
    """Periodic, or one of the kinds of ad hoc visit."""

    PERIODIC = "periodic"
    FOLLOW_UP = "follow_up"
    RAPID_REACTION = "rapid_reaction"
    TARGETED = "targeted"
    REGULAR = "regular"
    SHORT_FOLLOW_UP = "short_follow_up"
    ADVISORY_MECHANISM = "advisory_mechanism"
    ADVISORY_STATE = "advisory_state"
    IN_DEPTH = "in_depth"
    THEMATIC = "thematic"
    REACTIVE = "reactive"
    RAPID = "rapid"

    @property
    def is_ad_hoc(self) -> bool:
        """Whether circumstances required it, outside the announced programme (ECPT Art. 7(1))."""
        return self is not VisitKind.PERIODIC


class VisitStage(StrEnum):
    """How far a visit has come."""

    PLANNED = "planned"
    ANNOUNCED = "announced"
    NOTIFIED = "notified"
    IN_PROGRESS = "in_progress"
    INTERRUPTED = "interrupted"
    ENDED = "ended"
    CANCELLED = "cancelled"


class ObjectionResult(StrEnum):
    """What an objection of the State leads to."""

    VALID = "valid"
    INVALID_GROUND = "invalid_ground"
    INVALID_TARGET = "invalid_target"
    NEEDS_CONSULTATION = "needs_consultation"


WORDS: dict[VisitKind, str] = {
    VisitKind.PERIODIC: say("periodic visit"),
    VisitKind.FOLLOW_UP: say("ad hoc visit: follow-up"),
    VisitKind.RAPID_REACTION: say("ad hoc visit: rapid reaction"),
    VisitKind.TARGETED: say("ad hoc visit: targeted"),
    VisitKind.REGULAR: say("regular visit"),
    VisitKind.SHORT_FOLLOW_UP: say("short follow-up visit"),
    VisitKind.ADVISORY_MECHANISM: say("advisory visit to the national mechanism"),
    VisitKind.ADVISORY_STATE: say("advisory visit to the State"),
    VisitKind.IN_DEPTH: say("in-depth visit"),
    VisitKind.THEMATIC: say("thematic visit"),
    VisitKind.REACTIVE: say("ad hoc visit: reactive"),
    VisitKind.RAPID: say("rapid visit"),
}
STAGE_WORDS: dict[VisitStage, str] = {
    VisitStage.PLANNED: say("planned, not notified"),
    VisitStage.ANNOUNCED: say("announced in the programme of the year, not notified"),
    VisitStage.NOTIFIED: say("notified"),
    VisitStage.IN_PROGRESS: say("in progress"),
    VisitStage.INTERRUPTED: say("interrupted"),
    VisitStage.ENDED: say("ended with final talks"),
    VisitStage.CANCELLED: say("cancelled"),
}
OBJECTION_WORDS: dict[ObjectionResult, str] = {
    ObjectionResult.VALID: say("valid objection"),
    ObjectionResult.INVALID_GROUND: say("not a ground for an objection"),
    ObjectionResult.INVALID_TARGET: say("nothing a State may object to"),
    ObjectionResult.NEEDS_CONSULTATION: say("consultation at once"),
}

NEXT: dict[VisitStage, tuple[VisitStage, ...]] = {
    VisitStage.PLANNED: (VisitStage.NOTIFIED, VisitStage.ANNOUNCED, VisitStage.CANCELLED),
    VisitStage.ANNOUNCED: (VisitStage.NOTIFIED, VisitStage.CANCELLED),
    VisitStage.NOTIFIED: (VisitStage.IN_PROGRESS, VisitStage.CANCELLED),
    VisitStage.IN_PROGRESS: (VisitStage.ENDED, VisitStage.INTERRUPTED),
    VisitStage.INTERRUPTED: (VisitStage.IN_PROGRESS, VisitStage.ENDED),
    VisitStage.ENDED: (),
    VisitStage.CANCELLED: (),
}


def may_plan(
    *,
    begins: date,
    ends: date,
    bound_from: date | None,
    bound_until: date | None,
    today: date,
    profile: Mechanism,
    standing_known: bool = True,
) -> Decision:
    """Whether a visit from ``begins`` to ``ends`` may be planned in a State.

    ``bound_from`` is None for a State that is not Party; a mechanism founded by national law needs no such day. A
    past visit may be entered afterwards. ``standing_known`` is False where nobody knows whether it is bound. Refuses
    days before the treaty was in force for the State and after it ceased to be (ECPT Art. 19(2), 22(2)).
    """
    return first_refusal(
        _sound_days(begins, ends, profile),
        _known(standing_known, profile),
        _in_force(begins, bound_from, profile),
        _still_bound(ends, bound_until, profile),
    )


def may_notify(
    *,
    stage: VisitStage,
    delegation_size: int,
    exception_reason: str,
    assistants_named: bool,
    notified_on: date,
    begins: date,
    bound_until: date | None,
    today: date,
    profile: Mechanism,
) -> Decision:
    """Whether the State may be notified of the visit on ``notified_on``; there is no least interval before it.

    Needs the least delegation or a reason for a smaller one (Art. 7(2)), all assistants named (Art. 14(1)), and
    a day not in the future, not after the visit begins, and not after the last day the State is bound.
    """
    return first_refusal(
        _goes_to(stage, VisitStage.NOTIFIED, "notification", profile),
        _delegation(delegation_size, exception_reason, profile),
        _assistants(assistants_named, profile),
        _not_in_future(notified_on, today, "notification", profile),
        _notified_in_time(notified_on, begins, profile),
        _still_bound(notified_on, bound_until, profile),
    )


def may_begin(*, stage: VisitStage, notified_on: date | None, on: date, today: date, profile: Mechanism) -> Decision:
    """Whether the visit may begin on the day ``on``: notified on that day or before (ECPT Art. 8(1))."""
    rule = profile.cited("notification")
    if notified_on is not None and on < notified_on:
        return Refused(
            say("The visit cannot begin on {on}, before the State was notified on {notified_on}."),
            rule,
            say("Enter a first day on or after the notification."),
            {"on": on, "notified_on": notified_on},
        )
    return first_refusal(
        _goes_to(stage, VisitStage.IN_PROGRESS, "notification", profile),
        _not_in_future(on, today, "visit", profile),
    )


def may_end(*, stage: VisitStage, begins: date, on: date, today: date, profile: Mechanism) -> Decision:
    """Whether the end-of-visit talks may be noted as held on the day ``on``."""
    if on < begins:
        return Refused(
            say("The visit cannot end on {on}, before it began on {begins}."),
            profile.cited("visit"),
            say("Enter the day of the final talks, on or after the first day of the visit."),
            {"on": on, "begins": begins},
        )
    return first_refusal(
        _goes_to(stage, VisitStage.ENDED, "visit", profile),
        _not_in_future(on, today, "visit", profile),
    )


def may_record_place(*, stage: VisitStage, profile: Mechanism) -> Decision:
    """Whether a place visited may be recorded: once notified; it need not be among the places notified (Art. 8(1))."""
    if stage in (VisitStage.NOTIFIED, VisitStage.IN_PROGRESS, VisitStage.ENDED):
        return Allowed()
    if stage is VisitStage.CANCELLED:
        return Refused(
            say("A cancelled visit has no places visited."),
            profile.cited("notification"),
            say("Plan a new visit if the delegation goes after all."),
        )
    return Refused(
        say("No place can have been visited yet: the State has not been notified."),
        profile.cited("notification"),
        say("Notify the State first; the delegation may then go to any place at any time."),
    )


def may_be_there_on(day: date, *, begins: date, ends: date, today: date, profile: Mechanism) -> Decision:
    """Whether the delegation can have gone to a place on ``day``: during the visit, and not in the future."""
    if begins <= day <= ends:
        return _not_in_future(day, today, "visit", profile)
    return Refused(
        say("{on} is outside the visit, which goes from {begins} to {ends}."),
        profile.cited("visit"),
        say("Correct the day."),
        {"on": day, "begins": begins, "ends": ends},
    )


def may_join(
    *, member_is_national_of_visited_state: bool, is_member: bool, excluded: bool, profile: Mechanism
) -> Decision:
    """Whether somebody may join the delegation.

    ``excluded``: the State declared that this expert or assistant may not take part (ECPT Art. 14(3), OPCAT
    Art. 13(3)); it cannot exclude a member. Members do not visit their own State; a national mechanism's do.
    """
    if is_member and member_is_national_of_visited_state and profile.convention:
        return Refused(
            say("A member does not take part in a visit to the State of their own nationality."),
            profile.cited("delegation"),
            say("Name another member."),
        )
    if excluded and not is_member:
        return Refused(
            say("The State has declared that this expert may not take part in the visit."),
            profile.cited("assistants"),
            say("Name another expert; the visit goes on."),
        )
    return Allowed()


def objection(target: str, ground: str, profile: Mechanism) -> ObjectionResult:
    """What an objection to ``target`` on ``ground`` leads to (ECPT Art. 9, OPCAT Art. 14(2)).

    Both are looked up in the profile's closed lists; a national mechanism has none. An objection on a listed
    ground stands only under exceptional circumstances, so under the ECPT both sides consult at once, and the
    State keeps giving information; under the OPCAT it may be valid as it is, for a time.
    """
    if target not in profile.objection_targets:
        return ObjectionResult.INVALID_TARGET
    if ground not in profile.objection_grounds:
        return ObjectionResult.INVALID_GROUND
    if profile.convention == "ECPT":
        return ObjectionResult.NEEDS_CONSULTATION
    return ObjectionResult.VALID


def _sound_days(begins: date, ends: date, profile: Mechanism) -> Decision:
    rule = profile.cited("visit")
    if ends < begins:
        reason = say("The visit would end on {ends}, before it begins on {begins}.")
        return Refused(reason, rule, say("Exchange the two days or correct one."), {"begins": begins, "ends": ends})
    days = (ends - begins).days + 1
    if days > LONGEST_VISIT:
        reason = say("The visit would last {days} days; more than {longest} is improbable.")
        facts = {"days": days, "longest": LONGEST_VISIT}
        return Refused(reason, rule, say("Check the year of both days, or plan several visits."), facts)
    return Allowed()


def _known(standing_known: bool, profile: Mechanism) -> Decision:
    if standing_known or not profile.convention:
        return Allowed()
    return Refused(
        say("It is not known whether the State is still bound by {convention} then."),
        profile.cited("denunciation"),
        say("Ask the depositary whether it received a notice and when, and enter the day."),
        {"convention": profile.convention},
    )


def _in_force(begins: date, bound_from: date | None, profile: Mechanism) -> Decision:
    if bound_from is None and not profile.convention:
        return Allowed()
    if bound_from is None:
        return Refused(
            say("The State is not Party to {convention}, so there is no right to visit it."),
            profile.cited("visit"),
            say("Check the State's standing in the treaty register."),
            {"convention": profile.convention},
        )
    if begins < bound_from:
        return Refused(
            say("The State is not bound on {begins}; it is bound from {bound_from} on."),
            profile.cited("visit"),
            say("Plan the visit for {bound_from} or later."),
            {"begins": begins, "bound_from": bound_from},
        )
    return Allowed()


def _still_bound(day: date, bound_until: date | None, profile: Mechanism) -> Decision:
    if bound_until is None or day <= bound_until:
        return Allowed()
    return Refused(
        say("{day} is after {bound_until}, the last day on which the State is known to be bound."),
        profile.cited("denunciation"),
        say("Take a day up to {bound_until}; until then all duties continue in full."),
        {"day": day, "bound_until": bound_until},
    )


def _goes_to(stage: VisitStage, to: VisitStage, key: str, profile: Mechanism) -> Decision:
    if to in NEXT[stage]:
        return Allowed()
    before = next(earlier for earlier, following in NEXT.items() if to in following)
    return Refused(
        say("The visit is {stage}; this step is open only to a visit that is {before}."),
        profile.cited(key),
        say("Load the page again to see how far the visit has come."),
        {"stage": STAGE_WORDS[stage], "before": STAGE_WORDS[before]},
    )


def _delegation(size: int, exception_reason: str, profile: Mechanism) -> Decision:
    facts = {"size": size, "minimum": profile.delegation_minimum}
    if size < 1:
        reason = say("The delegation has no member.")
        return Refused(reason, profile.cited("delegation"), say("Name at least one member."), facts)
    if size >= profile.delegation_minimum or exception_reason.strip():
        return Allowed()
    return Refused(
        say("The delegation has fewer members ({size}) than the rule asks for ({minimum})."),
        profile.cited("delegation"),
        say("Name another member, or give the reason for the exception."),
        facts,
    )


def _assistants(named: bool, profile: Mechanism) -> Decision:
    if named:
        return Allowed()
    return Refused(
        say("The notification does not name all experts, interpreters and other assistants."),
        profile.cited("assistants"),
        say("Name each of them, or confirm that there are none."),
    )


def _not_in_future(day: date, today: date, key: str, profile: Mechanism) -> Decision:
    if day <= today:
        return Allowed()
    return Refused(
        say("{day} is in the future."),
        profile.cited(key),
        say("Enter it on the day it happens, or correct the day."),
        {"day": day},
    )


def _notified_in_time(notified_on: date, begins: date, profile: Mechanism) -> Decision:
    if notified_on <= begins:
        return Allowed()
    return Refused(
        say("The notification on {notified_on} would come after the visit begins on {begins}."),
        profile.cited("notification"),
        say("Notify on the first day of the visit or before; the same day is enough."),
        {"notified_on": notified_on, "begins": begins},
    )
