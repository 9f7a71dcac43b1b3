"""The intake room furnished for a flood: one letter sealed, work done for many; and what is here afterwards.

No room can open what it holds, so each letter is the same but for bytes behind its header: nothing is sealed again.
"""

import hashlib
import json
import os
import secrets
from collections.abc import Callable
from datetime import datetime
from multiprocessing import Pool
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from bench.inside.intake import CLEAR, new_key
from unannounced.crafts import padding, sealing, working
from unannounced.crafts.handing_over import coded
from unannounced.duties import posting
from unannounced.records.letterbox.models import File, Letter
from unannounced.records.parcels.models import Direction, Parcel


def main(way: str, *words: str) -> object:
    """``furnish FOLDER LETTERS``; ``lost FILE``: how many of these addresses; ``file SIZE``; ``whole DIGEST``."""
    ways: dict[str, Callable[..., object]] = {"furnish": furnish, "lost": lost, "file": worked_for, "whole": is_whole}
    return ways[way](*words)


def furnish(folder: str, letters: str) -> bool:
    """A letter as it is posted, and a line with address, challenge and its work for each that is to come."""
    key = new_key()
    said = {
        "version": key.version,
        "sealed": coded(sealing.seal(padding.pad(secrets.token_bytes(CLEAR)), to=key.recipient)),
        "who": coded(sealing.seal(padding.pad(b"{}"), to=key.recipient)),
    }
    Path(folder, "letter").write_text(json.dumps(said))
    asked = [(settings.WORK_KEY, posting.WORK, timezone.now())] * int(letters)
    with Pool(os.cpu_count()) as pool, Path(folder, "work").open("w") as file:
        for line in pool.imap_unordered(_work, asked, chunksize=50):
            file.write(line)
    return True


def _work(asked: tuple[bytes, int, datetime]) -> str:
    key, bits, at = asked
    challenge = working.drawn(key, bits=bits, at=at, chance=secrets.token_bytes(working.RANDOM))
    return f"{secrets.token_hex(32)} {challenge} {solved(challenge, bits)}\n"


def solved(challenge: str, bits: int) -> int:
    """The same as ``working.solved``, faster: what stands before the number is reckoned once."""
    begun, most, number = hashlib.sha256(f"{challenge}.".encode()).copy, 1 << (32 - bits), 0
    while True:
        tried = begun()
        tried.update(b"%d" % number)
        if int.from_bytes(tried.digest()[:4]) < most:
            return number
        number += 1


def lost(path: str) -> int:
    """How many of the addresses in a file, all acknowledged, have no letter here with its parcel."""
    parcels = Parcel.objects.filter(direction=Direction.OUT, kind="communication").values("pk")
    held = set(Letter.objects.filter(parcel__in=parcels).values_list("conversation", flat=True))
    acknowledged = Path(path).read_text().split()
    return sum(hashlib.sha256(bytes.fromhex(one)).hexdigest() not in held for one in acknowledged)


def worked_for(size: str) -> dict[str, str]:
    """The office's key, and the work for a file of so many bytes."""
    new_key()
    bits = posting.work_asked(0, size=int(size))
    challenge = working.drawn(settings.WORK_KEY, bits=bits, at=timezone.now(), chance=secrets.token_bytes(16))
    return {"challenge": challenge, "number": str(solved(challenge, bits))}


def is_whole(digest: str) -> bool:
    """Whether this file is here as one parcel, with these very bytes."""
    parcel = File.objects.get(digest=digest, parcel__isnull=False).parcel
    assert parcel is not None  # asked for just before
    return hashlib.sha256(bytes(parcel.content).partition(b"\n")[2]).hexdigest() == digest
