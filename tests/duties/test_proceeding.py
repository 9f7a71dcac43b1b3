"""The whole course of a visit, computed from what there is."""

from dataclasses import replace
from datetime import date
from typing import Any

from unannounced.crafts.profiles import shipped_profile
from unannounced.duties.proceeding import CourseFacts, Stands, Step, course, next_step, report_aim
from unannounced.duties.visiting import VisitKind, VisitStage

CPT, NATIONAL = shipped_profile("cpt"), shipped_profile("national")
PLANNED = CourseFacts(VisitStage.PLANNED, VisitKind.TARGETED, date(2026, 5, 4), date(2026, 5, 15))
ENDED = replace(
    PLANNED,
    stage=VisitStage.ENDED,
    notified_on=date(2026, 5, 2),
    begun_on=date(2026, 5, 4),
    talks_on=date(2026, 5, 15),
)


def stands(facts: CourseFacts, *, today: date = date(2026, 5, 1), profile: Any = CPT) -> dict[Step, Stands]:
    return {one.step: one.stands for one in course(facts, today=today, profile=profile)}


def following(facts: CourseFacts, *, today: date = date(2026, 5, 1), profile: Any = CPT) -> Any:
    found = next_step(course(facts, today=today, profile=profile))
    return (found.step, found.stands, found.due_on) if found else None


def test_a_planned_visit_waits_for_its_notification_and_is_late_once_it_should_have_begun() -> None:
    assert following(PLANNED) == (Step.NOTIFIED, Stands.NEXT, date(2026, 5, 4))
    assert following(PLANNED, today=date(2026, 5, 4)) == (Step.NOTIFIED, Stands.NEXT, date(2026, 5, 4))
    assert following(PLANNED, today=date(2026, 5, 5)) == (Step.NOTIFIED, Stands.LATE, date(2026, 5, 4))


def test_a_visit_that_needs_no_notification_begins_next() -> None:
    facts = replace(PLANNED, kind=VisitKind.REACTIVE)
    assert following(facts, profile=NATIONAL) == (Step.BEGUN, Stands.NEXT, date(2026, 5, 4))
    assert Step.NOTIFIED not in stands(facts, profile=NATIONAL)


def test_only_a_kind_of_the_programme_shows_the_programme_and_never_waits_for_it() -> None:
    assert Step.ANNOUNCED not in stands(PLANNED)
    periodic = replace(PLANNED, kind=VisitKind.PERIODIC)
    assert stands(periodic)[Step.ANNOUNCED] is Stands.AHEAD
    assert following(periodic)[0] is Step.NOTIFIED
    announced = replace(periodic, stage=VisitStage.ANNOUNCED, announced_on=date(2025, 11, 3))
    assert stands(announced)[Step.ANNOUNCED] is Stands.REACHED
    assert Step.ANNOUNCED not in stands(replace(periodic, stage=VisitStage.NOTIFIED, notified_on=date(2026, 5, 2)))


def test_an_objection_that_waits_for_consultation_is_next_before_anything_else() -> None:
    facts = replace(PLANNED, stage=VisitStage.NOTIFIED, notified_on=date(2026, 5, 2), consulting=True)
    assert following(facts)[0] is Step.CONSULTED
    assert following(replace(facts, consulting=False))[0] is Step.BEGUN


def test_an_interrupted_visit_waits_to_be_taken_up_again() -> None:
    facts = replace(ENDED, stage=VisitStage.INTERRUPTED, talks_on=None, interrupted_on=date(2026, 5, 8))
    assert following(facts)[0] is Step.INTERRUPTED
    assert stands(replace(facts, stage=VisitStage.IN_PROGRESS))[Step.INTERRUPTED] is Stands.REACHED


def test_after_the_talks_come_observations_report_transmission_and_answer() -> None:
    assert following(ENDED)[0] is Step.PRELIMINARY
    drafted = replace(ENDED, preliminary_on=date(2026, 5, 29), opened_on=date(2026, 6, 2))
    assert following(drafted) == (Step.ADOPTED, Stands.NEXT, date(2026, 11, 15))
    assert following(drafted, today=date(2026, 11, 16))[1] is Stands.LATE
    sent = replace(
        drafted,
        adopted_on=date(2026, 11, 6),
        transmitted_on=date(2026, 11, 20),
        response_due_on=date(2027, 5, 20),
        open_items=3,
    )
    assert following(sent, today=date(2027, 5, 20)) == (Step.ANSWERED, Stands.NEXT, date(2027, 5, 20))
    assert following(sent, today=date(2027, 5, 21))[1] is Stands.LATE
    answered = replace(sent, answered_on=date(2027, 5, 10))
    assert following(answered)[0] is Step.FOLLOWED_UP
    assert following(replace(answered, open_items=0)) is None


def test_what_was_not_noted_on_the_way_is_passed_and_never_said_to_be_done() -> None:
    found = stands(replace(ENDED, opened_on=date(2026, 6, 2)))
    assert found[Step.PRELIMINARY] is Stands.PASSED
    assert found[Step.DRAFTING] is Stands.REACHED


def test_publication_is_never_waited_for_and_stands_when_it_came_first() -> None:
    published = replace(ENDED, opened_on=date(2026, 6, 2), published_on=date(2026, 7, 1))
    assert stands(published)[Step.PUBLISHED] is Stands.REACHED
    assert following(published)[0] is Step.ADOPTED


def test_a_cancelled_visit_shows_what_it_had_reached_and_no_next_step() -> None:
    gone = replace(PLANNED, stage=VisitStage.CANCELLED, cancelled_on=date(2026, 5, 3))
    assert stands(gone) == {Step.PLANNED: Stands.REACHED, Step.CANCELLED: Stands.REACHED}
    told = stands(replace(gone, notified_on=date(2026, 5, 2)))
    assert list(told) == [Step.PLANNED, Step.NOTIFIED, Step.CANCELLED]
    assert following(gone) is None


def test_the_aim_for_the_report_is_counted_in_months_of_the_calendar() -> None:
    assert report_aim(date(2026, 8, 31), CPT) == date(2027, 2, 28)
