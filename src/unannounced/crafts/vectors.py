"""The meaning of a text as numbers: texts that say the same, in whichever of sixteen languages, lie close together.

Everything here stands behind one function, so that the model can be exchanged: see decision 21.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from unannounced.crafts.encoding import Encoder

WIDTH = 512
"""How many numbers a vector has."""
PIECE = 1200
"""Characters that are read in one piece; what is longer is read in pieces, each counting by its length."""


@lru_cache(maxsize=1)
def _model(threads: int) -> Encoder:
    """The model, loaded when it is first asked for: half a second and 90 MB."""
    return Encoder(threads)


def vectors_of(texts: Sequence[str], threads: int = 1) -> NDArray[np.float32]:
    """A vector for each of ``texts``, in their order: ``(n, 512)``, each of length one.

    A text has the same vector whatever stands beside it and in which order, but for the last digits of a number
    (below a millionth). Texts are read from the shortest to the longest, each once however often it is given.
    """
    places: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        places.setdefault(text, []).append(place)
    pieces = sorted(((piece, text) for text in places for piece in _pieces(text)), key=lambda one: (len(one[0]), one))
    out = np.zeros((len(texts), WIDTH), dtype=np.float32)
    if not pieces:
        return out
    for (piece, text), vector in zip(pieces, _model(threads).encode([piece for piece, _ in pieces]), strict=True):
        out[places[text]] += vector * (len(piece) or 1)
    out /= np.linalg.norm(out, axis=1, keepdims=True)
    return out


def _pieces(text: str) -> list[str]:
    """``text`` cut between words into pieces of at most ``PIECE`` characters; one piece if it is empty."""
    words = " ".join(text.split())
    pieces = []
    while len(words) > PIECE:
        cut = words.rfind(" ", 1, PIECE) if " " in words[1:PIECE] else PIECE
        pieces.append(words[:cut])
        words = words[cut:].lstrip()
    return [*pieces, words] if words or not pieces else pieces
