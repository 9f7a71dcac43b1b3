"""A State's standing in the words of a page: the answer first, then the grounds."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from unannounced.duties.treaty import standing
from unannounced.duties.treaty.acts import Confidence
from unannounced.duties.treaty.standing import Ground, Standing, Status
from unannounced.rooms.web.templatetags.field_words import day as in_words

SHAPES: dict[Standing, str] = {
    Standing.NONE: "ring",
    Standing.SIGNATORY: "half",
    Standing.CONSENTED: "half",
    Standing.PARTY: "check",
    Standing.DENUNCIATION_PENDING: "clock",
    Standing.FORMER_PARTY: "cross",
    Standing.ENDED_WITH_MEMBERSHIP: "cross",
    Standing.NOT_KNOWN: "dash",
}
ACTION_WORDS = {
    "acceptance": lazy("acceptance"),
    "accession": lazy("accession"),
    "approval": lazy("approval"),
    "cessation": lazy("ceased to be bound"),
    "consent_to_be_bound": lazy("consent to be bound"),
    "cpt_member_term_end": lazy("term of the member ended"),
    "denunciation_bill_submitted": lazy("bill on denunciation submitted"),
    "denunciation_effective": lazy("denunciation takes effect"),
    "denunciation_notified": lazy("denunciation notified to the depositary"),
    "denunciation_revoked": lazy("denunciation revoked"),
    "domestic_denunciation_duma": lazy("domestic vote on denunciation"),
    "domestic_denunciation_law": lazy("domestic law on denunciation"),
    "domestic_denunciation_upper_house": lazy("domestic vote of the upper house on denunciation"),
    "domestic_ratification_law": lazy("domestic law on ratification"),
    "effect_not_before": lazy("no effect before this day"),
    "entry_into_force": lazy("entry into force"),
    "government_resolution_denunciation": lazy("resolution of the government on denunciation"),
    "membership_end": lazy("membership ends"),
    "membership_start": lazy("membership begins"),
    "never_member": lazy("never a member"),
    "never_party": lazy("never Party"),
    "ratification": lazy("ratification"),
    "signature": lazy("signature"),
    "signature_withdrawn": lazy("signature withdrawn"),
    "succession": lazy("succession"),
    "succession_to_signature": lazy("succession to signature"),
    "withdrawal_notified": lazy("withdrawal notified to the depositary"),
}


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
    confidence: Confidence
    grounds: list[ShownGround]


def action_word(action: str) -> str:
    """An action of the register in words; one that has none is shown without its underscores."""
    return str(ACTION_WORDS.get(action) or action.replace("_", " "))


def shown(status: Status) -> ShownStanding:
    """``status`` for the page."""
    return ShownStanding(
        word=standing.WORDS[status.standing],
        shape=SHAPES[status.standing],
        since=status.since,
        bound_until=last_bound(status),
        confidence=status.confidence,
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
    if held in (Standing.FORMER_PARTY, Standing.ENDED_WITH_MEMBERSHIP):
        return _("No longer bound by {convention} since {since}.") if dated else _("No longer bound by {convention}.")
    return sentences[held]
