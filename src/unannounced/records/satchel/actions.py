"""What the field room writes: devices that came in, sealed blobs and their parts, and what the office said.

The field room has no ledger: what is to be kept lies in parcels for the office, each written in the transaction that
takes it in. Nothing here is believed: keys, proofs and signatures are checked again in the office.
"""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import BinaryField, Max
from django.db.models.functions import Substr

from unannounced.crafts import packing
from unannounced.crafts.packing import Packed
from unannounced.duties import bringing
from unannounced.duties.bringing import Blob, Brought, CannotTake, Enrolment, Problem
from unannounced.duties.words import say
from unannounced.records.parcels.actions import frozen
from unannounced.records.parcels.models import Direction, Parcel
from unannounced.records.parcels.opening import carry_out
from unannounced.records.satchel.content import Orders
from unannounced.records.satchel.models import Enrolled, Held, Invited, Letter, OdkMark, Part

Answer = TypeVar("Answer")

OFFICE = "office"
KNOWN_VERSIONS = {"invitation": 1, "invitation-withdrawn": 1, "letter": 1, "revocation": 1}


def _twice(what: Callable[[], Answer]) -> Answer:
    """Do ``what``, and once more if somebody wrote the same at the same moment: then it is there."""
    try:
        return what()
    except IntegrityError:
        return what()


# A device comes in


def enrol(said: Enrolment, *, at: datetime) -> Invited:
    """Let a device in by its code, once; the invitation with its package. The same device is welcome again."""
    return _twice(lambda: _enrol(said, at))


def _enrol(said: Enrolment, at: datetime) -> Invited:
    with transaction.atomic():
        invited = Invited.objects.filter(lookup=said.lookup).first()
        if invited is None:
            raise CannotTake(
                Problem.UNKNOWN, say("No invitation has this code. Compare each letter, or ask for a new code.")
            )
        held = Enrolled.objects.filter(device=invited.device).first()
        if held is not None and held.revoked:
            raise CannotTake(Problem.REVOKED, say("This device was revoked. Ask for a new code."))
        if invited.withdrawn:
            raise CannotTake(Problem.WITHDRAWN, say("This invitation was withdrawn. Ask for a new code."))
        if invited.odk_since is not None:
            raise CannotTake(
                Problem.USED, say("An ODK client came in by this invitation. Ask for a new code for the app.")
            )
        if held is None:
            _keep_enrolment(invited, said, at)
        else:
            _require_the_same(held, said)
        return invited


def _require_the_same(held: Enrolled, said: Enrolment) -> None:
    if (held.verifying_key, held.recipient) != (said.verifying_key, said.recipient):
        raise CannotTake(
            Problem.USED,
            say("Another device came in by this code. Ask for a new one, and say so if that device is not yours."),
        )


def _keep_enrolment(invited: Invited, said: Enrolment, at: datetime) -> None:
    if at.date() > invited.expires_on:
        raise CannotTake(
            Problem.EXPIRED,
            say("This code was good until {day}. Ask for a new one."),
            day=invited.expires_on.isoformat(),
        )
    Enrolled.objects.create(
        device=invited.device, verifying_key=said.verifying_key, recipient=said.recipient, enrolled_at=at
    )
    content = {
        "lookup": said.lookup,
        "device": str(invited.device),
        "verifying_key": said.verifying_key,
        "recipient": said.recipient,
        "label": said.label,
        "proof": said.proof,
    }
    _parcel("enrolment", json.dumps(content, sort_keys=True).encode(), at).save(force_insert=True)


def _parcel(kind: str, content: bytes | bytearray, at: datetime) -> Parcel:
    return frozen(kind, 1, content, packing.digest_of(content), to_room=OFFICE, at=at)


# Sealed blobs


def keep_blobs(brought: Sequence[Brought], *, at: datetime) -> set[str]:
    """Keep those that are not held yet, all in one transaction; the digests that are new here.

    Whether they are signed is for whoever calls this. Once it returns they are on the disk.
    """
    return _twice(lambda: _keep_blobs(brought, at))


def _keep_blobs(brought: Sequence[Brought], at: datetime) -> set[str]:
    offered = {one.blob.digest: one for one in brought}
    with transaction.atomic():
        held = set(Held.objects.filter(digest__in=offered).values_list("digest", flat=True))
        new = [one for digest, one in offered.items() if digest not in held]
        Held.objects.bulk_create([_held(one.blob, at) for one in new])
        Parcel.objects.bulk_create([_parcel("sealed-blob", bringing.content(one), at) for one in new])
    return offered.keys() - held


def _held(blob: Blob, at: datetime) -> Held:
    return Held(digest=blob.digest, device=UUID(blob.device), seq=blob.seq, taken_at=at)


def let_odk_in(invited: Invited, *, at: datetime) -> None:
    """Note that an ODK client comes in by an invitation, once. Raises ``CannotTake`` where it cannot.

    An invitation is for an app or for an ODK client, never for both; it is first used until its day.
    """
    if Enrolled.objects.filter(device=invited.device).exists():
        raise CannotTake(Problem.USED, say("The app came in by this invitation. Ask for one for the ODK client."))
    if invited.withdrawn:
        raise CannotTake(Problem.WITHDRAWN, say("This invitation was withdrawn. Ask for a new one."))
    if invited.odk_since is not None:
        return
    if at.date() > invited.expires_on:
        raise CannotTake(
            Problem.EXPIRED,
            say("This invitation was good until {day}. Ask for a new one."),
            day=invited.expires_on.isoformat(),
        )
    Invited.objects.filter(pk=invited.pk, odk_since__isnull=True).update(odk_since=at)


def keep_of_odk(brought: Sequence[Brought], marks: Sequence[OdkMark], *, at: datetime) -> None:
    """Keep what an ODK client brought, sealed at the door, with the marks by which it is known again.

    All or nothing. Raises ``IntegrityError`` where the same came at the same moment by another way: look again then.
    """
    with transaction.atomic():
        OdkMark.objects.bulk_create(marks)
        Held.objects.bulk_create([_held(one.blob, at) for one in brought])
        Parcel.objects.bulk_create([_parcel("sealed-blob", bringing.content(one), at) for one in brought])


def keep_part(blob: Blob, number: int, content: bytes, *, at: datetime) -> tuple[str, list[int]]:
    """Keep one part; with the last one the blob. What stands now (waiting, kept, known), and which parts are here.

    Raises ``CannotTake``: forged, if the parts together are not what was signed (they are dropped then); unfinished, if
    as many parts of its device are here as may be, and none of them rests.
    """
    stands, have = _twice(lambda: _keep_part(blob, number, content, at))
    if stands == Problem.FORGED:
        raise CannotTake(
            Problem.FORGED, say("The parts together are not the blob that was signed. Bring it again from part 1.")
        )
    return stands, have


def _keep_part(blob: Blob, number: int, content: bytes, at: datetime) -> tuple[str, list[int]]:
    device = UUID(blob.device)
    with transaction.atomic():
        Enrolled.objects.select_for_update().filter(device=device).first()  # one part of a device at a time
        if Held.objects.filter(digest=blob.digest).exists():
            return "known", []
        of = bringing.parts_of(blob.size)
        parts = Part.objects.filter(device=device, digest=blob.digest)
        if not parts.filter(number=number).exists():
            _make_room(device, blob.digest, at)
            Part.objects.create(device=device, digest=blob.digest, number=number, of=of, content=content, came_at=at)
        have = list(parts.order_by("number").values_list("number", flat=True))
        if len(have) < of:
            return "waiting", have
        return _join(blob, at), have


def _make_room(device: UUID, digest: str, at: datetime) -> None:
    """Let one more part of the blob ``digest`` in: another of the device that rests longest gives way, if one must.

    The device has what gives way still, finds its parts gone when it asks for them, and brings them again.
    """
    parts = Part.objects.filter(device=device)
    if parts.count() < bringing.MOST_UNFINISHED:
        return
    others = parts.exclude(digest=digest).values("digest").annotate(last=Max("came_at")).order_by("last")
    rests = others.filter(last__lte=at - bringing.RESTS_AFTER).first()
    if rests is None:
        raise CannotTake(
            Problem.UNFINISHED,
            say(
                "This device has {most} megabytes here of files that are not whole yet: nothing more is begun. It "
                "stays on the device; bring the parts of those that lack some first, or try again tomorrow."
            ),
            most=bringing.MOST_UNFINISHED,
        )
    parts.filter(digest=rests["digest"]).delete()


def expire_parts(*, at: datetime) -> int:
    """Drop the parts of blobs of which none came for ``UNFINISHED_FOR``; of how many blobs.

    What came whole is no part any more, and stays. A device that comes back later brings the parts again.
    """
    before = at - bringing.UNFINISHED_FOR
    stale = Part.objects.values("device", "digest").annotate(last=Max("came_at")).filter(last__lt=before)
    expired = 0
    for one in list(stale.order_by("device", "digest")):
        with transaction.atomic():
            Enrolled.objects.select_for_update().filter(device=one["device"]).first()
            parts = Part.objects.filter(device=one["device"], digest=one["digest"])
            if not parts.filter(came_at__gte=before).exists():
                expired += parts.delete()[0] > 0
    return expired


def _join(blob: Blob, at: datetime) -> str:
    """Make one of all parts. Where their digest is not the one that was signed they are dropped."""
    parts = Part.objects.filter(device=UUID(blob.device), digest=blob.digest)
    content = bytearray(bringing.content(Brought(blob, b"")))
    begins, digest = len(content), sha256()
    for piece in parts.order_by("number").values_list("content", flat=True).iterator(4):
        digest.update(piece)
        content += piece
    parts.delete()
    if len(content) - begins != blob.size or digest.hexdigest() != blob.digest:
        return Problem.FORGED
    _held(blob, at).save(force_insert=True)
    _parcel("sealed-blob", content, at).save(force_insert=True)
    return "kept"


def forget(*, carried_before: datetime) -> int:
    """Drop the bytes of blobs that the office confirmed before; their digests stay known. How many."""
    kept = Parcel.objects.filter(direction=Direction.OUT, kind="sealed-blob", carried_at__lt=carried_before)
    begins = Substr("content", 1, bringing.LONGEST_HEADER, output_field=BinaryField())
    total = 0
    while page := list(kept.annotate(begins=begins).values_list("pk", "begins")[:200]):
        with transaction.atomic():
            digests = [bringing.read_content(bytes(content)).blob.digest for _key, content in page]
            Held.objects.filter(digest__in=digests).update(forgotten=True)
            Parcel.objects.filter(pk__in=[key for key, _content in page]).delete()
        total += len(page)
    return total


# What the office said


def open_parcel(packed: Packed) -> None:
    """Do what a parcel of the office says; raise ``ParcelRefused`` or ``ParcelWaits`` if that cannot be done."""
    carry_out(packed, KNOWN_VERSIONS, _open)


def _open(packed: Packed) -> None:
    orders = Orders(packed)
    match orders.kind:
        case "invitation":
            orders.invited().save(force_insert=True)
        case "invitation-withdrawn":
            orders.require(Invited.objects.filter(device=orders.device).update(withdrawn=True))
        case "revocation":
            orders.require(Invited.objects.filter(device=orders.device).update(withdrawn=True))
            Enrolled.objects.filter(device=orders.device).update(revoked=True)
        case _:
            _keep_letter(orders)


def _keep_letter(orders: Orders) -> None:
    letter = orders.letter()
    newer = Letter.objects.filter(device=letter.device, number__gt=letter.number).exists()
    letter.save(force_insert=True)
    if not newer:
        fresh = {"recipient": orders.text("recipient"), "checklists": orders.checklists()}
        orders.require(Invited.objects.filter(device=letter.device).update(**fresh))
