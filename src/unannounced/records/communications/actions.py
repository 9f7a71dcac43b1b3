"""Keepers of the register named; communications entered by hand, assigned, closed; and how long they are kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.conf import settings

from unannounced.crafts import sealing
from unannounced.duties import corresponding, keeping, noting
from unannounced.duties.arriving import LARGEST_LETTER, is_conversation
from unannounced.duties.confidentiality import Act
from unannounced.duties.corresponding import Candidate, Days, PieceKind, Stage, WayIn
from unannounced.duties.decision import require
from unannounced.duties.receiving import Hold
from unannounced.duties.words import say
from unannounced.records.accounts.models import Person
from unannounced.records.accounts.queries import Viewer, permit, viewer_of
from unannounced.records.communications import queries
from unannounced.records.communications.models import (
    Assignment,
    Communication,
    Conflict,
    Held,
    Keeper,
    Paper,
    Piece,
    SealedBytes,
)
from unannounced.records.communications.pieces import Original, Pieces, key_for_sealing, new_marks, sealed_now
from unannounced.records.ledger.actions import LineDraft, act

# Keepers


def name_keeper(person: Person, *, by: Viewer, at: datetime) -> Keeper:
    """Name a keeper of the register: the first one the secretariat, later ones a keeper."""
    permit(Act.KEEP_REGISTER, by)
    now, profile = queries.keepers_on(at.date()), settings.MECHANISM
    keeps, keepers = queries.keeps_register(by), now.count()
    require(keeping.may_name_keeper(roles=by.roles, keeps=keeps, keepers=keepers, profile=profile))
    roles = viewer_of(person, at.date()).roles
    named = Keeper.objects.filter(person=person, ended_at__isnull=True).exists()
    require(keeping.may_be_keeper(roles=roles, keeps=named, profile=profile))
    with act("name a keeper of communications", by=by.pk, at=at) as line:
        return line.keep(Keeper(person=person, named_by_id=by.pk, named_at=at))


def end_keeping(keeper: Keeper, *, because: str, by: Viewer, at: datetime) -> Keeper:
    """Somebody keeps the register no more, and what was assigned to them is so no more. Nothing is erased."""
    permit(Act.KEEP_REGISTER, by)
    profile = settings.MECHANISM
    require(keeping.must_keep(keeps=queries.keeps_register(by), profile=profile))
    others = queries.keepers_on(at.date()).exclude(person=keeper.person_id).count()
    require(keeping.may_end_keeping(others=others, because=because, profile=profile))
    going = list(Assignment.objects.filter(person=keeper.person_id, ended_at__isnull=True))
    with act("end the keeping of communications", by=by.pk, at=at, about=keeper) as line:
        line.move_all(going, seen={"ended_at": None}, to={"ended_at": at, "because": say("keeps the register no more")})
        return line.move(keeper, seen={"ended_at": None}, to={"ended_at": at, "because": noting.tidy(because)})


# Entering by hand


@dataclass(frozen=True, slots=True)
class Public:
    """What the office keeps of a receipt, the words of which it showed once: where answers go, and for whom."""

    recipient: str
    conversation: str

    @property
    def is_sound(self) -> bool:
        """Whether both are in their form."""
        return sealing.is_recipient(self.recipient) and is_conversation(self.conversation)


def enter_communication(
    way_in: WayIn,
    letter: bytes,
    who: bytes,
    *,
    came_on: date,
    language: str = "",
    originals: Sequence[Original] = (),
    days: Days | None = None,
    stamp: str = "",
    receipt: Public | None = None,
    key: UUID | None = None,
    by: Viewer,
    at: datetime,
) -> Communication:
    """Enter what came another way: it is sealed in memory, only the sealed is kept, and it is assigned to ``by``.

    ``letter`` and ``who`` are JSON as docs/intake-protocol.md says. The same ``key`` again, by the same person, is
    welcome and changes nothing; ``days`` and ``stamp`` are those of a letter on paper.
    """
    permit(Act.ENTER_COMMUNICATION, by)
    profile, today = settings.MECHANISM, at.date()
    require(keeping.must_keep(keeps=queries.keeps_register(by), profile=profile))
    held = Communication.objects.filter(pk=key, entered_by_id=by.pk).first() if key else None
    if held is not None:
        return held
    require(
        corresponding.may_enter(
            way_in, came_on=came_on, letter=letter, largest=LARGEST_LETTER // 2, today=today, profile=profile
        )
    )
    _require_receipt_and_days(receipt, days, today)
    communication = Communication(
        id=key or uuid4(),
        mark=new_marks(1)[0],
        way_in=way_in.value,
        conversation=receipt.conversation if receipt else "",
        recipient=receipt.recipient if receipt else "",
        came_on=came_on,
        received_at=at,
        language=language,
        entered_by_id=by.pk,
        stage=Stage.OPEN.value,
    )
    rows = _sealed_rows(communication, letter, who, originals, by, at)
    with act("enter a communication", by=by.pk, at=at) as line:
        line.keep(communication)
        for piece, sealed in rows:
            line.keep(piece)
            line.keep(sealed)
        if days is not None:
            line.keep(_paper(communication, days, stamp))
        line.keep(Assignment(communication=communication, person_id=by.pk, by_id=by.pk, at=at))
    return communication


def _require_receipt_and_days(receipt: Public | None, days: Days | None, today: date) -> None:
    if receipt is not None:
        require(corresponding.may_give_receipt(has_one=False, sound=receipt.is_sound, profile=settings.MECHANISM))
    if days is not None:
        require(corresponding.may_have_days(days, today=today))


def _sealed_rows(
    communication: Communication, letter: bytes, who: bytes, originals: Sequence[Original], by: Viewer, at: datetime
) -> Sequence[tuple[Piece, SealedBytes]]:
    key = key_for_sealing()
    made = Pieces(communication, communication.came_on, at, by.pk)
    clear = [(PieceKind.LETTER, letter), (PieceKind.WHO, who)]
    clear += [(PieceKind.ORIGINAL, one.clear) for one in originals]
    return [made.piece(kind, sealed_now(content, key), key) for kind, content in clear]


def _paper(communication: Communication, days: Days, stamp: str) -> Paper:
    return Paper(
        communication=communication,
        written_on=days.written_on,
        stamped_on=days.stamped_on,
        stamp=noting.tidy(stamp).strip(),
        posted_on=days.posted_on,
        arrived_on=days.arrived_on,
    )


def give_receipt(communication: Communication, receipt: Public, *, by: Viewer, at: datetime) -> Communication:
    """Keep what follows from a receipt that was given for a communication; its words were shown once, and to nobody."""
    permit(Act.ANSWER_COMMUNICATION, by)
    queries.require_assigned(communication, by)
    has_one = bool(communication.conversation)
    require(corresponding.may_give_receipt(has_one=has_one, sound=receipt.is_sound, profile=settings.MECHANISM))
    to = {"conversation": receipt.conversation, "recipient": receipt.recipient}
    with act("give a receipt", by=by.pk, at=at, about=communication) as line:
        return line.move(communication, seen={"conversation": ""}, to=to)


# Who deals with it


def _require_in_register(communication: Communication, by: Viewer) -> None:
    known = queries.register_of(by).filter(pk=communication.pk).exists()
    require(keeping.must_keep(keeps=known, profile=settings.MECHANISM))


def assign(communication: Communication, person: Person, *, by: Viewer, at: datetime) -> Assignment:
    """Assign a communication to a keeper; what was received is then open."""
    permit(Act.ASSIGN_COMMUNICATION, by)
    _require_in_register(communication, by)
    state = communication.triage.state.code if communication.triage and communication.triage.state else ""
    stage = Stage(communication.stage)
    one = _candidate(communication, person, at.date())
    require(corresponding.may_assign(one, stage=stage, state=state, profile=settings.MECHANISM))
    with act("assign a communication", by=by.pk, at=at, about=communication) as line:
        if stage is Stage.RECEIVED:
            line.move(communication, seen={"stage": stage.value}, to={"stage": Stage.OPEN.value})
        return line.keep(Assignment(communication=communication, person=person, by_id=by.pk, at=at))


def _candidate(communication: Communication, person: Person, day: date) -> Candidate:
    mine = Assignment.objects.filter(communication=communication, person=person, ended_at__isnull=True)
    return Candidate(
        keeps=queries.keepers_on(day).filter(person=person).exists(),
        has_conflict=Conflict.objects.filter(communication=communication, person=person).exists(),
        assigned=mine.exists(),
        roles=viewer_of(person, day).roles,
        nationality=person.nationality,
    )


def end_assignment(assignment: Assignment, *, because: str, by: Viewer, at: datetime) -> Assignment:
    """Somebody deals with a communication no more."""
    permit(Act.ASSIGN_COMMUNICATION, by)
    _require_in_register(assignment.communication, by)
    require(keeping.has_reason(because))
    with act("end an assignment", by=by.pk, at=at, about=assignment.communication) as line:
        return line.move(assignment, seen={"ended_at": None}, to={"ended_at": at, "because": noting.tidy(because)})


def declare_conflict(communication: Communication, why: str, *, by: Viewer, at: datetime) -> Conflict:
    """Declare a conflict of interest: the communication is hidden from ``by`` from now on, and never theirs."""
    permit(Act.DECLARE_CONFLICT, by)
    _require_in_register(communication, by)
    require(keeping.has_reason(why))
    going = Assignment.objects.filter(communication=communication, person_id=by.pk, ended_at__isnull=True)
    with act("declare a conflict of interest", by=by.pk, at=at, about=communication) as line:
        ended = {"ended_at": at, "because": say("a conflict of interest was declared")}
        line.move_all(list(going), seen={"ended_at": None}, to=ended)
        return line.keep(Conflict(communication=communication, person_id=by.pk, why=noting.tidy(why), at=at))


# Its stages, and how long it is kept


def close(communication: Communication, *, by: Viewer, at: datetime) -> Communication:
    """Close a communication: from now on the months run after which it is erased."""
    permit(Act.CLOSE_COMMUNICATION, by)
    queries.require_assigned(communication, by)
    with act("close a communication", by=by.pk, at=at, about=communication) as line:
        return _go(line, communication, Stage.CLOSED, closed_at=at)


def open_again(communication: Communication, *, by: Viewer, at: datetime) -> Communication:
    """Open again what was closed and is not erased."""
    permit(Act.CLOSE_COMMUNICATION, by)
    queries.require_assigned(communication, by)
    with act("open a communication again", by=by.pk, at=at, about=communication) as line:
        return _go(line, communication, Stage.OPEN, closed_at=None)


def _go(line: LineDraft, communication: Communication, to: Stage, *, closed_at: datetime | None) -> Communication:
    stage = Stage(communication.stage)
    require(corresponding.may_go_to(stage, to))
    seen = {"stage": stage.value, "erased_on": None}
    return line.move(communication, seen=seen, to={"stage": to.value, "closed_at": closed_at})


def keep_for(communication: Communication, months: int, *, by: Viewer, at: datetime) -> Communication:
    """Say for how many months after closing a communication is kept."""
    permit(Act.ERASE_COMMUNICATION, by)
    queries.require_assigned(communication, by)
    require(corresponding.may_keep_for(months))
    seen = {"keep_months": communication.keep_months, "erased_on": None}
    with act("say how long a communication is kept", by=by.pk, at=at, about=communication) as line:
        return line.move(communication, seen=seen, to={"keep_months": months})


def hold_as_evidence(communication: Communication, because: str, *, by: Viewer, at: datetime) -> Held:
    """Keep a communication from being erased, because it was asked for as evidence."""
    permit(Act.ERASE_COMMUNICATION, by)
    queries.require_assigned(communication, by)
    require(keeping.has_reason(because))
    with act("hold a communication as evidence", by=by.pk, at=at, about=communication) as line:
        what, said = Hold.EVIDENCE.value, noting.tidy(because)
        return line.keep(Held(communication=communication, what=what, because=said, by_id=by.pk, at=at))


def end_hold(held: Held, *, by: Viewer, at: datetime) -> Held:
    """A communication is held as evidence no more; what holds it for a case of reprisal ends with the case."""
    permit(Act.ERASE_COMMUNICATION, by)
    queries.require_assigned(held.communication, by)
    with act("end the hold on a communication", by=by.pk, at=at, about=held.communication) as line:
        return line.move(held, seen={"ended_at": None, "what": Hold.EVIDENCE.value}, to={"ended_at": at})
