"""The dialogue: days due, responses, assessments and rates."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unannounced.crafts.profiles import shipped_profile
from unannounced.duties.dialogue import (
    OPEN,
    POSITION_WORDS,
    SHAPES,
    WORDS,
    FollowUp,
    Position,
    distance,
    due_date,
    follow_up,
    may_assess,
    may_respond,
    rates,
)
from unannounced.duties.requesting import RequestStatus, may_answer, may_make, status, usual_due
from unannounced.duties.undoing import may_withdraw

CPT = shipped_profile("cpt")
SENT, TODAY = date(2025, 1, 10), date(2025, 9, 1)


def test_a_day_due_on_a_sunday_moves_to_monday_and_the_steps_say_so() -> None:
    found = due_date(date(2025, 8, 30), 6, CPT, rule="ECPT Art. 10(1)")
    assert found.day == date(2026, 3, 2)
    assert [str(step) for step in found.steps] == [
        "6 months after 2025-08-30 is 2026-02-28 (ECPT Art. 10(1)).",
        "That month has no such day, so its last day counts.",
        "2026-02-28 is not a working day; the next one is 2026-03-02.",
    ]


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 24))
@settings(database=None, deadline=None)
def test_a_day_due_is_always_a_working_day_and_never_early(start: date, months: int) -> None:
    found = due_date(start, months, CPT, rule="rule").day
    assert found.weekday() in CPT.working_days
    assert 28 * months <= (found - start).days <= 31 * months + 2


@pytest.mark.parametrize(
    ("day", "said"),
    [(4, "in 3 days"), (2, "in 1 day"), (1, "today")],
)
def test_how_far_off_a_day_is_reads_as_a_sentence(day: int, said: str) -> None:
    assert str(distance(date(2026, 3, day), date(2026, 3, 1))) == said


def test_how_long_a_day_is_past_reads_as_a_sentence() -> None:
    assert str(distance(date(2026, 3, 1), date(2026, 3, 13))) == "overdue by 12 days"
    assert str(distance(date(2026, 3, 1), date(2026, 3, 2))) == "overdue by 1 day"


def test_a_response_comes_after_the_report() -> None:
    facts: dict[str, Any] = {"today": TODAY, "text": "The cells were closed.", "profile": CPT}
    assert may_respond(transmitted_on=SENT, received_on=SENT, **facts)
    assert not may_respond(transmitted_on=None, received_on=SENT, **facts)
    assert not may_respond(transmitted_on=SENT, received_on=date(2025, 1, 9), **facts)
    assert not may_respond(transmitted_on=SENT, received_on=date(2025, 9, 2), **facts)
    assert not may_respond(transmitted_on=SENT, received_on=SENT, **{**facts, "text": ""})


def assess(evidence: str, **facts: Any) -> Any:
    return may_assess(
        **{"on": TODAY, "transmitted_on": SENT, "today": TODAY, "profile": CPT, **facts}, evidence=evidence
    )


def test_whatever_is_verified_rests_on_evidence_and_not_on_what_the_state_says() -> None:
    assert "needs evidence" in str(assess(" "))
    assert assess("Seen on the visit of May 2025.")
    assert assess("", named=1)


def test_nothing_is_assessed_before_it_was_transmitted() -> None:
    assert not assess("Seen.", transmitted_on=None)
    assert not assess("", named=1, transmitted_on=None)


def test_the_rate_leaves_out_what_is_no_longer_relevant_or_was_never_sent() -> None:
    found = rates(
        [
            FollowUp.IMPLEMENTED,
            FollowUp.PARTIALLY_IMPLEMENTED,
            FollowUp.UNVERIFIED_CLAIM,
            FollowUp.NO_LONGER_RELEVANT,
            FollowUp.NOT_TRANSMITTED,
        ]
    )
    assert (found.total, found.implemented, found.partially, found.no_longer_relevant) == (4, 1, 1, 1)
    assert found.rate == Fraction(1, 3)


def test_a_rate_of_nothing_is_none_and_not_zero() -> None:
    assert rates([]).rate is None
    assert rates([FollowUp.NO_LONGER_RELEVANT]).rate is None


def test_a_claim_and_a_refusal_stay_open() -> None:
    assert {FollowUp.UNVERIFIED_CLAIM, FollowUp.REJECTED, FollowUp.OVERDUE, FollowUp.NOTED} <= OPEN
    assert FollowUp.IMPLEMENTED not in OPEN


def test_every_follow_up_has_words_of_its_own_and_a_shape() -> None:
    assert set(WORDS) == set(SHAPES) == set(FollowUp)
    assert len(set(WORDS.values())) == len(FollowUp)


def test_every_position_has_words_of_its_own() -> None:
    assert set(POSITION_WORDS) == set(Position)
    assert len(set(POSITION_WORDS.values())) == len(Position)


def test_a_position_in_the_report_is_named_as_the_reason() -> None:
    facts: dict[str, Any] = {"transmitted_on": SENT, "due_on": None, "responses": (), "assessments": ()}
    found = follow_up(today=TODAY, position=Position.IMPLEMENTED, **facts)
    assert str(found.why) == "The report itself says: implemented already, the State says."
    assert "no day is set" in str(follow_up(today=TODAY, position=Position.PENDING, **facts).why)


REGISTERED = datetime(2025, 6, 2, 9, 30, tzinfo=UTC)


def withdraw(**other: Any) -> Any:
    facts: dict[str, Any] = {"reason": "It belongs to another item.", "registered_at": REGISTERED, "now": REGISTERED}
    return may_withdraw(**{**facts, "by_same_person": True, "later": 0, "published": False, "profile": CPT, **other})


def test_a_response_registered_by_mistake_is_withdrawn_by_who_registered_it_or_the_secretariat() -> None:
    assert withdraw()
    assert withdraw(by_same_person=False, by_secretariat=True)
    assert "Only whoever registered it" in str(withdraw(by_same_person=False))


def test_a_withdrawal_gives_its_reason() -> None:
    assert not withdraw(reason=" ")


def test_what_something_later_rests_on_is_not_withdrawn_however_recent() -> None:
    assert "Another response" in str(withdraw(later=1))
    assert "3 responses or assessments" in str(withdraw(later=3))
    assert str(withdraw(later=1).way_out)


def test_what_has_left_with_a_publication_is_not_withdrawn_even_by_the_secretariat() -> None:
    found = withdraw(published=True, by_secretariat=True)
    assert not found
    assert found.rule == "ECPT Art. 11(2)"


def test_nothing_is_withdrawn_before_it_was_registered() -> None:
    assert "before it was registered" in str(withdraw(now=REGISTERED - timedelta(seconds=1)))
    assert withdraw(now=REGISTERED + timedelta(days=4000))


def test_a_request_is_overdue_the_day_after_it_is_due() -> None:
    facts: dict[str, Any] = {"made_on": SENT, "due_on": date(2025, 2, 9)}
    assert usual_due(SENT, CPT) == date(2025, 2, 9)
    assert status(answered_on=None, today=date(2025, 2, 9), **facts) is RequestStatus.AWAITED
    assert status(answered_on=None, today=date(2025, 2, 10), **facts) is RequestStatus.OVERDUE
    assert status(answered_on=date(2025, 6, 1), today=TODAY, **facts) is RequestStatus.ANSWERED
    assert status(answered_on=date(2025, 6, 1), today=date(2025, 5, 31), **facts) is RequestStatus.OVERDUE


def test_a_request_is_made_of_a_state_that_is_bound_and_gives_it_time() -> None:
    facts: dict[str, Any] = {"text": "How did he die?", "made_on": SENT, "today": TODAY, "profile": CPT}
    assert may_make(due_on=date(2025, 2, 9), **facts)
    assert not may_make(due_on=SENT, **facts)
    assert "Art. 22(2)" in str(may_make(due_on=date(2025, 2, 9), bound_until=date(2025, 1, 9), **facts))
    assert not may_make(due_on=date(2025, 2, 9), bound_from=date(2025, 1, 11), **facts)
    assert not may_make(due_on=date(2025, 2, 9), **{**facts, "today": date(2025, 1, 9)})


def test_an_answer_comes_after_the_request_and_may_be_late() -> None:
    facts: dict[str, Any] = {"text": "Of natural causes.", "made_on": SENT, "today": TODAY, "profile": CPT}
    assert may_answer(answered_on=TODAY, **facts)
    assert not may_answer(answered_on=date(2025, 1, 9), **facts)
    assert not may_answer(answered_on=date(2025, 9, 2), **facts)
