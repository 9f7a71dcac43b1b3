"""The whole course of a visit, from the decision to go to the answer of the State: computed, never stored.

ECPT Art. 7 to 12, OPCAT Art. 13 to 16. The stages of ``visiting.NEXT`` are acts; what comes after the final talks is
read from what there is: observations put in writing, a report opened, adopted, transmitted, answered, published.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from unannounced.duties.profile import Mechanism
from unannounced.duties.treaty.dates import add_months
from unannounced.duties.visiting import UNKNOWN_TO_STATE, VisitKind, VisitStage
from unannounced.duties.words import say


class Step(StrEnum):
    """A step of the course of a visit."""

    PLANNED = "planned"
    ANNOUNCED = "announced"
    NOTIFIED = "notified"
    CONSULTED = "consulted"
    BEGUN = "begun"
    INTERRUPTED = "interrupted"
    TALKS = "talks"
    PRELIMINARY = "preliminary"
    DRAFTING = "drafting"
    ADOPTED = "adopted"
    TRANSMITTED = "transmitted"
    ANSWERED = "answered"
    FOLLOWED_UP = "followed_up"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


class Stands(StrEnum):
    """How a step stands."""

    REACHED = "reached"
    PASSED = "passed"
    NEXT = "next"
    LATE = "late"
    AHEAD = "ahead"


WORDS: dict[Step, str] = {
    Step.PLANNED: say("decided on"),
    Step.ANNOUNCED: say("announced in the programme of the year"),
    Step.NOTIFIED: say("State notified"),
    Step.CONSULTED: say("consultation on an objection settled"),
    Step.BEGUN: say("begun"),
    Step.INTERRUPTED: say("taken up again after the interruption"),
    Step.TALKS: say("final talks held"),
    Step.PRELIMINARY: say("preliminary observations put in writing"),
    Step.DRAFTING: say("report opened"),
    Step.ADOPTED: say("report adopted"),
    Step.TRANSMITTED: say("report transmitted"),
    Step.ANSWERED: say("response received"),
    Step.FOLLOWED_UP: say("nothing left to follow up"),
    Step.PUBLISHED: say("report published"),
    Step.CANCELLED: say("cancelled"),
}
STANDS_WORDS: dict[Stands, str] = {
    Stands.REACHED: say("done"),
    Stands.PASSED: say("gone past; no day is noted"),
    Stands.NEXT: say("next"),
    Stands.LATE: say("next, and late"),
    Stands.AHEAD: say("ahead"),
}
SHAPES: dict[Stands, str] = {
    Stands.REACHED: "check",
    Stands.PASSED: "dash",
    Stands.NEXT: "dot",
    Stands.LATE: "clock",
    Stands.AHEAD: "ring",
}
STOPS_NOTHING = frozenset({Step.ANNOUNCED, Step.CONSULTED, Step.PUBLISHED})
"""Steps that others do not wait for: no treaty says so of any of them."""


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """What there is of a visit and what became of it; a day is None where it is not known or has not come.

    ``consulting``: an objection waits to be settled; ``response_due_on`` is as the dialogue computes it, and
    ``open_items`` the number of items in which the State still has something to do, None before the report is
    transmitted.
    """

    stage: VisitStage
    kind: VisitKind
    begins: date
    ends: date
    planned_on: date | None = None
    announced_on: date | None = None
    notified_on: date | None = None
    consulting: bool = False
    begun_on: date | None = None
    interrupted_on: date | None = None
    talks_on: date | None = None
    cancelled_on: date | None = None
    preliminary_on: date | None = None
    opened_on: date | None = None
    adopted_on: date | None = None
    transmitted_on: date | None = None
    response_due_on: date | None = None
    answered_on: date | None = None
    open_items: int | None = None
    published_on: date | None = None


@dataclass(frozen=True, slots=True)
class CourseStep:
    """One step: how it stands, the day it was reached, and the day it is aimed at or due, where there is one."""

    step: Step
    stands: Stands
    day: date | None
    due_on: date | None = None

    @property
    def word(self) -> str:
        """The step in words, to be translated."""
        return WORDS[self.step]


@dataclass(frozen=True, slots=True)
class _Read:
    """A step as the facts have it: whether it was reached, when, and by when it should be."""

    step: Step
    reached: bool
    day: date | None = None
    due_on: date | None = None


def course(facts: CourseFacts, *, today: date, profile: Mechanism) -> tuple[CourseStep, ...]:
    """The steps of a visit in their order: those reached with their day, the next one, and those ahead.

    A step without a day that a later one has left behind is *passed*: it may have happened and was not noted. Steps
    that others do not wait for are never next while one of those that they do is open.
    """
    if facts.stage is VisitStage.CANCELLED:
        reached = [one for one in _before(facts, profile) if one.reached]
        done = (CourseStep(one.step, Stands.REACHED, one.day) for one in reached)
        return (*done, CourseStep(Step.CANCELLED, Stands.REACHED, facts.cancelled_on))
    steps = [*_before(facts, profile), *_after(facts, profile)]
    furthest = max(place for place, one in enumerate(steps) if one.reached and one.step is not Step.PUBLISHED)
    following = next((one.step for one in steps[furthest + 1 :] if _waits(one)), None)
    return tuple(_placed(one, place <= furthest, one.step is following, today) for place, one in enumerate(steps))


def next_step(steps: Sequence[CourseStep]) -> CourseStep | None:
    """The step that comes next; None where nothing is left, or the visit was cancelled."""
    return next((one for one in steps if one.stands in (Stands.NEXT, Stands.LATE)), None)


def report_aim(talks_on: date, profile: Mechanism) -> date:
    """The day by which the report is to be transmitted, as the mechanism aims at; no treaty says it."""
    return add_months(talks_on, profile.report_aim_months)


def _waits(one: _Read) -> bool:
    return not one.reached and one.step not in STOPS_NOTHING


def _placed(one: _Read, behind: bool, is_next: bool, today: date) -> CourseStep:
    if one.reached:
        stands = Stands.REACHED
    elif one.step is Step.CONSULTED:
        stands = Stands.NEXT
    elif behind:
        stands = Stands.PASSED
    elif not is_next:
        stands = Stands.AHEAD
    else:
        stands = Stands.LATE if one.due_on is not None and one.due_on < today else Stands.NEXT
    return CourseStep(one.step, stands, one.day if one.reached else None, one.due_on)


def _before(facts: CourseFacts, profile: Mechanism) -> Iterator[_Read]:
    """The steps up to the final talks; the programme, consultations and interruptions where there are such."""
    stage, kind = facts.stage, profile.visit_kind(facts.kind)
    begun = stage in (VisitStage.IN_PROGRESS, VisitStage.INTERRUPTED, VisitStage.ENDED)
    yield _Read(Step.PLANNED, True, facts.planned_on)
    announced = facts.announced_on is not None or stage is VisitStage.ANNOUNCED
    if announced or (kind is not None and kind.in_programme and stage is VisitStage.PLANNED):
        yield _Read(Step.ANNOUNCED, announced, facts.announced_on)
    if profile.notification == "required" or facts.notified_on is not None:
        told = facts.notified_on is not None or stage not in (*UNKNOWN_TO_STATE, VisitStage.CANCELLED)
        yield _Read(Step.NOTIFIED, told, facts.notified_on, facts.begins)
    if facts.consulting:
        yield _Read(Step.CONSULTED, False)
    yield _Read(Step.BEGUN, begun, facts.begun_on, facts.begins)
    if facts.interrupted_on is not None or stage is VisitStage.INTERRUPTED:
        yield _Read(Step.INTERRUPTED, stage is not VisitStage.INTERRUPTED)
    yield _Read(Step.TALKS, stage is VisitStage.ENDED, facts.talks_on, facts.ends)


def _after(facts: CourseFacts, profile: Mechanism) -> Iterator[_Read]:
    """What becomes of a visit after the final talks."""
    aim = report_aim(facts.talks_on or facts.ends, profile)
    yield _Read(Step.PRELIMINARY, facts.preliminary_on is not None, facts.preliminary_on)
    yield _Read(Step.DRAFTING, facts.opened_on is not None, facts.opened_on)
    yield _Read(Step.ADOPTED, facts.adopted_on is not None, facts.adopted_on, aim)
    yield _Read(Step.TRANSMITTED, facts.transmitted_on is not None, facts.transmitted_on, aim)
    yield _Read(Step.ANSWERED, facts.answered_on is not None, facts.answered_on, facts.response_due_on)
    yield _Read(Step.FOLLOWED_UP, facts.answered_on is not None and facts.open_items == 0)
    yield _Read(Step.PUBLISHED, facts.published_on is not None, facts.published_on)
