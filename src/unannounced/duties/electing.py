"""Seats and the election of members (ECPT Art. 4 and 5, OPCAT Art. 5 to 9)."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from unannounced.duties.decision import Allowed, Decision, Refused, first_refusal
from unannounced.duties.profile import Mechanism
from unannounced.duties.treaty.dates import add_months
from unannounced.duties.words import say

SECOND_PROTOCOL = date(2002, 3, 1)
"""From this day on a member of the CPT may be re-elected twice, and terms may be staggered (Protocol 2)."""


class Vacancy(StrEnum):
    """Why a seat is, or will be, free."""

    END_OF_TERM = "end_of_term"
    CASUAL = "casual"
    FIRST = "first_election"
    NEW_PARTY = "new_party"


class EndReason(StrEnum):
    """Why a term ends before its last day."""

    RESIGNED = "resigned"
    DIED = "died"
    STATE_LEFT = "state_left"
    OTHER = "other"


class ElectionStage(StrEnum):
    """How far an election has come. Computed of the list, the rounds and what closed it."""

    AWAITING_LIST = "awaiting_list"
    LISTED = "listed"
    ELECTED = "elected"
    CLOSED = "closed"


VACANCY_WORDS: dict[Vacancy, str] = {
    Vacancy.END_OF_TERM: say("a term ends"),
    Vacancy.CASUAL: say("a member left before the end of the term"),
    Vacancy.FIRST: say("first election of the body"),
    Vacancy.NEW_PARTY: say("a State has become a Party"),
}
END_WORDS: dict[EndReason, str] = {
    EndReason.RESIGNED: say("resigned"),
    EndReason.DIED: say("died"),
    EndReason.STATE_LEFT: say("the State is no longer a Party"),
    EndReason.OTHER: say("another reason"),
}
STAGE_WORDS: dict[ElectionStage, str] = {
    ElectionStage.AWAITING_LIST: say("waiting for the list of candidates"),
    ElectionStage.LISTED: say("list received, not decided"),
    ElectionStage.ELECTED: say("a member was elected"),
    ElectionStage.CLOSED: say("closed without a result"),
}
NEXT: dict[ElectionStage, tuple[ElectionStage, ...]] = {
    ElectionStage.AWAITING_LIST: (ElectionStage.LISTED, ElectionStage.CLOSED),
    ElectionStage.LISTED: (ElectionStage.LISTED, ElectionStage.ELECTED, ElectionStage.CLOSED),
    ElectionStage.ELECTED: (),
    ElectionStage.CLOSED: (),
}
"""A round in which nobody has the majority leaves the election where it was."""


def stage_of(*, listed: bool, elected: bool, closed: bool) -> ElectionStage:
    """How far an election has come."""
    if closed:
        return ElectionStage.CLOSED
    if elected:
        return ElectionStage.ELECTED
    return ElectionStage.LISTED if listed else ElectionStage.AWAITING_LIST


def seats(parties: int) -> int:
    """How many seats the CPT has: one for each Party (ECPT Art. 4(1))."""
    return parties


def seats_under(profile: Mechanism, *, parties: int, in_office: int) -> int:
    """How many seats the mechanism has with so many Parties to its treaty.

    The Subcommittee has 10, and 25 after the fiftieth ratification or accession (OPCAT Art. 5(1)). Where no rule known
    here sets a number, as in a national mechanism, there are as many as members ``in_office``.
    """
    if profile.convention == "ECPT":
        return seats(parties)
    if profile.convention == "OPCAT":
        return 25 if parties >= 50 else 10
    return in_office


def may_end(
    *, ended_on: date, begins: date, ends: date, reason: EndReason, still_party: bool | None, profile: Mechanism
) -> Decision:
    """Whether a term may end early with ``ended_on`` as its last day.

    ``still_party``: whether the State is bound on the day after; None where that is not known. A seat falls away with a
    denunciation once it takes effect, and not before (ECPT Art. 4(1), 22(2)).
    """
    facts = {"ended": ended_on, "begins": begins, "ends": ends}
    if not begins <= ended_on <= ends:
        words = say("{ended} is no day of the term, which runs from {begins} to {ends}.")
        return Refused(words, profile.cited("election"), say("Enter the last day in office."), facts)
    if reason is EndReason.STATE_LEFT and still_party:
        words = say("The State is still a Party on the day after {ended}, so the seat does not fall away.")
        instead = say("Enter the last day on which the State is bound, once the denunciation has a day of effect.")
        return Refused(words, profile.cited("denunciation"), instead, facts)
    return Allowed()


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
    rest_of_term: bool = False,
) -> Decision:
    """Whether somebody may be elected on the day ``on`` for a term from ``begins`` to ``ends``, both inclusive.

    ``sitting`` are the nationalities of the other members in the term, ``terms_served`` the terms before this one.
    ``rest_of_term``: for what is left of the term of a member who left; that may be shorter (OPCAT Art. 8).
    """
    return first_refusal(
        may_hold_nationality(candidate_nationality, sitting, profile),
        may_serve_again(terms_served, on, profile),
        _days(on, begins, ends, profile),
        _length(on, begins, ends, profile, rest_of_term=rest_of_term),
    )


def may_hold_nationality(nationality: str, sitting: Sequence[str], profile: Mechanism) -> Decision:
    """Whether nobody in office has the same nationality (ECPT Art. 4(3), OPCAT Art. 5(5)). One not known is refused."""
    if not profile.convention:
        return Allowed()
    if not nationality:
        return Refused(
            say("The nationality is not known, so it cannot be seen whether a member in office has the same."),
            profile.cited("election"),
            say("Enter the nationality first, with the candidate on the list or with the account."),
        )
    if nationality not in sitting:
        return Allowed()
    return Refused(
        say("A member of the nationality {nationality} is already in office; no two may have the same."),
        profile.cited("election"),
        say("Choose a candidate of another nationality, or wait until that term ends."),
        {"nationality": nationality},
    )


def may_serve_again(served: int, on: date, profile: Mechanism) -> Decision:
    """Whether somebody who ``served`` so many terms may be elected on the day ``on`` to another."""
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


def _length(on: date, begins: date, ends: date, profile: Mechanism, *, rest_of_term: bool) -> Decision:
    """A term lasts the usual years; in the CPT 2 to 6 years, to renew half of the members at a time (Art. 5(4))."""
    least = most = profile.term_years
    if rest_of_term and profile.convention != "ECPT":
        least = 0
    elif profile.convention == "ECPT":
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
