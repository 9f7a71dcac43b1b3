"""Cooperation over years: rates, rows behind them, words and steps; the years themselves are in tests/spec."""

from datetime import date, timedelta
from fractions import Fraction
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unannounced.crafts.profiles import shipped_profile
from unannounced.duties.cooperating import (
    SHAPES,
    WORDS,
    AccessFact,
    Cooperation,
    DueFact,
    PublicationFact,
    StatementFact,
    Year,
    cooperation,
    is_hindered,
    over_years,
)

CPT = shipped_profile("cpt")
TODAY = date(2026, 6, 30)
TOLD, DUE = date(2025, 1, 10), date(2025, 7, 10)


def counted(**facts: Any) -> tuple[Year, ...]:
    return over_years(**{"today": TODAY, "profile": CPT, **facts})


def owed(ref: str, answered_on: date | None = None) -> DueFact:
    return DueFact(ref, DUE, TOLD, answered_on, "item")


def test_without_a_fact_there_is_no_year_unless_one_is_asked_for() -> None:
    assert counted() == ()
    assert [year.year for year in counted(first=2024)] == [2024, 2025, 2026]
    assert counted(first=2027) == ()


def test_years_begin_where_they_are_asked_to() -> None:
    found = counted(accesses=[AccessFact("a", date(2020, 1, 1), 0, "")], first=2025)
    assert [year.year for year in found] == [2025, 2026]
    assert all(year.is_empty for year in found)


def test_an_empty_year_has_no_rates_because_unknown_is_not_zero() -> None:
    year = counted(first=2026)[0]
    rates = year.answered_rate, year.in_time_rate, year.hindered_share, year.published_share, year.median_days
    assert rates == (None, None, None, None, None)
    assert year.cooperation is Cooperation.NOT_KNOWN
    assert [str(step) for step in year.steps] == [
        "Nothing fell due and no place was visited: cooperation is not known."
    ]


def test_a_cell_leads_to_its_rows() -> None:
    year, _ = counted(
        dues=[owed("in time", DUE), owed("late", date(2025, 8, 1)), owed("silent"), owed("also silent")],
        accesses=[AccessFact("open", TOLD, 0, ""), AccessFact("shut", TOLD, 90, "")],
        publications=[PublicationFact("report", TOLD, date(2026, 2, 1))],
        statements=[StatementFact("statement", DUE)],
    )
    assert (year.in_time.refs, year.late.refs, year.silent.refs) == (("in time",), ("late",), ("silent", "also silent"))
    assert (year.access.refs, year.hindered.refs) == (("open", "shut"), ("shut",))
    assert (year.transmitted.refs, year.published.refs, year.now_public.refs) == (("report",), (), ("report",))
    assert year.statements.refs == ("statement",)
    assert (year.silent.count, year.hindered_share) == (2, Fraction(1, 2))
    assert (year.answered_rate, year.in_time_rate) == (Fraction(1, 2), Fraction(1, 4))
    assert year.published_share == 1


def test_the_days_to_an_answer_are_the_middle_of_those_answered() -> None:
    days = [TOLD + timedelta(days=days) for days in (10, 25, 400)]
    year, *_ = counted(dues=[owed("a", days[0]), owed("b", days[1]), owed("never")])
    assert year.median_days == Fraction(35, 2)
    year, *_ = counted(dues=[owed("a", days[0]), owed("b", days[1]), owed("c", days[2])])
    assert year.median_days == 25


@pytest.mark.parametrize(
    ("minutes", "note", "hindered"), [(30, "", False), (31, "", True), (0, " ", False), (0, "refused", True)]
)
def test_a_wait_over_the_bound_or_a_note_is_a_hindrance(minutes: int, note: str, hindered: bool) -> None:
    assert is_hindered(AccessFact("a", TOLD, minutes, note)) is hindered


def test_the_bound_of_waiting_is_the_readers_and_the_steps_name_it() -> None:
    waited = [AccessFact("a", TOLD, 20, "")]
    assert counted(accesses=waited)[0].hindered.count == 0
    year = counted(accesses=waited, hindered_after=15)[0]
    assert year.hindered.count == 1
    assert "Hindered means a wait of more than 15 minutes" in " ".join(map(str, year.steps))


def test_the_steps_give_numbers_then_the_rule_they_meet_then_whose_rule_it_is() -> None:
    year, _ = counted(dues=[owed("a", DUE), owed("b", DUE), owed("c", date(2025, 8, 1)), owed("d")])
    assert [str(step) for step in year.steps] == [
        "3 of 4 answers came, 1 of them late.",
        "At least half of what was due came and the delegation was hindered at no more than half of the places: "
        "partial cooperation.",
        "Measured by the duty to cooperate (ECPT Art. 3); the bounds are a choice of this project.",
    ]
    assert year.rule == "ECPT Art. 3"


def test_each_mechanism_cites_its_own_duty_to_cooperate() -> None:
    year = counted(dues=[owed("a")], profile=shipped_profile("national"))[0]
    assert year.rule == "OPCAT Art. 20, 22"
    assert year.rule in str(year.steps[-1])


def test_every_word_and_shape_is_its_own() -> None:
    assert set(WORDS) == set(SHAPES) == set(Cooperation)
    assert len(set(WORDS.values())) == len(set(SHAPES.values())) == len(Cooperation)


ORDER = [Cooperation.NONE, Cooperation.POOR, Cooperation.PARTIAL, Cooperation.FULL]
FEW = st.integers(0, 6)


@given(FEW, FEW, FEW, FEW, FEW)
@settings(database=None, deadline=None)
def test_an_answer_where_there_was_silence_never_makes_the_word_worse(
    in_time: int, late: int, silent: int, visited: int, hindered: int
) -> None:
    hindered = min(visited, hindered)
    facts: dict[str, int] = {"in_time": in_time, "visited": visited, "hindered": hindered}
    before = cooperation(late=late, silent=silent + 1, **facts)
    after = cooperation(late=late + 1, silent=silent, **facts)
    assert ORDER.index(after) >= ORDER.index(before)


@given(st.lists(st.tuples(st.dates(TOLD, date(2025, 12, 31)), st.none() | st.dates(TOLD, date(2027, 1, 1)))))
@settings(database=None, deadline=None)
def test_each_thing_due_counts_once_in_one_year(rows: list[tuple[date, date | None]]) -> None:
    found = counted(dues=[DueFact(str(n), due, TOLD, came, "request") for n, (due, came) in enumerate(rows)])
    refs = [ref for one in found for cell in (one.in_time, one.late, one.silent, one.running) for ref in cell.refs]
    assert sorted(refs) == sorted(map(str, range(len(rows))))


def facts_of(years: int, each: int) -> dict[str, Any]:
    days = [date(2026 - back, 1, 1) + timedelta(days=n % 150) for back in range(years) for n in range(each)]
    return {
        "accesses": [AccessFact(str(n), day, n % 50, "") for n, day in enumerate(days)],
        "dues": [
            DueFact(str(n), day, day - timedelta(days=180), day if n % 3 else None, "item")
            for n, day in enumerate(days)
        ],
        "publications": [PublicationFact(str(n), day, day) for n, day in enumerate(days)],
    }


def test_thirty_thousand_facts_over_twenty_years_are_counted_at_once() -> None:
    facts = facts_of(years=20, each=500)
    assert sum(map(len, facts.values())) == 30_000
    took = []
    for _ in range(3):
        began = perf_counter()
        found = counted(**facts)
        took.append(perf_counter() - began)
    assert len(found) == 20
    assert sum(year.access.count for year in found) == 10_000
    assert min(took) < 0.2
