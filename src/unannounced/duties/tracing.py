"""What became of a published item, as far as anybody may know, and on whose word that rests.

What the mechanism found stands before what the State says, and both before what the report itself says of the State's
position. Implemented is what the mechanism found so; a claim that nobody verified stays a claim, whoever prints it.
Where nobody said anything public, it is not known, which is neither done nor undone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from unannounced.duties.dialogue import CLAIM_WORDS, POSITION_WORDS, Claim, FollowUp, Position
from unannounced.duties.dialogue import WORDS as FOLLOW_UP_WORDS
from unannounced.duties.words import say


class Basis(StrEnum):
    """On whose word it rests what became of an item."""

    MECHANISM = "mechanism"
    STATE = "state"
    REPORT = "report"
    NOBODY = "nobody"


class Outcome(StrEnum):
    """What became of an item, in the seven ways that a picture can tell apart."""

    IMPLEMENTED = "implemented"
    CLAIMED = "claimed"
    UNDER_WAY = "under_way"
    ACCEPTED = "accepted"
    UNANSWERED = "unanswered"
    NOT_IMPLEMENTED = "not_implemented"
    NOT_KNOWN = "not_known"


BASIS_WORDS: dict[Basis, str] = {
    Basis.MECHANISM: say("the mechanism made it public"),
    Basis.STATE: say("the State says so in its response"),
    Basis.REPORT: say("the report says so of the State’s position"),
    Basis.NOBODY: say("nobody said anything public"),
}
OUTCOME_WORDS: dict[Outcome, str] = {
    Outcome.IMPLEMENTED: say("implemented"),
    Outcome.CLAIMED: say("claimed as implemented, not verified"),
    Outcome.UNDER_WAY: say("partly implemented or under way"),
    Outcome.ACCEPTED: say("accepted"),
    Outcome.UNANSWERED: say("noted, or not answered"),
    Outcome.NOT_IMPLEMENTED: say("rejected or not implemented"),
    Outcome.NOT_KNOWN: say("not known"),
}

_FOLLOW_UPS: dict[FollowUp, Outcome] = {
    FollowUp.NOT_TRANSMITTED: Outcome.NOT_KNOWN,
    FollowUp.AWAITED: Outcome.UNANSWERED,
    FollowUp.OVERDUE: Outcome.UNANSWERED,
    FollowUp.ANSWERED: Outcome.UNANSWERED,
    FollowUp.NOTED: Outcome.UNANSWERED,
    FollowUp.ACCEPTED: Outcome.ACCEPTED,
    FollowUp.IN_PROGRESS: Outcome.UNDER_WAY,
    FollowUp.REJECTED: Outcome.NOT_IMPLEMENTED,
    FollowUp.UNVERIFIED_CLAIM: Outcome.CLAIMED,
    FollowUp.PARTIALLY_IMPLEMENTED: Outcome.UNDER_WAY,
    FollowUp.NOT_IMPLEMENTED: Outcome.NOT_IMPLEMENTED,
    FollowUp.IMPLEMENTED: Outcome.IMPLEMENTED,
    FollowUp.NO_LONGER_RELEVANT: Outcome.NOT_KNOWN,
    FollowUp.WITHDRAWN: Outcome.NOT_KNOWN,
}
_CLAIMS: dict[Claim, Outcome] = {
    Claim.IMPLEMENTED: Outcome.CLAIMED,
    Claim.PARTIALLY_IMPLEMENTED: Outcome.UNDER_WAY,
    Claim.IN_PROGRESS: Outcome.UNDER_WAY,
    Claim.ACCEPTED: Outcome.ACCEPTED,
    Claim.REJECTED: Outcome.NOT_IMPLEMENTED,
    Claim.NOT_ADDRESSED: Outcome.UNANSWERED,
}
_POSITIONS: dict[Position, Outcome] = {
    Position.ACCEPTED: Outcome.ACCEPTED,
    Position.NOTED: Outcome.UNANSWERED,
    Position.REJECTED: Outcome.NOT_IMPLEMENTED,
    Position.PENDING: Outcome.UNANSWERED,
    Position.IMPLEMENTED: Outcome.CLAIMED,
    Position.UNKNOWN: Outcome.NOT_KNOWN,
}


@dataclass(frozen=True, slots=True)
class Became:
    """What became of an item: on whose word, the word itself, and as which outcome that counts."""

    basis: Basis
    word: str
    outcome: Outcome


NOT_KNOWN = Became(Basis.NOBODY, "", Outcome.NOT_KNOWN)


def became(status: str, responses: Iterable[Mapping[str, str]], position: str) -> Became:
    """What became of an item: ``status`` is a word of follow-up or "", ``position`` one of the report or "".

    Of several responses the latest counts; days are ISO 8601. A word that is not known says nothing.

    >>> became("", [{"received_on": "2026-05-03", "claim": "implemented"}], "rejected").basis
    <Basis.STATE: 'state'>
    >>> became("", [{"received_on": "2026-05-03", "claim": "implemented"}], "").outcome
    <Outcome.CLAIMED: 'claimed'>
    >>> became("not_implemented", [{"received_on": "2026-05-03", "claim": "implemented"}], "").outcome
    <Outcome.NOT_IMPLEMENTED: 'not_implemented'>
    """
    if status in set(FollowUp):
        return Became(Basis.MECHANISM, status, _FOLLOW_UPS[FollowUp(status)])
    claims = [one for one in responses if one["claim"] in set(Claim)]
    if claims:
        latest = max(claims, key=lambda one: date.fromisoformat(one["received_on"]))
        return Became(Basis.STATE, latest["claim"], _CLAIMS[Claim(latest["claim"])])
    if position in set(Position) and position != Position.UNKNOWN:
        return Became(Basis.REPORT, position, _POSITIONS[Position(position)])
    return NOT_KNOWN


def word_for(basis: str, word: str) -> str:
    """The English word for what became of an item, as whoever said it has it; a strange one in plain letters.

    >>> word_for("state", "implemented"), word_for("nobody", "")
    ('implemented, the State says', 'not known')
    """
    words: Mapping[str, str] = {
        Basis.MECHANISM.value: {one.value: said for one, said in FOLLOW_UP_WORDS.items()},
        Basis.STATE.value: {one.value: said for one, said in CLAIM_WORDS.items()},
        Basis.REPORT.value: {one.value: said for one, said in POSITION_WORDS.items()},
    }.get(basis, {})
    return words.get(word) or word.replace("_", " ") or OUTCOME_WORDS[Outcome.NOT_KNOWN]


def outcome_of(basis: str, word: str) -> Outcome:
    """As which outcome a word of ``basis`` counts; what is not known counts as not known."""
    try:
        match basis:
            case "mechanism":
                return _FOLLOW_UPS[FollowUp(word)]
            case "state":
                return _CLAIMS[Claim(word)]
            case "report":
                return _POSITIONS[Position(word)]
    except ValueError:
        pass
    return Outcome.NOT_KNOWN
