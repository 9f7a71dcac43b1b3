"""The page of one paragraph of a draft: what it says, what others say beside it, who is in it, what it said before."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language

from unannounced.duties.reporting import ReportStage
from unannounced.duties.wording import Piece, differences
from unannounced.records.ledger.actions import note_readings
from unannounced.records.recommendations.models import Item
from unannounced.records.reports.models import EarlierWording, Paragraph, Remark, Suggestion
from unannounced.records.reports.presence import be_present, others_in
from unannounced.records.reports.queries import reports_seen_by
from unannounced.rooms.office.acts.registry import Offer, acts_on
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages import shown
from unannounced.rooms.office.pages.offers import offers_on
from unannounced.rooms.office.pages.side_by_side import other_languages

MOST = 50
"""So many earlier wordings, remarks and suggestions are shown; there are hardly ever more."""


@dataclass(frozen=True, slots=True)
class ShownRemark:
    """A remark with what can be done to it."""

    remark: Remark
    by: str
    offers: list[Offer]


@dataclass(frozen=True, slots=True)
class ShownSuggestion:
    """A suggestion, what it changes, and what can be done to it."""

    suggestion: Suggestion
    by: str
    pieces: tuple[Piece, ...]
    overtaken: bool
    offers: list[Offer]


@dataclass(frozen=True, slots=True)
class ShownWording:
    """An earlier wording, who wrote it, and what the next one changed."""

    wording: int
    by: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ShownItem:
    """An item of the paragraph."""

    item: Item
    kind: str
    url: str


def paragraph(request: Asked, paragraph: UUID) -> HttpResponse:
    """One paragraph with all that stands beside it. Hidden and absent are the same answer by the same query."""
    found = _found(request, paragraph)
    note_readings([found.report], by=request.viewer.pk, at=request.moment)
    if found.report.stage == ReportStage.DRAFT:
        be_present(found.report, found, by=request.viewer, at=request.moment)
    return render(request, "office/paragraph.html", _context(found, request))


def present(request: Asked, paragraph: UUID) -> HttpResponse:
    """Who else is in the paragraph now, as a piece of a page that asks again and again."""
    found = _found(request, paragraph)
    be_present(found.report, found, by=request.viewer, at=request.moment)
    here = others_in(found.report, besides=request.viewer, now=request.moment).get(found.pk, [])
    return render(request, "office/pieces/present.html", {"here": here})


def _found(request: Asked, pk: UUID) -> Paragraph:
    seen = Paragraph.objects.filter(report__in=reports_seen_by(request.viewer))
    return get_object_or_404(seen.select_related("report__visit", "report__state", "written_by", "finding"), pk=pk)


def _context(found: Paragraph, request: Asked) -> dict[str, object]:
    viewer, today = request.viewer, request.moment.date()
    report = found.report
    neighbours = Paragraph.objects.filter(report=report, left_out_of=None)
    return {
        "paragraph": found,
        "report": report,
        "name": report.state.name(get_language() or "en"),
        "taken_out": found.left_out_of is not None,
        "draft": report.stage == ReportStage.DRAFT,
        "before": neighbours.filter(number__lt=found.number).order_by("-number").first(),
        "after": neighbours.filter(number__gt=found.number).order_by("number").first(),
        "here": _here(found, request),
        "present_url": reverse("paragraph_present", args=[found.pk]),
        "items": _items(found),
        "remarks": [
            ShownRemark(one, one.author or one.made_by.display_name, acts_on(one, viewer, today=today))
            for one in found.remarks.select_related("made_by", "settled_by", "answers").order_by("made_at", "pk")[:MOST]
        ],
        "suggestions": _suggestions(found, request),
        "wordings": _wordings(found),
        "languages": [
            (code, words, reverse("side_by_side", args=[report.pk]) + f"?language={code}#p-{found.number}")
            for code, words in other_languages(report)
        ],
        "offers": offers_on(found, viewer, today=today),
    }


def _here(found: Paragraph, request: Asked) -> list[str]:
    return list(others_in(found.report, besides=request.viewer, now=request.moment).get(found.pk, []))


def _items(found: Paragraph) -> list[ShownItem]:
    items = Item.objects.filter(paragraph=found, left_out_of=None).order_by("place_in_paragraph")
    return [ShownItem(one, shown.kind_word(one.kind), reverse("item", args=[one.pk])) for one in items]


def _suggestions(found: Paragraph, request: Asked) -> list[ShownSuggestion]:
    viewer, today = request.viewer, request.moment.date()
    held = found.suggestions.select_related("made_by", "decided_by").order_by("-made_at", "pk")[:MOST]
    shown_ones = []
    for one in held:
        one.paragraph = found
        shown_ones.append(
            ShownSuggestion(
                suggestion=one,
                by=one.author or one.made_by.display_name,
                pieces=differences(found.text, one.text),
                overtaken=one.of_wording != found.wording and one.decided_at is None,
                offers=acts_on(one, viewer, today=today) if one.decided_at is None else [],
            )
        )
    return shown_ones


def _wordings(found: Paragraph) -> list[ShownWording]:
    """What it said before, the latest first, each with what was changed after it."""
    earlier = list(
        EarlierWording.objects.filter(paragraph=found).select_related("written_by").order_by("-wording")[:MOST]
    )
    wordings, later = [], found.text
    for one in earlier:
        wordings.append(ShownWording(one.wording, one.written_by.display_name, differences(one.text, later)))
        later = one.text
    return wordings
