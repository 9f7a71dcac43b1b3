"""What is read under a symbol as it is printed: ``/CPT/Inf/2013/41/124`` is paragraph 124 of CPT/Inf (2013) 41.

A symbol is known by its letters and numbers, in any case and with anything between them. What comes after it is a
language, an item or a paragraph. Which symbols there are is read once for each edition of the shelf.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from django.urls import reverse

from unannounced.records.shelf import queries
from unannounced.records.shelf.models import ShelvedReport, ShelvedResponse, ShelvedStatement
from unannounced.rooms.portal.margin import Anchors

Tokens = tuple[str, ...]
_BETWEEN = re.compile(r"[\W_]+")
LONGEST = 200
"""Letters of an address that can be a symbol with a paragraph and an item."""
_DOCUMENTS: tuple[tuple[str, type[ShelvedReport] | type[ShelvedResponse] | type[ShelvedStatement]], ...] = (
    ("report", ShelvedReport),
    ("response", ShelvedResponse),
    ("statement", ShelvedStatement),
)


@dataclass(frozen=True, slots=True)
class Bearer:
    """A document that bears a symbol: ``page`` is the name of its address."""

    page: str
    slug: str


_held: dict[object, dict[Tokens, list[Bearer]]] = {}


def tokens(text: str) -> Tokens:
    """The letters and numbers of a symbol, by which it is known.

    >>> tokens("CPT/Inf (2013) 41") == tokens("cpt/inf/2013/41")
    True
    """
    return tuple(part for part in _BETWEEN.split(text.casefold()) if part)


def address_of(symbol: str, paragraph: str = "") -> str:
    """The address by symbol: its parts as printed, then the paragraph.

    >>> address_of("CPT/Inf (2013) 41", "124")
    '/CPT/Inf/2013/41/124'
    """
    parts = [part for part in _BETWEEN.split(symbol) if part]
    return "/" + "/".join(quote(part) for part in (*parts, *([paragraph] if paragraph else [])))


def found_at(path: str) -> list[str]:
    """Where to read what ``path`` names: an address each for the documents that bear the longest symbol it begins with.

    Empty where no symbol begins it, or where what comes after one is in none of them.
    """
    if len(path) > LONGEST:
        return []
    said = tokens(path)
    borne = _borne()
    for size in range(len(said), 1, -1):
        bearers = borne.get(said[:size])
        if bearers:
            return [address for one in bearers for address in _inside(one, said[size:])]
    return []


def _borne() -> dict[Tokens, list[Bearer]]:
    """Who bears which symbol; counted anew when a document has come."""
    last = (model._base_manager.order_by("-pk").values_list("pk", "parcel_digest") for _name, model in _DOCUMENTS)
    edition = tuple(one.first() for one in last)
    held = _held.get(edition)
    if held is None:
        borne: dict[Tokens, list[Bearer]] = {}
        for page, model in _DOCUMENTS:
            for slug, symbol in model._base_manager.filter(newest=True).order_by("slug").values_list("slug", "symbol"):
                for key in {tokens(symbol), tokens(slug)}:
                    borne.setdefault(key, []).append(Bearer(page, slug))
        _held.clear()
        _held[edition] = borne
        return borne
    return held


def _inside(bearer: Bearer, rest: Tokens) -> Iterator[str]:
    """The address of a document, or of what ``rest`` names in it."""
    if not rest:
        yield reverse(bearer.page, args=[bearer.slug])
    elif bearer.page == "report":
        yield from _in_report(bearer.slug, rest)


def _in_report(slug: str, rest: Tokens) -> Iterator[str]:
    """A paragraph as printed, else an item, else a paragraph by its number, else the report in another language."""
    report = ShelvedReport.objects.filter(slug=slug, newest=True).first()
    if report is None:
        return
    if rest[0] in report.renditions:
        yield from _in_language(report, rest[0], rest[1:])
        return
    address = _where(report, rest)
    if address:
        number, place = address
        yield reverse("paragraph", args=[slug, number]) + place


def _in_language(report: ShelvedReport, language: str, rest: Tokens) -> Iterator[str]:
    told = {"slug": report.slug, "language": language}
    if not rest:
        yield reverse("report_in", kwargs=told)
        return
    address = _where(report, rest)
    if address:
        number, place = address
        yield reverse("paragraph_in", kwargs={**told, "number": number}) + place


def _where(report: ShelvedReport, rest: Tokens) -> tuple[int, str] | None:
    """The number of a paragraph and the place of an item on its page."""
    held = list(queries.paragraphs_of(report).only("number", "printed", "items"))
    for one in held:
        if tokens(one.label) == rest:
            return one.number, ""
    for one in held:
        for item in one.items:
            named = tokens(item["number"])
            if named == rest or (*tokens(one.label), *named) == rest:
                return one.number, f"#{Anchors().of(item['number'])}"
    if len(rest) == 1 and rest[0].isdecimal():
        return next(((one.number, "") for one in held if str(one.number) == rest[0]), None)
    return None
