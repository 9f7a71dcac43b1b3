"""Who is in office on a day, how many seats there are, who attends, and how a vote came out."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet

from unannounced.duties import confidentiality, deciding, electing, sitting
from unannounced.duties.deciding import Choice, Majority, Outcome, Tally
from unannounced.duties.decision import Decision
from unannounced.duties.electing import ElectionStage
from unannounced.duties.sitting import Sitting, WrittenStage
from unannounced.records.accounts.models import Person
from unannounced.records.accounts.queries import Viewer
from unannounced.records.committee.models import (
    Attendance,
    Ballot,
    Candidate,
    Election,
    Session,
    Term,
    Vote,
    WrittenBallot,
    WrittenProcedure,
)
from unannounced.records.ledger.actions import SomebodyWasFirst
from unannounced.records.states.models import State
from unannounced.records.treaties.queries import left_by, parties_on


@dataclass(frozen=True, slots=True)
class Served:
    """A term of somebody in office: which of theirs it is, counted from 1."""

    term: Term
    number: int


def members_on(day: date, *, invented: bool) -> QuerySet[Term]:
    """The terms that run on ``day``, with person and State, but for those whose State has left: the mandate ended.

    Whoever was elected in respect of a Party is no member once it is none (ECPT Art. 4(1), 22).
    """
    return _running(day, invented=invented).exclude(state__code__in=_left_by(day, invented=invented))


def ended_with_state(day: date, *, invented: bool) -> QuerySet[Term]:
    """The terms that would run on ``day`` and do not, because their State is bound no more."""
    return _running(day, invented=invented).filter(state__code__in=_left_by(day, invented=invented))


def _left_by(day: date, *, invented: bool) -> list[str]:
    """The States whose seat fell away; only where there is one seat for each Party."""
    convention = settings.MECHANISM.convention
    return left_by(day, convention, invented=invented) if convention == "ECPT" else []


def _running(day: date, *, invented: bool) -> QuerySet[Term]:
    running = Term.objects.filter(begins__lte=day, ends__gte=day, state__invented=invented)
    running = running.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=day))
    return running.select_related("person", "state").order_by("state__code", "begins", "pk")


def of_invented_states(day: date) -> bool:
    """Whether the committee that sits is that of the invented States: in a demonstration, or where no other does."""
    return settings.DEMONSTRATION or not members_on(day, invented=False).exists()


def seats_on(day: date, *, invented: bool) -> int:
    """How many seats there are on ``day``: for the CPT one for each Party (ECPT Art. 4(1)); a vacant seat counts."""
    parties = len(parties_on(day, settings.MECHANISM.convention, invented=invented))
    in_office = 0 if settings.MECHANISM.convention else members_on(day, invented=invented).count()
    return electing.seats_under(settings.MECHANISM, parties=parties, in_office=in_office)


def vacant_seats(day: date, *, invented: bool) -> list[str]:
    """Codes of the Parties in respect of which nobody is in office on ``day``."""
    filled = set(members_on(day, invented=invented).values_list("state__code", flat=True))
    return sorted(set(parties_on(day, settings.MECHANISM.convention, invented=invented)) - filled)


def vacant_since(codes: Collection[str], *, before: date) -> dict[str, date | None]:
    """For each State the day after its last term before a day; None where nobody ever sat. One query."""
    found: dict[str, date | None] = dict.fromkeys(codes)
    for term in Term.objects.filter(state__code__in=codes, begins__lt=before).select_related("state"):
        last, code = last_day_of(term), term.state.code
        known = found[code]
        found[code] = max(known or date.min, last + timedelta(days=1))
    return found


def last_day_of(term: Term) -> date:
    """The last day in office: that of the term, or the earlier one on which it ended."""
    return term.ended_on or term.ends


def served_by(terms: Iterable[Term]) -> list[Served]:
    """Each of ``terms`` with the number that it has among the terms of the same person; one query."""
    held = list(terms)
    begun: dict[UUID, list[date]] = defaultdict(list)
    people = {term.person_id for term in held}
    for person, begins in Term.objects.filter(person__in=people).values_list("person", "begins"):
        begun[person].append(begins)
    return [Served(term, sum(one <= term.begins for one in begun[term.person_id])) for term in held]


def sitting_as(terms: Iterable[Term]) -> dict[UUID, Sitting]:
    """The members as the rules of a vote see them, by the id of the person."""
    return {
        term.person_id: Sitting(term.person.display_name, term.state.code, term.person.nationality) for term in terms
    }


def may_be_elected(
    person: Person,
    *,
    begins: date,
    ends: date,
    invented: bool,
    on: date,
    rest_of_term: bool = False,
    nationality: str = "",
) -> Decision:
    """What the rules of election say of ``person`` for a term from ``begins`` to ``ends``.

    ``nationality`` is that of the candidate on the list, where the account does not say one.
    """
    sitting_then = members_on(begins, invented=invented).exclude(person=person)
    return electing.may_elect(
        candidate_nationality=person.nationality or nationality,
        sitting=_nationalities(sitting_then),
        terms_served=person.terms.count(),
        on=on,
        begins=begins,
        ends=ends,
        profile=settings.MECHANISM,
        rest_of_term=rest_of_term,
    )


# Sessions


def hold_session(session: Session) -> None:
    """Let nobody else change agenda or attendance of ``session`` until the act has ended."""
    if not Session.objects.select_for_update(no_key=True).filter(pk=session.pk).values_list("pk", flat=True):
        raise SomebodyWasFirst("session")


def sessions_seen_by(viewer: Viewer) -> QuerySet[Session]:
    """The sessions, for the committee and its secretariat; it meets in private (ECPT Art. 6(1))."""
    return Session.objects.all() if viewer.roles & confidentiality.COMMITTEE else Session.objects.none()


def session_on(day: date) -> Session | None:
    """The session that sits on ``day``, the latest opened if there are two."""
    return Session.objects.filter(begins__lte=day, ends__gte=day).order_by("-begins").first()


def attending(session: Session, day: date) -> set[UUID]:
    """The ids of those noted as attending on ``day``; empty where nobody noted it."""
    noted = Attendance.objects.filter(session=session, day=day, taken_back_at__isnull=True)
    return set(noted.values_list("person", flat=True))


# Votes


def tallies_of(votes: Iterable[Vote]) -> dict[UUID, Tally]:
    """The numbers of each vote, counted from its ballots; one query for all of them."""
    held = list(votes)
    said: dict[UUID, Counter[str]] = defaultdict(Counter)
    for vote, choice in Ballot.objects.filter(vote__in=[one.pk for one in held]).values_list("vote", "choice"):
        said[vote][choice] += 1
    return {vote.pk: _tally(vote, said[vote.pk]) for vote in held}


def tally_of(vote: Vote) -> Tally:
    """The numbers of a vote, counted from its ballots."""
    return tallies_of([vote])[vote.pk]


def _tally(vote: Vote, said: Counter[str]) -> Tally:
    ballots = sum(said.values())
    counted = Counter(vote.counted) if vote.counted is not None else said
    return Tally(
        members=vote.members,
        seats=vote.seats,
        present=ballots if vote.present is None else vote.present,
        in_favour=counted[Choice.FOR],
        against=counted[Choice.AGAINST],
        abstaining=counted[Choice.ABSTAIN],
        barred=len(vote.barred),
        denominator=vote.denominator,
    )


def outcome_of(vote: Vote) -> Outcome:
    """Whether a vote carried, computed from its ballots by the mechanism's rule."""
    return deciding.outcome(tally_of(vote), Majority(vote.majority), settings.MECHANISM)


def votes_about(thing: UUID) -> QuerySet[Vote]:
    """The votes on one thing, the latest first."""
    held = Vote.objects.filter(about_id=thing).select_related("session", "procedure")
    return held.order_by("-taken_on", F("taken_at").desc(nulls_last=True), "-id")


# In writing


def ballots_of(procedure: WrittenProcedure) -> dict[UUID, WrittenBallot]:
    """The ballot that counts of each member: the one cast last."""
    cast = WrittenBallot.objects.filter(procedure=procedure).select_related("person", "cast_by")
    return {one.person_id: one for one in cast.order_by("cast_at", "pk")}


def written_stage(procedure: WrittenProcedure, vote: Vote | None) -> WrittenStage:
    """How far a procedure has come; ``vote`` is the one it was counted into."""
    tally = tally_of(vote) if vote else None
    carried = tally and deciding.outcome(tally, Majority(procedure.majority), settings.MECHANISM).carried
    return sitting.written_stage(
        is_closed=procedure.closed_at is not None,
        carried=bool(carried),
        ballots=tally.present if tally else 0,
        members=tally.members if tally else 0,
        profile=settings.MECHANISM,
    )


# Elections


def elections_seen_by(viewer: Viewer) -> QuerySet[Election]:
    """The elections, for the committee and its secretariat."""
    found = Election.objects.select_related("state", "elected", "elected__person")
    return found if viewer.roles & confidentiality.COMMITTEE else found.none()


def candidates_seen_by(viewer: Viewer) -> QuerySet[Candidate]:
    """The candidates of the elections somebody may know of."""
    found = Candidate.objects.select_related("election", "election__state", "person")
    return found.filter(election__in=elections_seen_by(viewer).values("pk"))


def terms_seen_by(viewer: Viewer) -> QuerySet[Term]:
    """The terms of members, for everybody with a mandate: who is a member is no secret."""
    found = Term.objects.select_related("person", "state")
    return found if viewer.roles else found.none()


def standing_candidates(election: Election) -> QuerySet[Candidate]:
    """The candidates on the list who were not struck off, in its order, each with the terms ``served`` before.

    The term that came of this election is none of them.
    """
    earlier = ~Q(person__terms__election=election)
    listed = Candidate.objects.filter(election=election, struck_off_because="").select_related("person")
    return listed.annotate(served=Count("person__terms", filter=earlier)).order_by("place")


def stage_of(election: Election) -> ElectionStage:
    """How far an election has come."""
    return electing.stage_of(
        listed=election.list_received_on is not None,
        elected=election.elected_id is not None,
        closed=bool(election.closed_because),
    )


def open_elections() -> QuerySet[Election]:
    """The elections without an end."""
    return Election.objects.filter(elected__isnull=True, closed_because="")


def nationalities_staying(state: State, on: date) -> list[str]:
    """The nationalities of the members who are in office on ``on`` in respect of the other States of the register."""
    staying = members_on(on, invented=state.invented).exclude(state=state)
    return _nationalities(staying)


def _nationalities(terms: QuerySet[Term]) -> list[str]:
    """Of each member the nationality of the account; where that says none, of the candidate who was elected."""
    held = terms.values_list("person__nationality", "election__elected__nationality")
    return [of_account or of_candidate or "" for of_account, of_candidate in held]
