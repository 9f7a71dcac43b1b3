"""Solitary confinement counted in days: periods that adjoin are one, and no transfer to another cell ends one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from unannounced.duties.standards.values import Interval, Period, Periods


@dataclass(frozen=True, slots=True)
class Run:
    """Periods that count as one: from its first day to its last, of which ``held`` days were spent in solitary."""

    first: date
    last: date
    held: int
    periods: int

    @property
    def days(self) -> Interval:
        """The days it lasted: at least those spent in solitary, at most all from the first to the last.

        Both are the same but where a break between periods was too short to count as one.
        """
        return Interval.of(self.held, (self.last - self.first).days + 1)


def runs(periods: Iterable[Period], *, gap_days: int = 1) -> tuple[Run, ...]:
    """The periods merged, first first: a break counts only if it lasts ``gap_days`` days or more.

    Days that two periods share are counted once.

    >>> first, second = Period(date(2026, 1, 1), date(2026, 1, 14)), Period(date(2026, 1, 16), date(2026, 1, 29))
    >>> [str(one.days) for one in runs([first, second])]
    ['14', '14']
    >>> [str(one.days) for one in runs([first, second], gap_days=2)]
    ['28..29']
    """
    found: list[Run] = []
    for one in sorted(periods):
        before = found[-1] if found else None
        if before is None or (one.first - before.last).days - 1 >= max(gap_days, 1):
            found.append(Run(one.first, one.last, one.days, 1))
            continue
        begins = max(one.first, before.last + timedelta(days=1))
        new = max((one.last - begins).days + 1, 0)
        found[-1] = Run(before.first, max(before.last, one.last), before.held + new, before.periods + 1)
    return tuple(found)


def longest(periods: Periods, *, gap_days: int = 1) -> Run:
    """The longest of the merged periods; of several the first. Raises ``ValueError`` for none."""
    return _longest(runs(periods, gap_days=gap_days))


def longest_for_one_offence(periods: Periods, *, gap_days: int = 1) -> Run:
    """The longest of the periods merged for each offence by itself; those without an offence are taken as one's."""
    offences = dict.fromkeys(one.offence for one in periods)
    each = [runs((one for one in periods if one.offence == offence), gap_days=gap_days) for offence in offences]
    return _longest([run for found in each for run in found])


def _longest(found: Sequence[Run]) -> Run:
    if not found:
        raise ValueError("no period at all")
    return max(found, key=lambda run: (run.days.high, run.days.low))
