"""Consent: asked for each purpose, given, refused or withdrawn; by default nothing but internal use (OPCAT Art. 16(2)).

Sources: OPCAT Art. 16(2), 21(2); ECPT Art. 11(3); SPT guideline 5 on photographs.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from unannounced.duties.confidentiality import Role
from unannounced.duties.words import say


class Purpose(StrEnum):
    """What somebody is asked to consent to."""

    INTERNAL = "internal"
    SHARE = "share"
    PUBLISH_ANONYMISED = "publish_anonymised"
    PUBLISH_NAMED = "publish_named"
    COURT = "court"
    PHOTOGRAPH = "photograph"


class Answer(StrEnum):
    """What they answered."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


PURPOSE_WORDS: dict[Purpose, str] = {
    Purpose.INTERNAL: say("use within the mechanism"),
    Purpose.SHARE: say("sharing with another body"),
    Purpose.PUBLISH_ANONYMISED: say("publication without the person being recognisable"),
    Purpose.PUBLISH_NAMED: say("publication by name"),
    Purpose.COURT: say("use before a court"),
    Purpose.PHOTOGRAPH: say("being photographed"),
}
ANSWER_WORDS: dict[Answer, str] = {
    Answer.GIVEN: say("given"),
    Answer.REFUSED: say("refused"),
    Answer.WITHDRAWN: say("withdrawn"),
}

_STRICTEST = (Answer.WITHDRAWN, Answer.REFUSED, Answer.GIVEN)
"""Of two answers of the same moment the first of these counts."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What somebody answered at a moment, for one purpose and recipient."""

    purpose: Purpose
    recipient: str
    answer: Answer
    at: datetime


def counts(answers: Iterable[Answered]) -> dict[tuple[Purpose, str], Answered]:
    """The answer that counts for each purpose and recipient: the latest, of one moment the strictest.

    Who was not asked is not in it: internal use alone is then open (OPCAT Art. 21(2)).
    """
    found: dict[tuple[Purpose, str], Answered] = {}
    for one in answers:
        held = found.get((one.purpose, one.recipient))
        if held is None or _goes_before(one, held):
            found[one.purpose, one.recipient] = one
    return found


def _goes_before(one: Answered, held: Answered) -> bool:
    if one.at != held.at:
        return one.at > held.at
    return _STRICTEST.index(one.answer) < _STRICTEST.index(held.answer)


def knows_persons(*, roles: Collection[Role], on_delegation: bool) -> bool:
    """Whether somebody who sees a visit sees its pseudonyms and consents too: its delegation, and the secretariat.

    Every other member reads what was said without learning which words are of one person.
    """
    return on_delegation or Role.SECRETARIAT in roles
