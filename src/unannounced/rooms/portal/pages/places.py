"""The places of detention of a State, as far as the mechanism decided that they may be shown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from unannounced.crafts.tabling import Row as TableRow
from unannounced.crafts.tabling import as_csv, as_json
from unannounced.duties.registering import ATTRIBUTES, COUNTS, EVENTS, KINDS
from unannounced.records.shelf import queries
from unannounced.records.shelf.models import ShelvedPlace, ShelvedRegister
from unannounced.rooms.portal.figures import mentions
from unannounced.rooms.portal.showing import name_in, show
from unannounced.rooms.portal.tables import PLACE_COLUMNS, place_rows
from unannounced.rooms.portal.words import called

ON_A_PAGE = 50
LONGEST_SEARCH = 200
FORMATS = {"csv": ("text/csv; charset=utf-8", as_csv), "json": ("application/json", as_json)}


@dataclass(frozen=True, slots=True)
class Number:
    """The newest number of a count; ``None`` for fewer than five."""

    word: str
    number: int | None
    day: date
    source: str


@dataclass(frozen=True, slots=True)
class Saying:
    """What a source says, since when, and as of which day."""

    value: str
    since: date | None
    source: str
    as_of: date


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list."""

    place: ShelvedPlace
    kind: str
    town: str
    numbers: list[Number]


def _register(code: str) -> ShelvedRegister:
    register = queries.register_of_places(code.upper())
    if register is None:
        raise Http404
    return register


@require_safe
def places(request: HttpRequest, code: str) -> HttpResponse:
    """The places shown of a State by name, searched and by kind; four queries, however many there are."""
    register = _register(code)
    if register.state_code != code:
        return redirect("places", register.state_code, permanent=True)
    text, kind = request.GET.get("q", "")[:LONGEST_SEARCH], request.GET.get("kind", "")
    kinds = queries.kinds_in(register)
    found = queries.places_in(register, text=text, kind=kind if kind in kinds else "")
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "register": register,
        "name": name_in(register.state_names, register.state_code),
        "page": page,
        "rows": [_row(place, register) for place in page],
        "text": text,
        "kind": kind,
        "kinds": [(one, called(KINDS, one)) for one in kinds],
        "any": bool(text or kind) or page.paginator.count > 0,
    }
    return show(request, "portal/places.html", context)


@require_safe
def place(request: HttpRequest, code: str, place: UUID) -> HttpResponse:
    """One place: what is shown of it, each value with its source and day."""
    register = _register(code)
    found = register.places.filter(pk=place).first()
    if found is None:
        raise Http404
    context = {
        "register": register,
        "state_name": name_in(register.state_names, register.state_code),
        "place": found,
        "kind": called(KINDS, found.kind) if found.kind else "",
        "sayings": [
            (called(ATTRIBUTES, what), [_saying(one, what, register) for one in rows])
            for what, rows in _in_order(ATTRIBUTES, found.says)
        ],
        "counts": [
            (called(COUNTS, what), [_number(what, one, register) for one in reversed(rows)])
            for what, rows in _in_order(COUNTS, found.counts)
        ],
        "events": [
            (called(EVENTS, one["what"]), one["day"] and date.fromisoformat(one["day"]), one["note"])
            for one in found.events
        ],
        **_mentioned(found),
    }
    return show(request, "portal/place.html", context)


def _mentioned(found: ShelvedPlace) -> dict[str, Any]:
    """Where published reports name the place, by report, and how many paragraphs there are; no query."""
    held = mentions.of_place(found.register_id, found.pk)
    if held is None:
        return {"named_in": [], "paragraphs": 0}
    runs = groupby(held[0], key=lambda one: (one["slug"], one["symbol"], one["day"]))
    named = [(slug, symbol, date.fromisoformat(day), list(run)) for (slug, symbol, day), run in runs]
    return {"named_in": named, "paragraphs": held[1], "paragraphs_shown": len(held[0])}


@require_safe
def places_table(request: HttpRequest, code: str, ending: str) -> HttpResponseBase:
    """Everything shown of the places of a State as a table: a row for each value."""
    register = _register(code)
    if ending not in FORMATS:
        raise Http404
    media, written = FORMATS[ending]
    columns = tuple(name for name, _meaning in PLACE_COLUMNS)
    response = StreamingHttpResponse(written(columns, _rows(register)), content_type=media)
    response.headers["Content-Disposition"] = f'attachment; filename="places-{register.state_code}.{ending}"'
    return response


def _rows(register: ShelvedRegister) -> Iterator[TableRow]:
    for one in queries.places_in(register).iterator(500):
        one.register = register
        yield from place_rows(one)


def _in_order(words: Mapping[str, str], held: Mapping[str, Any]) -> Iterator[tuple[str, list[Any]]]:
    """What is held, in the order of ``words``; nothing that is empty."""
    for what in words:
        if held.get(what):
            yield what, held[what]


def _row(place: ShelvedPlace, register: ShelvedRegister) -> Row:
    towns = place.says.get("town") or [{"value": ""}]
    numbers = [_number(what, rows[-1], register) for what, rows in _in_order(COUNTS, place.counts)]
    return Row(place, called(KINDS, place.kind) if place.kind else "", towns[0]["value"], numbers[:3])


def _title(source: Mapping[str, str]) -> str:
    """What a source is called; what the mechanism entered by hand has no title outside it."""
    return source["title"] or gettext("this mechanism’s own record")


def _number(what: str, one: Mapping[str, Any], register: ShelvedRegister) -> Number:
    source = register.sources[one["source"]]
    return Number(called(COUNTS, what), one["number"], date.fromisoformat(one["day"]), _title(source))


def _saying(one: Mapping[str, Any], what: str, register: ShelvedRegister) -> Saying:
    source = register.sources[one["source"]]
    value = gettext(called(KINDS, one["value"])) if what == "kind" else one["value"]
    since = one["since"] and date.fromisoformat(one["since"])
    return Saying(value, since, _title(source), date.fromisoformat(source["as_of"]))
