"""Communications of the case: a letter through the intake room and one on paper, dealt with; and a case of reprisal."""

from datetime import date
from typing import Any, cast

from tests import communicating as field
from tests.records.house import House, at
from unannounced.duties.consenting import Answer
from unannounced.duties.corresponding import AnswerKind, Days, PieceKind, WayIn
from unannounced.duties.protecting import Step
from unannounced.duties.receiving import Told, Way
from unannounced.records.communications import dealing
from unannounced.records.communications.actions import (
    declare_conflict,
    enter_communication,
    hold_as_evidence,
)
from unannounced.records.communications.models import Piece
from unannounced.records.findings.actions import note_told_in
from unannounced.records.findings.models import Finding
from unannounced.records.reprisals.actions import (
    hold_call,
    keep_contacts,
    link_case,
    note_agreed,
    note_measure,
    open_case,
    plan_call,
)

DAY = date(2026, 11, 16)


def communicated(house: House) -> None:
    """A row in each table of communications and of reprisals."""
    world, then = cast("Any", house), at(DAY)
    intake = field.keepers(world, "maud", "ana", "tomas", at=then)
    held = field.written(world, intake, at=then)
    maud = house.maud
    declare_conflict(held, "My cousin works there.", by=house.tomas, at=then)
    dealing.note_triage(
        held, [Told.REPRISAL], ways=[Way.RECEIPT], place=house.place, happened_on=date(2026, 11, 2), by=maud, at=then
    )
    dealing.add_piece(field.of(held), PieceKind.NOTE, intake.offered(b"Ask for the register."), by=maud, at=then)
    dealing.open_who(Piece.objects.get(communication=held, kind="who"), reason="To warn them.", by=maud, at=then)
    who = field.sender()
    dealing.answer(
        field.of(held),
        AnswerKind.ROUTES,
        way=Way.RECEIPT,
        kept=intake.offered(b"Turn to the Court."),
        for_sender=field.seal(b"Turn to the Court.", who.recipient),
        recipient=who.recipient,
        given_on=DAY,
        by=maud,
        at=then,
    )
    dealing.note_sharing_consent(held, "Ombudsman", Answer.GIVEN, asked_on=DAY, how="In writing.", by=maud, at=then)
    dealing.refer(held, "Ombudsman", intake.offered(b"Somebody was beaten."), referred_on=DAY, by=maud, at=then)
    dealing.bear_on(held, place=house.place, by=maud, at=then)
    dealing.bear_on(held, visit=house.visit, by=maud, at=then)
    note_told_in(held, Finding.objects.get(visit=house.visit), by=maud, at=then)
    hold_as_evidence(held, "The prosecutor asked for it.", by=maud, at=then)
    on_paper(house)
    reprisal(house, intake)


def on_paper(house: House) -> None:
    """A letter on paper, eleven days under way."""
    days = Days(date(2026, 11, 1), date(2026, 11, 4), None, date(2026, 11, 12))
    clear = b'{"format": "unannounced-communication/1", "text": "No doctor came."}'
    enter_communication(
        WayIn.PAPER,
        clear,
        b'{"format": "unannounced-who/1", "name": "", "reach": ""}',
        came_on=date(2026, 11, 12),
        language="en",
        days=days,
        stamp="Prison of the North, censored",
        by=house.maud,
        at=at(DAY),
    )


def reprisal(house: House, intake: field.Intake) -> None:
    """A case that is about the letter."""
    then, maud = at(DAY), house.maud
    case = open_case("A prison", "They were put in isolation for a letter.", happened_on=DAY, by=maud, at=then)
    keep_contacts(case, intake.offered(b"Through the chaplain."), by=maud, at=then)
    note_measure(case, "The minister was written to.", taken_on=DAY, by=maud, at=then)
    note_agreed(case, Step.RAISE, Answer.GIVEN, asked_on=DAY, by=maud, at=then)
    call = plan_call(case, DAY, by=maud, at=then)
    hold_call(call, DAY, note=intake.offered(b"They are well."), by=maud, at=then)
    link_case(case, field.of(_first()), by=maud, at=then)


def _first() -> Any:
    return Piece.objects.get(kind="who", communication__way_in="intake").communication
