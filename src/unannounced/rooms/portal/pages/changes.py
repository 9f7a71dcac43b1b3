"""What a corrected version changed, word by word: of a report, of a State's response, of a public statement."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from unannounced.crafts.searching.public.detecting import language_of
from unannounced.records.shelf import queries
from unannounced.records.shelf.models import ShelvedReport, ShelvedResponse, ShelvedStatement
from unannounced.rooms.portal import changed
from unannounced.rooms.portal.changed import Part
from unannounced.rooms.portal.pages import documents
from unannounced.rooms.portal.pages.reports import versions_of
from unannounced.rooms.portal.showing import name_in, show

MOST = 200
"""How many changed texts one page shows."""
MOST_MOVED = 500
Document = ShelvedReport | ShelvedResponse | ShelvedStatement
Versioned = TypeVar("Versioned", ShelvedReport, ShelvedResponse, ShelvedStatement)


@require_safe
def changes(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """What version ``version`` changed of the one before it. The first version changed nothing: it has no such page."""
    versions, chosen = versions_of(slug, version)
    before = _before(versions, version)
    earlier, now = (changed.of_paragraphs(queries.paragraphs_of(one)) for one in (before, chosen))
    names = ("report", "version")
    more = {"because": chosen.because, "report": chosen, "title": chosen.title, "title_before": before.title}
    return _page(request, chosen, before, (earlier, now), names, {**more, "paragraphs": True})


@require_safe
def of_response(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """What a later version of a State's response says otherwise."""
    versions, chosen = documents.versions_of(ShelvedResponse, slug, version)
    before = _before(versions, version)
    title = gettext("Response to {report}").format(report=chosen.report_symbol)
    parts = (changed.of_answers(before), changed.of_answers(chosen))
    return _page(request, chosen, before, parts, ("response", "response_version"), {"title": title})


@require_safe
def of_statement(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """What a later version of a public statement says otherwise."""
    versions, chosen = documents.versions_of(ShelvedStatement, slug, version)
    before = _before(versions, version)
    state = name_in(chosen.state_names, chosen.state_code)
    title = gettext("Public statement on {name}").format(name=state)
    parts = (changed.of_blocks(before), changed.of_blocks(chosen))
    return _page(request, chosen, before, parts, ("statement", "statement_version"), {"title": title, "blocks": True})


def _before(versions: Sequence[Versioned], version: int) -> Versioned:
    """The version before one, by a list that begins with the latest."""
    before = next((one for one in versions if one.version < version), None)
    if before is None:
        raise Http404
    return before


def _page(
    request: HttpRequest,
    chosen: Document,
    before: Document,
    parts: tuple[Sequence[Part], Sequence[Part]],
    names: tuple[str, str],
    more: Mapping[str, object],
) -> HttpResponse:
    found, moved = changed.changes(*parts)
    newest, numbered = names
    address = reverse(newest, args=[chosen.slug])
    words = " ".join(text for part in parts[1] for _, text in part.texts[:1])
    context = {
        "chosen": chosen,
        "before": before,
        "state_name": name_in(chosen.state_names, chosen.state_code),
        "address": address,
        "version_address": address if chosen.newest else reverse(numbered, args=[chosen.slug, chosen.version]),
        "before_address": reverse(numbered, args=[before.slug, before.version]),
        "changed": found[:MOST],
        "more": max(0, len(found) - MOST),
        "moved": moved[:MOST_MOVED],
        "moved_number": sum(one.parts for one in moved),
        "new": sum(one.new and not one.item for one in found),
        "gone": sum(not one.number for one in found),
        "otherwise": len({one.number for one in found if one.number and not one.new}),
        "language": getattr(chosen, "language", "") or language_of(words),
        **more,
    }
    return show(request, "portal/changes.html", context)
