"""The field room furnished for measuring: devices that came in, and what each will bring, signed beforehand."""

import json
import random
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from django.utils import timezone

from unannounced.crafts import handing_over
from unannounced.crafts.packing import digest_of
from unannounced.records.satchel.models import Enrolled, Held, Invited

BYTES = 4_096
"""Sealed bytes of an entry: about 2,000 characters, filled up, and what age adds for a post-quantum recipient."""


def main(way: str, *words: str) -> object:
    """``furnish FOLDER DEVICES TURN BATCHES SINGLES``, or ``held``: how many blobs were taken in."""
    return Held.objects.count() if way == "held" else furnish(Path(words[0]), *map(int, words[1:]))


def furnish(folder: Path, devices: int, turn: int, batches: int, singles: int) -> bool:
    """For each device a file of batches of fifty lines, and one of single lines: lengths and bodies."""
    for number in range(devices):
        key = ec.generate_private_key(ec.SECP256R1())
        device = UUID(int=random.getrandbits(128), version=4)
        _let_in(device, devices * turn + number, key)
        lines = [_line(device, seq, key) for seq in range(1, batches * 50 + singles + 1)]
        bodies = [b"\n".join(lines[begin : begin + 50]) for begin in range(0, batches * 50, 50)]
        _write(folder / f"batches-{number}", bodies)
        _write(folder / f"singles-{number}", lines[batches * 50 :])
    return True


def _let_in(device: UUID, number: int, key: ec.EllipticCurvePrivateKey) -> None:
    Invited.objects.create(
        lookup=f"{number:032x}",
        device=device,
        recipient="age1pq1",
        package="",
        expires_on=date.today() + timedelta(days=9),  # noqa: DTZ011
    )
    Enrolled.objects.create(
        device=device,
        verifying_key=handing_over.verifying_key_of(key),
        recipient="age1pq1",
        enrolled_at=timezone.now(),
    )


def _line(device: UUID, seq: int, key: ec.EllipticCurvePrivateKey) -> bytes:
    sealed = random.randbytes(BYTES)
    digest = digest_of(sealed)
    text = handing_over.blob_text(device=device, seq=seq, digest=digest, size=BYTES)
    said = {"device": str(device), "seq": seq, "digest": digest, "size": BYTES}
    signed = {"signature": handing_over.sign(text, key), "sealed": handing_over.coded(sealed)}
    return json.dumps({**said, **signed}).encode()


def _write(path: Path, bodies: list[bytes]) -> None:
    with path.open("wb") as stream:
        for body in bodies:
            stream.write(len(body).to_bytes(8, "big") + body)
