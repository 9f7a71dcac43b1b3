"""What is done with a communication: entered by hand, noted, opened, answered, referred; each only by those assigned."""

import hashlib
import json
from datetime import timedelta

import pytest

from tests import communicating as field
from tests.communicating import Intake, sender
from tests.world import TODAY, World, moment
from unannounced.crafts import padding, sealing
from unannounced.crafts.handing_over import decoded
from unannounced.duties import corresponding, receiving
from unannounced.duties.consenting import Answer as Said
from unannounced.duties.corresponding import AnswerKind, Days, PieceKind, Stage, WayIn
from unannounced.duties.decision import RefusedByRule
from unannounced.duties.receiving import Group, Risk, Told, Urgency, Way
from unannounced.records.communications import dealing, queries
from unannounced.records.communications.actions import (
    Public,
    assign,
    close,
    declare_conflict,
    enter_communication,
    give_receipt,
    keep_for,
    name_keeper,
    open_again,
)
from unannounced.records.communications.models import (
    Answer,
    Assignment,
    Communication,
    Piece,
    Referral,
    SealedBytes,
    Triage,
    WhoOpened,
)
from unannounced.records.communications.pieces import Offered, Original
from unannounced.records.communications.taking import take_communications
from unannounced.records.ledger.actions import SomebodyWasFirst
from unannounced.records.ledger.linking import link_all
from unannounced.records.ledger.models import Line, Reading
from unannounced.records.ledger.verifying import verify
from unannounced.records.parcels.models import Parcel

pytestmark = pytest.mark.django_db

AT = moment(TODAY)
LETTER = b'{"format": "unannounced-communication/1", "text": "No doctor came to cell 14."}'
WHO = b'{"format": "unannounced-who/1", "name": "Ilyas Temren", "reach": "through his mother"}'


@pytest.fixture
def intake(world: World) -> Intake:
    """Maud, Ana and Tomás keep the register; Maud made the key."""
    return field.keepers(world, "maud", "ana", "tomas", at=AT)


@pytest.fixture
def held(world: World, intake: Intake) -> Communication:
    """A letter that is assigned to Maud."""
    return field.written(world, intake, at=AT)


def sound() -> None:
    """Verification finds nothing."""
    link_all()
    assert [str(fault) for fault in verify().faults] == []


# Entering by hand


def on_paper(world: World, **said: object) -> Communication:
    """A letter on paper that Maud enters, with its scan."""
    days = Days(TODAY - timedelta(days=30), TODAY - timedelta(days=21), None, TODAY - timedelta(days=1))
    scan = Original("letter.jpg", "image/jpeg", b"\xff\xd8\xff cell 14")
    more = {"originals": [scan], "days": days, "stamp": "Censored, Bresk Prison", "language": "uk", **said}
    return enter_communication(WayIn.PAPER, LETTER, WHO, came_on=TODAY, by=world.maud, at=AT, **more)  # type: ignore[arg-type]


def test_what_came_on_paper_is_sealed_at_once_and_nothing_of_it_is_kept_in_clear(world: World, intake: Intake) -> None:
    entered = on_paper(world)
    kinds = list(entered.pieces.order_by("number").values_list("kind", "by"))
    assert kinds == [(kind, world.maud.pk) for kind in ("letter", "who", "original")]
    sealed = {one.piece.kind: one for one in SealedBytes.objects.select_related("piece")}
    assert intake.opened(sealed["letter"].sealed) == LETTER
    assert intake.opened(sealed["who"].sealed) == WHO
    line, _newline, scan = intake.opened(sealed["original"].sealed).partition(b"\n")
    assert json.loads(line) == {
        "format": "unannounced-file/1",
        "name": "letter.jpg",
        "type": "image/jpeg",
        "size": len(scan),
    }
    assert scan == b"\xff\xd8\xff cell 14"
    assert sealed["letter"].size == sealed["who"].size == sealed["original"].size
    assert entered.stage == Stage.OPEN
    assert Assignment.objects.get().person_id == world.maud.pk
    delays = corresponding.delays(
        Days(entered.paper.written_on, entered.paper.stamped_on, entered.paper.posted_on, entered.paper.arrived_on)
    )
    assert delays == {("written", "stamped"): 9, ("stamped", "arrived"): 20}
    sound()


def test_entering_the_same_twice_is_welcome_once(world: World, intake: Intake) -> None:
    first = on_paper(world)
    again = on_paper(world, key=first.pk)
    assert again == first
    assert Communication.objects.count() == 1


def test_nothing_is_entered_without_a_key_by_a_stranger_from_the_future_or_with_days_out_of_order(world: World) -> None:
    with pytest.raises(RefusedByRule, match="for keepers of their register"):
        on_paper(world)
    name_keeper(world.people["maud"], by=world.maud, at=AT)
    with pytest.raises(RefusedByRule, match="no key of communications yet"):
        on_paper(world)
    for way_in, letter, day, sentence in (
        (WayIn.INTAKE, LETTER, TODAY, "not entered by hand"),
        (WayIn.EMAIL, b" ", TODAY, "nothing that was written"),
        (WayIn.EMAIL, b"x" * 600_000, TODAY, "too long"),
        (WayIn.EMAIL, LETTER, TODAY + timedelta(days=1), "future"),
    ):
        with pytest.raises(RefusedByRule, match=sentence):
            enter_communication(way_in, letter, WHO, came_on=day, by=world.maud, at=AT)
    with pytest.raises(RefusedByRule, match="do not follow each other"):
        on_paper(world, days=Days(TODAY, TODAY - timedelta(days=1), None, TODAY))
    assert not Communication.objects.exists()


def test_a_receipt_can_be_given_once_and_its_words_are_kept_nowhere(world: World, intake: Intake) -> None:
    who = sender(2)
    entered = on_paper(world)
    with pytest.raises(RefusedByRule, match="what follows from the words"):
        give_receipt(entered, Public(who.identity, who.conversation), by=world.maud, at=AT)
    give_receipt(entered, Public(who.recipient, who.conversation), by=world.maud, at=AT)
    with pytest.raises(RefusedByRule, match="given for this communication already"):
        give_receipt(field.of(entered), Public(who.recipient, who.conversation), by=world.maud, at=AT)
    take_communications([who.letter(intake.key, "I write myself now.")], at=AT)
    assert Communication.objects.count() == 1
    assert entered.pieces.filter(by__isnull=True).count() == 2
    sound()


# Assigning


def test_assigning_opens_what_was_received_and_once_for_each(world: World, intake: Intake) -> None:
    held = field.written(world, intake, to="", at=AT)
    assert held.stage == Stage.RECEIVED
    assign(held, world.people["ana"], by=world.maud, at=AT)
    assert field.of(held).stage == Stage.OPEN
    with pytest.raises(RefusedByRule, match="assigned to them already"):
        assign(field.of(held), world.people["ana"], by=world.maud, at=AT)
    with pytest.raises(RefusedByRule, match="cannot be assigned"):
        assign(field.of(held), world.people["henrik"], by=world.maud, at=AT)


def test_a_member_does_not_deal_with_what_concerns_their_own_state(world: World, held: Communication) -> None:
    """Ana is of Dorvane, Tomás of Eskarra."""
    assign(held, world.people["ana"], by=world.maud, at=AT)
    dealing.note_triage(held, [Told.CONDITIONS], place=world.places["XXD"], by=world.ana, at=AT)
    ended = Assignment.objects.get(communication=held, person=world.ana.pk)
    assert (ended.ended_at, ended.because) == (AT, "it concerns the State of their own nationality")
    assert not queries.pieces_of(held.pk, world.ana).exists()
    with pytest.raises(RefusedByRule, match="own nationality"):
        assign(field.of(held), world.people["ana"], by=world.maud, at=AT)
    assign(field.of(held), world.people["tomas"], by=world.maud, at=AT)
    sound()


# Triage


def test_the_stored_urgency_is_always_the_computed_one(world: World, intake: Intake) -> None:
    order = list(Urgency)
    for number, (told, group, risk) in enumerate(
        [(told, None, Risk.UNKNOWN) for told in Told]
        + [(Told.OTHER, group, Risk.UNKNOWN) for group in Group]
        + [(Told.OTHER, None, risk) for risk in Risk]
    ):
        held = field.written(world, intake, number=number, at=AT)
        assert order[held.urgency] is receiving.urgency_of(None).urgency
        dealing.note_triage(held, [told], groups=[group] if group else [], risk=risk, by=world.maud, at=AT)
        noted = receiving.Triage(frozenset({told}), frozenset({group} if group else ()), risk)
        assert order[field.of(held).urgency] is receiving.urgency_of(noted).urgency
    for one in Communication.objects.select_related("triage"):
        assert one.triage is not None
        assert one.urgency == dealing.place_in_line(one.triage)


def test_a_later_triage_counts_and_the_earlier_stands_beside_it(world: World, held: Communication) -> None:
    stale = field.of(held)
    first = dealing.note_triage(held, [Told.SUICIDE], in_custody=True, by=world.maud, at=AT)
    with pytest.raises(SomebodyWasFirst):
        dealing.note_triage(stale, [Told.OTHER], by=world.maud, at=AT)
    assert Triage.objects.count() == 1
    dealing.note_triage(field.of(held), [Told.CONDITIONS], language="uk", by=world.maud, at=AT + timedelta(hours=1))
    held = field.of(held)
    assert held.triage is not None
    assert (held.triage.told, held.language, held.urgency) == (["conditions"], "uk", 3)
    assert first in queries.triages_of(held.pk, world.maud)
    sound()


# Opening who wrote


def test_who_wrote_is_opened_for_a_reason_with_a_row_and_a_line_each_time(
    world: World, intake: Intake, held: Communication
) -> None:
    piece = Piece.objects.get(communication=held, kind="who")
    with pytest.raises(RefusedByRule, match="No reason"):
        dealing.open_who(piece, reason=" ", by=world.maud, at=AT)
    with pytest.raises(RefusedByRule, match="not assigned"):
        dealing.open_who(piece, reason="Curious.", by=world.ana, at=AT)
    for _twice in range(2):
        sealed = dealing.open_who(piece, reason="To warn them.", by=world.maud, at=AT)
    assert json.loads(intake.opened(sealed.sealed))["format"] == "unannounced-who/1"
    assert [one.reason for one in WhoOpened.objects.all()] == ["To warn them."] * 2
    assert Line.objects.filter(act="open who wrote").count() == 2
    sound()


def test_opening_what_was_written_is_in_the_reading_log_and_no_act(world: World, held: Communication) -> None:
    lines = Line.objects.count()
    letter = Piece.objects.get(communication=held, kind="letter")
    [read] = dealing.read_pieces([letter.pk], by=world.maud, at=AT)
    assert read.piece == letter
    assert Reading.objects.get().subject_id == letter.pk
    assert Line.objects.count() == lines


def test_notes_of_the_office_are_sealed_and_may_be_corrected_by_new_ones(
    world: World, intake: Intake, held: Communication
) -> None:
    note = dealing.add_piece(held, PieceKind.NOTE, intake.offered(b"Ask for the register."), by=world.maud, at=AT)
    again = dealing.add_piece(held, PieceKind.NOTE, intake.offered(b"Of May."), replaces=note, by=world.maud, at=AT)
    assert (again.number, again.replaces) == (4, note)
    with pytest.raises(RefusedByRule, match="not added by itself"):
        dealing.add_piece(held, PieceKind.ANSWER, intake.offered(b"x"), by=world.maud, at=AT)
    with pytest.raises(RefusedByRule, match="not sealed as it must be"):
        dealing.add_piece(held, PieceKind.NOTE, Offered(b"in clear", 1), by=world.maud, at=AT)
    letter = held.pieces.get(kind="letter")
    with pytest.raises(SomebodyWasFirst):
        dealing.add_piece(held, PieceKind.NOTE, intake.offered(b"x"), replaces=letter, by=world.maud, at=AT)
    sound()


# Answering


def by_receipt(world: World, intake: Intake, held: Communication, text: bytes = b"It came.", **said: object) -> Answer:
    """Maud answers for whoever has the words."""
    who = sender()
    more = {"for_sender": field.seal(text, who.recipient), "recipient": who.recipient, **said}
    kept = intake.offered(text)
    kind = AnswerKind.ACKNOWLEDGED
    return dealing.answer(
        field.of(held), kind, way=Way.RECEIPT, kept=kept, given_on=TODAY, by=world.maud, at=AT, **more  # type: ignore[arg-type]
    )  # fmt: skip


def test_an_answer_by_the_receipt_is_a_numbered_parcel_that_the_sender_alone_can_open(
    world: World, intake: Intake, held: Communication
) -> None:
    for number in (1, 2):
        answer = by_receipt(world, intake, held, f"Answer {number}.".encode())
        assert answer.number == number
    said = [json.loads(bytes(one.content)) for one in Parcel.objects.filter(kind="answer").order_by("made_at", "id")]
    assert {one["conversation"] for one in said} == {sender().conversation}
    assert sorted(one["number"] for one in said) == [1, 2]
    first = next(one for one in said if one["number"] == 1)
    opened = padding.unpad(sealing.open_sealed(decoded(first["sealed"]), sender().identity))
    assert opened == b"Answer 1."
    assert field.of(held).recipient == sender().recipient
    sound()


def test_once_the_key_of_the_sender_is_known_another_one_is_refused(
    world: World, intake: Intake, held: Communication
) -> None:
    by_receipt(world, intake, held)
    with pytest.raises(RefusedByRule, match="not sealed to the key of whoever wrote"):
        by_receipt(world, intake, held, recipient=sender(5).recipient)
    by_receipt(world, intake, held, b"Once more.", recipient="")
    with pytest.raises(RefusedByRule, match="sealed for the sender"):
        by_receipt(world, intake, held, for_sender=None)


def test_the_place_learns_of_no_answer_that_could_do_harm(world: World, intake: Intake, held: Communication) -> None:
    def by(way: Way) -> Answer:
        return dealing.answer(
            field.of(held),
            AnswerKind.ANSWERED,
            way=way,
            kept=intake.offered(way.value.encode()),
            given_on=TODAY,
            by=world.maud,
            at=AT,
        )

    with pytest.raises(RefusedByRule, match="did not ask"):
        by(Way.POST)
    dealing.note_triage(field.of(held), [Told.OTHER], ways=[Way.POST, Way.LAWYER], by=world.maud, at=AT)
    with pytest.raises(RefusedByRule, match="could learn of the answer"):
        by(Way.POST)
    assert by(Way.LAWYER).parcel is None
    dealing.note_triage(field.of(held), [Told.OTHER], ways=[Way.POST], risk=Risk.NONE_SEEN, by=world.maud, at=AT)
    answer = by(Way.POST)
    assert (answer.way, answer.number, answer.given_on) == ("post", None, TODAY)
    assert not Parcel.objects.filter(kind="answer").exists()
    sound()


# Referring


def test_a_copy_is_referred_only_to_a_body_the_person_agrees_to_and_not_once_they_withdrew(
    world: World, intake: Intake, held: Communication
) -> None:
    def refer(body: str) -> Referral:
        copy = intake.offered(f"Somebody, to {body}.".encode())
        return dealing.refer(held, body, copy, referred_on=TODAY, by=world.maud, at=AT)

    with pytest.raises(RefusedByRule, match="was not asked"):
        refer("Ombudsman")
    dealing.note_sharing_consent(held, "Ombudsman", Said.GIVEN, asked_on=TODAY, by=world.maud, at=AT)
    referral = refer("Ombudsman")
    assert referral.consent.answer == "given"
    with pytest.raises(RefusedByRule, match="was not asked"):
        refer("Prosecutor")
    later = AT + timedelta(hours=1)
    dealing.note_sharing_consent(held, "Ombudsman", Said.WITHDRAWN, asked_on=TODAY, by=world.maud, at=later)
    with pytest.raises(RefusedByRule, match="does not agree"):
        refer("Ombudsman")
    assert Referral.objects.get().piece.kind == "referred"
    assert hashlib.sha256(bytes(referral.piece.bytes.sealed)).hexdigest() == referral.piece.digest
    sound()


# Every act is for those assigned


def test_a_keeper_who_is_not_assigned_does_nothing_with_it(world: World, intake: Intake, held: Communication) -> None:
    ana = world.ana
    for act in (
        lambda: dealing.note_triage(held, [Told.OTHER], by=ana, at=AT),
        lambda: dealing.add_piece(held, PieceKind.NOTE, intake.offered(b"x"), by=ana, at=AT),
        lambda: dealing.bear_on(held, place=world.places["XXB"], by=ana, at=AT),
        lambda: dealing.refer(held, "Ombudsman", intake.offered(b"x"), referred_on=TODAY, by=ana, at=AT),
        lambda: dealing.note_sharing_consent(held, "Ombudsman", Said.GIVEN, asked_on=TODAY, by=ana, at=AT),
        lambda: close(held, by=ana, at=AT),
        lambda: open_again(held, by=ana, at=AT),
        lambda: keep_for(held, 3, by=ana, at=AT),
        lambda: give_receipt(held, Public(sender().recipient, sender().conversation), by=ana, at=AT),
    ):
        with pytest.raises(RefusedByRule, match="not assigned to you"):
            act()


def test_its_stages_go_one_by_one(world: World, held: Communication) -> None:
    with pytest.raises(RefusedByRule, match="open: this step"):
        open_again(held, by=world.maud, at=AT)
    close(held, by=world.maud, at=AT)
    with pytest.raises(RefusedByRule, match="closed: this step"):
        close(held, by=world.maud, at=AT)
    with pytest.raises(RefusedByRule, match="closed"):
        assign(held, world.people["ana"], by=world.maud, at=AT)
    open_again(held, by=world.maud, at=AT)
    assert (held.stage, held.closed_at) == (Stage.OPEN, None)
    with pytest.raises(RefusedByRule, match="1 to 120 months"):
        keep_for(held, 0, by=world.maud, at=AT)
    assert keep_for(held, 3, by=world.maud, at=AT).keep_months == 3


def test_whoever_declares_a_conflict_is_taken_off_at_once(world: World, held: Communication) -> None:
    with pytest.raises(RefusedByRule, match="No reason"):
        declare_conflict(held, " ", by=world.maud, at=AT)
    declare_conflict(held, "He is my neighbour.", by=world.maud, at=AT)
    assert not queries.register_of(world.maud).exists()
    assert not queries.pieces_of(held.pk, world.maud).exists()
    assert queries.register_of(world.ana).get() == held
    sound()
