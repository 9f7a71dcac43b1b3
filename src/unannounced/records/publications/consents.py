"""Standing consents: a State consents in advance to the publication of what is to come, or no more."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.db.models import QuerySet

from unannounced.duties import noting, publishing
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Refused, RefusedByRule, require
from unannounced.duties.treaty.acts import Confidence
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer, permit
from unannounced.records.ledger.actions import act
from unannounced.records.publications.models import StandingConsent
from unannounced.records.publications.ready import as_consented
from unannounced.records.states.models import State


def running_consents(state: State) -> QuerySet[StandingConsent]:
    """The consents of a State that it did not withdraw, the newest first."""
    return StandingConsent.objects.filter(state=state, withdrawn_on=None).order_by("-begins", "pk")


def register_consent(
    state: State,
    *,
    begins: date,
    ends: date | None,
    authority: str,
    source: str,
    confidence: Confidence,
    may_delay_months: int | None = None,
    by: Viewer,
    at: datetime,
    key: UUID | None = None,
) -> StandingConsent:
    """Register that a State consents in advance to the publication of what comes (automatic publication)."""
    permit(Act.GIVE_CONSENT, by)
    require(
        publishing.may_consent(begins=begins, ends=ends, today=at.date(), source=source, profile=settings.MECHANISM)
    )
    with act("register a standing consent", by=by.pk, at=at) as line:
        return line.keep_once(
            StandingConsent(
                id=key or uuid4(),
                state=state,
                begins=begins,
                ends=ends,
                authority=noting.tidy(authority),
                may_delay_months=may_delay_months,
                source=noting.tidy(source),
                confidence=confidence.value,
                registered_by_id=by.pk,
            )
        )


def withdraw_consent(
    consent: StandingConsent, *, withdrawn_on: date, source: str, by: Viewer, at: datetime
) -> StandingConsent:
    """Note that a State withdrew its consent: from that day on it holds no more; what is public stays public."""
    permit(Act.GIVE_CONSENT, by)
    if withdrawn_on < consent.begins or withdrawn_on > at.date():
        raise RefusedByRule(
            Refused(
                say("The consent cannot have been withdrawn on that day."),
                settings.MECHANISM.cited("publication"),
                say("Give a day between its first and today."),
            )
        )
    to = {"withdrawn_on": withdrawn_on, "withdrawn_source": noting.tidy(source)}
    with act("withdraw a standing consent", by=by.pk, at=at, about=consent) as line:
        return line.move(consent, seen={"withdrawn_on": None}, to=to)


def confirm_consent(consent: StandingConsent, *, wording: str, by: Viewer, at: datetime) -> StandingConsent:
    """Confirm that a consent reaches beyond the State's leaving, by the ``wording`` of it that says so.

    From the day on which a denunciation takes effect a consent is no ground before that (DOMAIN 10.2, invariant 15).
    Saying the same again changes nothing.
    """
    permit(Act.GIVE_CONSENT, by)
    wording = noting.tidy(wording)
    if consent.reaches_beyond_by == wording and wording:
        return consent
    holds = as_consented(consent).holds_on(at.date())
    require(publishing.may_confirm_consent(holds=holds, wording=wording, profile=settings.MECHANISM))
    seen = {"withdrawn_on": None, "reaches_beyond_by": consent.reaches_beyond_by}
    with act("confirm that a standing consent reaches beyond", by=by.pk, at=at, about=consent) as line:
        return line.move(consent, seen=seen, to={"reaches_beyond_by": wording})
