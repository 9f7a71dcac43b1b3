"""A register of communications made for measuring, taken in as the courier does; sealed once, each its own letter."""

import hashlib
import io
import os
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from time import perf_counter

from django.test import Client
from tests import communicating as field
from tests.sealed import PASSPHRASE
from tests.world import TODAY, World, make_world, moment

from unannounced.cli.taking_parcels import MOST, take_bag
from unannounced.crafts.packing import Packed, pack
from unannounced.duties.receiving import Risk, Told, Way
from unannounced.records.communications.actions import assign
from unannounced.records.communications.dealing import note_triage
from unannounced.records.communications.models import Communication
from unannounced.records.ledger.linking import linked_at_the_end
from unannounced.rooms.office.doors import PERSON
from unannounced.rooms.web import installation

TEXT = "They beat me in the corridor, and the doctor wrote nothing down. " * 50
PICTURE = b"\xff\xd8\xff" + b"a wall " * 20_000
FILES, TRIAGED = 3, 1_000


def main(letters: str) -> dict[str, object]:
    """Furnish; letters a second of the courier, the same bytes a second with ``fsync``, whom to be, what to open."""
    world = make_world()
    intake = field.keepers(world, "maud", "ana", at=moment(TODAY))
    sealed = (field.seal(_letter(), intake.key.recipient), field.seal(field.NOBODY_NAMED, intake.key.recipient))
    bag = io.BytesIO()
    with linked_at_the_end():
        pack(_parcels(int(letters), intake.key.version, *sealed), bag)
    taken = _taken(bag.getvalue())
    opened = _dealt_with(world, intake)
    return {
        "taken": int(letters) / taken,
        "written": int(letters) / _written(bag.getvalue(), int(letters)),
        "session": _session(world),
        "opened": opened,
        "passphrase": PASSPHRASE,
    }


def _letter() -> dict[str, object]:
    recipient = field.sender(0).recipient
    said = {"format": "unannounced-communication/1", "recipient": recipient, "language": "en", "text": TEXT}
    return {**said, "told": ["violence"], "ways": ["receipt"], "fears": "feared", "in_custody": True}


def _parcels(letters: int, version: int, sealed: bytes, who: bytes) -> Iterator[Packed]:
    for number in range(letters):
        conversation = hashlib.sha256(f"{number}".encode()).hexdigest()
        day = TODAY - timedelta(days=number % 700)
        yield field.letter_parcel(conversation, version, sealed, who, came_on=f"{day}")


def _taken(bag: bytes) -> float:
    """Seconds in which the office takes a bag in, as the courier brings it."""
    begun = perf_counter()
    assert all(one.word == "taken" for one in take_bag(io.BytesIO(bag), "office"))
    return perf_counter() - begun


def _written(bag: bytes, letters: int) -> float:
    """Seconds in which the bare bytes are written, each chunk of as many letters on the disk before the next."""
    size = len(bag) // letters * MOST
    begun = perf_counter()
    with tempfile.TemporaryFile(dir=installation.home()) as file:
        for at in range(0, len(bag), size):
            file.write(bag[at : at + size])
            file.flush()
            os.fsync(file.fileno())
    return perf_counter() - begun


def _dealt_with(world: World, intake: field.Intake) -> str:
    """A tenth is assigned and triaged; one has some files, and is the one to open."""
    rows = list(Communication.objects.order_by("came_on", "pk")[:TRIAGED])
    told = list(Told)
    with linked_at_the_end():
        for number, one in enumerate(rows):
            assign(one, world.people["maud"], by=world.maud, at=moment(TODAY))
            said = {"risk": Risk.FEARED, "ways": [Way.RECEIPT], "state": world.states["XXB"], "language": "en"}
            held = Communication.objects.get(pk=one.pk)
            note_triage(held, [told[number % len(told)]], **said, by=world.maud, at=moment(TODAY))  # type: ignore[arg-type]
    last = Communication.objects.get(pk=rows[-1].pk)
    sender = field.Sender("", last.conversation)
    bag = io.BytesIO()
    pack([sender.file(intake.key, PICTURE + bytes([number])) for number in range(FILES)], bag)
    assert all(one.word == "taken" for one in take_bag(io.BytesIO(bag.getvalue()), "office"))
    return str(last.pk)


def _session(world: World) -> str:
    session = Client().session
    session[PERSON] = str(world.people["maud"].pk)
    session.save()
    return str(session.session_key)
