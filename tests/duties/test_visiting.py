"""Visits: when a State may be visited, and who goes."""

from datetime import date, timedelta
from typing import Any

import pytest

from unannounced.crafts.profiles import shipped_profile
from unannounced.duties.decision import Decision, Refused
from unannounced.duties.going import (
    SaidOfIcrc,
    icrc_on,
    may_be_there_on,
    may_begin,
    may_end,
    may_have_happened,
    may_interrupt,
    may_record_place,
    may_take_up,
    not_visited_by_icrc,
    sound_times,
)
from unannounced.duties.notifying import all_named, may_add_letter, may_announce_place, may_notify
from unannounced.duties.visiting import (
    NEXT,
    VisitKind,
    VisitStage,
    following,
    is_ad_hoc,
    may_announce,
    may_be_of_kind,
    may_cancel,
    may_change_delegation,
    may_plan,
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


@pytest.mark.parametrize(
    "stage", [VisitStage.NOTIFIED, VisitStage.IN_PROGRESS, VisitStage.INTERRUPTED, VisitStage.ENDED]
)
def test_a_place_visited_is_recorded_once_the_state_is_notified(stage: VisitStage) -> None:
    assert may_record_place(stage=stage, profile=CPT)


@pytest.mark.parametrize("stage", [VisitStage.PLANNED, VisitStage.ANNOUNCED, VisitStage.CANCELLED])
def test_no_place_is_recorded_before_notification_or_after_cancelling(stage: VisitStage) -> None:
    assert why(may_record_place(stage=stage, profile=CPT))


def test_every_stage_has_its_next_stages_and_two_are_last() -> None:
    assert set(NEXT) == set(VisitStage)
    assert {stage for stage in NEXT if not NEXT[stage]} == {VisitStage.ENDED, VisitStage.CANCELLED}


def test_a_visit_that_needs_notification_does_not_begin_without_and_another_does() -> None:
    assert VisitStage.IN_PROGRESS not in following(VisitStage.PLANNED, CPT)
    assert VisitStage.IN_PROGRESS not in following(VisitStage.ANNOUNCED, SPT)
    assert VisitStage.IN_PROGRESS in following(VisitStage.PLANNED, NATIONAL)
    facts: dict[str, Any] = {"stage": VisitStage.PLANNED, "notified_on": None, "on": BEGINS, "today": TODAY}
    assert "open only to a visit that is notified" in why(may_begin(profile=CPT, **facts))
    assert may_begin(profile=NATIONAL, **facts)


def test_each_mechanism_has_kinds_of_its_own() -> None:
    assert may_be_of_kind(VisitKind.PERIODIC, profile=CPT)
    assert "no kind of visit of this mechanism" in why(may_be_of_kind(VisitKind.REGULAR, profile=CPT))
    assert may_be_of_kind(VisitKind.REGULAR, profile=SPT)
    assert may_be_of_kind(VisitKind.REACTIVE, profile=NATIONAL)
    assert [is_ad_hoc(kind, CPT) for kind in (VisitKind.PERIODIC, VisitKind.TARGETED)] == [False, True]
    assert is_ad_hoc(VisitKind.REGULAR, CPT) is None


def announce(**other: Any) -> Decision:
    facts = {"stage": VisitStage.PLANNED, "kind": VisitKind.PERIODIC, "begins": BEGINS, "ends": date(2026, 5, 15)}
    days = {"year": 2026, "on": date(2025, 11, 3), "today": date(2025, 11, 4), "profile": CPT}
    return may_announce(**{**facts, **days, **other})


def test_only_kinds_of_the_programme_are_announced_and_in_their_year() -> None:
    assert announce()
    assert "not announced in a programme" in why(announce(kind=VisitKind.RAPID_REACTION))
    assert "not announced in a programme" in why(announce(kind=VisitKind.IN_DEPTH, profile=NATIONAL))
    assert announce(kind=VisitKind.REGULAR, profile=SPT)
    assert "does not lie in 2027" in why(announce(year=2027))
    assert announce(year=2027, begins=date(2026, 12, 28), ends=date(2027, 1, 8))
    assert "in the future" in why(announce(on=date(2025, 11, 5)))
    assert "after the visit begins" in why(announce(on=date(2026, 5, 5), today=TODAY))
    assert "open only to a visit that is planned" in why(announce(stage=VisitStage.NOTIFIED))


def test_a_visit_is_cancelled_before_it_begins_and_with_a_reason() -> None:
    facts: dict[str, Any] = {"on": TODAY, "because": "The border is closed.", "today": TODAY, "profile": CPT}
    assert may_cancel(stage=VisitStage.PLANNED, **facts)
    assert may_cancel(stage=VisitStage.NOTIFIED, **facts)
    assert not may_cancel(stage=VisitStage.IN_PROGRESS, **facts)
    assert not may_cancel(stage=VisitStage.PLANNED, **{**facts, "because": " "})


def test_a_delegation_changes_until_the_visit_is_over() -> None:
    assert may_change_delegation(stage=VisitStage.INTERRUPTED, profile=CPT)
    assert why(may_change_delegation(stage=VisitStage.ENDED, profile=CPT))
    assert why(may_change_delegation(stage=VisitStage.CANCELLED, profile=CPT))


def test_a_visit_is_interrupted_with_a_reason_and_taken_up_again_after() -> None:
    facts: dict[str, Any] = {"first": BEGINS, "because": "Access refused.", "today": TODAY, "profile": CPT}
    assert may_interrupt(stage=VisitStage.IN_PROGRESS, on=TODAY, **facts)
    assert "before it began" in why(may_interrupt(stage=VisitStage.IN_PROGRESS, on=date(2026, 5, 3), **facts))
    assert not may_interrupt(stage=VisitStage.NOTIFIED, on=TODAY, **facts)
    assert not may_interrupt(stage=VisitStage.IN_PROGRESS, on=TODAY, **{**facts, "because": ""})
    again: dict[str, Any] = {"interrupted_on": date(2026, 5, 7), "today": TODAY, "profile": CPT}
    assert may_take_up(stage=VisitStage.INTERRUPTED, on=date(2026, 5, 7), **again)
    assert "before it was interrupted" in why(may_take_up(stage=VisitStage.INTERRUPTED, on=date(2026, 5, 6), **again))
    assert "not interrupted" in why(may_take_up(stage=VisitStage.NOTIFIED, on=TODAY, **again))


def test_everybody_who_assists_was_named_in_a_letter_before_the_visit_begins() -> None:
    assert all_named([], profile=CPT)
    assert "Ruth Ankersen" in why(all_named(["Ruth Ankersen"], profile=CPT))
    assert "14(1)" in why(all_named(["Ruth Ankersen"], profile=CPT))
    assert all_named(["Ruth Ankersen"], profile=NATIONAL)


def test_a_further_letter_comes_after_the_first_and_before_the_end() -> None:
    facts: dict[str, Any] = {"notified_on": BEGINS, "day": TODAY, "today": TODAY, "profile": CPT}
    assert may_add_letter(stage=VisitStage.IN_PROGRESS, **facts)
    assert "not been notified" in why(may_add_letter(stage=VisitStage.PLANNED, **{**facts, "notified_on": None}))
    assert "before the notification" in why(
        may_add_letter(stage=VisitStage.NOTIFIED, **{**facts, "day": date(2026, 5, 3)})
    )
    assert "in the future" in why(may_add_letter(stage=VisitStage.NOTIFIED, **{**facts, "day": date(2026, 5, 11)}))
    assert "over or cancelled" in why(may_add_letter(stage=VisitStage.ENDED, **facts))


def announce_place(**other: Any) -> Decision:
    facts = {"stage": VisitStage.NOTIFIED, "notified_on": date(2026, 5, 2), "ends": date(2026, 5, 15)}
    return may_announce_place(
        **{**facts, "on": date(2026, 5, 3), "one_state": True, "today": TODAY, "profile": CPT, **other}
    )


def test_no_place_is_announced_while_the_state_does_not_know_of_the_visit() -> None:
    assert announce_place()
    assert "sealed itinerary" in str(announce_place(stage=VisitStage.PLANNED, notified_on=None).way_out)  # type: ignore[union-attr]
    assert "does not know" in why(announce_place(stage=VisitStage.ANNOUNCED, notified_on=None))
    assert "before the notification" in why(announce_place(on=date(2026, 5, 1)))
    assert "after the visit ended" in why(announce_place(on=date(2026, 5, 16), today=date(2026, 6, 1)))
    assert "another State" in why(announce_place(one_state=False))
    assert "in the future" in why(announce_place(on=date(2026, 5, 11)))


def test_the_delegation_is_somewhere_only_on_a_day_of_the_visit() -> None:
    facts: dict[str, Any] = {"begins": BEGINS, "ends": date(2026, 5, 15), "today": TODAY, "profile": CPT}
    assert may_be_there_on(BEGINS, **facts)
    assert "outside the visit" in why(may_be_there_on(date(2026, 5, 3), **facts))
    assert "in the future" in why(may_be_there_on(date(2026, 5, 12), **facts))


def test_nothing_happens_on_a_visit_of_which_the_state_does_not_know() -> None:
    assert may_have_happened(stage=VisitStage.INTERRUPTED, profile=CPT)
    assert "has not been notified" in why(may_have_happened(stage=VisitStage.ANNOUNCED, profile=CPT))
    assert "has not begun" in why(may_have_happened(stage=VisitStage.PLANNED, profile=NATIONAL))
    assert "has not begun" in why(may_record_place(stage=VisitStage.PLANNED, profile=NATIONAL))
    assert "cancelled" in why(may_have_happened(stage=VisitStage.CANCELLED, profile=CPT))


def test_times_of_a_day_are_such_and_nobody_leaves_before_they_came() -> None:
    assert sound_times("", "", profile=CPT)
    assert sound_times("09:30", "17:05", profile=CPT)
    assert "no time of day" in why(sound_times("9:30", "", profile=CPT))
    assert "no time of day" in why(sound_times("", "24:00", profile=CPT))
    assert "before it arrived" in why(sound_times("17:05", "09:30", profile=CPT))


def icrc(visits: bool, since: date, until: date | None = None) -> SaidOfIcrc:
    return SaidOfIcrc(visits, since, until, "a letter")


def test_what_the_icrc_visits_regularly_is_barred_for_the_cpt_alone_on_these_days() -> None:
    word = icrc(True, date(2025, 1, 1), date(2025, 12, 31))
    assert icrc_on([word], date(2025, 12, 31), date(2026, 1, 5)) is word
    assert icrc_on([word], date(2026, 1, 1), date(2026, 1, 5)) is None
    assert icrc_on([word], date(2024, 12, 20), date(2024, 12, 31)) is None
    assert icrc_on([word], date(2024, 12, 20), date(2025, 1, 1)) is word
    assert "17(3)" in why(not_visited_by_icrc(word, place="Bresk Prison", profile=CPT))
    assert not_visited_by_icrc(word, place="Bresk Prison", profile=SPT)
    assert not_visited_by_icrc(word, place="Bresk Prison", profile=NATIONAL)
    assert not_visited_by_icrc(None, place="Bresk Prison", profile=CPT)


def test_the_latest_word_on_the_icrc_holds_and_of_two_for_one_day_the_one_that_bars() -> None:
    yes, no = icrc(True, date(2024, 1, 1)), icrc(False, date(2025, 6, 1))
    assert icrc_on([yes, no], BEGINS, BEGINS) is None
    assert icrc_on([no, yes], date(2025, 5, 31), BEGINS) is yes
    assert icrc_on([yes, icrc(False, date(2024, 1, 1))], BEGINS, BEGINS) is yes
    short = icrc(False, date(2026, 5, 1), date(2026, 5, 6))
    assert icrc_on([yes, short], BEGINS, date(2026, 5, 6)) is None
    assert icrc_on([yes, short], BEGINS, date(2026, 5, 7)) is yes
