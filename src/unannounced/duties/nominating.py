"""The list of candidates for a seat, and the round in which one of them is elected (ECPT Art. 5, OPCAT Art. 6 to 9).

For the CPT the national delegation in the Assembly of a member State proposes; for a Party that is no member State its
parliament does, and the Party is consulted before the election (Protocol 1). The Committee of Ministers elects by an
absolute majority of votes. Of which votes, those cast or those that could be cast, the text does not say: it is chosen,
and the other one is shown beside it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from unannounced.duties import electing
from unannounced.duties.decision import Allowed, Decision, Refused, first_refusal
from unannounced.duties.profile import Mechanism, MechanismKind
from unannounced.duties.words import Sentence, say


class Proposer(StrEnum):
    """Who proposes the candidates."""

    DELEGATION = "national_delegation"
    PARLIAMENT = "parliament"
    STATE = "state"
    NATIONAL_LAW = "national_law"


class Denominator(StrEnum):
    """Of which votes an absolute majority is wanted."""

    CAST = "cast"
    ENTITLED = "entitled"


PROPOSER_WORDS: dict[Proposer, str] = {
    Proposer.DELEGATION: say("the national delegation in the Assembly"),
    Proposer.PARLIAMENT: say("the parliament of the State, which is no member State"),
    Proposer.STATE: say("the State"),
    Proposer.NATIONAL_LAW: say("whoever national law names"),
}
DENOMINATOR_WORDS: dict[Denominator, str] = {
    Denominator.CAST: say("votes cast"),
    Denominator.ENTITLED: say("votes that could be cast"),
}


@dataclass(frozen=True, slots=True)
class Candidacy:
    """A candidate as the rules see one. ``terms_served`` are those known here; ``conflict`` is one as declared."""

    name: str
    nationality: str
    independent: bool
    terms_served: int = 0
    conflict: str = ""


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something about a list or a candidate that a rule speaks of; ``bars`` says whether the election waits for it."""

    sentence: Sentence
    rule: str
    bars: bool
    instead: Sentence = field(default_factory=lambda: Sentence(""))


@dataclass(frozen=True, slots=True)
class Round:
    """The votes of one round for each candidate by place on the list, and how many were cast and could be cast."""

    votes: tuple[int, ...]
    cast: int
    entitled: int
    by: Denominator = Denominator.CAST


@dataclass(frozen=True, slots=True)
class Result:
    """Which candidate has the majority, counted from 0; None where nobody has. How many votes were needed, and why."""

    elected: int | None
    needed: int
    arithmetic: tuple[Sentence, ...]


def proposers(*, member_state: bool | None, profile: Mechanism) -> tuple[Proposer, ...]:
    """Who may propose, the usual one first; both where it is not known whether the State is a member State."""
    if profile.convention == "OPCAT" and profile.kind is MechanismKind.SPT:
        return (Proposer.STATE,)
    if profile.convention != "ECPT":
        return (Proposer.NATIONAL_LAW,)
    both = (Proposer.DELEGATION, Proposer.PARLIAMENT)
    return both if member_state is None else (both[0],) if member_state else (both[1],)


def may_open(
    *,
    proposer: Proposer,
    member_state: bool | None,
    is_open: bool,
    is_party: bool | None,
    opened_on: date,
    today: date,
    profile: Mechanism,
) -> Decision:
    """Whether an election to the seat of a State may be opened: a Party, none open yet, and the right one proposes."""
    rule = profile.cited("election")
    if is_open:
        reason = say("An election to this seat is open already.")
        return Refused(reason, rule, say("Go on with that one, or close it with its reason."))
    if is_party is False:
        reason = say("The State is no Party on that day, so it has no seat.")
        return Refused(reason, rule, say("Open the election once the State is bound."))
    if proposer not in proposers(member_state=member_state, profile=profile):
        reason = say("The list does not come from {proposer}.")
        instead = say(
            "A member State’s list comes from its delegation in the Assembly, another Party’s from its parliament."
        )
        return Refused(reason, rule, instead, {"proposer": PROPOSER_WORDS[proposer]})
    if opened_on > today:
        return Refused(say("{on} is in the future."), rule, say("Enter today or a past day."), {"on": opened_on})
    return Allowed()


def flaws_of(
    candidate: Candidacy, *, sitting: Sequence[str], on: date, state: str, profile: Mechanism
) -> tuple[Flaw, ...]:
    """What a rule says against a candidate; ``sitting`` are the nationalities of the members who stay in office."""
    decisions = (
        electing.may_hold_nationality(candidate.nationality, sitting, profile),
        electing.may_serve_again(candidate.terms_served, on, profile),
        _independent(candidate, profile),
    )
    barring = [_barring(one) for one in decisions if isinstance(one, Refused)]
    return (*barring, *_conflict(candidate, state, profile))


def flaws_of_list(candidates: Sequence[Candidacy], *, state: str, profile: Mechanism) -> tuple[Flaw, ...]:
    """What a rule says against the list as a whole: how many stand on it, and how many nationals of the State."""
    decisions = (_number(len(candidates), profile), _nationals(candidates, state, profile))
    return tuple(_barring(one) for one in decisions if isinstance(one, Refused))


def may_hold(
    candidates: Sequence[Candidacy],
    *,
    state: str,
    sitting: Sequence[str],
    on: date,
    list_received_on: date | None,
    consulted_on: date | None,
    proposer: Proposer,
    profile: Mechanism,
) -> Decision:
    """Whether the election may be held on the day ``on``: a list that is whole, and the Party consulted if it must be.

    That one candidate is barred bars that candidate, and the list only where too few are left without them.
    """
    rule = profile.cited("election")
    if list_received_on is None or on < list_received_on:
        reason = say("No list of candidates was there on {on}.")
        return Refused(reason, rule, say("Note the list and its candidates first."), {"on": on})
    if proposer is Proposer.PARLIAMENT and (consulted_on is None or on < consulted_on):
        reason = say("The Party is no member State, and it had not been consulted on {on}.")
        return Refused(reason, rule, say("Consult it and note the day."), {"on": on})
    return first_refusal(_number(len(candidates), profile), _nationals(candidates, state, profile))


def may_count(held: Round, profile: Mechanism) -> Decision:
    """Whether the numbers of a round hold together: no more votes than were cast, no more cast than could be."""
    rule = profile.cited("election")
    facts = {"votes": sum(held.votes), "cast": held.cast, "entitled": held.entitled}
    if min((*held.votes, held.cast, held.entitled)) < 0:
        reason = say("A number of the round is below zero.")
        return Refused(reason, rule, say("Count again and enter numbers from 0 up."), facts)
    if held.cast > held.entitled:
        reason = say("{cast} votes are said to be cast, but only {entitled} could be.")
        return Refused(reason, rule, say("Count the votes again."), facts)
    if sum(held.votes) > held.cast:
        reason = say("The candidates have {votes} votes together, but only {cast} were cast.")
        return Refused(reason, rule, say("Count the votes again."), facts)
    return Allowed()


def result(held: Round) -> Result:
    """Who is elected: whoever has more than half of the votes that count. Ask ``may_count`` first."""
    counted = held.cast if held.by is Denominator.CAST else held.entitled
    needed = counted // 2 + 1
    elected = next((place for place, votes in enumerate(held.votes) if votes >= needed), None)
    return Result(elected, needed, (_counted(held), _needed(held, counted, needed), *_by_the_other(held)))


def _counted(held: Round) -> Sentence:
    return Sentence(
        say("{cast} of {entitled} votes were cast; the most for one candidate: {most}."),
        {"cast": held.cast, "entitled": held.entitled, "most": max(held.votes, default=0)},
    )


def _needed(held: Round, counted: int, needed: int) -> Sentence:
    facts = {"counted": counted, "needed": needed}
    if held.by is Denominator.CAST:
        return Sentence(say("Absolute majority: more than half of {counted} votes cast is {needed}."), facts)
    return Sentence(say("Absolute majority: more than half of {counted} votes that could be cast is {needed}."), facts)


def _by_the_other(held: Round) -> list[Sentence]:
    if held.cast == held.entitled:
        return []
    if held.by is Denominator.CAST:
        facts = {"counted": held.entitled, "needed": held.entitled // 2 + 1}
        return [Sentence(say("Of the {counted} votes that could be cast, {needed} would be needed."), facts)]
    facts = {"counted": held.cast, "needed": held.cast // 2 + 1}
    return [Sentence(say("Of the {counted} votes cast, {needed} would be needed."), facts)]


def _barring(refused: Refused) -> Flaw:
    return Flaw(refused.sentence, refused.rule, bars=True, instead=refused.way_out)


def _independent(candidate: Candidacy, profile: Mechanism) -> Decision:
    if candidate.independent:
        return Allowed()
    return Refused(
        say("The declaration of independence of {name} is not held."),
        profile.cited("election"),
        say("Ask for the declaration before the election."),
        {"name": candidate.name},
    )


def _conflict(candidate: Candidacy, state: str, profile: Mechanism) -> list[Flaw]:
    """A conflict of interest is named and bars nobody; nationality is none for a seat of the own State (project)."""
    rule, found = profile.cited("election"), []
    if candidate.conflict:
        facts = {"name": candidate.name, "conflict": candidate.conflict}
        found.append(
            Flaw(Sentence(say("{name} declares a possible conflict of interest: {conflict}"), facts), rule, False)
        )
    if profile.own_state_votes == "barred" and candidate.nationality == state:
        words = say("{name} would take no part in what concerns {state}, being a national.")
        found.append(Flaw(Sentence(words, {"name": candidate.name, "state": state}), rule, False))
    return found


def _number(listed: int, profile: Mechanism) -> Decision:
    """For the CPT three; for the Subcommittee up to two; elsewhere at least as many as the profile says."""
    rule, wanted = profile.cited("election"), profile.candidates
    facts = {"listed": listed, "wanted": wanted}
    if profile.convention == "OPCAT" and profile.kind is MechanismKind.SPT:
        if 1 <= listed <= wanted:
            return Allowed()
        reason = say("{listed} candidates stand on the list; a State proposes one, and {wanted} at the most.")
        return Refused(reason, rule, say("Ask the State for another list."), facts)
    if listed == wanted or (profile.convention != "ECPT" and listed > wanted):
        return Allowed()
    reason = say("{listed} candidates stand on the list; {wanted} are to be proposed.")
    return Refused(reason, rule, say("Ask whoever proposes for a list that is whole."), facts)


def _nationals(candidates: Sequence[Candidacy], state: str, profile: Mechanism) -> Decision:
    found = Counter(one.nationality for one in candidates)[state]
    if found >= profile.nationals_among_candidates:
        return Allowed()
    return Refused(
        say("{found} of the candidates are nationals of {state}; at least {wanted} are to be."),
        profile.cited("election"),
        say("Ask whoever proposes for another candidate who is a national."),
        {"found": found, "state": state, "wanted": profile.nationals_among_candidates},
    )
