"""Seats and the election of members (ECPT Art. 4 and 5, OPCAT Art. 5 to 9)."""

from collections.abc import Sequence
from datetime import date, timedelta

from unannounced.duties.decision import Allowed, Decision, Refused, first_refusal
from unannounced.duties.profile import Mechanism
from unannounced.duties.treaty.dates import add_months
from unannounced.duties.words import say

SECOND_PROTOCOL = date(2002, 3, 1)
"""From this day on a member of the CPT may be re-elected twice, and terms may be staggered (Protocol 2)."""


def seats(parties: int) -> int:
    """How many seats the CPT has: one for each Party (ECPT Art. 4(1))."""
    return parties


def vacant(seats: int, in_office: int) -> int:
    """How many seats are empty; an empty seat changes no Party's standing or duties. Raises ``ValueError`` below 0."""
    if in_office > seats or in_office < 0:
        raise ValueError(f"{in_office} members cannot hold {seats} seats")
    return seats - in_office


def may_elect(
    *,
    candidate_nationality: str,
    sitting: Sequence[str],
    terms_served: int,
    on: date,
    begins: date,
    ends: date,
    profile: Mechanism,
) -> Decision:
    """Whether somebody may be elected on the day ``on`` for a term from ``begins`` to ``ends``, both inclusive.

    ``sitting`` are the nationalities of the other members in the term, ``terms_served`` the terms before this one.
    """
    return first_refusal(
        _nationality(candidate_nationality, sitting, profile),
        _terms(terms_served, on, profile),
        _days(on, begins, ends, profile),
        _length(on, begins, ends, profile),
    )


def _nationality(nationality: str, sitting: Sequence[str], profile: Mechanism) -> Decision:
    if nationality not in sitting or not profile.convention:
        return Allowed()
    return Refused(
        say("A member of the nationality {nationality} is already in office; no two may have the same."),
        profile.cited("election"),
        say("Choose a candidate of another nationality, or wait until that term ends."),
        {"nationality": nationality},
    )


def _terms(served: int, on: date, profile: Mechanism) -> Decision:
    at_most = profile.terms_at_most
    if profile.convention == "ECPT" and on < SECOND_PROTOCOL:
        at_most = min(at_most, 2)
    if served < at_most:
        return Allowed()
    return Refused(
        say("Terms served: {served}. At most {at_most} are allowed."),
        profile.cited("election"),
        say("Choose another candidate."),
        {"served": served, "at_most": at_most},
    )


def _days(on: date, begins: date, ends: date, profile: Mechanism) -> Decision:
    rule = profile.cited("election")
    facts = {"on": on, "begins": begins, "ends": ends}
    if ends <= begins:
        reason = say("The term would end on {ends}, not after it begins on {begins}.")
        return Refused(reason, rule, say("Exchange the two days or correct one."), facts)
    if begins < on:
        reason = say("The term would begin on {begins}, before the election on {on}.")
        return Refused(reason, rule, say("Let the term begin on the day of the election or later."), facts)
    return Allowed()


def _length(on: date, begins: date, ends: date, profile: Mechanism) -> Decision:
    """A term lasts the usual years; in the CPT 2 to 6 years, to renew half of the members at a time (Art. 5(4))."""
    least = most = profile.term_years
    if profile.convention == "ECPT":
        least, most = 2, 6 if on >= SECOND_PROTOCOL else profile.term_years
    ended = ends + timedelta(days=1)
    if add_months(begins, 12 * least) <= ended and ends <= add_months(begins, 12 * most):
        return Allowed()
    return Refused(
        say("A term from {begins} to {ends} is shorter than {least} or longer than {most} years."),
        profile.cited("election"),
        say("Correct the first or the last day of the term."),
        {"begins": begins, "ends": ends, "least": least, "most": most},
    )
