"""What is said of open data for programs: a manifest, the schema of each table, and a catalogue for search engines."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from unannounced.duties.words import say
from unannounced.rooms.portal.dumping import ENDINGS, Manifest, name_of
from unannounced.rooms.portal.showing import mechanism
from unannounced.rooms.portal.table import DAYS, NUMBERS, TRUTHS, Table
from unannounced.rooms.portal.tables import TABLES

MEDIA = {"csv": "text/csv", "jsonl": "application/jsonl"}
TERMS = say(
    "Texts may be used under the terms under which whoever made them published them; nothing is added to these here. "
    "Name the maker, the symbol and the address."
)


@dataclass(frozen=True, slots=True)
class File:
    """A file of a table: its name and address, and, where it was made, its size, rows and digest."""

    name: str
    address: str
    bytes: int | None = None
    rows: int | None = None
    digest: str = ""


def files_of(table: str, register: str, held: Manifest | None) -> list[File]:
    """The files of a table, each followed by the same packed."""
    found = []
    for ending in ENDINGS:
        name = name_of(table, ending, register)
        told = (held or {"files": {}})["files"].get(name, {})
        packed = told.get("packed", {})
        rows, digest = told.get("rows"), told.get("sha256", "")
        found.append(File(f"{table}.{ending}", _address(table, ending, register), told.get("bytes"), rows, digest))
        more = (packed.get("bytes"), rows, packed.get("sha256", ""))
        found.append(File(f"{table}.{ending}.gz", _address(table, ending, register, packed=True), *more))
    return found


def _address(table: str, ending: str, register: str, *, packed: bool = False) -> str:
    address = reverse("packed_dump" if packed else "dump", args=[table, ending])
    return f"{address}?register={register}" if register != "real" else address


def manifest(held: Manifest, register: str, source: str) -> dict[str, Any]:
    """The files of a register with rows, bytes and digests, made from which checkpoint, under which terms."""
    return {
        "format": held["format"],
        "register": register,
        "source": source,
        "made_at": held["made_at"],
        "shelf": held["shelf"],
        "checkpoint": held["checkpoint"],
        "terms": TERMS,
        "dictionary": reverse("dictionary"),
        "files": [_listed(held, table, ending, register) for table in TABLES for ending in ENDINGS],
    }


def _listed(held: Manifest, table: Table, ending: str, register: str) -> dict[str, Any]:
    told = held["files"][name_of(table.name, ending, register)]
    return {
        "table": table.name,
        "name": name_of(table.name, ending, register),
        "address": _address(table.name, ending, register),
        "media": MEDIA[ending],
        "schema": reverse("table_schema", args=[table.name]),
        "rows": told["rows"],
        "bytes": told["bytes"],
        "sha256": told["sha256"],
        "gzip": {"address": _address(table.name, ending, register, packed=True), **told["packed"]},
    }


def schema_of(table: Table) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a row, as JSON Lines have it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": reverse("table_schema", args=[table.name]),
        "title": table.name,
        "description": table.holds,
        "type": "object",
        "properties": {name: {**_typed(name), "description": about} for name, about in table.columns},
        "required": list(table.header),
        "additionalProperties": False,
    }


def _typed(column: str) -> dict[str, Any]:
    if column in NUMBERS:
        return {"type": ["integer", "null"]}
    if column in DAYS:
        return {"type": ["string", "null"], "pattern": r"^(\d{4}-\d{2}-\d{2})?$"}
    if column in TRUTHS:
        return {"type": ["boolean", "null"]}
    return {"type": ["string", "integer", "null"]} if column == "value" else {"type": ["string", "null"]}


def catalogue(request: HttpRequest, held: Manifest | None, register: str) -> Mapping[str, Any]:
    """The tables as schema.org has it: a catalogue of data sets, each with its files."""
    here, made = request.build_absolute_uri, held["made_at"] if held else None
    publisher = {"@type": "Organization", "name": mechanism().name, "url": here(reverse("home"))}
    sets = [
        {
            "@type": "Dataset",
            "name": gettext(table.holds),
            "description": gettext(table.holds),
            "url": f"{here(reverse('open_data'))}#{table.name}",
            "isAccessibleForFree": True,
            "usageInfo": f"{here(reverse('open_data'))}#use",
            "publisher": publisher,
            "variableMeasured": list(table.header),
            **({"dateModified": made} if made else {}),
            "distribution": [
                {
                    "@type": "DataDownload",
                    "contentUrl": here(one.address),
                    "encodingFormat": "application/gzip" if one.name.endswith(".gz") else MEDIA[one.name.split(".")[1]],
                    **({"contentSize": f"{one.bytes} B", "sha256": one.digest} if one.bytes is not None else {}),
                }
                for one in files_of(table.name, register, held)
            ],
        }
        for table in TABLES
    ]
    return {
        "@context": "https://schema.org",
        "@type": "DataCatalog",
        "name": gettext("Open data"),
        "url": here(reverse("open_data")),
        "publisher": publisher,
        "dataset": sets,
    }


def portal(request: HttpRequest) -> Mapping[str, Any]:
    """Who speaks here and how this portal is searched, as schema.org has it."""
    here = request.build_absolute_uri
    asked = f"{here(reverse('search'))}?q={{search_term_string}}"
    return {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "Organization", "@id": f"{here('/')}#mechanism", "name": mechanism().name, "url": here("/")},
            {
                "@type": "WebSite",
                "name": mechanism().name,
                "url": here("/"),
                "publisher": {"@id": f"{here('/')}#mechanism"},
                "potentialAction": {
                    "@type": "SearchAction",
                    "target": {"@type": "EntryPoint", "urlTemplate": asked},
                    "query-input": "required name=search_term_string",
                },
            },
        ],
    }
