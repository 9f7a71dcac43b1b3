"""Electing members, opening sessions, holding votes."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.db.models import Model

from unannounced.duties import deciding, electing
from unannounced.duties.confidentiality import Act
from unannounced.duties.deciding import Choice, Majority
from unannounced.duties.decision import Refused, RefusedByRule, require
from unannounced.duties.words import say
from unannounced.records.accounts.models import Person
from unannounced.records.accounts.queries import Viewer, permit
from unannounced.records.committee.models import Ballot, Session, Term, Vote
from unannounced.records.committee.queries import members_on, seats_on
from unannounced.records.ledger.actions import KeptOtherwise, act
from unannounced.records.states.models import State


def elect(person: Person, *, for_state: State, begins: date, ends: date, by: Viewer, at: datetime) -> Term:
    """Note that ``person`` was elected in respect of ``for_state`` (ECPT Art. 5)."""
    permit(Act.GIVE_MANDATE, by)
    sitting = [
        term.person.nationality for term in members_on(begins, invented=for_state.invented).exclude(person=person)
    ]
    require(
        electing.may_elect(
            candidate_nationality=person.nationality,
            sitting=sitting,
            terms_served=person.terms.count(),
            on=at.date(),
            begins=begins,
            ends=ends,
            profile=settings.MECHANISM,
        )
    )
    with act("elect a member", by=by.pk, at=at) as line:
        return line.keep(Term(person=person, state=for_state, begins=begins, ends=ends))


def open_session(name: str, *, begins: date, ends: date, by: Viewer, at: datetime) -> Session:
    """Open a session of the committee from ``begins`` to ``ends``."""
    permit(Act.HOLD_VOTE, by)
    if ends < begins:
        raise RefusedByRule(Refused(say("The session would end before it begins."), settings.MECHANISM.cited("quorum")))
    with act("open a session", by=by.pk, at=at) as line:
        return line.keep(Session(name=name, begins=begins, ends=ends))


def hold_vote(
    question: str,
    *,
    about: Model,
    session: Session,
    majority: Majority,
    ballots: Mapping[Person, Choice],
    invented: bool,
    by: Viewer,
    at: datetime,
    within: UUID | None = None,
    key: UUID | None = None,
) -> Vote:
    """Keep a vote with its ballots; refused without quorum, or with ballots of those not in office."""
    permit(Act.HOLD_VOTE, by)
    day = at.date()
    in_office = {term.person_id for term in members_on(day, invented=invented)}
    _only_members(ballots, in_office)
    tally = deciding.Tally(
        members=len(in_office),
        seats=seats_on(day, invented=invented),
        present=len(ballots),
        in_favour=sum(choice is Choice.FOR for choice in ballots.values()),
        against=sum(choice is Choice.AGAINST for choice in ballots.values()),
        abstaining=sum(choice is Choice.ABSTAIN for choice in ballots.values()),
    )
    require(deciding.may_vote(tally, settings.MECHANISM))
    vote = Vote(
        id=key or uuid4(),
        session=session,
        about=about._meta.db_table,
        about_id=about.pk,
        question=question,
        majority=majority.value,
        taken_on=day,
        members=tally.members,
        seats=tally.seats,
    )
    with act("hold a vote", by=by.pk, at=at, about=about, within=within) as line:
        kept = line.keep_once(vote)
        if kept is vote:
            line.keep_all([Ballot(vote=vote, person=who, choice=choice.value) for who, choice in ballots.items()])
        elif {ballot.person_id: ballot.choice for ballot in kept.ballots.all()} != {
            who.pk: choice.value for who, choice in ballots.items()
        }:
            raise KeptOtherwise("ballots")
    return kept


def _only_members(ballots: Mapping[Person, Choice], in_office: set[UUID]) -> None:
    strangers = [person.display_name for person in ballots if person.pk not in in_office]
    if strangers:
        raise RefusedByRule(
            Refused(
                say("{names} cannot vote: no term of office runs on that day."),
                settings.MECHANISM.cited("majority"),
                say("Leave the ballot out, or correct the term."),
                {"names": ", ".join(strangers)},
            )
        )
