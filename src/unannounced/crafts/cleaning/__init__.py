"""Taking out of a picture what it says of itself: where, when, by whom and with what it was taken.

Nothing is drawn anew, so every pixel stays as it was; what is not needed to show the picture is left out, and so is
whatever lies behind its end. A profile of colours goes as well, since it can name a device. What a picture shows, and
what hides in its pixels, stays. The intake room does the same, byte for byte, on a sender's device (``cleaning.js``).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from unannounced.crafts.cleaning.gif import gif, is_gif
from unannounced.crafts.cleaning.jpeg import is_jpeg, jpeg
from unannounced.crafts.cleaning.pieces import Malformed
from unannounced.crafts.cleaning.png import is_png, png
from unannounced.crafts.cleaning.webp import is_webp, webp

__all__ = ["Cleaned", "cleaned"]

_KINDS: Final[tuple[tuple[str, Callable[[memoryview], bool], Callable[[memoryview], bytes]], ...]] = (
    ("image/jpeg", is_jpeg, jpeg),
    ("image/png", is_png, png),
    ("image/webp", is_webp, webp),
    ("image/gif", is_gif, gif),
)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A file after cleaning: whether what it said of itself was taken out, and of which media type it is then.

    Where it was not ``cleaned``, ``content`` is what was handed over and ``type`` is empty.
    """

    content: bytes
    type: str
    cleaned: bool


def cleaned(content: bytes) -> Cleaned:
    r"""``content`` without what it says of itself; raises for no bytes whatever, in time in line with their number.

    JPEG, PNG, WebP and GIF are known by their first bytes. Anything else, and a picture that is not whole, stays as it
    is and is not ``cleaned``.

    >>> cleaned(b"GIF89a\1\0\1\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0!\xfe\5Bresk\0;").content
    b'GIF89a\x01\x00\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;'
    >>> cleaned(b"They took my letter.")
    Cleaned(content=b'They took my letter.', type='', cleaned=False)
    """
    view = memoryview(content)
    for kind, is_of_it, without in _KINDS:
        if is_of_it(view):
            try:
                return Cleaned(without(view), kind, True)
            except Malformed:
                break
    return Cleaned(content, "", False)
