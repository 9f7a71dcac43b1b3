"""Places as the table beside their map shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unannounced.crafts.mapping import Drawing
from unannounced.crafts.placing import swatch
from unannounced.duties.registering import kind_word
from unannounced.records.places.mapped import CLOSED, STATUSES, UNKNOWN, band_of
from unannounced.records.places.models import PlaceNow
from unannounced.rooms.office.pages.place_points import percent, place_address


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place of the table."""

    name: str
    url: str
    state: str
    kind: str
    town: str
    status: str
    swatch: Drawing
    persons: int | None
    persons_on: date | None
    capacity: int | None
    percent: int | None
    on_map: bool


def rows_of(found: Iterable[PlaceNow]) -> list[PlaceRow]:
    """A row for each place."""
    language = get_language() or "en"
    return [_row(place, language) for place in found]


def _row(place: PlaceNow, language: str) -> PlaceRow:
    return PlaceRow(
        name=place.name,
        url=place_address(place.pk),
        state=place.state.name(language),
        kind=_(kind_word(place.kind)),
        town=place.town,
        status=_(STATUSES[place.status or UNKNOWN]),
        swatch=swatch(band_of(place.per_mille), closed=place.status == CLOSED),
        persons=place.persons,
        persons_on=place.persons_on,
        capacity=place.capacity,
        percent=None if place.per_mille is None else percent(place.per_mille),
        on_map=place.latitude_e6 is not None and place.longitude_e6 is not None,
    )
