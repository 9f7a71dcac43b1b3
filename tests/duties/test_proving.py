"""Short proofs over a public checkpoint: each one given holds, and none that was altered does."""

import hashlib

import pytest

from unannounced.duties.checkpointing import root_of
from unannounced.duties.proving import Tree, is_beginning, is_included

LEAVES = [hashlib.sha256(str(number).encode()).hexdigest() for number in range(70)]
SIZES = [*range(1, 20), 31, 32, 33, 63, 64, 65, 70]


@pytest.mark.parametrize("size", SIZES)
def test_every_root_is_that_of_the_checkpoints(size: int) -> None:
    assert Tree(LEAVES).root(size) == Tree(LEAVES[:size]).root() == root_of(LEAVES[:size])


@pytest.mark.parametrize("size", SIZES)
def test_every_publication_is_proved_to_be_in_the_tree_and_no_other(size: int) -> None:
    tree = Tree(LEAVES)
    root = tree.root(size)
    for position in range(size):
        path = tree.inclusion(position, size)
        assert is_included(LEAVES[position], position, size, path, root)
        assert not is_included("00" * 32, position, size, path, root)
        assert not is_included(LEAVES[position], size, size, path, root)
        assert not is_included(LEAVES[position], position, size, [*path, root], root)
        if path:
            assert not is_included(LEAVES[position], position, size, path[1:], root)
            assert not is_included(LEAVES[position], position, size, ["11" * 32, *path[1:]], root)


@pytest.mark.parametrize("second", SIZES)
def test_every_earlier_tree_is_proved_to_be_the_beginning_and_no_other(second: int) -> None:
    tree = Tree(LEAVES)
    after = tree.root(second)
    for first in range(1, second + 1):
        path, before = tree.consistency(first, second), tree.root(first)
        assert is_beginning(first, before, second, after, path)
        assert not is_beginning(first, "22" * 32, second, after, path)
        assert not is_beginning(first, before, second, "22" * 32, path)
        assert not is_beginning(0, before, second, after, path)
        if path:
            assert not is_beginning(first, before, second, after, path[:-1])
            assert not is_beginning(first, before, second, after, [*path[:-1], "33" * 32])


def test_the_proofs_are_those_of_the_published_example() -> None:
    """The tree of seven leaves of RFC 6962, 2.1.3: d0 has the path b, h, l; d4 has f's sibling first."""
    leaves = [hashlib.sha256(bytes([number])).hexdigest() for number in range(7)]
    tree = Tree(leaves)
    a, b, c, d, e, f, j = tree._levels[0]
    g, h, i = tree._levels[1]
    k = tree._levels[2][0]
    last_three = tree.inclusion(0)[-1]
    assert tree.inclusion(0) == [b, h, last_three]
    assert tree.inclusion(3) == [c, g, last_three]
    assert tree.inclusion(4) == [f, j, k]
    assert tree.inclusion(6) == [i, k]
    assert tree.consistency(3, 7) == [c, d, g, last_three]
    assert tree.consistency(4, 7) == [last_three]
    assert tree.consistency(6, 7) == [i, j, k]
    assert (a, e) == (tree.inclusion(1)[0], tree.inclusion(5)[0])
