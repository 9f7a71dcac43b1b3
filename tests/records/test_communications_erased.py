"""Erasing: in time, or because the sender did; what holds a communication; and that nothing of it is left anywhere."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from tests import communicating as field
from tests.communicating import Intake, sender
from tests.world import TODAY, World, moment
from unannounced.crafts.handing_over import coded
from unannounced.duties.consenting import Answer
from unannounced.duties.corresponding import AnswerKind, PieceKind
from unannounced.duties.receiving import Hold, Told, Way
from unannounced.duties.treaty.dates import add_months
from unannounced.records.communications import dealing, erasing, queries
from unannounced.records.communications.actions import (
    assign,
    close,
    declare_conflict,
    end_hold,
    hold_as_evidence,
    keep_for,
    open_again,
)
from unannounced.records.communications.models import Came, Communication, Held, Piece, SealedBytes
from unannounced.records.communications.taking import take_communications
from unannounced.records.ledger.linking import link_all
from unannounced.records.ledger.models import Line
from unannounced.records.ledger.verifying import verify
from unannounced.records.parcels.actions import note_carried
from unannounced.records.parcels.models import Parcel
from unannounced.records.reprisals import actions as reprisals

pytestmark = pytest.mark.django_db

AT = moment(TODAY)
SAID = "Quillmarsh"


@pytest.fixture
def intake(world: World) -> Intake:
    return field.keepers(world, "maud", "ana", "tomas", at=AT)


@pytest.fixture
def held(world: World, intake: Intake) -> Communication:
    """A letter that was dealt with in every way there is, and closed, to be kept for one month."""
    maud, who = world.maud, sender()
    held = field.written(world, intake, text=SAID, who={"name": SAID}, at=AT)
    take_communications([who.file(intake.key, SAID.encode())], at=AT)
    assign(held, world.people["ana"], by=maud, at=AT)
    declare_conflict(held, "A cousin.", by=world.tomas, at=AT)
    place = world.places["XXB"]
    dealing.note_triage(held, [Told.DEATH], ways=[Way.RECEIPT], place=place, place_said=SAID, by=maud, at=AT)
    dealing.note_triage(held, [Told.SUICIDE], place=place, by=maud, at=AT)
    note = dealing.add_piece(held, PieceKind.NOTE, intake.offered(SAID.encode()), by=maud, at=AT)
    dealing.add_piece(held, PieceKind.NOTE, intake.offered(b"x"), replaces=note, by=maud, at=AT)
    dealing.open_who(Piece.objects.get(communication=held, kind="who"), reason=SAID, by=maud, at=AT)
    dealing.answer(
        held,
        AnswerKind.ANSWERED,
        way=Way.RECEIPT,
        kept=intake.offered(SAID.encode()),
        for_sender=field.seal(SAID.encode(), who.recipient),
        recipient=who.recipient,
        given_on=TODAY,
        by=maud,
        at=AT,
    )
    dealing.note_sharing_consent(held, SAID, Answer.GIVEN, asked_on=TODAY, by=maud, at=AT)
    dealing.refer(held, SAID, intake.offered(SAID.encode()), referred_on=TODAY, by=maud, at=AT)
    dealing.bear_on(held, place=place, by=maud, at=AT)
    keep_for(held, 1, by=maud, at=AT)
    return close(held, by=maud, at=AT)


DUE = moment(add_months(TODAY, 1))


def sound() -> None:
    """Verification finds nothing."""
    link_all()
    assert [str(fault) for fault in verify().faults] == []


def everything() -> str:
    """Every value of every table of the office, as the database holds it; bytes as hexadecimal."""
    said = []
    with connection.cursor() as cursor:
        for model in apps.get_models():
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            said += [_written(value) for row in cursor.fetchall() for value in row]
    return "\n".join(said)


def _written(value: Any) -> str:
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else str(value)


def traces(held: Communication) -> list[str]:
    """What may not be found once it is erased: ends of its sealed bytes in each writing, the conversation, a name."""
    found = [bytes(one.sealed) for one in SealedBytes.objects.filter(piece__communication=held)]
    found += [bytes(one.content) for one in Parcel.objects.filter(kind="answer")]
    parts = [part for sealed in found for part in (sealed[-120:-60], sealed[1800:1860])]
    return [sender().conversation, sender().recipient, SAID, *(way for one in parts for way in (one.hex(), coded(one)))]


def test_after_erasing_no_byte_of_it_is_in_any_table(world: World, intake: Intake, held: Communication) -> None:
    gone = traces(held)
    before = everything()
    assert [one for one in [*gone[:3], *gone[3:20:2]] if one not in before] == []
    note_carried(*Parcel.objects.filter(kind="answer").values_list("digest", flat=True), room="intake", at=AT)
    assert erasing.erase_due(at=DUE) == 1
    note_carried(
        *Parcel.objects.filter(kind="conversation-over").values_list("digest", flat=True), room="intake", at=DUE
    )
    assert erasing.erase_due(at=DUE + timedelta(days=1)) == 0
    after = everything()
    assert [one for one in gone if one in after] == []
    left = Communication.objects.get()
    assert (left.pk, left.mark, left.erased_on, left.erased_because) == (held.pk, held.mark, DUE.date(), "time")
    assert (left.conversation, left.recipient, left.language, left.triage_id) == ("", "", "", None)
    tables = list(apps.get_app_config("communications").get_models())
    kept = {model.__name__ for model in tables if model._base_manager.exists()}
    assert kept == {"Came", "Communication", "IntakeKey", "Keeper", "WrappedIntakeKey"}
    sound()


def test_the_ledger_proves_row_by_row_that_it_was_erased(held: Communication) -> None:
    rows = {str(pk) for pk in Piece.objects.values_list("pk", flat=True)}
    rows |= {str(pk) for pk in SealedBytes.objects.values_list("pk", flat=True)}
    erasing.erase_due(at=DUE)
    line = Line.objects.get(act="erase a communication")
    assert line.subject_id == held.pk
    assert rows <= {key for how, _table, key, digest in line.rows if how == "erased" and not digest}
    sound()


def test_the_intake_room_is_told_that_the_conversation_is_over(held: Communication) -> None:
    erasing.erase_due(at=DUE)
    parcel = Parcel.objects.get(kind="conversation-over")
    assert parcel.room == "intake"
    assert sender().conversation.encode() in bytes(parcel.content)
    assert not Parcel.objects.filter(kind="answer").exists()


def test_the_same_parcels_again_bring_nothing_back(intake: Intake, world: World) -> None:
    letter = sender().letter(intake.key)
    take_communications([letter], at=AT)
    held = Communication.objects.get()
    assign(held, world.people["maud"], by=world.maud, at=AT)
    close(held, by=world.maud, at=AT)
    assert erasing.erase_due(at=moment(add_months(TODAY, 24))) == 1
    assert take_communications([letter], at=AT)[letter.digest].what.value == "known"
    assert not Piece.objects.exists()
    assert Came.objects.count() == 1


def test_nothing_is_erased_before_its_day_or_while_it_is_open(world: World, held: Communication) -> None:
    assert erasing.erase_due(at=DUE - timedelta(days=1)) == 0
    open_again(held, by=world.maud, at=AT)
    assert erasing.erase_due(at=DUE + timedelta(days=999)) == 0
    assert held.pieces.exists()


def test_evidence_holds_it_until_the_hold_ends(world: World, held: Communication) -> None:
    hold = hold_as_evidence(held, "A court asked for it.", by=world.maud, at=AT)
    assert erasing.erase_due(at=DUE) == 0
    [due] = erasing.due(world.maud, on=DUE.date())
    assert (due.erasure.on, due.erasure.held_by) == (None, (Hold.EVIDENCE,))
    end_hold(hold, by=world.maud, at=AT)
    [due] = erasing.due(world.maud, on=DUE.date())
    assert due.erasure.on == DUE.date()
    assert erasing.erase_due(at=DUE) == 1
    assert erasing.due(world.maud, on=DUE.date()) == []


def test_an_open_case_of_reprisal_holds_it_and_tells_nothing_of_itself(world: World, held: Communication) -> None:
    case = reprisals.open_case("A prison", "Isolation for a letter.", by=world.maud, at=AT)
    reprisals.link_case(case, held, by=world.maud, at=AT)
    assert erasing.erase_due(at=DUE) == 0
    hold = Held.objects.get()
    assert (hold.what, hold.because) == ("reprisal", "")
    reprisals.close_case(case, by=world.maud, at=AT)
    assert erasing.erase_due(at=DUE) == 1
    sound()


def test_what_the_sender_erased_is_erased_at_once_and_the_intake_room_is_not_told_again(
    world: World, held: Communication
) -> None:
    gone = traces(held)
    take_communications([sender().erases(TODAY)], at=AT)
    left = Communication.objects.get()
    assert (left.erased_on, left.erased_because, left.sender_erased_on) == (TODAY, "sender", TODAY)
    assert not Parcel.objects.filter(kind="conversation-over").exists()
    after = everything()
    assert [one for one in gone if one in after] == []
    sound()


def test_what_is_held_by_rule_is_not_erased_by_its_sender_but_noted_shown_and_erased_when_nothing_holds_it(
    world: World, intake: Intake, held: Communication
) -> None:
    hold = hold_as_evidence(held, "A court asked for it.", by=world.maud, at=AT)
    take_communications([sender().erases(date(2026, 11, 25)), sender().letter(intake.key, "Anew.")], at=AT)
    held = field.of(held)
    assert (held.erased_on, held.sender_erased_on, held.conversation) == (None, date(2026, 11, 25), "")
    assert held.pieces.exists()
    assert Communication.objects.count() == 2
    assert queries.register(world.maud, mark=held.mark, stage=None).found == 0
    [due] = erasing.due(world.maud, on=TODAY)
    assert due.erasure.held_by == (Hold.EVIDENCE,)
    assert erasing.erase_due(at=AT) == 0
    end_hold(hold, by=world.maud, at=AT)
    assert erasing.erase_due(at=AT) == 1
    assert field.of(held).erased_because == "sender"
    assert Communication.objects.exclude(pk=held.pk).get().pieces.exists()
    sound()


def test_words_that_were_used_for_two_conversations_are_over_twice(world: World, intake: Intake) -> None:
    for months in (24, 60):
        held = field.written(world, intake, at=AT)
        close(held, by=world.maud, at=AT)
        assert erasing.erase_due(at=moment(add_months(TODAY, months))) == 1
        parcel = Parcel.objects.get(kind="conversation-over")
        assert parcel.carried_at is None
        note_carried(parcel.digest, room="intake", at=AT)
    sound()


def test_what_is_due_is_reckoned_in_two_statements_however_much_it_is(
    world: World, intake: Intake, django_assert_num_queries: Any
) -> None:
    for number in range(4):
        close(field.written(world, intake, number=number, at=AT), by=world.maud, at=AT)
        with django_assert_num_queries(2):
            assert len(erasing.due(world.maud, on=add_months(TODAY, 25))) == number + 1


def test_the_worker_erases_what_is_due_in_its_first_round(held: Communication, monkeypatch: pytest.MonkeyPatch) -> None:
    from unannounced.cli import speaking, work

    class Idle:
        def round(self, **_how: float) -> bool:
            return False

        def follow(self, *_how: float) -> bool:
            return False

    idle: Any = Idle()
    monkeypatch.setattr(speaking, "now", lambda: DUE - timedelta(days=2))
    work._round(0, idle, idle, idle, idle)
    held.refresh_from_db()
    assert held.erased_on is None
    monkeypatch.setattr(speaking, "now", lambda: DUE + timedelta(days=1))
    work._round(0, idle, idle, idle, idle)
    held.refresh_from_db()
    assert held.erased_on is not None
    sound()
