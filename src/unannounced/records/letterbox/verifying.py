"""Verification of the intake room: parcels fit their digests, and the letterbox is what they say.

Parts on their way in and spent work are not compared; whose bytes were dropped since the office has them neither.
"""

import json
from collections.abc import Callable, Iterator
from hashlib import sha256

from unannounced.crafts import packing
from unannounced.duties.words import Sentence, say
from unannounced.records.letterbox.models import Answer, File, Letter
from unannounced.records.parcels.models import Parcel
from unannounced.records.parcels.queries import one_by_one

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
    """Note what a parcel says the letterbox must hold; name it where it is not what it was."""
    content = bytes(parcel.content)
    if packing.digest_of(content) != parcel.digest:
        yield Sentence(
            say("parcels_parcel {id} was altered by hand: its content has another digest."), {"id": parcel.pk}
        )
    elif parcel.kind in MEANS:
        table, mark = MEANS[parcel.kind]
        try:
            meant[table].update([mark(content)])
        except (ValueError, KeyError, TypeError):
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


# What parcels say


def _of_letter(content: bytes) -> tuple[str, str]:
    line, _, sealed = content.partition(b"\n")
    said = json.loads(line)
    return packing.digest_of(sealed), f"{said['conversation']} {said['came_on']}"


def _of_file(content: bytes) -> tuple[str, str]:
    said = json.loads(content.partition(b"\n")[0])
    return f"{said['conversation']} {said['digest']}", str(said["size"])


def _of_answer(content: bytes) -> tuple[str, str]:
    said = json.loads(content)
    return f"{said['conversation']} {said['number']}", sha256(said["sealed"].encode()).hexdigest()


MEANS: dict[str, tuple[str, Callable[[bytes], tuple[str, str]]]] = {
    "communication": ("letterbox_letter", _of_letter),
    "communication-file": ("letterbox_file", _of_file),
    "answer": ("letterbox_answer", _of_answer),
}


# What lies here


def _letters() -> Marks:
    rows = Letter.objects.filter(parcel__isnull=False).values_list("digest", "conversation", "came_on")
    return {digest: f"{conversation} {came_on}" for digest, conversation, came_on in rows.iterator()}


def _files() -> Marks:
    rows = File.objects.filter(parcel__isnull=False).values_list("conversation", "digest", "size")
    return {f"{conversation} {digest}": str(size) for conversation, digest, size in rows.iterator()}


def _answers() -> Marks:
    rows = Answer.objects.values_list("conversation", "number", "sealed")
    return {
        f"{conversation} {number}": sha256(sealed.encode()).hexdigest()
        for conversation, number, sealed in rows.iterator()
    }


HERE: dict[str, Callable[[], Marks]] = {
    "letterbox_letter": _letters,
    "letterbox_file": _files,
    "letterbox_answer": _answers,
}
