"""A public checkpoint: one number and one digest by which anyone can tell that no publication was altered or dropped.

The digests of all publications, in the order in which they became public, are the leaves of a Merkle tree as
certificates are logged in (RFC 6962, 2.1): SHA-256, 0x00 before a leaf and 0x01 before two branches. Everything here
is a pure function, so that anyone can compute the root again in ten lines of another language.
"""

import hashlib
import re
from collections.abc import Sequence
from itertools import zip_longest

PUBLIC_KINDS = ("publication", "response-publication", "statement", "follow-up")
"""The kinds of parcel whose digests are leaves; each names the files beside it by their digests."""

_DIGEST = re.compile(r"[0-9a-f]{64}")


def root_of(leaves: Sequence[str]) -> str:
    """The root (hexadecimal) over ``leaves``, the digests of publications in hexadecimal, in their order.

    >>> root_of([])
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
    """
    if not leaves:
        return hashlib.sha256().hexdigest()
    level = [hashlib.sha256(b"\0" + bytes.fromhex(one)).digest() for one in leaves]
    while len(level) > 1:
        pairs = zip_longest(level[::2], level[1::2])
        level = [hashlib.sha256(b"\1" + left + right).digest() if right else left for left, right in pairs]
    return level[0].hex()


def is_digest(text: str) -> bool:
    """Whether ``text`` is written as a SHA-256 digest is: 64 hexadecimal digits, small letters."""
    return _DIGEST.fullmatch(text) is not None


def follows(leaves_before: Sequence[str], added: Sequence[str], *, size: int, root: str) -> bool:
    """Whether a checkpoint of ``size`` and ``root`` comes directly after ``leaves_before``, with ``added`` and no more.

    >>> follows([], ["00" * 32], size=1, root=root_of(["00" * 32]))
    True
    """
    return len(leaves_before) + len(added) == size and root_of([*leaves_before, *added]) == root
