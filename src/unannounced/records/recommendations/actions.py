"""Adding items, adopting the report with them, registering responses, assessing."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.db import IntegrityError

from unannounced.duties import dialogue, noting, reporting
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Refused, RefusedByRule, require
from unannounced.duties.dialogue import Claim, Position, Verdict
from unannounced.duties.reporting import ItemKind, ReportStage
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer, permit
from unannounced.records.committee.models import Vote
from unannounced.records.documents.models import Document
from unannounced.records.ledger.actions import act
from unannounced.records.recommendations import transmitting
from unannounced.records.recommendations.many import (
    Basis,
    Registered,
    bases_of,
    chosen,
    hold_reports,
    id_for,
    kept_before,
    permit_on,
    require_of,
    restoring_decision,
    said_before,
    within,
)
from unannounced.records.recommendations.models import Assessment, Item, Response
from unannounced.records.recommendations.queries import (
    adoption_decision,
    known_since,
    withdrawal_decisions,
    words_decision,
)
from unannounced.records.recommendations.rewording import corrected, leaving_out, none_because, reword, says_so_already
from unannounced.records.recommendations.taking_out import last_place
from unannounced.records.reports.models import Paragraph, Report
from unannounced.records.reports.moving import caught_up
from unannounced.records.reports.queries import hold_draft
from unannounced.records.visits.queries import visit_permit


def recommend(
    text: str,
    *,
    on_paragraph: Paragraph,
    kind: ItemKind = ItemKind.RECOMMENDATION,
    addressee: str = "",
    months: int | None = None,
    repeats: Item | None = None,
    seen_moves: int | None = None,
    by: Viewer,
    at: datetime,
    key: UUID | None = None,
) -> Item:
    """Add an item to a paragraph of a draft; ``months`` where another time than the rule's is set.

    References in ``text`` follow what was numbered anew since ``seen_moves``.
    """
    report = on_paragraph.report
    visit_permit(Act.ADD_ITEM, by, report.visit)
    text = noting.tidy(text)
    require(reporting.may_write(stage=ReportStage(report.stage), profile=settings.MECHANISM))
    require(noting.may_keep(text))
    with act("add an item", by=by.pk, at=at, within=report.visit_id) as line:
        text = caught_up(text, report, seen_moves, hold_draft(report))
        held = Item.objects.filter(pk=key).first() if key else None
        return line.keep_once(
            Item(
                id=key or uuid4(),
                report=report,
                paragraph=on_paragraph,
                place_in_paragraph=held.place_in_paragraph if held else last_place(on_paragraph.pk) + 1,
                kind=kind.value,
                text=text,
                addressee=addressee.strip(),
                months=months,
                repeats=repeats,
            )
        )


def adopt_report(report: Report, *, by_vote: Vote | None, by: Viewer, at: datetime) -> Report:
    """Adopt the draft with its items by a vote that carried, in the words it was on (ECPT Art. 6(1), 10(1))."""
    visit_permit(Act.ADOPT_REPORT, by, report.visit)
    if by_vote is not None and by_vote.about_id != report.pk:
        raise RefusedByRule(Refused(say("That vote was about something else."), settings.MECHANISM.cited("majority")))
    require(adoption_decision(report, by_vote))
    with act("adopt a report", by=by.pk, at=at, about=report, within=report.visit_id) as line:
        hold_draft(report)
        require(words_decision(report, by_vote))  # somebody may have written since
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
    text, items = noting.tidy(text), chosen(items)
    permit_on(items, Act.REGISTER_RESPONSE, by)
    for item in items:
        require_of(
            item,
            dialogue.may_respond(
                transmitted_on=known_since(item),
                received_on=received_on,
                today=at.date(),
                text=text,
                withdrawn_on=item.withdrawn_on,
                profile=settings.MECHANISM,
            ),
            alone=len(items) == 1,
        )
    responses = [
        Response(
            id=id_for(item, key),
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
    return _registered("register a response", responses, by=by, at=at)


def _registered(
    name: str, rows: list[Registered], named: Sequence[Basis] = (), *, by: Viewer, at: datetime
) -> list[Registered]:
    """Keep ``rows`` by one act; those that are kept already and say the same are welcome again."""
    if before := kept_before(rows):
        return before
    same: dict[UUID, Registered] = said_before(rows)
    new: list[Registered] = [row for row in rows if row.item_id not in same]
    kept: list[Registered] = list(same.values())
    if new:
        kept += _newly(name, new, named, by=by, at=at)
    return kept


def _newly(name: str, rows: list[Registered], named: Sequence[Basis], *, by: Viewer, at: datetime) -> list[Registered]:
    items = [row.item for row in rows]
    try:
        with act(name, by=by.pk, at=at, about=items[0], within=within(items)) as line:
            hold_reports(items)
            if isinstance(rows[0], Response) and rows[0].document is not None:
                line.keep_once(rows[0].document)
            line.keep_all(rows)
            line.keep_all(bases_of(rows, named))
            transmitting.after_registering(rows, line=line, at=at)
    except IntegrityError:  # sent twice at the same moment: the other ones may just have been kept
        if before := kept_before(rows):
            return before
        raise
    return rows


def assess(
    item: Item,
    text: str,
    *,
    verdict: Verdict,
    evidence: str,
    day: date,
    named: Sequence[Basis] = (),
    by: Viewer,
    at: datetime,
    key: UUID | None = None,
) -> Assessment:
    """Say what the monitor verified of an item, and on what that rests, in words and by what is ``named``."""
    return assess_all([item], text, verdict=verdict, evidence=evidence, day=day, named=named, by=by, at=at, key=key)[0]


def assess_all(
    items: Sequence[Item],
    text: str,
    *,
    verdict: Verdict,
    evidence: str,
    day: date,
    named: Sequence[Basis] = (),
    by: Viewer,
    at: datetime,
    key: UUID | None = None,
) -> list[Assessment]:
    """Say the same of many items at once; one act. Nothing is kept if one is refused."""
    text, evidence, items = noting.tidy(text), noting.tidy(evidence), chosen(items)
    require(noting.may_keep(text))
    permit_on(items, Act.ASSESS_ITEM, by)
    for item in items:
        require_of(
            item,
            dialogue.may_assess(
                evidence=evidence,
                on=day,
                transmitted_on=known_since(item),
                today=at.date(),
                named=len(named),
                profile=settings.MECHANISM,
            ),
            alone=len(items) == 1,
        )
    assessments = [
        Assessment(
            id=id_for(item, key),
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
    return _registered("assess an item", assessments, named, by=by, at=at)


def set_times(items: Sequence[Item], *, months: int | None, by: Viewer, at: datetime) -> int:
    """Set in how many months the State is to respond to items it has; ``None`` takes the time that was set back."""
    items = chosen(items)
    permit_on(items, Act.SET_TIME, by)
    for item in items:
        require_of(item, reporting.may_set_time(known_since(item), months, settings.MECHANISM), alone=len(items) == 1)
    return _move_times(dict.fromkeys(items, months), by=by, at=at)


def restore_times(before: Mapping[Item, int | None], *, set_to: int | None, by: Viewer, at: datetime) -> int:
    """Undo ``set_times``, which had set ``set_to``: each item gets back the time it had ``before``, all by one act."""
    items = chosen(list(before))
    permit_on(items, Act.SET_TIME, by)
    for item in items:
        require_of(item, restoring_decision(item, before[item], set_to=set_to), alone=len(items) == 1)
    return _move_times(before, by=by, at=at)


def _move_times(times: Mapping[Item, int | None], *, by: Viewer, at: datetime) -> int:
    changing = [item for item, months in times.items() if item.months != months]
    if not changing:
        return 0
    with act("set the time to respond", by=by.pk, at=at, about=changing[0], within=within(changing)) as line:
        for item in changing:
            line.move(item, seen={"months": item.months}, to={"months": times[item]})
        transmitting.retransmit_each(changing, because=transmitting.BECAUSE_EXTENDED, line=line, at=at)
    return len(changing)


def correct_item(
    item: Item,
    *,
    position: Position,
    made_by: Sequence[str],
    text: str | None = None,
    kind: ItemKind | None = None,
    no_item: bool = False,
    because: str,
    by: Viewer,
    at: datetime,
) -> Item:
    """Correct what was read from a file of an item; what was read is kept. ``no_item``: there is none, it is left out.

    Where a later file still says what was misread, what a person corrected stays.
    """
    permit(Act.CORRECT_READING, by)
    require(noting.may_keep(because))
    said = corrected(item, position=position, made_by=made_by, text=text, kind=kind)
    if not no_item and says_so_already(item, said):
        return item
    reason = none_because(because) if no_item else noting.tidy(because)
    with act("correct what was read", by=by.pk, at=at, about=item, within=item.report.visit_id) as line:
        return reword(line, item, said | leaving_out(item) if no_item else said, reason)


def withdraw(
    registered: Sequence[Response | Assessment], *, because: str, by: Viewer, at: datetime
) -> list[Response | Assessment]:
    """Withdraw responses or assessments registered by mistake; each stays, with the reason, and counts no more."""
    because, registered = noting.tidy(because), chosen(registered)
    items = [one.item for one in registered]
    permit_on(items, Act.WITHDRAW_REGISTERED, by)
    for item, decision in zip(items, withdrawal_decisions(registered, because, by=by, at=at), strict=True):
        require_of(item, decision, alone=len(items) == 1)
    to = {"withdrawn_at": at, "withdrawn_because": because}
    with act("withdraw what was registered", by=by.pk, at=at, about=items[0], within=within(items)) as line:
        for one in registered:
            line.move(one, seen={"withdrawn_at": None}, to=to)
        transmitting.after_withdrawing(registered, line=line, at=at)
    return registered
