"""From gathered rows to places: rows of one place and day become one, what contradicts is refused, texts get days."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from unannounced.crafts.registers.cells import NOT_KNOWN
from unannounced.crafts.registers.gathering import UNDATED, Gathered, Numbers
from unannounced.crafts.registers.values import Happened, ReadPlace, Told
from unannounced.duties.registering import KINDS
from unannounced.duties.words import say

_MOST = np.iinfo(np.int32).max
CONTRADICTS = say("Row {first_row} says “{first}” of the same place on the same day, and this one says “{second}”.")
KEEP_ONE = say("Find out which is right, and delete the other row.")
AGAIN = say("The row says the same as row {first_row}; it counts once.")
Series = tuple[list[int], list[int]]


@dataclass(slots=True)
class Settled:
    """Gathered rows in the order of places and days, one for each place and day."""

    place: Numbers
    day: Numbers
    row: Numbers
    counts: dict[str, Numbers]
    told: dict[str, Numbers]
    refused: set[int]

    def columns(self) -> Iterator[tuple[str, Numbers, int]]:
        """Every column of values, with what stands in it for "not known"."""
        for what, numbers in self.counts.items():
            yield what, numbers, NOT_KNOWN
        for what, numbers in self.told.items():
            yield what, numbers, 0


def settled(gathered: Gathered, as_of: int) -> Settled:
    """Puts the rows in order, refuses those that contradict an earlier one, and joins those that go together."""
    place, day, row = (np.concatenate(one) for one in (gathered.place, gathered.day, gathered.row))
    day[day == UNDATED] = as_of
    order = np.lexsort((row, day, place))
    found = Settled(
        place[order],
        day[order],
        row[order],
        {what: np.concatenate(parts)[order] for what, parts in gathered.counts.items()},
        {what: np.concatenate(parts)[order] for what, parts in gathered.told.items()},
        set(),
    )
    gathered.place, gathered.day, gathered.row = [], [], []
    gathered.counts, gathered.told = {}, {}
    starts = _starts(found)
    if len(starts) == len(found.place):
        return found
    _refuse_contradictions(gathered, found, starts)
    return _joined(found)


def _starts(found: Settled) -> NDArray[np.intp]:
    """Where rows of another place or day begin."""
    new = np.ones(len(found.place), bool)
    new[1:] = (found.place[1:] != found.place[:-1]) | (found.day[1:] != found.day[:-1])
    return np.flatnonzero(new)


def _refuse_contradictions(gathered: Gathered, found: Settled, starts: NDArray[np.intp]) -> None:
    clash = np.zeros(len(starts), bool)
    same = np.ones(len(starts), bool)
    for _, values, unknown in found.columns():
        highest = np.maximum.reduceat(values, starts)
        lowest = np.minimum.reduceat(np.where(values == unknown, _MOST, values), starts)
        clash |= (lowest != _MOST) & (highest != lowest)
        same &= highest == np.minimum.reduceat(values, starts)
    ends = np.append(starts[1:], len(found.place))
    stay = np.ones(len(found.place), bool)
    for at in np.flatnonzero((ends - starts > 1) & (clash | same)):
        rows = range(int(starts[at]), int(ends[at]))
        if clash[at]:
            _refuse_in(gathered, found, rows, stay)
        else:
            for n in rows[1:]:
                gathered.problems.cell(int(found.row[n]), "", "", AGAIN, "", first_row=int(found.row[rows[0]]))
    _keep(found, stay)


def _refuse_in(gathered: Gathered, found: Settled, rows: range, stay: NDArray[np.bool_]) -> None:
    """Of some rows of one place and day, refuses each that says something else than one before it."""
    said: dict[str, tuple[int, int]] = {}
    for n in rows:
        here = {what: int(values[n]) for what, values, unknown in found.columns() if values[n] != unknown}
        against = next((what for what, value in here.items() if what in said and said[what][0] != value), "")
        if not against:
            said |= {what: (value, int(found.row[n])) for what, value in here.items() if what not in said}
            continue
        first, first_row = said[against]
        stay[n] = False
        found.refused.add(int(found.row[n]))
        texts = [_shown(gathered, found, against, value) for value in (first, here[against])]
        gathered.problems.row(
            int(found.row[n]),
            _head(gathered, against),
            texts[1],
            CONTRADICTS,
            KEEP_ONE,
            first_row=first_row,
            first=texts[0],
            second=texts[1],
        )


def _shown(gathered: Gathered, found: Settled, what: str, value: int) -> str:
    return str(value) if what in found.counts else text_at(gathered, value)


def text_at(gathered: Gathered, number: int) -> str:
    """The text that has this number."""
    if not gathered.written:
        gathered.written = [str(one) for one in gathered.texts]
    return gathered.written[number]


def _head(gathered: Gathered, what: str) -> str:
    bound = gathered.binding.of(what)
    return bound.head if bound else ""


def _keep(found: Settled, stay: NDArray[np.bool_]) -> None:
    if stay.all():
        return
    found.place, found.day, found.row = found.place[stay], found.day[stay], found.row[stay]
    found.counts = {what: values[stay] for what, values in found.counts.items()}
    found.told = {what: values[stay] for what, values in found.told.items()}


def _joined(found: Settled) -> Settled:
    """One row for each place and day: what one of its rows knows is known."""
    starts = _starts(found)
    return Settled(
        found.place[starts],
        found.day[starts],
        found.row[starts],
        {what: np.maximum.reduceat(values, starts) for what, values in found.counts.items()},
        {what: np.maximum.reduceat(values, starts) for what, values in found.told.items()},
        found.refused,
    )


def places_of(gathered: Gathered, found: Settled) -> list[ReadPlace]:
    """The places, in the order in which the table first names them."""
    bounds = np.flatnonzero(np.r_[True, found.place[1:] != found.place[:-1], True])
    pool, where = np.unique(found.day, return_inverse=True)
    days: list[int] = np.array(pool.tolist(), object)[where].tolist() if len(pool) else []
    unknown = {what: bool((values == NOT_KNOWN).any()) for what, values in found.counts.items()}
    identities = list(gathered.places)
    places = []
    for begin, end in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        place = _place(gathered, identities[int(found.place[begin])], int(found.row[begin:end].min()))
        here = days[begin:end]
        for what, values in found.counts.items():
            series = _series(here, values[begin:end].tolist(), some_unknown=unknown[what])
            if series[0]:
                place.counts[what] = series
        place.told += told_over_time(gathered, found, begin, end)
        _name(place)
        places.append((int(found.place[begin]), place))
    return [place for _, place in _with_dated(gathered, found, places)]


def _series(days: list[int], numbers: list[int], *, some_unknown: bool) -> Series:
    if not some_unknown or NOT_KNOWN not in numbers:
        return days, numbers
    known = [(day, number) for day, number in zip(days, numbers, strict=True) if number != NOT_KNOWN]
    return [day for day, _ in known], [number for _, number in known]


def _place(gathered: Gathered, identity: object, row: int) -> ReadPlace:
    state = gathered.binding.mapping.state
    if isinstance(identity, str):
        return ReadPlace(row, identity[:120], "", state)
    parts = identity if isinstance(identity, tuple) else (state, "")
    return ReadPlace(row, str(parts[1])[:120], "", str(parts[0]))


def told_over_time(gathered: Gathered, found: Settled, begin: int, end: int) -> Iterator[Told]:
    """What is said of a place as texts: each text with the days since and until which it holds, if it changes."""
    rows = found.row
    for what, values in found.told.items():
        codes = values[begin:end]
        known = np.flatnonzero(codes)
        if not len(known):
            continue
        held = codes[known]
        change = np.flatnonzero(np.r_[True, held[1:] != held[:-1]])
        for n, at in enumerate(change.tolist()):
            here = begin + int(known[at])
            last = n == len(change) - 1
            until = None if last else date.fromordinal(int(found.day[begin + int(known[int(change[n + 1]) - 1])]))
            since = date.fromordinal(int(found.day[here])) if n else None
            yield Told(what, text_at(gathered, int(held[at])), since, until, int(rows[here]))


def _name(place: ReadPlace) -> None:
    names = [one for one in place.told if one.what == "name"]
    place.name = names[-1].value[:200] if names else ""


def _with_dated(
    gathered: Gathered, found: Settled, places: list[tuple[int, ReadPlace]]
) -> Iterator[tuple[int, ReadPlace]]:
    """The places with the counts that have days of their own, with what happened, and with a kind."""
    dated: dict[int, list[tuple[str, int, int, int]]] = defaultdict(list)
    for at, what, day, number, row in gathered.dated:
        if row not in found.refused:
            dated[at].append((what, day, number, row))
    events: dict[int, list[Happened]] = defaultdict(list)
    for at, event in gathered.happened:
        if event.row not in found.refused:
            events[at].append(event)
    last = int(found.day.max()) if len(found.day) else UNDATED
    for at, place in places:
        add_dated(gathered, place, dated.get(at, ()), last)
        add_events(place, events.get(at, []))
        set_kind(place, gathered.binding.mapping.kind)
        yield at, place


def add_dated(gathered: Gathered, place: ReadPlace, entries: Sequence[tuple[str, int, int, int]], as_of: int) -> None:
    """Adds numbers of single days to the counts of a place; a second number for one day is refused by name."""
    by_count: dict[str, dict[int, int]] = {}
    for what, said_day, number, row in entries:
        day = said_day or as_of
        held = by_count.setdefault(what, dict(zip(*place.counts.get(what, ([], [])), strict=True)))
        if held.setdefault(day, number) != number:
            gathered.problems.cell(
                row,
                _head(gathered, what),
                str(number),
                say("The table says “{first}” of the same place and day, and here “{second}”; the first one is taken."),
                KEEP_ONE,
                first=held[day],
                second=number,
            )
    for what, held in by_count.items():
        days = sorted(held)
        place.counts[what] = days, [held[day] for day in days]


def add_events(place: ReadPlace, events: list[Happened]) -> None:
    """Adds what happened, each thing once; names left and given become other names with their days."""
    seen: set[tuple[str, date | None, str, str]] = set()
    for one in events:
        mark = (one.what, one.day, one.other, one.note)
        if mark not in seen:
            seen.add(mark)
            place.happened.append(one)
    renames = [one for one in place.happened if one.what == "renamed"]
    place.told += [Told("other_name", one.other, None, one.day, one.row) for one in renames if one.other]
    given = [one for one in renames if one.note and not one.other]
    if given:
        _follow(place, given)


def _follow(place: ReadPlace, given: list[Happened]) -> None:
    """Names given one after the other: by their days, or else in the order of the rows."""
    if all(one.day for one in given):
        given = sorted(given, key=lambda one: one.day or date.min)
    before = place.name
    for n, one in enumerate(given):
        after = given[n + 1].day if n + 1 < len(given) else None
        last = n + 1 == len(given)
        what = "name" if last and not place.name else "other_name"
        place.told.append(Told(what, one.note, one.day, after, one.row))
        place.happened[place.happened.index(one)] = Happened(one.what, one.day, before, one.note, one.row)
        before = one.note


def set_kind(place: ReadPlace, otherwise: str) -> None:
    """A kind that is none gives way to the one that the mapping says of all its places."""
    place.told = [one for one in place.told if one.what != "kind" or one.value in KINDS or not otherwise]
    if otherwise and not any(one.what == "kind" for one in place.told):
        place.told.append(Told("kind", otherwise, row=place.row))
