"""Quorum, votes and majorities, with the arithmetic shown.

ECPT Art. 6(1) and 10(2). Whether "its members" counts members in office or seats, when seats are vacant, is the
profile's ``statement_denominator``; a vote may say otherwise, with its reason. The quorum is of the members in office.

A member whom a rule bars from one vote stays a member who is present: they count for the quorum, and among the members
of whom a public statement needs a fraction, but not among those present of whom an ordinary decision needs more than
half, where counting them would be a vote against (project choice; no outside rule).
"""

from dataclasses import dataclass
from enum import StrEnum

from unannounced.duties.decision import Allowed, Decision, Refused, first_refusal
from unannounced.duties.profile import DENOMINATORS, Mechanism
from unannounced.duties.stating import decides_itself
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


DENOMINATOR_WORDS: dict[str, str] = {
    "in_office": say("members in office"),
    "seats": say("seats, vacant ones too"),
}
"""Of whom a public statement needs its fraction: words of ``profile.DENOMINATORS``."""


@dataclass(frozen=True, slots=True)
class Tally:
    """A vote counted: ``members`` in office, ``seats`` by the number of Parties, and the ballots of those present.

    ``barred`` of those present may not take part. ``denominator`` is the one of this vote; empty: the profile's.
    """

    members: int
    seats: int
    present: int
    in_favour: int
    against: int
    abstaining: int
    barred: int = 0
    denominator: str = ""

    @property
    def ballots(self) -> int:
        """How many took part, abstentions included."""
        return self.in_favour + self.against + self.abstaining

    @property
    def voting(self) -> int:
        """How many of those present may take part."""
        return self.present - self.barred


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


def majority_on_statement(profile: Mechanism) -> Majority:
    """What a vote on a statement needs: the fraction of the members if it makes the statement, else it only asks."""
    return Majority.PUBLIC_STATEMENT if decides_itself(profile) else Majority.ORDINARY


def question_on_statement(profile: Mechanism) -> str:
    """What the members vote on."""
    if decides_itself(profile):
        return say("Shall the public statement be made?")
    return say("Shall a public statement be asked for?")


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


def may_count_by(denominator: str, because: str, profile: Mechanism) -> Decision:
    """Whether a vote may count by ``denominator``: the profile's own, or the other one with a reason; empty: its own.

    The text says "its members" and not which of the two (ECPT Art. 10(2)); so another reading has to say why.
    """
    rule = profile.cited("public_statement")
    if denominator not in ("", *DENOMINATORS):
        reason = say("“{denominator}” is nothing that votes are counted by.")
        return Refused(reason, rule, say("Choose members in office or seats."), {"denominator": denominator})
    if denominator in ("", profile.statement_denominator) or because.strip():
        return Allowed()
    return Refused(
        say("This vote would be counted by {other}, but the profile of the mechanism counts by {own}."),
        rule,
        say("Say why it is counted otherwise, or count as the profile does."),
        {"other": DENOMINATOR_WORDS[denominator], "own": DENOMINATOR_WORDS[profile.statement_denominator]},
    )


def outcome(tally: Tally, majority: Majority, profile: Mechanism) -> Outcome:
    """What the vote decided; without a quorum nothing is carried. Ask ``may_vote`` first."""
    present = quorum(tally.members, profile)
    by = tally.denominator or profile.statement_denominator
    if majority is Majority.ORDINARY:
        needed, how = tally.voting // 2 + 1, [_ordinary(tally)]
    else:
        counted = tally.seats if by == "seats" else tally.members
        needed, how = statement_votes(counted, profile), [_statement(counted, by, profile)]
        how += _by_the_other(tally, by, profile)
    carried = bool(may_vote(tally, profile)) and tally.in_favour >= needed
    first = [_quorum_line(tally, present, profile), *_barred_line(tally)]
    return Outcome(carried, needed, present, (*first, *how, _votes_line(tally, needed)))


def _not_negative(tally: Tally, rule: str) -> Decision:
    said = (tally.in_favour, tally.against, tally.abstaining)
    numbers = (tally.members, tally.seats, tally.present, tally.barred, *said)
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
    if tally.barred and tally.ballots > tally.voting:
        reason = say("There are {ballots} ballots, but of {present} members present {barred} may not take part.")
        instead = say("Count the ballots again; leave out those of members whom a rule bars from this vote.")
        return Refused(reason, rule, instead, facts | {"barred": tally.barred})
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


def _quorum_line(tally: Tally, needed: int, profile: Mechanism) -> Sentence:
    facts = {"members": tally.members, "needed": needed, "present": tally.present}
    if profile.quorum == "half_plus_one":
        words = say("Quorum: half of {members} members in office, rounded up, plus one: {needed}; present: {present}.")
        return Sentence(words, facts)
    return Sentence(say("Quorum: more than half of {members} members in office is {needed}; {present} present."), facts)


def _barred_line(tally: Tally) -> list[Sentence]:
    if not tally.barred:
        return []
    words = say("Of those present {barred} may not take part: they count for the quorum and not among those who vote.")
    return [Sentence(words, {"barred": tally.barred})]


def _ordinary(tally: Tally) -> Sentence:
    facts = {"present": tally.present, "voting": tally.voting, "needed": tally.voting // 2 + 1}
    if tally.barred:
        return Sentence(say("Majority: more than half of the {voting} members who may vote is {needed}."), facts)
    return Sentence(say("Majority: more than half of the {present} members present is {needed}."), facts)


def _by_the_other(tally: Tally, by: str, profile: Mechanism) -> list[Sentence]:
    """What the denominator that was not chosen would give, where seats are vacant."""
    if tally.members == tally.seats:
        return []
    if by == "seats":
        facts = {"counted": tally.members, "needed": statement_votes(tally.members, profile)}
        return [Sentence(say("Counted by the {counted} members in office instead, {needed} would be needed."), facts)]
    facts = {"counted": tally.seats, "needed": statement_votes(tally.seats, profile)}
    return [Sentence(say("Counted by the {counted} seats instead, {needed} would be needed."), facts)]


def _statement(counted: int, by: str, profile: Mechanism) -> Sentence:
    numerator, denominator = profile.statement_majority
    facts = {"counted": counted, "needed": statement_votes(counted, profile)}
    facts |= {"numerator": numerator, "denominator": denominator}
    if 2 * numerator == denominator:
        return Sentence(say("Majority: more than half of {counted} members is {needed}."), facts)
    if by == "seats":
        return Sentence(say("Majority: {numerator}/{denominator} of {counted} seats, rounded up, is {needed}."), facts)
    words = say("Majority: {numerator}/{denominator} of {counted} members in office, rounded up, is {needed}.")
    return Sentence(words, facts)


def _votes_line(tally: Tally, needed: int) -> Sentence:
    return Sentence(
        say("Votes: {in_favour} in favour, {against} against, {abstaining} abstaining; {needed} in favour are needed."),
        {"in_favour": tally.in_favour, "against": tally.against, "abstaining": tally.abstaining, "needed": needed},
    )
