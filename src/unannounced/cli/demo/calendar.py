"""The days of the worked case: everything happens on a day counted from the day it is built."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from unannounced.duties.treaty.dates import add_months


@dataclass(slots=True)
class Calendar:
    """Steps in the order of their days; a step may put later ones into the calendar."""

    now: datetime
    steps: list[tuple[date, int, Callable[[datetime], None]]] = field(default_factory=list)
    numbers: "count[int]" = field(default_factory=count)

    @property
    def today(self) -> date:
        """The day the case is built."""
        return self.now.date()

    def month(self, months: int, days: int = 0) -> date:
        """The day ``months`` and ``days`` from today; negative ones lie in the past."""
        return add_months(self.today, months) + timedelta(days=days)

    def on(self, day: date, step: Callable[[datetime], None]) -> None:
        """Do ``step`` on ``day``; what would lie in the future is left out."""
        if day <= self.today:
            heapq.heappush(self.steps, (day, next(self.numbers), step))

    def run(self, told: Callable[[int, int], None]) -> None:
        """Take every step in order; ``told`` hears how many are done and how many are known of."""
        done = 0
        while self.steps:
            day, number, step = heapq.heappop(self.steps)
            step(min(moment(day, number), self.now))
            done += 1
            told(done, done + len(self.steps))


def moment(day: date, number: int = 0) -> datetime:
    """A time on ``day``, later for later steps."""
    return datetime.combine(day, time(8, 0), UTC) + timedelta(seconds=number % 30_000)


def forget(_done: object) -> None:
    """Forget what an action returned: steps return nothing."""
