"""The end of a visit: final talks, immediate observations with the day due, preliminary observations, the grade.

ECPT Art. 8(5), 10(1), 3; OPCAT Art. 16(1). How long a State has to answer an immediate observation is decided each
time, one, two or three months as a rule; the profile says what is usual. A day that the rule gives moves to the next
working day, as that of every answer does; one that somebody set stands.
"""

from datetime import date

from unannounced.duties.decision import Decision, Refused, first_refusal
from unannounced.duties.dialogue import DueDate, due_date
from unannounced.duties.going import may_have_happened
from unannounced.duties.noting import may_keep
from unannounced.duties.profile import Mechanism
from unannounced.duties.resting import as_decided
from unannounced.duties.visiting import VisitStage, not_in_future
from unannounced.duties.words import Sentence, say


def due_after(made_on: date, profile: Mechanism) -> DueDate:
    """The day by which a State is asked to answer an immediate observation, unless another one is set."""
    return due_date(made_on, profile.immediate_months, profile, rule=profile.cited("immediate_observation"))


def due_as_set(made_on: date, due_on: date, profile: Mechanism) -> DueDate:
    """The day ``due_on`` that is kept with an observation of ``made_on``: by the rule, or set by somebody."""
    usual = due_after(made_on, profile)
    if due_on == usual.day:
        return usual
    said = say("Set for the observation made on {made_on}: {due_on}.")
    return DueDate(due_on, (Sentence(said, {"made_on": made_on, "due_on": due_on}), *as_decided(due_on, profile)))


def may_hold_talks(
    *, stage: VisitStage, known_from: date | None, day: date, present: str, today: date, profile: Mechanism
) -> Decision:
    """Whether talks of the day ``day`` may be noted: with somebody, and not before the State knew of the visit."""
    return first_refusal(
        may_have_happened(stage=stage, profile=profile), _not_before(day, known_from, today, profile), may_keep(present)
    )


def may_observe_at_once(
    *,
    stage: VisitStage,
    known_from: date | None,
    made_on: date,
    due_on: date,
    text: str,
    today: date,
    profile: Mechanism,
) -> Decision:
    """Whether an immediate observation may be made on ``made_on``, to be answered by ``due_on``."""
    if due_on < made_on:
        return Refused(
            say("An answer cannot be due on {due_on}, before it is asked for on {made_on}."),
            profile.cited("immediate_observation"),
            say("Set a later day, as a rule one, two or three months on."),
            {"due_on": due_on, "made_on": made_on},
        )
    return first_refusal(
        may_have_happened(stage=stage, profile=profile),
        _not_before(made_on, known_from, today, profile),
        may_keep(text),
    )


def may_answer(
    *, made_on: date, answered_on: date, answered_before: date | None, answer: str, today: date, profile: Mechanism
) -> Decision:
    """Whether the answer to an immediate observation may be noted: once, and not before it was made."""
    rule = profile.cited("immediate_observation")
    if answered_before is not None:
        return Refused(
            say("An answer of {day} is noted already."),
            rule,
            say("Make another observation if the State is to say more, or note what it says in the dialogue."),
            {"day": answered_before},
        )
    if answered_on < made_on:
        return Refused(
            say("The answer cannot have come on {answered_on}, before the observation was made on {made_on}."),
            rule,
            say("Correct the day."),
            {"answered_on": answered_on, "made_on": made_on},
        )
    return first_refusal(
        not_in_future(answered_on, today, "immediate_observation", profile),
        may_keep(answer),
    )


def may_put_in_writing(
    *, talks_on: date | None, on: date, before: date | None, today: date, profile: Mechanism
) -> Decision:
    """Whether preliminary observations may be noted as put in writing on the day ``on``: after the talks, and once."""
    rule = profile.cited("report")
    if before is not None:
        return Refused(
            say("The preliminary observations of {day} are noted already."),
            rule,
            say("What is to be added stands in the report."),
            {"day": before},
        )
    if talks_on is None:
        return Refused(
            say("The final talks have not been held; what is told there is put in writing afterwards."),
            rule,
            say("End the visit with the final talks first."),
        )
    if on < talks_on:
        return Refused(
            say("The preliminary observations cannot be of {on}, before the final talks on {talks_on}."),
            rule,
            say("Correct the day."),
            {"on": on, "talks_on": talks_on},
        )
    return not_in_future(on, today, "report", profile)


def may_grade(*, because: str, on: date, known_from: date | None, today: date, profile: Mechanism) -> Decision:
    """Whether the cooperation may be graded: by reasons, once the State knew of the visit; it may have refused it."""
    if known_from is None:
        return Refused(
            say("The cooperation cannot be graded yet: the State does not know of the visit."),
            profile.cited("cooperation"),
            say("Grade it at the end of the visit, by what was noted on access and interviews."),
        )
    return first_refusal(_not_before(on, known_from, today, profile), may_keep(because))


def _not_before(day: date, known_from: date | None, today: date, profile: Mechanism) -> Decision:
    if known_from is not None and day < known_from:
        return Refused(
            say("{day} is before the day on which the State knew of the visit, {known_from}."),
            profile.cited("visit"),
            say("Correct the day."),
            {"day": day, "known_from": known_from},
        )
    return not_in_future(day, today, "visit", profile)
