"""What a State consented to in advance: each consent with its days, whether it holds today, and how sure it is."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from unannounced.duties.publishing import SURE
from unannounced.duties.treaty.acts import Confidence
from unannounced.records.publications.models import StandingConsent
from unannounced.records.publications.ready import as_consented
from unannounced.records.states.models import State
from unannounced.records.treaties.queries import has_left
from unannounced.rooms.web.templatetags.field_words import day as in_words


@dataclass(frozen=True, slots=True)
class ShownConsent:
    """A consent in advance, a word and a shape for whether it holds, and its days in words."""

    consent: StandingConsent
    word: str
    shape: str
    days: str


def consents_in_advance(state: State, today: date) -> list[ShownConsent]:
    """The consents of a State, the newest first; two queries at most."""
    found = list(StandingConsent.objects.filter(state=state).order_by("-begins", "pk"))
    left = bool(found) and has_left(state, settings.MECHANISM.convention, on=today)
    return [_shown(one, today, left) for one in found]


def _shown(one: StandingConsent, today: date, left: bool) -> ShownConsent:
    held = as_consented(one)
    if not held.holds_on(today):
        word, shape = _("holds no more"), "cross"
    elif left and not held.reaches_beyond:
        word, shape = _("the State has left, or may have: a person has to confirm that it reaches beyond"), "ring"
    elif Confidence(one.confidence) not in SURE:
        word, shape = _("holds, but a person has to confirm it"), "ring"
    else:
        word, shape = _("holds"), "check"
    return ShownConsent(one, word, shape, _days(one))


def _days(one: StandingConsent) -> str:
    if one.ends is None:
        return _("from {begins} until it is withdrawn").format(begins=in_words(one.begins))
    return _("from {begins} to {ends}").format(begins=in_words(one.begins), ends=in_words(one.ends))
