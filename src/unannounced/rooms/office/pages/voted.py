"""A vote as pages show it: what it decided, how it was reckoned, and who voted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from unannounced.duties import deciding
from unannounced.duties.deciding import Choice, Majority, Tally
from unannounced.duties.words import Sentence
from unannounced.records.committee.models import Ballot, Election, Vote
from unannounced.records.committee.queries import tallies_of
from unannounced.records.recommendations.decided import REPORTS
from unannounced.records.recommendations.models import PublicStatement

STATEMENTS = PublicStatement._meta.db_table
PAGES = {REPORTS: "report", Election._meta.db_table: "election"}
"""The page of what is before the committee, by the table that it stands in."""


@dataclass(frozen=True, slots=True)
class ShownVote:
    """What ``web/pieces/vote.html`` shows, and beside it who voted, why it is counted so, and where it leads."""

    question: str
    carried: bool
    in_favour: int
    against: int
    abstaining: int
    present: int
    members: int
    needed: int
    rule: str
    day: date
    steps: tuple[Sentence, ...]
    secret: bool
    because: str
    voters: list[str]
    url: str


def addresses(things: Iterable[tuple[str, UUID]]) -> dict[UUID | None, str]:
    """The page of each of ``things``, given by table and id, which somebody was found to see; one query."""
    found: dict[UUID | None, str] = {}
    of_states = []
    for about, pk in things:
        if about in PAGES:
            found[pk] = reverse(PAGES[about], args=[pk])
        elif about == STATEMENTS:
            of_states.append(pk)
    for pk, code in PublicStatement.objects.filter(pk__in=of_states).values_list("pk", "state__code"):
        found[pk] = reverse("state", args=[code])
    return found


def shown_votes(votes: "QuerySet[Vote] | Iterable[Vote]") -> list[ShownVote]:
    """``votes`` with their arithmetic; three queries, however many there are."""
    held = list(votes)
    tallies, voters = tallies_of(held), _voters(held)
    urls = addresses([(one.about, one.about_id) for one in held])
    return [shown_vote(one, tallies[one.pk], voters.get(one.pk, []), urls.get(one.about_id, "")) for one in held]


def shown_vote(vote: Vote, tally: Tally, voters: list[str], url: str) -> ShownVote:
    """One vote; ``voters`` are those who took part, and unless it was secret how."""
    majority = Majority(vote.majority)
    outcome = deciding.outcome(tally, majority, settings.MECHANISM)
    key = "majority" if majority is Majority.ORDINARY else "public_statement"
    return ShownVote(
        question=vote.question,
        carried=outcome.carried,
        in_favour=tally.in_favour,
        against=tally.against,
        abstaining=tally.abstaining,
        present=tally.present,
        members=tally.members,
        needed=outcome.needed,
        rule=settings.MECHANISM.cited(key),
        day=vote.taken_on,
        steps=outcome.arithmetic,
        secret=vote.secret,
        because=vote.denominator_because,
        voters=voters,
        url=url,
    )


def _voters(votes: list[Vote]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    cast = Ballot.objects.filter(vote__in=[one.pk for one in votes]).select_related("person")
    for one in cast.order_by("person__display_name", "pk"):
        name = one.person.display_name
        words = (
            _("{name}: {choice}").format(name=name, choice=_(deciding.WORDS[Choice(one.choice)]))
            if one.choice
            else name
        )
        found.setdefault(one.vote_id, []).append(words)
    return found
