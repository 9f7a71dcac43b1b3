"""What goes to the intake room, frozen: keys, their revocation, answers, and that a conversation is over."""

import json
from collections.abc import Mapping
from datetime import datetime

from unannounced.crafts.handing_over import coded
from unannounced.crafts.packing import digest_of
from unannounced.records.parcels.actions import frozen
from unannounced.records.parcels.models import Parcel

ROOM = "intake"
OVER = "conversation-over"


def _parcel(kind: str, said: Mapping[str, object], at: datetime) -> Parcel:
    content = json.dumps(said, ensure_ascii=False, sort_keys=True).encode()
    return frozen(kind, 1, content, digest_of(content), to_room=ROOM, at=at)


def key_parcel(version: int, recipient: str, *, at: datetime) -> Parcel:
    """The newest version of the key: letters are sealed to it from now on."""
    return _parcel("intake-key", {"version": version, "recipient": recipient}, at)


def revocation_parcel(version: int, *, at: datetime) -> Parcel:
    """A version to which nothing is sealed any more."""
    return _parcel("intake-key-revoked", {"version": version}, at)


def answer_parcel(conversation: str, number: int, sealed: bytes, *, at: datetime) -> Parcel:
    """An answer, which the sender alone can open."""
    return _parcel("answer", {"conversation": conversation, "number": number, "sealed": coded(sealed)}, at)


def over_parcel(conversation: str, *, at: datetime) -> Parcel:
    """That the office erased a conversation."""
    return _parcel(OVER, {"conversation": conversation}, at)
