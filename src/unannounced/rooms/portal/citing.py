"""How a report and a paragraph of it are cited: the line to copy, with an address that stays."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from unannounced.records.shelf.models import ShelvedParagraph, ShelvedReport, ShelvedResponse, ShelvedStatement
from unannounced.rooms.portal.showing import maker, mechanism, name_in
from unannounced.rooms.web.templatetags.field_words import day as in_words


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
        day=in_words(report.day),
        number=number,
        address=request.build_absolute_uri(address),
    )
