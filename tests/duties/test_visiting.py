"""Visits: when a State may be visited, and who goes."""

from datetime import date, timedelta
from typing import Any

import pytest

from unannounced.crafts.profiles import shipped_profile
from unannounced.duties.decision import Decision, Refused
from unannounced.duties.visiting import (
    NEXT,
    ObjectionResult,
    VisitKind,
    VisitStage,
    may_begin,
    may_end,
    may_join,
    may_notify,
    may_plan,
    may_record_place,
    objection,
)

CPT, SPT, NATIONAL = (shipped_profile(kind) for kind in ("cpt", "spt", "national"))
BEGINS, TODAY = date(2026, 5, 4), date(2026, 5, 10)


def plan(**other: Any) -> Decision:
    facts = {"begins": BEGINS, "ends": date(2026, 5, 15), "bound_from": date(1998, 9, 1), "bound_until": None}
    return may_plan(**{**facts, "today": TODAY, "profile": CPT, **other})


def notify(**other: Any) -> Decision:
    facts = {"stage": VisitStage.PLANNED, "delegation_size": 2, "exception_reason": "", "assistants_named": True}
    days = {"notified_on": BEGINS, "begins": BEGINS, "bound_until": None, "today": TODAY}
    return may_notify(**{**facts, **days, "profile": CPT, **other})


def why(decision: Decision) -> str:
    assert isinstance(decision, Refused), decision
    assert str(decision.way_out)
    return str(decision)


def test_a_visit_may_be_planned_in_a_state_that_is_bound() -> None:
    assert plan()


def test_a_visit_does_not_end_before_it_begins() -> None:
    assert "before it begins" in why(plan(ends=date(2026, 5, 3)))


def test_a_visit_of_more_than_sixty_days_is_taken_for_a_slip() -> None:
    assert plan(ends=BEGINS + timedelta(days=59))
    assert "would last 61 days" in why(plan(ends=BEGINS + timedelta(days=60)))


def test_no_visit_begins_before_the_convention_is_in_force_for_the_state() -> None:
    assert "bound from 2026-05-05" in why(plan(bound_from=date(2026, 5, 5)))
    assert "not Party to ECPT" in why(plan(bound_from=None))


def test_a_national_mechanism_needs_no_treaty_to_visit() -> None:
    assert plan(bound_from=None, profile=NATIONAL)


def test_no_visit_lasts_beyond_the_last_day_the_state_is_bound() -> None:
    assert plan(bound_until=date(2026, 5, 15))
    assert "ECPT Art. 22(2)" in why(plan(bound_until=date(2026, 5, 14)))


def test_notification_on_the_first_day_of_the_visit_is_enough() -> None:
    assert notify()
    assert "would come after the visit begins" in why(notify(notified_on=BEGINS + timedelta(days=1)))


def test_a_delegation_of_one_needs_a_reason() -> None:
    assert "ECPT Art. 7(2)" in why(notify(delegation_size=1))
    assert "ECPT Art. 7(2)" in why(notify(delegation_size=1, exception_reason=" "))
    assert notify(delegation_size=1, exception_reason="The second member fell ill at the airport.")


def test_no_reason_makes_up_for_a_delegation_of_none() -> None:
    assert "no member" in why(notify(delegation_size=0, exception_reason="Nobody was free."))


def test_all_assistants_are_named_in_the_notification() -> None:
    assert "Art. 14(1)" in why(notify(assistants_named=False))


def test_nothing_is_notified_in_the_future_or_twice_or_after_the_denunciation_takes_effect() -> None:
    assert "in the future" in why(notify(today=date(2026, 5, 3)))
    assert "open only to a visit that is planned" in why(notify(stage=VisitStage.NOTIFIED))
    assert "Art. 22(2)" in why(notify(bound_until=date(2026, 5, 3)))


def test_a_visit_begins_on_or_after_its_notification() -> None:
    facts: dict[str, Any] = {"stage": VisitStage.NOTIFIED, "on": BEGINS, "today": TODAY, "profile": CPT}
    assert may_begin(notified_on=BEGINS, **facts)
    assert "before the State was notified" in why(may_begin(notified_on=BEGINS + timedelta(days=1), **facts))
    assert not may_begin(notified_on=None, **{**facts, "stage": VisitStage.PLANNED})


def test_a_visit_ends_after_it_began_and_not_in_the_future() -> None:
    facts: dict[str, Any] = {"stage": VisitStage.IN_PROGRESS, "begins": BEGINS, "today": TODAY, "profile": CPT}
    assert may_end(on=TODAY, **facts)
    assert "before it began" in why(may_end(on=date(2026, 5, 3), **facts))
    assert "in the future" in why(may_end(on=TODAY + timedelta(days=1), **facts))
    assert not may_end(on=TODAY, **{**facts, "stage": VisitStage.NOTIFIED})


@pytest.mark.parametrize("stage", [VisitStage.NOTIFIED, VisitStage.IN_PROGRESS, VisitStage.ENDED])
def test_a_place_visited_is_recorded_once_the_state_is_notified(stage: VisitStage) -> None:
    assert may_record_place(stage=stage, profile=CPT)


@pytest.mark.parametrize("stage", [VisitStage.PLANNED, VisitStage.CANCELLED])
def test_no_place_is_recorded_before_notification_or_after_cancelling(stage: VisitStage) -> None:
    assert why(may_record_place(stage=stage, profile=CPT))


def test_a_state_may_exclude_an_expert_but_never_a_member() -> None:
    facts: dict[str, Any] = {"member_is_national_of_visited_state": False, "excluded": True, "profile": CPT}
    assert "14(3)" in why(may_join(is_member=False, **facts))
    assert may_join(is_member=True, **facts)


def test_a_member_does_not_visit_their_own_state() -> None:
    facts: dict[str, Any] = {"member_is_national_of_visited_state": True, "is_member": True, "excluded": False}
    assert not may_join(profile=CPT, **facts)
    assert may_join(profile=NATIONAL, **facts)


@pytest.mark.parametrize(
    ("profile", "target", "ground", "result"),
    [
        (CPT, "time", "national_defence", ObjectionResult.NEEDS_CONSULTATION),
        (CPT, "place", "medical_condition", ObjectionResult.NEEDS_CONSULTATION),
        (CPT, "place", "natural_disaster", ObjectionResult.INVALID_GROUND),
        (CPT, "visit", "national_defence", ObjectionResult.INVALID_TARGET),
        (CPT, "member", "public_safety", ObjectionResult.INVALID_TARGET),
        (SPT, "place", "natural_disaster", ObjectionResult.VALID),
        (SPT, "place", "medical_condition", ObjectionResult.INVALID_GROUND),
        (SPT, "place", "state_of_emergency", ObjectionResult.INVALID_GROUND),
        (SPT, "time", "public_safety", ObjectionResult.INVALID_TARGET),
        (NATIONAL, "place", "public_safety", ObjectionResult.INVALID_TARGET),
    ],
)
def test_a_state_objects_only_to_what_and_on_grounds_the_treaty_lists(
    profile: Any, target: str, ground: str, result: ObjectionResult
) -> None:
    assert objection(target, ground, profile) is result


def test_every_stage_has_its_next_stages_and_two_are_last() -> None:
    assert set(NEXT) == set(VisitStage)
    assert {stage for stage in NEXT if not NEXT[stage]} == {VisitStage.ENDED, VisitStage.CANCELLED}


def test_every_visit_but_a_periodic_one_is_ad_hoc() -> None:
    assert [kind for kind in VisitKind if not kind.is_ad_hoc] == [VisitKind.PERIODIC]
