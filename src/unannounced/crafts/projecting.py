"""Where a place is on a map: the whole world in Equal Earth, or a part of it around a middle of its own.

A ``Frame`` says how degrees become units of a drawing, x to the East and y to the South. Both projections keep areas.
The world is turned until its edge runs at 168.4° West, as in ``facts/world.json``; a part has its edge on the other
side of the Earth, so neither Chukotka nor Fiji is cut in two. ``static/office/map/projecting.js`` is its twin:
``testdata/vectors/map.json`` holds what both must answer.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, TypeAlias

import numpy as np

from unannounced.crafts.mapping import MARGIN as EDGE
from unannounced.crafts.mapping import View, Window, corners, world

Numbers: TypeAlias = np.ndarray[Any, np.dtype[np.float64]]

CENTRE = 11.6  # degrees East of the middle of the map of the world
NORTH = 84.0  # degrees at the upper edge of the map of the world
WIDE = 2000.0  # units of every map
HIGH = 1100.0  # units of the map of a part
WIDEST = 60.0  # degrees from the middle beyond which a part is shown on the map of the world
LEAST = 0.1  # degrees from the middle to the edge of the smallest part
ALONE = 1.5  # the same for one place: far enough to see where one is
MARGIN = 0.08  # of the width, between the outermost places and the edge
MOST, FAR, TWICE, FEWEST = 0.95, 1.6, 2.0, 5
"""A place is far that lies ``FAR`` times as far from the middle as ``MOST`` do; of fewer than ``FEWEST`` none is."""
FARTHEST = 110.0  # degrees from the middle beyond which a shape cannot be drawn
KILOMETRES = 6371.0072  # radius of a sphere with the surface of the Earth

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796  # Šavrič, Patterson, Jenny 2018
_ROOT = math.sqrt(3)


class Way(StrEnum):
    """How the Earth is laid flat."""

    WORLD = "equal-earth"
    PART = "azimuthal"


@dataclass(frozen=True, slots=True)
class Frame:
    """How degrees become units: ``scale`` units for the Earth's radius, then moved by ``left`` and ``top``."""

    way: Way
    longitude: float
    latitude: float
    scale: float
    left: float
    top: float
    width: float
    height: float

    @property
    def window(self) -> Window:
        """What is shown of it."""
        return Window(0, 0, self.width, self.height)

    @property
    def unit_kilometres(self) -> float:
        """How long a unit is on the ground, in the middle of the map."""
        return KILOMETRES / self.scale


def placed(frame: Frame, longitudes: Numbers, latitudes: Numbers) -> tuple[Numbers, Numbers]:
    """Places in units of ``frame``.

    >>> x, y = placed(of_world(), np.array([11.6]), np.array([84.0]))
    >>> round(float(x[0]), 3), abs(round(float(y[0]), 3))
    (1000.0, 0.0)
    """
    if frame.way is Way.WORLD:
        x, y = equal_earth((longitudes - frame.longitude + 180) % 360 - 180, latitudes)
    else:
        x, y = azimuthal(frame.longitude, frame.latitude, longitudes, latitudes)
    return x * frame.scale + frame.left, frame.top - y * frame.scale


def equal_earth(longitudes: Numbers, latitudes: Numbers) -> tuple[Numbers, Numbers]:
    """Places on the Equal Earth map in radii, from degrees East of its middle; y to the North."""
    theta = np.arcsin(_ROOT / 2 * np.sin(np.radians(latitudes)))
    return 2 * _ROOT / 3 * np.radians(longitudes) * np.cos(theta) / _stretch(theta), _height(theta)


def degrees_of(x: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
    """What ``equal_earth`` was given, from what it gave."""
    theta = y / _A1
    for _round in range(8):
        theta = theta - (_height(theta) - y) / _stretch(theta)
    longitudes = np.degrees(x * _ROOT * _stretch(theta) / (2 * np.cos(theta)))
    return longitudes, np.degrees(np.arcsin(np.clip(2 / _ROOT * np.sin(theta), -1, 1)))


def _height(theta: Numbers) -> Numbers:
    squared = theta * theta
    return np.asarray(theta * (_A1 + _A2 * squared + squared**3 * (_A3 + _A4 * squared)))


def _stretch(theta: Numbers) -> Numbers:
    squared = theta * theta
    return np.asarray(_A1 + 3 * _A2 * squared + squared**3 * (7 * _A3 + 9 * _A4 * squared))


def azimuthal(longitude: float, latitude: float, longitudes: Numbers, latitudes: Numbers) -> tuple[Numbers, Numbers]:
    """Places on Lambert's equal-area map around a middle, in radii; y to the North. Its antipode is at the edge."""
    middle, phi, turned = math.radians(latitude), np.radians(latitudes), np.radians(longitudes - longitude)
    cosine = math.sin(middle) * np.sin(phi) + math.cos(middle) * np.cos(phi) * np.cos(turned)
    stretch = np.sqrt(2 / np.maximum(1 + cosine, 1e-9))
    x = stretch * np.cos(phi) * np.sin(turned)
    return x, stretch * (math.cos(middle) * np.sin(phi) - math.sin(middle) * np.cos(phi) * np.cos(turned))


def around(longitude: float, latitude: float, x: float, y: float) -> tuple[float, float]:
    """The degrees of a place on Lambert's map around a middle.

    >>> [round(number, 6) for number in around(10.0, 50.0, 0, 0)]
    [10.0, 50.0]
    """
    distance = math.hypot(x, y)
    if not distance:
        return longitude, latitude
    angle, middle = 2 * math.asin(min(1.0, distance / 2)), math.radians(latitude)
    found = math.asin(math.cos(angle) * math.sin(middle) + y * math.sin(angle) * math.cos(middle) / distance)
    turned = math.atan2(
        x * math.sin(angle),
        distance * math.cos(middle) * math.cos(angle) - y * math.sin(middle) * math.sin(angle),
    )
    return (longitude + math.degrees(turned) + 180) % 360 - 180, math.degrees(found)


@cache
def of_world() -> Frame:
    """The map of the world, in the units of ``facts/world.json``."""
    half, _none = equal_earth(np.array([180.0]), np.array([0.0]))
    _none, top = equal_earth(np.array([0.0]), np.array([NORTH]))
    scale = WIDE / (2 * float(half[0]))
    height = world().windows[View.WORLD].height - 2 * EDGE
    return Frame(Way.WORLD, CENTRE, 0.0, scale, WIDE / 2, float(top[0]) * scale, WIDE, height)


def frame_of(longitudes: Numbers, latitudes: Numbers) -> Frame:
    """The map that shows all these places as large as can be; that of the world for none and for far ones."""
    if not len(longitudes):
        return of_world()
    longitude, latitude = _middle(longitudes, latitudes)
    if _farthest(longitude, latitude, longitudes, latitudes) > WIDEST:
        return of_world()
    x, y = azimuthal(longitude, latitude, longitudes, latitudes)
    longitude, latitude = around(longitude, latitude, float(x.min() + x.max()) / 2, float(y.min() + y.max()) / 2)
    x, y = azimuthal(longitude, latitude, longitudes, latitudes)
    least = math.radians(LEAST if float(np.ptp(x)) or float(np.ptp(y)) else ALONE)
    across, down = max(least, float(np.abs(x).max())), max(least * HIGH / WIDE, float(np.abs(y).max()))
    free = 1 - 2 * MARGIN
    scale = min(WIDE * free / (2 * across), HIGH * free / (2 * down))
    return Frame(Way.PART, longitude, latitude, scale, WIDE / 2, HIGH / 2, WIDE, HIGH)


def near_each_other(longitudes: Numbers, latitudes: Numbers) -> "np.ndarray[Any, np.dtype[np.bool_]]":
    """Which places lie with most of the others: all, unless a few far ones made the map twice as small.

    A State with an island on the other side of an ocean, or one place whose coordinates were swapped, would
    otherwise have a map on which nothing can be told apart.
    """
    every = np.ones(len(longitudes), dtype=np.bool_)
    if len(longitudes) < FEWEST:
        return every
    x, y, z = (np.median(axis) for axis in _directions(longitudes, latitudes))
    east, north = math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))
    apart = np.hypot(*azimuthal(east, north, longitudes, latitudes))
    inner = apart <= FAR * float(np.quantile(apart, MOST))
    whole, part = frame_of(longitudes, latitudes), frame_of(longitudes[inner], latitudes[inner])
    return inner if part.scale > TWICE * whole.scale else every


def _directions(longitudes: Numbers, latitudes: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Places on the globe, whose radius is 1."""
    phi, turned = np.radians(latitudes), np.radians(longitudes)
    return np.cos(phi) * np.cos(turned), np.cos(phi) * np.sin(turned), np.sin(phi)


def _middle(longitudes: Numbers, latitudes: Numbers) -> tuple[float, float]:
    """The direction of the mean of places on the globe: no meridian is special to it."""
    x, y, z = (float(axis.mean()) for axis in _directions(longitudes, latitudes))
    return math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))


def _farthest(longitude: float, latitude: float, longitudes: Numbers, latitudes: Numbers) -> float:
    """How many degrees the farthest of places is from a middle."""
    x, y = azimuthal(longitude, latitude, longitudes, latitudes)
    return float(np.degrees(2 * np.arcsin(np.clip(np.hypot(x, y).max() / 2, 0, 1))))


@dataclass(frozen=True, slots=True)
class Outlines:
    """Rings of States in degrees, one after the other: those of ring ``n`` from ``ends[n - 1]`` to ``ends[n]``."""

    longitudes: Numbers
    latitudes: Numbers
    ends: tuple[int, ...]
    codes: tuple[str, ...]


@cache
def outlines() -> Outlines:
    """The shapes of the world, taken back from the map to degrees; once in a process."""
    found = world()
    frame = of_world()
    rings = [(code, ring) for code, path in found.shapes.items() for ring in corners(path)]
    rings += [("", ring) for ring in corners(found.nobodys)]
    flat = np.array([corner for _code, ring in rings for corner in ring], dtype=np.float64)
    longitudes, latitudes = degrees_of((flat[:, 0] - frame.left) / frame.scale, (frame.top - flat[:, 1]) / frame.scale)
    ends = np.cumsum([len(ring) for _code, ring in rings])
    return Outlines(longitudes + CENTRE, latitudes, tuple(ends.tolist()), tuple(code for code, _ring in rings))


def land(frame: Frame) -> list[tuple[str, str]]:
    """The shapes that are seen on the map of a part, and a map's width beyond it: code and path, "" for nobody's."""
    held = outlines()
    x, y = placed(frame, held.longitudes, held.latitudes)
    beyond = 2 * math.sin(math.radians(FARTHEST) / 2) * frame.scale
    too_far = np.hypot(x - frame.left, y - frame.top) > beyond
    around_it = Window(-frame.width, -frame.height, 3 * frame.width, 3 * frame.height)
    paths: dict[str, list[str]] = {}
    begin = 0
    for code, end in zip(held.codes, held.ends, strict=True):
        ring_x, ring_y, far = x[begin:end], y[begin:end], too_far[begin:end].any()
        begin = end
        if not far and _box(ring_x, ring_y).meets(around_it):
            paths.setdefault(code, []).append(_path(ring_x, ring_y))
    return [(code, "".join(rings)) for code, rings in paths.items()]


def _box(x: Numbers, y: Numbers) -> Window:
    left, top = float(x.min()), float(y.min())
    return Window(left, top, float(x.max()) - left, float(y.max()) - top)


def _path(x: Numbers, y: Numbers) -> str:
    """A ring as SVG, in whole tenths of a unit."""
    tenths = np.rint(np.column_stack((x, y)) * 10).astype(np.int64)
    steps = np.diff(tenths, axis=0)
    steps = steps[np.any(steps != 0, axis=1)]
    return f"M{_tenths(tenths[0])}l{' '.join(map(_tenths, steps.tolist()))}z" if len(steps) else ""


def _tenths(pair: Sequence[int]) -> str:
    across, down = pair
    return f"{across / 10:g} {down / 10:g}"
