"""A State's standing in the words of a page: the answer first, then the grounds."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from unannounced.duties.treaty import standing
from unannounced.duties.treaty.acts import Confidence
from unannounced.duties.treaty.naming import ACTS, SHAPES
from unannounced.duties.treaty.standing import Ground, Standing, Status
from unannounced.rooms.web.templatetags.field_words import day as in_words


@dataclass(frozen=True, slots=True)
class ShownGround:
    """One thing a standing rests on, its act in words."""

    day: date | None
    act: str
    article: str
    source: str
    confidence: Confidence
    note: str


@dataclass(frozen=True, slots=True)
class ShownStanding:
    """What ``web/pieces/standing.html`` shows."""

    word: str
    shape: str
    since: date | None
    bound_until: date | None
    exact: bool
    confidence: Confidence
    confidence_since: Confidence
    grounds: list[ShownGround]


def action_word(action: str) -> str:
    """An action of the register in words; one that has none is shown without its underscores."""
    return _(ACTS[action]) if action in ACTS else action.replace("_", " ")


def shown(status: Status) -> ShownStanding:
    """``status`` for the page."""
    return ShownStanding(
        word=standing.WORDS[status.standing],
        shape=SHAPES[status.standing],
        since=status.since,
        bound_until=last_bound(status),
        exact=status.until is not None,
        confidence=status.confidence,
        confidence_since=status.confidence_since,
        grounds=[_ground(ground) for ground in status.grounds],
    )


def _ground(ground: Ground) -> ShownGround:
    act = action_word(ground.act) if ground.act else "–"
    return ShownGround(ground.day, act, ground.article, ground.source, ground.confidence, ground.note)


def last_bound(status: Status) -> date | None:
    """The last day on which the State is bound, or is bound at least; ``None`` while no end is in sight."""
    if status.standing in standing.BOUND or status.standing is Standing.NOT_KNOWN:
        return status.until or status.bound_until_at_least
    return None


def answer(status: Status, convention: str) -> str:
    """The sentence a page on a State begins with."""
    last = last_bound(status)
    if last is not None:
        return _ending(status, last).format(convention=convention, until=in_words(last), since=in_words(status.since))
    sentence = _sentence(status.standing, dated=status.since is not None)
    return sentence.format(convention=convention, since=in_words(status.since))


def _ending(status: Status, last: date) -> str:
    if status.standing is Standing.DENUNCIATION_PENDING and status.until == last:
        return _("Bound by {convention} in full until {until}; the denunciation was notified on {since}.")
    return _("Bound by {convention} until at least {until}; whether longer is not known.")


def _sentence(held: Standing, *, dated: bool) -> str:
    sentences = {
        Standing.NONE: _("Not Party to {convention}: there is no right to visit."),
        Standing.SIGNATORY: _("Signed {convention}, but is not Party to it: there is no right to visit."),
        Standing.CONSENTED: _("Consented to {convention}, which is not yet in force for it."),
        Standing.DENUNCIATION_PENDING: _("Bound by {convention} in full; a denunciation is pending."),
        Standing.NOT_KNOWN: _("Whether {convention} binds this State is not known."),
    }
    if held is Standing.PARTY:
        return _("Party to {convention} since {since}.") if dated else _("Party to {convention}.")
    if held in (Standing.FORMER_PARTY, Standing.CEASED):
        return _("No longer bound by {convention} since {since}.") if dated else _("No longer bound by {convention}.")
    return sentences[held]
