"""Check-lists: which may be entered and withdrawn, and which of them a visit uses (project rules)."""

from unannounced.duties.decision import Allowed, Decision, Refused, first_refusal
from unannounced.duties.profile import Mechanism
from unannounced.duties.visiting import VisitStage
from unannounced.duties.words import Sentence, say

OVER = frozenset({VisitStage.ENDED, VisitStage.CANCELLED})


def may_enter(
    *, first_problem: Sentence | None, problems: int, version_is_another: bool, profile: Mechanism
) -> Decision:
    """Whether a workbook may be entered: nothing is wrong with it, and its version is not that of other words.

    A version that was entered stays as it is, because answers were given to its questions.
    """
    if first_problem is not None:
        return Refused(
            say("The workbook has {problems} problems; the first is: {first}"),
            profile.cited("visit"),
            say("Correct the workbook and enter it again. `unannounced checklists check` names every problem."),
            {"problems": problems, "first": first_problem},
        )
    if version_is_another:
        return Refused(
            say("This version of the check-list was entered already, with other words."),
            profile.cited("visit"),
            say("Give the workbook another version in its sheet “settings”, and enter it again."),
        )
    return Allowed()


def may_withdraw(*, withdrawn: bool, profile: Mechanism) -> Decision:
    """Whether a version may be withdrawn: once. Visits that use it keep it."""
    if not withdrawn:
        return Allowed()
    return Refused(say("This version was withdrawn already."), profile.cited("visit"))


def may_choose(*, stage: VisitStage, withdrawn: bool, used: bool, other_version: bool, profile: Mechanism) -> Decision:
    """Whether a visit may use a version of a check-list: one version of each, while the visit is not over."""
    return first_refusal(
        _not_over(stage, profile),
        _not(
            withdrawn,
            say("This version was withdrawn."),
            say("Choose a version that is in use."),
            profile,
        ),
        _not(
            used,
            say("The visit uses this check-list already."),
            say("Nothing needs to be done."),
            profile,
        ),
        _not(
            other_version,
            say("The visit uses another version of this check-list."),
            say("Leave the other version out first; what was filled in by it stays readable."),
            profile,
        ),
    )


def may_leave_out(*, stage: VisitStage, left_out: bool, profile: Mechanism) -> Decision:
    """Whether a check-list may be left out of a visit again."""
    return first_refusal(
        _not_over(stage, profile),
        _not(left_out, say("It was left out already."), say("Nothing needs to be done."), profile),
    )


def _not_over(stage: VisitStage, profile: Mechanism) -> Decision:
    return _not(
        stage in OVER,
        say("The visit is over: its check-lists stay as they were."),
        say("Choose check-lists for a visit that is planned or under way."),
        profile,
    )


def _not(applies: bool, reason: str, instead: str, profile: Mechanism) -> Decision:
    return Refused(reason, profile.cited("visit"), instead) if applies else Allowed()
