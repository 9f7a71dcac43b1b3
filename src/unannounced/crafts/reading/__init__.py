"""Reading reports: from the bytes of a file to its paragraphs and items, without a framework or a disk.

``read`` gives a ``Reading`` or, with the reason and a way out, an ``Unreadable``.
"""

from unannounced.crafts.reading.reading import read, text_of
from unannounced.crafts.reading.sources import ENDINGS
from unannounced.crafts.reading.values import (
    LARGEST,
    READER,
    About,
    Reading,
    ReadItem,
    ReadParagraph,
    Unreadable,
)

__all__ = [
    "ENDINGS",
    "LARGEST",
    "READER",
    "About",
    "ReadItem",
    "ReadParagraph",
    "Reading",
    "Unreadable",
    "read",
    "text_of",
]
