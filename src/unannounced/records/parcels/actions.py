"""Taking parcels in, once; saying that one has been carried."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from unannounced.crafts.packing import Packed
from unannounced.records.parcels.models import Direction, Parcel


class Taken(StrEnum):
    """What became of a parcel that was offered."""

    NEW = "taken"
    KNOWN = "known"
    WAITS = "waits"
    REFUSED = "refused"


class ParcelRefused(Exception):
    """The parcel cannot be opened here; nothing of it was kept, and it is offered again."""


class ParcelWaits(Exception):
    """The parcel belongs to something that has not come yet; nothing of it was kept, and it is offered again."""


def frozen(
    kind: str,
    version: int,
    content: bytes | bytearray,
    digest: str,
    *,
    to_room: str,
    at: datetime,
    not_before: datetime | None = None,
) -> Parcel:
    """A parcel ready to be kept by the act that makes it, in that act's transaction.

    The courier leaves it until ``not_before``, if that is given: an embargo.
    """
    return Parcel(
        direction=Direction.OUT,
        room=to_room,
        kind=kind,
        version=version,
        digest=digest,
        content=content,
        made_at=at,
        not_before=not_before,
    )


def arrived(packed: Packed, *, at: datetime) -> Parcel:
    """A parcel that came, ready to be kept by the act that takes it in, in that act's transaction."""
    return Parcel(
        direction=Direction.IN,
        room=packed.room,
        kind=packed.kind,
        version=packed.version,
        digest=packed.digest,
        content=packed.content,
        made_at=at,
    )


def take_in(packed: Packed, *, open_with: Callable[[Packed], None], at: datetime) -> Taken:
    """Keep ``packed`` and open it with ``open_with`` in one transaction; a known digest changes nothing."""
    with transaction.atomic():
        _parcel, new = Parcel.objects.get_or_create(
            direction=Direction.IN,
            room=packed.room,
            digest=packed.digest,
            defaults={"kind": packed.kind, "version": packed.version, "content": packed.content, "made_at": at},
        )
        if new:
            open_with(packed)
    return Taken.NEW if new else Taken.KNOWN


def note_carried(*digests: str, room: str = "", at: datetime) -> None:
    """Note that the other room has taken these parcels in. Saying it twice is welcome."""
    out = Parcel.objects.filter(direction=Direction.OUT, digest__in=digests, carried_at__isnull=True)
    (out.filter(room=room) if room else out).update(carried_at=at)
