"""What parcels between the intake room and the office say, word by word (docs/intake-protocol.md)."""

import json
from datetime import date

from unannounced.crafts.packing import digest_of
from unannounced.duties import bringing, posting
from unannounced.records.letterbox.models import Answer, OfficeKey
from unannounced.records.parcels.models import Direction, Parcel
from unannounced.records.parcels.opening import Said


def letter_content(conversation: str, sealed: posting.Sealed, *, came_on: date) -> bytes:
    """A ``communication``: a line of JSON, then the letter and who wrote, both sealed."""
    said = {
        "conversation": conversation,
        "version": sealed.version,
        "came_on": came_on.isoformat(),
        "sizes": [len(sealed.letter), len(sealed.who)],
    }
    return _line(said) + sealed.letter + sealed.who


def file_line(conversation: str, digest: str, size: int, *, came_on: date) -> bytes:
    """The line of a ``communication-file``; the sealed bytes follow it."""
    return _line({"conversation": conversation, "digest": digest, "size": size, "came_on": came_on.isoformat()})


def erased_content(conversation: str, *, on: date) -> bytes:
    """A ``communication-erased``."""
    return json.dumps({"conversation": conversation, "on": on.isoformat()}, sort_keys=True).encode()


def _line(said: dict[str, object]) -> bytes:
    return json.dumps(said, sort_keys=True).encode() + b"\n"


def letter_digest(sealed: posting.Sealed) -> str:
    """By what a letter is known again."""
    return digest_of(sealed.letter + sealed.who)


class Orders(Said):
    """A parcel of the office to the intake room, opened."""

    def number(self, name: str) -> int:
        """A number from 1."""
        value = self.said[name]
        if type(value) is not int or not 1 <= value <= 2**31 - 1:
            raise ValueError(f"{name} is no number from 1")
        return value

    def conversation(self) -> str:
        """The conversation it is about."""
        try:
            return posting.require_address(self.said["conversation"])
        except posting.NotTaken as wrong:
            raise ValueError("conversation is no digest") from wrong

    def key(self) -> OfficeKey:
        """The version of the office's key."""
        recipient = self.said["recipient"]
        if not posting.is_recipient(recipient):
            raise ValueError("recipient is no key")
        return OfficeKey(version=self.number("version"), recipient=recipient)

    def answer(self) -> Answer:
        """The answer."""
        sealed = self.said["sealed"]
        try:
            bringing.bytes_of(sealed)
        except bringing.CannotTake as wrong:
            raise ValueError("what is sealed is not base64url") from wrong
        return Answer(
            conversation=self.conversation(), number=self.number("number"), sealed=sealed, parcel=self.parcel()
        )

    def parcel(self) -> Parcel:
        """The parcel as it was just taken in."""
        return Parcel.objects.get(direction=Direction.IN, room=self.room, digest=self.digest)
