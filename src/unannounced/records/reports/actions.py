"""Opening a report, writing its paragraphs, transmitting it; adopted it is with its items, in recommendations."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.db.models import Max

from unannounced.duties import noting, reporting
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import require
from unannounced.duties.reporting import ReportStage
from unannounced.records.accounts.queries import Viewer
from unannounced.records.findings.models import Finding
from unannounced.records.ledger.actions import SomebodyWasFirst, act
from unannounced.records.reports.models import EarlierWording, Paragraph, Report
from unannounced.records.reports.queries import hold_draft
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
    by: Viewer,
    at: datetime,
    key: UUID | None = None,
) -> Paragraph:
    """Write a paragraph into a draft; it gets the next number of the report unless one is given."""
    visit_permit(Act.WRITE_PARAGRAPH, by, in_report.visit)
    text = noting.tidy(text)
    require(reporting.may_write(stage=ReportStage(in_report.stage), profile=settings.MECHANISM))
    require(noting.may_keep(text))
    with act("write a paragraph", by=by.pk, at=at, within=in_report.visit_id) as line:
        hold_draft(in_report)
        held = Paragraph.objects.filter(pk=key).first() if key else None
        last = Paragraph.objects.filter(report=in_report).aggregate(last=Max("number"))["last"] or 0
        return line.keep_once(
            Paragraph(
                id=key or uuid4(),
                report=in_report,
                number=held.number if held else number or last + 1,
                chapter=chapter,
                text=text,
                written_by_id=by.pk,
                finding=finding,
            )
        )


def rewrite_paragraph(paragraph: Paragraph, text: str, *, seen_wording: int, by: Viewer, at: datetime) -> Paragraph:
    """Write a paragraph again; refused if somebody wrote it since ``seen_wording``. The earlier wording is kept."""
    report = paragraph.report
    visit_permit(Act.WRITE_PARAGRAPH, by, report.visit)
    text = noting.tidy(text)
    require(reporting.may_write(stage=ReportStage(report.stage), profile=settings.MECHANISM))
    require(noting.may_keep(text))
    if paragraph.wording == seen_wording and paragraph.text == text:
        return paragraph
    if paragraph.wording == seen_wording + 1 and paragraph.text == text and paragraph.written_by_id == by.pk:
        return paragraph
    if paragraph.wording != seen_wording:
        raise SomebodyWasFirst("paragraph")
    earlier = EarlierWording(
        paragraph=paragraph, wording=seen_wording, text=paragraph.text, written_by_id=paragraph.written_by_id
    )
    with act("rewrite a paragraph", by=by.pk, at=at, about=paragraph, within=report.visit_id) as line:
        line.move(
            paragraph,
            seen={"wording": seen_wording, "report__stage": ReportStage.DRAFT.value},
            to={"text": text, "wording": seen_wording + 1, "written_by_id": by.pk},
        )
        line.keep(earlier)
    return paragraph


def transmit_report(report: Report, *, on: date, by: Viewer, at: datetime) -> Report:
    """Transmit the adopted report to the State in confidence (ECPT Art. 10(1), 11(1)); the time to respond begins."""
    visit_permit(Act.TRANSMIT_REPORT, by, report.visit)
    require(
        reporting.may_transmit(
            stage=ReportStage(report.stage),
            on=on,
            adopted_on=report.adopted_on,
            today=at.date(),
            profile=settings.MECHANISM,
        )
    )
    with act("transmit a report", by=by.pk, at=at, about=report, within=report.visit_id) as line:
        return line.move(
            report,
            seen={"stage": ReportStage.ADOPTED.value},
            to={"stage": ReportStage.TRANSMITTED.value, "transmitted_on": on},
        )
