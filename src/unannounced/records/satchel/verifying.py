"""Verification of the field room: parcels fit their digests, and the satchel is what they say.

Parts on their way in, and what was withdrawn or revoked since, are not compared.
"""

import json
from collections.abc import Callable, Iterator
from hashlib import sha256

from unannounced.crafts import packing
from unannounced.duties import bringing
from unannounced.duties.words import Sentence, say
from unannounced.records.parcels.models import Parcel
from unannounced.records.parcels.queries import one_by_one
from unannounced.records.satchel.models import Enrolled, Held, Invited, Letter

Marks = dict[str, str]
"""By the key of a row: what it must say, in short."""


def verify() -> tuple[int, list[Sentence]]:
    """How many parcels there are, and what in this room was altered, deleted or added by hand."""
    meant: dict[str, Marks] = {table: {} for table in HERE}
    count = 0
    faults: list[Sentence] = []
    for parcel in one_by_one(Parcel.objects.all()):
        count += 1
        faults.extend(_read(parcel, meant))
    for table, rows in HERE.items():
        faults.extend(_compare(table, rows(), meant[table]))
    return count, faults


def _read(parcel: Parcel, meant: dict[str, Marks]) -> Iterator[Sentence]:
    """Note what a parcel says the satchel must hold; name it where it is not what it was."""
    content = bytes(parcel.content)
    if packing.digest_of(content) != parcel.digest:
        yield Sentence(
            say("parcels_parcel {id} was altered by hand: its content has another digest."), {"id": parcel.pk}
        )
    elif parcel.kind in MEANS:
        table, mark = MEANS[parcel.kind]
        try:
            meant[table].update([mark(content)])
        except (ValueError, KeyError, TypeError, bringing.CannotTake):
            yield Sentence(
                say("parcels_parcel {id} was added or altered by hand: it cannot be opened here."), {"id": parcel.pk}
            )


def _compare(table: str, here: Marks, there: Marks) -> Iterator[Sentence]:
    for key in sorted(here.keys() - there.keys()):
        yield Sentence(say("{table} {id} was added by hand: no parcel holds it."), {"table": table, "id": key})
    for key in sorted(there.keys() - here.keys()):
        yield Sentence(say("{table} {id} was deleted by hand: a parcel holds it."), {"table": table, "id": key})
    for key in sorted(here.keys() & there.keys()):
        if here[key] != there[key]:
            yield Sentence(
                say("{table} {id} was altered by hand: its parcel says something else."), {"table": table, "id": key}
            )


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


MEANS: dict[str, tuple[str, Callable[[bytes], tuple[str, str]]]] = {
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


HERE: dict[str, Callable[[], Marks]] = {
    "satchel_held": _held,
    "satchel_enrolled": _enrolled,
    "satchel_invited": _invited,
    "satchel_letter": _letters,
}
