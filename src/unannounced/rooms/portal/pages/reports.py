"""The published reports: the list, and what every page of one report shows beside its text."""

from collections.abc import Sequence

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from unannounced.records.shelf import queries
from unannounced.records.shelf.models import ShelvedReport
from unannounced.rooms.portal.misread import said_in
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
        "misread": _misread(said_in(request, "year"), chosen.year),
    }
    return show(request, "portal/reports.html", context)


def _misread(said: str, year: str) -> list[str]:
    if said in ("", year):
        return []
    return [gettext("“{said}” is not a year: the reports of all years are shown.").format(said=said)]


def versions_of(slug: str, version: int | None) -> tuple[list[ShelvedReport], ShelvedReport]:
    """Every version of a report, latest first, and the one asked for; one query."""
    versions = list(ShelvedReport.objects.filter(slug=slug).order_by("-version"))
    for one in versions:
        if one.newest if version is None else one.version == version:
            return versions, one
    raise Http404


def about(chosen: ShelvedReport, versions: Sequence[ShelvedReport]) -> dict[str, object]:
    """What every page of a report shows beside its text."""
    served = mechanism()
    return {
        "report": chosen,
        "newest": next(one for one in versions if one.newest),
        "versions": versions,
        "state_name": name_in(chosen.state_names, chosen.state_code),
        "visit": visit_in_words(chosen),
        "maker": maker(chosen),
        "on_request": served.publication == "on_request",
        "publication_rule": served.cited("publication"),
    }


def kept_a_while(response: HttpResponse, etag: str) -> HttpResponse:
    """``response`` as a page that a cache may keep, by the language of its reader."""
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, max_age=FRESH)
    vary_by_language(response)
    return response
