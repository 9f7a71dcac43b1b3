"""Rows of what is sealed, made for the acts that keep them. What is entered in clear is sealed here, then kept."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID, uuid4

from django.conf import settings

from unannounced.crafts import padding, sealing
from unannounced.crafts.handing_over import LETTERS
from unannounced.duties import keeping
from unannounced.duties.corresponding import PieceKind
from unannounced.duties.decision import require
from unannounced.records.communications.models import Communication, IntakeKey, Piece, SealedBytes
from unannounced.records.communications.queries import last_numbers, newest_key
from unannounced.records.keyrings import sealed as age

FILE = "unannounced-file/1"
_HALF = 4


@dataclass(frozen=True, slots=True)
class Offered:
    """Bytes that a browser sealed, and to which version of the key it says it did."""

    sealed: bytes
    version: int


@dataclass(frozen=True, slots=True)
class Original:
    """A file in clear, on its way to be sealed: a scan, a recording, an e-mail."""

    name: str
    media: str
    content: bytes

    @property
    def clear(self) -> bytes:
        """A line of JSON that says what it is, then its bytes."""
        said = {"format": FILE, "name": self.name, "type": self.media, "size": len(self.content)}
        return json.dumps(said, ensure_ascii=False).encode() + b"\n" + self.content


@dataclass(slots=True)
class Pieces:
    """The pieces of one communication that an act is about to keep, numbered on from those that are there."""

    communication: Communication
    came_on: date
    at: datetime
    by: UUID | None = None
    last: int = 0

    def piece(
        self,
        kind: PieceKind,
        sealed: bytes,
        key: IntakeKey | None,
        *,
        digest: str = "",
        replaces: Piece | None = None,
    ) -> tuple[Piece, SealedBytes]:
        """The rows of one more piece, sealed to a version of the key."""
        self.last += 1
        piece = Piece(
            id=uuid4(),
            communication=self.communication,
            number=self.last,
            kind=kind.value,
            digest=digest or sha256(sealed).hexdigest(),
            came_on=self.came_on,
            by_id=self.by,
            replaces=replaces,
        )
        held = SealedBytes(
            piece=piece, intake_key=key, sealed=sealed, size=len(sealed), sealed_at=self.at, sealed_by_id=self.by
        )
        return piece, held


def sealed_now(clear: bytes, key: IntakeKey) -> bytes:
    """What was in clear, filled up and sealed to a version of the key."""
    return sealing.seal(padding.pad(clear), to=key.recipient)


def key_for_sealing() -> IntakeKey:
    """The newest version of the key; refused where there is none, for nothing is kept in clear."""
    key = newest_key()
    require(keeping.there_is_a_key(key.version if key else None, profile=settings.MECHANISM))
    assert key is not None  # required just before
    return key


def accepted(offered: Offered) -> IntakeKey:
    """The version of the key that a browser sealed to; refused unless it is the newest, and the bytes are sealed."""
    key = key_for_sealing()
    require(keeping.sealed_to_newest(version=offered.version, newest=key.version, profile=settings.MECHANISM))
    age.require_bytes(offered.sealed)
    return key


def following(communication: Communication, *, by: UUID, at: datetime) -> Pieces:
    """Pieces that the office adds to a communication, numbered on; call it inside the act, which holds the row."""
    Communication.objects.select_for_update().get(pk=communication.pk)
    last = last_numbers([communication.pk]).get(communication.pk, 0)
    return Pieces(communication, at.date(), at, by, last)


def new_marks(count: int) -> Sequence[str]:
    """So many marks that no communication has, each drawn by chance."""
    found: set[str] = set()
    while len(found) < count:
        drawn = {_mark() for _one in range(count - len(found))}
        found |= drawn - set(Communication.objects.filter(mark__in=drawn).values_list("mark", flat=True))
    return list(found)


def _mark() -> str:
    return "-".join("".join(secrets.choice(LETTERS) for _letter in range(_HALF)) for _half in range(2))
