"""A figure: repeats of one measurement, what it is compared with, and what is claimed of it."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import perf_counter

REPEATS = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """Repeats of one measurement; its value is their median, or the part of them that ``share`` names."""

    values: tuple[float, ...]
    unit: str = ""
    share: float = 0.5

    @property
    def value(self) -> float:
        """The value that ``share`` of the repeats do not exceed."""
        return part(self.values, self.share)

    def __str__(self) -> str:
        return f"{plain(self.value)} {self.unit}".strip()

    @property
    def spread(self) -> str:
        """The least and the greatest repeat, and how many there were; the median where it is not the value."""
        ends = f"{plain(min(self.values))}–{plain(max(self.values))} ({len(self.values)})"
        return ends if self.share == 0.5 else f"p50 {plain(part(self.values, 0.5))}, {ends}"


@dataclass(frozen=True, slots=True)
class Claim:
    """What is claimed of a figure: that it is at most ``limit``, at least, or exactly that."""

    limit: float
    exactly: bool = False
    at_least: bool = False

    def holds(self, value: float) -> bool:
        """Whether ``value`` is as claimed."""
        if self.exactly:
            return value == self.limit
        return value >= self.limit if self.at_least else value <= self.limit

    def said(self, figure: Figure) -> str:
        """The claim, and whether it holds."""
        sign = "=" if self.exactly else "≥" if self.at_least else "≤"
        mark = "✓" if self.holds(figure.value) else "✗"
        unit = "" if self.exactly else f" {figure.unit}"
        return f"{sign} {plain(self.limit)}{unit} {mark}"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; without a figure it says why there is none."""

    figure: str
    measured: Figure | None = None
    compared_with: str = ""
    peer: Figure | None = None
    claim: Claim | None = None
    why_not: str = ""

    @property
    def ratio(self) -> str:
        """What was measured divided by what it is compared with."""
        if self.measured is None or self.peer is None or not self.peer.value:
            return ""
        return f"{plain(self.measured.value / self.peer.value)}×"


def part(values: Iterable[float], share: float) -> float:
    """The value that ``share`` of ``values`` do not exceed (nearest rank).

    >>> part([4, 1, 3, 2, 5], 0.5), part(range(1, 41), 0.95)
    (3, 38)
    """
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def plain(value: float) -> str:
    """A number with three digits that say something.

    >>> plain(12345.6), plain(42.123), plain(1.5), plain(0.01234), plain(0)
    ('12,346', '42.1', '1.50', '0.012', '0')
    """
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.{1 if abs(value) >= 10 else 2 if abs(value) >= 1 else 3}f}"


def timed(what: Callable[[], object]) -> float:
    """The seconds that ``what`` takes."""
    begun = perf_counter()
    what()
    return perf_counter() - begun


def repeated(what: Callable[[], object], times: int = REPEATS) -> list[float]:
    """The seconds that ``what`` takes, each time."""
    return [timed(what) for _ in range(times)]
