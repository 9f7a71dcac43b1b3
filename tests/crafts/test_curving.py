"""Curves through time: gaps are not drawn over, outlines survive thinning, words fit."""

from datetime import date, timedelta
from xml.etree import ElementTree

from unannounced.crafts.curving import Curve, draw, gaps, labels, small, thinned

FIRST = date(2025, 1, 1)


def days(numbers: list[int], *, without: range = range(0)) -> list[tuple[date, int]]:
    return [(FIRST + timedelta(days=place), number) for place, number in enumerate(numbers) if place not in without]


def test_a_month_in_which_nobody_counted_is_hatched_and_not_drawn_over() -> None:
    points = days([100] * 120, without=range(50, 80))
    drawing = draw([Curve(points)], label="Heron")
    assert len(gaps(points)) == 1
    assert drawing.count("curves-gap") == 1
    outline = drawing.split('class="curve kind-0" d="')[1].split('"')[0]
    assert outline.count("M") == 2


def test_a_weekend_without_a_count_is_no_gap() -> None:
    assert gaps(days([5] * 30, without=range(5, 7))) == []


def test_half_yearly_counts_have_no_gaps() -> None:
    points = [(date(year, month, 30), 7) for year in range(2018, 2023) for month in (6, 12)]
    assert gaps(points) == []


def test_thinning_keeps_the_peak_of_a_single_day() -> None:
    numbers = [100] * 3000
    numbers[1501] = 900
    kept = thinned(days(numbers))
    assert len(kept) <= 1001
    assert max(number for _day, number in kept) == 900
    assert kept == sorted(kept)


def test_names_are_escaped_and_the_drawing_is_sound_markup() -> None:
    curves = [Curve(days([3, 4, 5])), Curve([(FIRST, 4)], 4, steps=True)]
    ElementTree.fromstring(draw(curves, label='The "old" <mill> & co', described_by="numbers"))
    ElementTree.fromstring(small(Curve(days([3, 0])), label="fell to zero"))


def test_one_number_alone_is_drawn_as_a_dot_in_the_middle() -> None:
    drawing = draw([Curve([(FIRST, 12)])], label="one")
    assert "M500.0" in drawing


def test_labels_never_crowd() -> None:
    for last in (date(2025, 3, 1), date(2026, 6, 1), date(2031, 1, 1), date(2090, 1, 1)):
        assert len(labels(FIRST, last)) <= 7
