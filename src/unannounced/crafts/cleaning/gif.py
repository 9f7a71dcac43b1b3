"""GIF (89a): pictures and how they follow each other stay.

Comments, texts and what applications added go, but how often it is shown.
"""

from typing import Final

from unannounced.crafts.cleaning.pieces import Malformed, begins_with, byte_at, piece

_EXTENSION, _PICTURE, _END = 0x21, 0x2C, 0x3B
_HEAD: Final = 13
_HEAD_OF_A_PICTURE: Final = 10
_CONTROL: Final = b"!\xf9\4"
_CONTROL_SIZE: Final = 8
_LOOPS: Final = b"!\xff\x0bNETSCAPE2.0\3\1"
_LOOPS_SIZE: Final = 18
"""Without the blocks that may follow, and what ends them."""


def is_gif(content: memoryview) -> bool:
    """Whether these bytes begin as a GIF does."""
    return begins_with(content, b"GIF87a") or begins_with(content, b"GIF89a")


def gif(content: memoryview) -> bytes:
    """A GIF with pictures, their times and how often they are shown, and nothing else. Raises ``Malformed``."""
    at = _HEAD + _colours_at(content, _HEAD - 3)
    kept = bytearray(piece(content, 0, at))
    pictures = 0
    while (kind := byte_at(content, at)) != _END:
        if kind == _PICTURE:
            end = _end_of_picture(content, at)
            kept += content[at:end]
            pictures += 1
        elif kind == _EXTENSION:
            end = _end_of_blocks(content, at + 2)
            kept += _of_extension(content[at:end])
        else:
            raise Malformed
        at = end
    if not pictures:
        raise Malformed
    kept.append(_END)
    return bytes(kept)


def _colours_at(content: memoryview, at: int) -> int:
    """How many bytes of colours the flags at a place announce."""
    flags = byte_at(content, at)
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _end_of_picture(content: memoryview, at: int) -> int:
    begin = at + _HEAD_OF_A_PICTURE + _colours_at(content, at + _HEAD_OF_A_PICTURE - 1)
    return _end_of_blocks(content, begin + 1)


def _end_of_blocks(content: memoryview, at: int) -> int:
    """Where blocks end that lie at a place: each begins with its size, and one of nothing is the last."""
    try:
        while size := content[at]:
            at += 1 + size
    except IndexError:
        raise Malformed from None
    return at + 1


def _of_extension(extension: memoryview) -> bytes:
    """What stays of an extension, handed over whole."""
    if begins_with(extension, _CONTROL) and len(extension) == _CONTROL_SIZE:
        return bytes(extension)
    return bytes(extension[:_LOOPS_SIZE]) + b"\0" if begins_with(extension, _LOOPS) else b""
