"""Immediate observations: what a delegation asked for at once, under Article 8, paragraph 5, of the Convention."""

import re

_IT = (
    r"(?:[Ii]mmediate observations?|[Aa]rticle 8 ?(?:\(5\)|,? ?paragraph 5)|[Oo]bservations? (?:communiquées?"
    r" )?(?:sur-le-champ|immédiates?)"
    r"|[Aa]rticle 8,? ?paragraphe 5)"
)
_TOLD = re.compile(_IT)
_BODY = r"(?:delegation|CPT|Committee|[Ii]t|[Ww]e|délégation|Comité|[Ee]lle|[Ii]l)"
_ACT = (
    r"(?:ma(?:de|kes?)|invoke[sd]|issue[sd]|communicate[sd]|formulated|delivered|decided|requested|requests|asked"
    r"|called upon"
    r"|calls upon|urge[sd]|formul[ée]e?|fait|communiqué|invoqu[ée]e?|demand[ée]e?|décidé)"
)
_MADE = re.compile(
    rf"\b{_BODY}\b(?: ha(?:s|d)| a| avait)?(?:,[^,;]{{1,120}},)?(?: \w+ly)? ?(?:therefore |thus |also |donc "
    rf"|également )?(?:a |had |has )?{_ACT}\b"
)
_NOT = re.compile(
    rf"\b(?:[Nn]o|[Aa]ny|[Aa]ucune|response to|reply to|[Ff]ollowing|[Ff]urther to|implementation of|implement"
    rf"|réponse à|suites?(?: \w+)? à"
    rf"|suivi de) (?:the |an |these |this |its |l['’]|une |cette |ces )?(?:\w+ )?{_IT}|\b(?:provides?|prévoit|may"
    rf"|peut|not ma(?:de|ke))\b"
)
_ASKED = re.compile(
    rf"(?:[^,;:.]{{1,100}}, )?(?:[Tt]he |[Ll][ae] |[Ii]ts )?{_BODY}(?: a| avait)?(?: \w+)? ?(?:requested|requests"
    rf"|asked|asks|called upon"
    r"|calls upon|urge[sd]|demandé|demande|prié|invité)\b"
    r"|(?:[Tt]he |[Ll]es )?(?:\w+ )?(?:authorities|autorités)(?: of [A-Z]\w+)? (?:were|was|ont été) (?:\w+"
    r" )?(?:asked|requested|urged"
    r"|called upon|invitées|priées)\b"
)


def told_of_it(sentence: str) -> bool:
    """Whether the sentence speaks of an immediate observation at all."""
    return ("8" in sentence or "bservation" in sentence) and _TOLD.search(sentence) is not None


def observed_at_once(sentence: str) -> bool:
    """Whether the sentence tells that an immediate observation was made.

    >>> observed_at_once("The delegation made an immediate observation under Article 8, paragraph 5.")
    True
    >>> observed_at_once("No immediate observations were made.")
    False
    """
    return told_of_it(sentence) and _NOT.search(sentence) is None and _MADE.search(sentence) is not None


def with_it(sentence: str) -> bool:
    """Whether the sentence, after one that told of an immediate observation, says what was asked for."""
    return _ASKED.match(sentence) is not None
