"""Visits: their kinds and stages, planning, announcing in a programme, cancelling.

ECPT Art. 2, 7 and 22(2); OPCAT Art. 13 and 20. Letters to the State are in ``notifying``, what happens there in
``going``, objections in ``objecting``, delegations in ``composing``. The days on which a State is bound come from its
standing (``duties.treaty.standing``): ``bound_from`` is the first day, ``bound_until`` the last, both inclusive.
"""

from datetime import date
from enum import StrEnum

from unannounced.duties.decision import Allowed, Decision, Refused, first_refusal
from unannounced.duties.noting import may_keep
from unannounced.duties.profile import Mechanism
from unannounced.duties.words import say

LONGEST_VISIT = 60
"""Days, first and last included; a longer visit is taken for a slip of the pen (project choice)."""


class VisitKind(StrEnum):
    """A kind of visit of any mechanism; which of them a mechanism has, and which are ad hoc, its profile says."""

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
    VisitStage.PLANNED: (VisitStage.NOTIFIED, VisitStage.ANNOUNCED, VisitStage.IN_PROGRESS, VisitStage.CANCELLED),
    VisitStage.ANNOUNCED: (VisitStage.NOTIFIED, VisitStage.IN_PROGRESS, VisitStage.CANCELLED),
    VisitStage.NOTIFIED: (VisitStage.IN_PROGRESS, VisitStage.CANCELLED),
    VisitStage.IN_PROGRESS: (VisitStage.ENDED, VisitStage.INTERRUPTED),
    VisitStage.INTERRUPTED: (VisitStage.IN_PROGRESS, VisitStage.ENDED),
    VisitStage.ENDED: (),
    VisitStage.CANCELLED: (),
}
"""Where a visit goes from each stage; from planned to in progress only where no notification is asked for."""

UNKNOWN_TO_STATE = frozenset({VisitStage.PLANNED, VisitStage.ANNOUNCED})
UNDER_WAY = frozenset({VisitStage.NOTIFIED, VisitStage.IN_PROGRESS, VisitStage.INTERRUPTED})


def following(stage: VisitStage, profile: Mechanism) -> tuple[VisitStage, ...]:
    """Where a visit of the mechanism may go from ``stage``; without a duty to notify it may begin at once."""
    to = NEXT[stage]
    if stage in UNKNOWN_TO_STATE and profile.notification == "required":
        return tuple(one for one in to if one is not VisitStage.IN_PROGRESS)
    return to


def is_ad_hoc(kind: VisitKind, profile: Mechanism) -> bool | None:
    """Whether circumstances required it, outside the programme (ECPT Art. 7(1)); None for a kind it does not have."""
    found = profile.visit_kind(kind)
    return found.ad_hoc if found else None


def may_be_of_kind(kind: VisitKind, *, profile: Mechanism) -> Decision:
    """Whether the mechanism has visits of this kind."""
    if profile.visit_kind(kind):
        return Allowed()
    return Refused(
        say("“{kind}” is no kind of visit of this mechanism."),
        profile.cited("visit"),
        say("Choose one of the kinds of its profile: {kinds}."),
        {"kind": WORDS[kind], "kinds": ", ".join(one.kind for one in profile.visit_kinds)},
    )


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
        still_bound(ends, bound_until, profile),
    )


def may_announce(
    *,
    stage: VisitStage,
    kind: VisitKind,
    begins: date,
    ends: date,
    year: int,
    on: date,
    today: date,
    profile: Mechanism,
) -> Decision:
    """Whether the State may be named in the programme of ``year``, made public on the day ``on``.

    Only kinds that a programme announces; the year is one in which the visit lies, and the programme is not made
    public after it began. The State's name and the year become public, never days or places.
    """
    found = profile.visit_kind(kind)
    if found is None or not found.in_programme:
        return Refused(
            say("A visit of this kind is not announced in a programme: {kind}."),
            profile.cited("programme"),
            say("Leave it planned; the State is told of it when it is notified."),
            {"kind": WORDS[kind]},
        )
    return first_refusal(
        goes_to(stage, VisitStage.ANNOUNCED, "programme", profile),
        _in_its_year(year, begins, ends, profile),
        not_in_future(on, today, "programme", profile),
        _announced_before(on, begins, profile),
    )


def may_cancel(*, stage: VisitStage, on: date, because: str, today: date, profile: Mechanism) -> Decision:
    """Whether a visit may be cancelled: before it begins, with a reason."""
    return first_refusal(
        goes_to(stage, VisitStage.CANCELLED, "visit", profile),
        not_in_future(on, today, "visit", profile),
        may_keep(because),
    )


def may_change_delegation(*, stage: VisitStage, profile: Mechanism) -> Decision:
    """Whether somebody may join or leave: until the visit has ended or was cancelled."""
    if stage not in (VisitStage.ENDED, VisitStage.CANCELLED):
        return Allowed()
    return Refused(
        say("The visit is {stage}; its delegation stays as it was."),
        profile.cited("delegation"),
        say("Plan another visit if somebody goes after all."),
        {"stage": STAGE_WORDS[stage]},
    )


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


def bound_on(
    day: date,
    *,
    bound_from: date | None,
    bound_until: date | None,
    standing_known: bool,
    ended: bool,
    profile: Mechanism,
) -> Decision:
    """Whether the State is bound on the day on which a visit begins; ``ended``: it was bound once and is no more.

    A visit that was planned in time is refused as well once the denunciation has taken effect (ECPT Art. 22(2)).
    """
    if ended and profile.convention:
        return Refused(
            say("The State is no longer bound by {convention} on {day}."),
            profile.cited("denunciation"),
            say("Cancel the visit; what was said of the time before stays in force."),
            {"convention": profile.convention, "day": day},
        )
    return first_refusal(
        _known(standing_known, profile), _in_force(day, bound_from, profile), still_bound(day, bound_until, profile)
    )


def still_bound(day: date, bound_until: date | None, profile: Mechanism) -> Decision:
    """Whether the State is bound on ``day``, as far as is known."""
    if bound_until is None or day <= bound_until:
        return Allowed()
    return Refused(
        say("{day} is after {bound_until}, the last day on which the State is known to be bound."),
        profile.cited("denunciation"),
        say("Take a day up to {bound_until}; until then all duties continue in full."),
        {"day": day, "bound_until": bound_until},
    )


def goes_to(stage: VisitStage, to: VisitStage, key: str, profile: Mechanism) -> Decision:
    """Whether a visit at ``stage`` may go ``to`` another one; ``key`` names the rule that is cited."""
    if to in following(stage, profile):
        return Allowed()
    before = next(earlier for earlier in NEXT if to in following(earlier, profile))
    return Refused(
        say("The visit is {stage}; this step is open only to a visit that is {before}."),
        profile.cited(key),
        say("Load the page again to see how far the visit has come."),
        {"stage": STAGE_WORDS[stage], "before": STAGE_WORDS[before]},
    )


def not_in_future(day: date, today: date, key: str, profile: Mechanism) -> Decision:
    """Whether ``day`` has come: what happened is entered when it happened, or after."""
    if day <= today:
        return Allowed()
    return Refused(
        say("{day} is in the future."),
        profile.cited(key),
        say("Enter it on the day it happens, or correct the day."),
        {"day": day},
    )


def _in_its_year(year: int, begins: date, ends: date, profile: Mechanism) -> Decision:
    if year in (begins.year, ends.year):
        return Allowed()
    return Refused(
        say("The visit does not lie in {year}; it goes from {begins} to {ends}."),
        profile.cited("programme"),
        say("Enter the year of the visit."),
        {"year": year, "begins": begins, "ends": ends},
    )


def _announced_before(on: date, begins: date, profile: Mechanism) -> Decision:
    if on <= begins:
        return Allowed()
    return Refused(
        say("The programme was made public on {on}, after the visit begins on {begins}."),
        profile.cited("programme"),
        say("Enter the day on which the programme was made public."),
        {"on": on, "begins": begins},
    )
