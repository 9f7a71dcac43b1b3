"""Taking a bag of parcels in, in the room of this process: what became of each, one by one or in chunks."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import IO, NamedTuple

from unannounced.cli import speaking
from unannounced.crafts.packing import BagProblem, Packed, unpack
from unannounced.duties.words import say

BY_COURIER = say("by the courier")
MOST, LARGEST = 200, 16 * 1024 * 1024
"""So many sealed blobs, and so many bytes of more than one, go into one transaction."""


class Answered(NamedTuple):
    """What the taking room says of a parcel: taken, known, waits or refused; or that the bag stopped."""

    word: str
    digest: str
    why: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in self if part)


def take_bag(stream: IO[bytes], room: str) -> Iterator[Answered]:
    """Take each parcel of ``stream`` in. What cannot be taken is named, and the rest goes on."""
    take: Callable[[Iterator[Packed]], Iterator[Answered]] = {
        "office": _in_office,
        "portal": _in_portal,
        "field": _in_field,
        "liaison": _in_liaison,
        "intake": _in_intake,
    }[room]
    try:
        yield from take(unpack(stream))
    except BagProblem as problem:
        yield Answered("stopped", "", str(problem))


def _in_portal(bag: Iterator[Packed]) -> Iterator[Answered]:
    from unannounced.records.shelf.actions import put_on_shelf

    return _one_by_one(bag, put_on_shelf)


def _in_field(bag: Iterator[Packed]) -> Iterator[Answered]:
    from unannounced.records.satchel.actions import open_parcel

    return _one_by_one(bag, open_parcel)


def _in_intake(bag: Iterator[Packed]) -> Iterator[Answered]:
    from unannounced.records.letterbox.actions import open_parcel

    return _one_by_one(bag, open_parcel)


def _in_liaison(bag: Iterator[Packed]) -> Iterator[Answered]:
    from unannounced.records.desk.actions import take_in
    from unannounced.records.ledger.actions import acting

    for packed in bag:
        with acting(BY_COURIER):
            answered = _taken(packed, take_in)
        yield answered


def _taken(packed: Packed, take: Callable[..., str]) -> Answered:
    """What became of a parcel that a room with a ledger takes in; nobody acts but the courier."""
    from unannounced.records.ledger.actions import NOBODY
    from unannounced.records.parcels.actions import ParcelRefused, ParcelWaits, Taken

    try:
        return Answered(take(packed, by=NOBODY, at=speaking.now()), packed.digest)
    except ParcelRefused as refused:
        return Answered(Taken.REFUSED, packed.digest, str(refused))
    except ParcelWaits as waits:
        return Answered(Taken.WAITS, packed.digest, str(waits))


def _one_by_one(bag: Iterator[Packed], open_with: Callable[[Packed], None]) -> Iterator[Answered]:
    """Each parcel in a transaction of its own."""
    from unannounced.records.parcels.actions import ParcelRefused, ParcelWaits, Taken, take_in

    for packed in bag:
        try:
            yield Answered(take_in(packed, open_with=open_with, at=speaking.now()), packed.digest)
        except ParcelRefused as refused:
            yield Answered(Taken.REFUSED, packed.digest, str(refused))
        except ParcelWaits as waits:
            yield Answered(Taken.WAITS, packed.digest, str(waits))


def _in_office(bag: Iterator[Packed]) -> Iterator[Answered]:
    """Sealed blobs in chunks, each in one transaction; a device that comes in by itself."""
    from unannounced.records.ledger.actions import acting

    for chunk in chunks(bag):
        with acting(BY_COURIER):
            answered = list(_together(chunk))
        yield from answered


def _together(chunk: Sequence[Packed]) -> Iterator[Answered]:
    from unannounced.records.communications.taking import KNOWN_VERSIONS

    if chunk[0].kind == "sealed-blob":
        return _sealed(chunk)
    return _communications(chunk) if chunk[0].kind in KNOWN_VERSIONS else map(_other, chunk)


def _communications(chunk: Sequence[Packed]) -> Iterator[Answered]:
    from unannounced.records.communications.taking import take_communications

    for digest, stands in take_communications(chunk, at=speaking.now()).items():
        yield Answered(stands.what, digest, stands.why)


def _sealed(chunk: Sequence[Packed]) -> Iterator[Answered]:
    from unannounced.records.notebooks.actions import take_sealed

    for digest, stands in take_sealed(chunk, at=speaking.now()).items():
        yield Answered(stands.what, digest, stands.why)


def _other(packed: Packed) -> Answered:
    from unannounced.duties.decision import RefusedByRule
    from unannounced.records.keyrings.actions import take_enrolment
    from unannounced.records.parcels.actions import Taken
    from unannounced.records.publications.coming import KNOWN_VERSIONS, take_response

    if packed.kind in KNOWN_VERSIONS:
        return _taken(packed, take_response)
    if packed.kind != "enrolment" or packed.version > 1:
        newer = (
            "was made by a newer version, or does not belong here. Bring the office up to date; it is offered again."
        )
        return Answered(Taken.REFUSED, packed.digest, f"Parcel {packed.digest[:12]} ({packed.kind}) {newer}")
    try:
        take_enrolment(packed.content, at=speaking.now())
    except RefusedByRule as refused:
        return Answered(Taken.REFUSED, packed.digest, _in_one_line(speaking.said(refused.refusal.sentence)))
    return Answered(Taken.NEW, packed.digest)


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


def chunks(bag: Iterable[Packed]) -> Iterator[list[Packed]]:
    """Parcels of one kind that come one after the other, so many and so large together as go into one transaction.

    Those that came before the bag stopped are given before it is said that it stopped.
    """
    chunk: list[Packed] = []
    size = 0
    try:
        for packed in bag:
            full = len(chunk) == MOST or size + len(packed.content) > LARGEST
            if chunk and (full or packed.kind != chunk[0].kind):
                yield chunk
                chunk, size = [], 0
            chunk.append(packed)
            size += len(packed.content)
    except BagProblem:
        if chunk:
            yield chunk
        raise
    if chunk:
        yield chunk
