"""How much a word tells: words of few names tell more than words of many."""

import math
from collections import Counter
from collections.abc import Sequence

from unannounced.crafts.matching.prepared import Prepared
from unannounced.crafts.matching.wording import Worded

LEAST = 300
"""A register is taken to have at least so many places: in a short list every word is rare, and that means nothing."""
COLLISIONS = 0.02
"""If more names than this share stand for several places, a name alone does not prove a place."""

MOST = 4
"""Names of more words of their own are of one sort."""


class Rarity:
    """Weights of words, from 1 (in one name only) towards 0, as counted over the registers compared."""

    def __init__(self, *registers: Sequence[Prepared]) -> None:
        self._names: Counter[str] = Counter()
        self._twins: Counter[tuple[int, bool]] = Counter()
        self._sorts: Counter[tuple[int, bool]] = Counter()
        self._places = 0
        for register in registers:
            self.learn(register)

    def learn(self, register: Sequence[Prepared]) -> None:
        """Count the words of one more register; the largest count of any register holds."""
        counted: Counter[str] = Counter()
        places = 0
        for one in register:
            places += 1
            counted.update({word for name in one.names for word in name.own})
        self._names |= counted
        self._learn_twins(register)
        self._places = max(self._places, places, LEAST)

    def _learn_twins(self, register: Sequence[Prepared]) -> None:
        """Count the names which two places of one State have in this register."""
        named = [(one.state, one.names[0]) for one in register if one.names]
        written = Counter((state, name.text, _sort_of(name)) for state, name in named)
        for (_, _, sort), count in written.items():
            self._sorts[sort] += count
            self._twins[sort] += count if count > 1 else 0

    def is_common(self, name: Worded) -> bool:
        """Whether names made like this are often those of several places: without a town they prove nothing."""
        sort = _sort_of(name)
        return self._twins[sort] > COLLISIONS * self._sorts[sort]

    def weight(self, word: str) -> float:
        """The weight of ``word``, between 0 and 1."""
        return math.log1p(self._places / max(1, self._names[word])) / math.log1p(self._places)

    def names_with(self, word: str) -> int:
        """In how many names of the register that has most of them ``word`` stands."""
        return self._names[word]


def _sort_of(name: Worded) -> tuple[int, bool]:
    """How a name is made: how many words of its own, and whether a number or the like goes with them."""
    return min(len(name.own), MOST), bool(name.marks)
