"""Outlines with fewer corners, for a map that is read over a slow line: what nobody sees at its size is left out.

Borders stay shared. A corner goes or stays for all shapes that have it, and goes only where they have the same two
corners beside it, so that no gap opens between two neighbours and none covers the other.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import heapify, heappop, heappush
from itertools import pairwise
from types import MappingProxyType

from unannounced.crafts.mapping import Circle, View, Window, World, box, corners, world

Corner = tuple[int, int]
"""Steps of the grid to the East and to the South."""
Ring = list[Corner]
BEYOND = 12
"""Units around the window in which a shape is drawn; what lies farther out is drawn at its edge."""
_NOBODYS = ""  # stands for the code of what is nobody's


@dataclass(frozen=True, slots=True)
class Detail:
    """How fine a map is: the step of its grid in units, and what a corner must add, in square steps.

    On a map 1,100 pixels wide a step is about a pixel.
    """

    step: float
    least: float


DETAILS = {View.WORLD: Detail(1.75, 2.6), View.EUROPE: Detail(0.3, 1.1)}


@cache
def light_world(view: View) -> World:
    """The world as a page shows it in a view: in steps of a grid, without what is not seen at that size.

    Its paths weigh a third of those of ``world``, of Europe half. Very small States are left with their circle.
    """
    whole, detail = world(), DETAILS[view]
    window, by = whole.windows[view], 1 / detail.step
    drawn = {code: path for code, path in whole.shapes.items() if whole.boxes[code].meets(window)}
    rings = {code: _on_grid(path, window, by) for code, path in {**drawn, _NOBODYS: whole.nobodys}.items()}
    kept = thinned(rings, detail.least)
    kept |= {code: rings[code] for code in drawn.keys() - kept.keys() - whole.points.keys()}
    paths = {code: written(found) for code, found in kept.items()}
    nobodys = paths.pop(_NOBODYS, "")
    return World(
        outline=written(_on_grid(whole.outline, window, by)),
        nobodys=nobodys,
        shapes=MappingProxyType(paths),
        points=MappingProxyType({code: _finer(point, by) for code, point in whole.points.items()}),
        boxes=MappingProxyType({code: box(path) for code, path in paths.items()}),
        administered_by=whole.administered_by,
        drawn_with=whole.drawn_with,
        left_out=whole.left_out,
        windows=MappingProxyType({name: one.times(by) for name, one in whole.windows.items()}),
    )


def _finer(point: Circle, by: float) -> Circle:
    return Circle(round(point.x * by, 1), round(point.y * by, 1), point.size * by * by)


def _on_grid(path: str, window: Window, by: float) -> list[Ring]:
    """The rings of a path in steps, nothing of them farther from the window than ``BEYOND``."""
    left, top = window.left - BEYOND, window.top - BEYOND
    right, bottom = left + window.width + 2 * BEYOND, top + window.height + 2 * BEYOND
    return [
        [(round(min(max(x, left), right) * by), round(min(max(y, top), bottom) * by)) for x, y in ring]
        for ring in corners(path)
    ]


def thinned(shapes: Mapping[str, Iterable[Ring]], least: float) -> dict[str, list[Ring]]:
    """The rings of ``shapes`` without the corners that add less than ``least`` to them, in square steps of the grid.

    A corner adds the triangle between it and the two beside it (Visvalingam and Whyatt 1993); where three shapes
    meet it stays. Rings of which nothing is left are left out, and so are shapes.
    """
    rings = {code: [ring for one in found if (ring := _without_twins(one))] for code, found in shapes.items()}
    kept = _kept([ring for found in rings.values() for ring in found], least)
    left = {code: [[corner for corner in ring if corner in kept] for ring in found] for code, found in rings.items()}
    return {code: whole for code, found in left.items() if (whole := [ring for ring in found if len(ring) > 2])}


def written(rings: Iterable[Ring]) -> str:
    """Rings as the path of an SVG, each from its own first corner, the others by their distance from the one before.

    >>> written([[(1, 1), (3, 1), (3, 3)], [(9, 9), (12, 9), (9, 8)]])
    'M1 1l2 0 0 2zM9 9l3 0-3-1z'
    """
    parts = []
    for ring in rings:
        steps = [step for a, b in pairwise(ring) for step in (b[0] - a[0], b[1] - a[1])]
        parts.append(f"M{_joined(ring[0])}l{_joined(steps)}z")
    return "".join(parts)


def _joined(numbers: Sequence[int]) -> str:
    """Numbers with as little between them as can be read: a minus divides them as well."""
    return " ".join(map(str, numbers)).replace(" -", "-")


def _without_twins(ring: Ring) -> Ring:
    """A ring in which no corner follows on itself."""
    found = [b for a, b in pairwise([ring[-1], *ring]) if a != b]
    return found if len(found) > 2 else []


def _kept(rings: Sequence[Ring], least: float) -> set[Corner]:
    """The corners that stay, those that add least going first."""
    beside = _neighbours(rings)
    waiting = [(_adds(corner, *both), corner) for corner, both in beside.items() if len(both) == 2]
    heapify(waiting)
    while waiting and waiting[0][0] < least:
        added, corner = heappop(waiting)
        both = beside.get(corner, set())
        if len(both) != 2 or _adds(corner, *both) != added:
            continue
        del beside[corner]
        for one, other in _both_ways(both):
            beside[one] = beside[one] - {corner} | {other}
            if len(beside[one]) == 2:
                heappush(waiting, (_adds(one, *beside[one]), one))
    return set(beside)


def _neighbours(rings: Sequence[Ring]) -> dict[Corner, set[Corner]]:
    """The corners beside each, in whichever ring."""
    found = defaultdict[Corner, set[Corner]](set)
    for ring in rings:
        for a, b in pairwise([ring[-1], *ring]):
            found[a].add(b)
            found[b].add(a)
    return dict(found)


def _both_ways(both: Iterable[Corner]) -> Iterator[tuple[Corner, Corner]]:
    one, other = sorted(both)
    yield one, other
    yield other, one


def _adds(corner: Corner, one: Corner, other: Corner) -> float:
    """The size of the triangle of three corners."""
    (x, y), (ax, ay), (bx, by) = corner, one, other
    return abs((ax - x) * (by - y) - (bx - x) * (ay - y)) / 2
