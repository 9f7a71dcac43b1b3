"""Deciding on more time to respond, and taking back what was registered by mistake."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.conf import settings

from unannounced.duties import extending, noting, undoing
from unannounced.duties.confidentiality import Act, Role
from unannounced.duties.decision import Decision, require
from unannounced.duties.extending import Asked
from unannounced.duties.reporting import ItemKind
from unannounced.records.accounts.queries import Viewer
from unannounced.records.ledger.actions import act
from unannounced.records.recommendations.models import Extension, Item
from unannounced.records.recommendations.more_time import due_after, granted
from unannounced.records.recommendations.queries import due_of, known_since
from unannounced.records.recommendations.transmitting import BECAUSE_EXTENDED, retransmit
from unannounced.records.reports.models import Report
from unannounced.records.visits.queries import visit_permit


def extension_decision(asked: Asked, *, of: Report | Item, today: date) -> Decision:
    """Whether more time may be decided on for a report or for one item."""
    return extending.may_extend(
        asked,
        known_on=_known_on(of),
        due_on=due_now(of),
        withdrawn_on=of.withdrawn_on if isinstance(of, Item) else None,
        today=today,
        profile=settings.MECHANISM,
    )


def may_be_asked(of: Report | Item) -> Decision:
    """Whether there is any time to extend."""
    withdrawn_on = of.withdrawn_on if isinstance(of, Item) else None
    return extending.may_be_asked(known_on=_known_on(of), withdrawn_on=withdrawn_on, profile=settings.MECHANISM)


def _known_on(of: Report | Item) -> date | None:
    return known_since(of) if isinstance(of, Item) else of.transmitted_on


def due_now(of: Report | Item) -> date | None:
    """The day on which the response to a report or an item is due as things stand; one query."""
    known_on = _known_on(of)
    if known_on is None:
        return None
    if isinstance(of, Item):
        due = due_of(of, known_on)
    else:
        days = granted().filter(report=of, item__isnull=True).values_list("until", flat=True)
        due = due_after(ItemKind.RECOMMENDATION, known_on, None, bool(of.body), extending.farthest(list(days)))
    return due.day if due else None


def decide_extension(
    of: Report | Item, asked: Asked, *, asked_by: str, by: Viewer, at: datetime, key: UUID | None = None
) -> Extension:
    """Grant or refuse more time that was asked for a report or one item of it; the same decision is welcome again."""
    report, item = (of.report, of) if isinstance(of, Item) else (of, None)
    visit_permit(Act.EXTEND_TIME, by, report.visit)
    because, asked_by = noting.tidy(asked.because), asked_by.strip()
    if (held := _kept(key, report, item, asked, because)) is not None:
        return held
    require(extension_decision(asked, of=of, today=at.date()))
    with act("decide on more time to respond", by=by.pk, at=at, about=of, within=report.visit_id) as line:
        kept = line.keep_once(
            Extension(
                id=key or uuid4(),
                report=report,
                item=item,
                asked_on=asked.asked_on,
                asked_by=asked_by,
                until=asked.until,
                granted=asked.granted,
                because=because,
                decided_on=asked.decided_on,
                decided_by_id=by.pk,
                registered_at=at,
            )
        )
        retransmit(report, because=BECAUSE_EXTENDED, line=line, at=at)
        return kept


def _kept(key: UUID | None, report: Report, item: Item | None, asked: Asked, because: str) -> Extension | None:
    """The same decision, if it is kept already under this id."""
    if key is None:
        return None
    alike = Extension.objects.filter(pk=key, report=report, item=item, until=asked.until, granted=asked.granted)
    return alike.filter(because=because, asked_on=asked.asked_on).first()


def withdraw_extension(extension: Extension, *, because: str, by: Viewer, at: datetime) -> Extension:
    """Withdraw a decision on more time registered by mistake; it stays, with the reason, and counts no more."""
    visit_permit(Act.EXTEND_TIME, by, extension.report.visit)
    because = noting.tidy(because)
    require(
        undoing.may_withdraw(
            reason=because,
            registered_at=extension.registered_at or at,
            now=at,
            by_same_person=extension.decided_by_id == by.pk,
            by_secretariat=Role.SECRETARIAT in by.roles,
            later=0,
            published=False,
            profile=settings.MECHANISM,
        )
    )
    about = extension.item or extension.report
    with act("withdraw more time", by=by.pk, at=at, about=about, within=extension.report.visit_id) as line:
        to = {"withdrawn_at": at, "withdrawn_because": because}
        line.move(extension, seen={"withdrawn_at": None}, to=to)
        retransmit(extension.report, because=BECAUSE_EXTENDED, line=line, at=at)
        return extension
