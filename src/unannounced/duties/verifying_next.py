"""What to verify at the next visit: why an item belongs on the list, and in which order.

The order is a choice of this project [P]: what was urgent and met with silence comes first, then what the State claims
and nobody saw, then what had to be said again.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from unannounced.duties.dialogue import OPEN, FollowUp
from unannounced.duties.reporting import ItemKind
from unannounced.duties.words import Sentence, say


class Why(StrEnum):
    """Why an item is to be verified."""

    IMMEDIATE = "immediate"
    CLAIMED = "claimed"
    CONTRADICTED = "contradicted"
    REPEATED = "repeated"
    NOT_SEEN = "not_seen"
    SILENT = "silent"
    OPEN = "open"


WEIGHTS: dict[Why, int] = {
    Why.IMMEDIATE: 100,
    Why.CLAIMED: 40,
    Why.CONTRADICTED: 30,
    Why.REPEATED: 20,
    Why.NOT_SEEN: 10,
    Why.SILENT: 5,
    Why.OPEN: 1,
}
"""The greater, the earlier on the list; the weights of several reasons are added."""
WORDS: dict[Why, str] = {
    Why.IMMEDIATE: say("immediate observation unanswered"),
    Why.CLAIMED: say("claimed, not verified"),
    Why.CONTRADICTED: say("seen not to be done"),
    Why.REPEATED: say("said again"),
    Why.NOT_SEEN: say("place not seen since"),
    Why.SILENT: say("no answer in time"),
    Why.OPEN: say("open"),
}
_SILENCE = frozenset({FollowUp.AWAITED, FollowUp.OVERDUE, FollowUp.ANSWERED})
_UNDONE = frozenset({FollowUp.NOT_IMPLEMENTED, FollowUp.PARTIALLY_IMPLEMENTED})


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, in a sentence."""

    why: Why
    sentence: Sentence


def reasons(
    *,
    status: FollowUp,
    kind: ItemKind,
    since: date | None,
    known_on: date | None,
    times_before: int = 0,
    has_place: bool = False,
    seen_last: date | None = None,
) -> tuple[Reason, ...]:
    """Why an item is to be verified, the weightiest first; none where nothing is open.

    ``times_before`` is how often it was said before; ``seen_last`` the last day its place was visited, as far as
    known, and says something only where it ``has_place``.
    """
    if status not in OPEN:
        return ()
    found = [
        _immediate(status, kind, known_on),
        _claimed(status, since),
        _contradicted(status, since),
        _repeated(times_before),
        _not_seen(has_place, seen_last, known_on),
        _silent(status, kind, since),
    ]
    held = [one for one in found if one is not None] or [Reason(Why.OPEN, Sentence(say("It is open.")))]
    return tuple(sorted(held, key=_weight, reverse=True))


def weight(found: tuple[Reason, ...]) -> int:
    """How early an item comes: the weights of its reasons together.

    >>> weight(())
    0
    """
    return sum(WEIGHTS[one.why] for one in found)


def _weight(one: Reason) -> int:
    return WEIGHTS[one.why]


def _immediate(status: FollowUp, kind: ItemKind, known_on: date | None) -> Reason | None:
    if kind is not ItemKind.IMMEDIATE_OBSERVATION or status not in _SILENCE:
        return None
    said = say("An immediate observation of {known_on} is unanswered.")
    return Reason(Why.IMMEDIATE, Sentence(said, {"known_on": known_on}))


def _claimed(status: FollowUp, since: date | None) -> Reason | None:
    if status is not FollowUp.UNVERIFIED_CLAIM:
        return None
    return Reason(
        Why.CLAIMED, Sentence(say("The State has claimed it since {since}; nobody verified it."), {"since": since})
    )


def _contradicted(status: FollowUp, since: date | None) -> Reason | None:
    if status not in _UNDONE:
        return None
    said = say("On {since} it was seen not to be done, or in part only.")
    return Reason(Why.CONTRADICTED, Sentence(said, {"since": since}))


def _repeated(times: int) -> Reason | None:
    if times < 1:
        return None
    said = say("It was said once before.") if times == 1 else say("It was said {times} times before.")
    return Reason(Why.REPEATED, Sentence(said, {"times": times}))


def _not_seen(has_place: bool, seen_last: date | None, known_on: date | None) -> Reason | None:
    if not has_place or known_on is None or (seen_last is not None and seen_last > known_on):
        return None
    if seen_last is None:
        return Reason(Why.NOT_SEEN, Sentence(say("No visit to the place is on record.")))
    return Reason(Why.NOT_SEEN, Sentence(say("The place was seen last on {day}, and not since."), {"day": seen_last}))


def _silent(status: FollowUp, kind: ItemKind, since: date | None) -> Reason | None:
    if status is not FollowUp.OVERDUE or kind is ItemKind.IMMEDIATE_OBSERVATION:
        return None
    return Reason(Why.SILENT, Sentence(say("The answer is overdue since {since}."), {"since": since}))
