"""The first page, the page for addresses that are not there, and the sign of life."""

from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from unannounced.crafts.law.conventions import shipped_conventions
from unannounced.records.shelf import queries
from unannounced.records.shelf.models import ShelvedReport
from unannounced.rooms.portal.counting import Bound, under_the_convention, who_is_bound
from unannounced.rooms.portal.law import the_register
from unannounced.rooms.portal.showing import Line, convention_name, lines, mechanism, show

NEWEST = 5


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is, the newest reports, who is bound, and the ways on; three queries for each register."""
    served, today = mechanism(), timezone.now().date()
    registers = [(False, "")] + ([(True, "invented")] if settings.DEMONSTRATION else [])
    return show(
        request,
        "portal/home.html",
        {
            "today": today,
            "convention": convention_name(),
            "convention_code": served.convention if served.convention in shipped_conventions() else "",
            "visit_rule": served.cited("visit"),
            "confidentiality_rule": served.cited("confidentiality"),
            "publication_rule": served.cited("publication"),
            "on_request": served.publication == "on_request",
            "newest": [(invented, register, *_newest(invented)) for invented, register in registers],
            "bound": [(invented, register, _bound(invented, today)) for invented, register in registers],
        },
    )


@require_safe
@never_cache
def healthy(_request: HttpRequest) -> HttpResponse:
    """Say ok if the database of this room answers."""
    ShelvedReport.objects.exists()
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


def no_such_page(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page for an address that is not there; it says nothing about what was asked for."""
    return show(request, "portal/not_found.html", status=404)


def _bound(invented: bool, today: date) -> Bound | None:
    held = under_the_convention(the_register(invented=invented), on=today)
    return who_is_bound(held.values(), on=today)


def _newest(invented: bool) -> tuple[list[Line], int]:
    """The mechanism's own newest reports, and how many of other bodies there are beside them."""
    found = queries.reports(invented=invented)
    return lines(queries.own(found)[:NEWEST]), queries.of_others(found).count()
