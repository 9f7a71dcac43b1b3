"""Pseudonyms and consents somebody may see: those of the delegation, and the secretariat of the mechanism."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from unannounced.duties import consenting
from unannounced.duties.confidentiality import Role
from unannounced.duties.consenting import Answer, Answered, Purpose
from unannounced.records.accounts.queries import Viewer
from unannounced.records.persons.models import Consent, Pseudonym
from unannounced.records.visits.models import Delegate, Visit
from unannounced.records.visits.queries import seen_by


def persons_seen_by(viewer: Viewer) -> QuerySet[Pseudonym]:
    """The pseudonyms ``viewer`` may see, as ``consenting.knows_persons`` says it: the rule as one query."""
    own = Delegate.objects.filter(person_id=viewer.pk, left_on__isnull=True).values("visit")
    seen = Pseudonym.objects.filter(visit__in=seen_by(viewer))
    return seen if Role.SECRETARIAT in viewer.roles else seen.filter(Q(visit__in=own))


def persons_of(visit: Visit, viewer: Viewer) -> QuerySet[Pseudonym]:
    """The pseudonyms used on a visit, by word."""
    return persons_seen_by(viewer).filter(visit=visit).order_by("word")


def consents_of(persons: Iterable[UUID]) -> dict[UUID, list[Consent]]:
    """Every answer of each of ``persons``, the latest first; one query."""
    found: dict[UUID, list[Consent]] = {}
    rows = Consent.objects.filter(pseudonym__in=list(persons)).select_related("asked_by")
    for one in rows.order_by("-noted_at", "purpose", "pk"):
        found.setdefault(one.pseudonym_id, []).append(one)
    return found


def that_count(consents: Iterable[Consent]) -> dict[tuple[Purpose, str], Answered]:
    """The answers that count now, by purpose and recipient."""
    return consenting.counts(
        Answered(Purpose(one.purpose), one.recipient, Answer(one.answer), one.noted_at) for one in consents
    )
