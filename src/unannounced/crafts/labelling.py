"""Where the number and the name of a mark stand on a map, so that none lies on a mark or on another label.

Two sizes are kept free at once: the marks of a desk, with names, and those of a phone, which are larger in units of the
map and have numbers alone (``office/visits.css`` shows them so).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

DESK, PHONE = 2.6, 5.7
"""Units of a map for a pixel of a mark: on a phone a map of 2,000 units has some 330 pixels."""
CHARACTER, LINE = 7.6, 14.0
"""Width and height of a character of a label, in pixels."""
AWAY = 3.0
"""Pixels between a mark and its label."""
LONGEST_NUMBERS = 12
"""Characters of the numbers of one mark; of more, the first and the last are written."""


class Side(Enum):
    """On which side of its mark a label stands, and how it is anchored there."""

    RIGHT = "start"
    LEFT = "end"
    BELOW = "middle"
    ABOVE = "middle "

    @property
    def anchor(self) -> str:
        """As SVG says it."""
        return self.value.strip()


@dataclass(frozen=True, slots=True)
class Spot:
    """A mark that wants a label: its middle, its radius in pixels, its number and the name that would follow it."""

    x: float
    y: float
    radius: float
    number: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """What stands beside a mark; ``x`` and ``y`` are pixels from its middle, ``y`` of the line it stands on."""

    side: Side
    x: float
    y: float
    number: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in units of the map."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether the two have a point in common."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def within(self, width: float, height: float) -> bool:
        """Whether all of it lies on the map."""
        return self.left >= 0 and self.top >= 0 and self.right <= width and self.bottom <= height


class _Map:
    """A map with its marks and the labels that were put on it, at both sizes."""

    def __init__(self, spots: Sequence[Spot], width: float, height: float) -> None:
        self.width, self.height = width, height
        self.spots = spots
        self.taken = {unit: [_mark(one, unit) for one in spots] for unit in (DESK, PHONE)}

    def label(self, place: int) -> Label:
        """Put a label beside the spot at this place: on the first side with room for all of it, or for its number."""
        spot = self.spots[place]
        free = [side for side in Side if all(self.has_room(place, side, unit, named=False) for unit in self.taken)]
        roomy = (side for side in free if spot.name and self.has_room(place, side, DESK, named=True))
        named = next(roomy, None)
        side = named or (free[0] if free else Side.RIGHT)
        for unit, boxes in self.taken.items():
            boxes.append(_box(spot, side, unit, named=named is not None and unit == DESK))
        return _label(spot, side, named is not None)

    def has_room(self, place: int, side: Side, unit: float, *, named: bool) -> bool:
        """Whether a label there would lie on the map and on nothing else."""
        box = _box(self.spots[place], side, unit, named=named)
        others = (one for number, one in enumerate(self.taken[unit]) if number != place)
        return box.within(self.width, self.height) and not any(box.meets(one) for one in others)


def labels(spots: Sequence[Spot], width: float, height: float) -> list[Label]:
    """A label for each spot: its number always, its name where there is room for it.

    >>> [(one.side.name, one.name) for one in labels([Spot(500, 500, 9, "1", "Bresk")], 2000, 1100)]
    [('RIGHT', 'Bresk')]
    """
    shown = _Map(spots, width, height)
    return [shown.label(place) for place in range(len(spots))]


def _mark(spot: Spot, unit: float) -> Box:
    reach = spot.radius * unit
    return Box(spot.x - reach, spot.y - reach, spot.x + reach, spot.y + reach)


def _box(spot: Spot, side: Side, unit: float, *, named: bool) -> Box:
    words = f"{spot.number} {spot.name}" if named else spot.number
    long, high, away = len(words) * CHARACTER * unit, LINE * unit, (spot.radius + AWAY) * unit
    match side:
        case Side.RIGHT:
            left, top = spot.x + away, spot.y - high / 2
        case Side.LEFT:
            left, top = spot.x - away - long, spot.y - high / 2
        case Side.BELOW:
            left, top = spot.x - long / 2, spot.y + away
        case Side.ABOVE:
            left, top = spot.x - long / 2, spot.y - away - high
    return Box(left, top, left + long, top + high)


def _label(spot: Spot, side: Side, named: bool) -> Label:
    away, line = spot.radius + AWAY, LINE * 0.32
    at = {
        Side.RIGHT: (away, line),
        Side.LEFT: (-away, line),
        Side.BELOW: (0.0, away + LINE * 0.8),
        Side.ABOVE: (0.0, -away - LINE * 0.2),
    }
    return Label(side, *at[side], spot.number, spot.name if named else "")


def numbers_in_words(numbers: Iterable[int]) -> str:
    """Numbers as a label has them: those that follow each other as a span; of very many the first and the last.

    >>> numbers_in_words([3, 1, 2, 5]), numbers_in_words([7]), numbers_in_words(range(1, 40, 2))
    ('1–3, 5', '7', '1 … 39')
    """
    held = sorted(set(numbers))
    spans: list[list[int]] = []
    for one in held:
        if spans and one == spans[-1][-1] + 1:
            spans[-1] = [spans[-1][0], one]
        else:
            spans.append([one])
    words = ", ".join("–".join(map(str, one)) for one in spans)
    return words if len(words) <= LONGEST_NUMBERS else f"{held[0]} … {held[-1]}"
