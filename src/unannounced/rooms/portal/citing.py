"""How what stands here is cited: the line to copy, and the styles, each with an address that stays.

Whoever lists hits makes a ``Cited`` for each and writes them with ``bibtex_of`` or ``ris_of``.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from unannounced.crafts.citing import STYLES, Cited, apa, apa_in_text, bibtex, bibtex_of, key_of, oscola, ris, ris_of
from unannounced.records.shelf.models import ShelvedParagraph, ShelvedReport, ShelvedResponse, ShelvedStatement
from unannounced.rooms.portal.showing import maker, mechanism, name_in
from unannounced.rooms.web.templatetags.field_words import day as in_words

__all__ = [
    "STYLES",
    "Cited",
    "apa",
    "apa_in_text",
    "bibtex",
    "bibtex_of",
    "cite",
    "cite_paragraph",
    "cite_response",
    "cite_statement",
    "cited_paragraph",
    "cited_report",
    "cited_response",
    "cited_statement",
    "key_of",
    "oscola",
    "ris",
    "ris_of",
    "styles_address",
]


def cite(request: HttpRequest, report: ShelvedReport, language: str = "") -> str:
    """The line that cites ``report``: an older version, and what it is in another language, by its own address."""
    if report.newest:
        line = (
            gettext("{maker}, {title}, {symbol}, {day}, {address}")
            if report.dated_on
            else gettext("{maker}, {title}, {symbol}, published on {day}, {address}")
        )
    else:
        line = (
            gettext("{maker}, {title}, {symbol}, version {version}, {day}, {address}")
            if report.dated_on
            else gettext("{maker}, {title}, {symbol}, version {version}, published on {day}, {address}")
        )
    return _filled(line, request, report, language)


def cite_paragraph(request: HttpRequest, report: ShelvedReport, paragraph: ShelvedParagraph, language: str = "") -> str:
    """The line that cites one paragraph as it is numbered in the report, by its permanent address in its version."""
    if report.newest:
        line = (
            gettext("{maker}, {title}, {symbol}, {day}, paragraph {number}, {address}")
            if report.dated_on
            else gettext("{maker}, {title}, {symbol}, published on {day}, paragraph {number}, {address}")
        )
    else:
        line = (
            gettext("{maker}, {title}, {symbol}, version {version}, {day}, paragraph {number}, {address}")
            if report.dated_on
            else gettext(
                "{maker}, {title}, {symbol}, version {version}, published on {day}, paragraph {number}, {address}"
            )
        )
    return _filled(line, request, report, language, paragraph)


def cite_response(request: HttpRequest, response: ShelvedResponse) -> str:
    """The line that cites a State's response, an older version by its own address."""
    line = (
        gettext("{state}, response to {report}, {symbol}, published on {day}, {address}")
        if response.newest
        else gettext("{state}, response to {report}, {symbol}, version {version}, published on {day}, {address}")
    )
    return line.format(
        state=name_in(response.state_names, response.state_code),
        report=response.report_symbol,
        symbol=response.symbol,
        version=response.version,
        day=in_words(_day_of_document(response)),
        address=request.build_absolute_uri(_address_of_document(response)),
    )


def cite_statement(request: HttpRequest, statement: ShelvedStatement) -> str:
    """The line that cites a public statement, an older version by its own address."""
    line = (
        gettext("{maker}, Public statement on {state}, {symbol}, published on {day}, {address}")
        if statement.newest
        else gettext("{maker}, Public statement on {state}, {symbol}, version {version}, published on {day}, {address}")
    )
    return line.format(
        maker=mechanism().name,
        state=name_in(statement.state_names, statement.state_code),
        symbol=statement.symbol,
        version=statement.version,
        day=in_words(_day_of_document(statement)),
        address=request.build_absolute_uri(_address_of_document(statement)),
    )


def _day_of_document(one: ShelvedResponse | ShelvedStatement) -> date:
    return one.published_on if one.newest else one.version_on


def _address_of_document(one: ShelvedResponse | ShelvedStatement) -> str:
    name = "response" if isinstance(one, ShelvedResponse) else "statement"
    return reverse(name, args=[one.slug]) if one.newest else reverse(f"{name}_version", args=[one.slug, one.version])


def styles_address(report: ShelvedReport, language: str = "", paragraph: int | str = "") -> str:
    """Where the styles are in which this version is cited, in this language, or a paragraph of it."""
    version = "" if report.newest else report.version
    asked = {"version": version, "language": language, "paragraph": paragraph}
    told = urlencode({name: value for name, value in asked.items() if value}, safe="{}")
    return reverse("cite", args=[report.slug]) + (f"?{told}" if told else "")


def _filled(
    line: str, request: HttpRequest, report: ShelvedReport, language: str, paragraph: ShelvedParagraph | None = None
) -> str:
    return line.format(
        maker=maker(report),
        title=_title(report, language),
        symbol=report.symbol,
        version=report.version,
        day=in_words(_day_of(report)),
        number=paragraph.label if paragraph else "",
        address=request.build_absolute_uri(_address(report, language, paragraph)),
    )


def _title(report: ShelvedReport, language: str) -> str:
    return str((report.renditions.get(language) or {}).get("title") or report.title)


def _address(report: ShelvedReport, language: str, paragraph: ShelvedParagraph | None = None) -> str:
    """Where the very words stand: in their version, in their language."""
    told: dict[str, str | int] = {"slug": report.slug}
    name = "paragraph" if paragraph else "report"
    if not report.newest:
        name, told["version"] = "version_paragraph" if paragraph else "version", report.version
    if language:
        name, told["language"] = f"{name}_in", language
    if paragraph:
        told["number"] = paragraph.number
    return reverse(name, kwargs=told)


def _day_of(report: ShelvedReport) -> date:
    """The day under which it is cited: of an older version, which bears no day, its own and not that of the first."""
    return report.day if report.newest or report.dated_on else report.version_on


def cited_report(
    request: HttpRequest, report: ShelvedReport, language: str = "", *, accessed: date | None = None
) -> Cited:
    """A report, by the address of its newest version or of the older one, and of the language, that is read."""
    return Cited(
        kind="report",
        maker=maker(report),
        title=_title(report, language),
        symbol=report.symbol,
        day=_day_of(report),
        address=request.build_absolute_uri(_address(report, language)),
        accessed=accessed,
        language=language or report.language,
        version=0 if report.newest else report.version,
    )


def cited_paragraph(
    request: HttpRequest,
    report: ShelvedReport,
    paragraph: ShelvedParagraph,
    item: Mapping[str, Any] | None = None,
    language: str = "",
    *,
    accessed: date | None = None,
) -> Cited:
    """One paragraph, or an item on it, as the report numbers it."""
    return replace(
        cited_report(request, report, language, accessed=accessed),
        kind="item" if item else "paragraph",
        paragraph=paragraph.label,
        item=item["number"] if item else "",
        address=request.build_absolute_uri(_address(report, language, paragraph)),
    )


def cited_response(request: HttpRequest, response: ShelvedResponse, *, accessed: date | None = None) -> Cited:
    """A State's response: the State is its maker, whose words they are."""
    return Cited(
        kind="response",
        maker=name_in(response.state_names, response.state_code),
        title=gettext("Response to {report}").format(report=response.report_symbol),
        symbol=response.symbol,
        day=_day_of_document(response),
        address=request.build_absolute_uri(_address_of_document(response)),
        accessed=accessed,
        version=0 if response.newest else response.version,
    )


def cited_statement(request: HttpRequest, statement: ShelvedStatement, *, accessed: date | None = None) -> Cited:
    """A public statement."""
    state = name_in(statement.state_names, statement.state_code)
    return Cited(
        kind="statement",
        maker=mechanism().name,
        title=gettext("Public statement on {name}").format(name=state),
        symbol=statement.symbol,
        day=_day_of_document(statement),
        address=request.build_absolute_uri(_address_of_document(statement)),
        accessed=accessed,
        version=0 if statement.newest else statement.version,
    )
