"""What the courier brings from the intake room: once, in any order, sealed as it came; nothing else is let in."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import communicating as field
from tests.communicating import Intake, sender
from tests.world import TODAY, World, moment
from unannounced.crafts.packing import Packed
from unannounced.duties.corresponding import Stage, WayIn
from unannounced.records.communications import taking
from unannounced.records.communications.actions import assign, close
from unannounced.records.communications.models import Came, Communication, Piece, SealedBytes
from unannounced.records.ledger.actions import NOBODY
from unannounced.records.ledger.linking import link_all
from unannounced.records.ledger.models import Line
from unannounced.records.ledger.verifying import verify
from unannounced.records.parcels.actions import ParcelRefused, ParcelWaits, Taken
from unannounced.records.parcels.models import Direction, Parcel

pytestmark = pytest.mark.django_db

AT = moment(TODAY)


@pytest.fixture
def intake(world: World) -> Intake:
    """Maud and Ana keep the register; Maud made the key."""
    return field.keepers(world, "maud", "ana", at=AT)


def bring(*parcels: Packed) -> list[str]:
    """The courier brings these together; what became of each."""
    stands = taking.take_communications(parcels, at=AT)
    return [stands[one.digest].what.value for one in parcels]


def why(parcel: Packed) -> str:
    """Why a parcel was refused or waits."""
    return taking.take_communications([parcel], at=AT)[parcel.digest].why


def sound() -> None:
    """Verification finds nothing."""
    link_all()
    assert [str(fault) for fault in verify().faults] == []


def test_a_first_letter_begins_a_communication_that_nobody_here_can_read(intake: Intake) -> None:
    letter = sender().letter(intake.key, "They took my mattress.")
    assert taking.take_communication(letter, at=AT) is Taken.NEW
    held = Communication.objects.get()
    assert (held.way_in, held.stage, held.conversation) == (WayIn.INTAKE, Stage.RECEIVED, sender().conversation)
    assert (held.came_on, held.entered_by, held.language, held.recipient) == (
        date.fromisoformat(field.CAME_ON),
        None,
        "",
        "",
    )
    assert len(held.mark) == 9
    assert list(held.pieces.order_by("number").values_list("kind", "by")) == [("letter", None), ("who", None)]
    first = SealedBytes.objects.select_related("piece", "intake_key").get(piece__number=1)
    assert first.intake_key == intake.key
    assert b"mattress" not in bytes(first.sealed)
    assert json.loads(intake.opened(first.sealed))["text"] == "They took my mattress."
    line = Line.objects.get(act="take communications in")
    assert line.by == NOBODY
    sound()


def test_the_parcel_itself_is_not_kept_so_that_there_is_one_copy_of_the_bytes(intake: Intake) -> None:
    letter = sender().letter(intake.key)
    bring(letter)
    assert not Parcel.objects.filter(direction=Direction.IN).exists()
    assert Came.objects.get().digest == letter.digest


def test_the_same_again_changes_nothing_and_leaves_no_line(intake: Intake) -> None:
    parcels = [sender(number).letter(intake.key, f"Cell {number}.") for number in range(4)]
    assert bring(*parcels) == ["taken"] * 4
    before = (list(Piece.objects.order_by("pk").values()), Line.objects.count())
    assert bring(*parcels) == ["known"] * 4
    assert bring(parcels[0], parcels[0]) == ["known"] * 2
    assert (list(Piece.objects.order_by("pk").values()), Line.objects.count()) == before


def test_a_further_letter_belongs_to_its_conversation_and_opens_it_again(world: World, intake: Intake) -> None:
    held = field.written(world, intake, at=AT)
    close(held, by=world.maud, at=AT)
    assert bring(sender().letter(intake.key, "It goes on."), sender().letter(intake.key, "And on.")) == ["taken"] * 2
    held = field.of(held)
    assert (held.stage, held.closed_at) == (Stage.OPEN, None)
    assert list(held.pieces.order_by("number").values_list("number", "kind")) == [
        (1, "letter"), (2, "who"), (3, "letter"), (4, "who"), (5, "letter"), (6, "who"),
    ]  # fmt: skip
    sound()


def test_two_letters_of_one_new_conversation_that_come_together_are_one_communication(intake: Intake) -> None:
    assert bring(*[sender().letter(intake.key, text) for text in ("One.", "Two.", "Three.")]) == ["taken"] * 3
    assert Communication.objects.count() == 1
    assert Communication.objects.get().pieces.count() == 6


def test_a_file_waits_for_its_letter_and_is_a_piece_once_that_has_come(intake: Intake) -> None:
    who = sender()
    file = who.file(intake.key)
    with pytest.raises(ParcelWaits, match="has not come yet"):
        taking.take_communication(file, at=AT)
    assert not Came.objects.exists()
    assert bring(file, who.letter(intake.key)) == ["taken"] * 2
    piece = Piece.objects.select_related("bytes").get(kind="file")
    assert piece.bytes.intake_key is None
    assert intake.opened(piece.bytes.sealed) == b"\xff\xd8\xff a photograph"
    assert bring(file) == ["known"]
    sound()


def test_the_same_file_under_another_line_is_held_once(intake: Intake) -> None:
    who, sealed = sender(), field.seal(b"a photograph", intake.key.recipient)
    first = field.file_parcel(who.conversation, sealed)
    second = field.file_parcel(who.conversation, sealed, came_on="2026-11-21", version=intake.key.version)
    assert bring(who.letter(intake.key), first, second) == ["taken"] * 3
    assert Piece.objects.filter(kind="file").count() == 1


def test_a_letter_to_an_older_or_a_revoked_version_is_taken_since_its_sender_was_told_that_it_is_kept(
    world: World, intake: Intake
) -> None:
    from unannounced.records.communications.keys import revoke_intake_key

    field.new_key(world.maud, because="A laptop was seized.", at=AT)
    assert bring(sender(1).letter(intake.key)) == ["taken"]
    revoke_intake_key(intake.key, because="The laptop was not locked.", by=world.maud, at=AT)
    assert bring(sender(2).letter(intake.key)) == ["taken"]


def test_a_version_that_the_office_never_made_is_refused(intake: Intake) -> None:
    parcel = field.letter_parcel(sender().conversation, 7, *[field.seal(b"x", intake.key.recipient)] * 2)
    with pytest.raises(ParcelRefused, match="version 7 of a key that the office never made"):
        taking.take_communication(parcel, at=AT)
    assert not Communication.objects.exists()


def test_what_is_not_as_agreed_is_refused_with_a_sentence_and_the_rest_is_taken(intake: Intake) -> None:
    sealed, conversation = field.seal(b"x", intake.key.recipient), sender().conversation
    line = {"conversation": conversation, "version": 1, "came_on": "2026-11-20", "sizes": [len(sealed), len(sealed)]}

    def a_letter(rest: bytes = sealed + sealed, **said: object) -> Packed:
        return field.packed("communication", json.dumps({**line, **said}).encode() + b"\n" + rest)

    wrong = {
        "no line": field.packed("communication", b"no newline at all"),
        "cannot be read": field.packed("communication", b"{]\n" + sealed),
        "bytes behind its line": a_letter(sealed),
        "how long its two parts": a_letter(sizes=[1]),
        "to which version": a_letter(version="1"),
        "on which day": a_letter(came_on="yesterday"),
        "64 hexadecimal figures": a_letter(conversation="A" * 64),
        "not sealed": a_letter(b"They took my mattress. " * len(sealed), sizes=[23 * len(sealed), 0 + 0 or 23]),
        "newer version": field.packed("communication", b"{}\n", version=2),
        "does not belong here": field.packed("communication", b"{}\n", room="field"),
        "not as long": field.file_parcel(conversation, sealed, size=5),
        "not the one whose digest": field.file_parcel(conversation, sealed, digest="0" * 64),
    }
    for sentence, parcel in wrong.items():
        said = why(parcel)
        assert sentence in said or sentence == "not sealed", (sentence, said)
        assert "Nothing of it was kept." in said
    assert bring(*wrong.values(), sender(1).letter(intake.key)) == ["refused"] * len(wrong) + ["taken"]
    assert Communication.objects.count() == 1


def test_text_in_clear_is_never_kept(intake: Intake) -> None:
    clear = b"They took my mattress. " * 100
    parcel = field.letter_parcel(sender().conversation, 1, clear, field.seal(b"x", intake.key.recipient))
    assert "not sealed as it must be" in why(parcel)


def test_what_a_sender_erases_is_erased_and_what_they_write_afterwards_is_not(intake: Intake) -> None:
    who = sender()
    first, second = who.letter(intake.key, "Erase this."), who.letter(intake.key, "I begin again.")
    assert bring(first, who.erases(TODAY), second) == ["taken"] * 3
    erased, kept = Communication.objects.order_by("erased_on")[::-1]
    if erased.erased_on is None:
        erased, kept = kept, erased
    assert (erased.erased_on, erased.erased_because, erased.conversation) == (TODAY, "sender", "")
    assert not erased.pieces.exists()
    assert kept.conversation == who.conversation
    assert json.loads(intake.opened(SealedBytes.objects.get(piece__number=1).sealed))["text"] == "I begin again."
    assert bring(first, who.erases(TODAY)) == ["known"] * 2
    sound()


def test_erasing_what_is_not_here_is_taken_and_changes_nothing(intake: Intake) -> None:
    assert bring(sender().erases(TODAY)) == ["taken"]
    assert not Communication.objects.exists()
    sound()


def test_bytes_that_a_sender_sends_twice_hold_up_nobody_else(intake: Intake) -> None:
    """Somebody who means harm gives one sealed text as letter, as who wrote and as a file, and again on another day."""
    who, sealed = sender(), field.seal(b"x", intake.key.recipient)
    twice = [
        field.letter_parcel(who.conversation, 1, sealed, sealed, came_on=day) for day in ("2026-11-20", "2026-11-21")
    ]
    file = field.file_parcel(who.conversation, sealed)
    assert bring(*twice, file, sender(1).letter(intake.key)) == ["taken"] * 4
    sound()


def test_five_hundred_letters_are_taken_in_few_statements(intake: Intake) -> None:
    one = sender().letter(intake.key)
    bring(one)
    sealed = field.seal(b"x", intake.key.recipient)
    parcels = [
        field.letter_parcel(f"{number:064x}", 1, sealed + bytes([number % 251]), sealed + b"w") for number in range(500)
    ]
    with CaptureQueriesContext(
        connection,
    ) as few:
        assert set(bring(*parcels[:20])) == {"taken"}
    with CaptureQueriesContext(connection) as many:
        assert set(bring(*parcels[20:])) == {"taken"}
    assert len(many) - len(few) < 60
    assert Communication.objects.count() == 501


def test_a_communication_has_a_mark_by_chance_and_no_running_number(world: World, intake: Intake) -> None:
    bring(*[sender(number).letter(intake.key) for number in range(3)])
    marks = set(Communication.objects.values_list("mark", flat=True))
    assert len(marks) == 3
    assert all(len(mark) == 9 and mark[4] == "-" and not set(mark) & set("ILOU") for mark in marks)
    assert assign(Communication.objects.all()[0], world.people["ana"], by=world.maud, at=AT)
