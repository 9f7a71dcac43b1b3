"""The intake room's tests run in a process of their own, with its settings: elsewhere they are not collected.

``pytest --ds=unannounced.rooms.intake.settings tests/rooms/intake``
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from unannounced.crafts import padding, receipt_words, sealing, working
from unannounced.crafts.handing_over import coded
from unannounced.crafts.packing import Packed, digest_of
from unannounced.crafts.receipt_words import Receipt

if TYPE_CHECKING:
    from django.test import Client

INTAKE = "unannounced.rooms.intake.settings"
collect_ignore_glob = [] if os.environ.get("DJANGO_SETTINGS_MODULE") == INTAKE else ["test_*.py"]

NOW = datetime(2026, 12, 1, 9, 41, 7, tzinfo=UTC)


@cache
def office(version: int = 1) -> str:
    """The identity of a version of the office's key: the room never has it."""
    return sealing.identity_of_seed(bytes([version]) * 32)


def recipient(version: int = 1) -> str:
    """What letters are sealed to."""
    return sealing.recipient_of(office(version))


@dataclass
class Sender:
    """Somebody who writes: what follows from their ten words."""

    words: tuple[str, ...] = field(default_factory=lambda: receipt_words.drawn("uk"))

    @property
    def receipt(self) -> Receipt:
        """Their key and address."""
        return receipt_words.receipt_of(self.words)

    @property
    def address(self) -> str:
        """Where they are found again."""
        return self.receipt.address

    @property
    def conversation(self) -> str:
        """What the room knows of it."""
        return digest_of(bytes.fromhex(self.address))

    def letter(self, text: str = "They beat me in the corridor.", *, version: int = 1, who: str = "") -> dict[str, Any]:
        """A letter sealed as a script seals it, without work."""
        said = {"format": "unannounced-communication/1", "text": text}
        name = {"format": "unannounced-who/1", "name": who, "reach": ""}
        return {
            "address": self.address,
            "version": version,
            "sealed": coded(sealed(said, version)),
            "who": coded(sealed(name, version)),
        }

    def answer(self, text: str = "We have your letter.", number: int = 1) -> dict[str, object]:
        """An answer of the office, as its parcel holds it."""
        clear = padding.pad(json.dumps({"format": "unannounced-answer/1", "text": text}).encode())
        to = sealing.recipient_of(self.receipt.identity)
        return {"conversation": self.conversation, "number": number, "sealed": coded(sealing.seal(clear, to=to))}


def sealed(said: dict[str, Any], version: int = 1) -> bytes:
    """Words filled up and sealed to the office."""
    return sealing.seal(padding.pad(json.dumps(said).encode()), to=recipient(version))


def opened(content: bytes, version: int = 1) -> dict[str, Any]:
    """What the office reads."""
    said: dict[str, Any] = json.loads(padding.unpad(sealing.open_sealed(content, office(version))))
    return said


def split(content: bytes) -> tuple[dict[str, Any], bytes, bytes]:
    """The line, the letter and who wrote of a parcel to the office."""
    line, _, rest = content.partition(b"\n")
    said = json.loads(line)
    letter, who = said["sizes"]
    assert len(rest) == letter + who
    return said, rest[:letter], rest[letter:]


def parcel(kind: str, content: dict[str, object], version: int = 1) -> Packed:
    """``content`` packed as the courier brings it from the office."""
    written = json.dumps(content, sort_keys=True).encode()
    return Packed(kind, version, "office", digest_of(written), written)


def taken(packed: Packed) -> Any:
    """Take a parcel of the office in; what became of it."""
    from unannounced.records.letterbox.actions import open_parcel
    from unannounced.records.parcels.actions import take_in

    return take_in(packed, open_with=open_parcel, at=NOW)


class Room:
    """The intake room as a script meets it."""

    def __init__(self, client: "Client") -> None:
        self.client = client

    def ask(self, what: str, said: dict[str, Any] | bytes) -> Any:
        """Ask under ``/api/``."""
        return self.client.post(f"/api/{what}", said, content_type="application/json")

    def challenge(self, size: int = 0) -> str:
        """A challenge for a letter or a file."""
        given: str = self.ask("key", {"size": size}).json()["challenge"]
        return given

    def worked(self, said: dict[str, Any], size: int = 0) -> dict[str, Any]:
        """With work done for it."""
        challenge = self.challenge(size)
        return {**said, "challenge": challenge, "number": working.solved(challenge)}

    def bring(self, letter: dict[str, Any]) -> Any:
        """Bring a letter with work."""
        return self.ask("letters", self.worked(letter))

    def kept(self, letter: dict[str, Any]) -> dict[str, Any]:
        """Bring a letter that is kept."""
        answered = self.bring(letter)
        assert (answered.status_code, answered.json()) == (200, {"is": "kept"}), answered.content
        return letter

    def found(self, sender: Sender, after: int = 0) -> dict[str, Any]:
        """What waits for somebody."""
        said: dict[str, Any] = self.ask("conversation", {"address": sender.address, "after": after}).json()
        return said

    def put(self, sender: Sender, digest: str, size: int, number: int, content: bytes) -> Any:
        """Bring one part of a file."""
        headers = {"X-Address": sender.address, "X-Size": str(size)}
        address = f"/api/files/{digest}/parts/{number}"
        return self.client.put(address, content, content_type="application/octet-stream", headers=headers)


def to_office(kind: str) -> list[bytes]:
    """What lies in parcels of this kind for the office."""
    from unannounced.records.parcels.models import Direction, Parcel

    rows = Parcel.objects.filter(direction=Direction.OUT, room="office", kind=kind).order_by("made_at", "id")
    return [bytes(row) for row in rows.values_list("content", flat=True)]


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Set the moment at which the room is asked; little work is asked for, so that tests are soon done."""
    from django.utils import timezone

    from unannounced.duties import posting
    from unannounced.rooms.intake import asking_work

    monkeypatch.setattr(posting, "WORK", 4)
    monkeypatch.setattr(asking_work, "OF_LATE", asking_work.Counted())

    def fix(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    fix(NOW)
    return fix


@pytest.fixture
def bare(db: None, client: "Client", today: Callable[[datetime], None]) -> Room:
    """The intake room before the office has sent a key."""
    return Room(client)


@pytest.fixture
def room(bare: Room) -> Room:
    """The intake room with the office's key."""
    taken(parcel("intake-key", {"version": 1, "recipient": recipient()}))
    return bare
