"""Numbers on days as runs: from the first to the last of some days in a row the number was the same.

Days are ordinals (``date.toordinal``). Two years of daily counts are a few hundred runs at most, and a number that a
register repeats from one edition to the next is seen at once.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date

Run = tuple[int, int, int]
"""First day, last day, number."""
Runs = Sequence[Run]


def runs_of(first: date, text: str) -> list[Run]:
    """The runs of a series as ``registering.packed`` writes it. Raises ``ValueError`` for what it never writes.

    >>> day = date(2026, 1, 1)
    >>> [(one - day.toordinal(), last - day.toordinal(), number) for one, last, number in runs_of(day, "5*2 +1 7")]
    [(0, 1, 5), (3, 3, 7)]
    """
    runs, day = [], first.toordinal()
    for token in text.split():
        if token[0] == "+":
            day += int(token[1:])
            continue
        number, _times, often = token.partition("*")
        last = day + int(often) - 1 if often else day
        runs.append((day, last, int(number)))
        day = last + 1
    return runs


def written(runs: Iterable[Run]) -> tuple[date, date, str]:
    """First day, last day and text of runs that rise, as ``registering.packed`` gives them; ``ValueError`` for none.

    Runs that touch and say the same number are written as one.
    """
    tokens: list[str] = []
    begun = end = None
    first = number = 0
    for start, last, said in runs:
        if end is not None and start <= end:
            raise ValueError(f"{date.fromordinal(start)} does not follow {date.fromordinal(end)}")
        if end is not None and said == number and start == end + 1:
            end = last
            continue
        if end is not None:
            tokens.append(_token(number, end - first + 1))
            if start > end + 1:
                tokens.append(f"+{start - end - 1}")
        begun = start if begun is None else begun
        first, end, number = start, last, said
    if begun is None or end is None:
        raise ValueError("no day at all")
    tokens.append(_token(number, end - first + 1))
    return date.fromordinal(begun), date.fromordinal(end), " ".join(tokens)


def _token(number: int, times: int) -> str:
    return str(number) if times == 1 else f"{number}*{times}"


def overlaid(older: Runs, newer: Runs) -> list[Run]:
    """Both together; of a day of which both speak, ``newer`` is right.

    >>> overlaid([(1, 9, 5)], [(4, 5, 7), (12, 12, 1)])
    [(1, 3, 5), (4, 5, 7), (6, 9, 5), (12, 12, 1)]
    """
    if not older or not newer or older[-1][1] < newer[0][0]:
        return [*older, *newer]
    kept: list[Run] = []
    place = 0
    for start, end, number in older:
        while place < len(newer) and newer[place][1] < start:
            place += 1
        at, over = start, place
        while over < len(newer) and newer[over][0] <= end:
            if newer[over][0] > at:
                kept.append((at, newer[over][0] - 1, number))
            at = newer[over][1] + 1
            over += 1
        if at <= end:
            kept.append((at, end, number))
    return sorted([*kept, *newer])


def number_on(runs: Runs, day: int) -> int | None:
    """The number of a day; ``None`` where nothing is said of it."""
    place = bisect_right(runs, (day, 1 << 31, 1 << 62)) - 1
    return runs[place][2] if place >= 0 and runs[place][1] >= day else None


def nearest(runs: Runs, day: int, within: int) -> tuple[int, int] | None:
    """The day nearest to ``day``, at most ``within`` days away, and its number; of two as near the earlier one.

    >>> nearest([(1, 5, 7), (20, 20, 9)], 12, 8), nearest([(1, 5, 7)], 20, 8)
    ((5, 7), None)
    """
    found = None
    place = bisect_right(runs, (day, 1 << 31, 1 << 62)) - 1
    for start, end, number in runs[max(place, 0) : place + 2]:
        there = min(max(day, start), end)
        if abs(there - day) <= within and (found is None or abs(there - day) < abs(found[0] - day)):
            found = (there, number)
    return found


def differing(one: Runs, other: Runs) -> tuple[int, int]:
    """How many days only ``other`` speaks of, and on how many both speak and say another number.

    >>> differing([(1, 9, 5)], [(4, 5, 7), (9, 12, 5)])
    (3, 2)
    """
    new = sum(end - start + 1 for start, end, _number in other)
    other_numbers = place = 0
    for start, end, number in other:
        while place < len(one) and one[place][1] < start:
            place += 1
        over = place
        while over < len(one) and one[over][0] <= end:
            shared = min(end, one[over][1]) - max(start, one[over][0]) + 1
            new -= shared
            other_numbers += shared if one[over][2] != number else 0
            over += 1
    return new, other_numbers
