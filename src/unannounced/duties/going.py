"""On the visit: beginning, being interrupted, places gone to, ending; and what the ICRC visits.

ECPT Art. 8, 17(3); OPCAT Art. 13, 14, 20.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from unannounced.duties.decision import Allowed, Decision, Refused, first_refusal
from unannounced.duties.noting import may_keep
from unannounced.duties.profile import Mechanism
from unannounced.duties.visiting import UNDER_WAY, VisitStage, goes_to, not_in_future
from unannounced.duties.words import say

ICRC_VISITS = "icrc_visits"
"""The attribute of a place that says whether the ICRC visits it effectively and regularly: yes or no."""

_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


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
        goes_to(stage, VisitStage.IN_PROGRESS, "notification", profile),
        not_in_future(on, today, "visit", profile),
    )


def may_interrupt(
    *, stage: VisitStage, first: date, on: date, because: str, today: date, profile: Mechanism
) -> Decision:
    """Whether a visit that began on ``first`` may be noted as interrupted on the day ``on``, with the reason."""
    if on < first:
        return Refused(
            say("The visit cannot have been interrupted on {on}, before it began on {first}."),
            profile.cited("visit"),
            say("Correct the day."),
            {"on": on, "first": first},
        )
    return first_refusal(
        goes_to(stage, VisitStage.INTERRUPTED, "visit", profile),
        not_in_future(on, today, "visit", profile),
        may_keep(because),
    )


def may_take_up(
    *, stage: VisitStage, interrupted_on: date | None, on: date, today: date, profile: Mechanism
) -> Decision:
    """Whether an interrupted visit may be noted as taken up again on the day ``on``."""
    rule = profile.cited("visit")
    if stage is not VisitStage.INTERRUPTED:
        reason = say("The visit is not interrupted, so it cannot be taken up again.")
        return Refused(reason, rule, say("Load the page again to see how far the visit has come."))
    if interrupted_on is not None and on < interrupted_on:
        return Refused(
            say("The visit cannot be taken up again on {on}, before it was interrupted on {interrupted_on}."),
            rule,
            say("Correct the day."),
            {"on": on, "interrupted_on": interrupted_on},
        )
    return not_in_future(on, today, "visit", profile)


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
        goes_to(stage, VisitStage.ENDED, "visit", profile),
        not_in_future(on, today, "visit", profile),
    )


def may_have_happened(*, stage: VisitStage, profile: Mechanism) -> Decision:
    """Whether talks, hindrances, interviews can have been on the visit: once the State knows of it, or it began."""
    rule = profile.cited("notification")
    if stage in (*UNDER_WAY, VisitStage.ENDED):
        return Allowed()
    if stage is VisitStage.CANCELLED:
        reason = say("The visit was cancelled; nothing can have happened on it.")
        return Refused(reason, rule, say("Plan a new visit if the delegation goes after all."))
    if profile.notification != "required":
        reason = say("Nothing can have happened on the visit yet: it has not begun.")
        return Refused(reason, rule, say("Note first that it has begun."))
    reason = say("Nothing can have happened on the visit yet: the State has not been notified.")
    return Refused(reason, rule, say("Notify the State first."))


def may_record_place(*, stage: VisitStage, profile: Mechanism) -> Decision:
    """Whether a place visited may be recorded: once notified; it need not be among the places notified (Art. 8(1))."""
    if stage in (*UNDER_WAY, VisitStage.ENDED):
        return Allowed()
    if stage is VisitStage.CANCELLED:
        return Refused(
            say("A cancelled visit has no places visited."),
            profile.cited("notification"),
            say("Plan a new visit if the delegation goes after all."),
        )
    if profile.notification != "required":
        return Refused(
            say("No place can have been visited yet: the visit has not begun."),
            profile.cited("visit"),
            say("Note first that it has begun; the delegation may go to any place at any time."),
        )
    return Refused(
        say("No place can have been visited yet: the State has not been notified."),
        profile.cited("notification"),
        say("Notify the State first; the delegation may then go to any place at any time."),
    )


def may_be_there_on(day: date, *, begins: date, ends: date, today: date, profile: Mechanism) -> Decision:
    """Whether the delegation can have gone to a place on ``day``: during the visit, and not in the future."""
    if begins <= day <= ends:
        return not_in_future(day, today, "visit", profile)
    return Refused(
        say("{on} is outside the visit, which goes from {begins} to {ends}."),
        profile.cited("visit"),
        say("Correct the day."),
        {"on": day, "begins": begins, "ends": ends},
    )


def sound_times(arrived: str, left: str, *, profile: Mechanism) -> Decision:
    """Whether the times of a day are such, 09:30, and leaving is not before arriving; either may be empty."""
    for time in (arrived, left):
        if time and not _TIME.fullmatch(time):
            return Refused(
                say("“{time}” is no time of day."),
                profile.cited("visit"),
                say("Write it with hours and minutes, like 09:30."),
                {"time": time},
            )
    if arrived and left and left < arrived:
        return Refused(
            say("The delegation cannot have left at {left}, before it arrived at {arrived}."),
            profile.cited("visit"),
            say("Correct one of the times; a stay beyond midnight is recorded on both days."),
            {"arrived": arrived, "left": left},
        )
    return Allowed()


@dataclass(frozen=True, slots=True)
class SaidOfIcrc:
    """What a source said: whether the ICRC visits a place effectively and regularly, from when, and until when."""

    visits: bool
    since: date
    until: date | None
    source: str


def icrc_on(said: Iterable[SaidOfIcrc], first: date, last: date) -> SaidOfIcrc | None:
    """The word by which the ICRC visits a place on a day from ``first`` to ``last``; None where none says so.

    On a day the word that speaks since the latest day holds; of two for one day that differ the one that says so, as
    the treaty bars visits (Art. 17(3)) and somebody must look. A later no, as where the ICRC is refused, ends it.
    """
    words = sorted(said, key=lambda one: (one.since, one.visits))
    days = {first, *(one.since for one in words if first <= one.since <= last)}
    days |= {after for one in words if one.until and first <= (after := _next_day(one.until)) <= last}
    for day in sorted(days):
        covering = [one for one in words if one.since <= day and (one.until is None or day <= one.until)]
        if covering and covering[-1].visits:
            return covering[-1]
    return None


def not_visited_by_icrc(word: SaidOfIcrc | None, *, place: str, profile: Mechanism) -> Decision:
    """Whether a place may be chosen, given the word by which the ICRC visits it (ECPT Art. 17(3))."""
    if word is None or not profile.icrc_bars:
        return Allowed()
    return Refused(
        say("The ICRC visits {place} effectively and regularly since {since}, as {source} says."),
        profile.cited("icrc"),
        say(
            "Choose another place; if the ICRC no longer visits it or is refused, say so of the place, with the source."
        ),
        {"place": place, "since": word.since, "source": word.source},
    )


def _next_day(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)
