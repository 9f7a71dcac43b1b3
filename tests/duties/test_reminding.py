"""Reminders: on working days, before the day due and after it; and reminding a State of a request."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unannounced.crafts.profiles import shipped_profile
from unannounced.duties.reminding import Reminder, next_reminder, reminders
from unannounced.duties.requesting import may_remind, new_due, silence

CPT = shipped_profile("cpt")
TUESDAY = date(2026, 3, 31)
SUNDAY = date(2026, 3, 29)
MADE, DUE, TODAY = date(2025, 1, 10), date(2025, 2, 9), date(2025, 9, 1)


def said(found: tuple[Reminder, ...]) -> list[tuple[str, int, str]]:
    return [(str(one.on), one.days_before, str(one.sentence)) for one in found]


def test_reminders_come_before_the_day_due_right_after_it_and_each_month() -> None:
    assert said(reminders(TUESDAY, today=date(2026, 5, 1), profile=CPT)) == [
        ("2026-02-27", 32, "Due in 32 days, on 2026-03-31."),
        ("2026-03-24", 7, "Due in 7 days, on 2026-03-31."),
        ("2026-04-01", -1, "Overdue by 1 day, since 2026-03-31."),
        ("2026-04-30", -30, "Overdue by 1 month, since 2026-03-31."),
        ("2026-06-01", -62, "Overdue by 2 months, since 2026-03-31."),
    ]


def test_a_month_overdue_is_reckoned_from_the_day_due_and_not_from_a_shorter_month() -> None:
    found = reminders(date(2025, 12, 31), today=date(2026, 3, 31), profile=CPT)
    assert [str(one.on) for one in found[-3:]] == ["2026-02-02", "2026-03-02", "2026-03-31"]


def test_before_the_day_due_the_first_overdue_reminder_is_planned_but_no_more() -> None:
    found = reminders(TUESDAY, today=date(2026, 1, 1), profile=CPT)
    assert [one.days_before for one in found] == [32, 7, -1]


def test_a_reminder_on_a_sunday_moves_to_friday_and_after_the_day_due_to_monday() -> None:
    found = reminders(SUNDAY, before=(7,), today=SUNDAY, profile=CPT)
    assert said(found) == [
        ("2026-03-20", 9, "Due in 9 days, on 2026-03-29."),
        ("2026-03-30", -1, "Overdue by 1 day, since 2026-03-29."),
    ]


def test_after_a_friday_the_weekend_counts_as_overdue_days() -> None:
    found = reminders(date(2026, 3, 27), before=(), today=TUESDAY, profile=CPT)
    assert str(found[0].sentence) == "Overdue by 3 days, since 2026-03-27."


def test_two_reminders_that_move_to_one_day_are_one() -> None:
    found = reminders(date(2026, 3, 30), before=(2, 1), today=SUNDAY, profile=CPT)
    assert [str(one.on) for one in found] == ["2026-03-27", "2026-03-31"]


@pytest.mark.parametrize(("days", "words"), [(0, "Due today, 2026-03-31."), (1, "Due in 1 day, on 2026-03-31.")])
def test_the_last_days_read_as_sentences(days: int, words: str) -> None:
    found = next_reminder(TUESDAY, before=(days,), today=date(2026, 3, 1), profile=CPT)
    assert str(found.sentence) == words


def test_nobody_is_reminded_on_the_day_of_the_request_itself() -> None:
    found = reminders(DUE, since=date(2025, 1, 10), today=MADE, profile=CPT)
    assert [one.days_before for one in found] == [9, -1]
    assert reminders(DUE, today=MADE, profile=CPT)[0].on == MADE


def test_the_next_reminder_is_today_if_today_is_its_day() -> None:
    assert next_reminder(TUESDAY, today=date(2026, 3, 24), profile=CPT).on == date(2026, 3, 24)
    assert next_reminder(TUESDAY, today=date(2026, 3, 25), profile=CPT).on == date(2026, 4, 1)
    assert next_reminder(TUESDAY, today=date(2026, 4, 2), profile=CPT).on == date(2026, 4, 30)


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(-400, 2000))
@settings(database=None, deadline=None)
def test_every_reminder_falls_on_a_working_day_and_the_last_is_not_past(due_on: date, later: int) -> None:
    today = due_on + timedelta(days=later)
    found = reminders(due_on, today=today, profile=CPT)
    days = [one.on for one in found]
    assert all(day.weekday() in CPT.working_days for day in days)
    assert days == sorted(set(days))
    assert all((due_on - one.on).days == one.days_before for one in found)
    assert days[-1] >= today
    assert next_reminder(due_on, today=today, profile=CPT) in found


def remind(**other: Any) -> Any:
    facts: dict[str, Any] = {"made_on": MADE, "due_on": DUE, "answered_on": None, "reminded_on": ()}
    return may_remind(**{**facts, "on": date(2025, 2, 10), "today": TODAY, "profile": CPT, **other})


def test_a_state_is_reminded_once_the_answer_is_overdue() -> None:
    assert remind()
    assert "is not overdue; it is due on 2025-02-09" in str(remind(on=DUE))
    assert "ECPT Art. 3" in str(remind(on=DUE))
    assert str(remind(on=DUE).way_out) == "Remind the State on a day after 2025-02-09."


def test_a_state_is_not_reminded_of_what_it_answered() -> None:
    assert "was answered on 2025-02-10" in str(remind(answered_on=date(2025, 2, 10)))
    assert remind(answered_on=date(2025, 2, 11))  # the reminder went out the day before, and is entered afterwards


def test_a_state_is_reminded_neither_in_the_future_nor_twice_on_a_day() -> None:
    assert "in the future" in str(remind(on=date(2025, 9, 2)))
    assert "already reminded on 2025-02-10" in str(remind(reminded_on=[date(2025, 2, 10)]))
    assert remind(reminded_on=[date(2025, 2, 11)])


def test_a_reminder_sets_a_new_day_by_the_profile() -> None:
    assert new_due(date(2025, 2, 10), CPT) == date(2025, 3, 12)
    assert not remind(due_on=new_due(date(2025, 2, 10), CPT), on=date(2025, 3, 12))


def test_silence_is_counted_in_days_after_the_day_due() -> None:
    assert silence(due_on=DUE, answered_on=None, today=DUE) is None
    assert silence(due_on=DUE, answered_on=None, today=date(2025, 2, 10)) == 1
    assert silence(due_on=DUE, answered_on=DUE, today=TODAY) is None
    assert silence(due_on=DUE, answered_on=date(2025, 2, 19), today=TODAY) == 10
    assert silence(due_on=DUE, answered_on=date(2025, 2, 19), today=date(2025, 2, 12)) == 3
