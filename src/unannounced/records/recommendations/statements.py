"""The procedure of a public statement (ECPT Art. 10(2)): opened on a ground, the State heard, adopted or closed."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.conf import settings

from unannounced.duties import noting, sitting, stating
from unannounced.duties.confidentiality import Act
from unannounced.duties.deciding import Majority
from unannounced.duties.decision import Refused, RefusedByRule, require
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer, permit
from unannounced.records.committee.models import Vote
from unannounced.records.committee.queries import outcome_of
from unannounced.records.committee.worded import is_open_on
from unannounced.records.ledger.actions import act
from unannounced.records.recommendations.models import PublicStatement
from unannounced.records.recommendations.queries import stage_of
from unannounced.records.states.models import State
from unannounced.records.treaties.queries import has_left

_OPENED = say("open the procedure of a public statement")
_OPENED_AFTER = say("open a procedure on a State that has left, or may have")


def open_statement(
    state: State,
    text: str,
    *,
    ground: str,
    opened_on: date,
    still_binds: str = "",
    by: Viewer,
    at: datetime,
    key: UUID | None = None,
) -> PublicStatement:
    """Open the procedure of a public statement (ECPT Art. 10(2)); the State has to be heard next.

    ``still_binds`` says what still binds a State that has left, or may have, by the day of ``at``. It is kept below
    the reasons and leaves with them; the ledger names the act by it.
    """
    permit(Act.OPEN_STATEMENT, by)
    text, still_binds = noting.tidy(text), noting.tidy(still_binds)
    require(noting.may_keep(text))
    left = has_left(state, settings.MECHANISM.convention, on=at.date())
    require(stating.may_open(left=left, still_binds=still_binds, profile=settings.MECHANISM))
    text = stating.reasons(text, still_binds)
    require(noting.may_keep(text))
    if opened_on > at.date():
        raise RefusedByRule(
            Refused(
                say("{on} is in the future."),
                settings.MECHANISM.cited("public_statement"),
                say("Enter today or a past day."),
                {"on": opened_on},
            )
        )
    with act(_OPENED_AFTER if left else _OPENED, by=by.pk, at=at) as line:
        return line.keep_once(
            PublicStatement(id=key or uuid4(), state=state, ground=ground, text=text, opened_on=opened_on)
        )


def hear_state(
    statement: PublicStatement, *, heard_on: date, said: str = "", by: Viewer, at: datetime
) -> PublicStatement:
    """Note that the State had the opportunity to make its views known, and what it ``said`` (ECPT Art. 10(2))."""
    permit(Act.HEAR_STATE, by)
    require(
        stating.may_hear(
            stage=stage_of(statement),
            opened_on=statement.opened_on,
            heard_on=heard_on,
            today=at.date(),
            profile=settings.MECHANISM,
        )
    )
    to = {"state_heard_on": heard_on, "state_said": noting.tidy(said)}
    with act("hear the State", by=by.pk, at=at, about=statement) as line:
        return line.move(statement, seen={"state_heard_on": None, "closed_on": None}, to=to)


def adopt_statement(statement: PublicStatement, *, by_vote: Vote | None, by: Viewer, at: datetime) -> PublicStatement:
    """Adopt the statement by two thirds of the members, after the State was heard (ECPT Art. 10(2))."""
    permit(Act.ADOPT_STATEMENT, by)
    if by_vote is not None and statement.state_heard_on is not None:
        asked_on = by_vote.procedure.opened_on if by_vote.procedure else by_vote.taken_on
        require(stating.may_decide(heard_on=statement.state_heard_on, asked_on=asked_on, profile=settings.MECHANISM))
    require(sitting.may_decide_in_session(is_open_in_writing=is_open_on(statement.pk), profile=settings.MECHANISM))
    carried = None if by_vote is None else _carries(by_vote, statement)
    require(stating.may_adopt(stage=stage_of(statement), carried=carried, profile=settings.MECHANISM))
    to = {"adopted_on": at.date(), "adopted_by": by_vote}
    with act("adopt a public statement", by=by.pk, at=at, about=statement) as line:
        return line.move(statement, seen={"adopted_on": None, "closed_on": None}, to=to)


def register_decision(
    statement: PublicStatement,
    *,
    decided_by: str,
    decided_on: date,
    reference: str = "",
    by: Viewer,
    at: datetime,
) -> PublicStatement:
    """Register that another body decided to make the statement, where the rule has it decide (OPCAT Art. 16(4)).

    ``decided_by`` names the body and ``reference`` the document that says so. The day is that of the body; the State
    was heard before. Saying the same again changes nothing.
    """
    permit(Act.ADOPT_STATEMENT, by)
    decided_by, reference = noting.tidy(decided_by), noting.tidy(reference)
    to = {"adopted_on": decided_on, "decided_by": decided_by, "decided_in": reference}
    if all(getattr(statement, name) == value for name, value in to.items()):
        return statement
    require(
        stating.may_register_decision(
            stage=stage_of(statement),
            body=decided_by,
            decided_on=decided_on,
            heard_on=statement.state_heard_on,
            today=at.date(),
            profile=settings.MECHANISM,
        )
    )
    with act("register the decision of another body on a public statement", by=by.pk, at=at, about=statement) as line:
        return line.move(statement, seen={"adopted_on": None, "closed_on": None}, to=to)


def _carries(vote: Vote, statement: PublicStatement) -> bool:
    """Whether a vote is on this statement, by the majority that the rule wants, and carried (ECPT Art. 10(2))."""
    by_rule = vote.about_id == statement.pk and vote.majority == Majority.PUBLIC_STATEMENT
    return by_rule and outcome_of(vote).carried


def close_statement(
    statement: PublicStatement, *, because: str, closed_on: date, by: Viewer, at: datetime
) -> PublicStatement:
    """Close the procedure without a statement, with the reason."""
    permit(Act.CLOSE_STATEMENT, by)
    because = noting.tidy(because)
    require(
        stating.may_close(
            stage=stage_of(statement),
            because=because,
            opened_on=statement.opened_on,
            closed_on=closed_on,
            today=at.date(),
            profile=settings.MECHANISM,
        )
    )
    to = {"closed_on": closed_on, "closed_because": because}
    with act("close the procedure of a public statement", by=by.pk, at=at, about=statement) as line:
        return line.move(statement, seen={"closed_on": None, "adopted_on": None}, to=to)
