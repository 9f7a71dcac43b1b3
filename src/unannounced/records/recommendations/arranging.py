"""Paragraphs of a draft put in, moved, taken out and put back, with their items; every reference follows in the act."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings

from unannounced.duties import noting, numbering, reporting
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Allowed, Refused, require
from unannounced.duties.laying_out import renumbered
from unannounced.duties.numbering import Step
from unannounced.duties.reporting import ReportStage
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer
from unannounced.records.findings.models import Finding
from unannounced.records.ledger.actions import LineDraft, act
from unannounced.records.recommendations.models import Item
from unannounced.records.recommendations.taking_out import put_back_with, take_out_with
from unannounced.records.reports.laying import paragraph_of, to_lay
from unannounced.records.reports.models import Paragraph, Report
from unannounced.records.reports.moving import (
    OUT,
    caught_up,
    last_number,
    number_now,
    outside_of,
    renumber,
    require_unmoved,
)
from unannounced.records.reports.queries import hold_draft, paragraphs_of
from unannounced.records.visits.queries import visit_permit


def arrange(
    line: LineDraft,
    report: Report,
    steps: Sequence[Step],
    *,
    moves: int,
    new: Sequence[Paragraph] = (),
    chapters: dict[str, str] | None = None,
    by: Viewer,
    at: datetime,
) -> None:
    """Number a held draft anew by an act in progress; references in paragraphs and items follow."""
    followed = renumber(line, report, steps, moves=moves, new=new, chapters=chapters, by=by, at=at)
    if followed:
        _follow_in_items(line, report, followed)


def _follow_in_items(line: LineDraft, report: Report, followed: dict[int, int]) -> None:
    changed = []
    for item in Item.objects.filter(report=report, text__contains="§"):
        text = renumbered(item.text, followed)
        if text != item.text:
            item.text = text
            changed.append(item)
    line.move_all(changed, seen={"report_id": report.pk}, to={"report_id": report.pk}, each=["text"])


def insert_paragraph(
    text: str,
    *,
    beside: Paragraph,
    after: bool = False,
    chapter: str | None = None,
    finding: Finding | None = None,
    seen_moves: int | None = None,
    by: Viewer,
    at: datetime,
    key: UUID | None = None,
) -> Paragraph:
    """Put a paragraph into a draft before or ``after`` another; those behind it get the next number.

    It stands under the heading of ``beside`` unless another is given. What ``text`` refers to is meant as it stood when
    the draft had been numbered anew ``seen_moves`` times.
    """
    report = beside.report
    visit_permit(Act.WRITE_PARAGRAPH, by, report.visit)
    text = noting.tidy(text)
    _require_draft(report)
    require(noting.may_keep(text))
    with act("put a paragraph in", by=by.pk, at=at, within=report.visit_id) as line:
        moves = hold_draft(report)
        beside.refresh_from_db(fields=["number", "chapter", "left_out_of"])
        paragraph = Paragraph(
            id=key or uuid4(),
            report=report,
            chapter=(beside.chapter if chapter is None else chapter).strip(),
            text=caught_up(text, report, seen_moves, moves),
            written_by_id=by.pk,
            finding=finding,
        )
        held = Paragraph.objects.filter(pk=paragraph.pk, report=report).first()
        if held is not None:  # sent twice: the numbers may have changed since
            paragraph.number, paragraph.left_out_of = held.number, held.left_out_of
            return line.keep_once(paragraph)
        _require_stands(beside)
        number = beside.number + after
        require(numbering.may_number(number, last=last_number(report) + 1, profile=settings.MECHANISM))
        line.about = paragraph
        arrange(line, report, [Step(str(paragraph.pk), 0, number)], moves=moves, new=[paragraph], by=by, at=at)
        return paragraph


def move_paragraph(
    paragraph: Paragraph,
    *,
    to_number: int,
    chapter: str | None = None,
    seen_moves: int | None = None,
    by: Viewer,
    at: datetime,
) -> Paragraph:
    """Move a paragraph to a number; those between follow. Under another heading: that of where it goes, or ``chapter``.

    Refused if somebody moved this very paragraph since it was seen, naming them; if others moved, ``to_number`` is
    the place at which that number was seen.
    """
    report = paragraph.report
    visit_permit(Act.WRITE_PARAGRAPH, by, report.visit)
    _require_draft(report)
    with act("move a paragraph", by=by.pk, at=at, about=paragraph, within=report.visit_id) as line:
        moves = hold_draft(report)
        paragraph.refresh_from_db(fields=["number", "chapter", "left_out_of"])
        number = number_now(to_number, report, seen_moves)
        standing = list(paragraphs_of(report).only("id", "number", "chapter", "report"))
        heading = chapter if chapter is not None else _heading_at(number, paragraph, standing)
        if paragraph.left_out_of is None and (paragraph.number, paragraph.chapter) == (number, heading):
            return paragraph
        require_unmoved(paragraph, seen_moves)
        _require_stands(paragraph)
        last = standing[-1].number
        require(numbering.may_number(number, last=last, profile=settings.MECHANISM))
        steps = [Step(str(paragraph.pk), paragraph.number, number)] if number != paragraph.number else []
        chapters = {str(paragraph.pk): heading.strip()}
        arrange(line, report, steps, moves=moves, chapters=chapters, by=by, at=at)
        paragraph.refresh_from_db(fields=["number", "chapter", "text"])
        return paragraph


def _heading_at(number: int, paragraph: Paragraph, standing: Sequence[Paragraph]) -> str:
    """The heading a paragraph has at ``number``: its own, or that of its neighbours there."""
    if number == paragraph.number:
        return paragraph.chapter
    others = [one for one in standing if one.pk != paragraph.pk]
    before = [one.chapter for one in others if one.number < number + (number > paragraph.number)]
    behind = [one.chapter for one in others if one.number >= number + (number > paragraph.number)]
    return numbering.chapter_between(paragraph.chapter, before[-1] if before else "", behind[0] if behind else "")


def take_out(
    paragraph: Paragraph, *, because: str = "", seen_moves: int | None = None, by: Viewer, at: datetime
) -> Paragraph:
    """Take a paragraph out of a draft, with its items; it stays and can be put back. What refers to it is named."""
    report = paragraph.report
    visit_permit(Act.WRITE_PARAGRAPH, by, report.visit)
    _require_draft(report)
    with act("take a paragraph out", by=by.pk, at=at, about=paragraph, within=report.visit_id) as line:
        moves = hold_draft(report)
        paragraph.refresh_from_db(fields=["number", "left_out_of"])
        if paragraph.left_out_of == OUT:
            return paragraph
        require_unmoved(paragraph, seen_moves)
        outside = numbering.outside_of([*outside_of(report), str(paragraph.pk)])[str(paragraph.pk)]
        require(numbering.may_take_out(stands=True, outside=outside, profile=settings.MECHANISM))
        take_out_with(line, paragraph, because)
        arrange(line, report, [Step(str(paragraph.pk), paragraph.number, 0)], moves=moves, by=by, at=at)
        paragraph.refresh_from_db(fields=["number", "left_out_of", "text"])
        return paragraph


def put_back(
    paragraph: Paragraph, *, at_number: int | None = None, seen_moves: int | None = None, by: Viewer, at: datetime
) -> Paragraph:
    """Put a paragraph that was taken out back at a number, or at the end, with the items that went with it."""
    report = paragraph.report
    visit_permit(Act.WRITE_PARAGRAPH, by, report.visit)
    _require_draft(report)
    with act("put a paragraph back", by=by.pk, at=at, about=paragraph, within=report.visit_id) as line:
        moves = hold_draft(report)
        paragraph.refresh_from_db(fields=["number", "left_out_of"])
        if paragraph.left_out_of is None:
            return paragraph
        last = last_number(report)
        number = last + 1 if at_number is None else min(number_now(at_number, report, seen_moves), last + 1)
        require(
            numbering.may_number(number if at_number is None else at_number, last=last + 1, profile=settings.MECHANISM)
        )
        arrange(line, report, [Step(str(paragraph.pk), 0, number)], moves=moves, by=by, at=at)
        paragraph.refresh_from_db(fields=["number", "left_out_of", "text"])
        put_back_with(line, paragraph)
        return paragraph


def lay_out(
    report: Report, *, language: str, only: Collection[UUID] | None = None, by: Viewer, at: datetime
) -> list[Paragraph]:
    """Lay the draft out from the findings of its visit: what is not in it yet, or ``only`` some of that; one act.

    Repeated it adds what came since, and nothing where nothing came.
    """
    visit_permit(Act.WRITE_PARAGRAPH, by, report.visit)
    _require_draft(report)
    with act("lay a report out", by=by.pk, at=at, about=report, within=report.visit_id) as line:
        moves = hold_draft(report)
        laid = to_lay(report, language, only=only)
        if not laid:
            return []
        new = [paragraph_of(one, report, by.pk) for one in laid]
        steps = [Step(str(one.id), 0, one.number) for one in laid]
        arrange(line, report, steps, moves=moves, new=new, by=by, at=at)
        if not report.language:
            line.move(report, seen={"language": ""}, to={"language": language})
        return new


def _require_draft(report: Report) -> None:
    require(reporting.may_write(stage=ReportStage(report.stage), profile=settings.MECHANISM))


def _require_stands(paragraph: Paragraph) -> None:
    reason = say("The paragraph was taken out of the draft.")
    refused = Refused(reason, settings.MECHANISM.cited("report"), say("Put it back first."))
    require(Allowed() if paragraph.left_out_of is None else refused)
