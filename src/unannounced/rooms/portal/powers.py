"""What may be done in respect of a State besides the convention itself: optional competences, and territories."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from unannounced.duties.treaty.acts import Confidence
from unannounced.duties.treaty.competences import Territory, covered, territories
from unannounced.duties.treaty.law import Law
from unannounced.duties.words import say
from unannounced.rooms.web.conventions import in_words

_ANSWERS = {
    True: (say("covers it"), "check"),
    False: (say("does not cover it"), "cross"),
    None: (say("not known"), "ring"),
}


@dataclass(frozen=True, slots=True)
class Power:
    """Whether a competence covers the State, with the words, the shape and the reason of the answer."""

    what: str
    word: str
    shape: str
    why: str
    article: str
    confidence: Confidence


def powers(law: Law, state: str, convention: str, *, on: date) -> list[Power]:
    """Each optional competence of a convention, and whether it covers ``state`` on a day; none if it is not bound."""
    if convention not in law.conventions or law.standing(state, convention, on=on).bound is False:
        return []
    found = []
    for rule in law.convention(convention).competences:
        held = covered(law, state, convention, rule.code, on=on)
        word, shape = _ANSWERS[held.yes]
        what = in_words(rule.clause) or rule.clause.article
        found.append(Power(what, gettext(word), shape, held.why, held.article, held.confidence))
    return found


def extended_to(law: Law, state: str, convention: str, *, on: date) -> tuple[Territory, ...]:
    """The territories to which ``state`` extended a convention and which it covers on a day."""
    return territories(law, state, convention, on=on) if convention in law.conventions else ()
