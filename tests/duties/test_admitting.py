"""Access: what may be noted of it, the end of a visit, and the grade that the notes would bear."""

from datetime import date
from typing import Any

import pytest

from unannounced.crafts.profiles import shipped_profile
from unannounced.duties.admitting import (
    Cooperation,
    Hindrance,
    HindranceFact,
    may_count_interviews,
    may_note,
    may_overcome,
    may_take_back,
    suggested_grade,
)
from unannounced.duties.concluding import (
    due_after,
    due_as_set,
    may_answer,
    may_grade,
    may_hold_talks,
    may_observe_at_once,
    may_put_in_writing,
)
from unannounced.duties.decision import Decision, Refused
from unannounced.duties.visiting import VisitStage

CPT = shipped_profile("cpt")
DAY, TODAY = date(2026, 5, 4), date(2026, 5, 10)


def why(decision: Decision) -> str:
    assert isinstance(decision, Refused), decision
    assert str(decision.way_out)
    return str(decision)


def note(**other: Any) -> Decision:
    facts = {"hindrance": Hindrance.WAITED, "day": DAY, "at_time": "09:02", "minutes": 45, "overcome_on": DAY}
    return may_note(**{**facts, "why": "", "today": TODAY, "profile": CPT, **other})


def test_a_wait_is_noted_with_its_minutes_or_a_word_on_it() -> None:
    assert note()
    assert note(minutes=None, why="No reason was given.")
    assert "neither said how long" in why(note(minutes=None))
    assert note(hindrance=Hindrance.REFUSED_RECORDS, minutes=None)
    assert "no time that a delegation waits" in why(note(minutes=-1))
    assert "no time that a delegation waits" in why(note(minutes=60 * 24 * 7 + 1))
    assert "no time of day" in why(note(at_time="9.02"))


def test_access_is_given_after_all_not_before_it_was_refused() -> None:
    facts: dict[str, Any] = {"day": DAY, "today": TODAY, "profile": CPT}
    assert may_overcome(overcome_on=None, **facts)
    assert may_overcome(overcome_on=TODAY, **facts)
    assert "after all" in why(may_overcome(overcome_on=date(2026, 5, 3), **facts))
    assert "after all" in why(may_overcome(overcome_on=date(2026, 5, 11), **facts))


def test_an_interview_that_was_not_in_private_says_why() -> None:
    facts: dict[str, Any] = {"persons": 1, "not_private_because": "", "profile": CPT}
    assert may_count_interviews(private=True, **facts)
    assert may_count_interviews(private=None, **facts)
    assert "not in private" in why(may_count_interviews(private=False, **facts))
    assert may_count_interviews(private=False, **{**facts, "not_private_because": "A guard stood in the door."})
    assert "1 to 500" in why(may_count_interviews(private=True, **{**facts, "persons": 0}))


def test_what_was_noted_by_mistake_is_taken_back_once_and_with_a_reason() -> None:
    assert may_take_back(taken_back=False, because="Another place.")
    assert "already" in why(may_take_back(taken_back=True, because="Another place."))
    assert not may_take_back(taken_back=False, because="")


def fact(what: Hindrance, overcome: bool = False, minutes: int | None = None) -> HindranceFact:
    return HindranceFact(what, minutes, overcome)


@pytest.mark.parametrize(
    ("noted", "waits", "not_private", "grade"),
    [
        ([], [0, 20, 30], 0, Cooperation.VERY_GOOD),
        ([], [31], 0, Cooperation.GOOD),
        ([fact(Hindrance.REFUSED_RECORDS, overcome=True)], [5], 0, Cooperation.GOOD),
        ([], [120], 0, Cooperation.MIXED),
        ([fact(Hindrance.WAITED, minutes=120)], [5], 0, Cooperation.MIXED),
        ([], [5], 1, Cooperation.MIXED),
        ([fact(Hindrance.REFUSED_PART)], [5], 0, Cooperation.MIXED),
        ([fact(Hindrance.REFUSED_PART)] * 3, [5], 0, Cooperation.POOR),
        ([fact(Hindrance.REFUSED_ENTRY)], [5], 0, Cooperation.POOR),
        ([fact(Hindrance.REFUSED_ENTRY, overcome=True)], [5], 0, Cooperation.GOOD),
        ([fact(Hindrance.REFUSED_ENTRY)], [], 0, Cooperation.REFUSED),
    ],
)
def test_a_grade_is_proposed_from_what_was_noted_with_its_reasons(
    noted: list[HindranceFact], waits: list[int], not_private: int, grade: Cooperation
) -> None:
    found = suggested_grade(noted, waits, places=len(waits), not_private=not_private)
    assert found is not None
    assert found.grade is grade
    assert all(str(reason) for reason in found.reasons)


def test_nothing_is_proposed_where_nothing_was_noted_and_no_place_visited() -> None:
    assert suggested_grade([], [], places=0, not_private=0) is None


def test_the_best_grade_is_never_proposed_by_itself() -> None:
    found = suggested_grade([], [0], places=1, not_private=0)
    assert found is not None
    assert found.grade is not Cooperation.EXCELLENT


def test_an_immediate_observation_is_due_after_the_months_of_the_mechanism_or_as_decided() -> None:
    assert due_after(date(2026, 1, 30), CPT).day == date(2026, 3, 2)
    assert "is not a working day" in str(due_after(date(2026, 1, 30), CPT).steps[-1])
    assert due_as_set(date(2026, 1, 30), date(2026, 3, 2), CPT) == due_after(date(2026, 1, 30), CPT)
    decided = due_as_set(date(2026, 1, 30), date(2026, 2, 28), CPT)
    assert decided.day == date(2026, 2, 28)
    assert "it stands, because it was decided" in str(decided.steps[-1])
    facts: dict[str, Any] = {"stage": VisitStage.ENDED, "known_from": DAY, "text": "Close the cell.", "today": TODAY}
    assert may_observe_at_once(made_on=DAY, due_on=date(2026, 8, 4), profile=CPT, **facts)
    assert "before it is asked for" in why(
        may_observe_at_once(made_on=DAY, due_on=date(2026, 5, 3), profile=CPT, **facts)
    )
    assert "knew of the visit" in why(may_observe_at_once(made_on=date(2026, 5, 3), due_on=TODAY, profile=CPT, **facts))


def test_talks_are_with_somebody_and_after_the_state_knew() -> None:
    facts: dict[str, Any] = {"stage": VisitStage.IN_PROGRESS, "known_from": DAY, "today": TODAY, "profile": CPT}
    assert may_hold_talks(day=TODAY, present="the Minister of Justice", **facts)
    assert not may_hold_talks(day=TODAY, present="", **facts)
    assert "knew of the visit" in why(may_hold_talks(day=date(2026, 5, 3), present="a minister", **facts))


def test_an_answer_is_noted_once_and_not_before_the_observation() -> None:
    facts: dict[str, Any] = {"made_on": DAY, "answer": "It was closed.", "today": TODAY, "profile": CPT}
    assert may_answer(answered_on=TODAY, answered_before=None, **facts)
    assert "noted already" in why(may_answer(answered_on=TODAY, answered_before=TODAY, **facts))
    assert "before the observation" in why(may_answer(answered_on=date(2026, 5, 3), answered_before=None, **facts))


def test_preliminary_observations_are_put_in_writing_after_the_talks_and_once() -> None:
    facts: dict[str, Any] = {"today": TODAY, "profile": CPT}
    assert may_put_in_writing(talks_on=DAY, on=TODAY, before=None, **facts)
    assert "have not been held" in why(may_put_in_writing(talks_on=None, on=TODAY, before=None, **facts))
    assert "before the final talks" in why(may_put_in_writing(talks_on=TODAY, on=DAY, before=None, **facts))
    assert "noted already" in why(may_put_in_writing(talks_on=DAY, on=TODAY, before=TODAY, **facts))


def test_cooperation_is_graded_by_reasons_once_the_state_knew() -> None:
    facts: dict[str, Any] = {"on": TODAY, "today": TODAY, "profile": CPT}
    assert may_grade(because="Doors were opened at once.", known_from=DAY, **facts)
    assert "does not know" in why(may_grade(because="Doors were opened.", known_from=None, **facts))
    assert not may_grade(because=" ", known_from=DAY, **facts)
