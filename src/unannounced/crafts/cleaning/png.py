"""PNG (W3C, third edition): chunks by their names.

Those that make the picture stay, also a moving one; text, times and Exif go.
"""

import re
from typing import Final

from unannounced.crafts.cleaning.pieces import Malformed, begins_with, number, piece

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_FIRST, _PIXELS, _LAST = b"IHDR", b"IDAT", b"IEND"
_NEEDED: Final = frozenset([_FIRST, b"PLTE", _PIXELS, _LAST])
_KEPT: Final = _NEEDED | {b"tRNS", b"gAMA", b"sRGB", b"cHRM", b"pHYs", b"sBIT", b"bKGD", b"acTL", b"fcTL", b"fdAT"}
_NOT_NEEDED: Final = re.compile(rb"[a-z][A-Za-z]{3}")
"""The picture can be shown without a chunk whose name begins with a small letter."""
_AROUND: Final = 12
"""Bytes of length, name and check-sum."""


def is_png(content: memoryview) -> bool:
    """Whether these bytes begin as a PNG does."""
    return begins_with(content, _SIGNATURE)


def png(content: memoryview) -> bytes:
    """A PNG with the chunks that show the picture, and nothing else. Raises ``Malformed``."""
    kept = bytearray(_SIGNATURE)
    at, name, pixels = len(_SIGNATURE), b"", False
    while name != _LAST:
        chunk = piece(content, at, at + _AROUND + number(content, at, 4, "big"))
        name = _name_of(chunk, is_first=at == len(_SIGNATURE))
        if name in _KEPT:
            kept += chunk
        pixels = pixels or name == _PIXELS
        at += len(chunk)
    if not pixels:
        raise Malformed
    return bytes(kept)


def _name_of(chunk: memoryview, *, is_first: bool) -> bytes:
    """The name of a chunk that may stand there. Raises ``Malformed``."""
    name = bytes(chunk[4:8])
    if name not in _NEEDED and not _NOT_NEEDED.fullmatch(name):
        raise Malformed
    if (is_first and name != _FIRST) or (name == _LAST and len(chunk) > _AROUND):
        raise Malformed
    return name
