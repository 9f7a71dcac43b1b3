"""Opening a report, writing its paragraphs; adopted and transmitted it is with its items, in recommendations."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.conf import settings

from unannounced.duties import noting, numbering, reporting
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import require
from unannounced.duties.reporting import ReportStage
from unannounced.records.accounts.queries import Viewer
from unannounced.records.findings.models import Finding
from unannounced.records.ledger.actions import SomebodyWasFirst, act
from unannounced.records.reports.models import Paragraph, Report
from unannounced.records.reports.moving import caught_up, last_number, require_unmoved
from unannounced.records.reports.queries import hold_draft
from unannounced.records.reports.rewriting import write_again
from unannounced.records.visits.models import Visit
from unannounced.records.visits.queries import visit_permit


def open_report(
    title: str, *, on_visit: Visit, opened_on: date, by: Viewer, at: datetime, key: UUID | None = None
) -> Report:
    """Open the draft of the report on a visit (ECPT Art. 10(1))."""
    visit_permit(Act.OPEN_REPORT, by, on_visit)
    title = noting.tidy(title)
    require(noting.may_keep(title))
    require(reporting.may_open(on=opened_on, visit_begins=on_visit.begins, today=at.date(), profile=settings.MECHANISM))
    report = Report(
        id=key or uuid4(),
        state_id=on_visit.state_id,
        visit=on_visit,
        title=title,
        stage=ReportStage.DRAFT.value,
        opened_on=opened_on,
    )
    with act("open a report", by=by.pk, at=at, within=on_visit.pk) as line:
        return line.keep_once(report)


def write_paragraph(
    text: str,
    *,
    in_report: Report,
    chapter: str = "",
    number: int | None = None,
    finding: Finding | None = None,
    seen_moves: int | None = None,
    by: Viewer,
    at: datetime,
    key: UUID | None = None,
) -> Paragraph:
    """Write a paragraph into a draft; it gets the next number of the report unless one is given.

    ``seen_moves`` is how often the draft had been numbered anew when somebody began to write: references follow.
    """
    visit_permit(Act.WRITE_PARAGRAPH, by, in_report.visit)
    text = noting.tidy(text)
    require(reporting.may_write(stage=ReportStage(in_report.stage), profile=settings.MECHANISM))
    require(noting.may_keep(text))
    with act("write a paragraph", by=by.pk, at=at, within=in_report.visit_id) as line:
        text = caught_up(text, in_report, seen_moves, hold_draft(in_report))
        held = Paragraph.objects.filter(pk=key).first() if key else None
        given = held.number if held else number or last_number(in_report) + 1
        require(numbering.may_number(given, last=given, profile=settings.MECHANISM))
        return line.keep_once(
            Paragraph(
                id=key or uuid4(),
                report=in_report,
                number=given,
                chapter=chapter,
                text=text,
                written_by_id=by.pk,
                finding=finding,
            )
        )


def rewrite_paragraph(
    paragraph: Paragraph, text: str, *, seen_wording: int, seen_moves: int | None = None, by: Viewer, at: datetime
) -> Paragraph:
    """Write a paragraph again; refused if somebody wrote it since ``seen_wording``. The earlier wording is kept.

    References in ``text`` follow what was numbered anew since ``seen_moves``.
    """
    report = paragraph.report
    visit_permit(Act.WRITE_PARAGRAPH, by, report.visit)
    text = noting.tidy(text)
    require(reporting.may_write(stage=ReportStage(report.stage), profile=settings.MECHANISM))
    require(noting.may_keep(text))
    with act("rewrite a paragraph", by=by.pk, at=at, about=paragraph, within=report.visit_id) as line:
        text = caught_up(text, report, seen_moves, hold_draft(report))
        paragraph.refresh_from_db(fields=["text", "wording", "written_by", "left_out_of", "number"])
        if paragraph.text == text and paragraph.wording == seen_wording:
            return paragraph
        if paragraph.text == text and paragraph.wording == seen_wording + 1 and paragraph.written_by_id == by.pk:
            return paragraph
        if paragraph.left_out_of is not None:
            require_unmoved(paragraph, seen_moves)
        if paragraph.wording != seen_wording or paragraph.left_out_of is not None:
            raise SomebodyWasFirst("paragraph")
        return write_again(line, paragraph, text, by=by)
