"""ODK Collect in Python: it signs in, lists and fetches forms, encrypts as its forms ask, and brings what it took."""

import base64
import hashlib
import http.client
import re
import socket
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4
from xml.sax.saxutils import escape

from cryptography.hazmat.decrepit.ciphers.modes import CFB
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.padding import PKCS7
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_public_key,
)
from lxml import etree

SUBMISSIONS = "http://opendatakit.org/submissions"


@dataclass(frozen=True, slots=True)
class Answered:
    """What the server answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def message(self) -> str:
        """The sentence that is shown to whoever uses the client."""
        root = etree.fromstring(self.body)
        return root.findtext("{http://openrosa.org/http/response}message") or ""


@dataclass(slots=True)
class Collect:
    """A client with the settings of a project."""

    server: str
    password: str
    user: str = "field"

    def ask(self, method: str, address: str, body: bytes | None = None, kind: str = "") -> Answered:
        """One request; first without a password, as Collect does it, then with it once it is challenged."""
        headers = {"X-OpenRosa-Version": "1.0", "User-Agent": "org.odk.collect.android/v2024.3", "Connection": "close"}
        if kind:
            headers["Content-Type"] = kind
        first = self._once("HEAD" if body is not None else method, address, None, headers)
        if first.status != 401:
            return first if body is None else self._once(method, address, body, headers)
        assert first.headers["www-authenticate"].startswith("Basic")
        coded = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        return self._once(method, address, body, {**headers, "Authorization": f"Basic {coded}"})

    def _once(self, method: str, address: str, body: bytes | None, headers: dict[str, str]) -> Answered:
        parts = urlsplit(address)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
        try:
            path = parts.path + (f"?{parts.query}" if parts.query else "")
            connection.request(method, path, body, headers)
            with until_it_hangs_up(connection):
                answer = connection.getresponse()
                return Answered(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def forms(self) -> list[dict[str, str]]:
        """The forms there are: what each row of the list says, by the names of OpenRosa."""
        answer = self.ask("GET", f"{self.server}/formList")
        assert answer.status == 200, answer
        assert answer.headers["x-openrosa-version"] == "1.0"
        rows = etree.fromstring(answer.body).iter("{http://openrosa.org/xforms/xformsList}xform")
        return [{one.tag.split("}")[1]: one.text or "" for one in row} for row in rows]

    def fetch(self, form: Mapping[str, str]) -> str:
        """A form, whose hash must be the one listed, with its manifest."""
        answer = self.ask("GET", form["downloadUrl"])
        assert form["hash"] == "md5:" + hashlib.md5(answer.body).hexdigest()
        manifest = self.ask("GET", form["manifestUrl"])
        assert etree.fromstring(manifest.body).tag.endswith("manifest")
        return answer.body.decode()

    def bring(self, instance: str | bytes, files: Mapping[str, bytes], *, more: bool = False) -> Answered:
        """One request with the instance and these files; ``more``: others are still to come."""
        content = instance.encode() if isinstance(instance, str) else instance
        return self.ask("POST", f"{self.server}/submission", *multipart(content, files, more=more))

    def bring_in_requests(self, instance: str, files: Mapping[str, bytes], most: int) -> list[Answered]:
        """As Collect divides an instance whose files are together larger than the server takes at once."""
        bundles: list[dict[str, bytes]] = [{}]
        for name, content in files.items():
            if bundles[-1] and sum(map(len, bundles[-1].values())) + len(content) > most:
                bundles.append({})
            bundles[-1][name] = content
        return [self.bring(instance, one, more=one is not bundles[-1]) for one in bundles]


@contextmanager
def until_it_hangs_up(connection: http.client.HTTPConnection) -> Iterator[None]:
    """Read the answer inside; then say no more, and wait until the server closes the line.

    It has more to do once the answer is out, such as letting go of its database: a test that ended meanwhile would take
    that away, and the server's thread would end in a traceback of its own.
    """
    line = connection.sock.dup()
    try:
        yield
        line.settimeout(30)
        with suppress(OSError):  # closed already
            line.shutdown(socket.SHUT_WR)
        with suppress(ConnectionError):
            while line.recv(4096):
                pass
    finally:
        line.close()


def multipart(instance: bytes, files: Mapping[str, bytes], *, more: bool = False) -> tuple[bytes, str]:
    """The body of a request and its type."""
    boundary = uuid4().hex
    parts = [_part(boundary, "xml_submission_file", "instance.xml", "text/xml", instance)]
    parts += [_part(boundary, name, name, "application/octet-stream", content) for name, content in files.items()]
    if more:
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="*isIncomplete*"\r\n\r\nyes\r\n'
        parts.append(head.encode())
    return b"".join([*parts, f"--{boundary}--\r\n".encode()]), f"multipart/form-data; boundary={boundary}"


def _part(boundary: str, name: str, file_name: str, kind: str, content: bytes) -> bytes:
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n'
    return head.encode() + f"Content-Type: {kind}\r\n\r\n".encode() + content + b"\r\n"


def new_instance(instance: str) -> str:
    """The same answers under an id of their own."""
    return re.sub(r"uuid:[0-9a-f-]{36}", f"uuid:{uuid4()}", instance)


# Encrypted forms, as the specification has them


def new_form_key() -> tuple[str, bytes]:
    """The public key of a form as it carries it, and its private half as PEM."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    public = private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return base64.b64encode(public).decode(), pem


def encrypted(
    instance: str,
    files: Mapping[str, bytes],
    public: str,
    *,
    mask: Any = hashes.SHA256,
    key: bytes | None = None,
) -> tuple[str, dict[str, bytes]]:
    """The manifest and the encrypted files that Collect makes of an instance; Enketo takes SHA-1 for ``mask``."""
    found = re.search(r"uuid:[0-9a-f-]{36}", instance)
    assert found is not None
    instance_id, form_id, version = found[0], "cells", "3"
    key = key or hashlib.sha256(uuid4().bytes).digest()
    seed = bytearray(hashlib.md5(instance_id.encode() + key).digest())
    everything = [*files.items(), ("submission.xml", instance.encode())]
    made: dict[str, bytes] = {}
    for count, (name, content) in enumerate(everything):
        seed[count % 16] = (seed[count % 16] + 1) % 256
        made[f"{name}.enc"] = _enciphered(content, key, bytes(seed))
    wrapped = _wrapped(key, public, mask)
    lines = [form_id, version, wrapped, instance_id]
    lines += [f"{name}::{hashlib.md5(content).hexdigest()}" for name, content in everything]
    signature = _wrapped(hashlib.md5(("\n".join(lines) + "\n").encode()).digest(), public, mask)
    return _manifest(form_id, version, wrapped, signature, instance_id, list(files)), made


def _manifest(form_id: str, version: str, wrapped: str, signature: str, instance_id: str, names: Sequence[str]) -> str:
    media = "".join(f"<media><file>{escape(name)}.enc</file></media>" for name in names)
    return (
        f'<data xmlns="{SUBMISSIONS}" encrypted="yes" id="{form_id}" version="{version}">'
        f"<base64EncryptedKey>{wrapped}</base64EncryptedKey>"
        f'<orx:meta xmlns:orx="http://openrosa.org/xforms"><orx:instanceID>{instance_id}</orx:instanceID></orx:meta>'
        f"{media}<encryptedXmlFile>submission.xml.enc</encryptedXmlFile>"
        f"<base64EncryptedElementSignature>{signature}</base64EncryptedElementSignature></data>"
    )


def _wrapped(secret: bytes, public: str, mask: Any) -> str:
    key = load_der_public_key(base64.b64decode(public))
    assert isinstance(key, rsa.RSAPublicKey)
    return base64.b64encode(key.encrypt(secret, padding.OAEP(padding.MGF1(mask()), hashes.SHA256(), None))).decode()


def _enciphered(content: bytes, key: bytes, vector: bytes) -> bytes:
    filling = PKCS7(128).padder()
    padded = filling.update(content) + filling.finalize()
    cipher = Cipher(AES(key), CFB(vector)).encryptor()
    return cipher.update(padded) + cipher.finalize()
