"""The intake room furnished for measuring: the office's key, and letters sealed beforehand with their work done."""

import hashlib
import json
import os
import secrets
from collections.abc import Iterator
from datetime import datetime
from itertools import count
from multiprocessing import Pool
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from unannounced.crafts import padding, sealing, working
from unannounced.crafts.handing_over import coded
from unannounced.duties import posting
from unannounced.records.letterbox.models import Letter, OfficeKey
from unannounced.records.parcels.models import Direction, Parcel

CLEAR = 4_096
"""Bytes of a letter before it is filled up."""


def main(way: str, *words: str) -> object:
    """``furnish FILE LETTERS``; ``key``: a new one; ``held``: how many letters are here, each with its parcel."""
    if way == "furnish":
        return furnish(Path(words[0]), int(words[1]))
    return held() if way == "held" else new_key().recipient


def held() -> int:
    """Letters whose parcel for the office is here."""
    parcels = Parcel.objects.filter(direction=Direction.OUT, kind="communication").values("pk")
    return Letter.objects.filter(parcel__in=parcels).count()


def new_key() -> OfficeKey:
    """The office's next key."""
    recipient = sealing.recipient_of(sealing.new_identity())
    return OfficeKey.objects.create(version=OfficeKey.objects.count() + 1, recipient=recipient)


def furnish(path: Path, letters: int) -> bool:
    """A file of bodies, each with its length before it."""
    key = new_key()
    asked = [(key.recipient, key.version, settings.WORK_KEY, timezone.now())] * letters
    with Pool(os.cpu_count()) as pool, path.open("wb") as file:
        for body in pool.imap_unordered(_body, asked, chunksize=50):
            file.write(len(body).to_bytes(8, "big") + body)
    return True


def _body(asked: tuple[str, int, bytes, datetime]) -> bytes:
    recipient, version, key, at = asked
    challenge = working.drawn(key, bits=posting.WORK, at=at, chance=secrets.token_bytes(working.RANDOM))
    said = {
        "address": secrets.token_hex(32),
        "version": version,
        "sealed": coded(sealing.seal(padding.pad(secrets.token_bytes(CLEAR)), to=recipient)),
        "who": coded(sealing.seal(padding.pad(b"{}"), to=recipient)),
        "challenge": challenge,
        "number": solved(challenge),
    }
    return json.dumps(said).encode()


def solved(challenge: str) -> str:
    """The same as ``working.solved``, faster: what stands before the number is reckoned once."""
    begun = hashlib.sha256(f"{challenge}.".encode())
    return next(number for number in _numbers() if _fits(begun, number))


def _numbers() -> Iterator[str]:
    return map(str, count())


def _fits(begun: "hashlib._Hash", number: str) -> bool:
    tried = begun.copy()
    tried.update(number.encode())
    return int.from_bytes(tried.digest()[:4]) >> (32 - posting.WORK) == 0
