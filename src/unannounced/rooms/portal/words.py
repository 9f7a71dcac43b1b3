"""What the portal calls treaties, acts and facts: the codes of the register in words that can be translated."""

from unannounced.duties.treaty.naming import ACTS, SHAPES
from unannounced.duties.words import say

FACTS: dict[str, str] = {
    "public_statement": say("Public statement"),
    "request_unanswered": say("Request for information, not answered"),
    "seat_vacant": say("Seat vacant"),
    "visit_report_published": say("Report on a visit published"),
    "visits_reported": say("Count of visits"),
}

__all__ = ["ACTS", "FACTS", "SHAPES", "called"]


def called(words: dict[str, str], code: str) -> str:
    """The English word for ``code``; a code without one is shown in plain letters, never hidden.

    >>> called(ACTS, "some_new_act")
    'some new act'
    """
    return words.get(code) or code.replace("_", " ")
