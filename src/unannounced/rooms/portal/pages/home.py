"""The first page, and the page for addresses that are not there."""

from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from unannounced.crafts.law.conventions import shipped_conventions
from unannounced.records.shelf import queries
from unannounced.records.shelf.models import ShelvedResponse, ShelvedStatement
from unannounced.rooms.portal import describing, linked_data
from unannounced.rooms.portal.counting import Bound, under_the_convention, who_is_bound
from unannounced.rooms.portal.law import the_register
from unannounced.rooms.portal.showing import Line, convention_name, lines, mechanism, name_in, show

NEWEST = 5
Document = tuple[ShelvedResponse | ShelvedStatement, str]
"""A response or a statement with the name of its State."""


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is, what is new, who is bound, and the ways on; five queries for each register."""
    served, today = mechanism(), timezone.now().date()
    registers = [(False, "")] + ([(True, "invented")] if settings.DEMONSTRATION else [])
    return show(
        request,
        "portal/home.html",
        {
            "today": today,
            "linked_data": linked_data.block(describing.portal(request)),
            "convention": convention_name(),
            "convention_code": served.convention if served.convention in shipped_conventions() else "",
            "visit_rule": served.cited("visit"),
            "confidentiality_rule": served.cited("confidentiality"),
            "publication_rule": served.cited("publication"),
            "on_request": served.publication == "on_request",
            "newest": [(invented, register, *_newest(invented)) for invented, register in registers],
            "besides": [(invented, register, *_besides(invented)) for invented, register in registers],
            "bound": [(invented, register, _bound(invented, today)) for invented, register in registers],
        },
    )


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


def _besides(invented: bool) -> tuple[list[Document], list[Document]]:
    """The newest responses of States, and the newest public statements, each with the name of its State."""
    responses, statements = (
        queries.responses(invented=invented)[:NEWEST],
        queries.statements(invented=invented)[:NEWEST],
    )
    return [_named(one) for one in responses], [_named(one) for one in statements]


def _named(one: ShelvedResponse | ShelvedStatement) -> Document:
    return one, name_in(one.state_names, one.state_code)
