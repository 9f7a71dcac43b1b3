"""Pieces of a file, read where they must be; none is copied before it is known to stay."""

from typing import Literal


class Malformed(ValueError):
    """The file is not as its format wants it: nobody knows what is in it."""


def piece(content: memoryview, begin: int, end: int) -> memoryview:
    """Bytes from ``begin`` to ``end``, all of which must be there. Raises ``Malformed``."""
    if begin > end or end > len(content):
        raise Malformed
    return content[begin:end]


def byte_at(content: memoryview, at: int) -> int:
    """The byte at a place, which must be there. Raises ``Malformed``."""
    if at >= len(content):
        raise Malformed
    return content[at]


def number(content: memoryview, at: int, size: int, order: Literal["big", "little"]) -> int:
    """The number that ``size`` bytes at a place write. Raises ``Malformed``."""
    written = content[at : at + size]
    if len(written) < size:
        raise Malformed
    return int.from_bytes(written, order)


def begins_with(content: memoryview, beginning: bytes) -> bool:
    """Whether ``content`` begins with these bytes."""
    return content[: len(beginning)] == beginning
