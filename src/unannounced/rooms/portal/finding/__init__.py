"""Finding what was published: a ``Question`` and its ``Answer``, and how the index of words follows the shelf.

``question`` reads an address; ``answering`` answers; ``answers`` has what is answered; ``entries`` and ``law_pages``
say what can be found; ``keeping`` brings the index up to date; ``plain`` is the search without one.
"""

from unannounced.rooms.portal.finding.answering import answer, every, suggestions
from unannounced.rooms.portal.finding.answers import FACETS, Answer, FacetCount, Hit, Reason
from unannounced.rooms.portal.finding.entries import PARAGRAPH
from unannounced.rooms.portal.finding.keeping import NotReady, build_again, index_new
from unannounced.rooms.portal.finding.problems import Problem
from unannounced.rooms.portal.finding.question import LAST_PAGE, Question

__all__ = [
    "FACETS",
    "LAST_PAGE",
    "PARAGRAPH",
    "Answer",
    "FacetCount",
    "Hit",
    "NotReady",
    "Problem",
    "Question",
    "Reason",
    "answer",
    "build_again",
    "every",
    "index_new",
    "suggestions",
]
