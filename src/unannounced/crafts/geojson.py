"""Places on their way out as GeoJSON (RFC 7946): one feature for each row, in chunks; no position, no geometry."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice

from unannounced.crafts.tabling import CHUNK, Row

MEDIA = "application/geo+json; charset=utf-8"


def as_geojson(columns: Sequence[str], rows: Iterable[Row], *, latitude: str, longitude: str) -> Iterator[bytes]:
    """The rows as a collection of features; the columns named are the position, in degrees, and no property.

    >>> rows = [("Bresk", Decimal("45.5"), Decimal("-9")), ("Kest", None, None)]
    >>> made = b"".join(as_geojson(("name", "lat", "lon"), rows, latitude="lat", longitude="lon"))
    >>> [one["geometry"] for one in json.loads(made)["features"]]
    [{'type': 'Point', 'coordinates': [-9.0, 45.5]}, None]
    """
    north, east = columns.index(latitude), columns.index(longitude)
    kept = [place for place in range(len(columns)) if place not in (north, east)]
    features = (_feature(columns, row, kept, row[north], row[east]) for row in rows)
    yield b'{"type": "FeatureCollection", "features": [\n'
    comma = ""
    while chunk := list(islice(features, CHUNK)):
        yield (comma + ",\n".join(chunk)).encode(errors="replace")
        comma = ",\n"
    yield b"\n]}\n" if comma else b"]}\n"


def _feature(columns: Sequence[str], row: Row, kept: Sequence[int], north: object, east: object) -> str:
    known = isinstance(north, Decimal) and isinstance(east, Decimal)
    geometry = {"type": "Point", "coordinates": [east, north]} if known else None
    properties = {columns[place]: row[place] for place in kept}
    made = {"type": "Feature", "geometry": geometry, "properties": properties}
    return json.dumps(made, ensure_ascii=False, default=_plain)


def _plain(value: date | Decimal) -> str | float:
    return float(value) if isinstance(value, Decimal) else value.isoformat()
