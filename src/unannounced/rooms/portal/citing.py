"""How what stands here is cited: the line to copy, and the styles, each with an address that stays.

Whoever lists hits makes a ``Cited`` for each and writes them with ``bibtex_of`` or ``ris_of``.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

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
]


def cite(request: HttpRequest, report: ShelvedReport) -> str:
    """The line that cites ``report``: an older version by its own address."""
    if report.newest:
        address = reverse("report", args=[report.slug])
        line = (
            gettext("{maker}, {title}, {symbol}, {day}, {address}")
            if report.dated_on
            else gettext("{maker}, {title}, {symbol}, published on {day}, {address}")
        )
    else:
        address = reverse("version", args=[report.slug, report.version])
        line = (
            gettext("{maker}, {title}, {symbol}, version {version}, {day}, {address}")
            if report.dated_on
            else gettext("{maker}, {title}, {symbol}, version {version}, published on {day}, {address}")
        )
    return _filled(line, request, report, address)


def cite_paragraph(request: HttpRequest, report: ShelvedReport, paragraph: ShelvedParagraph) -> str:
    """The line that cites one paragraph as it is numbered in the report, by its permanent address."""
    line = (
        gettext("{maker}, {title}, {symbol}, {day}, paragraph {number}, {address}")
        if report.dated_on
        else gettext("{maker}, {title}, {symbol}, published on {day}, paragraph {number}, {address}")
    )
    address = reverse("paragraph", args=[report.slug, paragraph.number])
    return _filled(line, request, report, address, paragraph.label)


def cite_response(request: HttpRequest, response: ShelvedResponse) -> str:
    """The line that cites a State's response: its newest version by an address that stays."""
    line = gettext("{state}, response to {report}, {symbol}, published on {day}, {address}")
    return line.format(
        state=name_in(response.state_names, response.state_code),
        report=response.report_symbol,
        symbol=response.symbol,
        day=in_words(response.published_on),
        address=request.build_absolute_uri(reverse("response", args=[response.slug])),
    )


def cite_statement(request: HttpRequest, statement: ShelvedStatement) -> str:
    """The line that cites a public statement."""
    line = gettext("{maker}, Public statement on {state}, {symbol}, published on {day}, {address}")
    return line.format(
        maker=mechanism().name,
        state=name_in(statement.state_names, statement.state_code),
        symbol=statement.symbol,
        day=in_words(statement.published_on),
        address=request.build_absolute_uri(reverse("statement", args=[statement.slug])),
    )


def _filled(line: str, request: HttpRequest, report: ShelvedReport, address: str, number: str = "") -> str:
    return line.format(
        maker=maker(report),
        title=report.title,
        symbol=report.symbol,
        version=report.version,
        day=in_words(_day_of(report)),
        number=number,
        address=request.build_absolute_uri(address),
    )


def _day_of(report: ShelvedReport) -> date:
    """The day under which it is cited: of an older version, which bears no day, its own and not that of the first."""
    return report.day if report.newest or report.dated_on else report.version_on


def cited_report(request: HttpRequest, report: ShelvedReport, *, accessed: date | None = None) -> Cited:
    """A report, by the address of its newest version or of the older one that is read."""
    name, told = ("report", [report.slug]) if report.newest else ("version", [report.slug, report.version])
    return Cited(
        kind="report",
        maker=maker(report),
        title=report.title,
        symbol=report.symbol,
        day=_day_of(report),
        address=request.build_absolute_uri(reverse(name, args=told)),
        accessed=accessed,
        language=report.language,
    )


def cited_paragraph(
    request: HttpRequest,
    report: ShelvedReport,
    paragraph: ShelvedParagraph,
    item: Mapping[str, Any] | None = None,
    *,
    accessed: date | None = None,
) -> Cited:
    """One paragraph, or an item on it, as the report numbers it."""
    return replace(
        cited_report(request, report, accessed=accessed),
        kind="item" if item else "paragraph",
        paragraph=paragraph.label,
        item=item["number"] if item else "",
        address=request.build_absolute_uri(reverse("paragraph", args=[report.slug, paragraph.number])),
    )


def cited_response(request: HttpRequest, response: ShelvedResponse, *, accessed: date | None = None) -> Cited:
    """A State's response: the State is its maker, whose words they are."""
    return Cited(
        kind="response",
        maker=name_in(response.state_names, response.state_code),
        title=gettext("Response to {report}").format(report=response.report_symbol),
        symbol=response.symbol,
        day=response.published_on,
        address=request.build_absolute_uri(reverse("response", args=[response.slug])),
        accessed=accessed,
    )


def cited_statement(request: HttpRequest, statement: ShelvedStatement, *, accessed: date | None = None) -> Cited:
    """A public statement."""
    state = name_in(statement.state_names, statement.state_code)
    return Cited(
        kind="statement",
        maker=mechanism().name,
        title=gettext("Public statement on {name}").format(name=state),
        symbol=statement.symbol,
        day=statement.published_on,
        address=request.build_absolute_uri(reverse("statement", args=[statement.slug])),
        accessed=accessed,
    )
