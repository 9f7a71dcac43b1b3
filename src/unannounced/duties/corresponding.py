"""Communications on their way through the office: ways in, stages, what they consist of, who may deal with them.

Who keeps the register knows that a communication came; only who is assigned reads it. A communication tells of others,
and whoever wrote it may be harmed for it (OPCAT Art. 15, 21; ECPT Art. 11).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from unannounced.duties.confidentiality import Role
from unannounced.duties.decision import Allowed, Decision, Refused
from unannounced.duties.profile import Mechanism
from unannounced.duties.words import say

KEEP_MONTHS = 24
"""Months for which a communication is kept after it was closed, unless somebody says otherwise (project choice)."""
MOST_MONTHS = 120
"""Longer than this none is kept (project choice)."""
CONTENT_DAYS = say("Rule of this software: a letter is written, stamped, posted and delivered in this order")


class WayIn(StrEnum):
    """How a communication came."""

    INTAKE = "intake"
    PAPER = "paper"
    TELEPHONE = "telephone"
    EMAIL = "email"
    INTERVIEW = "interview"
    HANDED_OVER = "handed_over"


WAY_IN_WORDS: dict[WayIn, str] = {
    WayIn.INTAKE: say("through the intake room"),
    WayIn.PAPER: say("on paper"),
    WayIn.TELEPHONE: say("by telephone, told to the office"),
    WayIn.EMAIL: say("by e-mail"),
    WayIn.INTERVIEW: say("in an interview"),
    WayIn.HANDED_OVER: say("handed over by a lawyer or an organisation"),
}


class Stage(StrEnum):
    """How far a communication has come."""

    RECEIVED = "received"
    OPEN = "open"
    CLOSED = "closed"


STAGE_WORDS: dict[Stage, str] = {
    Stage.RECEIVED: say("received, assigned to nobody yet"),
    Stage.OPEN: say("open"),
    Stage.CLOSED: say("closed"),
}
NEXT: dict[Stage, tuple[Stage, ...]] = {
    Stage.RECEIVED: (Stage.OPEN, Stage.CLOSED),
    Stage.OPEN: (Stage.CLOSED,),
    Stage.CLOSED: (Stage.OPEN,),
}
"""Assigning opens what was received; a further letter opens again what was closed. Erasing closes, from any stage."""


class PieceKind(StrEnum):
    """What a sealed piece of a communication is."""

    LETTER = "letter"
    WHO = "who"
    FILE = "file"
    ORIGINAL = "original"
    TRANSCRIPT = "transcript"
    NOTE = "note"
    ANSWER = "answer"
    REFERRED = "referred"


PIECE_WORDS: dict[PieceKind, str] = {
    PieceKind.LETTER: say("what was written or told"),
    PieceKind.WHO: say("who wrote"),
    PieceKind.FILE: say("a file that came with it"),
    PieceKind.ORIGINAL: say("the original, as it came"),
    PieceKind.TRANSCRIPT: say("a transcript or translation"),
    PieceKind.NOTE: say("a note of the office, which the sender never sees"),
    PieceKind.ANSWER: say("an answer, as it was given"),
    PieceKind.REFERRED: say("the copy that was referred, without what could harm"),
}
ADDED_BY_THE_OFFICE = frozenset({PieceKind.ORIGINAL, PieceKind.TRANSCRIPT, PieceKind.NOTE, PieceKind.LETTER})
"""What somebody assigned may add; answers and copies that are referred come with acts of their own."""


class AnswerKind(StrEnum):
    """What an answer does."""

    ACKNOWLEDGED = "acknowledged"
    ASKED = "asked"
    ANSWERED = "answered"
    ROUTES = "routes"


ANSWER_WORDS: dict[AnswerKind, str] = {
    AnswerKind.ACKNOWLEDGED: say("says that it came"),
    AnswerKind.ASKED: say("asks something"),
    AnswerKind.ANSWERED: say("answers"),
    AnswerKind.ROUTES: say("says which bodies can decide"),
}


# Who deals with one


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be assigned: whether they keep the register, and what stands between them and this one."""

    keeps: bool
    has_conflict: bool
    assigned: bool
    roles: frozenset[Role]
    nationality: str


def is_own_state(*, nationality: str, roles: Collection[Role], state: str, profile: Mechanism) -> bool:
    """Whether a communication concerns the State of a member's own nationality, as for visits (``composing``)."""
    own = bool(state) and nationality == state
    return own and Role.MEMBER in roles and bool(profile.convention)


def may_assign(one: Candidate, *, stage: Stage, state: str, profile: Mechanism) -> Decision:
    """Whether a communication that concerns ``state`` ("" if nobody knows) may be assigned to somebody."""
    if one.assigned:
        return Refused(say("It is assigned to them already."), profile.cited("confidentiality"))
    if one.has_conflict or not one.keeps:
        return Refused(
            say("It cannot be assigned to them."),
            profile.cited("confidentiality"),
            say("Assign it to a keeper of the register who has declared no conflict of interest."),
        )
    if stage is Stage.CLOSED:
        return Refused(say("It is closed."), profile.cited("confidentiality"), say("Open it again first."))
    if is_own_state(nationality=one.nationality, roles=one.roles, state=state, profile=profile):
        return Refused(
            say("A member does not deal with a communication on the State of their own nationality."),
            profile.cited("delegation"),
            say("Assign it to another keeper."),
        )
    return Allowed()


def must_be_assigned(*, assigned: bool, profile: Mechanism) -> Decision:
    """What is done with a communication is done by those to whom it is assigned."""
    if assigned:
        return Allowed()
    return Refused(
        say("This communication is not assigned to you."),
        profile.cited("confidentiality"),
        say("Ask a keeper to assign it to you."),
    )


def may_go_to(stage: Stage, to: Stage) -> Decision:
    """Whether a communication may go from ``stage`` to ``to``: the table of stages as one question."""
    if to in NEXT[stage]:
        return Allowed()
    return Refused(
        say("The communication is {stage}: this step is not open to it."),
        say("Rule of this software: a communication goes its stages one by one"),
        say("Load the page again to see how far it has come."),
        {"stage": STAGE_WORDS[stage]},
    )


def may_add(kind: PieceKind) -> Decision:
    """Whether somebody assigned may add a piece of this kind by itself."""
    if kind in ADDED_BY_THE_OFFICE:
        return Allowed()
    return Refused(
        say("A piece of this kind is not added by itself."),
        say("Rule of this software: answers and referrals are acts of their own"),
        say("Answer, or refer, instead."),
    )


CORRECTED = frozenset({PieceKind.TRANSCRIPT, PieceKind.NOTE})
"""What whoever wrote it can correct; an answer stays as it was given, and a letter as it came."""


def may_correct(kind: PieceKind, *, own: bool) -> Decision:
    """Whether somebody may put a corrected piece beside one: beside their own note or transcript."""
    if own and kind in CORRECTED:
        return Allowed()
    return Refused(
        say("Only a note or a transcript is corrected, by whoever wrote it."),
        say("Rule of this software: what came and what was given stays as it was"),
        say("Add a note of your own instead."),
    )


def may_keep_for(months: int) -> Decision:
    """Whether a communication may be kept for so many months after it was closed."""
    if 1 <= months <= MOST_MONTHS:
        return Allowed()
    return Refused(
        say("A communication is kept for 1 to {most} months after it was closed."),
        say("Rule of this software: what could harm somebody is kept no longer than it serves"),
        say("Choose a number of months between these."),
        {"most": MOST_MONTHS},
    )


# Paper


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a letter on paper, as far as it shows them; None where nobody knows."""

    written_on: date | None
    stamped_on: date | None
    posted_on: date | None
    arrived_on: date

    @property
    def in_order(self) -> Sequence[tuple[str, date | None]]:
        """The days in the order in which they follow each other."""
        names = ("written", "stamped", "posted", "arrived")
        return tuple(zip(names, (self.written_on, self.stamped_on, self.posted_on, self.arrived_on), strict=True))


DAY_WORDS: dict[str, str] = {
    "written": say("written"),
    "stamped": say("stamped by the place"),
    "posted": say("posted"),
    "arrived": say("arrived"),
}
"""What each day of a letter is, by the names of ``Days.in_order``."""


def may_have_days(days: Days, *, today: date) -> Decision:
    """Whether the days of a letter can be true: each not before the one before, none in the future."""
    known = [day for _name, day in days.in_order if day is not None]
    if days.arrived_on <= today and known == sorted(known):
        return Allowed()
    return Refused(
        say("These days do not follow each other, or lie in the future."),
        CONTENT_DAYS,
        say("Correct the days; leave out what the letter does not show."),
    )


def delays(days: Days) -> Mapping[tuple[str, str], int]:
    """The days that went by between one known day of a letter and the next, by what they lie between.

    >>> delays(Days(date(2026, 3, 1), date(2026, 3, 9), None, date(2026, 4, 2)))
    {('written', 'stamped'): 8, ('stamped', 'arrived'): 24}
    """
    known = [(name, day) for name, day in days.in_order if day is not None]
    return {(first, then): (later - day).days for (first, day), (then, later) in pairwise(known)}


# Entering by hand


def may_enter(
    way_in: WayIn, *, came_on: date, letter: bytes, largest: int, today: date, profile: Mechanism
) -> Decision:
    """Whether somebody may enter a communication that came in this way: not for the intake room, and not empty."""
    reason = ""
    if way_in is WayIn.INTAKE:
        reason = say("What comes through the intake room is not entered by hand.")
    elif came_on > today:
        reason = say("{day} is in the future.")
    elif not letter.strip():
        reason = say("There is nothing that was written or told.")
    elif len(letter) > largest:
        reason = say("What was written or told is too long to be one letter.")
    if not reason:
        return Allowed()
    way_out = say("Correct it, and add what is long as an original.")
    return Refused(reason, profile.cited("confidentiality"), way_out, {"day": came_on})


def may_give_receipt(*, has_one: bool, sound: bool, profile: Mechanism) -> Decision:
    """Whether a receipt may be given for a communication: once, and only with the public halves of its keys."""
    if has_one:
        return Refused(
            say("A receipt was given for this communication already."),
            profile.cited("confidentiality"),
            say("Its words cannot be shown again: nobody but the sender has them."),
        )
    if sound:
        return Allowed()
    return Refused(
        say("This is not what follows from the words of a receipt."),
        profile.cited("confidentiality"),
        say("Nothing was kept. Draw the words again."),
    )


def may_seal_answer(*, by_receipt: bool, sealed: bool, recipient_fits: bool, profile: Mechanism) -> Decision:
    """Whether an answer is sealed for the sender where it goes by the receipt, and nowhere else."""
    if by_receipt != sealed:
        return Refused(
            say("What goes by the receipt is sealed for the sender; what goes another way is noted alone."),
            profile.cited("confidentiality"),
            say("Load the page again, with JavaScript, and begin again."),
        )
    if recipient_fits:
        return Allowed()
    return Refused(
        say("It was not sealed to the key of whoever wrote."),
        profile.cited("confidentiality"),
        say("Nothing left. Open the letter again: the key of its sender stands in it."),
    )
