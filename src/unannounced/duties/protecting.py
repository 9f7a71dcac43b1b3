"""Cases of reprisal: what was done to somebody for having spoken, what they agreed to, and when they are called again.

Nobody may be harmed for what they told the mechanism, true or false (OPCAT Art. 15, 21(1)); under the ECPT it is a
failure to cooperate (Art. 3). A case is kept apart from every communication, and tells of a person by a word alone.
"""

from datetime import date
from enum import StrEnum

from unannounced.duties.decision import Allowed, Decision, Refused
from unannounced.duties.treaty.dates import add_months
from unannounced.duties.words import say

NO_REPRISALS = "OPCAT Art. 15, 21(1)"
KEEP_MONTHS = 24
"""Months for which a case is kept after it was closed, unless somebody says otherwise (project choice)."""
MOST_MONTHS = 120
"""Longer than this none is kept (project choice)."""


class CaseStage(StrEnum):
    """How far a case has come."""

    OPEN = "open"
    CLOSED = "closed"


STAGE_WORDS: dict[CaseStage, str] = {CaseStage.OPEN: say("open"), CaseStage.CLOSED: say("closed")}
NEXT: dict[CaseStage, tuple[CaseStage, ...]] = {
    CaseStage.OPEN: (CaseStage.CLOSED,),
    CaseStage.CLOSED: (CaseStage.OPEN,),
}


class Step(StrEnum):
    """What the person is asked to agree to."""

    RAISE = "raise"
    SHARE = "share"
    VISIT = "visit"
    PUBLISH = "publish"


STEP_WORDS: dict[Step, str] = {
    Step.RAISE: say("raising it with the authorities"),
    Step.SHARE: say("telling another body"),
    Step.VISIT: say("being visited because of it"),
    Step.PUBLISH: say("writing of it in public without them being recognisable"),
}


class PartKind(StrEnum):
    """What a sealed part of a case is."""

    CONTACTS = "contacts"
    NOTE = "note"


PART_WORDS: dict[PartKind, str] = {
    PartKind.CONTACTS: say("how the person can be reached without danger"),
    PartKind.NOTE: say("a note on a call"),
}


def must_be_entrusted(*, entrusted: bool) -> Decision:
    """A case of reprisal is for those who were entrusted with it."""
    if entrusted:
        return Allowed()
    return Refused(
        say("You were not entrusted with this case."), NO_REPRISALS, say("Ask somebody who was entrusted with it.")
    )


def may_entrust(*, keeps: bool, entrusted: bool) -> Decision:
    """Whether somebody may be entrusted with a case: a keeper of the register of communications, once."""
    if entrusted:
        return Refused(say("They were entrusted with it already."), NO_REPRISALS)
    if keeps:
        return Allowed()
    return Refused(
        say("Only a keeper of the register of communications is entrusted with a case of reprisal."),
        NO_REPRISALS,
        say("Choose a keeper."),
    )


def may_go_to(stage: CaseStage, to: CaseStage) -> Decision:
    """Whether a case may go from ``stage`` to ``to``."""
    if to in NEXT[stage]:
        return Allowed()
    return Refused(
        say("The case is {stage} already."), NO_REPRISALS, say("Load the page again."), {"stage": STAGE_WORDS[stage]}
    )


def may_open(authority: str, act: str, *, happened_on: date | None, today: date) -> Decision:
    """Whether a case may be opened: it says which authority did what, and not in the future."""
    if not authority.strip() or not act.strip():
        return Refused(
            say("It does not say who did what."), NO_REPRISALS, say("Write it so that nobody can be recognised by it.")
        )
    if happened_on is not None and happened_on > today:
        return Refused(say("{day} is in the future."), NO_REPRISALS, say("Correct the day."), {"day": happened_on})
    return Allowed()


def may_hold_call(*, held: bool, held_on: date, today: date) -> Decision:
    """Whether it may be noted that a call was held: once, and not before it was."""
    if held:
        return Refused(say("It is noted already that this call was held."), NO_REPRISALS)
    if held_on > today:
        return Refused(say("{day} is in the future."), NO_REPRISALS, say("Correct the day."), {"day": held_on})
    return Allowed()


def may_end_trust(*, others: int) -> Decision:
    """Whether somebody may stop dealing with a case: not the last one, or nobody would call any more."""
    if others:
        return Allowed()
    return Refused(say("Nobody else was entrusted with this case."), NO_REPRISALS, say("Entrust somebody else first."))


def must_be_open(stage: CaseStage) -> Decision:
    """A case that is closed holds nothing and nobody calls: it is linked, and calls are planned, while it is open."""
    if stage is CaseStage.OPEN:
        return Allowed()
    return Refused(say("The case is closed."), NO_REPRISALS, say("Open it again first."))


# How long a case is kept


def erasure_on(*, closed_on: date | None, months: int) -> date | None:
    """The day from which a case is to be erased: so many months after it was closed; None while it is open.

    Raises ``ValueError`` for fewer than one month.

    >>> erasure_on(closed_on=date(2026, 11, 30), months=3)
    datetime.date(2027, 2, 28)
    """
    if months < 1:
        raise ValueError("What is kept is kept for a month at least.")
    return None if closed_on is None else add_months(closed_on, months)


def may_keep_for(months: int) -> Decision:
    """Whether a case may be kept for so many months after it was closed."""
    if 1 <= months <= MOST_MONTHS:
        return Allowed()
    return Refused(
        say("A case of reprisal is kept for 1 to {most} months after it was closed."),
        NO_REPRISALS,
        say("Choose a number of months between these."),
        {"most": MOST_MONTHS},
    )
