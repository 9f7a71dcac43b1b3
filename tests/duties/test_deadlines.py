"""Days due by rule and by decision: holidays, more time granted, days that no month has, items asked for no more."""

from dataclasses import replace
from datetime import date

import pytest

from unannounced.crafts.profiles import shipped_profile
from unannounced.duties.decision import Refused
from unannounced.duties.desisting import OnStray, may_decide_stray, may_withdraw_item
from unannounced.duties.dialogue import (
    AssessmentFact,
    Claim,
    DueDate,
    FollowUp,
    ResponseFact,
    Verdict,
    due_date,
    follow_up,
    may_respond,
    rates,
)
from unannounced.duties.extending import Asked, may_extend, no_such_day, with_more_time
from unannounced.duties.reminding import reminders
from unannounced.duties.resting import as_decided, moved_on, nearest_working

CPT = replace(shipped_profile("cpt"), holidays=("05-09", "12-25", "12-26", "2026-04-03"))
KNOWN, DUE = date(2026, 1, 9), date(2026, 7, 9)


def said(due: DueDate) -> list[str]:
    return [str(step) for step in due.steps]


def test_a_day_due_on_a_holiday_of_each_year_moves_and_says_every_day_it_passes() -> None:
    due = due_date(date(2025, 11, 9), 6, CPT, rule="rule")  # 9 May 2026 is a Saturday and a holiday
    assert due.day == date(2026, 5, 11)
    assert said(due)[1:] == [
        "2026-05-09 is a holiday.",
        "2026-05-10 is not a working day.",
        "The next working day is 2026-05-11.",
    ]


def test_a_holiday_of_one_year_is_a_holiday_in_that_year_alone() -> None:
    assert due_date(date(2025, 10, 3), 6, CPT, rule="rule").day == date(2026, 4, 6)  # a Friday, then a weekend
    assert due_date(date(2024, 10, 3), 6, CPT, rule="rule").day == date(2025, 4, 3)


def test_a_weekend_without_a_holiday_is_passed_over_in_one_sentence() -> None:
    day, steps = moved_on(date(2026, 3, 28), CPT)
    assert day == date(2026, 3, 30)
    assert [str(one) for one in steps] == ["2026-03-28 is not a working day; the next one is 2026-03-30."]


def test_a_reminder_never_falls_on_a_holiday() -> None:
    found = reminders(date(2026, 1, 1), before=(7,), today=date(2026, 1, 1), profile=CPT)
    assert [one.on for one in found] == [date(2025, 12, 24), date(2026, 1, 2)]  # not the 25th; the 1st is none here
    assert nearest_working(date(2026, 4, 3), CPT, step=-1) == date(2026, 4, 2)


def test_a_day_that_somebody_decided_stands_on_a_holiday_and_says_so() -> None:
    assert [str(one) for one in as_decided(date(2026, 5, 9), CPT)] == [
        "2026-05-09 is a holiday; it stands, because it was decided."
    ]
    assert as_decided(date(2026, 5, 12), CPT) == ()
    held = with_more_time(DueDate(date(2026, 3, 2), ()), date(2026, 5, 10), CPT)
    assert held is not None
    assert held.day == date(2026, 5, 10)
    assert said(held)[-1] == "2026-05-10 is not a working day; it stands, because it was decided."


def test_more_time_decides_only_where_it_is_later_than_what_the_rule_says() -> None:
    due = DueDate(date(2026, 3, 2), ())
    assert with_more_time(due, date(2026, 2, 1), CPT) is due
    assert with_more_time(None, date(2026, 2, 1), CPT) == DueDate(
        date(2026, 2, 1),
        (with_more_time(None, date(2026, 2, 1), CPT) or due).steps,
    )


@pytest.mark.parametrize(
    ("written", "last"),
    [
        ("2026-02-31", "2026-02-28"),
        ("2028-02-30", "2028-02-29"),
        ("2026-04-31", "2026-04-30"),
        ("2026-01-00", "2026-01-31"),
    ],
)
def test_a_day_that_the_month_does_not_have_is_refused_with_its_last_day(written: str, last: str) -> None:
    refused = no_such_day(written, CPT)
    assert refused is not None
    assert str(refused.sentence) == f"There is no {written}: the last day of that month is {last}."
    assert str(refused.way_out) == f"Write {last}."


@pytest.mark.parametrize("written", ["2026-02-28", "2026-13-01", "31 February", "", "0000-02-31"])
def test_any_other_writing_is_none_of_its_business(written: str) -> None:
    assert no_such_day(written, CPT) is None


def decided(**other: object) -> Asked:
    held = {"until": date(2026, 9, 30), "asked_on": date(2026, 6, 1), "decided_on": date(2026, 6, 3)}
    return Asked(**({**held, "granted": True, "because": "An election."} | other))  # type: ignore[arg-type]


def ask(asked: Asked, **other: object) -> str:
    facts = {"known_on": KNOWN, "due_on": DUE, "withdrawn_on": None, "today": date(2026, 6, 3)} | other
    decision = may_extend(asked, profile=CPT, **facts)  # type: ignore[arg-type]
    return str(decision.sentence) if isinstance(decision, Refused) else "yes"


def test_more_time_is_decided_on_once_the_state_has_the_report_and_for_a_later_day() -> None:
    assert ask(decided()) == "yes"
    assert ask(decided(granted=False)) == "yes"
    assert "does not have it" in ask(decided(), known_on=None)
    assert "is no more time" in ask(decided(until=DUE))
    assert "before it was asked for" in ask(decided(asked_on=date(2026, 6, 4), decided_on=date(2026, 6, 3)))
    assert "has had it only since" in ask(decided(asked_on=date(2026, 1, 8)))
    assert "in the future" in ask(decided(decided_on=date(2026, 6, 4)))
    assert "withdrawn" in ask(decided(), withdrawn_on=date(2026, 5, 1))
    assert ask(decided(because=" ")) != "yes"
    assert ask(decided(until=date(2026, 7, 1)), due_on=None) == "yes"


def test_an_item_withdrawn_is_asked_for_no_more_whatever_was_said() -> None:
    facts = follow_up(
        transmitted_on=KNOWN,
        due_on=DUE,
        responses=[ResponseFact(date(2026, 5, 1), Claim.REJECTED)],
        assessments=[AssessmentFact(date(2026, 5, 2), Verdict.NOT_IMPLEMENTED, "seen")],
        withdrawn_on=date(2026, 6, 1),
        today=date(2026, 6, 1),
    )
    assert (facts.status, facts.since) == (FollowUp.WITHDRAWN, date(2026, 6, 1))
    before = follow_up(
        transmitted_on=KNOWN,
        due_on=DUE,
        responses=(),
        assessments=(),
        withdrawn_on=date(2026, 6, 1),
        today=DUE.replace(month=5),
    )
    assert before.status is FollowUp.AWAITED
    assert rates([FollowUp.IMPLEMENTED, FollowUp.WITHDRAWN]).total == 1


def test_a_response_that_comes_after_the_withdrawal_is_refused_and_one_before_it_is_not() -> None:
    def answer(received_on: date) -> bool:
        return bool(
            may_respond(
                transmitted_on=KNOWN,
                received_on=received_on,
                today=DUE,
                text="Done.",
                withdrawn_on=date(2026, 6, 1),
                profile=CPT,
            )
        )

    assert answer(date(2026, 5, 31))
    assert not answer(date(2026, 6, 1))


def test_an_item_is_withdrawn_once_with_a_reason_and_not_in_a_draft() -> None:
    def withdraw(**other: object) -> bool:
        facts = {"because": "Repealed.", "on": DUE, "known_on": KNOWN, "withdrawn_on": None, "today": DUE} | other
        return bool(may_withdraw_item(profile=CPT, **facts))  # type: ignore[arg-type]

    assert withdraw()
    assert not withdraw(because="")
    assert not withdraw(known_on=None)
    assert not withdraw(withdrawn_on=KNOWN)
    assert not withdraw(on=date(2026, 1, 8))
    assert not withdraw(on=date(2026, 7, 10))


def test_a_stray_answer_is_decided_once_and_registered_only_where_it_names_an_item() -> None:
    def decide(how: OnStray, *, names_item: bool = True, decided_on: date | None = None) -> bool:
        return bool(
            may_decide_stray(how, because="It helps.", names_item=names_item, decided_on=decided_on, profile=CPT)
        )

    assert decide(OnStray.REGISTER)
    assert decide(OnStray.KEEP, names_item=False)
    assert not decide(OnStray.REGISTER, names_item=False)
    assert not decide(OnStray.KEEP, decided_on=DUE)
