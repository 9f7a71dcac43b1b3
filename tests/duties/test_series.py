"""Numbers on days as runs: written as a person can read them, laid over each other, compared."""

import itertools
from datetime import date, timedelta
from random import Random

import pytest

from unannounced.duties.registering import packed, unpacked
from unannounced.duties.series import Run, differing, nearest, number_on, overlaid, runs_of, written

FIRST = date(2024, 1, 1)
DAY = FIRST.toordinal()


def random_days(dice: Random) -> dict[int, int]:
    return {DAY + dice.randrange(60): dice.randrange(4) for _ in range(dice.randrange(1, 40))}


def as_runs(days: dict[int, int]) -> list[Run]:
    first, _last, text = packed((date.fromordinal(day), days[day]) for day in sorted(days))
    return runs_of(first, text)


def as_days(runs: list[Run]) -> dict[int, int]:
    return {day: number for start, end, number in runs for day in range(start, end + 1)}


@pytest.mark.parametrize("seed", range(40))
def test_runs_are_written_as_days_are_and_read_back(seed: int) -> None:
    days = random_days(Random(seed))
    first, last, text = packed((date.fromordinal(day), days[day]) for day in sorted(days))
    runs = runs_of(first, text)
    assert as_days(runs) == days
    assert written(runs) == (first, last, text)
    assert {day.toordinal(): number for day, number in unpacked(first, written(runs)[2])} == days


@pytest.mark.parametrize("seed", range(60))
def test_of_a_day_of_which_both_editions_speak_the_later_one_is_right(seed: int) -> None:
    dice = Random(seed)
    older, newer = random_days(dice), random_days(dice)
    laid = overlaid(as_runs(older), as_runs(newer))
    assert as_days(laid) == {**older, **newer}
    assert laid == sorted(laid)
    assert all(one[1] < other[0] for one, other in itertools.pairwise(laid))


@pytest.mark.parametrize("seed", range(40))
def test_days_that_are_new_and_days_with_another_number_are_counted(seed: int) -> None:
    dice = Random(seed)
    held, offered = random_days(dice), random_days(dice)
    new = len(offered.keys() - held.keys())
    other = sum(held[day] != offered[day] for day in offered.keys() & held.keys())
    assert differing(as_runs(held), as_runs(offered)) == (new, other)


def test_nothing_is_said_of_a_day_that_was_left_out() -> None:
    runs = [(DAY, DAY + 4, 7), (DAY + 10, DAY + 10, 9)]
    assert [number_on(runs, DAY + day) for day in (-1, 0, 4, 5, 10, 11)] == [None, 7, 7, None, 9, None]


def test_the_number_nearest_to_a_day_is_found_within_bounds_only() -> None:
    runs = [(DAY, DAY, 7), (DAY + 180, DAY + 180, 9)]
    assert nearest(runs, DAY + 170, 30) == (DAY + 180, 9)
    assert nearest(runs, DAY + 90, 30) is None
    assert nearest(runs, DAY - 5, 30) == (DAY, 7)


def test_runs_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="does not follow"):
        written([(DAY, DAY + 3, 1), (DAY + 3, DAY + 4, 2)])
    with pytest.raises(ValueError, match="no day"):
        written([])


def test_two_years_of_days_are_packed_by_arrays_as_by_hand() -> None:
    from unannounced.records.places.packing import packed_series, runs_in

    dice = Random(1)
    days = [DAY + n for n in range(730) if n % 100]
    numbers = [dice.randrange(3) for _ in days]
    first, last, text = packed(zip(map(date.fromordinal, days), numbers, strict=True))
    assert packed_series({"persons": (days, numbers), "men": ([], [])}) == (
        first,
        last,
        {"persons": [first.isoformat(), text]},
    )
    assert runs_in((days, numbers)) == runs_of(first, text)
    with pytest.raises(ValueError, match="do not rise"):
        runs_in(([DAY, DAY], [1, 2]))
    assert FIRST + timedelta(days=1) == first
