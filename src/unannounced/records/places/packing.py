"""Numbers on days as a table gives them, as they are kept: thousands of series at once, so by arrays."""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from unannounced.duties.series import Run, written

Days = tuple[Sequence[int], Sequence[int]]
"""Days as ordinals, rising, and the number of each."""


def runs_in(days: Days) -> list[Run]:
    """The runs of a series. Raises ``ValueError`` if the days do not rise.

    >>> runs_in(([1, 2, 4], [5, 5, 7]))
    [(1, 2, 5), (4, 4, 7)]
    """
    at, numbers = np.asarray(days[0], dtype=np.int64), np.asarray(days[1], dtype=np.int64)
    if not len(at):
        return []
    steps = np.diff(at)
    if (steps <= 0).any():
        raise ValueError("the days of a series do not rise")
    breaks = np.flatnonzero((steps != 1) | (np.diff(numbers) != 0)) + 1
    starts, ends = np.concatenate(([0], breaks)), np.concatenate((breaks, [len(at)])) - 1
    return list(zip(at[starts].tolist(), at[ends].tolist(), numbers[starts].tolist(), strict=True))


def packed_series(counts: Mapping[str, Days]) -> tuple[date, date, dict[str, list[str]]]:
    """First and last day of all counts, and each as ``Counts.series`` keeps it; counts without a day are left out.

    Raises ``ValueError`` if none has a day.
    """
    series: dict[str, list[str]] = {}
    firsts, lasts = [], []
    for what, days in counts.items():
        if len(days[0]):
            first, last, text = written(runs_in(days))
            series[what] = [first.isoformat(), text]
            firsts.append(first)
            lasts.append(last)
    if not series:
        raise ValueError("no count has a day")
    return min(firsts), max(lasts), series
