"""Verification of the intake room, and that nothing of an erased conversation is left in any table."""

import pytest
from django.db import connection

from tests.rooms.intake.conftest import Room, Sender, parcel, taken
from tests.rooms.intake.test_files import begin, content, put
from unannounced.records.letterbox.models import Answer, Letter
from unannounced.records.letterbox.verifying import verify
from unannounced.records.parcels.models import Parcel

pytestmark = pytest.mark.django_db


def faults() -> list[str]:
    """What verification finds."""
    return [str(one) for one in verify()[1]]


def busy(room: Room) -> Sender:
    """Somebody with a letter, a file and an answer."""
    sender, said = Sender(), content()
    room.kept(sender.letter())
    begin(room, sender, said)
    for number in (1, 2, 3):
        put(room, sender, said, number)
    taken(parcel("answer", sender.answer()))
    return sender


def test_a_room_in_use_is_what_its_parcels_hold_also_after_erasing(room: Room) -> None:
    sender, _other = busy(room), busy(room)
    assert faults() == []
    room.ask("erase", {"address": sender.address})
    assert faults() == []


def test_what_was_altered_added_or_deleted_by_hand_is_named(room: Room) -> None:
    busy(room)
    Answer.objects.update(sealed="AAAA")
    assert len(faults()) == 1
    Letter.objects.update(conversation="b" * 64)
    assert len(faults()) == 2
    Letter.objects.all().delete()
    assert any("was deleted by hand" in one for one in faults())
    Parcel.objects.filter(kind="communication-file").update(content=b"x")
    assert any("another digest" in one for one in faults())


def test_nothing_of_an_erased_conversation_is_in_any_table_but_the_word_to_the_office(room: Room) -> None:
    sender = busy(room)
    room.ask("erase", {"address": sender.address})
    Parcel.objects.filter(kind="communication-erased").delete()  # once it was carried
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            held = repr([[bytes(one) if isinstance(one, memoryview) else one for one in row] for row in cursor])
            assert sender.conversation not in held, table
            assert sender.address not in held, table
