"""The parts of a place and what their measured areas mean: how many 4 m² would allow, how much room each person has."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unannounced.duties import spacing
from unannounced.duties.spacing import SQUARE_METRE, Between, Space
from unannounced.records.places.models import PartSize, PlaceNow
from unannounced.records.places.parts import Laid, measured_rooms, parts_of, rooms_of
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.choosing import ON_A_PAGE
from unannounced.rooms.office.pages.place_read import found
from unannounced.rooms.web.templatetags.field_words import thin

SHAPES: dict[Space, str] = {
    Space.ENOUGH: "check",
    Space.BELOW_FOUR: "half",
    Space.BELOW_THREE: "cross",
    Space.UNSURE: "ring",
}


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part with its sizes in words."""

    laid: Laid
    kind: str
    indent: str
    area: str
    net: str
    height: str
    width: str
    places: int | None
    allows: str
    source: str
    day: date | None
    gone_on: date | None


@dataclass(frozen=True, slots=True)
class Allowed:
    """What 4 m² for each person would allow in the rooms that were measured, and what that leaves open.

    ``meant`` is for how many the rooms are meant; ``covers``: whether these are all rooms of the place, as far as its
    capacity tells.
    """

    rooms: int
    measured: int
    persons: str
    small: int
    meant: int
    covers: bool | None

    @property
    def complete(self) -> bool:
        """Whether every room was measured."""
        return self.rooms == self.measured


@dataclass(frozen=True, slots=True)
class Each:
    """How much room each person has now on average, and what that means."""

    area: str
    persons: int
    word: str
    shape: str


def square_metres(between: Between) -> str:
    """An area in square metres, cut to two digits so that it never seems larger than it is."""
    low, high = _metres(between.low), _metres(between.high)
    if low == high:
        return _("{area} m²").format(area=low)
    return _("{low} to {high} m²").format(low=low, high=high)


def _metres(area: int) -> str:
    whole, rest = divmod(area, SQUARE_METRE)
    return _with_hundredths(whole, rest // 100)


def _with_hundredths(whole: int, hundredths: int) -> str:
    return f"{thin(whole)}{formats.get_format('DECIMAL_SEPARATOR')}{hundredths:02d}"


def persons(between: Between) -> str:
    """A number of persons, or the two between which it lies."""
    if between.exact:
        return thin(between.low)
    return _("{low} to {high}").format(low=thin(between.low), high=thin(between.high))


def metres(millimetres: int | None) -> str:
    """A length in metres."""
    if millimetres is None:
        return ""
    return _("{length} m").format(length=_with_hundredths(millimetres // 1000, millimetres % 1000 // 10))


def part_row(laid: Laid) -> PartRow:
    """A part as a row."""
    size = laid.size
    room = _room(size)
    return PartRow(
        laid=laid,
        kind=_(laid.part.kind_word),
        indent=f"depth-{min(laid.depth, 4)}",
        area=square_metres(Between(room.area, room.area)) if room else "",
        net=square_metres(spacing.net(room)) if room else "",
        height=metres(size.height_mm) if size else "",
        width=metres(size.width_mm) if size else "",
        places=size.places if size else None,
        allows=persons(spacing.allowed_by([room])) if room and laid.is_room else "",
        source=size.source if size else "",
        day=size.day if size else None,
        gone_on=laid.part.gone_on,
    )


def _room(size: PartSize | None) -> spacing.Room | None:
    if size is None or size.area_cm2 is None:
        return None
    return spacing.Room(size.area_cm2, size.has_annexe, size.annexe_cm2)


def allowed(laid: Sequence[Laid], now: PlaceNow) -> Allowed | None:
    """What 4 m² would allow; ``None`` where no room is known."""
    rooms = rooms_of(laid)
    if not rooms:
        return None
    measured = measured_rooms(rooms)
    meant = [one.size.places for one in rooms if one.size is not None and one.size.places is not None]
    all_said = len(meant) == len(rooms) and now.capacity is not None
    return Allowed(
        rooms=len(rooms),
        measured=len(measured),
        persons=persons(spacing.allowed_by(measured)),
        small=spacing.too_small_for_one(measured),
        meant=sum(meant),
        covers=sum(meant) >= (now.capacity or 0) if all_said else None,
    )


def each_now(laid: Sequence[Laid], now: PlaceNow) -> Each | None:
    """How much room each person has now; ``None`` unless every room was measured and persons are known."""
    rooms = rooms_of(laid)
    measured = measured_rooms(rooms)
    if not rooms or len(measured) < len(rooms) or not now.persons:
        return None
    area = spacing.for_each(measured, now.persons)
    if area is None:
        return None
    space = spacing.means(area)
    return Each(square_metres(area), now.persons, spacing.WORDS[space], SHAPES[space])


def shown(group: Sequence[UUID], now: PlaceNow) -> dict[str, Any]:
    """The first parts, what they allow, and how much room each person has."""
    laid = parts_of(group)
    return {
        "parts": [part_row(one) for one in laid[:ON_A_PAGE]],
        "all_parts": len(laid),
        "parts_cut": len(laid) > ON_A_PAGE,
        "allowed": allowed(laid, now),
        "each": each_now(laid, now),
    }


def parts(request: Asked, place: UUID) -> HttpResponse:
    """Every part of a place, fifty on a page."""
    now = found(place)
    if now.root_id != place:
        return redirect("place_parts", now.root_id)
    laid = parts_of(list(PlaceNow.objects.filter(root=now.root_id).values_list("pk", flat=True)))
    page = Paginator(laid, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "now": now,
        "state_name": now.state.name(get_language() or "en"),
        "page": page,
        "rows": [part_row(one) for one in page.object_list],
    }
    return render(request, "office/place_parts.html", context)
