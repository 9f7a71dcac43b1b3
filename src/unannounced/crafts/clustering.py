"""Marks of a map put together where they would lie on each other, so that ten thousand places can be told apart.

Squares of a grid gather what lies in them; then, the fullest first, each takes in those of its neighbours whose middle
is nearer than a square is wide. The grid lies fast on the map: moving about changes no group, only zooming does.
``static/office/map/clustering.js`` is its twin: ``testdata/vectors/map.json`` holds what both must answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from unannounced.crafts.projecting import Numbers


@dataclass(frozen=True, slots=True)
class Group:
    """Places that are shown as one mark: where, and which, by their numbers from 0."""

    x: float
    y: float
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Square:
    """What lies in a square of the grid: its column and row, and its members."""

    column: int
    row: int
    x: float
    y: float
    members: tuple[int, ...]


def clustered(x: Numbers, y: Numbers, width: float) -> list[Group]:
    """Places in groups, those of squares ``width`` wide, from the North-West; every place is in one group.

    >>> found = clustered(np.array([1.0, 2.0, 50.0]), np.array([1.0, 2.0, 50.0]), 10)
    >>> [(group.x, group.y, group.members) for group in found]
    [(1.5, 1.5, (0, 1)), (50.0, 50.0, (2,))]
    """
    squares = {(one.column, one.row): one for one in _squares(x, y, width)}
    groups: list[Group] = []
    for seed in sorted(squares.values(), key=_fullest_first):
        if (seed.column, seed.row) not in squares:
            continue
        del squares[seed.column, seed.row]
        groups.append(_joined([seed, *_near(seed, squares, width)]))
    return sorted(groups, key=_from_north_west)


def _squares(x: Numbers, y: Numbers, width: float) -> list[Square]:
    """The squares in which something lies."""
    if not len(x):
        return []
    columns, rows = np.floor(x / width).astype(np.int64), np.floor(y / width).astype(np.int64)
    order = np.lexsort((columns, rows))
    changes = np.flatnonzero(np.diff(columns[order]) | np.diff(rows[order])) + 1
    return [_square(found, columns, rows, x, y) for found in np.split(order, changes)]


def _square(found: "np.ndarray[Any, Any]", columns: Any, rows: Any, x: Numbers, y: Numbers) -> Square:
    members = tuple(sorted(found.tolist()))
    middle_x, middle_y = (float(axis[list(members)].mean()) for axis in (x, y))
    return Square(int(columns[members[0]]), int(rows[members[0]]), middle_x, middle_y, members)


def _near(seed: Square, squares: dict[tuple[int, int], Square], width: float) -> list[Square]:
    """The neighbours of a square that lie too near to it; they are taken out of ``squares``."""
    taken = []
    for row in (seed.row - 1, seed.row, seed.row + 1):
        for column in (seed.column - 1, seed.column, seed.column + 1):
            other = squares.get((column, row))
            if other and (other.x - seed.x) ** 2 + (other.y - seed.y) ** 2 < width * width:
                taken.append(squares.pop((column, row)))
    return taken


def _joined(squares: Sequence[Square]) -> Group:
    count = sum(len(one.members) for one in squares)
    x = sum(one.x * len(one.members) for one in squares) / count
    y = sum(one.y * len(one.members) for one in squares) / count
    return Group(x, y, tuple(sorted(member for one in squares for member in one.members)))


def _fullest_first(one: Square) -> tuple[int, int, int]:
    return -len(one.members), one.row, one.column


def _from_north_west(one: Group) -> tuple[float, float]:
    return one.y, one.x
