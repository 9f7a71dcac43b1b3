"""A report as open data: JSON by a published schema, and its items as CSV, a line each.

``report.schema.json`` describes the JSON; docs/open-data-report.md explains it. Keys may come; none goes, and none
changes its meaning without another number of the format.
"""

import json
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

from unannounced.crafts.tabling import Row, as_csv
from unannounced.duties.laying_out import LEVEL, SetItem, SetOut, SetParagraph, cited, referred_to

FORMAT = 1
SCHEMA = "report.schema.json"
COLUMNS = (
    "report",
    "symbol",
    "state",
    "day",
    "version",
    "marking",
    "paragraph",
    "heading",
    "item",
    "id",
    "kind",
    "text",
    "addressee",
    "months",
    "standards",
    "responses",
    "claim",
    "answered_on",
    "response",
)


def as_data(setout: SetOut) -> dict[str, Any]:
    """The report as values of JSON. Remarks never leave this way."""
    return {
        "$schema": SCHEMA,
        "format": FORMAT,
        "id": setout.id,
        "symbol": setout.symbol or None,
        "version": setout.version,
        "draft": setout.version == 0,
        "marking": setout.marking or None,
        "language": setout.language,
        "mechanism": {"name": setout.mechanism, "short": setout.short},
        "state": setout.state,
        "title": setout.title,
        "visit": setout.visit or None,
        "day": setout.day.isoformat() if setout.day else None,
        "paragraphs": [_paragraph(one) for one in setout.paragraphs],
        "standards": dict(sorted(setout.standards.items())),
    }


def as_json(setout: SetOut) -> bytes:
    """The report as JSON in UTF-8: the same bytes for the same report."""
    return json.dumps(as_data(setout), ensure_ascii=False, indent=1).encode(errors="replace") + b"\n"


def as_items_csv(setout: SetOut) -> bytes:
    """The items as CSV, a line each in the order of the report; of the responses the last, and how many there are.

    No cell becomes a formula (``tabling.harmless``).
    """
    return b"".join(as_csv(COLUMNS, _rows(setout)))


def schema() -> dict[str, Any]:
    """The published schema of ``as_data``, JSON Schema 2020-12."""
    return dict(_schema())


def schema_bytes() -> bytes:
    """The published schema as it is kept, to be handed out beside the data."""
    return resources.files(__package__).joinpath(SCHEMA).read_bytes()


@cache
def _schema() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(schema_bytes())
    return read


def _paragraph(one: SetParagraph) -> dict[str, Any]:
    return {
        "id": one.id,
        "number": one.number,
        "headings": list(one.headings),
        "text": one.text,
        "wording": one.wording,
        "refers_to": list(dict.fromkeys(referred_to(one.text))),
        "cites": list(dict.fromkeys(cited(one.text))),
        "items": [_item(item) for item in one.items],
    }


def _item(item: SetItem) -> dict[str, Any]:
    return {
        "id": item.id,
        "number": item.number,
        "kind": item.kind.value,
        "text": item.text,
        "addressee": item.addressee or None,
        "months": item.months,
        "responses": [
            {"received_on": one.received_on.isoformat(), "claim": one.claim.value, "text": one.text}
            for one in item.responses
        ],
    }


def _rows(setout: SetOut) -> Iterator[Row]:
    for paragraph in setout.paragraphs:
        for item in paragraph.items:
            last = max(item.responses, key=lambda one: one.received_on, default=None)
            yield (
                setout.id,
                setout.symbol,
                setout.state,
                setout.day,
                setout.version,
                setout.marking,
                paragraph.number,
                LEVEL.join(paragraph.headings),
                item.number,
                item.id,
                item.kind.value,
                item.text,
                item.addressee,
                item.months,
                " ".join(dict.fromkeys(cited(item.text))),
                len(item.responses),
                last.claim.value if last else None,
                last.received_on if last else None,
                last.text if last else None,
            )
