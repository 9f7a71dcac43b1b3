"""Sealed blobs on their way home: what a parcel says, whose device it names, and how each blob will stand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from unannounced.crafts import handing_over
from unannounced.crafts.packing import Packed
from unannounced.duties import bringing
from unannounced.duties.bringing import Blob, Brought, CannotTake, Door
from unannounced.duties.noting import Sealed
from unannounced.records.keyrings.models import Device, Invitation
from unannounced.records.notebooks.models import SealedBlob
from unannounced.records.parcels.actions import Taken, arrived
from unannounced.records.parcels.models import Parcel

NEWEST_VERSION = 1


class Stands(NamedTuple):
    """What became of a parcel that was offered, and why where it was not taken."""

    what: Taken
    why: str = ""


@dataclass(frozen=True, slots=True)
class Coming:
    """A blob that can be kept: its parcel, what its line says, the digest its bytes really have, whose it is."""

    packed: Packed
    brought: Brought
    digest: str
    invitation: Invitation

    @property
    def blob(self) -> Blob:
        """What the line says of it."""
        return self.brought.blob

    @property
    def device(self) -> Device | None:
        """The device that came in by the invitation, if it did."""
        return getattr(self.invitation, "came", None)


def sort_out(parcels: Sequence[Packed]) -> tuple[list[Coming], dict[str, Stands]]:
    """Those that can be kept now, and what becomes of the others: known, waiting for their device, or refused."""
    read: dict[str, Brought] = {}
    stands: dict[str, Stands] = {}
    for packed in parcels:
        try:
            read[packed.digest] = _read(packed)
        except CannotTake as why:
            stands[packed.digest] = Stands(Taken.REFUSED, f"Parcel {packed.digest[:12]}: {why.sentence}")
    invitations = _invitations(UUID(one.blob.device) for one in read.values())
    digests = {digest: sha256(one.sealed).hexdigest() for digest, one in read.items()}
    held = dict(SealedBlob.objects.filter(digest__in=set(digests.values())).values_list("digest", "visit_id"))
    coming = []
    for packed in parcels:
        if packed.digest in stands:
            continue
        one, real = read[packed.digest], digests[packed.digest]
        invitation = invitations.get(UUID(one.blob.device))
        stands[packed.digest] = stand = _stand(one, invitation, held_for=held.get(real))
        if stand.what is Taken.NEW and invitation is not None:
            held[real] = invitation.visit_id
            coming.append(Coming(packed, one, real, invitation))
    return coming, stands


def _read(packed: Packed) -> Brought:
    if packed.kind != "sealed-blob" or packed.version > NEWEST_VERSION:
        raise bringing.malformed("it was made by a newer version. Bring the office up to date; it is offered again.")
    return bringing.read_content(packed.content)


def _invitations(devices: Iterable[UUID]) -> Mapping[UUID, Invitation]:
    found = Invitation.objects.filter(device__in=set(devices)).select_related("came", "visit")
    return {one.device: one for one in found}


def _stand(brought: Brought, invitation: Invitation | None, *, held_for: UUID | None) -> Stands:
    """What becomes of a blob; ``held_for`` is the visit for which its bytes are held already."""
    if invitation is None:
        return Stands(
            Taken.REFUSED, f"No visit here invited the device {brought.blob.device}. It stays in the field room."
        )
    if held_for == invitation.visit_id:
        return Stands(Taken.KNOWN)
    if held_for is not None:
        return Stands(
            Taken.REFUSED,
            f"What the device {brought.blob.device} brought came before under the name of a device of another visit. "
            "It stays in the field room.",
        )
    if not hasattr(invitation, "came") and brought.door is Door.APP:
        return Stands(Taken.WAITS, f"The device {brought.blob.device} itself has not come yet.")
    return Stands(Taken.NEW)


def numbers_taken(coming: Sequence[Coming]) -> set[tuple[UUID, int]]:
    """The numbers that the devices of these blobs gave to others before; what was set apart proves nothing."""
    devices = {one.device.pk for one in coming if one.device is not None}
    numbers = {one.blob.seq for one in coming}
    held = SealedBlob.objects.filter(device__in=devices, number__in=numbers, door=Door.APP.value)
    held = held.exclude(stands=Sealed.APART.value)
    return {(device, number) for device, number in held.values_list("device", "number") if device is not None}


def rows(one: Coming, taken: set[tuple[UUID, int]], at: datetime) -> tuple[Parcel, SealedBlob]:
    """The rows of a blob that is taken in; ``taken`` is told the number it uses."""
    parcel, device = arrived(one.packed, at=at), one.device
    number = (device.pk, one.blob.seq) if device is not None and one.brought.door is Door.APP else None
    why = None
    if one.brought.door is Door.OPENROSA:
        withdrawn = one.invitation.withdrawn_at is not None
        why = bringing.apart_at_the_odk_door(app_came=device is not None, withdrawn=withdrawn)
    if one.brought.door is Door.APP:
        why = bringing.apart_because(
            one.blob,
            real_digest=one.digest,
            real_size=len(one.brought.sealed),
            signed=device is not None and _is_signed(one.blob, device),
            number_taken=number in taken,
            revoked=device is not None and _was_revoked(device, one.blob.seq),
        )
    if number is not None and why is None:
        taken.add(number)
    return parcel, SealedBlob(
        visit=one.invitation.visit,
        device=device,
        door=one.brought.door.value,
        number=one.blob.seq,
        digest=one.digest,
        size=len(one.brought.sealed),
        parcel=parcel,
        came_at=at,
        stands=(Sealed.APART if why else Sealed.WAITS).value,
        why=[why.english, dict(why.facts)] if why else [],
    )


def _is_signed(blob: Blob, device: Device) -> bool:
    text = handing_over.blob_text(device=blob.device, seq=blob.seq, digest=blob.digest, size=blob.size)
    return handing_over.is_signed(text, signature=blob.signature, verifying_key=device.verifying_key)


def _was_revoked(device: Device, number: int) -> bool:
    """Whether it came after its device was revoked, and is not among those said to have come before."""
    return device.revoked_at is not None and (device.revoked_from is None or number >= device.revoked_from)
