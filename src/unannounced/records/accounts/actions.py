"""Accounts, mandates and second factors: every write, each with its line."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError

from unannounced.duties import composing, noting
from unannounced.duties.composing import Gender
from unannounced.duties.confidentiality import Act, Role
from unannounced.duties.decision import Refused, RefusedByRule, require
from unannounced.duties.words import say
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
from unannounced.records.accounts.queries import WAITING, Viewer, digest_of_secret, permit
from unannounced.records.ledger.actions import act

SHORTEST_PASSWORD = 12


def _hashed(password: str) -> str:
    if len(password) < SHORTEST_PASSWORD:
        raise RefusedByRule(
            Refused(
                say("The password has {length} characters; it needs at least {least}."),
                "NIST SP 800-63B",
                say("Use a sentence that only you know."),
                {"length": len(password), "least": SHORTEST_PASSWORD},
            )
        )
    return make_password(password)


def make_account(
    login: str,
    display_name: str,
    *,
    password: str | None,
    nationality: str = "",
    profession: str = "",
    by: Viewer | None,
    at: datetime,
) -> Person:
    """Make an account; without a password nobody can sign in by it until one is set.

    ``by`` is ``None`` for the first account of an installation alone, which acts for itself.
    """
    if by is not None:
        permit(Act.MAKE_ACCOUNT, by)
    elif Person.objects.exists():
        raise RefusedByRule(Refused(say("There are accounts already; one of them has to make the next."), "accounts"))
    require(noting.may_keep(display_name))
    require(noting.may_stand(login, Person._meta.get_field("login").max_length or noting.LONGEST_TEXT))
    if login.split() != [login]:
        raise RefusedByRule(
            Refused(say("A login is one word without blanks."), "accounts", say("Choose another."), {"login": login})
        )
    person = Person(login=login, display_name=display_name, nationality=nationality, profession=profession, password="")
    person.password = make_password(None) if password is None else _hashed(password)
    try:
        with act("make an account", by=by.pk if by else person.pk, at=at) as line:
            line.keep(person)
    except IntegrityError as taken:
        raise RefusedByRule(
            Refused(say("The login “{login}” is taken."), "accounts", say("Choose another."), {"login": login})
        ) from taken
    return person


def give_mandate(person: Person, role: Role, *, begins: date, ends: date | None, by: Viewer, at: datetime) -> Mandate:
    """Give ``person`` a role from ``begins`` to ``ends`` (its last day; ``None`` while it is open)."""
    first = by.pk == person.pk and not Mandate.objects.exists()
    if not first:
        permit(Act.GIVE_MANDATE, by)
    if ends is not None and ends < begins:
        raise RefusedByRule(Refused(say("The mandate would end before it begins."), "ECPT Art. 5"))
    with act("give a mandate", by=by.pk, at=at, about=person) as line:
        return line.keep(Mandate(person=person, role=role.value, begins=begins, ends=ends))


def end_mandate(mandate: Mandate, *, ends: date, by: Viewer, at: datetime) -> Mandate:
    """Let a mandate end with the day ``ends``. Access ends; the duty of confidence does not (ECPT Art. 13)."""
    permit(Act.END_MANDATE, by)
    if ends < mandate.begins:
        raise RefusedByRule(Refused(say("The mandate would end before it begins."), "ECPT Art. 5"))
    with act("end a mandate", by=by.pk, at=at, about=mandate.person) as line:
        return line.move(mandate, seen={"ends": mandate.ends}, to={"ends": ends})


def change_password(person: Person, password: str, *, by: UUID, at: datetime) -> Person:
    """Set a new password; sessions that stand stay, because the person may be in the field."""
    hashed = _hashed(password)
    with act("change a password", by=by, at=at, about=person) as line:
        return line.move(person, seen={"password": person.password}, to={"password": hashed})


def code_secret(factor: SecondFactor) -> str:
    """The secret of a code (RFC 6238), base32: derived from the room's key, so that no table holds it."""
    derived = hmac.new(settings.FACTOR_KEY, f"{factor.pk}{factor.salt}".encode(), hashlib.sha256).digest()
    return base64.b32encode(derived[:20]).decode()


def enrol_code(person: Person, label: str, *, by: UUID, at: datetime) -> SecondFactor:
    """Give ``person`` a second factor of six figures that change every thirty seconds."""
    with act("enrol a second factor", by=by, at=at, about=person) as line:
        return line.keep(SecondFactor(person=person, kind=FactorKind.CODE, label=label, enrolled_at=at))


def enrol_passkey(
    person: Person, label: str, *, credential_id: str, credential: str, by: UUID, at: datetime
) -> SecondFactor:
    """Keep the public key of a passkey; both values are base64url."""
    with act("enrol a passkey", by=by, at=at, about=person) as line:
        return line.keep(
            SecondFactor(
                person=person,
                kind=FactorKind.PASSKEY,
                label=label,
                credential_id=credential_id,
                credential=credential,
                enrolled_at=at,
            )
        )


def remove_factor(factor: SecondFactor, *, by: UUID, at: datetime) -> None:
    """Take a second factor away. The last one stays: without it nobody could sign in."""
    if not SecondFactor.objects.filter(person=factor.person).exclude(pk=factor.pk).exists():
        raise RefusedByRule(
            Refused(say("This is the last second factor of the account."), "accounts", say("Add another one first."))
        )
    with act("remove a second factor", by=by, at=at, about=factor.person) as line:
        line.erase(factor)


MOST_FEED_KEYS = 10
"""So many calendars of one person may fetch their days at once (project choice)."""


def make_feed_key(person: Person, label: str, *, language: str, by: UUID, at: datetime) -> tuple[FeedKey, str]:
    """Make a key for a calendar of ``person``; the key, and its secret, which is nowhere to be read again."""
    if FeedKey.objects.filter(person=person, revoked_at__isnull=True).count() >= MOST_FEED_KEYS:
        raise RefusedByRule(
            Refused(
                say("There are {most} calendar keys already."),
                "accounts",
                say("Revoke one that is not used any more."),
                {"most": MOST_FEED_KEYS},
            )
        )
    secret = secrets.token_urlsafe(32)
    key = FeedKey(person=person, digest=digest_of_secret(secret), label=label, language=language, made_at=at)
    with act("make a calendar key", by=by, at=at, about=person) as line:
        return line.keep(key), secret


def revoke_feed_key(key: FeedKey, *, by: UUID, at: datetime) -> FeedKey:
    """Let a key open no calendar any more, from this moment on; what was fetched before stays where it is."""
    with act("revoke a calendar key", by=by, at=at, about=key.person) as line:
        return line.move(key, seen={"revoked_at": None}, to={"revoked_at": at})


def use_factor(factor: SecondFactor, *, step: int = 0, sign_count: int = 0, at: datetime) -> bool:
    """Note that a factor was used; a code whose ``step`` was used before is not taken again."""
    used = SecondFactor.objects.filter(pk=factor.pk)
    if factor.kind == FactorKind.CODE:
        used = used.filter(last_step__lt=step)
    return bool(used.update(last_step=max(step, 0), sign_count=sign_count, last_used_at=at))


def note_failure(name_digest: str, *, at: datetime) -> None:
    """Note a sign-in that failed, and forget those that no longer count."""
    FailedSignIn.objects.filter(at__lt=at - WAITING).delete()
    FailedSignIn.objects.create(name_digest=name_digest, at=at)


def say_abilities(
    person: Person,
    *,
    languages: Sequence[str],
    skills: Sequence[str],
    gender: Gender | None,
    on: date,
    by: Viewer,
    at: datetime,
    key: UUID | None = None,
) -> Abilities:
    """Say what somebody brings to a delegation; what was said of them before is replaced and stays.

    Of oneself everybody may say it. ``languages`` are codes, ``skills`` words of ``composing.SKILLS``; ``gender`` is
    said or left out.
    """
    if by.pk != person.pk:
        permit(Act.SAY_ABILITIES, by)
    spoken = list(dict.fromkeys(one.strip().lower() for one in languages if one.strip()))
    require(composing.may_say_abilities(spoken, skills, on=on, today=at.date()))
    held = Abilities.objects.filter(pk=key).first() if key else None
    standing = Abilities.objects.filter(person=person, replaced_by=None).order_by("pk").first()
    row = Abilities(
        id=key or uuid4(),
        person=person,
        languages=spoken,
        skills=[one for one in composing.SKILLS if one in skills],
        gender=gender.value if gender else "",
        said_on=on,
        replaces=held.replaces if held else standing,
    )
    with act("say what somebody brings", by=by.pk, at=at, about=person) as line:
        return line.keep_once(row)


def say_absence(
    person: Person, *, begins: date, ends: date, note: str = "", by: Viewer, at: datetime, key: UUID | None = None
) -> Absence:
    """Say on which days somebody cannot go on a visit, first and last included; of oneself everybody may."""
    if by.pk != person.pk:
        permit(Act.SAY_ABILITIES, by)
    require(composing.may_be_away(begins, ends))
    row = Absence(id=key or uuid4(), person=person, begins=begins, ends=ends, note=note.strip())
    with act("say when somebody is away", by=by.pk, at=at, about=person) as line:
        return line.keep_once(row)


def take_back_absence(absence: Absence, *, by: Viewer, at: datetime) -> Absence:
    """Take back that somebody is away on these days; it stays and counts no more."""
    if by.pk != absence.person_id:
        permit(Act.SAY_ABILITIES, by)
    with act("take an absence back", by=by.pk, at=at, about=absence.person) as line:
        return line.move(absence, seen={"taken_back_at": None}, to={"taken_back_at": at})
