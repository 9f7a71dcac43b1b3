"""Tables that say something of places by their key alone: several rows of one place add to each other."""

from collections import defaultdict

import numpy as np

from unannounced.crafts.registers.cells import NOT_KNOWN
from unannounced.crafts.registers.gathering import Gathered
from unannounced.crafts.registers.settling import CONTRADICTS, KEEP_ONE, add_dated, add_events, text_at
from unannounced.crafts.registers.values import Happened, ReadPlace, Told


def details_of(gathered: Gathered, as_of: int) -> list[ReadPlace]:
    """What the rows say of each key. A second value of what a place has once refuses the row."""
    place, rows = np.concatenate(gathered.place).tolist(), np.concatenate(gathered.row).tolist()
    texts = {what: np.concatenate(parts).tolist() for what, parts in gathered.told.items()}
    counts = {what: np.concatenate(parts).tolist() for what, parts in gathered.counts.items()}
    several = {one.means for one in gathered.binding.attributes if one.column.several}
    found: dict[int, ReadPlace] = {}
    dated: dict[int, list[tuple[str, int, int, int]]] = defaultdict(list)
    refused: set[int] = set()
    identities = list(gathered.places)
    for n, (at, row) in enumerate(zip(place, rows, strict=True)):
        one = found.setdefault(at, _keyed(gathered, identities[at], row))
        here = {what: text_at(gathered, codes[n]) for what, codes in texts.items() if codes[n]}
        if _contradicts(gathered, one, {k: v for k, v in here.items() if k not in several}, row):
            refused.add(row)
            continue
        said = {(told.what, told.value) for told in one.told}
        one.told += [Told(what, value, row=row) for what, value in here.items() if (what, value) not in said]
        dated[at] += [(what, as_of, numbers[n], row) for what, numbers in counts.items() if numbers[n] != NOT_KNOWN]
    _add_all(gathered, found, dated, refused, as_of)
    return [found[at] for at in sorted(found)]


def _keyed(gathered: Gathered, identity: object, row: int) -> ReadPlace:
    state = gathered.binding.mapping.state
    if isinstance(identity, tuple):
        return ReadPlace(row, str(identity[1])[:120], "", str(identity[0]))
    return ReadPlace(row, str(identity)[:120], "", state)


def _contradicts(gathered: Gathered, place: ReadPlace, here: dict[str, str], row: int) -> bool:
    held = {told.what: told for told in reversed(place.told)}
    for what, value in here.items():
        first = held.get(what)
        if first is not None and first.value != value:
            bound = gathered.binding.of(what)
            facts = {"first_row": first.row, "first": first.value[:80], "second": value[:80]}
            gathered.problems.row(row, bound.head if bound else "", value, CONTRADICTS, KEEP_ONE, **facts)
            return True
    return False


def _add_all(
    gathered: Gathered,
    found: dict[int, ReadPlace],
    dated: dict[int, list[tuple[str, int, int, int]]],
    refused: set[int],
    as_of: int,
) -> None:
    for at, what, day, number, row in gathered.dated:
        dated[at].append((what, day, number, row))
    events: dict[int, list[Happened]] = defaultdict(list)
    for at, event in gathered.happened:
        if event.row not in refused:
            events[at].append(event)
    for at, place in found.items():
        add_dated(gathered, place, [one for one in dated[at] if one[3] not in refused], as_of)
        add_events(place, events[at])
