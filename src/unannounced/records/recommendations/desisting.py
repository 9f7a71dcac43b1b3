"""Withdrawing an item that was transmitted, and deciding on answers that could not be registered."""

from datetime import date, datetime
from uuid import uuid5

from django.conf import settings

from unannounced.duties import desisting, noting
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Decision, require
from unannounced.duties.desisting import OnStray
from unannounced.records.accounts.queries import Viewer
from unannounced.records.ledger.actions import act
from unannounced.records.recommendations.models import Item, Response, StrayAnswer
from unannounced.records.recommendations.queries import known_since
from unannounced.records.recommendations.transmitting import BECAUSE_REGISTERED, BECAUSE_WITHDRAWN, retransmit
from unannounced.records.reports.queries import hold_report
from unannounced.records.visits.queries import visit_permit


def item_withdrawal_decision(item: Item) -> Decision:
    """Whether there is anything to withdraw of an item."""
    return desisting.may_be_withdrawn(
        known_on=known_since(item), withdrawn_on=item.withdrawn_on, profile=settings.MECHANISM
    )


def withdraw_item(item: Item, *, because: str, on: date, by: Viewer, at: datetime) -> Item:
    """Ask no more for an item the State has, with the reason; what was said of it stays. The same is welcome again."""
    visit_permit(Act.WITHDRAW_ITEM, by, item.report.visit)
    because = noting.tidy(because)
    if item.withdrawn_on == on and item.withdrawn_because == because:
        return item
    require(
        desisting.may_withdraw_item(
            because=because,
            on=on,
            known_on=known_since(item),
            withdrawn_on=item.withdrawn_on,
            today=at.date(),
            profile=settings.MECHANISM,
        )
    )
    to = {"withdrawn_on": on, "withdrawn_because": because}
    with act("withdraw an item", by=by.pk, at=at, about=item, within=item.report.visit_id) as line:
        line.move(item, seen={"withdrawn_on": None}, to=to)
        retransmit(item.report, because=BECAUSE_WITHDRAWN, line=line, at=at)
        return item


def decide_stray(stray: StrayAnswer, how: OnStray, *, because: str, by: Viewer, at: datetime) -> StrayAnswer:
    """Decide on an answer that could not be registered: register it nevertheless, or keep it as it is.

    The response registered has an id that follows from the stray answer's, and counts by the rules of any other: to
    an item that was withdrawn it changes nothing of where it stands.
    """
    visit_permit(Act.DECIDE_STRAY, by, stray.report.visit)
    because = noting.tidy(because)
    require(
        desisting.may_decide_stray(
            how,
            because=because,
            names_item=stray.item_id is not None,
            decided_on=stray.decided_on,
            profile=settings.MECHANISM,
        )
    )
    to = {"decided_on": at.date(), "decided_by_id": by.pk, "decided": f"{how.value}: {because}"}
    with act("decide on a stray answer", by=by.pk, at=at, about=stray, within=stray.report.visit_id) as line:
        hold_report(stray.report)
        line.move(stray, seen={"decided_on": None}, to=to)
        if how is OnStray.REGISTER:
            line.keep_once(_registered(stray, by, at))
            retransmit(stray.report, because=BECAUSE_REGISTERED, line=line, at=at)
        return stray


def _registered(stray: StrayAnswer, by: Viewer, at: datetime) -> Response:
    return Response(
        id=uuid5(stray.pk, "response"),
        item=stray.item,
        received_on=stray.received_on,
        claim=stray.claim,
        text=stray.text,
        registered_by_id=by.pk,
        given_by=stray.given_by,
        ministry=stray.ministry,
        document_id=stray.document_id,
        parcel=stray.parcel,
        registered_at=at,
    )
