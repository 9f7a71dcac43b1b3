"""The figures of a period: its edges, what is counted once, lengths of time, ages; and what the public version leaves."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

import pytest

from unannounced.crafts.profiles import shipped_profile
from unannounced.duties.dialogue import FollowUp
from unannounced.duties.general_report import TABLES, Figures, figures, open_figures
from unannounced.duties.reporting import ItemKind
from unannounced.duties.tabulating import (
    TOTAL,
    DayFact,
    Facts,
    ItemFact,
    Period,
    PlaceFact,
    ReportFact,
    VisitFact,
    last_whole_year,
    may_count,
    median,
)
from unannounced.duties.visiting import VisitKind

CPT, NATIONAL = shipped_profile("cpt"), shipped_profile("national")
TODAY = date(2026, 11, 26)
YEAR = Period(date(2025, 1, 1), date(2025, 12, 31), TODAY)
THEMES = ("health", "regime", "contact")


def visit(
    state: str, begins: date, ends: date, kind: VisitKind = VisitKind.PERIODIC, *, over: bool = True
) -> VisitFact:
    return VisitFact(f"visit:{state}{begins}", state, kind, begins, ends, over)


def report(state: str, *, is_open: bool = True, number: int = 1, **days: date | None) -> ReportFact:
    held = [days.get(f"{act}_on") for act in ("adopted", "transmitted", "answered", "published")]
    ref, title = f"report:{state}{number}", f"Report {number}"
    return ReportFact(ref, state, title, days.get("visit_ended"), held[0], held[1], held[2], held[3], is_open)


def item(
    number: int,
    state: str = "XXA",
    *,
    known_on: date = date(2025, 3, 1),
    status: FollowUp = FollowUp.OVERDUE,
    themes: tuple[str, ...] = ("health",),
    is_open: bool = True,
    kind: ItemKind = ItemKind.RECOMMENDATION,
    repeats: bool = False,
    sent: bool = True,
) -> ItemFact:
    due_on = date(known_on.year, min(12, known_on.month + 6), 1)
    answered = status not in (FollowUp.OVERDUE, FollowUp.AWAITED)
    ref = f"item:{state}{number}"
    return ItemFact(ref, state, kind, known_on, due_on, answered, status, repeats, themes, is_open, sent)


def number(of: Figures, table: str, line: str, column: str) -> object:
    """What a table says in a line and column."""
    held = of.table(table)
    assert held is not None
    figure = held.figure(line, column)
    assert figure is not None, f"{table} has no {line}, {column}"
    return figure.value


def made(period: Period = YEAR, **facts: Any) -> Figures:
    return figures(replace(Facts(period), **facts), CPT)


# The edges of a period


def test_a_visit_over_the_end_of_the_year_counts_once_and_its_days_count_in_the_year_in_which_they_lie() -> None:
    """29 December to 3 January: three days in the old year, three in the new one."""
    over = [visit("XXA", date(2025, 12, 29), date(2026, 1, 3))]
    old, new = made(visits=over), made(Period(date(2026, 1, 1), date(2026, 12, 31), TODAY), visits=over)
    assert (number(old, "visits", "XXA", "visits"), number(old, "visits", "XXA", "days")) == (1, 3)
    assert (number(new, "visits", "XXA", "visits"), number(new, "visits", "XXA", "days")) == (0, 3)


def test_the_first_and_the_last_day_of_a_period_belong_to_it() -> None:
    month = Period(date(2024, 2, 1), date(2024, 2, 29), TODAY)
    whole = [visit("XXA", date(2024, 1, 30), date(2024, 3, 2))]
    assert number(made(month, visits=whole), "visits", TOTAL, "days") == 29
    edges = [visit("XXA", date(2024, 2, 1), date(2024, 2, 1)), visit("XXB", date(2024, 2, 29), date(2024, 2, 29))]
    assert number(made(month, visits=edges), "visits", TOTAL, "visits") == 2


def test_a_report_is_adopted_in_one_period_and_transmitted_and_published_in_the_next() -> None:
    held = [
        report("XXA", adopted_on=date(2025, 11, 7), transmitted_on=date(2026, 1, 2), published_on=date(2026, 6, 30))
    ]
    old, new = made(reports=held), made(Period(date(2026, 1, 1), date(2026, 12, 31), TODAY), reports=held)
    assert [number(old, "reports", "XXA", way) for way in ("adopted", "transmitted", "published")] == [1, 0, 0]
    assert [number(new, "reports", "XXA", way) for way in ("adopted", "transmitted", "published")] == [0, 1, 1]


def test_a_period_that_still_runs_is_counted_up_to_today() -> None:
    running = Period(date(2026, 1, 1), date(2026, 12, 31), TODAY)
    held = [visit("XXA", date(2026, 11, 24), date(2026, 12, 4))]
    assert number(made(running, visits=held), "visits", "XXA", "days") == 3


def test_the_last_whole_year_is_meant_where_nobody_says_which() -> None:
    assert last_whole_year(TODAY) == YEAR
    assert last_whole_year(date(2026, 1, 1)).first == date(2025, 1, 1)


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        (date(2025, 5, 2), date(2025, 5, 1), "is before"),
        (date(2027, 1, 1), date(2027, 12, 31), "has not come"),
        (date(1, 1, 1), date(2025, 1, 1), "more than"),
    ],
)
def test_a_period_of_which_nothing_can_be_counted_is_refused_with_its_reason(first: date, last: date, why: str) -> None:
    decision = may_count(first, last, TODAY)
    assert not decision
    assert why in str(decision)


# Visits, places, reports


def test_days_of_visits_are_told_apart_by_kind_and_ad_hoc_days_stand_beside() -> None:
    """The volume of 2004/05: eleven periodic visits of eleven days, six ad hoc ones of six: 157 days."""
    held = [visit(f"X{n}", date(2025, 2, 1), date(2025, 2, 11)) for n in range(11)]
    held += [visit(f"Y{n}", date(2025, 5, 1), date(2025, 5, 6), VisitKind.RAPID_REACTION) for n in range(6)]
    found = made(visits=held)
    row = {column: number(found, "visits", TOTAL, column) for column in ("periodic", "visits", "days", "ad_hoc_days")}
    assert row == {"periodic": 11, "visits": 17, "days": 121 + 36, "ad_hoc_days": 36}


def test_a_place_that_was_visited_twice_counts_once_and_coverage_is_of_those_that_are_known() -> None:
    went = [
        PlaceFact(f"went:{n}", "visit:1", "XXA", place, place, "prison", day)
        for n, (place, day) in enumerate(
            [("a", date(2025, 3, 1)), ("a", date(2025, 3, 2)), ("b", date(2025, 3, 2)), ("a", date(2024, 3, 1))]
        )
    ]
    found = made(places=went, known_places={"prison": 8, "police_station": 3})
    row = [number(found, "places", "prison", one) for one in ("places", "days", "known", "coverage")]
    assert row == [2, 3, 8, Fraction(2, 8)]
    assert number(found, "places", "police_station", "coverage") == 0
    assert number(found, "places", TOTAL, "coverage") == Fraction(2, 11)


def test_the_state_that_left_stays_in_the_table_since_the_beginning_with_what_was_done_before() -> None:
    held = [report("XXC", transmitted_on=date(2019, 5, 1), published_on=date(2025, 4, 1))]
    gone = {"XXA": "Party", "XXC": "former Party"}
    found = made(visits=[visit("XXC", date(2018, 9, 1), date(2018, 9, 9))], reports=held, parties=gone)
    row = [number(found, "states", "XXC", one) for one in ("visits", "transmitted", "published", "share", "standing")]
    assert row == [1, 1, 1, Fraction(1), "former Party"]
    assert number(found, "visits", TOTAL, "visits") == 0
    assert number(found, "reports", "XXC", "published") == 1


def test_a_length_of_time_counts_in_the_period_in_which_it_ends_and_the_middle_of_two_is_half_the_way() -> None:
    held = [
        report("XXA", visit_ended=date(2025, 1, 1), transmitted_on=date(2025, 3, 2)),  # 60 days
        report("XXB", visit_ended=date(2024, 12, 1), transmitted_on=date(2025, 4, 11)),  # 30 + 101 = 131 days
        report("XXC", visit_ended=date(2025, 11, 1), transmitted_on=date(2026, 1, 1)),  # ends in the next year
    ]
    found = made(reports=held)
    row = [number(found, "days", "to_transmission", one) for one in ("reports", "median", "least", "greatest")]
    assert row == [2, Fraction(60 + 131, 2), 60, 131]
    assert number(found, "days", "to_response", "median") is None


def test_from_the_response_to_publication_is_measured_unless_the_response_came_later() -> None:
    held = [
        report("XXA", answered_on=date(2025, 1, 10), published_on=date(2025, 2, 9)),  # 21 + 9 = 30 days
        report("XXB", answered_on=date(2025, 5, 1), published_on=date(2025, 4, 1)),  # published before
        report("XXC", published_on=date(2025, 4, 1)),
    ]
    found = made(reports=held)
    row = [number(found, "days", "response_to_publication", one) for one in ("reports", "least", "greatest")]
    assert row == [1, 30, 30]
    assert number(found, "each-report", held[0].ref, "response_to_publication") == 30
    secret = [replace(held[0], is_open=False), *held[1:]]
    printed = open_figures(
        replace(Facts(YEAR), reports=[replace(one, transmitted_on=YEAR.first) for one in secret]), CPT, ()
    )
    assert ("days", "response_to_publication", "median") in printed.withheld
    assert ("each-report", held[0].ref, "response_to_publication") in printed.withheld


def test_the_rate_of_follow_up_visits_is_of_the_visits_that_began_and_leads_to_them() -> None:
    held = [visit(f"X{n}", date(2025, 2, 1), date(2025, 2, 3)) for n in range(3)]
    again = visit("XXA", date(2025, 5, 1), date(2025, 5, 2), VisitKind.FOLLOW_UP)
    before = visit("XXB", date(2024, 12, 30), date(2025, 1, 2), VisitKind.FOLLOW_UP)
    found = made(visits=[*held, again, before])
    table = found.table("visits")
    assert table is not None
    figure = table.figure(TOTAL, "follow_up_rate")
    assert figure is not None
    assert (figure.value, figure.refs) == (Fraction(1, 4), (again.ref,))
    assert number(found, "visits", "XXB", "follow_up_rate") is None


def test_a_report_from_the_archive_is_counted_on_its_day_and_measured_in_nothing() -> None:
    day = date(2025, 6, 1)
    held = [replace(report("XXA", transmitted_on=day, published_on=day), dated=True)]
    found = made(reports=held)
    assert number(found, "reports", "XXA", "published") == 1
    assert number(found, "days", "to_publication", "reports") == 0


def test_the_middle_of_no_number_is_none() -> None:
    assert median([]) is None


# Items


def test_an_item_with_two_themes_counts_with_each_and_once_in_the_total() -> None:
    found = made(items=[item(1, themes=("health", "regime")), item(2), item(3, themes=())])
    lines = {line: number(found, "themes", line, "items") for line in ("health", "regime", "none", TOTAL)}
    assert lines == {"health": 2, "regime": 1, "none": 1, TOTAL: 3}


def test_the_rate_leaves_out_what_is_no_longer_relevant_and_partial_stands_beside_it() -> None:
    said = [FollowUp.IMPLEMENTED] * 2 + [FollowUp.PARTIALLY_IMPLEMENTED, FollowUp.NO_LONGER_RELEVANT]
    found = made(items=[item(n, status=one) for n, one in enumerate([*said, FollowUp.OVERDUE, FollowUp.REJECTED])])
    columns = ("items", "implemented", "partially", "gone", "implementation_rate", "weighted_rate", "open")
    row = [number(found, "dialogue", "XXA", column) for column in columns]
    assert row == [6, 2, 1, 1, Fraction(2, 5), Fraction(5, 10), 3]


@pytest.mark.parametrize(
    ("known_on", "age"),
    [
        (date(2025, 12, 31), "younger_1"),
        (date(2025, 1, 1), "younger_1"),
        (date(2024, 12, 31), "1_2"),
        (date(2023, 12, 31), "2_5"),
        (date(2021, 1, 1), "2_5"),
        (date(2020, 12, 31), "older_5"),
    ],
)
def test_an_open_item_is_a_year_old_on_the_day_that_bears_its_date(known_on: date, age: str) -> None:
    found = made(items=[item(1, known_on=known_on)])
    assert number(found, "open", "health", age) == 1
    assert number(found, "open", TOTAL, "open") == 1


def test_every_number_is_the_number_of_its_rows() -> None:
    held = [item(n, themes=THEMES[: n % 4], repeats=n % 3 == 0, status=one) for n, one in enumerate(FollowUp)]
    found = made(items=held, visits=[visit("XXA", date(2025, 2, 1), date(2025, 2, 1))])
    for table in found.tables:
        for line in table.every_line:
            for figure in line.figures:
                if figure.refs and figure.form.value == "count" and table.id != "days":
                    assert figure.value == len(set(figure.refs)), f"{table.id}: {line.key}"


def test_a_national_mechanism_compares_no_states() -> None:
    assert {one.id for one in figures(Facts(YEAR), NATIONAL).tables} == set(TABLES) - {"states", "dialogue"}


# The version for the public


def test_what_is_secret_by_being_there_changes_no_public_figure() -> None:
    """A visit that goes on, a report that was adopted and not transmitted, an observation made at its talks."""
    held = Facts(YEAR, visits=[visit("XXA", date(2025, 2, 1), date(2025, 2, 9))], items=[item(1)])
    secret = replace(
        held,
        visits=[*held.visits, visit("XXB", date(2025, 12, 1), date(2025, 12, 9), over=False)],
        places=[PlaceFact("went:1", f"visit:XXB{date(2025, 12, 1)}", "XXB", "p", "P", "prison", date(2025, 12, 2))],
        reports=[report("XXB", adopted_on=date(2025, 11, 7), is_open=False)],
        items=[*held.items, item(2, "XXB", is_open=False, sent=False, themes=("contact",))],
    )
    one, other = open_figures(held, CPT, THEMES), open_figures(secret, CPT, THEMES)
    assert one.tables == other.tables
    assert one.withheld == other.withheld


def published_and_not(secret: dict[str, int]) -> Facts:
    """Twelve items in published reports on one State, and some in an unpublished report on each of others."""
    held = [item(n, "XXP", themes=("health", "regime")[n % 2 :][:1]) for n in range(12)]
    for state, many in secret.items():
        held += [item(n, state, is_open=False, themes=(THEMES[n % 3],), status=FollowUp.OVERDUE) for n in range(many)]
    return Facts(YEAR, items=held)


def test_what_one_unpublished_report_says_is_withheld_in_every_table_and_in_every_total() -> None:
    found = open_figures(published_and_not({"XXB": 40}), CPT, THEMES)
    for table, line in (
        ("items", TOTAL),
        ("dialogue", "XXB"),
        ("dialogue", TOTAL),
        ("themes", "contact"),
        ("open", TOTAL),
    ):
        held = found.table(table)
        assert held is not None
        for column in held.columns:
            assert (table, line, column.key) in found.withheld, f"{table}, {line}: {column.key} is printed"
    assert ("dialogue", "XXP", "items") not in found.withheld, "of published reports everybody knows it"


def printed(found: Figures) -> Iterator[tuple[str, str, str, int]]:
    """Every count that the public version prints."""
    for table in found.tables:
        for line in table.every_line:
            for column, figure in zip(table.columns, line.figures, strict=True):
                if (table.id, line.key, column.key) not in found.withheld and isinstance(figure.value, int):
                    yield table.id, line.key, column.key, figure.value


@pytest.mark.parametrize(
    "secret",
    [
        {"XXB": 3},
        {"XXB": 3, "XXC": 9},
        {f"XX{letter}": 7 for letter in "BCDEF"},
        {f"XX{letter}": 1 for letter in "BCDEF"},
        {"XXB": 90, **{f"XX{letter}": 1 for letter in "CDEF"}},
    ],
)
def test_no_other_number_of_items_in_unpublished_reports_can_be_told_from_what_is_printed(
    secret: dict[str, int],
) -> None:
    """One item more on one State and one fewer on another: if what is printed stays the same, nobody can tell."""
    found = set(printed(open_figures(published_and_not(secret), CPT, THEMES)))
    states = sorted(secret)
    alike = []
    for more, fewer in product(states, states):
        if more != fewer and secret[fewer] >= 3:
            moved = secret | {more: secret[more] + 3, fewer: secret[fewer] - 3}  # three themes, so that themes stay
            alike.append(set(printed(open_figures(published_and_not(moved), CPT, THEMES))) == found)
    if len(secret) < CPT.small_number:
        other = {state: many + 6 for state, many in secret.items()}
        alike.append(set(printed(open_figures(published_and_not(other), CPT, THEMES))) == found)
    assert all(alike), "what is printed tells two cases apart that differ in what unpublished reports say"


def test_of_enough_states_the_total_is_printed_and_no_state_alone() -> None:
    found = open_figures(published_and_not({f"XX{letter}": 30 for letter in "BCDEFG"}), CPT, THEMES)
    assert ("themes", TOTAL, "items", 192) in set(printed(found))
    assert not [line for table, line, _column, _value in printed(found) if table == "dialogue" and line == "XXB"]


def test_the_day_of_a_response_to_an_unpublished_report_is_withheld_and_the_day_of_transmission_is_not() -> None:
    held = [
        report(
            "XXB",
            is_open=False,
            visit_ended=date(2025, 1, 1),
            transmitted_on=date(2025, 3, 1),
            answered_on=date(2025, 9, 1),
        )
    ]
    found = open_figures(Facts(YEAR, reports=held), CPT, THEMES)
    line = "report:XXB1"
    assert ("each-report", line, "to_response") in found.withheld
    assert ("each-report", line, "to_transmission") not in found.withheld
    assert {("days", "to_response", one) for one in ("reports", "median", "least", "greatest")} <= found.withheld.keys()


def test_sessions_and_talks_count_on_the_day_they_begin() -> None:
    held = [DayFact("talks:1", "XXA", date(2025, 12, 31)), DayFact("talks:2", "XXA", date(2026, 1, 1))]
    assert number(made(talks=held), "activity", "talks", "number") == 1
