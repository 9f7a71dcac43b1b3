"""Who takes part in a decision: own States, secret ballots, attendance, written procedures."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.duties.test_spec import cases
from unannounced.crafts.profiles import shipped_profile
from unannounced.duties.deciding import Choice, Majority, Tally, may_count_by, may_vote, outcome
from unannounced.duties.decision import Decision
from unannounced.duties.sitting import (
    Matter,
    Sitting,
    WrittenStage,
    may_attend,
    may_be_secret,
    may_cast,
    may_close,
    may_count_secretly,
    may_open_written,
    may_take_part,
    still_needed,
    written_stage,
)

CPT, SPT = shipped_profile("cpt"), shipped_profile("spt")
DAY = date(2026, 11, 3)
ANA, TOMAS = Sitting("Ana", "XXD", "XXD"), Sitting("Tomás", "XXE", "XXB")


def take_part(*voting: Sitting, concerning: str = "XXB", profile: Any = SPT, **other: Any) -> Decision:
    facts = {"not_there": [], "strangers": [], **other}
    return may_take_part(voting=voting, concerning=concerning, profile=profile, **facts)


def test_a_member_does_not_vote_on_an_own_state_where_the_rules_bar_it() -> None:
    assert "Tomás cannot vote on what concerns XXB" in str(take_part(ANA, TOMAS))
    assert "Tomás" in str(take_part(TOMAS, concerning="XXE"))  # the State of the seat
    assert take_part(ANA, TOMAS, concerning="XXA")
    assert take_part(ANA, TOMAS, concerning="")
    assert take_part(ANA, TOMAS, profile=CPT)


def test_only_those_in_office_and_there_have_a_ballot() -> None:
    assert "no term of office" in str(take_part(ANA, strangers=["Maud"]))
    assert "not noted as attending" in str(take_part(ANA, not_there=["Ana"]))


@pytest.mark.parametrize("case", cases("votes")["barred"], ids=lambda case: case["why"])
def test_a_barred_member_counts_as_the_case_says(case: dict[str, Any]) -> None:
    said = {"in_favour": case["for"], "against": case["against"], "abstaining": case["abstain"]}
    tally = Tally(case["m"], case["m"], case["present"], barred=case["barred"], **said)
    assert bool(may_vote(tally, SPT)) == case["may"]
    found = outcome(tally, Majority(case["majority"]), SPT)
    assert (found.needed, found.carried) == (case["needed"], case["carried"])


def test_another_denominator_needs_a_reason_and_both_are_shown() -> None:
    assert may_count_by("", "", CPT)
    assert may_count_by("in_office", "", CPT)
    assert "Say why" in may_count_by("seats", " ", CPT).instead  # type: ignore[union-attr]
    assert may_count_by("seats", "Advice of counsel.", CPT)
    assert not may_count_by("heads", "Advice of counsel.", CPT)
    tally = Tally(45, 47, 40, 31, 0, 9)
    by_seats = replace(tally, denominator="seats")
    assert outcome(tally, Majority.PUBLIC_STATEMENT, CPT).carried
    assert not outcome(by_seats, Majority.PUBLIC_STATEMENT, CPT).carried
    assert "47 seats instead, 32" in str(outcome(tally, Majority.PUBLIC_STATEMENT, CPT).arithmetic[2])
    assert "45 members in office instead, 30" in str(outcome(by_seats, Majority.PUBLIC_STATEMENT, CPT).arithmetic[2])


def test_a_secret_ballot_is_held_where_the_rules_have_one_and_nowhere_else() -> None:
    assert may_be_secret(Matter.OFFICERS, secret=True, profile=CPT)
    assert not may_be_secret(Matter.OFFICERS, secret=False, profile=CPT)
    assert not may_be_secret(Matter.REPORT, secret=True, profile=CPT)
    assert may_be_secret(Matter.REPORT, secret=False, profile=CPT)


def test_a_secret_ballot_counts_up() -> None:
    assert may_count_secretly(3, {Choice.FOR: 2, Choice.ABSTAIN: 1}, CPT)
    assert "said to have voted: 3; ballots counted: 4" in str(may_count_secretly(3, {Choice.FOR: 4}, CPT))


def test_attendance_is_noted_of_a_day_of_the_session_that_has_come() -> None:
    facts: dict[str, Any] = {"begins": DAY, "ends": DAY + timedelta(days=4), "strangers": [], "profile": CPT}
    assert may_attend(day=DAY, today=DAY, **facts)
    assert not may_attend(day=DAY - timedelta(days=1), today=DAY, **facts)
    assert not may_attend(day=DAY + timedelta(days=1), today=DAY, **facts)
    assert not may_attend(day=DAY, today=DAY, **{**facts, "strangers": ["Maud"]})


def test_as_members_come_it_is_said_how_many_more_are_needed() -> None:
    assert [still_needed(Tally(47, 47, there, 0, 0, 0), CPT) for there in (0, 23, 24, 30)] == [24, 1, 0, 0]


def opened(closes_in: int, *, is_open: bool = False) -> Decision:
    closes = DAY + timedelta(days=closes_in)
    return may_open_written(opened_on=DAY, closes_on=closes, today=DAY, is_open=is_open, profile=CPT)


def test_a_written_procedure_is_open_once_and_not_for_ever() -> None:
    assert opened(0)
    assert opened(60)
    assert not opened(-1)
    assert not opened(61)
    assert not opened(14, is_open=True)


def test_a_ballot_counts_until_the_last_day_and_nobodys_silence_is_counted_before() -> None:
    assert may_cast(is_closed=False, closes_on=DAY, today=DAY, profile=CPT)
    assert not may_cast(is_closed=False, closes_on=DAY, today=DAY + timedelta(days=1), profile=CPT)
    assert not may_cast(is_closed=True, closes_on=DAY, today=DAY, profile=CPT)
    assert not may_close(is_closed=False, closes_on=DAY, today=DAY, waiting=1, profile=CPT)
    assert may_close(is_closed=False, closes_on=DAY, today=DAY, waiting=0, profile=CPT)
    assert may_close(is_closed=False, closes_on=DAY, today=DAY + timedelta(days=1), waiting=9, profile=CPT)
    assert not may_close(is_closed=True, closes_on=DAY, today=DAY, waiting=0, profile=CPT)


def stage(**other: Any) -> WrittenStage:
    facts: dict[str, Any] = {"is_closed": True, "carried": False, "ballots": 3, "members": 4, "profile": CPT}
    return written_stage(**{**facts, **other})


def test_too_few_ballots_decide_nothing() -> None:
    assert stage(is_closed=False) is WrittenStage.OPEN
    assert stage(carried=True) is WrittenStage.CARRIED
    assert stage() is WrittenStage.NOT_CARRIED
    assert stage(ballots=2) is WrittenStage.WITHOUT_QUORUM
