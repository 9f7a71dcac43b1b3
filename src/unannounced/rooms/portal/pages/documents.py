"""What stands beside the reports: the State's response to one, and public statements."""

from typing import Any, TypeVar

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from unannounced.duties.stating import GROUND_WORDS
from unannounced.records.shelf import queries
from unannounced.records.shelf.models import ShelvedReport, ShelvedResponse, ShelvedStatement
from unannounced.rooms.portal import article, citing
from unannounced.rooms.portal.narrowing import register_of
from unannounced.rooms.portal.pages.files import as_data
from unannounced.rooms.portal.showing import mechanism, name_in, show
from unannounced.rooms.portal.speech import apart
from unannounced.rooms.portal.words import called

ON_A_PAGE = 50
Document = TypeVar("Document", ShelvedResponse, ShelvedStatement)
_GROUNDS = {ground.value: word for ground, word in GROUND_WORDS.items()}


@require_safe
def response(request: HttpRequest, slug: str, version: int | None = None) -> HttpResponse:
    """The State's response to a report, item by item, in the newest or the named version."""
    versions, chosen = versions_of(ShelvedResponse, slug, version)
    report = ShelvedReport.objects.filter(slug=chosen.report_slug, newest=True).only("language").first()
    language = report.language if report else ""
    context = {
        "response": chosen,
        **_about(chosen, versions),
        "body": article.answers(chosen.answers, language),
        "report_is_here": report is not None,
        "report_language": language,
        "cite": citing.cite_response(request, chosen),
    }
    return show(request, "portal/response.html", context)


@require_safe
def response_data(_request: HttpRequest, slug: str, version: int | None = None) -> HttpResponse:
    """The response's own bytes."""
    return _data(versions_of(ShelvedResponse, slug, version)[1])


@require_safe
def statements(request: HttpRequest) -> HttpResponse:
    """Every public statement, the latest first: two queries, however many there are."""
    invented = register_of(request)
    page = Paginator(queries.statements(invented=invented), ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [(one, name_in(one.state_names, one.state_code)) for one in page]
    context = {"page": page, "rows": rows, "invented": invented, "rule": mechanism().cited("public_statement")}
    return show(request, "portal/statements.html", context)


@require_safe
def statement(request: HttpRequest, slug: str, version: int | None = None) -> HttpResponse:
    """A public statement, in the newest or the named version."""
    versions, chosen = versions_of(ShelvedStatement, slug, version)
    context = {
        "statement": chosen,
        **_about(chosen, versions),
        "body": article.text(chosen.text, apart(chosen.text)),
        "ground": gettext(called(_GROUNDS, chosen.ground)),
        "rule": mechanism().cited("public_statement"),
        "cite": citing.cite_statement(request, chosen),
    }
    return show(request, "portal/statement.html", context)


@require_safe
def statement_data(_request: HttpRequest, slug: str, version: int | None = None) -> HttpResponse:
    """The statement's own bytes."""
    return _data(versions_of(ShelvedStatement, slug, version)[1])


def newest_of(model: type[Document], slug: str) -> Document:
    """The newest version of a document; one query."""
    return versions_of(model, slug, None)[1]


def versions_of(model: type[Document], slug: str, version: int | None) -> tuple[list[Document], Document]:
    """Every version of a document, latest first, and the one asked for; one query."""
    versions = list(model._base_manager.filter(slug=slug).order_by("-version"))
    for one in versions:
        if one.newest if version is None else one.version == version:
            return versions, one
    raise Http404


def _about(
    chosen: ShelvedResponse | ShelvedStatement, versions: list[ShelvedResponse] | list[ShelvedStatement]
) -> dict[str, Any]:
    return {
        "versions": versions,
        "newest": next(one for one in versions if one.newest),
        "state_name": name_in(chosen.state_names, chosen.state_code),
    }


def _data(chosen: ShelvedResponse | ShelvedStatement) -> HttpResponse:
    content = queries.frozen_bytes(chosen)
    if content is None:
        raise Http404
    return as_data(content, chosen.parcel_digest, f"{chosen.slug}-{chosen.version}.json")
