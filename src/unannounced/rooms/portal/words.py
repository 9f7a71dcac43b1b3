"""What the portal calls treaties, acts and facts: the codes of the register in words that can be translated."""

from django.utils.translation import gettext

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

NOTES: tuple[str, ...] = (
    say("30 visits and 27 reports in 27 years of which 4 published (an NGO's count)"),
    say("Chechen Republic"),
    say("North Caucasus"),
    say("ad hoc; psychiatric hospitals and social care; at the Government's request"),
    say("after 19 visits"),
    say("failure to cooperate"),
    say("information on the death of a prisoner in a penal colony"),
    say("term of the Russian member ended; none elected since (month verified)"),
)
"""What the shipped lines of the public record say beside their kind and day, so that it can be translated."""
_RESPONSE = "response "
"""How a note names the symbol of the State's response, alone or after something else."""

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

__all__ = ["ACTS", "FACTS", "NOTES", "SHAPES", "called", "noted", "word_of"]


def word_of(standing: Standing, convention: Convention | None) -> str:
    """The English word for what a State is to ``convention``: a Party, or a member of the organisation it makes."""
    return (_OF_MEMBERS if convention is not None and convention.membership else WORDS)[standing]


def noted(note: str) -> str:
    """What a line of the public record says beside its kind and day, in the reader's language where that is known.

    A note of somebody else's is shown as it was written.
    """
    before, responds, symbol = note.rpartition(_RESPONSE)
    if responds and (not before or before.endswith("; ")) and ";" not in symbol:
        responded = gettext("response {symbol}").format(symbol=symbol)
        first = before.removesuffix("; ")
        told = gettext("{first}; {second}") if first else ""
        return told.format(first=noted(first), second=responded) if first else responded
    return gettext(note) if note else ""


def called(words: dict[str, str], code: str) -> str:
    """The English word for ``code``; a code without one is shown in plain letters, never hidden.

    >>> called(ACTS, "some_new_act")
    'some new act'
    """
    return words.get(code) or code.replace("_", " ")
