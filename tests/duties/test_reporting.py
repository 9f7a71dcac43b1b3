"""The report's way, from draft to publication."""

from datetime import date
from typing import Any

import pytest

from unannounced.crafts.profiles import shipped_profile
from unannounced.duties.decision import Decision, Refused
from unannounced.duties.reporting import (
    FORCE,
    NEXT,
    ItemKind,
    ReportStage,
    due,
    may_adopt,
    may_request_publication,
    may_transmit,
    may_write,
    symbol,
)

CPT, NATIONAL = shipped_profile("cpt"), shipped_profile("national")
TODAY = date(2026, 6, 30)


def adopt(**other: Any) -> Decision:
    facts = {"stage": ReportStage.DRAFT, "paragraphs": 3, "items_without_addressee": (), "carried": True}
    return may_adopt(**{**facts, "findings_without_support": 0, "profile": CPT, **other})


def test_paragraphs_and_items_change_only_in_a_draft() -> None:
    assert [stage for stage in ReportStage if may_write(stage=stage, profile=CPT)] == [ReportStage.DRAFT]


def test_a_whole_report_carried_by_vote_may_be_adopted() -> None:
    assert adopt()


@pytest.mark.parametrize(
    ("flaw", "said"),
    [
        ({"paragraphs": 0}, "no paragraph"),
        ({"items_without_addressee": ["paragraph 2", "paragraph 7"]}, "paragraph 2, paragraph 7"),
        ({"findings_without_support": 1}, "rest on no entry: 1"),
        ({"carried": None}, "needs a vote"),
        ({"carried": False}, "did not carry"),
        ({"stage": ReportStage.ADOPTED}, "The report is adopted"),
    ],
)
def test_a_report_with_a_flaw_is_not_adopted(flaw: dict[str, Any], said: str) -> None:
    found = adopt(**flaw)
    assert isinstance(found, Refused)
    assert said in str(found)
    assert str(found.way_out)


def test_a_report_is_transmitted_on_or_after_its_adoption_and_not_in_the_future() -> None:
    facts: dict[str, Any] = {"stage": ReportStage.ADOPTED, "adopted_on": date(2026, 6, 1), "profile": CPT}
    assert may_transmit(on=date(2026, 6, 1), today=TODAY, **facts)
    assert not may_transmit(on=date(2026, 5, 31), today=TODAY, **facts)
    assert not may_transmit(on=date(2026, 7, 1), today=TODAY, **facts)
    assert not may_transmit(on=TODAY, today=TODAY, **{**facts, "stage": ReportStage.DRAFT})


def test_only_the_state_asks_for_the_publication_of_a_report_of_the_committee() -> None:
    facts: dict[str, Any] = {"stage": ReportStage.TRANSMITTED, "transmitted_on": date(2026, 6, 1), "today": TODAY}
    assert may_request_publication(by_state=True, on=TODAY, profile=CPT, **facts)
    refused = may_request_publication(by_state=False, on=TODAY, profile=CPT, **facts)
    assert "ECPT Art. 11(2)" in str(refused)
    assert may_request_publication(by_state=False, on=TODAY, profile=NATIONAL, **facts)
    assert not may_request_publication(by_state=True, on=date(2026, 5, 1), profile=CPT, **facts)


def test_a_symbol_has_the_year_and_the_number() -> None:
    assert symbol(CPT, 2013, 41) == "CPT/Inf (2013) 41"


def test_an_immediate_observation_is_due_in_a_month_and_a_recommendation_in_six() -> None:
    assert due(ItemKind.IMMEDIATE_OBSERVATION, date(2026, 1, 12), CPT).day == date(2026, 2, 12)
    assert due(ItemKind.RECOMMENDATION, date(2026, 1, 12), CPT).day == date(2026, 7, 13)
    assert due(ItemKind.IMMEDIATE_OBSERVATION, date(2026, 1, 12), CPT, 3).day == date(2026, 4, 13)


def test_a_recommendation_has_more_force_than_a_comment() -> None:
    order = sorted(ItemKind, key=FORCE.__getitem__)
    assert order[-2:] == [ItemKind.RECOMMENDATION, ItemKind.IMMEDIATE_OBSERVATION]
    assert FORCE[ItemKind.COMMENT] > FORCE[ItemKind.REQUEST]


def test_every_stage_has_its_next_and_publication_is_last() -> None:
    assert set(NEXT) == set(ReportStage)
    assert NEXT[ReportStage.PUBLISHED] == ()
