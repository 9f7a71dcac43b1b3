"""Bringing sealed blobs: what a device says of each, what is too large, and why one cannot be taken.

The words stand in docs/field-protocol.md. Nothing here opens anything: a blob is bytes for a key nobody here has.
"""

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from unannounced.duties.words import Sentence, say

PART = 1_048_576
"""Bytes of each part of a large blob but the last."""
LARGEST_BLOB = 128 * PART
MOST_UNFINISHED = 256
"""Parts of blobs that are not whole yet which a device may have here: 256 MB, two of the largest (project choice)."""
UNFINISHED_FOR = timedelta(days=60)
"""Parts stay so long after the last part of their blob came: longer than a visit and its way home (project choice)."""
RESTS_AFTER = timedelta(days=1)
"""A blob of which no part came for so long makes room for another of its device (project choice)."""
MOST_LINES, LARGEST_BATCH = 50, 4 * PART
LARGEST_NUMBER = 2**53
LONGEST_LABEL, LONGEST_RECIPIENT, LONGEST_HEADER = 60, 4_000, 2_000

_DIGEST = re.compile(r"[0-9a-f]{64}")
_DEVICE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_LOOKUP = re.compile(r"[0-9a-f]{32}")
_CODED = re.compile(r"[A-Za-z0-9_-]*={0,2}")
_SIGNATURE = re.compile(r"[A-Za-z0-9_-]{86}(==)?")
_RECIPIENT = re.compile(r"age1pq1[0-9a-z]+")


class Door(StrEnum):
    """By which door of the field room a blob came."""

    APP = "app"
    OPENROSA = "openrosa"


class Problem(StrEnum):
    """Why something is not taken, in one word for the app."""

    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"
    FORGED = "forged"
    MALFORMED = "malformed"
    TOO_LARGE = "too_large"
    FULL = "full"
    UNFINISHED = "unfinished"
    UNSIGNED = "unsigned"
    BUSY = "busy"


class CannotTake(Exception):
    """Something a device brought cannot be taken: the word for the app, and the sentence for its member."""

    def __init__(self, problem: Problem, english: str, **facts: object) -> None:
        super().__init__(english)
        self.problem = problem
        self.sentence = Sentence(english, facts)


@dataclass(frozen=True, slots=True)
class Blob:
    """What a device says of a sealed blob, and signs. ``device`` is its id in the canonical form."""

    device: str
    seq: int
    digest: str
    size: int
    signature: str


@dataclass(frozen=True, slots=True)
class Brought:
    """A sealed blob with its bytes, and the door it came by."""

    blob: Blob
    sealed: bytes
    door: Door = Door.APP


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What a device shows when it comes in by its code."""

    lookup: str
    verifying_key: str
    recipient: str
    label: str
    proof: str


# What a device sends


def read_line(line: bytes) -> Brought:
    """One line of a batch; raises ``CannotTake``."""
    said = read_object(line)
    sealed = bytes_of(said.get("sealed"))
    blob = blob_of(said)
    if len(sealed) != blob.size:
        raise CannotTake(
            Problem.MALFORMED,
            say("This blob has {came} bytes, not the {size} it says: it was cut on the way. Bring it again."),
            came=len(sealed),
            size=blob.size,
        )
    return Brought(blob, sealed)


def read_object(text: bytes) -> dict[str, object]:
    """A JSON object; raises ``CannotTake``."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise malformed(say("This is no JSON object: it was cut or altered on the way. Bring it again."))
    return said


def blob_of(said: Mapping[str, object]) -> Blob:
    """What is said of a blob, with every word in its form; raises ``CannotTake``."""
    signature = said.get("signature")
    if not signature:
        raise CannotTake(Problem.UNSIGNED, say("This blob is not signed. Bring it with the signature of the device."))
    return Blob(
        device=device_of(said.get("device")),
        seq=_whole(said.get("seq"), LARGEST_NUMBER),
        digest=digest_of(said.get("digest")),
        size=_size(said.get("size")),
        signature=_formed(_SIGNATURE, signature, say("The signature is not in its form. Bring the blob again.")),
    )


def device_of(said: object) -> str:
    """The id of a device; raises ``CannotTake``."""
    return _formed(_DEVICE, said, say("No device is named here. Bring it with the id of the device."))


def digest_of(said: object) -> str:
    """The digest of a blob; raises ``CannotTake``."""
    return _formed(_DIGEST, said, say("No digest of 64 hexadecimal figures is named here. Bring the blob again."))


def number_of(said: object, *, least: int = 1) -> int:
    """A number written as text, such as that of a part; raises ``CannotTake``."""
    text = str(said)
    if not (text.isascii() and text.isdecimal() and len(text) <= 15 and int(text) >= least):
        raise malformed(say("A number is missing, or is none. Bring it again."))
    return int(text)


def bytes_of(said: object) -> bytes:
    """The bytes of base64url, with or without filling; raises ``CannotTake``."""
    if isinstance(said, str) and _CODED.fullmatch(said):
        plain = said.rstrip("=")
        try:
            return base64.b64decode(plain + "=" * (-len(plain) % 4), b"-_")
        except binascii.Error:
            pass
    raise malformed(say("The sealed bytes are not base64url: they were altered on the way. Bring them again."))


def enrolment_of(said: Mapping[str, object]) -> Enrolment:
    """What a device shows when it comes in; raises ``CannotTake``. Whether its point lies on the curve is not said."""
    label = said.get("label", "")
    again = say("What the device says of itself is not complete. Type the code again.")
    if not isinstance(label, str) or not (label.isprintable() or not label) or len(label) > LONGEST_LABEL:
        raise malformed(say("The name of the device is too long, or cannot be printed. Give it a shorter one."))
    recipient = _formed(_RECIPIENT, said.get("recipient"), again)
    if len(recipient) > LONGEST_RECIPIENT:
        raise malformed(again)
    return Enrolment(
        lookup=_formed(_LOOKUP, said.get("lookup"), again),
        verifying_key=_text_of(said.get("verifying_key"), 65, again),
        recipient=recipient,
        label=label,
        proof=_text_of(said.get("proof"), 32, again),
    )


def malformed(english: str) -> CannotTake:
    """What cannot be read."""
    return CannotTake(Problem.MALFORMED, english)


def _text_of(said: object, length: int, otherwise: str) -> str:
    if not isinstance(said, str) or len(bytes_of(said)) != length:
        raise malformed(otherwise)
    return said.rstrip("=")


def _formed(form: re.Pattern[str], said: object, otherwise: str) -> str:
    if not isinstance(said, str) or not form.fullmatch(said):
        raise malformed(otherwise)
    return said


def _whole(said: object, most: int) -> int:
    if type(said) is not int or not 1 <= said <= most:
        raise malformed(say("The number of the blob is missing, or is none. Bring the blob again."))
    return said


def _size(said: object) -> int:
    if type(said) is not int or said < 1:
        raise malformed(say("The size of the blob is missing, or is none. Bring the blob again."))
    if said > LARGEST_BLOB:
        raise CannotTake(
            Problem.TOO_LARGE,
            say("This blob is larger than {largest} megabytes: it is not taken. Bring the device home with it."),
            largest=LARGEST_BLOB // PART,
        )
    return said


# Parts


def parts_of(size: int) -> int:
    """How many parts a blob of ``size`` bytes has.

    >>> parts_of(1), parts_of(1_048_576), parts_of(1_048_577)
    (1, 1, 2)
    """
    return -(-size // PART)


def size_of_part(number: int, size: int) -> int:
    """The bytes of part ``number``, from 1, of a blob of ``size`` bytes.

    >>> size_of_part(1, 1_500_000), size_of_part(2, 1_500_000)
    (1048576, 451424)
    """
    return min(PART, size - (number - 1) * PART)


# The parcel


def content(brought: Brought) -> bytes:
    """A blob as its parcel holds it: a line of JSON, then the sealed bytes."""
    blob = brought.blob
    line = {
        "device": blob.device,
        "digest": blob.digest,
        "door": brought.door.value,
        "seq": blob.seq,
        "signature": blob.signature,
        "size": blob.size,
    }
    return json.dumps(line, separators=(",", ":")).encode() + b"\n" + brought.sealed


def read_content(content: bytes) -> Brought:
    """The blob of a parcel. What its line says is in its form, and need not be true; raises ``CannotTake``."""
    line, newline, sealed = content[:LONGEST_HEADER].partition(b"\n")
    if not newline:
        raise malformed(say("This parcel has no line that says what it holds."))
    said = read_object(line)
    sealed = content[len(line) + 1 :]
    if said.get("door") == Door.OPENROSA:
        return Brought(_of_odk(said), sealed, Door.OPENROSA)
    return Brought(blob_of(said), sealed)


def _of_odk(said: Mapping[str, object]) -> Blob:
    """A blob that was sealed at the ODK door: no device signed it or counted it."""
    return Blob(device_of(said.get("device")), 0, digest_of(said.get("digest")), _size(said.get("size")), "")


def apart_at_the_odk_door(*, app_came: bool, withdrawn: bool) -> Sentence | None:
    """Why a blob that was sealed at the ODK door is set apart; None if it may be opened with the others.

    Nobody signs there: where a device signs what it brings, what comes unsigned in its name is not taken for its own.
    """
    if app_came:
        return Sentence(say("It is not signed, and the app came in by this invitation: the app signs what it brings."))
    if withdrawn:
        return Sentence(say("The invitation had been withdrawn before this came."))
    return None


def apart_because(
    blob: Blob, *, real_digest: str, real_size: int, signed: bool, number_taken: bool, revoked: bool
) -> Sentence | None:
    """Why a blob that came home is set apart from the others; None if it may be opened with them.

    ``revoked``: its number is not among those that had come before its device was revoked.
    """
    if real_digest != blob.digest or real_size != blob.size:
        return Sentence(say("Its bytes are not those that were signed: they were altered after they left the device."))
    if not signed:
        return Sentence(say("Its signature is not that of the device it names."))
    if revoked:
        return Sentence(say("The device had been revoked before this came."))
    if number_taken:
        return Sentence(say("The device gave the number {number} to another blob already."), {"number": blob.seq})
    return None
