"""Places as a map and its table need them: filtered, with position and occupancy, read from ``PlaceNow``."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from unannounced.crafts.matching.wording import level
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer
from unannounced.records.places.models import PlaceNow
from unannounced.records.states.models import State

UNKNOWN, BELOW, NEAR, OVER, FAR_OVER = "unknown", "below", "near", "over", "far_over"
OPEN, CLOSED = "open", "closed"
FULL = 1000
BOUNDS = (900, FULL, 1500)
_BY_BOUND = (BELOW, NEAR, OVER, FAR_OVER)
"""The bands of occupancy in persons for a thousand official places: each up to its bound, the last above all."""

BANDS: Mapping[str, str] = {
    FAR_OVER: say("more than 150 % of capacity"),
    OVER: say("more than 100 % of capacity, up to 150 %"),
    NEAR: say("more than 90 % of capacity, up to 100 %"),
    BELOW: say("up to 90 % of capacity"),
    UNKNOWN: say("occupancy not known"),
}
STATUSES: Mapping[str, str] = {OPEN: say("open"), CLOSED: say("closed"), UNKNOWN: say("not known")}


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the Earth in millionths of a degree; its west is east of its east where it lies across 180°."""

    west: int
    south: int
    east: int
    north: int


class Point(NamedTuple):
    """A place with its position in millionths of a degree; ``per_mille`` is persons for a thousand official places.

    ``hex`` is its id as the database writes it, with or without hyphens.
    """

    hex: str
    name: str
    kind: str
    latitude_e6: int
    longitude_e6: int
    persons: int | None
    capacity: int | None
    per_mille: int | None
    status: str = ""

    @property
    def id(self) -> UUID:
        """Which place it is; made when it is asked for, because of ten thousand on a map few are."""
        return UUID(self.hex)

    @property
    def is_above(self) -> bool:
        """Whether it is known to hold more persons than its capacity."""
        return self.per_mille is not None and self.per_mille > FULL

    @property
    def band(self) -> str:
        """The band of its occupancy."""
        return band_of(self.per_mille)


def band_of(per_mille: int | None) -> str:
    """The band of an occupancy.

    >>> band_of(None), band_of(900), band_of(901), band_of(1000), band_of(1001), band_of(1501)
    ('unknown', 'below', 'near', 'near', 'over', 'far_over')
    """
    return UNKNOWN if per_mille is None else _BY_BOUND[bisect_left(BOUNDS, per_mille)]


def places_now(
    viewer: Viewer,
    *,
    state: State | None = None,
    invented: bool | None = None,
    kind: str = "",
    operator: str = "",
    status: str = "",
    occupancy: str = "",
    text: str = "",
    within: Box | None = None,
) -> QuerySet[PlaceNow]:
    """The places as they are now that have all of this; each once, whatever it was joined with.

    ``text`` are words of its names, town or keys, in any script; every one must be there. A word that no place can
    have gives none. Everybody of the office may see the register.
    """
    if not viewer.roles:
        return PlaceNow.objects.none()
    found = PlaceNow.objects.filter(place=F("root"), listed=True)
    if state is not None:
        found = found.filter(state=state)
    elif invented is not None:
        found = found.filter(state__invented=invented)
    if kind:
        found = found.filter(kind=kind)
    if operator:
        found = found.filter(operator=operator)
    if status:
        found = found.filter(status="" if status == UNKNOWN else status)
    if occupancy:
        found = found.filter(_in_band(occupancy))
    for word in level(text).split():
        found = found.filter(names_folded__contains=word)
    return found.filter(_within(within)) if within else found


def _in_band(band: str) -> Q:
    if band not in _BY_BOUND:
        return Q(per_mille__isnull=True) if band == UNKNOWN else Q(pk__in=())
    number = _BY_BOUND.index(band)
    found = Q(per_mille__gt=BOUNDS[number - 1]) if number else Q(per_mille__isnull=False)
    return found & Q(per_mille__lte=BOUNDS[number]) if number < len(BOUNDS) else found


def _within(box: Box) -> Q:
    west, east = Q(longitude_e6__gte=box.west), Q(longitude_e6__lte=box.east)
    across = west & east if box.west <= box.east else west | east
    return across & Q(latitude_e6__gte=box.south, latitude_e6__lte=box.north)


def points(found: QuerySet[PlaceNow]) -> Iterator[Point]:
    """Those of ``found`` whose position is known, from West to East; one query, which need not sort."""
    known = found.filter(latitude_e6__isnull=False, longitude_e6__isnull=False).annotate(hex=Cast("pk", CharField()))
    rows = known.order_by().values_list(*Point._fields)
    yield from sorted(map(Point._make, rows), key=_from_west)


def _from_west(point: Point) -> tuple[int, str]:
    return point.longitude_e6, point.hex


@dataclass(frozen=True, slots=True)
class Choices:
    """What places can be narrowed down by: the kinds and operators there are, and the States that have places."""

    kinds: list[str]
    operators: list[str]
    states: list[State]


MOST_OPERATORS = 500


def choices_of(viewer: Viewer, *, state: State | None = None, invented: bool | None = None) -> Choices:
    """The choices among the places of a State or of a register; three queries, whatever their number."""
    among = places_now(viewer, state=state, invented=invented).order_by()
    register = places_now(viewer, invented=invented).order_by()
    return Choices(
        kinds=sorted(among.values_list("kind", flat=True).distinct()),
        operators=list(
            among.exclude(operator="")
            .order_by("operator")
            .values_list("operator", flat=True)
            .distinct()[:MOST_OPERATORS]
        ),
        states=list(State.objects.filter(Exists(register.filter(state=OuterRef("pk"))))),
    )
