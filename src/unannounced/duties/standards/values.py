"""What a measurement holds: numbers that may be intervals, yes or no, ticked lists, words, periods. Never a float.

Nothing stands for *not measured*: a measure that nobody took is not among the values of a subject.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import final

DIGITS_SHOWN, DIGITS_EXACT = 2, 6


@final
@dataclass(frozen=True, slots=True)
class Interval:
    """A number that lies between ``low`` and ``high``, both of them possible; one number where both are the same.

    >>> Interval.of("10.5", "11.5"), str(Interval.of(6))
    (Interval(low=Fraction(21, 2), high=Fraction(23, 2)), '6')
    """

    low: Fraction
    high: Fraction

    def __post_init__(self) -> None:
        if self.low is not self.high and self.low > self.high:
            raise ValueError(f"{self.low} is more than {self.high}")

    @classmethod
    def of(cls, low: Fraction | int | str, high: Fraction | int | str | None = None) -> "Interval":
        """The interval between two numbers, or one number."""
        least = Fraction(low)
        return cls(least, least if high is None else Fraction(high))  # one object for one number: compared once

    @property
    def is_exact(self) -> bool:
        """Whether it is one number."""
        return self.low is self.high or self.low == self.high

    def __str__(self) -> str:
        return written(self.low) if self.is_exact else f"{written(self.low)}..{written(self.high)}"


@dataclass(frozen=True, slots=True)
class Checklist:
    """What was looked for: what was found, and what was not. What stands in neither was not looked at."""

    present: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()

    def __str__(self) -> str:
        ticked = [*sorted(self.present), *(f"-{item}" for item in sorted(self.absent))]
        return "; ".join(ticked) or "none"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days in solitary confinement, first and last included, for one offence where one is named."""

    first: date
    last: date
    offence: str = ""

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"{self.last} is before {self.first}")

    @property
    def days(self) -> int:
        """How many days, first and last included."""
        return (self.last - self.first).days + 1

    def __str__(self) -> str:
        return f"{self.first}..{self.last} {self.offence}".rstrip()


Periods = tuple[Period, ...]
Value = Interval | bool | Checklist | str | Periods


def written(number: Fraction) -> str:
    """A number in decimals: exact where it ends after six at most, else with "≈".

    What is rounded is never a round number: thresholds are, and nobody must read 3.00 where it is less.

    >>> written(Fraction(7, 2)), written(Fraction("4.0")), written(Fraction("8.9") / 3), written(Fraction("8.999") / 3)
    ('3.5', '4', '≈ 2.97', '≈ 2.9997')
    """
    scaled = number * 10**DIGITS_EXACT
    if scaled.denominator == 1:
        whole, part = divmod(abs(scaled.numerator), 10**DIGITS_EXACT)
        decimals = f".{part:0{DIGITS_EXACT}}".rstrip("0").rstrip(".")
        return f"{'-' if number < 0 else ''}{whole}{decimals}"
    digits = DIGITS_SHOWN
    while (units := round(abs(number) * 10**digits)) % 10 ** (digits - 1) == 0 and digits < 2 * DIGITS_EXACT:
        digits += 1
    return f"≈ {'-' if number < 0 else ''}{units // 10**digits}.{units % 10**digits:0{digits}}"


def told(value: Value | None) -> str:
    """A value in a few signs that ``parse_value`` would read again, for tables and programs."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case tuple():
            return "; ".join(map(str, value))
        case _:
            return str(value)
