"""Noting what a person consented to, refused or withdrew: each answer is a row of its own."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.conf import settings

from unannounced.duties import consenting, noting
from unannounced.duties.confidentiality import Act
from unannounced.duties.consenting import Answer, Purpose
from unannounced.duties.decision import Refused, RefusedByRule
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer
from unannounced.records.ledger.actions import act
from unannounced.records.persons.models import Consent, Pseudonym
from unannounced.records.visits.queries import on_delegation, visit_permit


def note_consent(
    person: Pseudonym,
    *,
    purpose: Purpose,
    answer: Answer,
    asked_on: date,
    recipient: str = "",
    language: str = "",
    how: str = "",
    present: str = "",
    guardian: str = "",
    by: Viewer,
    at: datetime,
    key: UUID | None = None,
) -> Consent:
    """Note what a person answered when asked for one purpose. Withdrawn, it counts from now on and undoes nothing."""
    visit_permit(Act.NOTE_CONSENT, by, person.visit)
    _require_sound(person, asked_on, by, at)
    consent = Consent(
        id=key or uuid4(),
        pseudonym=person,
        purpose=purpose.value,
        answer=answer.value,
        recipient=noting.tidy(recipient).strip(),
        asked_on=asked_on,
        asked_by_id=by.pk,
        language=language,
        how=noting.tidy(how).strip(),
        present=noting.tidy(present).strip(),
        guardian=noting.tidy(guardian).strip(),
        noted_at=at,
    )
    held = Consent.objects.filter(pk=consent.pk).first()
    if held is not None:
        consent.noted_at = held.noted_at  # sent twice, it was answered once
    with act("note a consent", by=by.pk, at=at, within=person.visit_id) as line:
        return line.keep_once(consent)


def _require_sound(person: Pseudonym, asked_on: date, by: Viewer, at: datetime) -> None:
    if not consenting.knows_persons(roles=by.roles, on_delegation=on_delegation(by, person.visit)):
        raise RefusedByRule(
            Refused(
                say("Who was spoken with is known to the delegation and the secretariat alone."),
                settings.MECHANISM.cited("persons"),
                say("Ask somebody of the delegation to note it."),
            )
        )
    if asked_on > at.date():
        raise RefusedByRule(
            Refused(
                say("{day} is in the future."),
                settings.MECHANISM.cited("persons"),
                say("Correct the day on which the person was asked."),
                {"day": asked_on},
            )
        )
