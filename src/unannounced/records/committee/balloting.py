"""What the acts of a vote share: the ballots as they were given, who takes part, and the rows that are kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Model

from unannounced.duties import sitting, stating
from unannounced.duties.deciding import Choice, Tally
from unannounced.duties.decision import require
from unannounced.duties.sitting import Matter
from unannounced.records.accounts.models import Person
from unannounced.records.committee.models import Ballot, Vote
from unannounced.records.committee.queries import members_on, seats_on, sitting_as
from unannounced.records.ledger.actions import KeptOtherwise, LineDraft
from unannounced.records.states.models import State

MATTERS = {"reports_report": Matter.REPORT, "recommendations_publicstatement": Matter.STATEMENT}
"""What is voted on, by the table that it stands in."""


@dataclass(frozen=True, slots=True)
class Counting:
    """How a vote is counted: of whom a public statement needs its fraction, and why not as the profile says."""

    denominator: str = ""
    because: str = ""


AS_THE_PROFILE = Counting()


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret ballot: who voted, and how many voted how."""

    voted: Sequence[Person]
    counts: Mapping[Choice, int] = field(default_factory=dict)


Given = Mapping[Person, Choice] | Secret


def voters(given: Given) -> list[Person]:
    """Those who voted."""
    return list(given.voted) if isinstance(given, Secret) else list(given)


def counts_of(given: Given) -> dict[Choice, int]:
    """How many voted how."""
    if isinstance(given, Secret):
        return {choice: given.counts.get(choice, 0) for choice in Choice}
    said = list(given.values())
    return {choice: said.count(choice) for choice in Choice}


def concerning(about: Model) -> str:
    """The code of the State that something voted on concerns; empty where it concerns none."""
    state = getattr(about, "state", None)
    return state.code if isinstance(state, State) else ""


def require_ready(about: Model, on: date) -> None:
    """Raise ``RefusedByRule`` where the members cannot be asked yet: to make a statement before the State was heard."""
    if MATTERS.get(about._meta.db_table) is Matter.STATEMENT:
        heard_on = getattr(about, "state_heard_on", None)
        require(stating.may_decide(heard_on=heard_on, asked_on=on, profile=settings.MECHANISM))


def take_part(vote: Vote, voted: Sequence[Person], *, on_state: str, there: set[UUID], invented: bool) -> None:
    """Note on ``vote`` who is in office, there and barred; raise ``RefusedByRule`` where somebody voted who may not.

    ``there`` is empty where nobody noted who attends: then those are there who have a ballot.
    """
    members, profile = sitting_as(members_on(vote.taken_on, invented=invented)), settings.MECHANISM
    present = there & set(members) if there else {one.pk for one in voted if one.pk in members}
    require(
        sitting.may_take_part(
            voting=[members[one.pk] for one in voted if one.pk in members],
            concerning=on_state,
            not_there=[one.display_name for one in voted if one.pk in members and one.pk not in present],
            strangers=[one.display_name for one in voted if one.pk not in members],
            profile=profile,
        )
    )
    vote.members, vote.seats = len(members), seats_on(vote.taken_on, invented=invented)
    vote.present = len(present) if there else None
    vote.barred = sorted(str(one) for one in present if sitting.is_barred(members[one], on_state, profile))


def tally_before(vote: Vote, given: Given) -> Tally:
    """The numbers of a vote before it is kept."""
    counts = counts_of(given)
    return Tally(
        members=vote.members,
        seats=vote.seats,
        present=len(voters(given)) if vote.present is None else vote.present,
        in_favour=counts[Choice.FOR],
        against=counts[Choice.AGAINST],
        abstaining=counts[Choice.ABSTAIN],
        barred=len(vote.barred),
        denominator=vote.denominator,
    )


def keep_vote(line: LineDraft, vote: Vote, given: Given) -> Vote:
    """Keep a vote with a ballot for each who voted; how they did stands on it unless the vote is secret."""
    kept = line.keep(vote)
    line.keep_all([Ballot(vote=kept, person=who, choice=_choice(given, who)) for who in voters(given)])
    return kept


def welcome_again(vote: Vote, held: Vote, given: Given) -> Vote:
    """The vote that is kept already under this id, if it says the same; raises ``KeptOtherwise`` if not."""
    columns = ("session_id", "about", "about_id", "question", "majority", "denominator", "secret", "counted")
    same = all(getattr(vote, name) == getattr(held, name) for name in columns)
    if not same or dict(held.ballots.values_list("person", "choice")) != _said(given):
        raise KeptOtherwise("vote")
    return held


def _choice(given: Given, who: Person) -> str:
    return "" if isinstance(given, Secret) else given[who].value


def _said(given: Given) -> dict[UUID, str]:
    return {who.pk: _choice(given, who) for who in voters(given)}
