"""Which parcels wait, and which were taken in."""

from collections.abc import Collection, Iterable, Iterator
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Length, Now

from unannounced.crafts.packing import Packed
from unannounced.records.parcels.models import Direction, Parcel

MOST, LARGEST = 200, 8 * 1024 * 1024
"""So many parcels, and so many bytes of more than one, are in memory at once."""


def waiting(
    *, from_room: str, to_room: str = "", again: bool = False, without: Collection[str] = ()
) -> Iterator[Packed]:
    """Outgoing parcels, to ``to_room`` or to any, that no room has confirmed, oldest first; with ``again`` all of them.

    Those whose digest is in ``without`` are passed over, and so are those under an embargo that still runs.
    """
    parcels = Parcel.objects.filter(_free_to_go(), direction=Direction.OUT)
    if to_room:
        parcels = parcels.filter(room=to_room)
    if not again:
        parcels = parcels.filter(carried_at__isnull=True)
    for parcel in one_by_one(parcels, without=without):
        yield Packed(parcel.kind, parcel.version, from_room, parcel.digest, bytes(parcel.content))


def one_by_one(parcels: QuerySet[Parcel], *, without: Collection[str] = ()) -> Iterator[Parcel]:
    """Each of ``parcels``, oldest first, however many and large: no more than a page of them is in memory."""
    sizes = parcels.order_by("made_at", "id").annotate(bytes=Length("content")).values_list("pk", "bytes", "digest")
    for page in _pages([(key, size) for key, size, digest in sizes if digest not in without]):
        yield from Parcel.objects.filter(pk__in=page).order_by("made_at", "id")


def _pages(sizes: Iterable[tuple[UUID, int]]) -> Iterator[list[UUID]]:
    page: list[UUID] = []
    total = 0
    for key, size in sizes:
        if page and (len(page) == MOST or total + size > LARGEST):
            yield page
            page, total = [], 0
        page.append(key)
        total += size
    if page:
        yield page


def is_parcelled(digest: str, room: str) -> bool:
    """Whether these bytes are in a parcel to ``room`` already."""
    return Parcel.objects.filter(direction=Direction.OUT, room=room, digest=digest).exists()


def taken_in() -> Iterator[Packed]:
    """Everything this room took in, in the order in which it did."""
    for parcel in one_by_one(Parcel.objects.filter(direction=Direction.IN)):
        yield Packed(parcel.kind, parcel.version, parcel.room, parcel.digest, bytes(parcel.content))


def known_of(packed: Iterable[Packed], *, from_room: str) -> set[str]:
    """The digests of those parcels that this room took in from ``from_room`` before."""
    digests = [one.digest for one in packed]
    held = Parcel.objects.filter(direction=Direction.IN, room=from_room, digest__in=digests)
    return set(held.values_list("digest", flat=True))


def any_waiting(to_room: str = "") -> bool:
    """Whether there is something for the courier to carry, to ``to_room`` or to any."""
    waits = Parcel.objects.filter(_free_to_go(), direction=Direction.OUT, carried_at__isnull=True)
    return (waits.filter(room=to_room) if to_room else waits).exists()


def _free_to_go() -> Q:
    """Those under no embargo, or under one that has ended: by the clock of the database, as the courier finds it."""
    return Q(not_before__isnull=True) | Q(not_before__lte=Now())
