"""Communications for tests: whoever writes, what the intake room hands over, and keepers with the key in their hands."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from tests.sealed import PASSPHRASE, WORK, unwrapped
from unannounced.crafts import padding, receipt_words, sealing
from unannounced.crafts.packing import Packed, digest_of
from unannounced.records.accounts.queries import Viewer
from unannounced.records.communications.actions import assign, name_keeper
from unannounced.records.communications.keys import make_intake_key
from unannounced.records.communications.models import Communication, IntakeKey
from unannounced.records.communications.pieces import Offered
from unannounced.records.communications.queries import keepers_on, member_keys_for, newest_key
from unannounced.records.communications.taking import take_communications
from unannounced.records.keyrings.own import make_member_key
from unannounced.records.keyrings.queries import own_key

CAME_ON = (datetime.now(UTC).date() - timedelta(days=7)).isoformat()
"""The day on which a letter came that does not say another: a week before whichever day these tests run."""
NOBODY_NAMED = {"format": "unannounced-who/1", "name": "", "reach": ""}


@cache
def _member(who: str) -> tuple[str, str]:
    """The identity of somebody, and how it is locked; made once for many tests."""
    identity = sealing.new_identity()
    return identity, sealing.armoured(sealing.lock(identity.encode(), PASSPHRASE, work=WORK))


def member_identity(who: str) -> str:
    """The identity of somebody's own key, as their passphrase opens it."""
    return _member(who)[0]


def with_key(world: Any, *people: str, at: Any) -> None:
    """Each of these has a key of their own."""
    for who in people:
        identity, locked = _member(who)
        if own_key(world.viewers[who]) is None:
            make_member_key(sealing.recipient_of(identity), locked, by=world.viewers[who], at=at)


@dataclass(slots=True)
class Intake:
    """The key of communications as a keeper's browser has it open."""

    identity: str
    key: IntakeKey

    def offered(self, clear: bytes | dict[str, Any]) -> Offered:
        """What a browser seals for the office."""
        return Offered(seal(clear, self.key.recipient), self.key.version)

    def opened(self, sealed: bytes) -> bytes:
        """What a browser opens."""
        return padding.unpad(sealing.open_sealed(bytes(sealed), self.identity))


def seal(clear: bytes | dict[str, Any], recipient: str) -> bytes:
    """Filled up and sealed, as the protocol says."""
    content = clear if isinstance(clear, bytes) else json.dumps(clear, ensure_ascii=False).encode()
    return sealing.seal(padding.pad(content), to=recipient)


def keepers(world: Any, *people: str, at: Any) -> Intake:
    """These keep the register (the first is of the secretariat and names the others), and the first makes the key."""
    first = world.viewers[people[0]]
    with_key(world, *people, at=at)
    for who in people:
        if not keepers_on(at.date()).filter(person=world.people[who]).exists():
            name_keeper(world.people[who], by=first, at=at)
    return new_key(first, at=at)


def new_key(by: Viewer, *, because: str = "", at: Any) -> Intake:
    """The next version of the key, wrapped for every keeper who has a key."""
    newest, identity = newest_key(), sealing.new_identity()
    wrapped = {
        key.pk: sealing.armoured(sealing.seal(identity.encode(), to=key.recipient))
        for key in member_keys_for(at.date())
    }
    version = newest.version + 1 if newest else 1
    key = make_intake_key(sealing.recipient_of(identity), wrapped, version=version, because=because, by=by, at=at)
    return Intake(identity, key)


def opened_by(copy: str, who: str) -> str:
    """The identity of the key as the keeper it was wrapped for opens it."""
    from tests.sealed import MembersKey

    return unwrapped(copy, MembersKey(who, _member(who)[0], PASSPHRASE, None))  # type: ignore[arg-type]


@dataclass(slots=True)
class Sender:
    """Somebody who writes, with the words of a receipt."""

    identity: str
    conversation: str

    @property
    def recipient(self) -> str:
        """Answers are sealed to it."""
        return sealing.recipient_of(self.identity)

    def letter(self, key: IntakeKey, text: str = "They took my mattress.", **said: Any) -> Packed:
        """A letter of theirs as the courier brings it."""
        clear = {"format": "unannounced-communication/1", "recipient": self.recipient, "language": "en", "text": text}
        who = said.pop("who", NOBODY_NAMED)
        return letter_parcel(
            self.conversation, key.version, seal({**clear, **said}, key.recipient), seal(who, key.recipient)
        )

    def file(self, key: IntakeKey, content: bytes = b"\xff\xd8\xff a photograph", **said: Any) -> Packed:
        """A file of theirs as the courier brings it."""
        return file_parcel(self.conversation, seal(content, key.recipient), **said)

    def erases(self, on: date) -> Packed:
        """They erase the conversation."""
        return packed(
            "communication-erased", json.dumps({"conversation": self.conversation, "on": on.isoformat()}).encode()
        )


@cache
def sender(number: int = 0) -> Sender:
    """A sender by number; the same words again for the same number."""
    receipt = receipt_words.receipt_of(receipt_words.words_of("en")[number * 10 : number * 10 + 10])
    return Sender(receipt.identity, hashlib.sha256(bytes.fromhex(receipt.address)).hexdigest())


def packed(kind: str, content: bytes, *, version: int = 1, room: str = "intake") -> Packed:
    """Bytes as the courier brings them from the intake room."""
    return Packed(kind, version, room, digest_of(content), content)


def letter_parcel(conversation: str, version: int, sealed: bytes, who: bytes, came_on: str = CAME_ON) -> Packed:
    """A parcel ``communication``."""
    line = {"conversation": conversation, "version": version, "came_on": came_on, "sizes": [len(sealed), len(who)]}
    return packed("communication", json.dumps(line).encode() + b"\n" + sealed + who)


def file_parcel(conversation: str, sealed: bytes, **said: Any) -> Packed:
    """A parcel ``communication-file``."""
    digest = hashlib.sha256(sealed).hexdigest()
    line = {"conversation": conversation, "digest": digest, "size": len(sealed), "came_on": CAME_ON, **said}
    return packed("communication-file", json.dumps(line).encode() + b"\n" + sealed)


def written(world: Any, intake: Intake, *, to: str = "maud", number: int = 0, at: Any, **said: Any) -> Communication:
    """A letter that came and was assigned to ``to`` by the keeper who made the key."""
    who = sender(number)
    take_communications([who.letter(intake.key, **said)], at=at)
    found = Communication.objects.get(conversation=who.conversation)
    if to:
        by = next(one for one in world.viewers.values() if one.pk == intake.key.made_by_id)
        assign(found, world.people[to], by=by, at=at)
    return Communication.objects.get(pk=found.pk)


def of(communication: Communication | UUID) -> Communication:
    """A communication as it stands now."""
    pk = communication if isinstance(communication, UUID) else communication.pk
    return Communication.objects.select_related("triage__state").get(pk=pk)
