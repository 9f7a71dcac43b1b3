"""What the portal calls treaties, acts and facts: the codes of the register in words that can be translated."""

from unannounced.duties.treaty.conventions import Convention
from unannounced.duties.treaty.naming import ACTS, SHAPES
from unannounced.duties.treaty.standing import WORDS, Standing
from unannounced.duties.words import say

FACTS: dict[str, str] = {
    "public_statement": say("Public statement"),
    "request_unanswered": say("Request for information, not answered"),
    "seat_vacant": say("Seat vacant"),
    "visit_report_published": say("Report on a visit published"),
    "visits_reported": say("Count of visits"),
}

_OF_MEMBERS: dict[Standing, str] = {
    Standing.NONE: say("not a member"),
    Standing.SIGNATORY: say("signatory"),
    Standing.CONSENTED: say("consented, not yet a member"),
    Standing.PARTY: say("member"),
    Standing.DENUNCIATION_PENDING: say("member, leaving"),
    Standing.FORMER_PARTY: say("former member"),
    Standing.CEASED: say("former member"),
    Standing.NOT_KNOWN: say("not known"),
}
"""What a State is to a convention that makes it a member of an organisation."""

__all__ = ["ACTS", "FACTS", "SHAPES", "called", "word_of"]


def word_of(standing: Standing, convention: Convention | None) -> str:
    """The English word for what a State is to ``convention``: a Party, or a member of the organisation it makes."""
    return (_OF_MEMBERS if convention is not None and convention.membership else WORDS)[standing]


def called(words: dict[str, str], code: str) -> str:
    """The English word for ``code``; a code without one is shown in plain letters, never hidden.

    >>> called(ACTS, "some_new_act")
    'some new act'
    """
    return words.get(code) or code.replace("_", " ")
