"""Remarks, suggestions and translations of a draft: written here, and nowhere else."""

from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.db.models import Max

from unannounced.duties import noting, together
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import require
from unannounced.duties.reporting import ReportStage
from unannounced.duties.wording import merged
from unannounced.records.accounts.queries import Viewer
from unannounced.records.documents.models import Document
from unannounced.records.ledger.actions import SomebodyWasFirst, act
from unannounced.records.reports.models import (
    EarlierWording,
    Paragraph,
    Remark,
    Report,
    Suggestion,
    Translation,
)
from unannounced.records.reports.moving import caught_up
from unannounced.records.reports.queries import hold_draft
from unannounced.records.reports.renditions import rendered_words
from unannounced.records.visits.queries import visit_permit


def remark(
    text: str,
    *,
    on_paragraph: Paragraph,
    item: UUID | None = None,
    answers: Remark | None = None,
    author: str = "",
    by: Viewer,
    at: datetime,
    key: UUID | None = None,
) -> Remark:
    """Say something beside a paragraph or an item in it; it never leaves the office."""
    report = on_paragraph.report
    visit_permit(Act.REMARK, by, report.visit)
    text = noting.tidy(text)
    require(noting.may_keep(text))
    with act("remark on a paragraph", by=by.pk, at=at, within=report.visit_id) as line:
        held = Remark.objects.filter(pk=key).first() if key else None
        return line.keep_once(
            Remark(
                id=key or uuid4(),
                paragraph=on_paragraph,
                item_id=item,
                text=text,
                made_by_id=by.pk,
                made_at=held.made_at if held else at,
                author=author,
                answers=answers,
                settled_at=held.settled_at if held else None,
                settled_by=held.settled_by if held else None,
            )
        )


def settle_remark(one: Remark, *, by: Viewer, at: datetime) -> Remark:
    """Say that a remark is settled; it stays to be read."""
    report = one.paragraph.report
    visit_permit(Act.REMARK, by, report.visit)
    require(together.may_settle(settled=one.settled_at is not None, profile=settings.MECHANISM))
    with act("settle a remark", by=by.pk, at=at, about=one, within=report.visit_id) as line:
        return line.move(one, seen={"settled_at": None}, to={"settled_at": at, "settled_by_id": by.pk})


def suggest(
    text: str,
    *,
    for_paragraph: Paragraph,
    of_wording: int | None = None,
    seen_moves: int | None = None,
    because: str = "",
    author: str = "",
    came_with: Document | None = None,
    by: Viewer,
    at: datetime,
    key: UUID | None = None,
) -> Suggestion:
    """Suggest another wording of a paragraph of a draft."""
    report = for_paragraph.report
    visit_permit(Act.SUGGEST_WORDING, by, report.visit)
    text = noting.tidy(text)
    require(noting.may_keep(text))
    if key and (held := Suggestion.objects.filter(pk=key, text=text, paragraph=for_paragraph).first()):
        return held
    require(
        together.may_suggest(
            stage=ReportStage(report.stage), text=text, now_says=for_paragraph.text, profile=settings.MECHANISM
        )
    )
    with act("suggest a wording", by=by.pk, at=at, within=report.visit_id) as line:
        moves = hold_draft(report)
        return line.keep_once(
            Suggestion(
                id=key or uuid4(),
                paragraph=for_paragraph,
                of_wording=of_wording or for_paragraph.wording,
                text=caught_up(text, report, seen_moves, moves),
                moves=moves,
                because=noting.tidy(because),
                made_by_id=by.pk,
                made_at=at,
                author=author,
                came_with=came_with,
            )
        )


def take_suggestion(
    one: Suggestion, text: str, *, seen_wording: int, seen_moves: int | None = None, by: Viewer, at: datetime
) -> Suggestion:
    """Take a suggestion, with the words that are to stand: one act; the earlier wording is kept."""
    paragraph, report = one.paragraph, one.paragraph.report
    visit_permit(Act.DECIDE_SUGGESTION, by, report.visit)
    text = noting.tidy(text)
    require(noting.may_keep(text))
    decided = one.decided_at is not None
    require(together.may_decide(stage=ReportStage(report.stage), decided=decided, profile=settings.MECHANISM))
    if paragraph.wording != seen_wording:
        raise SomebodyWasFirst("paragraph")
    earlier = EarlierWording(
        paragraph=paragraph, wording=seen_wording, text=paragraph.text, written_by_id=paragraph.written_by_id
    )
    with act("take a suggestion", by=by.pk, at=at, about=one, within=report.visit_id) as line:
        text = caught_up(text, report, seen_moves, hold_draft(report))
        line.move(one, seen={"decided_at": None}, to={"decided_at": at, "decided_by_id": by.pk, "taken": True})
        if text != paragraph.text:
            line.keep(earlier)
            line.move(
                paragraph,
                seen={"wording": seen_wording},
                to={"text": text, "wording": seen_wording + 1, "written_by_id": one.made_by_id},
            )
    return one


def close_suggestion(one: Suggestion, *, by: Viewer, at: datetime) -> Suggestion:
    """Note that a suggestion was taken whose paragraph was put in or taken out by an act of its own."""
    report = one.paragraph.report
    visit_permit(Act.DECIDE_SUGGESTION, by, report.visit)
    with act("take a suggestion", by=by.pk, at=at, about=one, within=report.visit_id) as line:
        return line.move(one, seen={"decided_at": None}, to={"decided_at": at, "decided_by_id": by.pk, "taken": True})


def leave_suggestion(one: Suggestion, *, by: Viewer, at: datetime) -> Suggestion:
    """Not take a suggestion; it stays to be read."""
    report = one.paragraph.report
    visit_permit(Act.DECIDE_SUGGESTION, by, report.visit)
    decided = one.decided_at is not None
    require(together.may_decide(stage=ReportStage(report.stage), decided=decided, profile=settings.MECHANISM))
    with act("leave a suggestion", by=by.pk, at=at, about=one, within=report.visit_id) as line:
        return line.move(one, seen={"decided_at": None}, to={"decided_at": at, "decided_by_id": by.pk, "taken": False})


def proposed_words(one: Suggestion) -> str:
    """The words to stand if ``one`` is taken: with what was written since it was made, where both go together."""
    paragraph = one.paragraph
    suggested = caught_up(one.text, paragraph.report, one.moves, paragraph.report.moves)
    if one.of_wording == paragraph.wording:
        return suggested
    base = EarlierWording.objects.filter(paragraph=paragraph, wording=one.of_wording).first()
    both = merged(base.text, paragraph.text, suggested) if base else None
    return suggested if both is None else both


def translate(
    text: str,
    *,
    of_report: Report,
    language: str,
    words: str,
    paragraph: Paragraph | None = None,
    item: UUID | None = None,
    chapter: str = "",
    by: Viewer,
    at: datetime,
) -> Translation:
    """Write the title, a chapter, a paragraph or an item in the report's other language; ``words`` is what it renders.

    The newest version counts; saying the same again changes nothing.
    """
    visit_permit(Act.TRANSLATE_REPORT, by, of_report.visit)
    text = noting.tidy(text)
    require(noting.may_keep(text))
    require(together.may_translate(language=language, own=of_report.language or "en", profile=settings.MECHANISM))
    renders = rendered_words(words)
    with act("translate a report", by=by.pk, at=at, within=of_report.visit_id) as line:
        of_this = Translation.objects.filter(
            report=of_report, paragraph=paragraph, item_id=item, chapter=chapter, language=language
        )
        newest = of_this.order_by("-version").first()
        if newest and (newest.text, newest.renders) == (text, renders):
            return newest
        last = of_this.aggregate(last=Max("version"))["last"] or 0
        return line.keep(
            Translation(
                report=of_report,
                paragraph=paragraph,
                item_id=item,
                chapter=chapter,
                language=language,
                version=last + 1,
                text=text,
                renders=renders,
                written_by_id=by.pk,
                written_at=at,
            )
        )
