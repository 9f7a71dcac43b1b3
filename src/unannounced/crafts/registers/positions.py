"""Whether a position lies in a State, on the map of the world that is shipped; as exactly as that map is drawn."""

import math
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from unannounced.crafts.mapping import corners, world

NEAR = 4.0  # units of the map, some 70 km: the map is simplified, and islands are left out
CENTRE = 11.6  # degrees East of the middle of the map
WIDTH, NORTH = 2000, 84.0
Points = NDArray[np.float64]


def on_map(latitude: float, longitude: float) -> tuple[float, float]:
    """Where a position is on the map, in its units: to the East and to the South."""
    x, y = _projected((longitude - CENTRE + 180) % 360 - 180, latitude)
    scale = WIDTH / (2 * _projected(180, 0)[0])
    return x * scale + WIDTH / 2, (y - _projected(0, NORTH)[1]) * scale


def _projected(longitude: float, latitude: float) -> tuple[float, float]:
    """Equal Earth (Šavrič, Patterson, Jenny 2018)."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    t2 = theta * theta
    t6 = t2 * t2 * t2
    stretch = a1 + 3 * a2 * t2 + t6 * (7 * a3 + 9 * a4 * t2)
    return 2 * math.sqrt(3) / 3 * math.radians(longitude) * math.cos(theta) / stretch, -theta * (
        a1 + a2 * t2 + t6 * (a3 + a4 * t2)
    )


@cache
def _rings(code: str) -> tuple[Points, ...]:
    """The shapes of a State and of the territories it has, each ring as corners."""
    drawn = world()
    codes = {code, drawn.drawn_with.get(code, code)} | {one for one, by in drawn.administered_by.items() if by == code}
    return tuple(np.array(ring) for one in sorted(codes) if one in drawn.shapes for ring in corners(drawn.shapes[one]))


@cache
def _circles(code: str) -> tuple[tuple[float, float], ...]:
    drawn = world()
    codes = {code} | {one for one, by in drawn.administered_by.items() if by == code}
    return tuple((drawn.points[one].x, drawn.points[one].y) for one in sorted(codes) if one in drawn.points)


def can_tell(code: str) -> bool:
    """Whether the map has this State: it lacks invented ones."""
    return bool(_rings(code) or _circles(code))


def in_state(code: str, positions: Sequence[tuple[float, float]]) -> list[bool]:
    """For each position, North and East, whether it lies in the State or within some 70 km of it."""
    points = np.array([on_map(*one) for one in positions]).reshape(-1, 2)
    found = np.zeros(len(points), bool)
    for ring in _rings(code):
        low, high = ring.min(axis=0) - NEAR, ring.max(axis=0) + NEAR
        here = np.flatnonzero(~found & (points >= low).all(axis=1) & (points <= high).all(axis=1))
        if len(here):
            found[here] = _within(points[here], ring) | (_distance(points[here], ring) <= NEAR)
    for x, y in _circles(code):
        found |= np.hypot(points[:, 0] - x, points[:, 1] - y) <= 2 * NEAR
    return [bool(one) for one in found]


def _within(points: Points, ring: Points) -> NDArray[np.bool_]:
    """Whether points lie within a ring: a line to the East cuts it an odd number of times."""
    x, y = points[:, :1], points[:, 1:]
    x1, y1 = ring[:, 0], ring[:, 1]
    x2, y2 = np.roll(x1, -1), np.roll(y1, -1)
    cuts = (y1 > y) != (y2 > y)
    rise = np.where(y2 == y1, 1e-12, y2 - y1)
    right = x < (x2 - x1) * (y - y1) / rise + x1
    return np.asarray((cuts & right).sum(axis=1) % 2 == 1)


def _distance(points: Points, ring: Points) -> Points:
    """How far points are from the edge of a ring, in units of the map."""
    begin, along = ring, np.roll(ring, -1, axis=0) - ring
    length = np.maximum((along**2).sum(axis=1), 1e-12)
    offset = points[:, None, :] - begin[None]
    part = np.clip((offset * along).sum(axis=2) / length, 0, 1)
    return np.asarray(np.sqrt(((offset - part[..., None] * along) ** 2).sum(axis=2)).min(axis=1))
