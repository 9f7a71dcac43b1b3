"""How something is cited, in every style, to be copied or taken along: it works without a program in the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from unannounced.records.shelf import queries
from unannounced.records.shelf.models import ShelvedReport, ShelvedResponse, ShelvedStatement
from unannounced.rooms.portal import citing
from unannounced.rooms.portal.citing import Cited
from unannounced.rooms.portal.pages import documents
from unannounced.rooms.portal.pages.files import as_file
from unannounced.rooms.portal.pages.reports import FRESH, versions_of
from unannounced.rooms.portal.showing import name_in, show

MEDIA = {"bib": "application/x-bibtex; charset=utf-8", "ris": "application/x-research-info-systems; charset=utf-8"}
LONGEST = 80
"""Letters of the number of an item."""
ASKED = ("version", "language", "paragraph", "item")
"""What an address can ask for of a report."""


@dataclass(frozen=True, slots=True)
class _OfReport:
    """The version of a report that was asked for and the newest, what of it is cited, and the line in words."""

    chosen: ShelvedReport
    newest: ShelvedReport
    cited: Cited
    plain: str


@require_safe
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """How a report is cited, or the paragraph or item, in the version and language, that the address asks for."""
    one = _of_report(request, slug)
    told = {
        "report": one.chosen,
        "newest": one.newest,
        "state_name": name_in(one.chosen.state_names, one.chosen.state_code),
    }
    return _page(request, one.cited, one.plain, reverse("cite_file", args=[slug, "bib"]), told)


@require_safe
def report_file(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """The same for a reference manager, as a file."""
    return _file(_of_report(request, slug).cited, ending)


@require_safe
def response(request: HttpRequest, slug: str) -> HttpResponse:
    """How a State's response is cited."""
    chosen = _version_of(request, ShelvedResponse, slug)
    cited = citing.cited_response(request, chosen, accessed=_today())
    plain = citing.cite_response(request, chosen)
    return _page(request, cited, plain, reverse("cite_response_file", args=[slug, "bib"]), {})


@require_safe
def response_file(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """The same for a reference manager, as a file."""
    return _file(citing.cited_response(request, _version_of(request, ShelvedResponse, slug), accessed=_today()), ending)


@require_safe
def statement(request: HttpRequest, slug: str) -> HttpResponse:
    """How a public statement is cited."""
    chosen = _version_of(request, ShelvedStatement, slug)
    cited = citing.cited_statement(request, chosen, accessed=_today())
    plain = citing.cite_statement(request, chosen)
    return _page(request, cited, plain, reverse("cite_statement_file", args=[slug, "bib"]), {})


@require_safe
def statement_file(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """The same for a reference manager, as a file."""
    return _file(
        citing.cited_statement(request, _version_of(request, ShelvedStatement, slug), accessed=_today()), ending
    )


@require_safe
def print_style(request: HttpRequest, slug: str) -> HttpResponse:
    """What stands at the head of each printed page of a report: its symbol and its address."""
    _versions, chosen = versions_of(slug, None)
    address = request.build_absolute_uri(reverse("report", args=[slug]))
    boxes = (("left", chosen.symbol), ("right", address))
    told = " ".join(f"@top-{side} {{ content: {_quoted(text)}; font: 8pt sans-serif; }}" for side, text in boxes)
    response = HttpResponse(f"@page {{ {told} }}\n", content_type="text/css; charset=utf-8")
    patch_cache_control(response, public=True, max_age=FRESH)
    return response


def _quoted(text: str) -> str:
    r"""A string as a style sheet has it: whatever could end it or begin another thing is written by its number.

    >>> _quoted('X "1"')
    '"X \\22 1\\22 "'
    """
    plain = "".join(one if one.isalnum() or one in " /():.,-_" else f"\\{ord(one):x} " for one in text)
    return f'"{plain}"'


def _today() -> date:
    return timezone.now().date()


def _of_report(request: HttpRequest, slug: str) -> _OfReport:
    """The version asked for, what of it is cited, and the plain line; 404 for what it has not."""
    of_version, paragraph, item = (request.GET.get(name, "").strip() for name in ("version", "paragraph", "item"))
    if any(said and not _is_number(said) for said in (of_version, paragraph)) or len(item) > LONGEST:
        raise Http404
    versions, chosen = versions_of(slug, int(of_version) if of_version else None)
    language = _language_of(request, chosen)
    newest = next(one for one in versions if one.newest)
    if not paragraph and not item:
        whole = citing.cited_report(request, chosen, language, accessed=_today())
        return _OfReport(chosen, newest, whole, citing.cite(request, chosen, language))
    held = queries.paragraphs_of(chosen)
    for one in held.filter(number=int(paragraph)) if paragraph else held:
        said: Mapping[str, Any] | None = next((of for of in one.items if of["number"] == item), None)
        if not item or said:
            cited = citing.cited_paragraph(request, chosen, one, said, language, accessed=_today())
            return _OfReport(chosen, newest, cited, citing.cite_paragraph(request, chosen, one, language))
    raise Http404


def _language_of(request: HttpRequest, chosen: ShelvedReport) -> str:
    """The other language in which it is cited, "" for its own; 404 for one it does not exist in."""
    asked = request.GET.get("language", "").strip()
    if asked and asked != chosen.language and asked not in chosen.renditions:
        raise Http404
    return "" if asked == chosen.language else asked


def _version_of(request: HttpRequest, model: type[documents.Document], slug: str) -> documents.Document:
    """The version of a response or a statement that the address asks for, else the newest."""
    asked = request.GET.get("version", "").strip()
    if asked and not _is_number(asked):
        raise Http404
    return documents.versions_of(model, slug, int(asked) if asked else None)[1]


def _is_number(asked: str) -> bool:
    return asked.isascii() and asked.isdecimal() and len(asked) < 9


def _page(request: HttpRequest, cited: Cited, plain: str, files: str, more: Mapping[str, object]) -> HttpResponse:
    said = {name: request.GET.get(name, "").strip() for name in (ASKED if "report" in more else ASKED[:1])}
    told = urlencode({name: value for name, value in said.items() if value})
    asked = f"?{told}" if told else ""
    styles = [
        ("plain", gettext("In words"), plain),
        ("oscola", "OSCOLA", citing.oscola(cited)),
        ("apa", "APA 7", citing.apa(cited)),
        ("apa-in-text", gettext("APA 7, in the text"), citing.apa_in_text(cited)),
        ("bibtex", "BibTeX", citing.bibtex(cited)),
        ("ris", "RIS", citing.ris(cited)),
    ]
    taken = [(name, files.removesuffix("bib") + ending + asked) for name, ending in (("BibTeX", "bib"), ("RIS", "ris"))]
    back = cited.address.removeprefix(request.build_absolute_uri("/")[:-1])
    return show(request, "portal/cite.html", {"cited": cited, "styles": styles, "files": taken, "back": back, **more})


def _file(cited: Cited, ending: str) -> HttpResponse:
    if ending not in MEDIA:
        raise Http404
    told = citing.bibtex(cited) if ending == "bib" else citing.ris(cited)
    return as_file(HttpResponse(told, content_type=MEDIA[ending]), f"{citing.key_of(cited)}.{ending}")
