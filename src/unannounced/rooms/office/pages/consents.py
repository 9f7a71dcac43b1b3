"""What a State consented to in advance: each consent with its days, whether it holds today, and how sure it is."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from unannounced.duties.publishing import SURE, Consented
from unannounced.duties.treaty.acts import Confidence
from unannounced.records.publications.models import StandingConsent
from unannounced.records.states.models import State
from unannounced.rooms.web.templatetags.field_words import day as in_words


@dataclass(frozen=True, slots=True)
class ShownConsent:
    """A consent in advance, a word and a shape for whether it holds, and its days in words."""

    consent: StandingConsent
    word: str
    shape: str
    days: str


def consents_in_advance(state: State, today: date) -> list[ShownConsent]:
    """The consents of a State, the newest first; one query."""
    return [_shown(one, today) for one in StandingConsent.objects.filter(state=state).order_by("-begins", "pk")]


def _shown(one: StandingConsent, today: date) -> ShownConsent:
    confidence = Confidence(one.confidence)
    held = Consented(one.begins, one.ends, one.withdrawn_on, confidence, one.may_delay_months)
    if not held.holds_on(today):
        word, shape = _("holds no more"), "cross"
    elif confidence not in SURE:
        word, shape = _("holds, but a person has to confirm it"), "ring"
    else:
        word, shape = _("holds"), "check"
    return ShownConsent(one, word, shape, _days(one))


def _days(one: StandingConsent) -> str:
    if one.ends is None:
        return _("from {begins} until it is withdrawn").format(begins=in_words(one.begins))
    return _("from {begins} to {ends}").format(begins=in_words(one.begins), ends=in_words(one.ends))
