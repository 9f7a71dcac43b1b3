"""Who is in office on a day, how many seats there are, and how a vote came out."""

from collections import Counter
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from unannounced.duties import deciding
from unannounced.duties.deciding import Choice, Majority, Outcome, Tally
from unannounced.records.committee.models import Session, Term, Vote
from unannounced.records.treaties.queries import parties_on


def members_on(day: date, *, invented: bool) -> QuerySet[Term]:
    """The terms that run on ``day``, with person and State."""
    running = Term.objects.filter(begins__lte=day, ends__gte=day, state__invented=invented)
    return running.select_related("person", "state").order_by("state__code")


def seats_on(day: date, *, invented: bool) -> int:
    """One seat for each Party on ``day`` (ECPT Art. 4(1)); a vacant seat counts."""
    return len(parties_on(day, settings.MECHANISM.convention, invented=invented))


def vacant_seats(day: date, *, invented: bool) -> list[str]:
    """Codes of the Parties in respect of which nobody is in office on ``day``."""
    filled = set(members_on(day, invented=invented).values_list("state__code", flat=True))
    return sorted(set(parties_on(day, settings.MECHANISM.convention, invented=invented)) - filled)


def session_on(day: date) -> Session | None:
    """The session that sits on ``day``, the latest opened if there are two."""
    return Session.objects.filter(begins__lte=day, ends__gte=day).order_by("-begins").first()


def tally_of(vote: Vote) -> Tally:
    """The numbers of a vote, counted from its ballots."""
    counted = Counter(vote.ballots.values_list("choice", flat=True))
    return Tally(
        members=vote.members,
        seats=vote.seats,
        present=sum(counted.values()),
        in_favour=counted[Choice.FOR],
        against=counted[Choice.AGAINST],
        abstaining=counted[Choice.ABSTAIN],
    )


def outcome_of(vote: Vote) -> Outcome:
    """Whether a vote carried, computed from its ballots by the mechanism's rule."""
    return deciding.outcome(tally_of(vote), Majority(vote.majority), settings.MECHANISM)


def votes_about(thing: UUID) -> QuerySet[Vote]:
    """The votes on one thing, the latest first."""
    return Vote.objects.filter(about_id=thing).select_related("session").order_by("-taken_on", "-id")
