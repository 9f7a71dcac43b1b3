"""Drawing findings from entries, and saying which communication tells of the same."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from django.conf import settings

from unannounced.duties import noting, weighing
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Refused, RefusedByRule, require
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer, permit
from unannounced.records.communications.models import Communication
from unannounced.records.communications.queries import require_assigned
from unannounced.records.findings.models import Finding, Support, ToldIn
from unannounced.records.findings.queries import supports_of
from unannounced.records.ledger.actions import act
from unannounced.records.notebooks.models import Entry
from unannounced.records.visits.models import Visit
from unannounced.records.visits.queries import seen_by, visit_permit


def draw_finding(
    text: str,
    *,
    during: Visit,
    resting_on: Sequence[Entry],
    drawn_on: date,
    by: Viewer,
    at: datetime,
    key: UUID | None = None,
) -> Finding:
    """Draw a finding that rests on entries of the same visit."""
    visit_permit(Act.DRAW_FINDING, by, during)
    text = noting.tidy(text)
    if any(entry.visit_id != during.pk for entry in resting_on):
        raise RefusedByRule(
            Refused(say("A finding rests on entries of its own visit."), settings.MECHANISM.cited("report"))
        )
    supports = supports_of(resting_on)
    require(weighing.may_draw(text=text, supports=supports, profile=settings.MECHANISM))
    finding = Finding(id=key or uuid4(), visit=during, text=text, drawn_on=drawn_on, drawn_by_id=by.pk)
    with act("draw a finding", by=by.pk, at=at, within=during.pk) as line:
        kept = line.keep_once(finding)
        if kept is finding:
            line.keep_all([Support(finding=finding, entry=entry) for entry in resting_on])
    return kept


def note_told_in(communication: Communication, finding: Finding, *, by: Viewer, at: datetime) -> ToldIn:
    """Say that a communication tells of what a finding says, of a visit that ``by`` sees. Again is welcome."""
    permit(Act.TRIAGE_COMMUNICATION, by)
    require_assigned(communication, by)
    if not seen_by(by).filter(pk=finding.visit_id).exists():
        raise Finding.DoesNotExist
    held = ToldIn.objects.filter(finding=finding, communication=communication).first()
    if held is not None:
        return held
    with act("say of which finding a communication tells", by=by.pk, at=at, about=communication) as line:
        return line.keep(ToldIn(finding=finding, communication=communication, by_id=by.pk, at=at))
