"""The page of a draft as one works in it: contents with numbers, paragraphs with their acts, what was taken out."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from unannounced.duties.laying_out import LEVEL
from unannounced.duties.reporting import ReportStage
from unannounced.records.ledger.actions import note_readings
from unannounced.records.recommendations.models import Item
from unannounced.records.recommendations.setting_out import (
    items_by_paragraph,
    known_standards,
    set_paragraph,
    stood_among,
)
from unannounced.records.reports.models import Paragraph, Report, Suggestion
from unannounced.records.reports.moving import taken_out
from unannounced.records.reports.queries import paragraphs_of, reports_seen_by
from unannounced.rooms.office.acts.registry import acts_on
from unannounced.rooms.office.acts.subjects import ITEM, PARAGRAPH, READING
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.draft_acts import html_of, links_on
from unannounced.rooms.office.pages.draft_body import Around, draft_html
from unannounced.rooms.office.pages.offers import sorted_out

PAGE = 50
HERE = ("lay-out", "write-paragraph", "take-in-draft")
"""The acts on the whole report that are drafting; the others are on the page of the report."""
ON_ITEMS = ("reword", "move", "take-out", "translate")
"""The acts on an item that are drafting; the others are on the page of the item."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the contents."""

    words: str
    above: str
    number: int
    here: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A page of a long draft: from which paragraph to which."""

    first: int
    last: int
    here: bool


@dataclass(frozen=True, slots=True)
class Out:
    """A paragraph or an item that was taken out, and the acts on it."""

    number: str
    text: str
    acts: SafeString


def draft(request: Asked, report: UUID) -> HttpResponse:
    """One draft; a report that is none any more is read on its own page. Hidden and absent are one answer."""
    found = get_object_or_404(reports_seen_by(request.viewer), pk=report)
    if found.stage != ReportStage.DRAFT.value or found.from_archive:
        return redirect("report", report=found.pk)
    note_readings([found], by=request.viewer.pk, at=request.moment)
    return render(request, "office/draft.html", _context(found, request))


def _context(found: Report, request: Asked) -> dict[str, object]:
    today = request.moment.date()
    heads = list(paragraphs_of(found).values_list("number", "chapter"))
    first, last = part_of(heads, request.GET.get("at", ""))
    paragraphs = list(paragraphs_of(found).filter(number__gte=first, number__lte=last)) if heads else []
    for one in paragraphs:
        one.report = found
    return {
        "report": found,
        "name": found.state.name(get_language() or "en"),
        "paragraphs": len(heads),
        "body": _body(found, paragraphs, heads, request),
        "contents": _contents(heads, first, last),
        "parts": [Part(*one, here=one == (first, last)) for one in parts(heads)],
        "out": _taken_out(found, request, today=today),
        "offers": sorted_out(one for one in acts_on(found, request.viewer, today=today) if one.name in HERE),
    }


def parts(heads: Sequence[tuple[int, str]]) -> list[tuple[int, int]]:
    """The pages of a draft as first and last number: chapters together as far as they fit, long ones divided."""
    found: list[list[int]] = []
    chapter: list[int] = []
    before = ""
    for number, heading in [*heads, (0, "")]:
        outermost = heading.split(LEVEL)[0]
        if chapter and (outermost != before or not number or len(chapter) == PAGE):
            if found and len(found[-1]) + len(chapter) <= PAGE:
                found[-1] += chapter
            else:
                found.append(chapter)
            chapter = []
        chapter.append(number)
        before = outermost
    return [(one[0], one[-1]) for one in found]


def part_of(heads: Sequence[tuple[int, str]], at: str) -> tuple[int, int]:
    """The page that holds the paragraph ``at``; the first one if there is no such number."""
    cut = parts(heads)
    number = int(at) if at.isascii() and at.isdigit() and len(at) < 6 else 0
    return next((one for one in cut if one[0] <= number <= one[1]), cut[0] if cut else (0, 0))


def _contents(heads: Sequence[tuple[int, str]], first: int, last: int) -> list[Heading]:
    found: list[Heading] = []
    before = None
    for number, heading in heads:
        if heading != before and heading:
            above, level, words = heading.rpartition(LEVEL)
            found.append(Heading(words, above if level else "", number, first <= number <= last))
        before = heading
    return found


def _body(
    found: Report, paragraphs: Sequence[Paragraph], heads: Sequence[tuple[int, str]], request: Asked
) -> SafeString:
    today, viewer = request.moment.date(), request.viewer
    items = items_by_paragraph(paragraphs, found)
    example = next((item for held in items.values() for item in held), None)
    if example is not None:
        example.report = found
    beside: dict[UUID, list[Suggestion]] = defaultdict(list)
    kept = Suggestion.objects.filter(paragraph__in=[one.pk for one in paragraphs], conflict=True, decided_at=None)
    for one in kept.select_related("made_by").order_by("made_at", "pk"):
        beside[one.paragraph_id].append(one)
    around = Around(
        order=[number for number, _chapter in heads],
        taken_out=dict(taken_out(found).values_list("number", "text")),
        standards=known_standards(),
        stood=stood_among(paragraphs, items),
        beside=beside,
        on_paragraphs=links_on(PARAGRAPH, paragraphs[0] if paragraphs else None, found, viewer, today=today),
        on_items=links_on(ITEM, example, found, viewer, today=today, only=ON_ITEMS),
        viewer=viewer,
        token=get_token(request),
        moves=found.moves,
    )
    before = (
        next((chapter for number, chapter in reversed(heads) if number < paragraphs[0].number), "") if heads else ""
    )
    return draft_html([set_paragraph(one, items.get(one.pk, ())) for one in paragraphs], before, around)


def _taken_out(found: Report, request: Asked, *, today: date) -> list[Out]:
    """The paragraphs and items that were taken out, the latest of the paragraphs first; fifty of each."""
    paragraphs = list(taken_out(found).order_by("-number")[:PAGE])
    items = list(
        Item.objects.filter(report=found, left_out_of=0, paragraph__left_out_of__isnull=True)
        .select_related("paragraph")
        .order_by("paragraph__number", "place_in_paragraph")[:PAGE]
    )
    for paragraph in paragraphs:
        paragraph.report = found
    for item in items:
        item.report = found
    first_paragraph, first_item = next(iter(paragraphs), None), next(iter(items), None)
    back = links_on(PARAGRAPH, first_paragraph, found, request.viewer, today=today, only=["put-back"])
    item_back = links_on(READING, first_item, found, request.viewer, today=today, only=["put-back"])
    return [
        *(Out(f"§{one.number}", one.text, SafeString(html_of(back, one.pk, ["put-back"]))) for one in paragraphs),
        *(
            Out(f"§{one.paragraph.number}", one.text, SafeString(html_of(item_back, one.pk, ["put-back"])))
            for one in items
        ),
    ]
