"""A code handed over in person, what follows from it, and what a device signs (docs/field-protocol.md).

From the code come the name under which the field room finds the invitation, the key of the proof, and the key of
the package. The twin of this module is ``src/field/codes.js``; both read ``testdata/vectors/codes.json``.
"""

import base64
import binascii
import hmac
import json
import secrets
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH, GROUP = 20, 5
PACKAGE, LETTER = "unannounced-package/1", "unannounced-letter/1"
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_NONCE, _POINT, _HALF = 12, 65, 32


class NotACode(Exception):
    """What was typed is no code: too short, too long, or with a letter that no code has."""


class NotAPackage(Exception):
    """The package cannot be opened with this code, or is of a version that is not known here."""


class NotALetter(Exception):
    """The letter was not written by somebody who holds the key of the visit, or is not the one with this number."""


@dataclass(frozen=True, slots=True)
class FromCode:
    """What follows from a code: where the invitation is found, the key of the proof, the key of the package."""

    lookup: str
    proof_key: str
    package_key: bytes


# The code


def new_code() -> str:
    """A new code of 100 random bits, as it is shown."""
    return shown("".join(secrets.choice(LETTERS) for _place in range(LENGTH)))


def shown(code: str) -> str:
    """A code in groups of five.

    >>> shown("0123456789abcdefghjk")
    '01234-56789-ABCDE-FGHJK'
    """
    plain = normalised(code)
    return "-".join(plain[begin : begin + GROUP] for begin in range(0, LENGTH, GROUP))


def normalised(code: str) -> str:
    """The twenty characters of a code as somebody typed it.

    >>> normalised(" ol234 56789-abcde-fghjk ")
    '0123456789ABCDEFGHJK'
    """
    plain = "".join(code.replace("-", "").split()).upper().translate(_READ_AS)
    if len(plain) != LENGTH or not all(letter in LETTERS for letter in plain):
        raise NotACode("A code has twenty letters and figures, and never U.")
    return plain


def derive(code: str) -> FromCode:
    """What follows from ``code``."""
    plain = normalised(code).encode()
    return FromCode(
        lookup=_drawn(plain, b"unannounced lookup 1", 16).hex(),
        proof_key=_drawn(plain, b"unannounced proof 1", 32).hex(),
        package_key=_drawn(plain, b"unannounced package 1", 32),
    )


def _drawn(code: bytes, info: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, None, info).derive(code)


# The proof


def proof(proof_key: str, *, lookup: str, verifying_key: str, recipient: str) -> str:
    """The proof of a device that it had the code: HMAC-SHA-256, base64url."""
    said = f"unannounced enrolment 1\n{lookup}\n{verifying_key}\n{recipient}\n".encode()
    return coded(hmac.digest(bytes.fromhex(proof_key), said, "sha256"))


def is_proven(given: str, proof_key: str, *, lookup: str, verifying_key: str, recipient: str) -> bool:
    """Whether ``given`` is the proof for these keys."""
    right = proof(proof_key, lookup=lookup, verifying_key=verifying_key, recipient=recipient)
    return hmac.compare_digest(right.encode(), given.rstrip("=").encode(errors="replace"))


# The package


def close_package(package: dict[str, Any], package_key: bytes) -> bytes:
    """A package closed by AES-256-GCM: 12 bytes nonce, then ciphertext with its tag."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(package_key).encrypt(nonce, written(package), None)


def open_package(closed: bytes, package_key: bytes) -> dict[str, Any]:
    """What is in a package."""
    try:
        clear = AESGCM(package_key).decrypt(closed[:_NONCE], closed[_NONCE:], None)
    except (InvalidTag, ValueError) as wrong:
        raise NotAPackage("The package cannot be opened with this code.") from wrong
    return read_package(clear)


def read_package(clear: bytes) -> dict[str, Any]:
    """A package as a letter has it once it is opened."""
    try:
        package = json.loads(clear)
    except (ValueError, RecursionError) as problem:
        raise NotAPackage("The package cannot be read.") from problem
    if not isinstance(package, dict) or package.get("format") != PACKAGE:
        raise NotAPackage("The package is of a version that is not known here.")
    return package


def written(package: dict[str, Any]) -> bytes:
    """JSON in UTF-8, as it is sealed."""
    return json.dumps(package, ensure_ascii=False, separators=(",", ":")).encode()


# Letters


def new_letters_key() -> str:
    """The key by which a device knows letters of the delegation: 32 random bytes, base64url."""
    return coded(secrets.token_bytes(32))


def write_letter(package: dict[str, Any], *, device: UUID | str, number: int, letters_key: str) -> bytes:
    """A letter as it is sealed to the device: the package, and a MAC by the key that the device got with its code."""
    content = written(package).decode()
    mac = coded(_letter_mac(content, device=device, number=number, letters_key=letters_key))
    return written({"format": LETTER, "number": number, "package": content, "mac": mac})


def read_letter(clear: bytes, *, device: UUID | str, number: int, letters_key: str) -> dict[str, Any]:
    """The package in a letter, once its MAC fits; raises ``NotALetter``."""
    try:
        letter = json.loads(clear)
        content, mac = letter["package"], decoded(letter["mac"])
        right = _letter_mac(content, device=device, number=number, letters_key=letters_key)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        raise NotALetter("The letter cannot be read.") from problem
    if letter.get("format") != LETTER or not hmac.compare_digest(mac, right):
        raise NotALetter("The letter was not written by somebody who holds the key of the visit.")
    return read_package(content.encode())


def _letter_mac(content: str, *, device: UUID | str, number: int, letters_key: str) -> bytes:
    said = f"unannounced letter 1\n{device}\n{number}\n{content}".encode()
    return hmac.digest(decoded(letters_key), said, "sha256")


# What a device signs


def blob_text(*, device: UUID | str, seq: int, digest: str, size: int) -> bytes:
    """What a device signs of a sealed blob."""
    return f"unannounced blob 1\n{device}\n{seq}\n{digest}\n{size}\n".encode()


def letters_text(*, device: UUID | str, after: int) -> bytes:
    """What a device signs when it asks for letters."""
    return f"unannounced letters 1\n{device}\n{after}\n".encode()


def is_signed(text: bytes, *, signature: str, verifying_key: str) -> bool:
    """Whether ``signature`` (ECDSA P-256, SHA-256, r‖s, base64url) over ``text`` is by ``verifying_key``."""
    try:
        both = decoded(signature)
        if len(both) != 2 * _HALF:
            return False
        halves = int.from_bytes(both[:_HALF], "big"), int.from_bytes(both[_HALF:], "big")
        _point(verifying_key).verify(encode_dss_signature(*halves), text, ec.ECDSA(SHA256()))
    except (ValueError, InvalidSignature):
        return False
    return True


def is_verifying_key(text: str) -> bool:
    """Whether this is a point of P-256 as devices write it: 65 bytes, base64url."""
    try:
        _point(text)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=1024)
def _point(verifying_key: str) -> ec.EllipticCurvePublicKey:
    raw = decoded(verifying_key)
    if len(raw) != _POINT:
        raise ValueError("not a whole point")
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw)


def sign(text: bytes, key: ec.EllipticCurvePrivateKey) -> str:
    """``text`` signed as a device does it."""
    first, second = decode_dss_signature(key.sign(text, ec.ECDSA(SHA256())))
    return coded(first.to_bytes(_HALF, "big") + second.to_bytes(_HALF, "big"))


def verifying_key_of(key: ec.EllipticCurvePrivateKey) -> str:
    """The point that checks what ``key`` signs, base64url."""
    numbers = key.public_key().public_numbers()
    return coded(b"\x04" + numbers.x.to_bytes(_HALF, "big") + numbers.y.to_bytes(_HALF, "big"))


# Base64url


def coded(content: bytes) -> str:
    """Base64url without filling."""
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def decoded(text: str) -> bytes:
    """The bytes of base64url, with or without filling; raises ``ValueError``."""
    plain = text.rstrip("=")
    if not plain.isascii() or not all(letter.isalnum() or letter in "-_" for letter in plain):
        raise ValueError("this is not base64url")
    try:
        return base64.urlsafe_b64decode(plain + "=" * (-len(plain) % 4))
    except binascii.Error as problem:
        raise ValueError("this is not base64url") from problem
