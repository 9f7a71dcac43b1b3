"""How many persons measured rooms allow: every boundary, and what was not measured."""

import pytest

from unannounced.duties.spacing import Between, Room, Space, allowed_by, for_each, means, net, too_small_for_one


def square_metres(number: float) -> int:
    return round(number * 10_000)


@pytest.mark.parametrize(("area", "persons"), [(3.99, 0), (4.0, 1), (7.99, 1), (8.0, 2), (12.0, 3)])
def test_a_room_allows_as_many_as_have_four_square_metres_each(area: float, persons: int) -> None:
    assert allowed_by([Room(square_metres(area), has_annexe=False)]) == Between(persons, persons)


def test_what_is_left_over_in_two_rooms_makes_no_place_for_anybody() -> None:
    assert allowed_by([Room(square_metres(6), False), Room(square_metres(6), False)]) == Between(2, 2)


def test_the_worked_case_of_a_cell_of_twelve_square_metres_with_its_annexe() -> None:
    cell = Room(square_metres(12), has_annexe=True, annexe=square_metres(1.5))
    assert net(cell) == Between(square_metres(10.5), square_metres(10.5))
    assert for_each([cell], 3) == Between(square_metres(3.5), square_metres(3.5))
    assert means(Between(square_metres(3.5), square_metres(3.5))) is Space.BELOW_FOUR


def test_an_annexe_that_was_not_measured_takes_one_to_two_square_metres() -> None:
    assert net(Room(square_metres(10), has_annexe=True)) == Between(square_metres(8), square_metres(9))


def test_where_nobody_says_whether_there_is_an_annexe_it_may_be_none() -> None:
    assert net(Room(square_metres(10))) == Between(square_metres(8), square_metres(10))


@pytest.mark.parametrize(
    ("each", "space"),
    [
        (4.0, Space.ENOUGH),
        (3.9999, Space.BELOW_FOUR),
        (3.0, Space.BELOW_FOUR),
        (2.9999, Space.BELOW_THREE),
    ],
)
def test_exactly_four_is_enough_and_exactly_three_is_not_below_three(each: float, space: Space) -> None:
    assert means(Between(square_metres(each), square_metres(each))) is space


def test_an_interval_that_straddles_a_bound_is_unsure() -> None:
    assert means(Between(square_metres(3.9), square_metres(4.1))) is Space.UNSURE
    assert means(Between(square_metres(3.1), square_metres(3.9))) is Space.BELOW_FOUR


def test_a_single_cell_below_six_square_metres_is_counted_apart() -> None:
    assert too_small_for_one([Room(square_metres(5.9), False), Room(square_metres(6.0), False)]) == 1


def test_nobody_and_no_room_have_no_average() -> None:
    assert for_each([], 3) is None
    assert for_each([Room(square_metres(9))], 0) is None
