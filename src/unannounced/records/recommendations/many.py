"""What acting on many items at once needs: each once, all permitted, named where one is refused, kept once."""

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID, uuid4, uuid5

from django.conf import settings

from unannounced.duties import reporting
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Decision, Refused, RefusedByRule, require
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer
from unannounced.records.documents.models import Document
from unannounced.records.findings.models import Finding
from unannounced.records.ledger.actions import KeptOtherwise
from unannounced.records.notebooks.models import Entry
from unannounced.records.recommendations.models import Assessment, Item, Response, RestsOn
from unannounced.records.recommendations.queries import known_since
from unannounced.records.reports.queries import hold_report
from unannounced.records.visits.models import Visit
from unannounced.records.visits.queries import visit_permit

Chosen = TypeVar("Chosen", Item, Response, Assessment, Response | Assessment)
Registered = TypeVar("Registered", Response, Assessment)
Basis = Entry | Finding | Document | Visit
"""What an assessment can rest on beside its words."""


def require_of(item: Item, decision: Decision, *, alone: bool) -> None:
    """Raise ``RefusedByRule``, and say of which item where there are many."""
    if isinstance(decision, Refused) and not alone:
        words = {"number": item.number, "report": item.report.title, "reason": decision.sentence}
        reason = say("Item {number} of “{report}”: {reason} Nothing was changed.")
        way_out = say("Leave it out, or correct what you wrote.")
        raise RefusedByRule(Refused(reason, decision.rule, way_out, words))
    require(decision)


def chosen(rows: Sequence[Chosen]) -> list[Chosen]:
    """Each of ``rows`` once; raises ``RefusedByRule`` if there is none."""
    if not rows:
        rule = say("Rule of this software: an act is done to something")
        raise RefusedByRule(Refused(say("No item was chosen."), rule, say("Choose at least one.")))
    return list({row.pk: row for row in rows}.values())


def permit_on(items: Sequence[Item], what: Act, by: Viewer) -> None:
    """Raise ``RefusedByRule`` unless ``by`` may do it on all of ``items``; asked once for each visit."""
    for report in {item.report.visit_id: item.report for item in items}.values():
        visit_permit(what, by, report.visit)


def id_for(item: Item, key: UUID | None) -> UUID:
    """The id of what is made for ``item``: sent twice, with however many others, it is made once."""
    return uuid5(key, item.pk.hex) if key else uuid4()


def kept_before(rows: Sequence[Registered]) -> list[Registered]:
    """What was made with the ids of ``rows`` before, all or nothing; ``KeptOtherwise`` if only some, or otherwise."""
    table = type(rows[0])
    found = table._base_manager.filter(pk__in=[row.pk for row in rows])
    if table is Response:
        found = found.select_related("document").defer("document__content")
    held = {one.pk: one for one in found}
    if held and any(row.pk not in held or _said(held[row.pk]) != _said(row) for row in rows):
        raise KeptOtherwise(table._meta.verbose_name)
    return [held[row.pk] for row in rows] if held else []


def _said(row: Response | Assessment) -> tuple[object, ...]:
    """What somebody said by it; a document by its bytes."""
    if isinstance(row, Response):
        return row.item_id, row.received_on, row.claim, row.text, row.document and row.document.digest
    return row.item_id, row.day, row.verdict, row.text, row.evidence


def said_before(rows: Sequence[Registered]) -> dict[UUID, Registered]:
    """What is registered already in the very words of ``rows``, by item, and was not withdrawn."""
    table = type(rows[0])
    said = {row.item_id: _said(row) for row in rows}
    found = table._base_manager.filter(item__in=said, withdrawn_at=None, text=rows[0].text)
    if table is Response:
        found = found.select_related("document").defer("document__content")
    return {one.item_id: one for one in found if _said(one) == said[one.item_id]}


def bases_of(rows: Sequence[Response | Assessment], named: Sequence[Basis]) -> list[RestsOn]:
    """What the assessments among ``rows`` rest on beside their words."""
    return [_rests_on(row, one) for row in rows if isinstance(row, Assessment) for one in named]


def _rests_on(assessment: Assessment, one: Basis) -> RestsOn:
    """That an assessment rests on an entry, a finding, a document or a visit; its id follows from both."""
    column = one._meta.model_name or ""
    return RestsOn(id=uuid5(assessment.pk, one.pk.hex), assessment=assessment, **{column: one})


def hold_reports(items: Sequence[Item]) -> None:
    """Wait for every act that publishes one of their reports: an answer comes before it is read, or after."""
    for report in sorted({item.report_id: item.report for item in items}.values(), key=lambda one: one.pk.hex):
        hold_report(report)


def within(items: Sequence[Item]) -> UUID | None:
    """The visit that all of ``items`` belong to, if there is one."""
    visits = {item.report.visit_id for item in items}
    return visits.pop() if len(visits) == 1 else None


def restoring_decision(item: Item, months: int | None, *, set_to: int | None) -> Decision:
    """Whether the time ``months`` may be given back to an item: nobody has set another than ``set_to`` since."""
    if item.months != set_to:
        rule = settings.MECHANISM.cited("response")
        return Refused(say("Another time was set since."), rule, say("Leave it out, or set the time anew."))
    return reporting.may_set_time(known_since(item), months, settings.MECHANISM)
