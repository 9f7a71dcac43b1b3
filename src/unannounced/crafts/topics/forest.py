"""The second look: where the words leave a topic open, trees move its odds by the scores of all topics together.

So what is said of one topic counts for another: an item on schools is on children too. Trees are grown in training;
here they are read as arrays.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from unannounced.crafts.topics.features import Floats

DEEPEST = 64
OPEN = 3.5
"""The logarithm of odds, for or against, up to which the words leave a topic open: chances from 3 to 97 per cent."""


@dataclass(frozen=True, slots=True)
class Forest:
    """The trees of one topic. ``roots`` are nodes; a node asks whether the score of topic ``split`` is at most
    ``limit``, and goes ``left`` or ``right``; a leaf goes to itself and adds ``value`` to the logarithm of the odds."""

    roots: NDArray[np.int32]
    split: NDArray[np.int16]
    limit: Floats
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: Floats

    def moves(self, scores: Floats) -> Floats:
        """How far the odds of each row of ``scores`` move."""
        node = np.broadcast_to(self.roots, (len(scores), len(self.roots)))
        row = np.arange(len(scores))[:, None]
        for _ in range(DEEPEST):
            goes = np.where(scores[row, self.split[node]] <= self.limit[node], self.left[node], self.right[node])
            if np.array_equal(goes, node):
                break
            node = goes
        moved: Floats = self.value[node].sum(axis=1, dtype=np.float32)
        return moved

    def check(self, topics: int) -> None:
        """Raise ``ValueError`` if a node points outside the trees, or asks for a topic that is not there."""
        nodes = len(self.split)
        if {len(self.limit), len(self.left), len(self.right), len(self.value)} != {nodes}:
            raise ValueError("a tree is cut")
        for held, end in ((self.roots, nodes), (self.left, nodes), (self.right, nodes), (self.split, topics)):
            if len(held) and (held.min() < 0 or held.max() >= end):
                raise ValueError("a tree points outside")


NO_TREES = Forest(
    np.zeros(0, np.int32),
    np.zeros(0, np.int16),
    np.zeros(0, np.float32),
    np.zeros(0, np.int32),
    np.zeros(0, np.int32),
    np.zeros(0, np.float32),
)


def is_open(odds: Floats) -> NDArray[np.bool_]:
    """Where the words leave it open."""
    return np.abs(odds) < OPEN


def of_trees(trees: list[tuple[Any, Floats]], topics: NDArray[np.int64]) -> Forest:
    """The forest of fitted trees of scikit-learn (``tree_``), each with what its nodes add; ``topics`` are those whose
    scores they were grown on."""
    parts: list[tuple[NDArray[Any], ...]] = []
    roots, begun = [], 0
    for tree, adds in trees:
        own = np.arange(begun, begun + tree.node_count)
        leaf = tree.children_left < 0
        left = np.where(leaf, own, tree.children_left + begun)
        right = np.where(leaf, own, tree.children_right + begun)
        parts.append((topics[np.where(leaf, 0, tree.feature)], tree.threshold, left, right, adds))
        roots.append(begun)
        begun += tree.node_count
    split, limit, left, right, value = (np.concatenate(part) for part in zip(*parts, strict=True))
    return Forest(
        np.array(roots, np.int32),
        split.astype(np.int16),
        limit.astype(np.float32),
        left.astype(np.int32),
        right.astype(np.int32),
        value.astype(np.float32),
    )
