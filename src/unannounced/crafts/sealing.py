"""Sealing as age does it (format v1): to a recipient by ML-KEM-768 with X25519, or by a passphrase (scrypt).

The file key of a sealed file is 16 bytes that open this file and no other; it can be had from the header alone.
What cannot be read raises ``NotOpened``; nothing of a payload is given out before its tag was checked.
"""

import base64
import binascii
import hashlib
import hmac
import io
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import mlkem, x25519
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from unannounced.crafts import bech32

HYBRID, SCRYPT = "mlkem768x25519", "scrypt"
RECIPIENT, IDENTITY = "age1pq1", "AGE-SECRET-KEY-PQ-1"
FILE_KEY, NONCE, TAG = 16, 16, 16
CHUNK = 64 * 1024
WORK = 18  # the work that a passphrase costs, as a power of two: about a second in a browser
MOST_WORK = 20
LONGEST_HEADER = 256 * 1024

_FIRST_LINE = b"age-encryption.org/v1\n"
_BEGIN, _END = "-----BEGIN AGE ENCRYPTED FILE-----", "-----END AGE ENCRYPTED FILE-----"
_COLUMNS, _LINE = 64, 48
_LABEL, _SCRYPT_LABEL = b"age-encryption.org/mlkem768x25519", b"age-encryption.org/v1/scrypt"
_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_SHARE, _BODY = 1120, 32
_MLKEM_PUBLIC, _PUBLIC, _SEED = 1184, 1216, 32


class NotOpened(Exception):
    """It is no sealed file, was cut or altered, or this key does not open it. The text says which."""


@dataclass(frozen=True, slots=True)
class Stanza:
    """One way to the file key: for one recipient, or by a passphrase."""

    kind: str
    arguments: tuple[str, ...]
    body: bytes


@dataclass(frozen=True, slots=True)
class Header:
    """What stands before the payload: the ways to the file key, and a MAC by it over ``signed``."""

    stanzas: tuple[Stanza, ...]
    signed: bytes
    mac: bytes

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kind of each way, in the order in which they stand."""
        return tuple(stanza.kind for stanza in self.stanzas)

    def fits(self, file_key: bytes) -> bool:
        """Whether this header was written with ``file_key``."""
        if len(file_key) != FILE_KEY:
            return False
        return hmac.compare_digest(_mac(file_key, self.signed), self.mac)


# Keys


def new_identity() -> str:
    """A new identity: 32 random bytes, written ``AGE-SECRET-KEY-PQ-1…``."""
    return identity_of_seed(secrets.token_bytes(_SEED))


def identity_of_seed(seed: bytes) -> str:
    """The identity of a seed of 32 bytes, as good as drawn by chance; ``ValueError`` for another length."""
    if len(seed) != _SEED:
        raise ValueError(f"A seed has {_SEED} bytes, and this one {len(seed)}.")
    return bech32.encode("age-secret-key-pq-", seed).upper()


def recipient_of(identity: str) -> str:
    """The recipient that belongs to an identity: ``age1pq1…``."""
    mlkem_key, x25519_key = _private(identity)
    public = mlkem_key.public_key().public_bytes_raw() + x25519_key.public_key().public_bytes_raw()
    return bech32.encode("age1pq", public)


def is_recipient(text: str) -> bool:
    """Whether this is a whole post-quantum recipient."""
    try:
        _public(text)
    except NotOpened:
        return False
    return True


def _private(identity: str) -> tuple[mlkem.MLKEM768PrivateKey, x25519.X25519PrivateKey]:
    """As X-Wing draws both keys from one seed."""
    try:
        prefix, seed = bech32.decode(identity)
    except ValueError as problem:
        raise NotOpened("This is no identity: a letter is wrong.") from problem
    if prefix != "age-secret-key-pq-" or len(seed) != _SEED or not identity.startswith(IDENTITY):
        raise NotOpened(f"This is no identity of the kind {IDENTITY}….")
    drawn = hashlib.shake_256(seed).digest(96)
    return (
        mlkem.MLKEM768PrivateKey.from_seed_bytes(drawn[:64]),
        x25519.X25519PrivateKey.from_private_bytes(drawn[64:]),
    )


@lru_cache(maxsize=64)
def _public(recipient: str) -> MLKEM768X25519PublicKey:
    try:
        prefix, public = bech32.decode(recipient)
        if prefix != "age1pq" or len(public) != _PUBLIC or not recipient.startswith(RECIPIENT):
            raise ValueError("of another kind")
        return MLKEM768X25519PublicKey(
            mlkem.MLKEM768PublicKey.from_public_bytes(public[:_MLKEM_PUBLIC]),
            x25519.X25519PublicKey.from_public_bytes(public[_MLKEM_PUBLIC:]),
        )
    except ValueError as problem:
        raise NotOpened(f"This is no recipient of the kind {RECIPIENT}….") from problem


# Sealing


def seal(clear: bytes, *, to: str | Sequence[str]) -> bytes:
    """``clear`` sealed to one recipient or several."""
    target = io.BytesIO()
    seal_stream(io.BytesIO(clear), target, to=to)
    return target.getvalue()


def seal_stream(source: IO[bytes], target: IO[bytes], *, to: str | Sequence[str]) -> None:
    """Seal ``source`` into ``target``, holding one chunk of 64 KiB at a time."""
    file_key = secrets.token_bytes(FILE_KEY)
    recipients = [to] if isinstance(to, str) else list(to)
    _write(source, target, file_key, [_wrapped(file_key, recipient) for recipient in recipients])


def lock(clear: bytes, passphrase: str, *, work: int = WORK) -> bytes:
    """``clear`` locked by a passphrase; ``work`` is a power of two."""
    file_key, salt, target = secrets.token_bytes(FILE_KEY), secrets.token_bytes(16), io.BytesIO()
    body = ChaCha20Poly1305(_stretched(passphrase, salt, work)).encrypt(bytes(12), file_key, None)
    _write(io.BytesIO(clear), target, file_key, [Stanza(SCRYPT, (_coded(salt), str(work)), body)])
    return target.getvalue()


def _wrapped(file_key: bytes, recipient: str) -> Stanza:
    sealed = _SUITE.encrypt(file_key, _public(recipient), _LABEL)
    return Stanza(HYBRID, (_coded(sealed[:_SHARE]),), sealed[_SHARE:])


def _write(source: IO[bytes], target: IO[bytes], file_key: bytes, stanzas: list[Stanza]) -> None:
    if not stanzas:
        raise NotOpened("Nothing is sealed to nobody: name a recipient.")
    signed = _FIRST_LINE + b"".join(map(_written, stanzas)) + b"---"
    nonce = secrets.token_bytes(NONCE)
    target.write(signed + b" " + _coded(_mac(file_key, signed)).encode() + b"\n" + nonce)
    cipher, count = ChaCha20Poly1305(_derived(file_key, nonce, b"payload")), 0
    chunk = source.read(CHUNK)
    while True:
        after = source.read(CHUNK) if len(chunk) == CHUNK else b""
        target.write(cipher.encrypt(_counted(count, last=not after), chunk, None))
        if not after:
            return
        chunk, count = after, count + 1


def _written(stanza: Stanza) -> bytes:
    lines = [stanza.body[begin : begin + _LINE] for begin in range(0, len(stanza.body), _LINE)]
    if not lines or len(lines[-1]) == _LINE:
        lines.append(b"")
    first = " ".join(["->", stanza.kind, *stanza.arguments])
    return "".join(f"{line}\n" for line in [first, *map(_coded, lines)]).encode()


# Opening


def file_key_of(sealed: bytes, identity: str) -> bytes:
    """The file key of a sealed file, from its header alone."""
    header = read_header(io.BytesIO(sealed))
    mlkem_key, x25519_key = _private(identity)
    private = MLKEM768X25519PrivateKey(mlkem_key, x25519_key)
    for stanza in header.stanzas:
        if stanza.kind == HYBRID:
            found = _unwrapped(stanza, private)
            if found is not None and header.fits(found):
                return found
    raise NotOpened("It was not sealed for this key.")


def open_sealed(sealed: bytes, identity: str) -> bytes:
    """What was sealed, opened with an identity."""
    return open_with_file_key(sealed, file_key_of(sealed, identity))


def open_with_file_key(sealed: bytes, file_key: bytes) -> bytes:
    """What was sealed, opened with the file key, which the header must fit."""
    return b"".join(open_stream(io.BytesIO(sealed), file_key))


def open_stream(source: IO[bytes], file_key: bytes) -> Iterator[bytes]:
    """The chunks of what was sealed, each once it is checked; a cut or altered file raises where it shows."""
    header = read_header(source)
    if not header.fits(file_key):
        raise NotOpened("This file key belongs to another file.")
    nonce = source.read(NONCE)
    if len(nonce) < NONCE:
        raise NotOpened("The file was cut.")
    cipher, count = ChaCha20Poly1305(_derived(file_key, nonce, b"payload")), 0
    chunk = source.read(CHUNK + TAG)
    while True:
        after = source.read(CHUNK + TAG) if len(chunk) == CHUNK + TAG else b""
        clear = _checked(cipher, _counted(count, last=not after), chunk)
        if count and not clear:
            raise NotOpened("The file was altered: it ends in nothing.")
        yield clear
        if not after:
            return
        chunk, count = after, count + 1


def unlock(locked: bytes, passphrase: str) -> bytes:
    """What was locked by a passphrase."""
    header = read_header(io.BytesIO(locked))
    if header.kinds != (SCRYPT,):
        raise NotOpened("It is not locked by a passphrase.")
    salt, work = _scrypt_arguments(header.stanzas[0])
    cipher = ChaCha20Poly1305(_stretched(passphrase, salt, work))
    try:
        file_key = cipher.decrypt(bytes(12), header.stanzas[0].body, None)
    except InvalidTag as wrong:
        raise NotOpened("The passphrase is another one.") from wrong
    return open_with_file_key(locked, file_key)


def read_header(source: IO[bytes]) -> Header:
    """The header at the beginning of ``source``, which then stands at the payload. Its MAC is not checked yet."""
    if source.readline(len(_FIRST_LINE)) != _FIRST_LINE:
        raise NotOpened("It is no sealed file.")
    signed: list[bytes] = [_FIRST_LINE]
    stanzas: list[Stanza] = []
    while sum(map(len, signed)) < LONGEST_HEADER:
        line = _line(source)
        if line.startswith(b"--- "):
            return Header(tuple(stanzas), b"".join([*signed, b"---"]), _decoded(line[4:-1]))
        stanza, read = _stanza(line, source)
        stanzas.append(stanza)
        signed.append(read)
    raise NotOpened("The header is longer than any header.")


def _stanza(line: bytes, source: IO[bytes]) -> tuple[Stanza, bytes]:
    words = line[:-1].decode("ascii", "replace").split(" ")
    if words[0] != "->" or len(words) < 2 or not all(word and word.isascii() for word in words):
        raise NotOpened("The header was altered.")
    read, body = [line], b""
    while True:
        read.append(_line(source))
        piece = _decoded(read[-1][:-1])
        body += piece
        if len(piece) > _LINE:
            raise NotOpened("The header was altered.")
        if len(piece) < _LINE:
            return Stanza(words[1], tuple(words[2:]), body), b"".join(read)


def _line(source: IO[bytes]) -> bytes:
    line = source.readline(4096)
    if not line.endswith(b"\n"):
        raise NotOpened("The header was cut.")
    return line


def _unwrapped(stanza: Stanza, private: MLKEM768X25519PrivateKey) -> bytes | None:
    if not is_sound(stanza):
        raise NotOpened("The header was altered.")
    try:
        return _SUITE.decrypt(_decoded(stanza.arguments[0].encode()) + stanza.body, private, _LABEL)
    except (InvalidTag, ValueError):
        return None


def is_sound(stanza: Stanza) -> bool:
    """Whether a way to the file key has the form and the lengths of its kind."""
    try:
        if stanza.kind == HYBRID:
            [share] = map(_decoded, map(str.encode, stanza.arguments))
            return len(share) == _SHARE and len(stanza.body) == _BODY
        if stanza.kind == SCRYPT:
            return bool(_scrypt_arguments(stanza)) and len(stanza.body) == _BODY
    except (NotOpened, ValueError):
        return False
    return False


def _scrypt_arguments(stanza: Stanza) -> tuple[bytes, int]:
    try:
        salt, work = stanza.arguments
        if len(_decoded(salt.encode())) != 16 or not work.isdecimal() or work != str(int(work)):
            raise NotOpened("The header was altered.")
    except ValueError as problem:
        raise NotOpened("The header was altered.") from problem
    if not 1 <= int(work) <= MOST_WORK:
        raise NotOpened("It asks for more work than anybody would ask for.")
    return _decoded(salt.encode()), int(work)


def _checked(cipher: ChaCha20Poly1305, nonce: bytes, chunk: bytes) -> bytes:
    try:
        return cipher.decrypt(nonce, chunk, None)
    except InvalidTag as wrong:
        raise NotOpened("The file was cut or altered.") from wrong


# Armour


def armoured(sealed: bytes) -> str:
    """A sealed file as lines of text."""
    coded = base64.b64encode(sealed).decode()
    lines = [coded[begin : begin + _COLUMNS] for begin in range(0, len(coded), _COLUMNS)]
    return "\n".join([_BEGIN, *lines, _END, ""])


def without_armour(text: str) -> bytes:
    """The sealed file that was written as lines of text."""
    lines = text.strip().replace("\r\n", "\n").split("\n")
    if len(lines) < 3 or lines[0] != _BEGIN or lines[-1] != _END:
        raise NotOpened("It is no sealed file in lines of text.")
    if any(len(line) != _COLUMNS for line in lines[1:-2]) or not 0 < len(lines[-2]) <= _COLUMNS:
        raise NotOpened("The lines of the sealed file were broken.")
    try:
        return base64.b64decode("".join(lines[1:-1]), validate=True)
    except binascii.Error as problem:
        raise NotOpened("The lines of the sealed file were altered.") from problem


# Pieces


def _derived(key: bytes, salt: bytes | None, label: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, label).derive(key)


def _mac(file_key: bytes, signed: bytes) -> bytes:
    return hmac.digest(_derived(file_key, None, b"header"), signed, "sha256")


def _stretched(passphrase: str, salt: bytes, work: int) -> bytes:
    memory = 128 * 8 * (2**work + 16)
    return hashlib.scrypt(
        passphrase.encode(), salt=_SCRYPT_LABEL + salt, n=2**work, r=8, p=1, maxmem=memory + 2**20, dklen=32
    )


def _counted(count: int, *, last: bool) -> bytes:
    return count.to_bytes(11, "big") + bytes([last])


def _coded(content: bytes) -> str:
    return base64.b64encode(content).decode().rstrip("=")


def _decoded(text: bytes) -> bytes:
    """Canonical base64 without filling."""
    try:
        content = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except binascii.Error as problem:
        raise NotOpened("The header was altered.") from problem
    if _coded(content).encode() != text:
        raise NotOpened("The header was altered.")
    return content
