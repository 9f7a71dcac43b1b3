"""A report in both of its languages side by side: what is rendered, what is stale, what is missing."""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language

from unannounced.records.ledger.actions import note_readings
from unannounced.records.recommendations.models import Item
from unannounced.records.reports.models import Paragraph, Report
from unannounced.records.reports.queries import paragraphs_of, reports_seen_by
from unannounced.records.reports.renditions import Rendered, Renditions
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages import shown

A_PAGE = 50
"""Paragraphs on one page."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A part of the report: what it is, its words, those in the other language, and where they are written."""

    kind: str
    label: str
    anchor: str
    words: str
    rendered: Rendered | None
    write_url: str


def other_languages(report: Report) -> list[tuple[str, str]]:
    """The languages a report can be rendered in besides its own, with their names."""
    names = dict(settings.LANGUAGES)
    own = report.language or "en"
    return [(code, names.get(code, code)) for code in settings.MECHANISM.languages if code != own]


def side_by_side(request: Asked, report: UUID) -> HttpResponse:
    """Both languages of one report. Hidden and absent are the same answer by the same query."""
    found = get_object_or_404(reports_seen_by(request.viewer), pk=report)
    languages = other_languages(found)
    if found.from_archive or not languages:
        raise Http404
    language = request.GET.get("language", "")
    if language not in dict(languages):
        language = languages[0][0]
    note_readings([found], by=request.viewer.pk, at=request.moment)
    page = Paginator(paragraphs_of(found), A_PAGE).get_page(request.GET.get("page"))
    renditions = Renditions(found, language)
    parts = parts_of(found, list(page.object_list), renditions, title=page.number == 1)
    every = _every(found, renditions)
    context = {
        "report": found,
        "name": found.state.name(get_language() or "en"),
        "own": dict(settings.LANGUAGES).get(found.language or "en", ""),
        "own_code": found.language or "en",
        "language": language,
        "language_name": dict(languages)[language],
        "languages": languages,
        "parts": parts,
        "page": page,
        "rendered": sum(one is not None and not one.stale for one in every),
        "stale": sum(one is not None and one.stale for one in every),
        "missing": sum(one is None for one in every),
    }
    return render(request, "office/side_by_side.html", context)


def _every(found: Report, renditions: Renditions) -> list[Rendered | None]:
    """How it stands with every part of the report."""
    paragraphs = list(paragraphs_of(found))
    items = Item.objects.filter(report=found, left_out_of=None).values_list("pk", "text")
    chapters = dict.fromkeys(one.chapter for one in paragraphs if one.chapter)
    return [
        renditions.title(found),
        *(renditions.chapter(chapter) for chapter in chapters),
        *(renditions.paragraph(one) for one in paragraphs),
        *(renditions.item(pk, text) for pk, text in items),
    ]


def parts_of(found: Report, paragraphs: list[Paragraph], renditions: Renditions, *, title: bool) -> list[Beside]:
    """The parts on this page in the order of the report."""
    language = renditions.language
    items: dict[UUID, list[Item]] = {}
    held = Item.objects.filter(paragraph__in=[one.pk for one in paragraphs], left_out_of=None)
    for item in held.order_by("place_in_paragraph"):
        items.setdefault(item.paragraph_id, []).append(item)
    parts = []
    if title:
        parts.append(_heading(found, "title", "", found.title, renditions.title(found), language))
    last = None
    for one in paragraphs:
        if one.chapter and one.chapter != last:
            parts.append(
                _heading(found, "chapter", one.chapter, one.chapter, renditions.chapter(one.chapter), language)
            )
        last = one.chapter
        write = reverse("paragraph-translate", args=[one.pk]) + f"?language={language}"
        anchor = f"p-{one.number}"
        parts.append(Beside("paragraph", str(one.number), anchor, one.text, renditions.paragraph(one), write))
        for item in items.get(one.pk, ()):
            label = f"{shown.kind_word(item.kind)} {one.number}.{item.place_in_paragraph}"
            write = reverse("item-translate", args=[item.pk]) + f"?language={language}"
            parts.append(Beside("item", label, "", item.text, renditions.item(item.pk, item.text), write))
    return parts


def _heading(found: Report, kind: str, chapter: str, words: str, rendered: Rendered | None, language: str) -> Beside:
    asked = urlencode({"language": language, **({"chapter": chapter} if chapter else {})})
    write = reverse("report-translate-heading", args=[found.pk]) + f"?{asked}"
    return Beside(kind, "", "", words, rendered, write)
