"""Places taken along: the lists as they are filtered, the numbers of one place, and what changed between two days."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.db.models import QuerySet
from django.http import HttpResponseBase, StreamingHttpResponse
from django.urls import URLPattern, path, reverse

from unannounced.crafts.geojson import MEDIA, as_geojson
from unannounced.crafts.tabling import Row
from unannounced.records.places.models import PlaceNow
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages import places_asked
from unannounced.rooms.office.pages.exporting import FORMATS, table
from unannounced.rooms.office.pages.exports import NOWHERE
from unannounced.rooms.office.pages.places_asked import of_address

COLUMNS = (
    "id", "name", "state", "kind", "town", "region", "operator", "status", "latitude", "longitude", "persons",
    "persons_on", "capacity", "capacity_on", "occupancy_per_mille", "persons_before", "before_on", "suspicions",
    "sources_disagree", "address",
)  # fmt: skip
_MILLION = Decimal(1_000_000)


def places_table(request: Asked, ending: str) -> HttpResponseBase:
    """The places that the filters of the address leave, as a table."""
    return table(ending, "places", COLUMNS, rows(_found(request), _address(request)), on=request.moment.date())


def places_geojson(request: Asked) -> HttpResponseBase:
    """The places that the filters of the address leave, for a map; those without a position have no geometry."""
    chunks = as_geojson(COLUMNS, rows(_found(request), _address(request)), latitude="latitude", longitude="longitude")
    answer = StreamingHttpResponse(chunks, content_type=MEDIA)
    name = f"places-{request.moment.date().isoformat()}.geojson"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


def _found(request: Asked) -> QuerySet[PlaceNow]:
    filters = of_address(request.GET)
    return places_asked.narrowed(filters, request.viewer, places_asked.sought(filters))


def _address(request: Asked) -> str:
    """The address of a place with ``{}`` for its id: made once for all rows."""
    return request.build_absolute_uri(reverse("place", args=[NOWHERE])).replace(str(NOWHERE), "{}")


def rows(found: QuerySet[PlaceNow], address: str) -> Iterator[Row]:
    """A row for each place."""
    for one in found.select_related("state").iterator():
        yield (
            str(one.pk), one.name, one.state.code, one.kind, one.town, one.region, one.operator, one.status,
            degrees(one.latitude_e6), degrees(one.longitude_e6), one.persons, one.persons_on, one.capacity,
            one.capacity_on, one.per_mille, one.before, one.before_on, joined(one.suspicions), one.disagrees,
            address.format(one.pk),
        )  # fmt: skip


def degrees(millionths: int | None) -> Decimal | None:
    """Degrees of millionths.

    >>> degrees(45_500_000), degrees(None)
    (Decimal('45.5'), None)
    """
    return None if millionths is None else (Decimal(millionths) / _MILLION)


def joined(words: Iterable[str]) -> str:
    """Several words in one cell."""
    return ";".join(words)


def place_table_urls() -> list[URLPattern]:
    """The addresses of the tables: ``/places.csv``, ``/places.geojson``."""
    listed = [path(f"places.{one.ending}", places_table, {"ending": one.ending}, name=f"places_{one.ending}")
              for one in FORMATS]  # fmt: skip
    return [*listed, path("places.geojson", places_geojson, name="places_geojson")]
