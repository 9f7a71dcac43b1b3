"""Which parcels wait, and which were taken in."""

from collections.abc import Iterator

from unannounced.crafts.packing import Packed
from unannounced.records.parcels.models import Direction, Parcel


def waiting(*, from_room: str, again: bool = False) -> Iterator[Packed]:
    """Outgoing parcels that no room has confirmed, oldest first; with ``again`` all of them."""
    parcels = Parcel.objects.filter(direction=Direction.OUT).order_by("made_at", "id")
    if not again:
        parcels = parcels.filter(carried_at__isnull=True)
    for parcel in parcels.iterator(20):
        yield Packed(parcel.kind, parcel.version, from_room, parcel.digest, bytes(parcel.content))


def is_parcelled(digest: str, room: str) -> bool:
    """Whether these bytes are in a parcel to ``room`` already."""
    return Parcel.objects.filter(direction=Direction.OUT, room=room, digest=digest).exists()


def taken_in() -> Iterator[Packed]:
    """Everything this room took in, in the order in which it did."""
    for parcel in Parcel.objects.filter(direction=Direction.IN).order_by("made_at", "id").iterator(20):
        yield Packed(parcel.kind, parcel.version, parcel.room, parcel.digest, bytes(parcel.content))


def any_waiting() -> bool:
    """Whether there is something for the courier to do."""
    return Parcel.objects.filter(direction=Direction.OUT, carried_at__isnull=True).exists()
