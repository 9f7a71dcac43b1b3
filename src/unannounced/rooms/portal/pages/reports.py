"""The published reports: the list, the long reading, each paragraph at its own address."""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from unannounced import __version__
from unannounced.records.shelf import queries
from unannounced.records.shelf.models import ShelvedReport, ShelvedState
from unannounced.rooms.portal import article, citing
from unannounced.rooms.portal.narrowing import asked_for, choices
from unannounced.rooms.portal.showing import lines, maker, mechanism, name_in, show, vary_by_language, visit_in_words

ON_A_PAGE = 50
FRESH = 300
"""Seconds for which a cache on the way may show a report without asking again."""


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """The newest version of every published report, by State, body and year: five queries, however many there are."""
    chosen = asked_for(request)
    choice = choices(invented=chosen.invented)
    page = Paginator(chosen.of(queries.reports(invented=chosen.invented)), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": lines(page),
        "choices": choice,
        "chosen": chosen,
        "chosen_name": "" if chosen.body or chosen.year else choice.names.get(chosen.state, ""),
        "invented": chosen.invented,
        "switch": settings.DEMONSTRATION or chosen.invented,
    }
    return show(request, "portal/reports.html", context)


@require_safe
def report(request: HttpRequest, slug: str, version: int | None = None) -> HttpResponse:
    """A report as a long reading, in the newest or the named version."""
    versions, chosen = versions_of(slug, version)
    here, response = queries.files_here(chosen), queries.response_to(chosen)
    etag = _etag(chosen, versions, (queries.original_is_here(chosen), here, response and response.parcel_digest))
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return _kept_a_while(unchanged, etag)
    cut = article.chapters(queries.paragraphs_of(chosen))
    context = {
        **_about(chosen, versions),
        "chapters": cut,
        "body": article.body(cut, _address_of(chosen)),
        "paragraphs": sum(len(chapter.paragraphs) for chapter in cut),
        "kinds": _kinds(cut),
        "cite": citing.cite(request, chosen),
        "files": here,
        "response": response,
        "state_is_here": ShelvedState.objects.filter(code=chosen.state_code).exists(),
    }
    return _kept_a_while(show(request, "portal/report.html", context), etag)


@require_safe
def paragraph(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One paragraph of the newest version, at an address that stays."""
    versions, chosen = versions_of(slug, None)
    held = queries.paragraphs_of(chosen)
    found = held.filter(number=number).first()
    if found is None:
        raise Http404
    before = held.filter(number__lt=number).values_list("number", flat=True).last()
    after = held.filter(number__gt=number).values_list("number", flat=True).first()
    context = {
        **_about(chosen, versions),
        "paragraph": found,
        "body": article.one(found, _address_of(chosen)),
        "before": before,
        "after": after,
        "cite": citing.cite_paragraph(request, chosen, found),
    }
    return show(request, "portal/paragraph.html", context)


def versions_of(slug: str, version: int | None) -> tuple[list[ShelvedReport], ShelvedReport]:
    """Every version of a report, latest first, and the one asked for; one query."""
    versions = list(ShelvedReport.objects.filter(slug=slug).order_by("-version"))
    for one in versions:
        if one.newest if version is None else one.version == version:
            return versions, one
    raise Http404


def _about(chosen: ShelvedReport, versions: Sequence[ShelvedReport]) -> dict[str, object]:
    """What every page of a report shows beside its text."""
    served = mechanism()
    return {
        "report": chosen,
        "newest": next(one for one in versions if one.newest),
        "versions": versions,
        "state_name": name_in(chosen.state_names, chosen.state_code),
        "visit": visit_in_words(chosen),
        "maker": maker(chosen),
        "has_original": queries.original_is_here(chosen),
        "on_request": served.publication == "on_request",
        "publication_rule": served.cited("publication"),
    }


def _address_of(chosen: ShelvedReport) -> Callable[[int], str]:
    """Where the number of a paragraph links to: its own address, or in an older version its place on the page."""
    if not chosen.newest:
        return "#paragraph-{}".format
    return (reverse("paragraph", args=[chosen.slug, 0]).removesuffix("0/") + "{}/").format


def _kinds(cut: Sequence[article.Chapter]) -> list[tuple[str, int]]:
    """How many items of each kind, in the words of the reader."""
    found = Counter(item["kind"] for chapter in cut for one in chapter.paragraphs for item in one.items)
    return [(article.kind_in_words(kind), count) for kind, count in found.most_common()]


def _etag(chosen: ShelvedReport, versions: Sequence[ShelvedReport], beside: object) -> str:
    """What the page rests on: frozen bytes, versions and files beside them, language, day and program."""
    rests_on = (chosen.parcel_digest, str(beside), *(one.parcel_digest for one in versions), get_language() or "")
    told = "\n".join((*rests_on, timezone.now().date().isoformat(), __version__))
    return f'W/"{hashlib.sha256(told.encode()).hexdigest()[:32]}"'


def _kept_a_while(response: HttpResponse, etag: str) -> HttpResponse:
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, max_age=FRESH)
    vary_by_language(response)
    return response
