"""Verification of the field room: parcels fit their digests, and the satchel is what they say.

Parts on their way in, and what was withdrawn or revoked since, are not compared.
"""

import json
from hashlib import sha256

from unannounced.duties import bringing
from unannounced.duties.words import Sentence
from unannounced.records.parcels.comparing import Here, Marks, Means, compared
from unannounced.records.satchel.models import Enrolled, Held, Invited, Letter


def verify() -> tuple[int, list[Sentence]]:
    """How many parcels there are, and what in this room was altered, deleted or added by hand."""
    return compared(MEANS, HERE, unreadable=(bringing.CannotTake,))


def _short(*said: object) -> str:
    return sha256("\n".join(map(str, said)).encode()).hexdigest()


# What parcels say


def _of_blob(content: bytes) -> tuple[str, str]:
    blob = bringing.read_content(content).blob
    return blob.digest, _short(blob.device, blob.seq)


def _of_enrolment(content: bytes) -> tuple[str, str]:
    said = json.loads(content)
    return said["device"], _short(said["verifying_key"], said["recipient"])


def _of_invitation(content: bytes) -> tuple[str, str]:
    said = json.loads(content)
    return said["lookup"], _short(said["device"], said["package"], said["expires_on"])


def _of_letter(content: bytes) -> tuple[str, str]:
    said = json.loads(content)
    return f"{said['device']} {said['number']}", _short(said["sealed"])


MEANS: Means = {
    "sealed-blob": ("satchel_held", _of_blob),
    "enrolment": ("satchel_enrolled", _of_enrolment),
    "invitation": ("satchel_invited", _of_invitation),
    "letter": ("satchel_letter", _of_letter),
}


# What lies here


def _held() -> Marks:
    rows = Held.objects.filter(forgotten=False).values_list("digest", "device", "seq")
    return {digest: _short(device, seq) for digest, device, seq in rows.iterator()}


def _enrolled() -> Marks:
    rows = Enrolled.objects.values_list("device", "verifying_key", "recipient")
    return {str(device): _short(key, recipient) for device, key, recipient in rows.iterator()}


def _invited() -> Marks:
    rows = Invited.objects.values_list("lookup", "device", "package", "expires_on")
    return {lookup: _short(device, package, day) for lookup, device, package, day in rows.iterator()}


def _letters() -> Marks:
    rows = Letter.objects.values_list("device", "number", "sealed")
    return {f"{device} {number}": _short(sealed) for device, number, sealed in rows.iterator()}


HERE: Here = {
    "satchel_held": _held,
    "satchel_enrolled": _enrolled,
    "satchel_invited": _invited,
    "satchel_letter": _letters,
}
