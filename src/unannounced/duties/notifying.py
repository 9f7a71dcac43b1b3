"""Letters to the State: the notification and its names, letters that add names, and places announced.

ECPT Art. 8(1), 8(2), 14(1); OPCAT Art. 13(2), 13(3). No treaty sets a least interval, and none lets a State hold a
delegation to the places that were announced to it.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from unannounced.duties.decision import Allowed, Decision, Refused, first_refusal
from unannounced.duties.profile import Mechanism
from unannounced.duties.visiting import (
    UNKNOWN_TO_STATE,
    VisitStage,
    goes_to,
    not_in_future,
    still_bound,
)
from unannounced.duties.words import say


class Ahead(StrEnum):
    """How long before the delegation came a place was announced."""

    DAYS = "days"
    HOURS = "hours"
    NONE = "none"


AHEAD_WORDS: dict[Ahead, str] = {
    Ahead.DAYS: say("days before"),
    Ahead.HOURS: say("hours before"),
    Ahead.NONE: say("at the gate"),
}


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
        goes_to(stage, VisitStage.NOTIFIED, "notification", profile),
        enough_members(delegation_size, exception_reason, profile),
        _assistants(assistants_named, profile),
        not_in_future(notified_on, today, "notification", profile),
        _notified_in_time(notified_on, begins, profile),
        still_bound(notified_on, bound_until, profile),
    )


def may_add_letter(
    *, stage: VisitStage, notified_on: date | None, day: date, today: date, profile: Mechanism
) -> Decision:
    """Whether a further letter may be kept: after the notification, while the visit is neither over nor cancelled."""
    rule = profile.cited("notification")
    if notified_on is None:
        reason = say("The State has not been notified; there is no letter that another could add to.")
        return Refused(reason, rule, say("Notify the State first; that letter names everybody who goes by then."))
    if stage in (VisitStage.ENDED, VisitStage.CANCELLED):
        return Refused(
            say("The visit is over or cancelled; nobody can be added to it by a letter."),
            rule,
            say("Plan another visit if somebody goes after all."),
        )
    if day < notified_on:
        return Refused(
            say("A further letter cannot be of {day}, before the notification on {notified_on}."),
            rule,
            say("Correct the day of the letter."),
            {"day": day, "notified_on": notified_on},
        )
    return not_in_future(day, today, "notification", profile)


def all_named(unnamed: Sequence[str], *, profile: Mechanism) -> Decision:
    """Whether the State was told of every expert and interpreter; ``unnamed`` are those in no letter (Art. 14(1))."""
    if not unnamed or profile.notification != "required":
        return Allowed()
    return Refused(
        say("The State has not been told of: {names}."),
        profile.cited("assistants"),
        say("Keep a further letter, which names them, or take them off the delegation; the visit can then begin."),
        {"names": ", ".join(unnamed)},
    )


def may_announce_place(
    *,
    stage: VisitStage,
    notified_on: date | None,
    ends: date,
    on: date,
    one_state: bool,
    today: date,
    profile: Mechanism,
) -> Decision:
    """Whether a place may be noted as announced: once the State knows of the visit, and never before.

    Until then no place of the visit stands in the office in clear.
    """
    rule = profile.cited("notification")
    if not one_state:
        reason = say("The place lies in another State than the one visited.")
        return Refused(reason, profile.cited("visit"), say("Choose a place of the State visited."))
    if stage in UNKNOWN_TO_STATE or stage is VisitStage.CANCELLED:
        return Refused(
            say("No place can have been announced: the State does not know of the visit."),
            rule,
            say("Keep the places in the sealed itinerary until then."),
        )
    if notified_on is not None and on < notified_on:
        return Refused(
            say("A place cannot have been announced on {on}, before the notification on {notified_on}."),
            rule,
            say("Correct the day."),
            {"on": on, "notified_on": notified_on},
        )
    if on > ends:
        return Refused(
            say("A place cannot have been announced on {on}, after the visit ended on {ends}."),
            rule,
            say("Correct the day."),
            {"on": on, "ends": ends},
        )
    return not_in_future(on, today, "notification", profile)


def enough_members(size: int, exception_reason: str, profile: Mechanism) -> Decision:
    """Whether there are as many members as the rule wants, or a reason for fewer (Art. 7(2)); one at least."""
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


def _notified_in_time(notified_on: date, begins: date, profile: Mechanism) -> Decision:
    if notified_on <= begins:
        return Allowed()
    return Refused(
        say("The notification on {notified_on} would come after the visit begins on {begins}."),
        profile.cited("notification"),
        say("Notify on the first day of the visit or before; the same day is enough."),
        {"notified_on": notified_on, "begins": begins},
    )
