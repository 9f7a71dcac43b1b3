"""On what ground a report leaves, what of it, and that every person in it was decided on.

ECPT Art. 11(2), 11(3); OPCAT Art. 16(2). Whether a proposal names a person is always decided by a person.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from unannounced.duties import chain
from unannounced.duties.decision import Allowed, Decision, Refused
from unannounced.duties.profile import Mechanism
from unannounced.duties.reporting import ReportStage
from unannounced.duties.treaty.acts import Confidence
from unannounced.duties.treaty.dates import add_months
from unannounced.duties.words import say

SURE = frozenset({Confidence.VERIFIED, Confidence.COMPUTED, Confidence.SECONDARY, Confidence.MEMORY_HIGH})
"""Confidence on which a decision may rest without asking a person (invariant 15)."""


class Ground(StrEnum):
    """Why a report may be published."""

    REQUEST = "request"
    STANDING_CONSENT = "standing_consent"
    OWN_DECISION = "own_decision"
    NONE = "none"


WORDS: dict[Ground, str] = {
    Ground.REQUEST: say("the State asked for it"),
    Ground.STANDING_CONSENT: say("the State consented in advance"),
    Ground.OWN_DECISION: say("the mechanism decides itself"),
    Ground.NONE: say("none yet"),
}


@dataclass(frozen=True, slots=True)
class Consented:
    """A State's consent in advance: from its first to its last day, unless withdrawn before; how sure it is.

    ``reaches_beyond``: somebody read its wording and confirmed that it holds after the State has left.
    """

    begins: date
    ends: date | None
    withdrawn_on: date | None
    confidence: Confidence
    may_delay_months: int | None = None
    reaches_beyond: bool = False

    def holds_on(self, day: date) -> bool:
        """Whether it is valid on ``day``: the day it is withdrawn on it holds no more."""
        over = self.ends is not None and day > self.ends
        taken_back = self.withdrawn_on is not None and day >= self.withdrawn_on
        return self.begins <= day and not over and not taken_back


def consent_on(consents: Iterable[Consented], day: date, *, left: bool = False) -> Consented | None:
    """The consent that is valid on ``day``, the surest; of a State that ``left``, one that reaches beyond."""
    valid = [one for one in consents if one.holds_on(day)]
    return min(
        valid,
        key=lambda one: (one.confidence not in SURE, left and not one.reaches_beyond, one.begins),
        default=None,
    )


def ground(
    *,
    requested_on: date | None,
    consent: Consented | None,
    transmitted_on: date | None,
    on: date,
    left: bool = False,
    profile: Mechanism,
) -> Ground:
    """The ground on which a report may be published on the day ``on``, the strongest first.

    ``left``: the State is no longer bound on that day, or may not be. A request of its own still counts then; a
    consent in advance only where its wording was checked (ECPT Art. 11(2), 22; DOMAIN 10.2, invariant 15).
    """
    if requested_on is not None and requested_on <= on:
        return Ground.REQUEST
    if (
        consent is not None
        and consent.confidence in SURE
        and not (left and not consent.reaches_beyond)
        and not _put_off(consent, transmitted_on, on)
    ):
        return Ground.STANDING_CONSENT
    return Ground.OWN_DECISION if profile.publication == "own_decision" else Ground.NONE


def has_ground(
    *,
    requested_on: date | None,
    consent: Consented | None,
    transmitted_on: date | None,
    on: date,
    left: bool = False,
    profile: Mechanism,
) -> Decision:
    """Whether there is a ground on the day ``on``; where a consent is there but not enough, says why."""
    found = ground(
        requested_on=requested_on, consent=consent, transmitted_on=transmitted_on, on=on, left=left, profile=profile
    )
    if found is not Ground.NONE:
        return Allowed()
    rule = profile.cited("publication")
    if consent is not None and consent.confidence not in SURE:
        reason = say("The State's consent in advance is known with low confidence only, so a person has to confirm it.")
        return Refused(reason, rule, say("Register the consent again with a source that was read, or ask the State."))
    if consent is not None and left and not consent.reaches_beyond:
        reason = say("The State is no longer bound, or may not be: nobody confirmed that its consent reaches beyond.")
        return Refused(
            reason, rule, say("Read the wording of the consent, and confirm what it says; or ask the State.")
        )
    if consent is not None and consent.may_delay_months and transmitted_on:
        day = add_months(transmitted_on, consent.may_delay_months)
        reason = say("By its consent the State may put publication off until {day}.")
        return Refused(reason, rule, say("Wait until that day, or ask the State."), {"day": day})
    return Refused(
        say("The State has not requested publication, so the report stays confidential."),
        rule,
        say("Register the State's request when it comes."),
    )


def every_one_decided(open_proposals: Sequence[str], profile: Mechanism) -> Decision:
    """Whether everybody who may be recognised was decided on; ``open_proposals`` says where, such as "§ 12"."""
    if not open_proposals:
        return Allowed()
    places = ", ".join(dict.fromkeys(open_proposals))
    return Refused(
        say("Words by which somebody may be recognised are not decided on: {where}."),
        profile.cited("persons"),
        say("Mark each of them, or say why nobody can be recognised by it."),
        {"where": places},
    )


def safe(unchecked: Sequence[int], recognisable: Sequence[str], *, profile: Mechanism) -> Decision:
    """Whether what is to leave was read for persons, and nobody who was marked stays recognisable (Art. 11(3))."""
    rule = profile.cited("persons")
    if unchecked:
        return Refused(
            say("Paragraphs not yet checked for persons: {paragraphs}."),
            rule,
            say("Read each of them and mark everybody who can be recognised."),
            {"paragraphs": ", ".join(str(number) for number in unchecked)},
        )
    if recognisable:
        return Refused(
            say("Somebody can still be recognised: {where}."),
            rule,
            say("Put other words in their place, or obtain the person's express consent."),
            {"where": ", ".join(recognisable)},
        )
    return Allowed()


def may_name(*, consent: bool, whose: bool, profile: Mechanism) -> Decision:
    """Whether a mark may leave somebody named: ``whose`` says that the person whose consent it is is known.

    The day of a consent, what it is for and whether it was withdrawn stand with the person who gave it.
    """
    if not consent or whose:
        return Allowed()
    return Refused(
        say("It is not said whose consent it is, so nobody could see that it is given, or that it was withdrawn."),
        profile.cited("persons"),
        say("Choose the person who consents to publication by name, or put other words in their place."),
    )


def consents_hold(without: Sequence[str], profile: Mechanism) -> Decision:
    """Whether everybody who is named consents to it today; ``without``: the words of those who do not (invariant 14).

    A consent that was withdrawn keeps nothing back that is public already, but nothing more leaves by it.
    """
    if not without:
        return Allowed()
    return Refused(
        say("Persons are named whose consent to it is not given, or was withdrawn: {count}."),
        profile.cited("persons"),
        say("Take the mark back, and put other words in their place."),
        {"count": len(without)},
    )


def may_consent(*, begins: date, ends: date | None, today: date, source: str, profile: Mechanism) -> Decision:
    """Whether a consent in advance may be registered: its days in order, with a source."""
    rule = profile.cited("publication")
    if ends is not None and ends < begins:
        reason = say("The consent would end on {ends}, before it begins on {begins}.")
        return Refused(reason, rule, say("Exchange the two days or correct one."), {"begins": begins, "ends": ends})
    if not source.strip():
        return Refused(say("A consent needs its source."), rule, say("Name the letter or page that says so."))
    if begins > today:
        reason = say("{on} is in the future.")
        return Refused(reason, rule, say("Register it once it holds."), {"on": begins})
    return Allowed()


def may_confirm_consent(*, holds: bool, wording: str, profile: Mechanism) -> Decision:
    """Whether a consent may be confirmed to reach beyond the State's leaving: it holds, and its wording is quoted."""
    rule = profile.cited("publication")
    if not holds:
        reason = say("The consent holds no more, so there is nothing to confirm.")
        return Refused(reason, rule, say("Register a new consent, or ask the State."))
    if not wording.strip():
        reason = say("Nobody can check a confirmation without the wording it rests on.")
        return Refused(reason, rule, say("Quote the words of the consent that say so."))
    return Allowed()


def may_publish_part(*, by_state: bool, profile: Mechanism) -> Decision:
    """Whether a part of a report alone may be published: where the mechanism's rules have it (OPCAT Art. 16(2))."""
    if profile.partial_publication and by_state:
        return Allowed()
    if profile.partial_publication:
        return Refused(
            say("The State has not made a part of the report public."),
            profile.cited("publication"),
            say("Register which part the State asked for or made public."),
        )
    return Refused(
        say("The rules of this mechanism know no publication of a part."),
        profile.cited("publication"),
        say("Ask the State to request the whole report; react in public if it misrepresents it."),
    )


def has_part(standing: int, *, profile: Mechanism) -> Decision:
    """Whether a part that was asked for is one: ``standing`` is how many of its paragraphs stand in the report."""
    if standing:
        return Allowed()
    return Refused(
        say("No paragraph of the part that was asked for stands in the report."),
        profile.cited("publication"),
        say("Ask the State which paragraphs it means, and register its request again."),
    )


def reason_is_safe(named: Sequence[str], profile: Mechanism) -> Decision:
    """Whether the reason of a correction names nobody: it is published with it, for ever (Art. 11(3))."""
    if not named:
        return Allowed()
    return Refused(
        say("The reason itself may let somebody be recognised, and it is published: {words}."),
        profile.cited("persons"),
        say("Say what is corrected without these words."),
        {"words": ", ".join(named)},
    )


def may_correct(*, stage: ReportStage, because: str, profile: Mechanism) -> Decision:
    """Whether a corrected version may be published: of what is published, with what it corrects.

    A publication is not withdrawn: what was public stays at its address, and a correction stands before it.
    """
    rule = profile.cited("publication")
    if stage is not ReportStage.PUBLISHED:
        return Refused(say("Nothing is published yet that could be corrected."), rule, say("Publish the report."))
    if not because.strip():
        return Refused(say("A correction says what it corrects."), rule, say("Say it in one sentence."))
    return Allowed()


def may_embargo(*, until: datetime | None, now: datetime, profile: Mechanism) -> Decision:
    """Whether a publication may be kept back until ``until``: to come, at most a year away (project choice)."""
    if until is None:
        return Allowed()
    rule = profile.cited("publication")
    if until <= now:
        reason = say("The embargo would end before it begins.")
        return Refused(reason, rule, say("Leave it empty, or give a later moment."))
    if until.date() > add_months(now.date(), 12):
        reason = say("The embargo would last longer than a year.")
        return Refused(reason, rule, say("Give an earlier day."))
    return Allowed()


def statement_is_safe(open_words: Sequence[str], profile: Mechanism) -> Decision:
    """Whether a public statement names nobody: ``open_words`` are those that nobody judged (ECPT Art. 11(3))."""
    if not open_words:
        return Allowed()
    return Refused(
        say("Words of the statement by which somebody may be recognised are not decided on: {words}."),
        profile.cited("persons"),
        say("Judge each of them; if somebody is recognised, close the procedure and adopt a statement in other words."),
        {"words": ", ".join(open_words)},
    )


def may_judge_nobody(*, because: str, profile: Mechanism) -> Decision:
    """Whether words may be judged to name nobody: with the reason, because it can be asked for (Art. 11(3))."""
    if because.strip():
        return Allowed()
    return Refused(
        say("Say why nobody can be recognised by these words."),
        profile.cited("persons"),
        say("Name the reason in a few words, such as: the name of a prison."),
    )


def _put_off(consent: Consented, transmitted_on: date | None, on: date) -> bool:
    if consent.may_delay_months is None or transmitted_on is None:
        return False
    return on < add_months(transmitted_on, consent.may_delay_months)


def commitment(salt: str, text: str) -> str:
    """What a publication carries of a paragraph whose words were replaced: nobody can guess the original from it.

    SHA-256, hexadecimal, of a key made of the row's ``salt`` and the original text in NFC: who is later given both can
    check which original stood there, and another text fails. The salt itself never leaves with the publication.
    """
    return chain.digest(["original", opening(salt), unicodedata.normalize("NFC", text)])


def opening(salt: str) -> str:
    """What opens a commitment: made from the row's salt, so that giving it away gives the salt away to nobody."""
    return chain.digest(["opens an original", salt])


def is_original(committed: str, opened: str, text: str) -> bool:
    """Whether ``text`` is the original that ``committed`` stands for, opened by ``opened``."""
    return committed == chain.digest(["original", opened, unicodedata.normalize("NFC", text)])
