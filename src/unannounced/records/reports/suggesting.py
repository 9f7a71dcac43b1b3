"""Other wordings of a paragraph: what somebody wrote while another saved first is kept, and both are shown."""

from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings

from unannounced.duties import noting, reporting
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import require
from unannounced.duties.reporting import ReportStage
from unannounced.records.accounts.queries import Viewer
from unannounced.records.ledger.actions import act
from unannounced.records.reports.models import Paragraph, Suggestion
from unannounced.records.reports.moving import caught_up
from unannounced.records.reports.queries import hold_draft
from unannounced.records.visits.queries import visit_permit


def keep_conflict(
    paragraph: Paragraph,
    text: str,
    *,
    seen_wording: int,
    seen_moves: int | None = None,
    by: Viewer,
    at: datetime,
    key: UUID | None = None,
) -> Suggestion:
    """Keep what somebody wrote of ``seen_wording`` while another saved first; the same again is welcome."""
    report = paragraph.report
    visit_permit(Act.SUGGEST_WORDING, by, report.visit)
    text = noting.tidy(text)
    require(reporting.may_write(stage=ReportStage(report.stage), profile=settings.MECHANISM))
    require(noting.may_keep(text))
    with act("keep a wording beside another", by=by.pk, at=at, about=paragraph, within=report.visit_id) as line:
        moves = hold_draft(report)
        text = caught_up(text, report, seen_moves, moves)
        open_ones = Suggestion.objects.filter(paragraph=paragraph, conflict=True, decided_at=None, made_by_id=by.pk)
        held = open_ones.filter(text=text).first()
        if held is not None:
            return held
        return line.keep(
            Suggestion(
                id=key or uuid4(),
                paragraph=paragraph,
                of_wording=seen_wording,
                text=text,
                moves=moves,
                conflict=True,
                made_by_id=by.pk,
                made_at=at,
            )
        )
