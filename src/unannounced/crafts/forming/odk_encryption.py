"""What ODK Collect encrypted, opened by the private key of the form (getodk.github.io/xforms-spec/encryption).

A random AES key for each instance, encrypted to the RSA key of the form; the files by AES-256 in CFB with PKCS #7
padding, each with a vector counted on from MD5(instanceID, key); a digest of all of them, encrypted like the key.
"""

import base64
import binascii
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cryptography.hazmat.decrepit.ciphers.modes import CFB
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.padding import PKCS7
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from unannounced.crafts.forming.answering import encrypted_files, is_encrypted
from unannounced.crafts.forming.problems import NotAForm, refused
from unannounced.crafts.forming.xforms import Element, local, parse_xml
from unannounced.duties.words import say

MANIFEST = "xml_submission_file"


@dataclass(frozen=True, slots=True)
class Lock:
    """What opens one file of an encrypted instance, and nothing else but the other files of that instance."""

    key: bytes
    vector: bytes

    def __str__(self) -> str:
        """In hexadecimal: 64 figures of the key, 32 of the vector."""
        return (self.key + self.vector).hex()


@dataclass(frozen=True, slots=True)
class Submission:
    """An instance in clear with its files; ``signature_fits`` is None where the client gave none.

    ``locks`` are those of the files, by the same names.
    """

    instance: str
    files: Mapping[str, bytes]
    signature_fits: bool | None
    locks: Mapping[str, Lock]


def missing_parts(parts: Mapping[str, bytes]) -> list[str]:
    """The files that the manifest names and that have not come."""
    return [name for name in encrypted_files(parse_xml(parts[MANIFEST])) if name not in parts]


def decrypt_submission(parts: Mapping[str, bytes], private_key_pem: bytes | str) -> Submission:
    """Open an encrypted instance: ``parts`` are the files by name, the manifest under ``xml_submission_file``.

    Raises ``NotAForm`` with the reason where it cannot be opened; nothing is taken for right that is not.
    """
    manifest = parse_xml(parts[MANIFEST])
    if not is_encrypted(manifest):
        raise refused(say("The instance is not encrypted."), say("Read it as it is."))
    if missing := missing_parts(parts):
        raise refused(
            say("These files have not come yet: {names}."),
            say("Wait until they come, and open it again."),
            names=", ".join(missing),
        )
    private = _private_key(private_key_pem)
    wrapped, instance_id = _text(manifest, "base64EncryptedKey"), _text(manifest, "instanceID")
    key = _unwrapped(wrapped, private)
    names = encrypted_files(manifest)
    seed = bytearray(hashlib.md5(instance_id.encode() + key, usedforsecurity=False).digest())
    clear: dict[str, bytes] = {}
    locks: dict[str, Lock] = {}
    for count, name in enumerate(names):
        seed[count % 16] = (seed[count % 16] + 1) % 256
        locks[bare_name(name)] = lock = Lock(key, bytes(seed))
        clear[bare_name(name)] = _decrypted(parts[name], lock, name)
    instance = clear.pop(bare_name(names[-1]))
    fits = _signature_fits(manifest, wrapped, instance_id, [*clear.items(), (bare_name(names[-1]), instance)], private)
    try:
        return Submission(instance.decode(), clear, fits, {name: locks[name] for name in clear})
    except UnicodeDecodeError as error:
        raise _damaged(names[-1]) from error


def _text(manifest: Element, name: str) -> str:
    return next(("".join((one.text or "").split()) for one in manifest.iter() if local(one) == name), "")


def _private_key(pem: bytes | str) -> rsa.RSAPrivateKey:
    wrong = refused(say("The key of the form cannot be read."), say("Open the notebook with the key of this visit."))
    try:
        key = load_pem_private_key(pem.encode() if isinstance(pem, str) else pem, password=None)
    except (ValueError, TypeError) as error:
        raise wrong from error
    if not isinstance(key, rsa.RSAPrivateKey):
        raise wrong
    return key


def _unwrapped(wrapped: str, private: rsa.RSAPrivateKey) -> bytes:
    """What was encrypted to the RSA key: by Collect with MGF1 over SHA-256, by Enketo over SHA-1."""
    try:
        sealed = base64.b64decode(wrapped, validate=True)
    except binascii.Error as error:
        raise _other_key() from error
    for mask in (hashes.SHA256(), hashes.SHA1()):  # noqa: S303  (as the clients do it)
        try:
            return private.decrypt(sealed, padding.OAEP(padding.MGF1(mask), hashes.SHA256(), None))
        except ValueError:
            continue
    raise _other_key()


def _other_key() -> NotAForm:
    return refused(
        say("It was encrypted for another key than that of this visit."),
        say("Look whether the device has the form of another visit, and open it with that key."),
    )


def bare_name(name: str) -> str:
    """The name that a file had before it was encrypted.

    >>> bare_name("corridor.jpg.enc")
    'corridor.jpg'
    """
    return name.removesuffix(".enc")


def lock_of(written: str) -> Lock:
    """The lock that was written in hexadecimal; raises ``ValueError``."""
    content = bytes.fromhex(written)
    return Lock(content[:-16], content[-16:])


def opened(pieces: Iterable[bytes], lock: Lock) -> Iterator[bytes]:
    """A file of an encrypted instance in clear, piece by piece; raises ``ValueError`` at its end where that is damaged.

    Nothing in the way ODK encrypts says whether a piece is the one that was encrypted: compare the digest of the whole.
    """
    cipher, bare = Cipher(AES(lock.key), CFB(lock.vector)).decryptor(), PKCS7(128).unpadder()
    for piece in pieces:
        yield bare.update(cipher.update(piece))
    yield bare.update(cipher.finalize()) + bare.finalize()


def _decrypted(content: bytes, lock: Lock, name: str) -> bytes:
    try:
        return b"".join(opened([content], lock))
    except ValueError as error:
        raise _damaged(name) from error


def _damaged(name: str) -> NotAForm:
    return refused(
        say("“{name}” is damaged, or came only in part."),
        say("Let the device bring it again; what came is kept."),
        name=name,
    )


def _signature_fits(
    manifest: Element, wrapped: str, instance_id: str, clear: list[tuple[str, bytes]], private: rsa.RSAPrivateKey
) -> bool | None:
    signature = _text(manifest, "base64EncryptedElementSignature")
    if not signature:
        return None
    try:
        said = _unwrapped(signature, private)
    except NotAForm:
        return False
    version = manifest.get("version")
    lines = [manifest.get("id", ""), *([version] if version else []), wrapped, instance_id]
    lines += [f"{name}::{hashlib.md5(content, usedforsecurity=False).hexdigest()}" for name, content in clear]
    text = "\n".join(lines) + "\n"
    return hashlib.md5(text.encode(), usedforsecurity=False).digest() == said
