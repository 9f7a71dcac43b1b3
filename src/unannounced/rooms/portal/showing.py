"""Showing a page of the portal: its navigation, and what its copies on the way vary by."""

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, gettext

from unannounced.crafts.names import every_real_code
from unannounced.crafts.names import name_in as called_in
from unannounced.duties.profile import Mechanism
from unannounced.duties.visiting import WORDS as VISITS
from unannounced.records.shelf.models import ShelvedReport
from unannounced.rooms.portal import letters
from unannounced.rooms.portal.misread import misread
from unannounced.rooms.portal.words import called
from unannounced.rooms.web.conventions import full_name

Line = tuple[ShelvedReport, str, str]
"""A report, the name of its State and the kind of visit in words, if any: a line of an index."""

_VISITS = {kind.value: word for kind, word in VISITS.items()}


def show(
    request: HttpRequest, template: str, context: Mapping[str, object] | None = None, *, status: int = 200
) -> HttpResponse:
    """Render ``template`` with the portal's navigation.

    There is no form here but the switch of language, so no token stands in the page: two readers of one address
    and language get the same bytes, and a cache between may keep them.
    """
    given = context or {}
    shown = {"places": _places(request.path), "csrf_token": "", **given, "misread": misread(request, given)}  # nosec
    response = render(request, template, shown, status=status)
    letters.set_apart(response)
    vary_by_language(response)
    return response


def vary_by_language(response: HttpResponse) -> None:
    """Note that the page depends on the language asked for, by the browser or by the switch."""
    patch_vary_headers(response, ("Accept-Language", "Cookie"))


def mechanism() -> Mechanism:
    """The mechanism this installation serves, named in the reader's language."""
    served: Mechanism = settings.MECHANISM
    return served.in_language(get_language() or "en")


def convention_name() -> str:
    """The name of the convention the mechanism rests on, in the reader's language; empty where it rests on none."""
    convention = mechanism().convention
    return full_name(convention) if convention else ""


def name_in(names: Mapping[str, str], code: str = "") -> str:
    """The name in the reader's language: as the register has it, else of a real State as it is called there.

    English, then the code, where there is none.
    """
    language = (get_language() or "en").split("-")[0]
    if language not in names and code in every_real_code():
        return called_in(code, language)
    return str(names.get(language) or names.get("en") or code)


def lines(reports: Iterable[ShelvedReport]) -> list[Line]:
    """``reports`` as lines of an index in the reader's language."""
    return [(one, name_in(one.state_names, one.state_code), visit_in_words(one)) for one in reports]


def visit_in_words(report: ShelvedReport) -> str:
    """The kind of visit a report is on; empty where it is on none."""
    return gettext(called(_VISITS, report.visit_kind)) if report.visit_kind else ""


def maker(report: ShelvedReport) -> str:
    """Who made a report, by name."""
    return report.body or mechanism().name


def _places(path: str) -> list[dict[str, object]]:
    home, states, reports = reverse("home"), reverse("states"), reverse("reports")
    search, data, conventions = reverse("search"), reverse("open_data"), reverse("conventions")
    turn_to, themes, figures = reverse("turn_to"), reverse("themes"), reverse("figures")
    counted = (figures, reverse("timeline"), reverse("compare"))
    return [
        {"word": gettext("Home"), "url": home, "here": path == home},
        {"word": gettext("States"), "url": states, "here": path.startswith(states)},
        {"word": gettext("Conventions"), "url": conventions, "here": path.startswith(conventions)},
        {"word": gettext("Where to turn"), "url": turn_to, "here": path.startswith(turn_to)},
        {"word": gettext("Reports"), "url": reports, "here": path.startswith(reports)},
        {"word": gettext("Themes"), "url": themes, "here": path.startswith(themes)},
        {"word": gettext("Figures"), "url": figures, "here": path.startswith(counted)},
        {"word": gettext("Search"), "url": search, "here": path.startswith(search)},
        {"word": gettext("Open data"), "url": data, "here": path.startswith(data)},
    ]
