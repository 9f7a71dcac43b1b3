"""The two steps of signing in: a login with its password, then a code that is taken once.

Known and unknown logins cost the same work and get the same answer. Failures count for a quarter of
an hour against the digest of the login, never against the login itself. Office and liaison room share it: each has
its own accounts, keys and sessions.
"""

import hashlib
import hmac
from datetime import datetime, timedelta

import pyotp
from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.http import HttpRequest
from django.utils.dateparse import parse_datetime

from unannounced.records.accounts.actions import code_secret, note_failure, use_factor
from unannounced.records.accounts.models import FactorKind, Person, SecondFactor
from unannounced.records.accounts.queries import must_wait

HALF = "half"
"""The key of the session that names who did the first step; it opens nothing but the second."""

HALF_LASTS = timedelta(minutes=10)
CODE_LASTS = 30
"""Seconds (RFC 6238); the code before and the code after are taken as well, because clocks differ."""


def login_digest(login: str) -> str:
    """The digest failures of a login are kept under; only this room can compute it."""
    return hmac.new(settings.FACTOR_KEY, f"sign in as {login}".encode(), hashlib.sha256).hexdigest()


def person_behind(login: str, password: str, *, at: datetime) -> Person | None:
    """The person with this login and password; ``None`` if they do not belong together or were tried too often."""
    digest = login_digest(login)
    waits = must_wait(digest, at)
    person = Person.objects.filter(login=login).first()
    right = _is_password_of(person, password)
    if waits:
        return None
    if not right:
        note_failure(digest, at=at)
        return None
    return person


def _is_password_of(person: Person | None, password: str) -> bool:
    """Whether this is the password; one hash is computed even where there is nobody."""
    if person is None:
        make_password(password)
        return False
    return check_password(password, person.password)


def first_step_done(request: HttpRequest, person: Person, *, at: datetime) -> None:
    """Remember, under a new session key, that ``person`` did the first step."""
    request.session.clear()
    request.session.cycle_key()
    request.session[HALF] = {"person": str(person.pk), "at": at.isoformat()}


def person_half_in(request: HttpRequest, *, at: datetime) -> Person | None:
    """Who did the first step in this session, not longer than ten minutes ago."""
    half = request.session.get(HALF)
    if not half:
        return None
    since = parse_datetime(half["at"])
    if since is None or at - since > HALF_LASTS:
        del request.session[HALF]
        return None
    return Person.objects.filter(pk=half["person"]).first()


def codes_of(person: Person) -> list[SecondFactor]:
    """The factors of ``person`` that show codes, oldest first."""
    return list(SecondFactor.objects.filter(person=person, kind=FactorKind.CODE).order_by("enrolled_at", "pk"))


def take_code(person: Person, code: str, *, at: datetime, factors: list[SecondFactor] | None = None) -> bool:
    """Whether ``code`` is a code of ``person`` (of one of ``factors``, if given) now, for the first time.

    A wrong code counts as a failure of the login.
    """
    digest = login_digest(person.login)
    if must_wait(digest, at):
        return False
    for factor in codes_of(person) if factors is None else factors:
        step = _step_of(factor, code, at)
        if step is not None and use_factor(factor, step=step, at=at):
            return True
    note_failure(digest, at=at)
    return False


def _step_of(factor: SecondFactor, code: str, at: datetime) -> int | None:
    """The half minute in which ``factor`` shows ``code``: now, the one before or the one after."""
    shown = pyotp.TOTP(code_secret(factor), interval=CODE_LASTS)
    now = _step_at(at)
    steps = (step for step in (now - 1, now, now + 1) if step > factor.last_step)
    return next((step for step in steps if hmac.compare_digest(shown.generate_otp(step), code)), None)


def _step_at(at: datetime) -> int:
    return int(at.timestamp()) // CODE_LASTS


def code_to_show(person: Person, *, at: datetime) -> str:
    """The next code of ``person`` that would be taken now. In a demonstration only; empty everywhere else."""
    if not settings.DEMONSTRATION:
        return ""
    for factor in codes_of(person):
        step = max(_step_at(at), factor.last_step + 1)
        if step <= _step_at(at) + 1:
            return pyotp.TOTP(code_secret(factor), interval=CODE_LASTS).generate_otp(step)
    return ""
