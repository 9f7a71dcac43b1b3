"""What a page of a report says of itself to programs, in the words of schema.org, as a block of data in the page.

A block of data is not run, so that the strict policy for scripts lets it stand; ``<`` and ``&`` are written as
escapes, so that no title can end it.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString

from unannounced.records.shelf.models import ShelvedReport
from unannounced.rooms.portal.article import Passage
from unannounced.rooms.portal.showing import maker, name_in

_ESCAPED = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def of_report(request: HttpRequest, report: ShelvedReport, files: Iterable[Mapping[str, Any]] = ()) -> SafeString:
    """A report with its files, as ``Report``."""
    told = {**_report(request, report), "encoding": [_file(request, report, one) for one in files]}
    return block({key: value for key, value in told.items() if value})


def of_paragraph(request: HttpRequest, report: ShelvedReport, passage: Passage, address: str) -> SafeString:
    """A paragraph, as a part of its report."""
    return block(
        {
            "@context": "https://schema.org",
            "@type": "CreativeWork",
            "name": f"{report.symbol}, {passage.label}",
            "position": passage.label,
            "text": passage.text,
            "url": request.build_absolute_uri(address),
            **({"inLanguage": passage.language} if passage.language else {}),
            "isPartOf": {key: value for key, value in _report(request, report).items() if key != "@context"},
        }
    )


def _report(request: HttpRequest, report: ShelvedReport) -> dict[str, Any]:
    body = {"@type": "Organization", "name": maker(report)}
    address = reverse("report", args=[report.slug])
    if not report.newest:
        address = reverse("version", args=[report.slug, report.version])
    told = {
        "@context": "https://schema.org",
        "@type": "Report",
        "name": report.title,
        "reportNumber": report.symbol,
        "version": str(report.version),
        "url": request.build_absolute_uri(address),
        "inLanguage": report.language,
        "datePublished": report.published_on.isoformat(),
        "dateModified": report.version_on.isoformat() if report.version > 1 else "",
        "dateCreated": report.dated_on.isoformat() if report.dated_on else "",
        "author": body,
        "publisher": body,
        "about": {"@type": "Country", "name": name_in(report.state_names, report.state_code)},
        "isAccessibleForFree": True,
    }
    return {key: value for key, value in told.items() if value}


def _file(request: HttpRequest, report: ShelvedReport, file: Mapping[str, Any]) -> dict[str, Any]:
    told = [report.slug, file["file_name"]] if report.newest else [report.slug, report.version, file["file_name"]]
    return {
        "@type": "MediaObject",
        "contentUrl": request.build_absolute_uri(reverse("beside" if report.newest else "version_beside", args=told)),
        "encodingFormat": file["media"],
        "contentSize": f"{file['size']} B",
        "sha256": file["digest"],
    }


def block(told: Mapping[str, Any]) -> SafeString:
    """``told`` as a block of data in a page."""
    written = json.dumps(told, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)
    return SafeString(f'<script type="application/ld+json">{written}</script>')  # nosec
