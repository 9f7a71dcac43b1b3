"""Pages put together from pieces that were compressed beforehand: what is frozen is compressed once.

A gzip file is deflated blocks between a head and the checksum of the whole (RFC 1951, 1952). A piece that was
deflated by itself up to a full flush can stand between two others, so only the frame is compressed for a reader.
"""

import re
import struct
import threading
import zlib
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
_RAW = -15
_ACCEPTS_GZIP = re.compile(r"(?:^|[\s,])gzip\s*(?:;\s*q=(?:1(?:\.0*)?|0\.\d*[1-9]\d*)\s*)?(?:,|$)")


@dataclass(frozen=True, slots=True)
class Pressed:
    """A piece of a page, and the same as deflated blocks that end at a whole byte and are not the last."""

    raw: bytes
    deflated: bytes


def press(raw: bytes, level: int = 9) -> Pressed:
    """``raw`` with its deflated blocks."""
    return Pressed(raw, _deflated(raw, level, zlib.Z_FULL_FLUSH))


def unpressed(deflated: bytes) -> bytes:
    """What deflated blocks hold. Raises ``zlib.error`` where they are damaged."""
    return zlib.decompressobj(_RAW).decompress(deflated)


def gzipped(before: bytes, pieces: Sequence[Pressed], after: bytes) -> bytes:
    """The page as one gzip file.

    >>> import gzip
    >>> gzip.decompress(gzipped(b"<p>", [press(b"One. "), press(b"Two.")], b"</p>"))
    b'<p>One. Two.</p>'
    """
    checksum, size = zlib.crc32(before), len(before)
    for piece in pieces:
        checksum, size = zlib.crc32(piece.raw, checksum), size + len(piece.raw)
    checksum, size = zlib.crc32(after, checksum), size + len(after)
    blocks = (
        _deflated(before, 5, zlib.Z_FULL_FLUSH),
        *(piece.deflated for piece in pieces),
        _deflated(after, 5, zlib.Z_FINISH),
    )
    return b"".join((_HEAD, *blocks, struct.pack("<LL", checksum, size & 0xFFFFFFFF)))


def takes_gzip(accepted: str) -> bool:
    """Whether a reader takes gzip, by what it says it accepts.

    >>> [takes_gzip(one) for one in ("gzip, br", "br;q=1.0, gzip;q=0.8", "gzip;q=0", "identity", "")]
    [True, True, False, False, False]
    """
    return bool(_ACCEPTS_GZIP.search(accepted))


def _deflated(raw: bytes, level: int, flush: int) -> bytes:
    work = zlib.compressobj(level, zlib.DEFLATED, _RAW, 9)
    return work.compress(raw) + work.flush(flush)


class Kept:
    """Finished pages that were asked for last, up to a number of bytes, for the readers of one process.

    >>> kept = Kept(5)
    >>> kept.keep("a", b"abc"); kept.keep("b", b"abc"); kept.get("a"), kept.get("b")
    (None, b'abc')
    """

    def __init__(self, most: int) -> None:
        self._most, self._held = most, 0
        self._pages: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str) -> bytes | None:
        """The page kept under ``key``, if it is still there."""
        with self._lock:
            if key not in self._pages:
                return None
            self._pages.move_to_end(key)
            return self._pages[key]

    def keep(self, key: str, page: bytes) -> None:
        """Keep a page; those not asked for the longest go first."""
        with self._lock:
            self._held += len(page) - len(self._pages.pop(key, b""))
            self._pages[key] = page
            while self._held > self._most and self._pages:
                self._held -= len(self._pages.popitem(last=False)[1])

    def clear(self) -> None:
        """Forget every page."""
        with self._lock:
            self._pages.clear()
            self._held = 0
