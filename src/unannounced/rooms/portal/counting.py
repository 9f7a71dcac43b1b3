"""Who is bound by the mechanism's convention, in figures."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from unannounced.duties.treaty.standing import WORDS, Standing, Status
from unannounced.rooms.portal.law import Register
from unannounced.rooms.portal.showing import mechanism
from unannounced.rooms.portal.standings import status_of, was_ever_bound
from unannounced.rooms.portal.words import SHAPES


@dataclass(frozen=True, slots=True)
class Count:
    """How many States have one standing."""

    word: str
    shape: str
    states: int


@dataclass(frozen=True, slots=True)
class Bound:
    """Of how many States how many are or were bound, and their standings but "not Party"."""

    ever: int
    states: int
    counts: tuple[Count, ...]


def under_the_convention(register: Register, *, on: date) -> dict[str, Status]:
    """The status of each State by its code; empty where the mechanism rests on no convention."""
    convention = mechanism().convention
    if not convention:
        return {}
    return {code: status_of(register.law, code, convention, on=on) for code in register.states}


def who_is_bound(held: Collection[Status], *, on: date) -> Bound | None:
    """The statuses counted; None where there is none to count."""
    if not held:
        return None
    found = Counter(one.standing for one in held)
    shown = [(one, states) for one, states in found.most_common() if one is not Standing.NONE]
    counts = tuple(Count(WORDS[one], SHAPES[one], states) for one, states in shown)
    return Bound(sum(was_ever_bound(one, on=on) for one in held), len(held), counts)
