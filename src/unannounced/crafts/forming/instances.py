"""What an ODK client brings: whose form, which instance, which files; and what may be remembered of it.

Nothing that is remembered can be read without the instance's own id, which is random and is not kept: whoever takes
the field room learns from it neither words nor files, and cannot compare them with anything.
"""

import base64
import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from unannounced.crafts.forming.answering import encrypted_files, is_encrypted
from unannounced.crafts.forming.problems import NotAForm, refused
from unannounced.crafts.forming.xforms import ORX, Element, local, parse_xml
from unannounced.duties.words import say

LARGEST_INSTANCE = 2_000_000
"""Characters of an instance."""
_NAMESPACE = UUID("1c5f6b0a-3a0e-4f39-8f5e-9d8a44c2f0b7")
_LEAST_ID = 16
_UUID = re.compile(r"(?:uuid:)?([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)")


@dataclass(frozen=True, slots=True)
class Instance:
    """An instance as it came: its text, and what it says of itself."""

    text: str
    form_id: str
    version: str
    instance_id: str
    encrypted: bool
    files: Sequence[str]
    day: str
    moment: str

    @property
    def entry_id(self) -> UUID:
        """The id of its entry: its own where that is a UUID."""
        found = _UUID.fullmatch(self.instance_id)
        return UUID(found[1]) if found else uuid5(_NAMESPACE, self.instance_id)

    def later_id(self, mark: str) -> UUID:
        """The id of an entry that corrects an earlier one of the same instance."""
        return uuid5(self.entry_id, mark)


def read_instance(content: bytes) -> Instance:
    """The instance in an ``xml_submission_file``. Raises ``NotAForm`` where it says no form or no id of its own."""
    data = parse_xml(content)
    if content[:3] == b"\xef\xbb\xbf":
        content = content[3:]
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise refused(say("What came is not in UTF-8."), say("Bring it again.")) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    if len(text) > LARGEST_INSTANCE:
        raise refused(say("The instance is too long."), say("Fill in a shorter form."))
    form_id, instance_id = data.get("id", ""), _instance_id(data)
    if not form_id or len(instance_id) < _LEAST_ID:
        raise refused(
            say("What came does not say which form it is of, or has no id of its own."),
            say("Fetch the form again, and fill it in anew."),
        )
    return Instance(
        text=text,
        form_id=form_id[:80],
        version=(data.get("version") or data.get(f"{ORX}version") or "")[:60],
        instance_id=instance_id,
        encrypted=is_encrypted(data),
        files=encrypted_files(data) if is_encrypted(data) else (),
        day=_said(data, "today", _DAY) or _said(data, "end", _MOMENT)[:10] or _said(data, "start", _MOMENT)[:10],
        moment=_said(data, "end", _MOMENT) or _said(data, "start", _MOMENT),
    )


def _instance_id(data: Element) -> str:
    for one in data.iter():
        if isinstance(one.tag, str) and local(one) == "instanceID":
            return (one.text or "").strip()
    return data.get("instanceID", "")


def _said(data: Element, name: str, form: re.Pattern[str]) -> str:
    """What the instance says of itself at its top, in that form."""
    found = [one for one in data if isinstance(one.tag, str) and local(one) == name]
    text = (found[0].text or "").strip() if found else ""
    return text if form.fullmatch(text) else ""


class Memory:
    """Marks of one instance of one device. They are the same each time, and nothing can be read out of them."""

    def __init__(self, device: UUID, instance_id: str) -> None:
        secret = f"{device}\n{instance_id}".encode()
        self._key = HKDF(SHA256(), 32, None, b"unannounced openrosa marks 1").derive(secret)
        self._lock = AESGCM(HKDF(SHA256(), 32, None, b"unannounced openrosa memory 1").derive(secret))
        self.instance = self.mark(b"instance")

    def mark(self, *parts: bytes) -> str:
        """A mark of these bytes: 64 hexadecimal figures."""
        digest = hmac.new(self._key, digestmod=hashlib.sha256)
        for part in parts:
            digest.update(len(part).to_bytes(8, "big") + part)
        return digest.hexdigest()

    def locked(self, said: Mapping[str, Any]) -> str:
        """What is to be remembered, for whoever brings the instance again."""
        nonce = secrets.token_bytes(12)
        return base64.b64encode(nonce + self._lock.encrypt(nonce, json.dumps(said).encode(), None)).decode()

    def opened(self, kept: str) -> dict[str, Any]:
        """What was remembered; an empty one where it was altered."""
        content = base64.b64decode(kept)
        try:
            said: dict[str, Any] = json.loads(self._lock.decrypt(content[:12], content[12:], None))
        except (InvalidTag, ValueError):
            return {}
        return said


def media_of(name: str) -> str:
    """The media type of a file by its name, as far as ODK clients bring it.

    >>> media_of("1606381_a.JPG"), media_of("x.enc")
    ('image/jpeg', 'application/octet-stream')
    """
    return _MEDIA.get(name.rsplit(".", 1)[-1].casefold(), "application/octet-stream")


_MEDIA = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "gif": "image/gif",
    "m4a": "audio/mp4",
    "mp3": "audio/mpeg",
    "amr": "audio/amr",
    "ogg": "audio/ogg",
    "wav": "audio/wav",
    "3gp": "video/3gpp",
    "mp4": "video/mp4",
    "webm": "video/webm",
    "pdf": "application/pdf",
    "csv": "text/csv",
    "txt": "text/plain",
}

__all__ = ["Instance", "Memory", "NotAForm", "media_of", "read_instance"]
