"""One day of a visit on a map and in a list: the places visited or announced that day, and no other.

Before the State knows of a visit no place of it stands in the office: the sealed itinerary is opened in the browser of
a member of the delegation, whose page may draw its points into the element that is left for it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import numpy as np
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unannounced.crafts.clustering import clustered
from unannounced.crafts.labelling import PHONE, numbers_in_words
from unannounced.crafts.mapping import NOTE, Drawing
from unannounced.crafts.placing import Mark, draw_places
from unannounced.crafts.projecting import Numbers, frame_of, placed
from unannounced.records.places.mapped import Point, points
from unannounced.records.places.models import Place, PlaceNow
from unannounced.records.visits.models import Visit
from unannounced.records.visits.queries import announced_places, visited_places
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.choosing import page_of
from unannounced.rooms.office.pages.visit_frame import frame, opened

APART_NUMBERED = 30 * PHONE
"""Width of the squares in which places are gathered: two marks and a number of a phone have room side by side."""
ROOM = 0.7
"""Degrees shown at least around the middle of the day’s places."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A place of the day: visited with its times, or announced only."""

    place: Place
    visited: bool
    arrived: str
    left: str
    waited: int


@dataclass(frozen=True, slots=True)
class DayChoice:
    """A day of the visit to choose, and how many places it has."""

    day: date
    stops: int
    here: bool


def visit_day(request: Asked, visit: UUID) -> HttpResponse:
    """The places of one day, for those who see the visit."""
    found = opened(request, visit)
    by_day = _by_day(found, request)
    day = _asked(request.GET.get("day", ""), found, by_day, request.moment.date())
    page = page_of(request, by_day.get(day, []))
    stops: list[tuple[int, Stop]] = list(enumerate(page.object_list, start=page.start_index()))
    places = {one.place.pk for _number, one in stops}
    now = PlaceNow.objects.filter(pk__in=places)
    known, towns = list(points(now)), dict(now.values_list("pk", "town"))
    context = {
        **frame(found, "visit_day"),
        "day": day,
        "days": [DayChoice(one, len(by_day.get(one, [])), one == day) for one in _days(found, by_day)],
        "page": page,
        "stops": [(number, one, towns.get(one.place.pk, "")) for number, one in stops],
        "drawing": _drawing(known, stops, found) if known else None,
        "not_on_map": len(places) - len(known),
        "note": NOTE,
        "state_knows": found.notified_on is not None or found.begun_on is not None,
        "keys_url": _keys(found),
    }
    return render(request, "office/visit_day.html", context)


def _by_day(found: Visit, request: Asked) -> dict[date, list[Stop]]:
    """The places of each day: those visited in the order of arrival, then those announced for the visit only."""
    held: dict[date, list[Stop]] = {}
    gone: set[UUID] = set()
    for one in visited_places(found, request.viewer):
        gone.add(one.place_id)
        held.setdefault(one.day, []).append(Stop(one.place, True, one.arrived, one.left, one.waited_minutes))
    for told in announced_places(found, request.viewer):
        if told.place_id not in gone:
            day = min(max(told.announced_on, found.begins), found.ends)
            held.setdefault(day, []).append(Stop(told.place, False, "", "", 0))
    return held


def _days(found: Visit, by_day: Iterable[date]) -> list[date]:
    """Every day of the visit, and later ones on which the delegation went somewhere."""
    length = (found.ends - found.begins).days + 1
    return sorted({*(found.begins + timedelta(days=number) for number in range(length)), *by_day})


def _asked(word: str, found: Visit, by_day: dict[date, list[Stop]], today: date) -> date:
    """The day asked for; else today, if the visit is on; else the first day with a place."""
    days = _days(found, by_day)
    try:
        asked = date.fromisoformat(word)
    except ValueError:
        asked = today
    if asked in days:
        return asked
    return min((day for day in days if by_day.get(day)), default=days[0])


def _keys(found: Visit) -> str:
    try:
        return reverse("visit_keys", args=[found.pk])
    except NoReverseMatch:
        return ""


def _drawing(known: Sequence[Point], stops: Sequence[tuple[int, Stop]], found: Visit) -> Drawing:
    """The map of these places alone, each with its numbers in the list; it leads to its page, several to the list."""
    east = np.array([point.longitude_e6 for point in known]) / 1e6
    north = np.array([point.latitude_e6 for point in known]) / 1e6
    window = frame_of(*_with_room(east, north))
    x, y = placed(window, east, north)
    visited, numbers = {one.place.pk for _number, one in stops if one.visited}, defaultdict(list)
    for number, one in stops:
        numbers[one.place.pk].append(number)
    marks = [
        _mark(group.x, group.y, [known[member] for member in group.members], visited, numbers)
        for group in clustered(x, y, APART_NUMBERED)
    ]
    label = ngettext("Map of the day with {count} place", "Map of the day with {count} places", len(known))
    words = label.format(count=len(known))
    return draw_places(window, marks, label=words, described_by="stops-h", state=found.state.code)


def _with_room(east: Numbers, north: Numbers) -> tuple[Numbers, Numbers]:
    """The positions, and corners around their middle, so that borders and coasts are seen beside places of one town."""
    middle_east, middle_north = east.mean(), north.mean()
    corners = (middle_east - ROOM, middle_east + ROOM), (max(middle_north - ROOM, -89), min(middle_north + ROOM, 89))
    return np.concatenate([east, corners[0]]), np.concatenate([north, corners[1]])


def _mark(x: float, y: float, held: Sequence[Point], visited: set[UUID], numbers: Mapping[UUID, Sequence[int]]) -> Mark:
    every = [number for one in held for number in numbers[one.id]]
    number = numbers_in_words(every)
    if len(held) > 1:
        words = ngettext("{count} place: {numbers}", "{count} places: {numbers}", len(held))
        title, link = words.format(count=len(held), numbers=number), f"#stop-{min(every)}"
        return Mark(x, y, title, link, count=len(held), number=number)
    one = held[0]
    words = _("{number}. {name}: visited") if one.id in visited else _("{number}. {name}: announced")
    title, link = words.format(number=number, name=one.name), reverse("place", args=[one.id])
    return Mark(x, y, title, link, closed=one.id not in visited, number=number, name=one.name)
