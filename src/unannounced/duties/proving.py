"""Short proofs over a public checkpoint: that a publication is in it, and that it begins with an earlier one.

The tree and its proofs are those in which certificates are logged (RFC 6962, 2.1.1 and 2.1.2); they are checked as
RFC 9162, 2.1.3.2 and 2.1.4.2, has it. Leaves are digests of publications, roots and nodes are SHA-256; all hexadecimal.
"""

import hashlib
from collections.abc import Sequence


def leaf_hash(leaf: str) -> str:
    """What a leaf is in the tree: SHA-256 over 0x00 and the digest of a publication."""
    return hashlib.sha256(b"\0" + bytes.fromhex(leaf)).hexdigest()


def branch_hash(left: str, right: str) -> str:
    """What two branches are together: SHA-256 over 0x01 and both."""
    return hashlib.sha256(b"\1" + bytes.fromhex(left) + bytes.fromhex(right)).hexdigest()


class Tree:
    """The tree over ``leaves``, each of its full branches reckoned once."""

    def __init__(self, leaves: Sequence[str]) -> None:
        level = [leaf_hash(one) for one in leaves]
        self.size = len(leaves)
        self._levels = [level]
        while len(level) > 1:
            level = [branch_hash(left, right) for left, right in zip(level[::2], level[1::2], strict=False)]
            self._levels.append(level)

    def root(self, size: int | None = None) -> str:
        """The root over the first ``size`` leaves, which are at least one."""
        return self._branch(0, self.size if size is None else size)

    def inclusion(self, position: int, size: int | None = None) -> list[str]:
        """The nodes by which anyone comes from the leaf at ``position`` to the root over ``size`` leaves.

        >>> Tree(["00" * 32]).inclusion(0)
        []
        """
        begins, ends, path = 0, self.size if size is None else size, list[str]()
        while ends - begins > 1:
            middle = begins + _left_of(ends - begins)
            if position < middle:
                path.append(self._branch(middle, ends))
                ends = middle
            else:
                path.append(self._branch(begins, middle))
                begins = middle
        return path[::-1]

    def consistency(self, first: int, second: int) -> list[str]:
        """The nodes by which anyone sees that the tree of ``second`` leaves begins with that of ``first``, 1 on."""
        begins, ends, path, whole = 0, second, list[str](), True
        while first != ends:
            middle = begins + _left_of(ends - begins)
            if first <= middle:
                path.append(self._branch(middle, ends))
                ends = middle
            else:
                path.append(self._branch(begins, middle))
                begins, whole = middle, False
        return ([] if whole else [self._branch(begins, ends)]) + path[::-1]

    def _branch(self, begins: int, ends: int) -> str:
        """The root over the leaves from ``begins`` to before ``ends``."""
        size = ends - begins
        if size & (size - 1) == 0:
            height = size.bit_length() - 1
            return self._levels[height][begins >> height]
        middle = begins + _left_of(size)
        return branch_hash(self._branch(begins, middle), self._branch(middle, ends))


def is_included(leaf: str, position: int, size: int, path: Sequence[str], root: str) -> bool:
    """Whether ``path`` leads from the leaf at ``position`` to ``root`` over ``size`` leaves."""
    if not 0 <= position < size:
        return False
    place, last, found = position, size - 1, leaf_hash(leaf)
    for node in path:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = branch_hash(node, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = branch_hash(found, node)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def is_beginning(first: int, first_root: str, second: int, second_root: str, path: Sequence[str]) -> bool:
    """Whether ``path`` shows that the tree of ``first`` leaves is the beginning of that of ``second``."""
    if not 0 < first <= second:
        return False
    if first == second:
        return not path and first_root == second_root
    nodes = [first_root, *path] if first & (first - 1) == 0 else list(path)
    if not nodes:
        return False
    place, last = first - 1, second - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    before = after = nodes[0]
    for node in nodes[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            before, after = branch_hash(node, before), branch_hash(node, after)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            after = branch_hash(after, node)
        place, last = place >> 1, last >> 1
    return last == 0 and before == first_root and after == second_root


def _left_of(size: int) -> int:
    """How many leaves stand in the left branch of ``size``, two or more: the largest power of two below it."""
    return 1 << (size - 1).bit_length() - 1
