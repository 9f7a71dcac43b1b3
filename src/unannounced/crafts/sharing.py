"""A key in three pieces, of which any two give it back and one alone tells nothing: how a lost key is recovered.

Those assigned hold the office's key to communications by passphrase or passkey. Where all of them are gone, two of
three custodians put their pieces together. Each byte of the key is the value at nought of a line through a point drawn
by chance, over the field of 256 elements that AES uses; a piece is another point of each line (A. Shamir, 1979). A
piece is written in the letters of bech32, so that a slip of the pen is found, and says of which key it is a piece.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from unannounced.crafts import bech32

PIECES, ENOUGH = 3, 2
PREFIX: Final = "unannounced-piece-"
_NAME = 4
"""Bytes of the digest of the key that a piece bears: they tell keys apart, and nothing of a key drawn by chance."""
_POLYNOMIAL: Final = 0x11B
_LEAST = 16


class NotJoined(ValueError):
    """These pieces do not give a key; the text says why."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece: which of the three it is, the name of the key it is of, and its points."""

    number: int
    name: bytes
    points: bytes

    def written(self) -> str:
        """The piece as it is printed and typed in."""
        return bech32.encode(PREFIX, bytes([self.number]) + self.name + self.points)


def parted(key: bytes, chance: bytes) -> tuple[Piece, ...]:
    """``key`` in three pieces. ``chance`` is as long as the key, drawn for it alone, and thrown away afterwards.

    Raises ``ValueError`` for a key of fewer than 16 bytes, which could be guessed from its name, or chance of another
    length.
    """
    if len(key) < _LEAST or len(chance) != len(key):
        raise ValueError(f"A key has {_LEAST} bytes at least, and as many are drawn by chance.")
    name = _name_of(key)
    return tuple(
        Piece(number, name, bytes(at ^ _times(slope, number) for at, slope in zip(key, chance, strict=True)))
        for number in range(1, PIECES + 1)
    )


def read_piece(text: str) -> Piece:
    """The piece that was typed in, in capitals or small letters and with blanks between; raises ``NotJoined``."""
    try:
        prefix, content = bech32.decode("".join(text.split()))
    except ValueError as problem:
        raise NotJoined("A letter of this piece is wrong. Compare it with the paper.") from problem
    if prefix != PREFIX or len(content) < 1 + _NAME + _LEAST or not 1 <= content[0] <= PIECES:
        raise NotJoined("This is no piece of a key.")
    return Piece(content[0], content[1 : 1 + _NAME], content[1 + _NAME :])


def joined(pieces: Sequence[Piece]) -> bytes:
    """The key of which these are pieces, any two of the three or all; raises ``NotJoined``.

    >>> three = parted(b"sixteen bytes 16", bytes(range(16)))
    >>> joined(three[1:]), joined([three[2], three[0]])
    (b'sixteen bytes 16', b'sixteen bytes 16')
    """
    if len({(piece.name, len(piece.points)) for piece in pieces}) > 1:
        raise NotJoined("These are pieces of several keys. Put together those that bear the same name.")
    different = {piece.number: piece for piece in pieces}
    if len(different) < ENOUGH:
        raise NotJoined(f"{ENOUGH} different pieces are needed, and this is one of them.")
    first, second = [different[number] for number in sorted(different)][:ENOUGH]
    key = bytes(_at_nought(first.number, a, second.number, b) for a, b in zip(first.points, second.points, strict=True))
    again = {piece.number: piece.points for piece in parted(key, _slopes(first, key))} if len(key) >= _LEAST else {}
    fits = all(again.get(piece.number) == piece.points for piece in pieces)
    if not fits or not hmac.compare_digest(_name_of(key), first.name):
        raise NotJoined("These pieces do not fit each other: one was altered.")
    return key


def _name_of(key: bytes) -> bytes:
    return hashlib.sha256(b"unannounced piece v1 " + key).digest()[:_NAME]


def _slopes(piece: Piece, key: bytes) -> bytes:
    """The slope of each line, from its value at nought and at one piece."""
    inverse = _inverse(piece.number)
    return bytes(_times(at ^ nought, inverse) for at, nought in zip(piece.points, key, strict=True))


def _at_nought(x: int, at_x: int, y: int, at_y: int) -> int:
    """The value at nought of the line through two points: addition is exclusive or, so signs do not matter."""
    return _times(_times(at_x, y) ^ _times(at_y, x), _inverse(x ^ y))


def _times(a: int, b: int) -> int:
    product = 0
    while b:
        if b & 1:
            product ^= a
        a <<= 1
        if a & 0x100:
            a ^= _POLYNOMIAL
        b >>= 1
    return product


def _inverse(a: int) -> int:
    return next(b for b in range(1, 256) if _times(a, b) == 1)
