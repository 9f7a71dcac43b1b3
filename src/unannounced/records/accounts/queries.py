"""Who somebody is on a day: the viewer that every other query takes."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from unannounced.duties import confidentiality
from unannounced.duties.confidentiality import Act, Role
from unannounced.duties.decision import Decision, require
from unannounced.records.accounts.models import (
    Abilities,
    Absence,
    FactorKind,
    FailedSignIn,
    FeedKey,
    Mandate,
    Person,
    SecondFactor,
)

FAILURES_BEFORE_WAITING = 5
WAITING = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person with the roles of the day. Queries filter by it; actions act ``by`` it."""

    pk: UUID
    login: str
    display_name: str
    nationality: str
    roles: frozenset[Role]

    is_authenticated = True


class UnknownPerson(Exception):
    """Nobody has this login."""


def viewer_of(person: Person, on: date) -> Viewer:
    """``person`` with the roles of the mandates that run on the day ``on``."""
    running = Mandate.objects.filter(person=person, begins__lte=on).filter(Q(ends__isnull=True) | Q(ends__gte=on))
    roles = frozenset(Role(role) for role in running.values_list("role", flat=True))
    return Viewer(person.pk, person.login, person.display_name, person.nationality, roles)


def viewer_called(login: str, on: date) -> Viewer:
    """The viewer with this login, for ``--as PERSON``; raises ``UnknownPerson``."""
    person = Person.objects.filter(login=login).first()
    if person is None:
        raise UnknownPerson(f"Nobody has the login “{login}”. `unannounced account list` prints the logins there are.")
    return viewer_of(person, on)


def passkeys_of(viewer: Viewer) -> QuerySet[SecondFactor]:
    """The passkeys with which ``viewer`` signs in."""
    return SecondFactor.objects.filter(person_id=viewer.pk, kind=FactorKind.PASSKEY)


def permitted(act: Act, by: Viewer, *, on_delegation: bool = False) -> Decision:
    """Whether the roles of ``by`` allow ``act``: what the button asks."""
    return confidentiality.may(act, roles=by.roles, on_delegation=on_delegation)


def permit(act: Act, by: Viewer, *, on_delegation: bool = False) -> None:
    """Raise ``RefusedByRule`` unless the roles of ``by`` allow ``act``: what the action asks."""
    require(permitted(act, by, on_delegation=on_delegation))


def digest_of_secret(secret: str) -> str:
    """What is kept of the secret of a feed key: its SHA-256, hexadecimal."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def person_fed_by(secret: str, on: date) -> tuple[FeedKey, Viewer] | None:
    """The key with this secret and whose days it tells, with the roles of the day.

    Unknown, revoked, and of somebody without a mandate that day are one answer, by one query.
    """
    running = Mandate.objects.filter(person=OuterRef("person"), begins__lte=on).filter(
        Q(ends__isnull=True) | Q(ends__gte=on)
    )
    held = FeedKey.objects.filter(Exists(running), digest=digest_of_secret(secret), revoked_at__isnull=True)
    key = held.select_related("person").first()
    return (key, viewer_of(key.person, on)) if key is not None else None


def feed_keys_of(by: Viewer) -> QuerySet[FeedKey]:
    """The keys of somebody's own that still open a calendar, the oldest first."""
    return FeedKey.objects.filter(person=by.pk, revoked_at__isnull=True).order_by("made_at", "pk")


def people() -> QuerySet[Person]:
    """Everybody with an account, by name."""
    return Person.objects.order_by("display_name", "login")


def must_wait(name_digest: str, now: datetime) -> bool:
    """Whether a name was tried in vain so often that nobody is let in by it for a while, right or wrong."""
    since = now - WAITING
    return FailedSignIn.objects.filter(name_digest=name_digest, at__gt=since).count() >= FAILURES_BEFORE_WAITING


def abilities_of(person: Person) -> Abilities | None:
    """What somebody brings to a delegation, as it was said last."""
    return Abilities.objects.filter(person=person, replaced_by=None).order_by("pk").first()


def absences_of(person: Person, *, since: date | None = None) -> QuerySet[Absence]:
    """The days on which somebody is away, those taken back left out; ``since``: that have not ended by then."""
    away = Absence.objects.filter(person=person, taken_back_at=None)
    return (away.filter(ends__gte=since) if since else away).order_by("begins", "pk")


def absences(first: date, last: date) -> QuerySet[Absence]:
    """Who is away on a day from ``first`` to ``last``, for the calendar."""
    away = Absence.objects.filter(taken_back_at=None, begins__lte=last, ends__gte=first)
    return away.select_related("person").order_by("begins", "person__display_name", "pk")
