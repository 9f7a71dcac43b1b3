"""The field room's tests run in a process of their own, with its settings: elsewhere they are not collected.

``pytest --ds=unannounced.rooms.field.settings tests/rooms/field``
"""

import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from unannounced.crafts import handing_over
from unannounced.crafts.handing_over import FromCode, coded, derive, new_code
from unannounced.crafts.packing import Packed, digest_of

if TYPE_CHECKING:
    from django.test import Client

FIELD = "unannounced.rooms.field.settings"
collect_ignore_glob = [] if os.environ.get("DJANGO_SETTINGS_MODULE") == FIELD else ["test_*.py"]

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
TODAY, LAST = date(2026, 12, 1), date(2026, 12, 10)
RECIPIENT = "age1pq1" + "q" * 1950


def sealed_bytes(words: str = "The cells were seen at night.", size: int = 0) -> bytes:
    """Bytes that stand for an age file: nobody in this room could open a real one either."""
    begun = f"age-encryption.org/v1\n{words}\n{uuid4()}".encode()
    return begun + b"\0" * max(0, size - len(begun))


@dataclass
class Device:
    """A device of the delegation: its code, its keys, its count."""

    id: UUID = field(default_factory=uuid4)
    code: str = field(default_factory=new_code)
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    seq: int = 0

    @property
    def derived(self) -> FromCode:
        """What follows from the code."""
        return derive(self.code)

    @property
    def verifying_key(self) -> str:
        """The point that checks its signatures."""
        return handing_over.verifying_key_of(self.key)

    def invitation(self, expires_on: date = LAST) -> dict[str, object]:
        """The invitation of the office, as its parcel holds it."""
        return {
            "lookup": self.derived.lookup,
            "device": str(self.id),
            "recipient": RECIPIENT,
            "package": coded(b"a package only the code opens " + self.id.bytes),
            "expires_on": expires_on.isoformat(),
            "checklists": [],
            "odk_key": "",
        }

    def enrolment(self, **other: object) -> dict[str, object]:
        """What it shows when it comes in."""
        said = {"lookup": self.derived.lookup, "verifying_key": self.verifying_key, "recipient": RECIPIENT}
        proof = handing_over.proof(self.derived.proof_key, **said)
        return {**said, "label": "Phone of Ana", "proof": proof, **other}

    def line(self, sealed: bytes | None = None) -> dict[str, Any]:
        """A sealed blob with its signature, as a line of a batch has it."""
        sealed = sealed_bytes() if sealed is None else sealed
        self.seq += 1
        said: dict[str, Any] = {"device": str(self.id), "seq": self.seq, "digest": digest_of(sealed)}
        said["size"] = len(sealed)
        text = handing_over.blob_text(**said)
        return {**said, "signature": handing_over.sign(text, self.key), "sealed": coded(sealed)}

    def headers(self, line: dict[str, Any]) -> dict[str, str]:
        """What it says of a blob in the headers of each part."""
        names = {"X-Device": "device", "X-Seq": "seq", "X-Size": "size", "X-Signature": "signature"}
        return {header: str(line[name]) for header, name in names.items()}


def parcel(kind: str, content: dict[str, object], version: int = 1) -> Packed:
    """``content`` packed as the courier brings it from the office."""
    written = json.dumps(content, sort_keys=True).encode()
    return Packed(kind, version, "office", digest_of(written), written)


def taken(packed: Packed) -> Any:
    """Take a parcel of the office in; what became of it."""
    from unannounced.records.parcels.actions import take_in
    from unannounced.records.satchel.actions import open_parcel

    return take_in(packed, open_with=open_parcel, at=NOW)


class Room:
    """The field room as a device meets it, over its addresses."""

    def __init__(self, client: "Client") -> None:
        self.client = client

    def invited(self, expires_on: date = LAST) -> Device:
        """A device whose invitation has come from the office."""
        device = Device()
        taken(parcel("invitation", device.invitation(expires_on)))
        return device

    def came_in(self) -> Device:
        """A device that came in by its code."""
        device = self.invited()
        assert self.enrol(device).status_code == 200
        return device

    def enrol(self, device: Device, **other: object) -> Any:
        """Let it come in."""
        said = device.enrolment(**other)
        return self.client.post("/field/api/enrol", said, content_type="application/json")

    def bring(self, lines: Iterable[dict[str, Any] | bytes]) -> Any:
        """Bring a batch."""
        text = b"\n".join(one if isinstance(one, bytes) else json.dumps(one).encode() for one in lines) + b"\n"
        return self.client.post("/field/api/blobs", text, content_type="application/x-ndjson")

    def brought(self, lines: Iterable[dict[str, Any] | bytes]) -> list[dict[str, Any]]:
        """Bring a batch that is answered line by line."""
        answered = self.bring(lines)
        assert answered.status_code == 200, answered.content
        return [json.loads(line) for line in answered.content.splitlines()]

    def put(self, device: Device, line: dict[str, Any], number: int, content: bytes, of: int = 0) -> Any:
        """Bring one part of a blob."""
        of = of or -(-line["size"] // 1_048_576)
        address = f"/field/api/blobs/{line['digest']}/parts/{number}?of={of}"
        headers = device.headers(line)
        return self.client.put(address, content, content_type="application/octet-stream", headers=headers)

    def parts(self, device: Device, line: dict[str, Any]) -> Any:
        """Ask which parts are here."""
        return self.client.get(f"/field/api/blobs/{line['digest']}/parts", headers=device.headers(line))

    def letters(self, device: Device, after: int = 0, signature: str | None = None) -> Any:
        """Ask for letters."""
        text = handing_over.letters_text(device=device.id, after=after)
        signed = handing_over.sign(text, device.key) if signature is None else signature
        address = f"/field/api/letters?device={device.id}&after={after}"
        return self.client.get(address, headers={"X-Signature": signed} if signed else {})


def to_office(kind: str) -> list[bytes]:
    """What lies in parcels of this kind for the office."""
    from unannounced.records.parcels.models import Direction, Parcel

    rows = Parcel.objects.filter(direction=Direction.OUT, room="office", kind=kind).order_by("made_at", "id")
    return [bytes(row) for row in rows.values_list("content", flat=True)]


def faults() -> list[str]:
    """What verification finds in this room."""
    from unannounced.records.satchel.verifying import verify

    return [str(one) for one in verify()[1]]


@pytest.fixture
def room(db: None, client: "Client", today: Callable[[datetime], None]) -> Room:
    """The field room, empty, on the first day of the visit."""
    return Room(client)


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Set the moment at which the room is asked."""
    from django.utils import timezone

    def fix(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    fix(NOW)
    return fix
