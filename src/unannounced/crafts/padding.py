"""Filling up before sealing, so that the size of what is sealed tells next to nothing of what it says.

A letter takes 8 KiB, or twice as much, or twice that, and so on: whoever sees sealed bytes learns one of few sizes. A
byte 0x80 ends the content, and zeros fill it up (ISO/IEC 7816-4), so that any content can be found again.
"""

from typing import Final

LEAST: Final = 8 * 1024
"""Bytes of the smallest size."""
_END: Final = b"\x80"


class NotPadded(ValueError):
    """These bytes were not filled up by ``pad``, or were altered."""


def size_for(length: int) -> int:
    """The size, in bytes, to which a content of ``length`` bytes is filled up.

    >>> [size_for(length) for length in (0, 8191, 8192, 20_000)]
    [8192, 8192, 16384, 32768]
    """
    size = LEAST
    while size <= length:
        size *= 2
    return size


def pad(content: bytes) -> bytes:
    """``content`` filled up to its size."""
    return (content + _END).ljust(size_for(len(content)), b"\0")


def unpad(padded: bytes) -> bytes:
    """The content of what was filled up. Raises ``NotPadded`` for anything else.

    >>> unpad(pad(b"They took my letter.\\x80\\0"))
    b'They took my letter.\\x80\\x00'
    """
    content, end, filling = padded.rpartition(_END)
    if not end or filling.strip(b"\0") or len(padded) != size_for(len(content)):
        raise NotPadded("It was not filled up in this way.")
    return content
