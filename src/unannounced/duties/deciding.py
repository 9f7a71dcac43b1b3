"""Quorum, votes and majorities, with the arithmetic shown.

ECPT Art. 6(1) and 10(2). Whether "its members" counts members in office or seats, when seats are vacant, is the
profile's ``statement_denominator``.
"""

from dataclasses import dataclass
from enum import StrEnum

from unannounced.duties.decision import Allowed, Decision, Refused, first_refusal
from unannounced.duties.profile import Mechanism
from unannounced.duties.words import Sentence, say


class Majority(StrEnum):
    """Which majority a decision needs."""

    ORDINARY = "ordinary"
    PUBLIC_STATEMENT = "public_statement"


class Choice(StrEnum):
    """What a member says in a vote."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


WORDS: dict[Choice, str] = {
    Choice.FOR: say("in favour"),
    Choice.AGAINST: say("against"),
    Choice.ABSTAIN: say("abstaining"),
}
MAJORITY_WORDS: dict[Majority, str] = {
    Majority.ORDINARY: say("majority of the members present"),
    Majority.PUBLIC_STATEMENT: say("majority for a public statement"),
}


@dataclass(frozen=True, slots=True)
class Tally:
    """A vote counted: ``members`` in office, ``seats`` by the number of Parties, and the ballots of those present."""

    members: int
    seats: int
    present: int
    in_favour: int
    against: int
    abstaining: int

    @property
    def ballots(self) -> int:
        """How many took part, abstentions included."""
        return self.in_favour + self.against + self.abstaining


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether it is carried, how many votes were needed, the quorum, and how both were reckoned."""

    carried: bool
    needed: int
    quorum: int
    arithmetic: tuple[Sentence, ...]


def quorum(members: int, profile: Mechanism) -> int:
    """How many of ``members`` must be present: more than half, or half plus one, as the profile says.

    Half of an odd number is rounded up before one is added: half of 25 plus one is 14, as the commentaries reckon
    it for the Subcommittee (OPCAT Art. 10(2)(a)).
    """
    half = -(-members // 2) if profile.quorum == "half_plus_one" else members // 2
    return half + 1


def statement_votes(members: int, profile: Mechanism) -> int:
    """How many votes a public statement needs out of ``members``: the profile's fraction, rounded up.

    A fraction of one half means more than half ("a majority of its members", OPCAT Art. 16(4)).
    """
    numerator, denominator = profile.statement_majority
    if 2 * numerator == denominator:
        return members // 2 + 1
    return -(-members * numerator // denominator)


def may_vote(tally: Tally, profile: Mechanism) -> Decision:
    """Whether the vote can be taken as counted: a quorum is there and the numbers hold together (Art. 6(1))."""
    rule = profile.cited("quorum")
    return first_refusal(_not_negative(tally, rule), _holds_together(tally, rule), _has_quorum(tally, profile))


def outcome(tally: Tally, majority: Majority, profile: Mechanism) -> Outcome:
    """What the vote decided; without a quorum nothing is carried. Ask ``may_vote`` first."""
    present = quorum(tally.members, profile)
    if majority is Majority.ORDINARY:
        needed, how = tally.present // 2 + 1, _ordinary(tally)
    else:
        counted = _denominator(tally, profile)
        needed, how = statement_votes(counted, profile), _statement(counted, profile)
    carried = bool(may_vote(tally, profile)) and tally.in_favour >= needed
    return Outcome(carried, needed, present, (_quorum_line(tally, present, profile), how, _votes_line(tally, needed)))


def _not_negative(tally: Tally, rule: str) -> Decision:
    numbers = (tally.members, tally.seats, tally.present, tally.in_favour, tally.against, tally.abstaining)
    if min(numbers) >= 0:
        return Allowed()
    return Refused(
        say("A number of the vote is below zero: {number}."),
        rule,
        say("Count again and enter numbers from 0 up."),
        {"number": min(numbers)},
    )


def _holds_together(tally: Tally, rule: str) -> Decision:
    facts = {"members": tally.members, "seats": tally.seats, "present": tally.present, "ballots": tally.ballots}
    if tally.members > tally.seats:
        reason = say("There are {members} members in office for {seats} seats.")
        return Refused(reason, rule, say("Correct the list of members or the number of Parties."), facts)
    if tally.present > tally.members:
        reason = say("{present} are counted as present, but only {members} members are in office.")
        return Refused(reason, rule, say("Count those present again; experts and staff have no vote."), facts)
    if tally.ballots > tally.present:
        reason = say("There are {ballots} ballots, but only {present} members are present.")
        return Refused(reason, rule, say("Count the ballots again; only members who are present can vote."), facts)
    return Allowed()


def _has_quorum(tally: Tally, profile: Mechanism) -> Decision:
    needed = quorum(tally.members, profile)
    if tally.present >= needed:
        return Allowed()
    return Refused(
        say("There is no quorum: {present} of {members} members are present and {needed} are needed."),
        profile.cited("quorum"),
        say("Hold the vote when at least {needed} members are present."),
        {"present": tally.present, "members": tally.members, "needed": needed},
    )


def _denominator(tally: Tally, profile: Mechanism) -> int:
    return tally.seats if profile.statement_denominator == "seats" else tally.members


def _quorum_line(tally: Tally, needed: int, profile: Mechanism) -> Sentence:
    facts = {"members": tally.members, "needed": needed, "present": tally.present}
    if profile.quorum == "half_plus_one":
        words = say("Quorum: half of {members} members in office, rounded up, plus one: {needed}; present: {present}.")
        return Sentence(words, facts)
    return Sentence(say("Quorum: more than half of {members} members in office is {needed}; {present} present."), facts)


def _ordinary(tally: Tally) -> Sentence:
    facts = {"present": tally.present, "needed": tally.present // 2 + 1}
    return Sentence(say("Majority: more than half of the {present} members present is {needed}."), facts)


def _statement(counted: int, profile: Mechanism) -> Sentence:
    numerator, denominator = profile.statement_majority
    facts = {"counted": counted, "needed": statement_votes(counted, profile)}
    facts |= {"numerator": numerator, "denominator": denominator}
    if 2 * numerator == denominator:
        return Sentence(say("Majority: more than half of {counted} members is {needed}."), facts)
    if profile.statement_denominator == "seats":
        return Sentence(say("Majority: {numerator}/{denominator} of {counted} seats, rounded up, is {needed}."), facts)
    words = say("Majority: {numerator}/{denominator} of {counted} members in office, rounded up, is {needed}.")
    return Sentence(words, facts)


def _votes_line(tally: Tally, needed: int) -> Sentence:
    return Sentence(
        say("Votes: {in_favour} in favour, {against} against, {abstaining} abstaining; {needed} in favour are needed."),
        {"in_favour": tally.in_favour, "against": tally.against, "abstaining": tally.abstaining, "needed": needed},
    )
