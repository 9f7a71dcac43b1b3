"""Electing members and ending their terms, opening sessions, holding votes."""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db.models import Model

from unannounced.duties import deciding, electing, sitting
from unannounced.duties.confidentiality import Act
from unannounced.duties.deciding import Majority
from unannounced.duties.decision import require
from unannounced.duties.electing import EndReason
from unannounced.duties.sitting import Matter
from unannounced.records.accounts.models import Person
from unannounced.records.accounts.queries import Viewer, permit
from unannounced.records.committee.balloting import (
    AS_THE_PROFILE,
    MATTERS,
    Counting,
    Given,
    Secret,
    concerning,
    counts_of,
    keep_vote,
    require_ready,
    take_part,
    tally_before,
    voters,
    welcome_again,
)
from unannounced.records.committee.models import Session, Term, Vote
from unannounced.records.committee.queries import attending, may_be_elected
from unannounced.records.committee.worded import digest_now, is_open_on
from unannounced.records.ledger.actions import act
from unannounced.records.states.models import State
from unannounced.records.treaties.queries import parties_on


def elect(person: Person, *, for_state: State, begins: date, ends: date, by: Viewer, at: datetime) -> Term:
    """Note that ``person`` was elected in respect of ``for_state`` (ECPT Art. 5)."""
    permit(Act.GIVE_MANDATE, by)
    require(may_be_elected(person, begins=begins, ends=ends, invented=for_state.invented, on=at.date()))
    with act("elect a member", by=by.pk, at=at) as line:
        return line.keep(Term(person=person, state=for_state, begins=begins, ends=ends))


def end_term(term: Term, *, ended_on: date, reason: EndReason, note: str = "", by: Viewer, at: datetime) -> Term:
    """Note that a term ends early, with ``ended_on`` as its last day; the seat is free from the day after."""
    permit(Act.END_TERM, by)
    because = f"{reason.value}: {note}" if note.strip() else reason.value
    if (term.ended_on, term.ended_because) == (ended_on, because):
        return term
    after = ended_on + timedelta(days=1)
    bound = term.state.code in parties_on(after, settings.MECHANISM.convention, invented=term.state.invented)
    require(
        electing.may_end(
            ended_on=ended_on,
            begins=term.begins,
            ends=term.ends,
            reason=reason,
            still_party=bound if settings.MECHANISM.convention else None,
            profile=settings.MECHANISM,
        )
    )
    with act("end a term of office early", by=by.pk, at=at, about=term) as line:
        return line.move(term, seen={"ended_on": None}, to={"ended_on": ended_on, "ended_because": because})


def open_session(name: str, *, begins: date, ends: date, by: Viewer, at: datetime, key: UUID | None = None) -> Session:
    """Open a session of the committee from ``begins`` to ``ends``."""
    permit(Act.HOLD_VOTE, by)
    require(sitting.may_sit(begins=begins, ends=ends, profile=settings.MECHANISM))
    with act("open a session", by=by.pk, at=at) as line:
        return line.keep_once(Session(id=key or uuid4(), name=name, begins=begins, ends=ends))


def hold_vote(
    question: str,
    *,
    about: Model,
    session: Session,
    majority: Majority,
    ballots: Given,
    invented: bool,
    by: Viewer,
    at: datetime,
    within: UUID | None = None,
    key: UUID | None = None,
    counting: Counting = AS_THE_PROFILE,
    matter: Matter | None = None,
) -> Vote:
    """Keep a vote with its ballots; refused without quorum, of those not in office or not there, or on an own State.

    Refused too while a written procedure is open on the same thing. The vote keeps which words it was on.
    Who attends is what was noted of the day; where nothing was noted, those are there who have a ballot. The same
    vote under the same ``key`` is welcome again.
    """
    permit(Act.HOLD_VOTE, by)
    profile, secret = settings.MECHANISM, isinstance(ballots, Secret)
    vote = Vote(
        id=key or uuid4(),
        session=session,
        about=about._meta.db_table,
        about_id=about.pk,
        question=question,
        majority=majority.value,
        taken_on=at.date(),
        taken_at=at,
        of_words=digest_now(about._meta.db_table, about.pk),
        denominator=counting.denominator,
        denominator_because=counting.because,
        secret=secret,
        counted={choice.value: number for choice, number in counts_of(ballots).items()} if secret else None,
    )
    held = Vote.objects.filter(pk=vote.pk).first() if key else None
    if held is not None:
        return welcome_again(vote, held, ballots)
    require_ready(about, vote.taken_on)
    require(sitting.may_decide_in_session(is_open_in_writing=is_open_on(about.pk), profile=profile))
    matter = matter or MATTERS.get(vote.about, Matter.OTHER)
    require(sitting.may_be_secret(matter, secret=secret, profile=profile))
    require(deciding.may_count_by(counting.denominator, counting.because, profile))
    if secret:
        require(sitting.may_count_secretly(len(voters(ballots)), counts_of(ballots), profile))
    there = attending(session, vote.taken_on)
    take_part(vote, voters(ballots), on_state=concerning(about), there=there, invented=invented)
    require(deciding.may_vote(tally_before(vote, ballots), profile))
    with act("hold a vote", by=by.pk, at=at, about=about, within=within) as line:
        return keep_vote(line, vote, ballots)
