"""A report taken along: as PDF, as a page of its own, as a Word file, and as open data."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unannounced.crafts.rendering.data import SCHEMA, as_items_csv, as_json, schema_bytes
from unannounced.crafts.rendering.pages import as_html
from unannounced.crafts.typesetting.letters import NotDrawn
from unannounced.crafts.typesetting.look import Look
from unannounced.crafts.typesetting.reports import typeset
from unannounced.crafts.word.writing import write
from unannounced.duties.laying_out import SetOut
from unannounced.duties.reporting import ReportStage, slug_of
from unannounced.records.ledger.actions import note_readings
from unannounced.records.reports.models import Report
from unannounced.records.reports.queries import reports_seen_by
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.setting_out import Wanted, cover_of, set_out_as
from unannounced.rooms.office.pages.side_by_side import other_languages
from unannounced.rooms.web.installation import InstallationProblem, look


@dataclass(frozen=True, slots=True)
class Format:
    """A form in which a report is taken along: the ending of its address and file, media type, and what makes it."""

    ending: str
    media: str
    made: Callable[[SetOut, Look], bytes]


FORMATS = {
    one.ending: one
    for one in (
        Format("pdf", "application/pdf", typeset),
        Format("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", write),
        Format("html", "text/html; charset=utf-8", as_html),
        Format("json", "application/json", lambda told, _look: as_json(told)),
        Format("csv", "text/csv; charset=utf-8", lambda told, _look: as_items_csv(told)),
    )
}


@dataclass(frozen=True, slots=True)
class Offered:
    """A file as the page offers it: its name, what it is for, and its address."""

    ending: str
    word: str
    what_for: str
    url: str


def report_files(request: Asked, report: UUID) -> HttpResponse:
    """What can be taken along, and in which language and manner. Hidden and absent are the same answer."""
    return _page(request, _seen(request, report), HTTPStatus.OK)


def report_schema(request: Asked) -> HttpResponse:
    """The schema by which the JSON of a report is written."""
    answer = HttpResponse(schema_bytes(), content_type="application/schema+json")
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=SCHEMA)
    return answer


def _seen(request: Asked, report: UUID) -> Report:
    found = get_object_or_404(reports_seen_by(request.viewer), pk=report)
    note_readings([found], by=request.viewer.pk, at=request.moment)
    return found


def _file(request: Asked, report: UUID, *, ending: str) -> HttpResponse:
    """The report as a file; where it cannot be drawn, the page that says why and what to do."""
    found = _seen(request, report)
    wanted = _wanted(request, found, remarks=ending == "docx" and found.stage == ReportStage.DRAFT)
    told = set_out_as(found, wanted)
    try:
        content = FORMATS[ending].made(told, look())
    except NotDrawn as undrawn:
        problem = _(
            "No font of the program has these characters, so the PDF cannot be drawn: {characters}. Write them in "
            "another script, have a font put into the look of the installation, or take the page or the Word file."
        ).format(characters=undrawn.characters)
        return _page(request, found, HTTPStatus.CONFLICT, problem)
    except InstallationProblem as wrong:
        problem = _("The look of this installation cannot be used: {problem}").format(problem=wrong)
        return _page(request, found, HTTPStatus.CONFLICT, problem)
    answer = HttpResponse(content, content_type=FORMATS[ending].media)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=_name(found, told, ending))
    return answer


def _wanted(request: Asked, found: Report, *, remarks: bool = False) -> Wanted:
    """What is asked for in the address; a language in which the report cannot be rendered is its own."""
    asked = request.GET.get("language", "")
    return Wanted(
        language=asked if asked in dict(_languages(found)) else "",
        redacted=request.GET.get("redacted") == "1",
        responses=request.GET.get("responses") == "1",
        remarks=remarks and request.GET.get("redacted") != "1",
    )


def _name(found: Report, told: SetOut, ending: str) -> str:
    """A name that tells files apart in a folder: the symbol, or the State and what it is; then the language."""
    said = slug_of(told.symbol) if told.symbol else f"{found.state.code.lower()}-{str(found.pk)[:8]}"
    return f"{said}-{told.language}.{ending}"


def _languages(found: Report) -> list[tuple[str, str]]:
    """The languages it can be had in, its own first."""
    own = found.language or "en"
    others = [] if found.from_archive else other_languages(found)
    return [(own, dict(settings.LANGUAGES).get(own, own)), *others]


def _page(request: Asked, found: Report, status: HTTPStatus, problem: str = "") -> HttpResponse:
    wanted = _wanted(request, found)
    asked = {
        "language": wanted.language,
        "redacted": "1" if wanted.redacted else "",
        "responses": "1" if wanted.responses else "",
    }
    query = urlencode({key: value for key, value in asked.items() if value})
    cover = cover_of(found, get_language() or "en", redacted=wanted.redacted, responses=wanted.responses)
    context = {
        "report": found,
        "name": found.state.name(get_language() or "en"),
        "languages": _languages(found),
        "wanted": wanted,
        "marking": cover.marking,
        "problem": problem,
        "draft": found.stage == ReportStage.DRAFT,
        "files": [
            Offered(
                ending, word, what_for, f"{reverse(f'report_{ending}', args=[found.pk])}{'?' if query else ''}{query}"
            )
            for ending, word, what_for in _words()
        ],
    }
    return render(request, "office/report_files.html", context, status=status)


def _words() -> tuple[tuple[str, str, str], ...]:
    return (
        ("pdf", _("PDF"), _("to print and to keep: tagged for those who do not see, with bookmarks")),
        ("docx", _("Word"), _("to work on: with styles, numbers and references; changes made in it can come back")),
        ("html", _("Page"), _("to read on any screen, without a network")),
        ("json", _("JSON"), _("the whole report for programs, as its schema says")),
        ("csv", _("CSV"), _("the items for a spreadsheet, a line each")),
    )


def _address(ending: str) -> URLPattern:
    return path(f"reports/<uuid:report>/{ending}/", _file, {"ending": ending}, name=f"report_{ending}")


report_file_urls = [
    path("reports/<uuid:report>/take-along/", report_files, name="report_files"),
    path("reports/schema/", report_schema, name="report_schema"),
    *map(_address, FORMATS),
]
