"""WebP (RFC 9649): chunks of RIFF.

Pixels, transparency and movement stay; Exif, XMP, profiles of colours and what nobody knows go, in the frames of a
moving picture as well.
"""

from collections.abc import Iterator
from typing import Final

from unannounced.crafts.cleaning.pieces import Malformed, begins_with, number, piece

_PIXELS: Final = frozenset([b"VP8 ", b"VP8L", b"ANMF"])
_SHOWN: Final = _PIXELS | {b"VP8X", b"ALPH", b"ANIM"}
_IN_A_FRAME: Final = frozenset([b"VP8 ", b"VP8L", b"ALPH"])
_HEAD: Final = 12
_HEAD_OF_A_FRAME: Final = 16
_HEAD_OF_ALL: Final = 10
_SAYS: Final = 0x20 | 0x08 | 0x04
"""Of the flags of VP8X: profile of colours, Exif, XMP."""


def is_webp(content: memoryview) -> bool:
    """Whether these bytes begin as a WebP does."""
    return begins_with(content, b"RIFF") and begins_with(content[8:], b"WEBP")


def webp(content: memoryview) -> bytes:
    """A WebP with the chunks that show the picture, and nothing else. Raises ``Malformed``."""
    kept, pixels = bytearray(b"WEBP"), False
    for name, inside in _chunks(piece(content, _HEAD, 8 + number(content, 4, 4, "little"))):
        if name in _SHOWN:
            _write(kept, name, _without(name, inside))
        pixels = pixels or name in _PIXELS
    if not pixels:
        raise Malformed
    return b"".join([b"RIFF", _coded(len(kept)), kept])


def _chunks(content: memoryview) -> Iterator[tuple[bytes, memoryview]]:
    """Name and content of each chunk; behind a content of odd size lies a byte that says nothing."""
    at = 0
    while at < len(content):
        size = number(content, at + 4, 4, "little")
        yield bytes(content[at : at + 4]), piece(content, at + 8, at + 8 + size)
        at += 8 + size + size % 2


def _without(name: bytes, content: memoryview) -> bytes | bytearray | memoryview:
    """The content of a chunk without what it says of the picture."""
    if name == b"VP8X":
        head = bytearray(piece(content, 0, _HEAD_OF_ALL))
        head[0] &= ~_SAYS
        return head
    if name != b"ANMF":
        return content
    kept = bytearray(piece(content, 0, _HEAD_OF_A_FRAME))
    for inner, inside in _chunks(content[_HEAD_OF_A_FRAME:]):
        if inner in _IN_A_FRAME:
            _write(kept, inner, inside)
    return kept


def _write(kept: bytearray, name: bytes, content: bytes | bytearray | memoryview) -> None:
    """Add a chunk to what is kept."""
    kept += name
    kept += _coded(len(content))
    kept += content
    kept += bytes(len(content) % 2)


def _coded(size: int) -> bytes:
    """A size as RIFF writes it; one that four bytes cannot hold goes round, as on a sender's device."""
    return (size & 0xFFFFFFFF).to_bytes(4, "little")
