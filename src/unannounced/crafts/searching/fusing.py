"""One order out of several: what stands high in many rankings stands high, whatever each of them counts by."""

from collections.abc import Hashable, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)

DAMPING = 60
"""How little the first places of a ranking stand out: of 60, the first counts 1/61, the tenth 1/70."""
ALL_ANY_NEAR = (1.0, 2.0, 0.5)
"""What three rankings count where both words and meaning are asked: of texts with all the words, with any of them, and
of those near in meaning. Tuned on the questions with odd numbers of testdata/questions; docs/search-quality.md."""


def fused(
    rankings: Sequence[Sequence[Key]], *, weights: Sequence[float] = (), damping: int = DAMPING
) -> list[tuple[Key, float]]:
    """Reciprocal rank fusion: each key once, the best first, with the sum of ``weight / (damping + place)``.

    A key counts in a ranking where it first stands there. Of equals, the one of the earlier ranking stands first, so
    that the same rankings always give the same order. Without ``weights`` each ranking counts 1.

    >>> [key for key, _ in fused([["a", "b", "c"], ["c", "d"]])]
    ['c', 'a', 'b', 'd']
    """
    scores: dict[Key, float] = {}
    for ranking, weight in zip(rankings, weights or [1.0] * len(rankings), strict=True):
        for place, key in enumerate(dict.fromkeys(ranking), start=1):
            scores[key] = scores.get(key, 0.0) + weight / (damping + place)
    return sorted(scores.items(), key=lambda one: -one[1])
