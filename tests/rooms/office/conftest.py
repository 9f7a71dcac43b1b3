"""People at the door, made through the real actions, and a key that signs as an authenticator does."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pyotp
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.contrib.auth.hashers import ScryptPasswordHasher
from django.test import Client
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import sha256, websafe_decode, websafe_encode
from fido2.webauthn import AttestedCredentialData, AuthenticatorData, CollectedClientData

from unannounced.duties.confidentiality import Role
from unannounced.records.accounts.actions import code_secret, enrol_code, give_mandate, make_account
from unannounced.records.accounts.models import Person, SecondFactor
from unannounced.records.accounts.queries import viewer_of

PASSWORD = "eight hours of sleep for everybody"
LONG_AGO = date(2020, 1, 1)
Flag = AuthenticatorData.FLAG


@dataclass
class AtDoor:
    """Somebody with an account, a mandate and a code."""

    person: Person
    factor: SecondFactor

    def code(self, *, ahead: int = 0) -> str:
        """The code of now, or of so many half minutes ahead."""
        return pyotp.TOTP(code_secret(self.factor)).at(datetime.now(UTC) + timedelta(seconds=30 * ahead))

    def first_step(self, client: Client, *, to: str = "", password: str = PASSWORD) -> Any:
        """Send login and password."""
        return client.post(f"/sign-in/{to}", {"login": self.person.login, "password": password})

    def sign_in(self, client: Client, *, to: str = "", ahead: int = 0) -> Any:
        """Do both steps."""
        self.first_step(client, to=to)
        return client.post(f"/sign-in/second/{to}", {"code": self.code(ahead=ahead)})


class QuickScrypt(ScryptPasswordHasher):
    """The hasher of the office at a thousandth of its work."""

    work_factor = 16


@pytest.fixture
def quick_passwords(settings: Any) -> None:
    """Let passwords cost next to nothing."""
    settings.PASSWORD_HASHERS = [f"{QuickScrypt.__module__}.{QuickScrypt.__name__}"]


@pytest.fixture
def arrive(db: None, quick_passwords: None) -> Callable[..., AtDoor]:
    """Make the first person of the installation, who acts for themselves."""

    def made(login: str = "ana", *, ends: date | None = None, first: AtDoor | None = None) -> AtDoor:
        now = datetime.now(UTC)
        by = viewer_of(first.person, now.date()) if first else None
        person = make_account(login, f"{login.title()} Door", password=PASSWORD, by=by, at=now)
        give_mandate(
            person, Role.ADMINISTRATOR, begins=LONG_AGO, ends=ends, by=by or viewer_of(person, now.date()), at=now
        )
        return AtDoor(person, enrol_code(person, "telephone", by=person.pk, at=now))

    return made


@pytest.fixture
def ana(arrive: Callable[..., AtDoor]) -> AtDoor:
    """An administrator whose mandate is open."""
    return arrive()


@dataclass
class Authenticator:
    """A passkey in software: one key on the curve P-256, attestation “none”."""

    origin: str = "http://localhost:8000"
    rp_id: str = "localhost"
    verified: bool = True
    count: int = 0
    user_handle: bytes = b""
    credential_id: bytes = field(default_factory=lambda: os.urandom(32))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def _flags(self) -> int:
        return Flag.UP | (Flag.UV if self.verified else 0)

    def _answer(self, response: dict[str, bytes]) -> str:
        held = websafe_encode(self.credential_id)
        said = {name: websafe_encode(value) for name, value in response.items()}
        return json.dumps(
            {"id": held, "rawId": held, "type": "public-key", "clientExtensionResults": {}, "response": said}
        )

    def make(self, options: dict[str, Any]) -> str:
        """Answer ``navigator.credentials.create``."""
        asked = options["publicKey"]
        self.user_handle = websafe_decode(asked["user"]["id"])
        client = CollectedClientData.create("webauthn.create", asked["challenge"], self.origin)
        public = ES256.from_cryptography_key(self.key.public_key())
        held = AttestedCredentialData.create(bytes(16), self.credential_id, public)
        data = AuthenticatorData.create(sha256(self.rp_id.encode()), self._flags() | Flag.AT, self.count, held)
        attestation = cbor.encode({"fmt": "none", "authData": bytes(data), "attStmt": {}})
        return self._answer({"clientDataJSON": bytes(client), "attestationObject": attestation})

    def show(self, options: dict[str, Any], *, grows: int = 1) -> str:
        """Answer ``navigator.credentials.get``."""
        self.count += grows
        client = CollectedClientData.create("webauthn.get", options["publicKey"]["challenge"], self.origin)
        data = AuthenticatorData.create(sha256(self.rp_id.encode()), self._flags(), self.count)
        signature = self.key.sign(bytes(data) + client.hash, ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {
                "clientDataJSON": bytes(client),
                "authenticatorData": bytes(data),
                "signature": signature,
                "userHandle": self.user_handle,
            }
        )
