"""Passkeys (WebAuthn): what is asked of an authenticator, and whether its answer is right.

The relying party is the host name without its port, so that a passkey also works on localhost. The
challenge lies in the session and is taken once; the user is always verified.
"""

import json
import struct
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.dateparse import parse_datetime
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestationConveyancePreference,
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from unannounced.records.accounts.models import FactorKind, Person, SecondFactor

TO_SIGN_IN = "passkey to sign in"
TO_ENROL = "passkey to enrol"
CHALLENGE_LASTS = timedelta(minutes=5)
LONGEST_ANSWER = 64 * 1024
MALFORMED = (
    AssertionError,
    AttributeError,
    IndexError,
    KeyError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
)
"""What the library raises at an answer that is not one, or not the right one."""


class PasskeyRefused(Exception):
    """The answer of an authenticator is not right; ``person`` is whose passkey it claimed to be, if known."""

    def __init__(self, person: Person | None = None) -> None:
        super().__init__("The answer of the authenticator was not right.")
        self.person = person


def answer_in(request: HttpRequest) -> Mapping[str, Any]:
    """The answer of an authenticator in the body of ``request``; raises ``PasskeyRefused`` if it is none."""
    if len(request.body) > LONGEST_ANSWER:
        raise PasskeyRefused
    try:
        answer = json.loads(request.body)
    except (ValueError, RecursionError) as broken:
        raise PasskeyRefused from broken
    if not isinstance(answer, dict):
        raise PasskeyRefused
    return answer


def ask_to_sign_in(request: HttpRequest, *, at: datetime) -> dict[str, Any]:
    """What the browser is asked: any passkey it holds for this host. Keeps the challenge in the session."""
    options, state = _server(request).authenticate_begin(user_verification=UserVerificationRequirement.REQUIRED)
    request.session[TO_SIGN_IN] = {**state, "at": at.isoformat()}
    return dict(options)


def ask_to_enrol(request: HttpRequest, person: Person, *, label: str, at: datetime) -> dict[str, Any]:
    """What the browser is asked: a new passkey for ``person`` called ``label``, which can open their key later."""
    options, state = _server(request).register_begin(
        PublicKeyCredentialUserEntity(id=person.pk.bytes, name=person.login, display_name=person.display_name),
        credentials=[_credential(factor) for factor in _passkeys().filter(person=person)],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
        extensions={"prf": {}},
    )
    request.session[TO_ENROL] = {**state, "at": at.isoformat(), "label": label}
    return dict(options)


def passkey_shown(request: HttpRequest, answer: Mapping[str, Any], *, at: datetime) -> tuple[SecondFactor, int]:
    """The passkey that gave ``answer``, and its new count of signatures; raises ``PasskeyRefused``."""
    state = _state(request, TO_SIGN_IN, at)
    try:
        shown = AuthenticationResponse.from_dict(answer)
    except MALFORMED as broken:
        raise PasskeyRefused from broken
    factor = _passkeys().filter(credential_id=websafe_encode(shown.raw_id)).select_related("person").first()
    if factor is None:
        raise PasskeyRefused
    try:
        _server(request).authenticate_complete(state, [_credential(factor)], shown)
    except MALFORMED as wrong:
        raise PasskeyRefused(factor.person) from wrong
    if shown.response.user_handle not in (None, b"", factor.person.pk.bytes):
        raise PasskeyRefused(factor.person)
    count = shown.response.authenticator_data.counter
    if (count or factor.sign_count) and count <= factor.sign_count:
        # A count that does not grow means that somebody copied the passkey.
        raise PasskeyRefused(factor.person)
    return factor, count


def passkey_made(request: HttpRequest, answer: Mapping[str, Any], *, at: datetime) -> tuple[str, str, str]:
    """Label, id and public key (both base64url) of the passkey just made; raises ``PasskeyRefused``."""
    state = _state(request, TO_ENROL, at)
    try:
        made = _server(request).register_complete(state, answer).credential_data
    except MALFORMED as wrong:
        raise PasskeyRefused from wrong
    if made is None:
        raise PasskeyRefused
    return state["label"], websafe_encode(made.credential_id), websafe_encode(made)


def _state(request: HttpRequest, key: str, at: datetime) -> dict[str, Any]:
    """The challenge kept in the session, which is taken once and within five minutes."""
    state: dict[str, Any] | None = request.session.pop(key, None)
    since = parse_datetime(state["at"]) if state else None
    if state is None or since is None or at - since > CHALLENGE_LASTS:
        raise PasskeyRefused
    return state


def _server(request: HttpRequest) -> Fido2Server:
    """The relying party as this request reaches it."""
    host = request.get_host().lower()
    return Fido2Server(
        PublicKeyCredentialRpEntity(name=settings.MECHANISM.name, id=urlsplit(f"//{host}").hostname),
        attestation=AttestationConveyancePreference.NONE,
        verify_origin=lambda origin: _is_origin_of(host, origin),
    )


def _is_origin_of(host: str, origin: str) -> bool:
    """Whether a page of this very host and port asked; without TLS on localhost only."""
    parts = urlsplit(origin)
    name = parts.hostname or ""
    trusted = parts.scheme == "https" or (
        parts.scheme == "http" and (name == "localhost" or name.endswith(".localhost"))
    )
    return trusted and parts.netloc.lower() == host


def _passkeys() -> Any:
    return SecondFactor.objects.filter(kind=FactorKind.PASSKEY)


def _credential(factor: SecondFactor) -> AttestedCredentialData:
    return AttestedCredentialData(websafe_decode(factor.credential))
