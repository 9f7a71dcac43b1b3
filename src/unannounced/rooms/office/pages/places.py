"""The lists of places of detention: all of them, by occupancy, and those whose numbers are suspicious."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unannounced.duties.registering import kind_word
from unannounced.duties.suspecting import SUSPICIONS
from unannounced.records.accounts.queries import Viewer
from unannounced.records.places import queries
from unannounced.records.places.models import PlaceNow
from unannounced.records.places.queries import BY_FALL, BY_OCCUPANCY, BY_RISE, Sought, Summed
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages import places_asked
from unannounced.rooms.office.pages.choosing import ON_A_PAGE
from unannounced.rooms.office.pages.exporting import FORMATS, Table
from unannounced.rooms.office.pages.places_asked import PlaceFilters, of_address

GEOJSON = "geojson"
FULL = 1000
"""Persons for a thousand official places: above it a place holds more than it may."""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place in a list: what holds now, and what a year changed."""

    pk: UUID
    name: str
    url: str
    state: str
    state_url: str
    kind: str
    where: str
    status: str
    persons: int | None
    persons_on: date | None
    capacity: int | None
    percent: int | None
    over: bool
    before: int | None
    before_on: date | None
    change: int | None
    disagrees: bool
    suspicions: list[str]


@dataclass(frozen=True, slots=True)
class RankedRow:
    """A place with its rank."""

    rank: int
    place: PlaceRow


def rows_of(found: Iterable[PlaceNow]) -> list[PlaceRow]:
    """The rows of some places, read with their States."""
    language = get_language() or "en"
    return [row_of(one, language) for one in found]


def row_of(one: PlaceNow, language: str) -> PlaceRow:
    """A place as a row."""
    return PlaceRow(
        pk=one.pk,
        name=one.name,
        url=reverse("place", args=[one.pk]),
        state=one.state.name(language),
        state_url=reverse("state", args=[one.state.code]),
        kind=_(kind_word(one.kind)),
        where=", ".join(filter(None, [one.town, one.region])),
        status=one.status,
        persons=one.persons,
        persons_on=one.persons_on,
        capacity=one.capacity,
        percent=None if one.per_mille is None else round(one.per_mille / 10),
        over=one.per_mille is not None and one.per_mille > FULL,
        before=one.before,
        before_on=one.before_on,
        change=change_of(one.persons, one.before),
        disagrees=one.disagrees,
        suspicions=[_(SUSPICIONS[what]) for what in one.suspicions if what in SUSPICIONS],
    )


def change_of(now: int | None, before: int | None) -> int | None:
    """By how many per cent there are more now than before; ``None`` where it cannot be said.

    >>> change_of(150, 100), change_of(50, 100), change_of(5, 0)
    (50, -50, None)
    """
    return None if now is None or not before else round(100 * (now - before) / before)


def places(request: Asked) -> HttpResponse:
    """All places of detention of one register, or of a State, fifty on a page."""
    filters = of_address(request.GET)
    context = listed(request, filters, reverse("places"))
    return render(request, "office/places.html", context | {"order": places_asked.order(filters)})


def ranking(request: Asked) -> HttpResponse:
    """The places whose occupancy is known, the fullest first, with the year before."""
    held = of_address(request.GET)
    sort = held.sort if held.sort in (BY_RISE, BY_FALL) else BY_OCCUPANCY
    filters = replace(held, sort=sort, rated=places_asked.YES)
    context = listed(request, filters, reverse("ranking"))
    first = context["page"].start_index()
    ranked = [RankedRow(rank, one) for rank, one in enumerate(context["rows"], start=first)]
    return render(request, "office/ranking.html", context | {"rows": ranked, "order": _ranks(filters)})


def _ranks(filters: PlaceFilters) -> Any:
    """The orders in which a ranking makes sense."""
    order = places_asked.order(filters)
    order.choices[:] = [one for one in order.choices if one.value in (BY_OCCUPANCY, BY_RISE, BY_FALL)]
    return order


def listed(request: Asked, filters: PlaceFilters, base: str) -> dict[str, Any]:
    """What every list of places shows: a page of rows, the filters, the sums, and the tables to take along."""
    wanted = places_asked.sought(filters)
    found = places_asked.narrowed(filters, request.viewer, wanted)
    page, sums = paged(found, request.GET.get("page"))
    first, more = _apart(places_asked.lists(filters, request.viewer, wanted))
    return {
        "base": base,
        "filters": filters,
        "state": wanted.state if wanted else None,
        "name": wanted.state.name(get_language() or "en") if wanted and wanted.state else "",
        "page": page,
        "rows": rows_of(page.object_list),
        "sums": sums,
        "any": bool(sums.places) or held_at_all(request.viewer, filters),
        "first": first,
        "more": more,
        "more_held": any(one.value for one in more),
        "tables": tables(filters),
        "map_url": f"{base}map/{map_address(filters)}" if base == reverse("places") else "",
        "here": filters.address(),
    }


def paged(found: QuerySet[PlaceNow], number: str | None) -> tuple[Any, Summed]:
    """A page of places and the sums of all of them; two statements."""
    sums = queries.summed(found)
    counted = Paginator(found.select_related("state"), ON_A_PAGE)
    counted.__dict__["count"] = sums.places  # it was counted with the sums
    return counted.get_page(number), sums


def held_at_all(viewer: Viewer, filters: PlaceFilters) -> bool:
    """Whether there is any place of this register."""
    return queries.places_sought(Sought(invented=filters.invented), viewer).exists()


FIRST = ("state", "kind", "occupancy")


def _apart(lists: list[Any]) -> tuple[list[Any], list[Any]]:
    """The filters that are always in sight, and the others."""
    return [one for one in lists if one.name in FIRST], [one for one in lists if one.name not in FIRST]


def tables(filters: PlaceFilters) -> list[Table]:
    """Every format in which the places can be taken along, with the filters kept."""
    held = [Table(one.word, reverse(f"places_{one.ending}") + filters.address()) for one in FORMATS]
    return [*held, Table("GeoJSON", reverse("places_geojson") + filters.address())]


def map_address(filters: PlaceFilters) -> str:
    """The filters that the map knows, as the end of its address."""
    known = ("state", "register", "kind", "operator", "status", "occupancy", "words")
    held = {places_asked.WORD[name]: value for name, value in filters.asked() if name in known}
    return f"?{urlencode(held)}" if held else ""
