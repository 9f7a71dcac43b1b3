"""What goes to the field room, frozen: invitations, withdrawals, letters and revocations (docs/field-protocol.md)."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from unannounced.crafts.packing import digest_of
from unannounced.records.keyrings.models import VisitKey
from unannounced.records.parcels.actions import frozen
from unannounced.records.parcels.models import Parcel

ROOM = "field"
Checklists = Sequence[Mapping[str, str]]
"""``form_id``, ``version``, ``title`` and ``xform`` of each: the ODK door of the field room shows them."""


def _parcel(kind: str, said: Mapping[str, object], at: datetime) -> Parcel:
    content = json.dumps(said, ensure_ascii=False, sort_keys=True).encode()
    return frozen(kind, 1, content, digest_of(content), to_room=ROOM, at=at)


def invitation_parcel(
    lookup: str,
    device: UUID,
    key: VisitKey,
    *,
    package: str,
    expires_on: date,
    checklists: Checklists,
    odk_key: str,
    at: datetime,
) -> Parcel:
    """An invitation: what the field room needs to let one device in, and the package it cannot open."""
    said = {
        "lookup": lookup,
        "device": str(device),
        "recipient": key.recipient,
        "package": package,
        "expires_on": expires_on.isoformat(),
        "checklists": list(checklists),
        "odk_key": odk_key,
    }
    return _parcel("invitation", said, at)


def withdrawal_parcel(lookup: str, device: UUID, *, at: datetime) -> Parcel:
    """A code that lets nobody in any more."""
    return _parcel("invitation-withdrawn", {"lookup": lookup, "device": str(device)}, at)


def letter_parcel(
    device: UUID, number: int, key: VisitKey, *, sealed: str, checklists: Checklists, at: datetime
) -> Parcel:
    """A letter to a device, which it alone can open."""
    said = {
        "device": str(device),
        "number": number,
        "recipient": key.recipient,
        "sealed": sealed,
        "checklists": list(checklists),
    }
    return _parcel("letter", said, at)


def revocation_parcel(device: UUID, *, at: datetime) -> Parcel:
    """A device that gets no letters any more, and is told so."""
    return _parcel("revocation", {"device": str(device)}, at)
