"""Adding items, adopting the report with them, registering responses, assessing, public statements."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.db.models import Max

from unannounced.duties import dialogue, noting, reporting
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Refused, RefusedByRule, require
from unannounced.duties.dialogue import Claim, Verdict
from unannounced.duties.reporting import ItemKind, ReportStage
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer, permit
from unannounced.records.committee.models import Vote
from unannounced.records.committee.queries import outcome_of
from unannounced.records.ledger.actions import act
from unannounced.records.recommendations.models import Assessment, Item, PublicStatement, Response
from unannounced.records.recommendations.queries import adoption_decision, known_since
from unannounced.records.reports.models import Paragraph, Report
from unannounced.records.reports.queries import hold_draft
from unannounced.records.states.models import State
from unannounced.records.visits.queries import visit_permit


def recommend(
    text: str,
    *,
    on_paragraph: Paragraph,
    kind: ItemKind = ItemKind.RECOMMENDATION,
    addressee: str = "",
    months: int | None = None,
    repeats: Item | None = None,
    by: Viewer,
    at: datetime,
    key: UUID | None = None,
) -> Item:
    """Add an item to a paragraph of a draft; ``months`` where another time than the rule's is set."""
    report = on_paragraph.report
    visit_permit(Act.ADD_ITEM, by, report.visit)
    text = noting.tidy(text)
    require(reporting.may_write(stage=ReportStage(report.stage), profile=settings.MECHANISM))
    require(noting.may_keep(text))
    with act("add an item", by=by.pk, at=at, within=report.visit_id) as line:
        hold_draft(report)
        held = Item.objects.filter(pk=key).first() if key else None
        last = Item.objects.filter(paragraph=on_paragraph).aggregate(last=Max("place_in_paragraph"))["last"] or 0
        return line.keep_once(
            Item(
                id=key or uuid4(),
                report=report,
                paragraph=on_paragraph,
                place_in_paragraph=held.place_in_paragraph if held else last + 1,
                kind=kind.value,
                text=text,
                addressee=addressee.strip(),
                months=months,
                repeats=repeats,
            )
        )


def adopt_report(report: Report, *, by_vote: Vote | None, by: Viewer, at: datetime) -> Report:
    """Adopt the draft with its items by a vote that carried (ECPT Art. 6(1), 10(1))."""
    visit_permit(Act.ADOPT_REPORT, by, report.visit)
    if by_vote is not None and by_vote.about_id != report.pk:
        raise RefusedByRule(Refused(say("That vote was about something else."), settings.MECHANISM.cited("majority")))
    require(adoption_decision(report, by_vote))
    with act("adopt a report", by=by.pk, at=at, about=report, within=report.visit_id) as line:
        return line.move(
            report,
            seen={"stage": ReportStage.DRAFT.value},
            to={"stage": ReportStage.ADOPTED.value, "adopted_on": at.date(), "adopted_by": by_vote},
        )


def register_response(
    item: Item, text: str, *, claim: Claim, received_on: date, by: Viewer, at: datetime, key: UUID | None = None
) -> Response:
    """Register what the State answered to an item, and what it claims by it."""
    visit_permit(Act.REGISTER_RESPONSE, by, item.report.visit)
    text = noting.tidy(text)
    require(
        dialogue.may_respond(
            transmitted_on=known_since(item),
            received_on=received_on,
            today=at.date(),
            text=text,
            profile=settings.MECHANISM,
        )
    )
    response = Response(
        id=key or uuid4(),
        item=item,
        received_on=received_on,
        claim=claim.value,
        text=text,
        registered_by_id=by.pk,
    )
    with act("register a response", by=by.pk, at=at, about=item, within=item.report.visit_id) as line:
        return line.keep_once(response)


def assess(
    item: Item,
    text: str,
    *,
    verdict: Verdict,
    evidence: str,
    day: date,
    by: Viewer,
    at: datetime,
    key: UUID | None = None,
) -> Assessment:
    """Say what the monitor verified of an item, and on what that rests."""
    visit_permit(Act.ASSESS_ITEM, by, item.report.visit)
    text = noting.tidy(text)
    require(noting.may_keep(text))
    require(
        dialogue.may_assess(
            verdict=verdict,
            evidence=evidence,
            responses=item.responses.count(),
            on=day,
            transmitted_on=known_since(item),
            today=at.date(),
            profile=settings.MECHANISM,
        )
    )
    assessment = Assessment(
        id=key or uuid4(),
        item=item,
        day=day,
        verdict=verdict.value,
        text=text,
        evidence=noting.tidy(evidence),
        assessed_by_id=by.pk,
    )
    with act("assess an item", by=by.pk, at=at, about=item, within=item.report.visit_id) as line:
        return line.keep_once(assessment)


def open_statement(
    state: State, text: str, *, ground: str, opened_on: date, by: Viewer, at: datetime, key: UUID | None = None
) -> PublicStatement:
    """Open the procedure of a public statement (ECPT Art. 10(2)); the State has to be heard next."""
    permit(Act.OPEN_STATEMENT, by)
    text = noting.tidy(text)
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
    with act("open the procedure of a public statement", by=by.pk, at=at) as line:
        return line.keep_once(
            PublicStatement(id=key or uuid4(), state=state, ground=ground, text=text, opened_on=opened_on)
        )


def hear_state(statement: PublicStatement, *, heard_on: date, by: Viewer, at: datetime) -> PublicStatement:
    """Note that the State had the opportunity to make its views known (ECPT Art. 10(2))."""
    permit(Act.HEAR_STATE, by)
    if heard_on < statement.opened_on or heard_on > at.date():
        raise RefusedByRule(
            Refused(
                say("The State cannot have been heard on that day."),
                settings.MECHANISM.cited("public_statement"),
                say("Give a day between the opening of the procedure and today."),
            )
        )
    with act("hear the State", by=by.pk, at=at, about=statement) as line:
        return line.move(statement, seen={"state_heard_on": None}, to={"state_heard_on": heard_on})


def adopt_statement(statement: PublicStatement, *, by_vote: Vote, by: Viewer, at: datetime) -> PublicStatement:
    """Adopt the statement by two thirds of the members, after the State was heard (ECPT Art. 10(2))."""
    permit(Act.ADOPT_STATEMENT, by)
    rule = settings.MECHANISM.cited("public_statement")
    if statement.state_heard_on is None:
        raise RefusedByRule(
            Refused(say("The State has not been heard."), rule, say("Note first on which day it was heard."))
        )
    if by_vote.about_id != statement.pk or not outcome_of(by_vote).carried:
        raise RefusedByRule(Refused(say("The vote on this statement did not carry."), rule))
    with act("adopt a public statement", by=by.pk, at=at, about=statement) as line:
        return line.move(statement, seen={"adopted_on": None}, to={"adopted_on": at.date(), "adopted_by": by_vote})
