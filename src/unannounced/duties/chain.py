"""The trace: canonical bytes of a value, the digest of a row, the seal and the link of a line.

Everything here is a pure function, so that anyone can compute the chain again in another language;
``testdata/vectors/chain.json`` holds worked examples.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

VERSION = 1
GENESIS = "0" * 64

Plain = str | int | bool | None | Sequence["Plain"] | Mapping[str, "Plain"]


def plain(value: object) -> Plain:
    """``value`` as JSON can hold it: days and times as ISO 8601 (times in UTC), bytes as hexadecimal.

    Raises ``TypeError`` for floating-point numbers, because two systems may write one differently.
    """
    match value:
        case None | bool() | int() | str():
            return value
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date():
            return value.isoformat()
        case bytes() | bytearray() | memoryview():
            return bytes(value).hex()
        case Mapping():
            return {str(key): plain(inner) for key, inner in value.items()}
        case list() | tuple():
            return [plain(inner) for inner in value]
        case float():
            raise TypeError("a floating-point number has no canonical form; use Decimal")
        case Decimal():
            return format(value.normalize(), "f")
        case _:
            return str(value)


def canonical(value: object) -> bytes:
    """The one way to write ``value``: JSON in UTF-8, keys sorted, no blanks.

    >>> canonical({"b": 1, "a": "é"}).decode()
    '{"a":"é","b":1}'
    """
    return json.dumps(plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(value: object) -> str:
    """SHA-256 (hexadecimal) of the canonical form of ``value``."""
    return hashlib.sha256(canonical(value)).hexdigest()


def row_digest(salt: str, table: str, fields: Mapping[str, object]) -> str:
    """SHA-256 (hexadecimal) of a row: its salt, then its canonical form with table and version.

    The salt lives in the row alone; erasing the row erases it, and nobody can then find out by
    guessing what the row had said.
    """
    body = canonical({"version": VERSION, "table": table, "fields": fields})
    return hashlib.sha256(salt.encode() + b"\n" + body).hexdigest()


def seal(key: bytes, content: bytes) -> str:
    """HMAC-SHA-256 of a line under the room's ledger key: a line added by hand has none that fits."""
    return hmac.new(key, content, hashlib.sha256).hexdigest()


def link(previous: str, number: int, content: bytes) -> str:
    """The link of line ``number``: SHA-256 over the link before it, its number and its content."""
    return hashlib.sha256(f"{previous}\n{number}\n".encode() + content).hexdigest()


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What is kept elsewhere: how many lines there were, and the link of the last."""

    lines: int
    head: str
