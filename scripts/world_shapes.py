"""Shapes of a map: simplified by their shared borders, cut at the edge of the map, projected, written as SVG paths.

``scripts/world_map.py`` makes ``facts/world.json`` so. A place is (degrees East of the middle of the map, latitude)
until ``on_map`` puts it into units of the map, x to the East and y to the South. An *arc* is a line between two corners
at which three shapes meet; a *ring* is made of arcs, by their numbers, ``~number`` if it is run backwards (TopoJSON).
"""

import heapq
import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

CENTRE = 11.6  # degrees East of the middle of the map: its edge is at 168.4° West
SOUTH, NORTH = -60.0, 84.0
WIDTH = 2000
EUROPE = (-25.0, 33.0, 52.0, 72.5)  # west, south, east, north of the part that is also shown by itself

Point = tuple[float, float]
Line = list[Point]


def project(longitude: float, latitude: float) -> Point:
    """Where a place is on the Equal Earth map (Šavrič, Patterson, Jenny 2018), the unit being the Earth's radius.

    ``longitude`` counts from the middle of the map and may go past 180 on either side.
    """
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    t2 = theta * theta
    t6 = t2 * t2 * t2
    stretch = a1 + 3 * a2 * t2 + t6 * (7 * a3 + 9 * a4 * t2)
    x = 2 * math.sqrt(3) / 3 * math.radians(longitude) * math.cos(theta) / stretch
    return x, -theta * (a1 + a2 * t2 + t6 * (a3 + a4 * t2))


SCALE = WIDTH / (2 * project(180, 0)[0])
TOP, BOTTOM = project(0, NORTH)[1] * SCALE, project(0, SOUTH)[1] * SCALE


def on_map(place: Point) -> Point:
    """A place in units of the map."""
    x, y = project(*place)
    return x * SCALE + WIDTH / 2, y * SCALE - TOP


def turned(longitude: float) -> float:
    """Degrees from the middle of the map, from -180 to 180, of a longitude from Greenwich."""
    return (longitude - CENTRE + 180) % 360 - 180


def in_europe(place: Point) -> bool:
    """Whether a place lies in the part that is also shown by itself."""
    west, south, east, north = EUROPE
    return turned(west) <= place[0] <= turned(east) and south <= place[1] <= north


def europe() -> tuple[int, int, int, int]:
    """The window of Europe: left, top, width and height in units of the map."""
    west, south, east, north = EUROPE
    left, right = on_map((turned(west), 50))[0], on_map((turned(east), 50))[0]
    top, bottom = on_map((0, north))[1], on_map((0, south))[1]
    return round(left), round(top), round(right - left), round(bottom - top)


# Arcs and rings


def arcs_of(topology: dict[str, Any]) -> list[Line]:
    """Every arc of a topology, going on past 180 where it crosses the edge of the map."""
    (by_x, by_y), (from_x, from_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arc: Line = []
        for step_x, step_y in steps:
            x, y = x + step_x, y + step_y
            longitude = turned(x * by_x + from_x)
            if arc:
                longitude += 360 * round((arc[-1][0] - longitude) / 360)
            arc.append((longitude, y * by_y + from_y))
        arcs.append(arc)
    return arcs


def simplified(arc: Line, fine: float, coarse: float) -> Line:
    """The arc without the corners nobody sees, least first (Visvalingam, Whyatt 1993); both its ends stay.

    A corner goes if its triangle with its neighbours is below ``fine`` square units in Europe, ``coarse`` elsewhere.
    """
    flat = [on_map(place) for place in arc]
    before, after = list(range(-1, len(arc) - 1)), list(range(1, len(arc) + 1))
    least = [fine if in_europe(place) else coarse for place in arc]
    weights = [math.inf] * len(arc)
    waiting: list[tuple[float, int]] = []
    touched: Iterable[int] = range(1, len(arc) - 1)
    kept = set(range(len(arc)))
    fewest = 4 if arc[0] == arc[-1] else 2
    while True:
        for at in touched:
            weights[at] = area([flat[before[at]], flat[at], flat[after[at]]]) / least[at]
            heapq.heappush(waiting, (weights[at], at))
        while waiting and (waiting[0][1] not in kept or waiting[0][0] != weights[waiting[0][1]]):
            heapq.heappop(waiting)
        if not waiting or waiting[0][0] >= 1 or len(kept) <= fewest:
            return [arc[at] for at in sorted(kept)]
        at = heapq.heappop(waiting)[1]
        kept.remove(at)
        after[before[at]], before[after[at]] = after[at], before[at]
        touched = [beside for beside in (before[at], after[at]) if 0 < beside < len(arc) - 1]


def dissolved(rings: Sequence[Sequence[int]], arcs: Sequence[Line]) -> list[list[int]]:
    """The rings of one State without the arcs that are run both ways, which are borders between two parts of it."""
    used = [arc for ring in rings for arc in ring]
    if not {~arc for arc in used} & set(used):
        return [list(ring) for ring in rings]
    waiting = [arc for arc in used if ~arc not in used]
    found = []
    while waiting:
        ring = [waiting.pop(0)]
        while ends(ring[-1], arcs)[1] != ends(ring[0], arcs)[0]:
            following = next(arc for arc in waiting if ends(arc, arcs)[0] == ends(ring[-1], arcs)[1])
            waiting.remove(following)
            ring.append(following)
        found.append(ring)
    return found


def ends(number: int, arcs: Sequence[Line]) -> tuple[Point, Point]:
    """Where an arc begins and ends in the direction in which it is run."""
    return (arcs[number][0], arcs[number][-1]) if number >= 0 else (arcs[~number][-1], arcs[~number][0])


def joined(ring: Sequence[int], arcs: Sequence[Line]) -> Line:
    """A ring as one closed line, going on past 180 where it crosses the edge of the map."""
    line: Line = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        by = 360 * round((line[-1][0] - arc[0][0]) / 360) if line else 0
        line.extend((x + by, y) for x, y in arc[1 if line else 0 :])
    return line


def cut(ring: Line) -> Iterator[Line]:
    """The parts of a ring on either side of the edge of the map, each where it is seen."""
    for by in (-360, 0, 360):
        moved = [(x + by, y) for x, y in ring]
        if max(x for x, _ in moved) > -180 and min(x for x, _ in moved) < 180:
            inside = clipped(clipped(moved, -180, keep_above=True), 180, keep_above=False)
            if len(inside) > 3:
                yield inside


def clipped(ring: Line, edge: float, *, keep_above: bool) -> Line:
    """The ring on one side of a meridian (Sutherland, Hodgman 1974)."""
    kept: Line = []
    for one, other in pairwise([*ring, ring[0]]):
        inside, next_inside = ((x >= edge) if keep_above else (x <= edge) for x, _ in (one, other))
        if inside:
            kept.append(one)
        if inside != next_inside:
            part = (edge - one[0]) / (other[0] - one[0])
            kept.append((edge, one[1] + part * (other[1] - one[1])))
    return kept


# On the map


def crosses(ring: Sequence[Point]) -> list[float]:
    """Twice the area between each side of a ring and the origin, below zero where it runs the other way."""
    return [ax * by - bx * ay for (ax, ay), (bx, by) in pairwise([*ring, *ring[:1]])]


def area(ring: Sequence[Point]) -> float:
    """The area of a ring in square units."""
    return abs(sum(crosses(ring))) / 2


def middle(ring: Sequence[Point]) -> Point:
    """The centre of gravity of a ring."""
    sides, found = list(pairwise([*ring, *ring[:1]])), crosses(ring)
    x = sum((one[0] + other[0]) * cross for (one, other), cross in zip(sides, found, strict=True))
    y = sum((one[1] + other[1]) * cross for (one, other), cross in zip(sides, found, strict=True))
    return x / (3 * sum(found)), y / (3 * sum(found))


def outline() -> Line:
    """The sphere between the northernmost and the southernmost parallel of the map."""
    latitudes = [SOUTH + (NORTH - SOUTH) * part / 48 for part in range(49)]
    return [on_map((180, y)) for y in reversed(latitudes)] + [on_map((-180, y)) for y in latitudes]


def spread(points: dict[str, Point], apart: float) -> dict[str, Point]:
    """Points moved until any two are ``apart``; one that is far from all others stays where it is."""
    places = {code: list(at) for code, at in sorted(points.items())}
    codes = list(places)
    for _ in range(400):
        for number, one in enumerate(codes):
            for other in codes[number + 1 :]:
                steps = [places[other][axis] - places[one][axis] for axis in (0, 1)]
                if (distance := math.hypot(*steps)) < apart:
                    for axis, step in enumerate(steps):
                        push = step / distance * (apart - distance) / 2
                        places[one][axis] -= push
                        places[other][axis] += push
    return {code: (x, y) for code, (x, y) in places.items()}


# SVG


def path(rings: Iterable[Sequence[Point]]) -> str:
    """The rings as data of an SVG path: tenths of a unit, each corner from the one before.

    >>> path([[(1, 1), (3.04, 1), (3, 2.5), (1, 1)]])
    'M1 1l2 0 0 1.5z'
    """
    written = []
    for ring in rings:
        corners = [(round(x * 10), round(y * 10)) for x, y in ring]
        if corners[0] == corners[-1]:
            corners.pop()
        steps = [(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(corners) if (ax, ay) != (bx, by)]
        written.append(f"M{pair(corners[0])}l{''.join(after(pair(step)) for step in steps).lstrip()}z")
    return "".join(written)


def pair(corner: tuple[int, int]) -> str:
    """Two numbers in tenths, as short as SVG allows."""
    return tenths(corner[0]) + after(tenths(corner[1]))


def after(number: str) -> str:
    """A number after another: a minus divides by itself."""
    return number if number.startswith("-") else f" {number}"


def tenths(number: int) -> str:
    """A number of tenths as a decimal, without a zero that says nothing.

    >>> [tenths(number) for number in (-5, 0, 12, 30)]
    ['-.5', '0', '1.2', '3']
    """
    whole, rest = divmod(abs(number), 10)
    digits = f"{whole or ''}.{rest}" if rest else str(whole)
    return f"-{digits}" if number < 0 else digits
