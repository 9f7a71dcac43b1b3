"""Which numbers of a place look as if they were not counted: copied, doubled on paper, fallen to zero.

Each is a reason to ask, never a finding. The bounds are choices of this project [P]; each is named where it stands.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from unannounced.duties.series import Runs, nearest, number_on
from unannounced.duties.words import say

SUSPICIONS: dict[str, str] = {
    "falls_to_zero": say("The population falls to zero from one count to the next, and no source says that it closed."),
    "capacity_doubled": say("The capacity doubles on paper, and nothing else that is counted changes."),
    "copied": say("The same number of persons is said again and again, as if it were copied."),
    "hundredfold": say("The population is a hundred times the capacity or more."),
    "far_above": say("There are more than three persons for each official place."),
    "not_the_sum": say("Men and women together are not the persons held."),
    "negative": say("A number is below zero."),
    "gap": say("Days are missing in a series that is counted every day."),
}
"""What may be suspected, each as a sentence."""

IN_DETAIL: dict[str, str] = {
    "falls_to_zero": say("{before} persons on {day_before}, none on {day}."),
    "capacity_doubled": say("A capacity of {before} on {day_before}, of {number} on {day}."),
    "copied": say("{number} persons each time from {day_before} to {day}."),
    "hundredfold": say("{number} persons and a capacity of {capacity}."),
    "far_above": say("{number} persons and a capacity of {capacity}."),
    "not_the_sum": say("{men} men and {women} women, but {number} persons on {day}."),
    "negative": say("{number} on {day}."),
    "gap": say("Nothing from {day_before} to {day}."),
}
"""The same with its numbers and days."""

PERSONS = ("persons", "persons_midnight", "persons_average")
CAPACITIES = ("official_capacity", "working_capacity", "certified_capacity")
_OTHERWISE_COUNTED = ("persons", "persons_average", "cells", "staff")
_DAILY_FROM, _LARGEST_HOLE, _SAME_FOR_DAYS = 60, 3, 90
_FALLS_FROM, _DOUBLED, _CHANGED = 20, 1.9, 1.25
_YEAR = 366


@dataclass(frozen=True, slots=True)
class Suspicion:
    """One thing suspected, with the numbers and days of ``IN_DETAIL``."""

    what: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted at a place: the series of one source, and the days on which something happened to the place.

    ``closed`` says that the place is known to be closed, whenever that was.
    """

    series: Mapping[str, Runs]
    events: Sequence[int] = ()
    closed: bool = False


def suspected(counted: Counted) -> list[Suspicion]:
    """What one source's series of a place let suspect, the first time each; the newest where numbers contradict."""
    found = [*_of_persons(counted), *_of_capacity(counted), *_contradicting(counted.series)]
    return list({one.what: one for one in reversed(found)}.values())[::-1]


def too_many(persons: int | None, capacity: int | None) -> list[Suspicion]:
    """What the newest population suggests beside the newest capacity."""
    if not persons or not capacity or persons < 10:
        return []
    facts = {"number": persons, "capacity": capacity}
    if persons >= 100 * capacity:
        return [Suspicion("hundredfold", facts)]
    return [Suspicion("far_above", facts)] if persons > 3 * capacity else []


def is_daily(runs: Runs) -> bool:
    """Whether a series is counted every day: days enough, and most of those between the first and the last.

    >>> is_daily([(1, 100, 5)]), is_daily([(1, 1, 5), (182, 182, 5)])
    (True, False)
    """
    if not runs:
        return False
    spoken = sum(end - start + 1 for start, end, _number in runs)
    return spoken >= _DAILY_FROM and spoken * 10 >= 8 * (runs[-1][1] - runs[0][0] + 1)


def _of_persons(counted: Counted) -> Iterator[Suspicion]:
    for what in PERSONS:
        runs = counted.series.get(what, ())
        if not runs:
            continue
        daily = is_daily(runs)
        yield from _falling(runs, counted)
        yield from _same_for_long(runs) if daily else _same_each_time(runs)
        if daily:
            yield from _holes(runs)


def _falling(runs: Runs, counted: Counted) -> Iterator[Suspicion]:
    """From twenty or more to none; where the place closed, was turned into another or opened then, that says why."""
    for (_start, before, number), (day, end, after) in pairwise(runs):
        if after != 0 or number < _FALLS_FROM or day - before > 2 * _YEAR:
            continue
        told = any(before - _YEAR <= event <= day + _YEAR for event in counted.events)
        if not told and not (counted.closed and end == runs[-1][1]):
            facts = {"before": number, "day_before": date.fromordinal(before), "day": date.fromordinal(day)}
            yield Suspicion("falls_to_zero", facts)


def _same_for_long(runs: Runs) -> Iterator[Suspicion]:
    for start, end, number in runs:
        if number >= 50 and end - start >= _SAME_FOR_DAYS:
            yield _copied(number, start, end)


def _same_each_time(runs: Runs) -> Iterator[Suspicion]:
    """Three times the same number from fifty persons up, four times from twenty up."""
    first = 0
    for place in range(1, len(runs) + 1):
        if place < len(runs) and runs[place][2] == runs[first][2]:
            continue
        times, number = place - first, runs[first][2]
        if (times >= 3 and number >= 50) or (times >= 4 and number >= 20):
            yield _copied(number, runs[first][0], runs[place - 1][1])
        first = place


def _copied(number: int, start: int, end: int) -> Suspicion:
    facts = {"number": number, "day_before": date.fromordinal(start), "day": date.fromordinal(end)}
    return Suspicion("copied", facts)


def _holes(runs: Runs) -> Iterator[Suspicion]:
    for (_start, before, _number), (day, _end, _after) in pairwise(runs):
        if day - before - 1 > _LARGEST_HOLE:
            facts = {"day_before": date.fromordinal(before + 1), "day": date.fromordinal(day - 1)}
            yield Suspicion("gap", facts)


def _of_capacity(counted: Counted) -> Iterator[Suspicion]:
    for what in CAPACITIES:
        runs = counted.series.get(what, ())
        for (_start, before, number), (day, _end, after) in pairwise(runs):
            if number < 10 or after < _DOUBLED * number or _explained(counted, before, day):
                continue
            facts = {"before": number, "day_before": date.fromordinal(before)}
            yield Suspicion("capacity_doubled", {**facts, "number": after, "day": date.fromordinal(day)})


def _explained(counted: Counted, before: int, after: int) -> bool:
    """Whether something else changed as well: an event between the two days, a quarter more of what is counted."""
    if any(before <= event <= after for event in counted.events):
        return True
    for what in _OTHERWISE_COUNTED:
        runs = counted.series.get(what, ())
        then, now = nearest(runs, before, 31), nearest(runs, after, 31)
        if then and now and now[1] >= max(_CHANGED * then[1], then[1] + 1):
            return True
    return False


def _contradicting(series: Mapping[str, Runs]) -> Iterator[Suspicion]:
    for runs in series.values():
        yield from (
            Suspicion("negative", {"number": number, "day": date.fromordinal(start)})
            for start, _end, number in runs
            if number < 0
        )
    men, women = series.get("men", ()), series.get("women", ())
    if not men or not women:
        return
    day = min(men[-1][1], women[-1][1])
    for what in PERSONS:
        number, held = number_on(series.get(what, ()), day), (number_on(men, day), number_on(women, day))
        if number is None or held[0] is None or held[1] is None:
            continue
        if abs(held[0] + held[1] - number) > (2 if what == "persons_average" else 0):
            facts = {"men": held[0], "women": held[1], "number": number, "day": date.fromordinal(day)}
            yield Suspicion("not_the_sum", facts)
        return
