"""The map of the places of detention: grouped, filtered, beside a table of the same places in pages.

The server draws the map, so it is there without a script; ``static/office/map/`` takes it over where there is one and
asks ``points.json`` for every place at once, to move about in it without asking again.
"""

import json
from collections.abc import Sequence

import numpy as np
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from unannounced.crafts.clustering import Group, clustered
from unannounced.crafts.mapping import NOTE, Drawing, Window
from unannounced.crafts.placing import APART, Mark, draw_places, group_swatch, swatch
from unannounced.crafts.projecting import Frame, Numbers, frame_of, near_each_other, placed
from unannounced.records.places.mapped import BANDS, Box, Point, choices_of, places_now, points
from unannounced.records.states.models import State
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.choosing import page_of
from unannounced.rooms.office.pages.place_map_filters import YES, MapFilters, boxed, filter_fields, of_address, state_of
from unannounced.rooms.office.pages.place_points import as_columns, place_address, title_of, words_for_the_script
from unannounced.rooms.office.pages.place_rows import rows_of
from unannounced.rooms.web.templatetags.field_words import thin

LISTED = ("register", "state", "kind", "operator", "occupancy", "status", "text")
"""The filters that the list of places has too, by the same words in an address."""

FRAME = ("way", "longitude", "latitude", "scale", "left", "top", "width", "height")


def place_map(request: Asked) -> HttpResponse:
    """The map and the table of the places that the filters in the address leave."""
    filters = of_address(request.GET)
    state = state_of(filters)
    narrowing = filters.narrowing(state)
    found = list(points(places_now(request.viewer, **narrowing)))
    page = page_of(request, places_now(request.viewer, **narrowing).select_related("state").order_by("name", "pk"))
    context = {
        "filters": filters,
        "fields": filter_fields(filters, choices_of(request.viewer, state=state, invented=filters.invented)),
        "page": page,
        "rows": rows_of(page.object_list),
        "one_state": state,
        "name": state.name(get_language() or "en") if state else "",
        "base": reverse("place_map"),
        "register_alone": filters.address(only=("register",)),
        "list_asked": filters.address(only=LISTED),
        "without_part": filters.address(within=""),
        **_map(found, filters, state),
        **_counted(found, page.paginator.count),
    }
    return render(request, "office/place_map.html", context)


def place_points(request: Asked) -> HttpResponse:
    """The same places for the script, in columns."""
    filters = of_address(request.GET)
    found = points(places_now(request.viewer, **filters.narrowing(state_of(filters))))
    return HttpResponse(as_columns(found), content_type="application/json")


def _map(found: Sequence[Point], filters: MapFilters, state: State | None) -> dict[str, object]:
    """The drawing, and what the script needs to take it over; nothing where no position is known."""
    if not found:
        return {"drawing": None}
    east, north = _degrees(found)
    near = near_each_other(east, north) if state and not filters.within and not filters.whole else None
    frame = frame_of(east, north) if near is None else frame_of(east[near], north[near])
    return {
        "drawing": _drawing(found, frame, filters, state.code if state else ""),
        "beyond": 0 if near is None else int((~near).sum()),
        "whole": filters.address(whole=YES),
        "frame": json.dumps({name: getattr(frame, name) for name in FRAME}),
        "words": json.dumps(words_for_the_script(), ensure_ascii=False),
        "points_url": reverse("place_points") + filters.address(),
        "legend": _legend(),
        "note": NOTE,
    }


def _counted(found: Sequence[Point], every: int) -> dict[str, object]:
    """How many places have a position, and of those with a known occupancy how many hold more than they may."""
    return {
        "not_on_map": every - len(found),
        "above": sum(point.is_above for point in found),
        "known": sum(point.per_mille is not None for point in found),
    }


def _degrees(found: Sequence[Point]) -> tuple[Numbers, Numbers]:
    longitudes = np.fromiter((point.longitude_e6 for point in found), dtype=np.float64, count=len(found))
    latitudes = np.fromiter((point.latitude_e6 for point in found), dtype=np.float64, count=len(found))
    return longitudes / 1e6, latitudes / 1e6


def _drawing(found: Sequence[Point], frame: Frame, filters: MapFilters, state: str) -> Drawing:
    """The map; a group leads to the places in it, a single place to its own page."""
    x, y = placed(frame, *_degrees(found))
    seen = [group for group in clustered(x, y, APART) if frame.window.meets(Window(group.x, group.y, 0, 0))]
    marks = [_mark(group, found, filters) for group in seen]
    label = ngettext("Map with {count} place of detention", "Map with {count} places of detention", len(found))
    return draw_places(frame, marks, label=label.format(count=thin(len(found))), described_by="places", state=state)


def _mark(group: Group, found: Sequence[Point], filters: MapFilters) -> Mark:
    held = [found[number] for number in group.members]
    if len(held) == 1:
        point = held[0]
        title, link = title_of(point.name, point.kind, point.per_mille), place_address(point.id)
        return Mark(group.x, group.y, title, link, band=point.band, closed=point.status == "closed")
    above = sum(point.is_above for point in held)
    return Mark(
        group.x,
        group.y,
        group_title(len(held), above),
        _narrowed_to(held, filters),
        count=len(held),
        share=max(above and 1, round(100 * above / len(held))),
    )


def group_title(count: int, above: int) -> str:
    """What a group of places is called."""
    words = ngettext(
        "{count} place, {above} of them known to hold more than its capacity",
        "{count} places, {above} of them known to hold more than their capacity",
        count,
    )
    return words.format(count=thin(count), above=thin(above))


def _narrowed_to(held: Sequence[Point], filters: MapFilters) -> str:
    """The address of the part of the map in which these places are; the table, if that is no smaller than this."""
    box = _box_of(held)
    return "#places" if box == filters.box else filters.address(within=boxed(box))


def _box_of(held: Sequence[Point]) -> Box:
    """The least part of the Earth that holds these places, across 180° where that is less."""
    longitudes = sorted(point.longitude_e6 for point in held)
    latitudes = [point.latitude_e6 for point in held]
    west, east = longitudes[0], longitudes[-1]
    if east - west > 180_000_000:
        west = min(longitude for longitude in longitudes if longitude >= 0)
        east = max(longitude for longitude in longitudes if longitude < 0)
    return Box(west, min(latitudes), east, max(latitudes))


def _legend() -> list[tuple[Drawing, str]]:
    """What each mark means."""
    shapes = [(swatch(band), _(words)) for band, words in BANDS.items()]
    return [
        (group_swatch(), _("several places; the thick arc is the share that holds more than its capacity")),
        *shapes,
        (swatch("below", closed=True), _("outline: closed")),
    ]
