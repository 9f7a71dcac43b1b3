"""Consent: asked for each purpose, given, refused or withdrawn; by default nothing but internal use (OPCAT Art. 16(2)).

Sources: OPCAT Art. 16(2), 21(2); ECPT Art. 11(3); SPT guideline 5 on photographs.
"""

from enum import StrEnum

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
