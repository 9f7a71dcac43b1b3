"""What lies near in meaning, in whichever language it was said, among hundreds of thousands of texts.

``keeping`` has the files and who adds to them; ``nearest`` finds in them. What a text means as numbers stands behind
one function, ``crafts.vectors.vectors_of``.
"""

from unannounced.crafts.searching.meaning.keeping import (
    Kept,
    KeptGroup,
    MeaningDamaged,
    Text,
    Texts,
    Written,
    damage,
    read,
)
from unannounced.crafts.searching.meaning.nearest import Marks, Narrowed, Nearest

__all__ = [
    "Kept",
    "KeptGroup",
    "Marks",
    "MeaningDamaged",
    "Narrowed",
    "Nearest",
    "Text",
    "Texts",
    "Written",
    "damage",
    "read",
]
