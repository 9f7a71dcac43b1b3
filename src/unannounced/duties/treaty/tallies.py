"""How many States have each standing under a convention, through all days: one pass over their intervals."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from unannounced.duties.treaty.law import Law
from unannounced.duties.treaty.standing import BOUND, Standing


@dataclass(frozen=True, slots=True)
class Change:
    """On a day the standing of a State is another one than on the day before."""

    day: date
    state: str
    before: Standing
    after: Standing


@dataclass(frozen=True, slots=True)
class Tally:
    """From the day ``first`` until the next tally: how many States have each standing, and what changed on it."""

    first: date
    counts: Mapping[Standing, int]
    changes: tuple[Change, ...]

    @property
    def parties(self) -> int:
        """The States that are bound for certain, also those that leave."""
        return sum(self.counts.get(one, 0) for one in BOUND)

    @property
    def not_known(self) -> int:
        """The States of which it is not known."""
        return self.counts.get(Standing.NOT_KNOWN, 0)


def tallies(law: Law, convention: str) -> tuple[Tally, ...]:
    """The tallies of a convention by day, the first one from the first day of the calendar on.

    Raises ``NotKnown`` for a convention that is not known.
    """
    law.convention(convention)
    states = law.states()
    counts = Counter(law.standing(state, convention, on=date.min).standing for state in states)
    found = [Tally(date.min, dict(counts), ())]
    changes = sorted((one for state in states for one in _changes(law, state, convention)), key=_in_order)
    for day, together in groupby(changes, key=lambda one: one.day):
        those = tuple(together)
        counts.update(one.after for one in those)
        counts.subtract(one.before for one in those)
        found.append(Tally(day, dict(+counts), those))
    return tuple(found)


def tally_on(found: Sequence[Tally], day: date) -> Tally:
    """The tally that holds on ``day``."""
    return found[bisect_right(found, day, key=lambda one: one.first) - 1]


def _changes(law: Law, state: str, convention: str) -> Iterator[Change]:
    for before, after in pairwise(law.intervals(state, convention)):
        if before.status.standing is not after.status.standing:
            yield Change(after.first, state, before.status.standing, after.status.standing)


def _in_order(change: Change) -> tuple[date, str]:
    return change.day, change.state
