"""Adding items, adopting the report with them, registering responses, assessing, public statements."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID, uuid4, uuid5

from django.conf import settings
from django.db.models import Max

from unannounced.duties import archiving, dialogue, noting, reporting
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Decision, Refused, RefusedByRule, require
from unannounced.duties.dialogue import Claim, Position, Verdict
from unannounced.duties.reporting import ItemKind, ReportStage
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer, permit
from unannounced.records.committee.models import Vote
from unannounced.records.committee.queries import outcome_of
from unannounced.records.documents.models import Document
from unannounced.records.ledger.actions import KeptOtherwise, act
from unannounced.records.recommendations.models import Assessment, EarlierReading, Item, PublicStatement, Response
from unannounced.records.recommendations.queries import adoption_decision, known_since, withdrawal_decision
from unannounced.records.recommendations.tallying import live_responses
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
    item: Item,
    text: str,
    *,
    claim: Claim,
    received_on: date,
    document: Document | None = None,
    by: Viewer,
    at: datetime,
    key: UUID | None = None,
) -> Response:
    """Register what the State answered to an item, and what it claims by it, with the document it came in."""
    return register_responses(
        [item], text, claim=claim, received_on=received_on, document=document, by=by, at=at, key=key
    )[0]


def register_responses(
    items: Sequence[Item],
    text: str,
    *,
    claim: Claim,
    received_on: date,
    document: Document | None = None,
    by: Viewer,
    at: datetime,
    key: UUID | None = None,
) -> list[Response]:
    """Register one answer of the State to many items at once; one act. Nothing is registered if one is refused."""
    text = noting.tidy(text)
    for item in items:
        visit_permit(Act.REGISTER_RESPONSE, by, item.report.visit)
        _require_of(
            item,
            dialogue.may_respond(
                transmitted_on=known_since(item),
                received_on=received_on,
                today=at.date(),
                text=text,
                profile=settings.MECHANISM,
            ),
            alone=len(items) == 1,
        )
    keys = _keys(items, key)
    held = _held(Response, keys.values(), {"text": text, "claim": claim.value, "received_on": received_on})
    if held:
        return held
    responses = [
        Response(
            id=keys[item.pk],
            item=item,
            received_on=received_on,
            claim=claim.value,
            text=text,
            registered_by_id=by.pk,
            document=document,
            registered_at=at,
        )
        for item in items
    ]
    with act("register a response", by=by.pk, at=at, about=items[0], within=_within(items)) as line:
        if document is not None:
            line.keep(document)
        line.keep_all(responses)
    return responses


def _require_of(item: Item, decision: Decision, *, alone: bool) -> None:
    """Raise ``RefusedByRule``, and say of which item where there are many."""
    if isinstance(decision, Refused) and not alone:
        words = {"number": item.number, "report": item.report.title, "reason": decision.sentence}
        reason = say("Item {number} of “{report}”: {reason} Nothing was changed.")
        way_out = say("Leave it out, or correct what you wrote.")
        raise RefusedByRule(Refused(reason, decision.rule, way_out, words))
    require(decision)


def _keys(items: Sequence[Item], key: UUID | None) -> dict[UUID, UUID]:
    """The id of what is made for each item: sent twice, it is made once."""
    if len(items) == 1:
        return {items[0].pk: key or uuid4()}
    return {item.pk: uuid5(key, item.pk.hex) if key else uuid4() for item in items}


Registered = TypeVar("Registered", Response, Assessment)


def _held(table: type[Registered], keys: Iterable[UUID], said: Mapping[str, object]) -> list[Registered]:
    """What was made with these ids before; raises ``KeptOtherwise`` if it says something else."""
    held = list(table._base_manager.filter(pk__in=list(keys)))
    for one in held:
        if any(getattr(one, name) != value for name, value in said.items()):
            raise KeptOtherwise(one._meta.verbose_name)
    return held


def _within(items: Sequence[Item]) -> UUID | None:
    """The visit that all of ``items`` belong to, if there is one."""
    visits = {item.report.visit_id for item in items}
    return visits.pop() if len(visits) == 1 else None


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
    return assess_all([item], text, verdict=verdict, evidence=evidence, day=day, by=by, at=at, key=key)[0]


def assess_all(
    items: Sequence[Item],
    text: str,
    *,
    verdict: Verdict,
    evidence: str,
    day: date,
    by: Viewer,
    at: datetime,
    key: UUID | None = None,
) -> list[Assessment]:
    """Say the same of many items at once; one act. Nothing is kept if one is refused."""
    text, evidence = noting.tidy(text), noting.tidy(evidence)
    require(noting.may_keep(text))
    answered = Counter(live_responses().filter(item__in=items).values_list("item_id", flat=True))
    for item in items:
        visit_permit(Act.ASSESS_ITEM, by, item.report.visit)
        _require_of(
            item,
            dialogue.may_assess(
                verdict=verdict,
                evidence=evidence,
                responses=answered[item.pk],
                on=day,
                transmitted_on=known_since(item),
                today=at.date(),
                profile=settings.MECHANISM,
            ),
            alone=len(items) == 1,
        )
    keys = _keys(items, key)
    held = _held(Assessment, keys.values(), {"text": text, "verdict": verdict.value, "day": day, "evidence": evidence})
    if held:
        return held
    assessments = [
        Assessment(
            id=keys[item.pk],
            item=item,
            day=day,
            verdict=verdict.value,
            text=text,
            evidence=evidence,
            assessed_by_id=by.pk,
            registered_at=at,
        )
        for item in items
    ]
    with act("assess an item", by=by.pk, at=at, about=items[0], within=_within(items)) as line:
        line.keep_all(assessments)
    return assessments


def set_times(items: Sequence[Item], *, months: int | None, by: Viewer, at: datetime) -> int:
    """Set in how many months the State is to respond to items it has; ``None`` takes the time that was set back."""
    for item in items:
        visit_permit(Act.SET_TIME, by, item.report.visit)
        _require_of(item, reporting.may_set_time(known_since(item), months, settings.MECHANISM), alone=len(items) == 1)
    changing = [item for item in items if item.months != months]
    if not changing:
        return 0
    with act("set the time to respond", by=by.pk, at=at, about=changing[0], within=_within(changing)) as line:
        for item in changing:
            line.move(item, seen={"months": item.months}, to={"months": months})
    return len(changing)


def correct_item(
    item: Item, *, position: Position, made_by: Sequence[str], because: str, by: Viewer, at: datetime
) -> Item:
    """Correct what was read from a file of an item: the State's position and who made it. What was read is kept."""
    permit(Act.CORRECT_READING, by)
    names = [name.strip() for name in made_by if name.strip()]
    require(archiving.may_correct_reading(read=item.read_with is not None))
    require(noting.may_keep(because))
    if (item.position, item.made_by) == (position.value, names):
        return item
    earlier = EarlierReading.of(item, noting.tidy(because)[:200])
    to = {"position": position.value, "made_by": names, "wording": item.wording + 1, "read_with": 100}
    with act("correct what was read", by=by.pk, at=at, about=item, within=item.report.visit_id) as line:
        line.move(item, seen={"wording": item.wording}, to=to)
        line.keep(earlier)
    return item


def withdraw(
    registered: Sequence[Response | Assessment], *, because: str, by: Viewer, at: datetime
) -> list[Response | Assessment]:
    """Withdraw responses or assessments registered by mistake; each stays, with the reason, and counts no more."""
    because = noting.tidy(because)
    for one in registered:
        visit_permit(Act.WITHDRAW_REGISTERED, by, one.item.report.visit)
        _require_of(one.item, withdrawal_decision(one, because, by=by, at=at), alone=len(registered) == 1)
    to = {"withdrawn_at": at, "withdrawn_because": because}
    items = [one.item for one in registered]
    with act("withdraw what was registered", by=by.pk, at=at, about=items[0], within=_within(items)) as line:
        for one in registered:
            line.move(one, seen={"withdrawn_at": None}, to=to)
    return list(registered)


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
