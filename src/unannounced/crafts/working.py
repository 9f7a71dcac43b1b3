"""Proof of work: what a sender's device reckons while the letter is written, so that a flood costs whoever sends it.

It asks for no name and counts by nobody, so that it cannot silence a place: forty letters out of one prison cost each
writer the same second. A challenge is drawn by the room and carries its own seal, so that nothing is kept of those who
only look; what was solved serves for one letter, and the room keeps which were spent until they are too old. The work
is to find a number for which SHA-256 of challenge and number begins with so many zero bits (hashcash; A. Back, 2002).
"""

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import count
from typing import Final

from unannounced.crafts.handing_over import coded

GOOD_FOR: Final = timedelta(hours=24)
"""How long a challenge can be answered: a letter is written in breaks, on a device that is shared."""
EARLIER: Final = timedelta(minutes=5)
"""How much later than the room's clock a challenge may have been drawn: another process of it draws them as well."""
MOST_BITS: Final = 28
"""More are asked of nobody: a slow telephone would reckon for hours."""
RANDOM: Final = 16
"""Bytes drawn by chance in a challenge."""
LONGEST_NUMBER: Final = 20
_SEAL: Final = 16
_FORMAT: Final = "1"


class NotWorked(StrEnum):
    """Why a proof does not count."""

    NO_CHALLENGE = "no_challenge"
    TOO_OLD = "too_old"
    NO_PROOF = "no_proof"


@dataclass(frozen=True, slots=True)
class Worked:
    """A proof of ``bits`` of work that counts: by ``spent`` it is known when it comes again, until ``forgotten_at``."""

    spent: str
    forgotten_at: datetime
    bits: int


def drawn(key: bytes, *, bits: int, at: datetime, chance: bytes) -> str:
    """A challenge that asks for ``bits`` zero bits, drawn ``at`` a moment, with 16 bytes drawn by chance.

    ``key`` is the room's and seals it. Raises ``ValueError`` for more bits than are asked of anybody, or less chance.
    """
    if not 0 <= bits <= MOST_BITS or len(chance) != RANDOM:
        raise ValueError(f"A challenge has 0 to {MOST_BITS} bits and {RANDOM} bytes drawn by chance.")
    begun = f"{_FORMAT}.{bits}.{int(at.timestamp()):x}.{coded(chance)}"
    return f"{begun}.{_sealed(key, begun)}"


def checked(key: bytes, challenge: str, number: str, *, at: datetime) -> Worked | NotWorked:
    """Whether ``number`` solves a challenge of this room that is still good ``at`` a moment."""
    begun, _, seal = challenge.rpartition(".")
    if len(challenge) > 200 or not challenge.isascii() or not hmac.compare_digest(_sealed(key, begun), seal):
        return NotWorked.NO_CHALLENGE
    _format, bits, moment, _chance = begun.split(".")
    drawn_at = datetime.fromtimestamp(int(moment, 16), UTC)
    if not drawn_at - EARLIER <= at < drawn_at + GOOD_FOR:
        return NotWorked.TOO_OLD
    if (
        not (number.isascii() and number.isdecimal())
        or len(number) > LONGEST_NUMBER
        or not _fits(challenge, number, bits)
    ):
        return NotWorked.NO_PROOF
    return Worked(hashlib.sha256(challenge.encode()).hexdigest(), drawn_at + GOOD_FOR, int(bits))


def solved(challenge: str) -> str:
    """The least number that solves a challenge: what a device reckons. For tests, benches and pages without scripts.

    >>> solved(drawn(b"key", bits=8, at=datetime(2026, 11, 27, tzinfo=UTC), chance=bytes(16)))
    '372'
    """
    bits = challenge.split(".")[1]
    return next(number for number in _numbers() if _fits(challenge, number, bits))


def _numbers() -> Iterator[str]:
    return map(str, count())


def _fits(challenge: str, number: str, bits: str) -> bool:
    digest = hashlib.sha256(f"{challenge}.{number}".encode()).digest()
    return int.from_bytes(digest) >> (len(digest) * 8 - int(bits)) == 0


def _sealed(key: bytes, begun: str) -> str:
    return coded(hmac.digest(key, b"unannounced challenge " + begun.encode(), "sha256")[:_SEAL])
