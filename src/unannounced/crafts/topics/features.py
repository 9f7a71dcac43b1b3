"""What a text shows of itself: its words, pairs of neighbours, and beginnings of words, weighed by how telling each is.

Case and accents do not count. Beginnings let "detainee" and "detained" tell the same; each is counted to the word it is
of, so that what decided can always be said in words.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

BEGINNING = 5
"""Letters of a beginning."""
LEAST = 2
"""Texts that must show a feature before it counts."""
LONGEST = 40
"""Letters of a word that count."""
SMALL, COMMON = 3, 4.0
"""Letters of a small word, and how little telling it is: it shows in every twentieth text."""
_TOKEN = re.compile(r"[^\W_]+")

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rows:
    """What texts show, text by text: features ``[starts[n]:starts[n + 1]]``, each with its weight."""

    starts: Numbers
    features: Numbers
    weights: Floats


@dataclass(frozen=True, slots=True)
class Shown:
    """Every place in some texts where a feature shows: the number of the ``text``, the ``unit`` in it (its words from 0
    on, and after them its pairs of neighbours), and the ``feature``."""

    text: Numbers
    unit: Numbers
    feature: Numbers


def tokens(text: str) -> list[str]:
    """The words of ``text`` without case and accents.

    >>> tokens("Détenus: 24-hour")
    ['detenus', '24', 'hour']
    """
    return [plain(word) for word in surfaces(text)]


def surfaces(text: str) -> list[str]:
    """The same words as they are written, in lower case."""
    return _TOKEN.findall(text.casefold())


@lru_cache(maxsize=2**16)
def plain(word: str) -> str:
    """A word in lower case without accents, cut to ``LONGEST``."""
    if word.isascii():
        return word[:LONGEST]
    parts = unicodedata.normalize("NFKD", word)
    return "".join(part for part in parts if not unicodedata.combining(part))[:LONGEST]


def beginning(word: str) -> str:
    """The beginning of a longer word, as a feature; "" of a short one.

    >>> beginning("detainee"), beginning("cell")
    ('detai*', '')
    """
    return f"{word[:BEGINNING]}*" if len(word) > BEGINNING else ""


class Features:
    """The features that training met often enough, in their order, and how ``telling`` each is."""

    def __init__(self, names: Sequence[str], telling: Floats) -> None:
        self.names = tuple(names)
        self.telling = telling
        self.small = frozenset(
            name for name, told in zip(names, telling.tolist(), strict=True) if len(name) <= SMALL and told < COMMON
        )
        """Short words that stand in so many texts that nobody would name them: of, the, and."""
        self._at: dict[str, int] = {name: place for place, name in enumerate(names)}
        self._of_words: dict[str, tuple[int, ...]] = {}

    def __len__(self) -> int:
        return len(self.names)

    def known(self, words: Sequence[str]) -> float:
        """Which share of ``words`` (as ``tokens`` gives them) training met; 0 where there is none."""
        return sum(map(self._at.__contains__, words)) / max(len(words), 1)

    def shown(self, texts: Iterable[Sequence[str]]) -> Shown:
        """Where the features show in ``texts``, each given by its ``tokens``."""
        text: list[int] = []
        unit: list[int] = []
        feature: list[int] = []
        at, of_words = self._at.get, self._of_words
        for row, words in enumerate(texts):
            for place, word in enumerate(words):
                found = of_words.get(word)
                if found is None:
                    found = self._of_word(word)
                feature += found
                unit += [place] * len(found)
            for place, pair in enumerate(pairwise(words), start=len(words)):
                known = at(" ".join(pair))
                if known is not None:
                    feature.append(known)
                    unit.append(place)
            text += [row] * (len(feature) - len(text))
        return Shown(np.array(text, np.int64), np.array(unit, np.int64), np.array(feature, np.int64))

    def rows(self, shown: Shown, texts: int) -> tuple[Rows, Floats]:
        """The features of each text with their weights, a vector of length one each; and what of it each place in
        ``shown`` makes up."""
        keys, place, counts = np.unique(
            shown.text * max(len(self), 1) + shown.feature, return_inverse=True, return_counts=True
        )
        text, feature = np.divmod(keys, max(len(self), 1))
        weights = (1 + np.log(counts)) * self.telling[feature]
        lengths = np.sqrt(np.bincount(text, weights * weights, minlength=texts))
        weights = (weights / lengths[text]).astype(np.float32)
        starts = np.searchsorted(text, np.arange(texts + 1))
        return Rows(starts, feature, weights), (weights / counts)[place].astype(np.float32)

    def _of_word(self, word: str) -> tuple[int, ...]:
        """The features of one word: itself and its beginning; kept, for words come again."""
        found = tuple(at for name in (word, beginning(word)) if (at := self._at.get(name)) is not None)
        if len(self._of_words) < 2**16:
            self._of_words[word] = found
        return found


def learned(texts: Sequence[Sequence[str]]) -> Features:
    """The features that show in at least ``LEAST`` of ``texts`` (their ``tokens``); the rarer, the more telling."""
    counts = Counter[str]()
    for words in texts:
        said = set(words)
        said.update(map(beginning, tuple(said)))
        said.update(map(" ".join, pairwise(words)))
        counts.update(said)
    del counts[""]
    kept = sorted(name for name, count in counts.items() if count >= LEAST)
    met = np.array([counts[name] for name in kept], np.float64)
    return Features(kept, (1 + np.log((1 + len(texts)) / (1 + met))).astype(np.float32))
