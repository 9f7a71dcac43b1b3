"""Numbers that look as if nobody had counted: each a reason to ask, and none where there is an explanation."""

from datetime import date

import pytest

from unannounced.duties.series import Run
from unannounced.duties.suspecting import IN_DETAIL, SUSPICIONS, Counted, is_daily, suspected, too_many

JANUARY = date(2024, 1, 1).toordinal()


def each_half_year(*numbers: int) -> list[Run]:
    return [(JANUARY + 182 * n, JANUARY + 182 * n, number) for n, number in enumerate(numbers)]


def each_day(*numbers: int) -> list[Run]:
    return [(JANUARY + n, JANUARY + n, number) for n, number in enumerate(numbers)]


def what(**counted: list[Run]) -> list[str]:
    return [one.what for one in suspected(Counted(counted))]


def test_every_suspicion_has_a_sentence_and_one_with_its_numbers() -> None:
    assert SUSPICIONS.keys() == IN_DETAIL.keys()
    found = suspected(Counted({"persons": each_half_year(120, 0)}))
    assert IN_DETAIL[found[0].what].format(**found[0].facts) == "120 persons on 2024-01-01, none on 2024-07-01."


def test_a_population_that_falls_to_zero_is_suspicious() -> None:
    assert what(persons=each_half_year(120, 0)) == ["falls_to_zero"]
    assert what(persons=each_half_year(120, 5, 0)) == []


def test_it_is_not_where_the_place_closed_or_was_too_small() -> None:
    assert what(persons=each_half_year(19, 0)) == []
    closing = Counted({"persons": each_half_year(120, 0)}, events=[JANUARY + 100])
    assert suspected(closing) == []
    assert suspected(Counted({"persons": each_half_year(120, 0)}, closed=True)) == []
    again = Counted({"persons": each_half_year(120, 0, 130)}, closed=True)
    assert [one.what for one in suspected(again)] == ["falls_to_zero"]


def test_a_capacity_that_doubles_on_paper_is_suspicious() -> None:
    assert what(official_capacity=each_half_year(100, 200)) == ["capacity_doubled"]
    assert what(official_capacity=each_half_year(100, 180)) == []
    assert what(official_capacity=each_half_year(100, 200), cells=each_half_year(40, 40)) == ["capacity_doubled"]


def test_it_is_not_where_cells_staff_or_persons_grew_too_or_something_happened() -> None:
    assert what(official_capacity=each_half_year(100, 200), cells=each_half_year(40, 80)) == []
    assert what(official_capacity=each_half_year(100, 200), persons=each_half_year(90, 150)) == []
    reopened = Counted({"official_capacity": each_half_year(100, 200)}, events=[JANUARY + 90])
    assert suspected(reopened) == []


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        ((60, 60, 60), ["copied"]),
        ((60, 60, 61), []),
        ((30, 30, 30), []),
        ((30, 30, 30, 30), ["copied"]),
        ((5,) * 9, []),
    ],
)
def test_the_same_number_in_one_edition_after_another_is_suspicious(numbers: tuple[int, ...], found: list[str]) -> None:
    assert what(persons=each_half_year(*numbers)) == found


def test_of_a_daily_series_only_months_of_the_same_number_are() -> None:
    assert what(persons=[(JANUARY, JANUARY + 60, 80), (JANUARY + 61, JANUARY + 99, 81)]) == []
    assert what(persons=[(JANUARY, JANUARY + 100, 80)]) == ["copied"]


def test_days_that_are_missing_in_a_daily_series_are_named() -> None:
    runs = [*each_day(*[7, 8] * 40), *((one + 90, end + 90, n) for one, end, n in each_day(*[7, 8] * 40))]
    assert is_daily(runs)
    found = suspected(Counted({"persons": runs}))
    assert [(one.what, str(one.facts["day_before"]), str(one.facts["day"])) for one in found] == [
        ("gap", "2024-03-21", "2024-03-30")
    ]
    assert not is_daily(each_half_year(1, 2, 3))


def test_men_and_women_that_are_not_the_persons_held_are_named() -> None:
    assert what(persons=each_half_year(100), men=each_half_year(90), women=each_half_year(11)) == ["not_the_sum"]
    assert what(persons=each_half_year(100), men=each_half_year(90), women=each_half_year(10)) == []
    assert what(persons_average=each_half_year(100), men=each_half_year(90), women=each_half_year(11)) == []
    assert what(men=each_half_year(90), women=each_half_year(11)) == []


def test_a_number_below_zero_is_named() -> None:
    assert what(staff=each_half_year(-1)) == ["negative"]


def test_persons_far_above_the_capacity_are_suspicious_and_a_hundred_times_is_another_matter() -> None:
    assert [one.what for one in too_many(301, 100)] == ["far_above"]
    assert too_many(300, 100) == []
    assert [one.what for one in too_many(1000, 10)] == ["hundredfold"]
    assert too_many(9, 1) == []
    assert too_many(None, 10) == too_many(10, None) == too_many(10, 0) == []
