"""Days and periods are read as registers write them, in many languages, and never half guessed."""

from datetime import date

import pytest

from tests.crafts.registers.made import TODAY
from unannounced.crafts.registers.days import day_of, end_of_period, month_named, possible
from unannounced.crafts.registers.meanings import DAY_FORMS


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2019-12-31", date(2019, 12, 31)),
        ("2019/12/31", date(2019, 12, 31)),
        ("20191231", date(2019, 12, 31)),
        ("2015-10-09T00:00:00Z", date(2015, 10, 9)),
        ("31.12.2019", date(2019, 12, 31)),
        ("3/4/19", date(2019, 4, 3)),
        ("1/2/78", date(1978, 2, 1)),
        ("3 Oct 1975", date(1975, 10, 3)),
        ("03-OCT-75", date(1975, 10, 3)),
        ("October 3, 1975", date(1975, 10, 3)),
        ("1er août 2019", date(2019, 8, 1)),
        ("1 de outubro de 2019", date(2019, 10, 1)),
        ("31. Dezember 2019", date(2019, 12, 31)),
        ("12 ноября 2019 г.", date(2019, 11, 12)),
        ("43830", date(2019, 12, 31)),
        ("31/11/2019", None),
        ("2019", None),
        ("31 of the month", None),
    ],
)
def test_a_day_is_read_in_the_forms_that_a_mapping_names(text: str, day: date | None) -> None:
    assert day_of(text, tuple(DAY_FORMS), today=TODAY) == day


def test_the_first_form_that_fits_holds() -> None:
    assert day_of("3/4/2019", ("month-day-year", "day-month-year"), today=TODAY) == date(2019, 3, 4)
    assert day_of("13/4/2019", ("month-day-year", "day-month-year"), today=TODAY) == date(2019, 4, 13)
    assert day_of("13/4/2019", ("month-day-year",), today=TODAY) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2019", date(2019, 12, 31)),
        ("2019-06", date(2019, 6, 30)),
        ("06/2019", date(2019, 6, 30)),
        ("2020-02", date(2020, 2, 29)),
        ("2019-Q3", date(2019, 9, 30)),
        ("T1 2019", date(2019, 3, 31)),
        ("2019-H1", date(2019, 6, 30)),
        ("S2 2019", date(2019, 12, 31)),
        ("dezembro de 2019", date(2019, 12, 31)),
        ("FY19", date(2019, 9, 30)),
        ("FY 2019", date(2019, 9, 30)),
        ("2019-13", None),
        ("2019-H3", None),
        ("1200", None),
        ("often", None),
    ],
)
def test_a_period_ends_on_its_last_day(text: str, day: date | None) -> None:
    assert end_of_period(text, fiscal_year_ends=(9, 30), today=TODAY) == day


def test_months_have_names_in_many_languages() -> None:
    assert [month_named(one) for one in ("März", "mars", "maggio", "julho", "août", "декабря", "Bresk")] == [
        3, 3, 5, 7, 8, 12, 0,
    ]  # fmt: skip


def test_a_register_speaks_of_days_from_1700_until_a_year_ahead() -> None:
    assert [possible(one, today=TODAY) for one in (date(1700, 1, 1), date(2027, 11, 1))] == [True, True]
    assert [possible(one, today=TODAY) for one in (date(1699, 12, 31), date(2302, 1, 15))] == [False, False]
