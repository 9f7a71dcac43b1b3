"""The public statements on XXC: one that was made, and one to be decided before the denunciation takes effect."""

from datetime import datetime, timedelta

from unannounced.cli.demo import texts
from unannounced.cli.demo.calendar import forget
from unannounced.cli.demo.cast import Case
from unannounced.duties.deciding import Choice, Majority
from unannounced.records.committee.actions import hold_vote
from unannounced.records.committee.models import Session
from unannounced.records.publications.leaving import publish_statement
from unannounced.records.publications.persons import suspected_words
from unannounced.records.recommendations.models import PublicStatement
from unannounced.records.recommendations.statements import adopt_statement, hear_state, open_statement

OPENED, HEARD, DECIDED = -30, -27, -24
"""Months: the statement that was made is decided in the session that begins on the last of these days."""
ABSTAINING = "luc"


def make_statement(case: Case) -> None:
    """Put the statement that was made into the calendar."""
    case.calendar.on(case.calendar.month(OPENED), lambda at: _open(case, at))


def _open(case: Case, at: datetime) -> None:
    said, maud = texts.read("frames")["published_statement"], case.viewers["maud"]
    statement = open_statement(
        case.states[said["state"]],
        "\n\n".join(said["text"]),
        ground="refuses_to_improve",
        opened_on=at.date(),
        by=maud,
        at=at,
    )
    case.calendar.on(
        case.calendar.month(HEARD),
        lambda then: forget(hear_state(statement, heard_on=then.date(), said=said["said"], by=maud, at=then)),
    )
    case.calendar.on(case.calendar.month(DECIDED, 3), lambda then: _decide(case, statement, then))


def _decide(case: Case, statement: PublicStatement, at: datetime) -> None:
    statement.refresh_from_db()
    maud = case.viewers["maud"]
    session = Session.objects.get(begins=case.calendar.month(DECIDED))
    ballots = {case.people[key]: Choice.ABSTAIN if key == ABSTAINING else Choice.FOR for key in case.members}
    vote = hold_vote(
        "Shall the public statement be made?",
        about=statement,
        session=session,
        majority=Majority.PUBLIC_STATEMENT,
        ballots=ballots,
        invented=True,
        by=maud,
        at=at,
    )
    adopted = adopt_statement(statement, by_vote=vote, by=maud, at=at)
    case.calendar.on(at.date() + timedelta(days=1), lambda then: _publish(case, adopted, then))


def _publish(case: Case, statement: PublicStatement, at: datetime) -> None:
    """Publish; every word that a rule points at is decided on first: all names of the case are invented."""
    statement.refresh_from_db()
    because = texts.read("frames")["published_statement"]["because"]
    nobody = list(suspected_words(statement.text, statement.state_id))
    publish_statement(statement, nobody_in=nobody, because=because, by=case.viewers["maud"], at=at)
