"""How many persons measured rooms allow, and how much room each has: exact, in intervals where the annexe is unknown.

The sanitary annexe does not count (CPT/Inf (2015) 44). One that was not measured is taken as 1 to 2 m² (CPT-SPACE-06);
where nobody says whether there is one, as none to 2 m². An average over a place says nothing of a single room: each
room is weighed by itself, by the rules of ``standards``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from unannounced.duties.words import say

SQUARE_METRE = 10_000  # square centimetres
FOUR, THREE, SIX = 4 * SQUARE_METRE, 3 * SQUARE_METRE, 6 * SQUARE_METRE
_LEAST, _MOST = SQUARE_METRE, 2 * SQUARE_METRE


@dataclass(frozen=True, slots=True)
class Room:
    """A measured room: its area with the annexe, whether it has one, and that one's area, in square centimetres."""

    area: int
    has_annexe: bool | None = None
    annexe: int | None = None


@dataclass(frozen=True, slots=True)
class Between:
    """A whole number known exactly, or to lie between two."""

    low: int
    high: int

    @property
    def exact(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high


class Space(StrEnum):
    """What an area for each person means against the 4 m² of the CPT and the 3 m² of the ECtHR."""

    ENOUGH = "enough"
    BELOW_FOUR = "below_four"
    BELOW_THREE = "below_three"
    UNSURE = "unsure"


WORDS: dict[Space, str] = {
    Space.ENOUGH: say("On average 4 m² or more for each person, as the CPT asks at the least in shared cells."),
    Space.BELOW_FOUR: say(
        "On average less than the 4 m² for each person that the CPT asks at the least in shared cells; from 3 to 4 m² "
        "the European Court of Human Rights weighs it heavily together with other conditions."
    ),
    Space.BELOW_THREE: say(
        "On average less than 3 m² for each person: below the 4 m² of the CPT, and where somebody has less than 3 m² "
        "in a shared cell the European Court of Human Rights presumes a violation."
    ),
    Space.UNSURE: say("It depends on the sanitary annexes that were not measured: measure them to be sure."),
}


def net(room: Room) -> Between:
    """The area without the annexe.

    >>> net(Room(120_000, True, 15_000)), net(Room(120_000, True)), net(Room(120_000, False))
    (Between(low=105000, high=105000), Between(low=100000, high=110000), Between(low=120000, high=120000))
    """
    if room.has_annexe is False:
        return Between(room.area, room.area)
    if room.annexe is not None:
        return Between(room.area - room.annexe, room.area - room.annexe)
    if room.has_annexe:
        return Between(max(0, room.area - _MOST), max(0, room.area - _LEAST))
    return Between(max(0, room.area - _MOST), room.area)


def allowed_by(rooms: Sequence[Room], each: int = FOUR) -> Between:
    """How many persons the rooms may hold if each person is to have ``each``: room by room, nothing left over counts.

    >>> allowed_by([Room(79_999, False), Room(80_000, False)])
    Between(low=3, high=3)
    """
    nets = [net(room) for room in rooms]
    return Between(sum(one.low // each for one in nets), sum(one.high // each for one in nets))


def too_small_for_one(rooms: Sequence[Room]) -> int:
    """How many rooms would hold one person by 4 m² in less than the 6 m² that the CPT asks of a single cell."""
    return sum(net(room).high // FOUR == 1 and net(room).high < SIX for room in rooms)


def for_each(rooms: Sequence[Room], persons: int) -> Between | None:
    """Square centimetres for each of ``persons``, rounded down; ``None`` for nobody or no room."""
    if not rooms or persons <= 0:
        return None
    nets = [net(room) for room in rooms]
    return Between(sum(one.low for one in nets) // persons, sum(one.high for one in nets) // persons)


def means(each: Between) -> Space:
    """What an area for each person means; exactly 4 m² is enough, exactly 3 m² is not below 3.

    >>> means(Between(40_000, 40_000)), means(Between(29_999, 29_999)), means(Between(39_000, 41_000))
    (<Space.ENOUGH: 'enough'>, <Space.BELOW_THREE: 'below_three'>, <Space.UNSURE: 'unsure'>)
    """
    low, high = (_band(one) for one in (each.low, each.high))
    return low if low is high else Space.UNSURE


def _band(area: int) -> Space:
    if area >= FOUR:
        return Space.ENOUGH
    return Space.BELOW_FOUR if area >= THREE else Space.BELOW_THREE
