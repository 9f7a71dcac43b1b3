"""Places for the script of the map, in columns: a tenth of a second for ten thousand, and half the bytes of rows.

``ids`` are the sixteen bytes of each, in Base64; ``longitudes`` and ``latitudes`` millionths of a degree, each as the
step from the one before; ``kinds`` numbers of ``kind_words``; ``bands`` a letter for each, of ``BAND_LETTERS``, large
for what is closed; ``percents`` persons for a hundred official places, or null.
"""

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from unannounced.crafts.placing import SHAPES
from unannounced.duties.registering import kind_word
from unannounced.records.places.mapped import BELOW, CLOSED, FAR_OVER, NEAR, OVER, UNKNOWN, Point

BAND_LETTERS = {BELOW: "b", NEAR: "n", OVER: "o", FAR_OVER: "f", UNKNOWN: "u"}
NOBODY = UUID(int=0)


def as_columns(found: Iterable[Point]) -> str:
    """The places as JSON."""
    held = list(found)
    kinds = sorted({point.kind for point in held})
    numbers = {kind: number for number, kind in enumerate(kinds)}
    columns = {
        "ids": b64encode(bytes.fromhex("".join(point.hex for point in held).replace("-", ""))).decode(),
        "longitudes": list(_steps([point.longitude_e6 for point in held])),
        "latitudes": list(_steps([point.latitude_e6 for point in held])),
        "names": [point.name for point in held],
        "kinds": [numbers[point.kind] for point in held],
        "kind_words": [_(kind_word(kind)) for kind in kinds],
        "bands": "".join(map(_letter, held)),
        "percents": [None if point.per_mille is None else percent(point.per_mille) for point in held],
    }
    return json.dumps(columns, ensure_ascii=False, separators=(",", ":"))


def _steps(numbers: Sequence[int]) -> Iterator[int]:
    """Each number as the step from the one before.

    >>> list(_steps([5, 7, 4]))
    [5, 2, -3]
    """
    before = 0
    for number in numbers:
        yield number - before
        before = number


def _letter(point: Point) -> str:
    letter = BAND_LETTERS[point.band]
    return letter.upper() if point.status == CLOSED else letter


def title_of(name: str, kind: str, per_mille: int | None) -> str:
    """What a single place is called on the map."""
    if per_mille is None:
        words = _("{name}: {kind}, occupancy not known")
        return words.format(name=name, kind=_(kind_word(kind)))
    words = _("{name}: {kind}, {percent} % of capacity")
    return words.format(name=name, kind=_(kind_word(kind)), percent=percent(per_mille))


def percent(per_mille: int) -> int:
    """Whole hundredths, as lists of places show them.

    >>> percent(1006), percent(994)
    (101, 99)
    """
    return round(per_mille / 10)


def place_address(place: UUID) -> str:
    """The address of the page of a place."""
    try:
        return reverse("place", args=[place])
    except NoReverseMatch:
        return f"/places/{place}/"


def words_for_the_script() -> dict[str, object]:
    """The sentences and shapes that the script draws with; a group has two places at least."""
    return {
        "shapes": SHAPES,
        "letters": {letter: band for band, letter in BAND_LETTERS.items()},
        "place": place_address(NOBODY),
        "known": _("{name}: {kind}, {percent} % of capacity"),
        "unknown": _("{name}: {kind}, occupancy not known"),
        "group": _("{count} places, {above} of them known to hold more than their capacity"),
        "seen": _("Places in this part of the map: {count}"),
        "listed": _("List the places in this part of the map ({count})"),
        "failed": _("The places could not be fetched, so the map cannot be moved. Open the page again to try."),
        "scale": _("{length} km"),
    }
