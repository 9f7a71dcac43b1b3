"""JPEG (ITU-T T.81): segments that say how to read the pixels, and the pixels.

Of what a camera adds (Exif, XMP, IPTC, profiles, thumbnails, comments, further pictures behind the end) nothing stays,
but which side is up.
"""

import re
from collections.abc import Iterator
from typing import Final

from unannounced.crafts.cleaning.pieces import Malformed, begins_with, byte_at, number, piece

_BEGIN, _END, _SCAN, _APP0, _APP1, _APP14, _COMMENT = 0xD8, 0xD9, 0xDA, 0xE0, 0xE1, 0xEE, 0xFE
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_NEEDED: Final = frozenset([*range(0xC0, 0xD0), _SCAN, *range(0xDB, 0xE0)])
"""Frames (with DHT, DAC), scans, and DQT, DNL, DRI, DHP, EXP: without them no pixel is read."""
_KNOWN: Final = _NEEDED | set(range(_APP0, _COMMENT + 1))
_JFIF, _EXIF, _ADOBE = b"JFIF\0", b"Exif\0\0", b"Adobe"
_TELLING: Final = {_APP0: (_JFIF, 14), _APP1: (_EXIF, 6), _APP14: (_ADOBE, 12)}
"""Segments of which something stays, by their markers: how they begin, and the fewest bytes they hold."""
_ORIENTATION: Final = 0x0112
_SHORT: Final = 3
_ENTRY: Final = 12
_FILLED: Final = re.compile(rb"\xff+")
_AFTER_SCAN: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""A marker that is no restart: there the pixels of a scan end."""


def is_jpeg(content: memoryview) -> bool:
    """Whether these bytes begin as a JPEG does."""
    return begins_with(content, b"\xff\xd8\xff")


def jpeg(content: memoryview) -> bytes:
    """A JPEG with what is needed to read its pixels and to turn it, and nothing else. Raises ``Malformed``."""
    pixels, frames = bytearray(), False
    first: dict[int, memoryview] = {}
    for marker, segment in _segments(content):
        if marker in _NEEDED:
            pixels += segment
            frames = frames or marker in _FRAMES
        elif marker in _TELLING and _tells(marker, segment[4:]):
            first.setdefault(marker, segment[4:])
            if marker == _APP14:  # says how colours are mixed
                pixels += _written(_APP14, segment[4:16])
    if not frames:
        raise Malformed
    return b"".join([bytes([0xFF, _BEGIN]), *_beginning(first), pixels, bytes([0xFF, _END])])


def _segments(content: memoryview) -> Iterator[tuple[int, memoryview]]:
    """Every segment up to the end of the picture, whole, after its marker; with one that begins a scan, its pixels."""
    at, scans = 2, False
    while True:
        at = _after_filling(content, at)
        marker = byte_at(content, at)
        if marker == _END and scans:
            return
        size = number(content, at + 1, 2, "big")
        if marker not in _KNOWN or size < 2:
            raise Malformed
        end = at + 1 + size
        if marker == _SCAN:
            scans, end = True, _end_of_scan(content, end)
        yield marker, piece(content, at - 1, end)
        at = end


def _after_filling(content: memoryview, at: int) -> int:
    """The place behind 0xFF of the marker at ``at``; a marker may be filled up before."""
    filled = _FILLED.match(content, at)
    if not filled:
        raise Malformed
    return filled.end()


def _end_of_scan(content: memoryview, at: int) -> int:
    found = _AFTER_SCAN.search(content, at)
    if not found:
        raise Malformed
    return found.start()


def _tells(marker: int, inside: memoryview) -> bool:
    """Whether something stays of a segment without which the pixels could be read."""
    beginning, least = _TELLING[marker]
    return len(inside) >= least and begins_with(inside, beginning)


def _beginning(first: dict[int, memoryview]) -> Iterator[bytes]:
    """What is written anew before the pixels: JFIF without its thumbnail, and the least Exif that says what is up."""
    if _APP0 in first:
        yield _written(_APP0, bytes(first[_APP0][:12]) + b"\0\0")
    up = _orientation(first[_APP1][6:]) if _APP1 in first else 1
    if up > 1:
        entry = (_ORIENTATION.to_bytes(2), _SHORT.to_bytes(2), b"\0\0\0\1", bytes([0, up, 0, 0]))
        yield _written(_APP1, b"".join([_EXIF, b"MM\0*\0\0\0\x08\0\1", *entry, bytes(4)]))


def _written(marker: int, inside: bytes | memoryview) -> bytes:
    return b"".join([bytes([0xFF, marker]), (2 + len(inside)).to_bytes(2), inside])


def _orientation(tiff: memoryview) -> int:
    """Which side is up, from 1 to 8; 1 where nothing readable is said of it."""
    order: Final = "little" if begins_with(tiff, b"II") else "big"
    try:
        begin = number(tiff, 4, 4, order)
        for entry in range(begin + 2, begin + 2 + _ENTRY * number(tiff, begin, 2, order), _ENTRY):
            if number(tiff, entry, 2, order) == _ORIENTATION and number(tiff, entry + 2, 2, order) == _SHORT:
                up = number(tiff, entry + 8, 2, order)
                return up if up in range(1, 9) else 1
    except Malformed:
        pass
    return 1
