"""What is taken and looks wrong: a hundred persons for each place held, positions in the sea, keys almost alike."""

from collections import defaultdict

import numpy as np

from unannounced.crafts.registers.cells import NOT_KNOWN
from unannounced.crafts.registers.gathering import Gathered
from unannounced.crafts.registers.positions import can_tell, in_state
from unannounced.crafts.registers.problems import Problems
from unannounced.crafts.registers.settling import Settled
from unannounced.crafts.registers.states import name_of
from unannounced.crafts.registers.values import ReadPlace
from unannounced.duties.words import say

TOO_MANY = 100
PERSONS = ("persons", "persons_midnight", "persons_average")
CAPACITIES = ("official_capacity", "working_capacity", "certified_capacity")
CROWDED = say("{persons} persons in {capacity} places cannot be: a hundred times as many and more.")
CHECK = say("Compare both numbers with the publisher's; one may have digits too many, or stand in another column.")
EXCHANGED = say("The position is not in {state}; with latitude and longitude exchanged it is.")
EXCHANGE = say("Exchange the two columns in the mapping, or the two cells in the row.")
ELSEWHERE = say("The position is not in {state}: it lies in the sea or in another State.")
ALIKE = say("The key “{key}” is but for capitals, spaces or leading zeros that of row {first_row}, “{other}”.")
ONE_KEY = say("If both are one place, write the key as the publisher does; a spreadsheet drops leading zeros.")
CHECK_POSITION = say("Look the place up on a map, and correct the two cells.")


def doubt_counts(found: Settled, problems: Problems, gathered: Gathered) -> None:
    """Warns of each row with a hundred times as many persons as places."""
    for held in (one for one in PERSONS if one in found.counts):
        for places in (one for one in CAPACITIES if one in found.counts):
            persons, capacity = found.counts[held].astype(np.int64), found.counts[places].astype(np.int64)
            wrong = (capacity > 0) & (persons != NOT_KNOWN) & (persons >= TOO_MANY * capacity)
            bound = gathered.binding.of(held)
            for n in np.flatnonzero(wrong).tolist():
                _warn(problems, int(found.row[n]), bound.head if bound else "", int(persons[n]), int(capacity[n]))
    _doubt_dated(found, problems, gathered)


def _doubt_dated(found: Settled, problems: Problems, gathered: Gathered) -> None:
    """The same for counts that have days of their own, row by row."""
    by_row: dict[tuple[int, int], dict[str, int]] = defaultdict(dict)
    for _, what, day, number, row in gathered.dated:
        if row not in found.refused:
            by_row[row, day][what] = number
    for (row, _), counts in by_row.items():
        for held in (one for one in PERSONS if one in counts):
            for places in (one for one in CAPACITIES if counts.get(one)):
                if counts[held] >= TOO_MANY * counts[places]:
                    bound = gathered.binding.of(held)
                    _warn(problems, row, bound.head if bound else "", counts[held], counts[places])


def _warn(problems: Problems, row: int, head: str, persons: int, capacity: int) -> None:
    problems.warn(row, head, str(persons), CROWDED, CHECK, persons=persons, capacity=capacity)


def doubt_keys(places: list[ReadPlace], problems: Problems, gathered: Gathered) -> None:
    """Warns of keys that differ from another in the table only by how they are written."""
    bound = gathered.binding.of("key")
    seen: dict[tuple[str, str], ReadPlace] = {}
    for place in places if bound else ():
        bare = "".join(place.key.split()).casefold()
        bare = bare.removesuffix(".0").lstrip("0") if bare.removesuffix(".0").isdecimal() else bare
        other = seen.setdefault((place.state, bare), place)
        if place.key and bound and other is not place:
            problems.warn(
                place.row, bound.head, place.key, ALIKE, ONE_KEY, key=place.key, other=other.key, first_row=other.row
            )


def doubt_positions(places: list[ReadPlace], problems: Problems, gathered: Gathered) -> None:
    """Warns of positions that are not in their State."""
    by_state: dict[str, list[tuple[int, str, float, float]]] = defaultdict(list)
    for place in places:
        for told in place.told:
            if told.what == "position" and (degrees := _degrees(told.value)):
                by_state[place.state].append((told.row or place.row, told.value, *degrees))
    head = next((one.head for one in gathered.binding.columns if one.means in ("latitude", "position")), "")
    for state, held in by_state.items():
        if can_tell(state):
            _doubt(state, held, problems, head)


def _degrees(value: str) -> tuple[float, float] | None:
    north, _, east = value.partition(",")
    try:
        found = float(north), float(east)
    except ValueError:
        return None
    return found if abs(found[0]) <= 90 and abs(found[1]) <= 180 else None


def _doubt(state: str, held: list[tuple[int, str, float, float]], problems: Problems, head: str) -> None:
    inside = in_state(state, [(north, east) for _, _, north, east in held])
    outside = [one for one, within in zip(held, inside, strict=True) if not within]
    if not outside:
        return
    turned = [(east, north) if abs(east) <= 90 else (0.0, 0.0) for _, _, north, east in outside]
    for (row, value, _, east), swapped in zip(outside, in_state(state, turned), strict=True):
        if swapped and abs(east) <= 90:
            problems.warn(row, head, value, EXCHANGED, EXCHANGE, state=name_of(state))
        else:
            problems.warn(row, head, value, ELSEWHERE, CHECK_POSITION, state=name_of(state))
