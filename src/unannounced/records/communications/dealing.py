"""What those assigned do with a communication: read, note how urgent it is, answer, refer, say on what it bears."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from django.conf import settings

from unannounced.crafts import sealing
from unannounced.duties import corresponding, keeping, noting, receiving
from unannounced.duties.confidentiality import Act
from unannounced.duties.consenting import Answer as Said
from unannounced.duties.consenting import Answered, Purpose
from unannounced.duties.corresponding import AnswerKind, PieceKind
from unannounced.duties.decision import Decision, require
from unannounced.duties.receiving import Group, Risk, Told, Urgency, Way
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer, permit, viewer_of
from unannounced.records.communications import freezing, queries
from unannounced.records.communications.models import (
    Answer,
    Assignment,
    Bearing,
    Communication,
    Piece,
    Referral,
    SealedBytes,
    SharingConsent,
    Triage,
    WhoOpened,
)
from unannounced.records.communications.pieces import Offered, accepted, following
from unannounced.records.communications.queries import require_assigned
from unannounced.records.keyrings import sealed as age
from unannounced.records.ledger.actions import LineDraft, SomebodyWasFirst, act, note_readings
from unannounced.records.places.models import Place
from unannounced.records.states.models import State
from unannounced.records.visits.models import Visit
from unannounced.records.visits.queries import seen_by

_ORDER = tuple(Urgency)

# Reading


def read_pieces(pieces: Collection[UUID], *, by: Viewer, at: datetime) -> Sequence[SealedBytes]:
    """The sealed bytes of those of ``pieces`` that ``by`` may read, and that this is noted in the reading log."""
    found = list(queries.sealed_of(by).filter(piece__in=pieces).order_by("piece__number"))
    note_readings([one.piece for one in found], by=by.pk, at=at)
    return found


def open_who(piece: Piece, *, reason: str, by: Viewer, at: datetime) -> SealedBytes:
    """Hand out the sealed bytes that say who wrote, to somebody assigned and for a reason; each time an act."""
    permit(Act.OPEN_WHO, by)
    require_assigned(piece.communication, by)
    require(keeping.has_reason(reason))
    sealed = SealedBytes.objects.select_related("piece", "intake_key").get(
        piece__in=queries.who_pieces(by).filter(pk=piece.pk)
    )
    with act("open who wrote", by=by.pk, at=at, about=piece.communication) as line:
        line.keep(WhoOpened(piece=piece, person_id=by.pk, reason=noting.tidy(reason), at=at))
    return sealed


# Noting


def add_piece(
    communication: Communication,
    kind: PieceKind,
    offered: Offered,
    *,
    replaces: Piece | None = None,
    by: Viewer,
    at: datetime,
) -> Piece:
    """Add an original, a transcript or a note that a browser sealed to the newest key.

    What it ``replaces`` stays: it is of the same kind and of the same hand.
    """
    permit(Act.TRIAGE_COMMUNICATION, by)
    require_assigned(communication, by)
    require(corresponding.may_add(kind))
    if replaces is not None and (replaces.communication_id, replaces.kind) != (communication.pk, kind.value):
        raise SomebodyWasFirst("piece")
    if replaces is not None:
        require(corresponding.may_correct(kind, own=replaces.by_id == by.pk))
    with act("add a piece to a communication", by=by.pk, at=at, about=communication) as line:
        return _keep_piece(line, communication, kind, offered, by, at, replaces=replaces)


def _keep_piece(
    line: LineDraft,
    communication: Communication,
    kind: PieceKind,
    offered: Offered,
    by: Viewer,
    at: datetime,
    *,
    replaces: Piece | None = None,
) -> Piece:
    """Keep a sealed piece; the same bytes again are the piece that is there."""
    key = accepted(offered)
    row, sealed = following(communication, by=by.pk, at=at).piece(kind, offered.sealed, key, replaces=replaces)
    held = Piece.objects.filter(communication=communication, kind=row.kind, digest=row.digest).first()
    if held is not None:
        return held
    line.keep(row)
    line.keep(sealed)
    return row


def note_triage(
    communication: Communication,
    told: Collection[Told],
    *,
    groups: Collection[Group] = (),
    risk: Risk = Risk.UNKNOWN,
    in_custody: bool | None = None,
    ways: Collection[Way] = (),
    place: Place | None = None,
    place_said: str = "",
    state: State | None = None,
    happened_on: date | None = None,
    language: str = "",
    by: Viewer,
    at: datetime,
) -> Triage:
    """Note what a communication tells of: this counts from now on. Members of the State concerned are taken off.

    Raises ``SomebodyWasFirst`` if another triage counts than when ``communication`` was read.
    """
    permit(Act.TRIAGE_COMMUNICATION, by)
    require_assigned(communication, by)
    concerned = place.state if place is not None else state
    triage = Triage(
        communication=communication,
        told=[one.value for one in Told if one in told],
        groups=[one.value for one in Group if one in groups],
        risk=risk.value,
        in_custody=in_custody,
        ways=[one.value for one in Way if one in ways],
        place=place,
        place_said=noting.tidy(place_said).strip(),
        state=concerned,
        happened_on=happened_on,
        by_id=by.pk,
        at=at,
    )
    to = {"triage_id": triage.pk, "urgency": place_in_line(triage)} | ({"language": language} if language else {})
    seen = {"triage_id": communication.triage_id, "erased_on": None}
    with act("note how urgent a communication is", by=by.pk, at=at, about=communication) as line:
        line.keep(triage)
        line.move(communication, seen=seen, to=to)
        _take_off(line, communication, concerned, at)
    return triage


def place_in_line(triage: Triage) -> int:
    """The place in line that follows from a triage, as ``receiving`` says it; ``Communication.urgency`` repeats it."""
    noted = receiving.Triage(frozenset(map(Told, triage.told)), frozenset(map(Group, triage.groups)), Risk(triage.risk))
    return _ORDER.index(receiving.urgency_of(noted).urgency)


def _take_off(line: LineDraft, communication: Communication, state: State | None, at: datetime) -> None:
    """Members do not deal with what concerns the State of their own nationality."""
    if state is None:
        return
    going = Assignment.objects.filter(
        communication=communication, ended_at__isnull=True, person__nationality=state.code
    ).select_related("person")
    own = [one for one in going if _is_own(one, state, at.date())]
    because = say("it concerns the State of their own nationality")
    line.move_all(own, seen={"ended_at": None}, to={"ended_at": at, "because": because})


def _is_own(one: Assignment, state: State, day: date) -> bool:
    return corresponding.is_own_state(
        nationality=one.person.nationality,
        roles=viewer_of(one.person, day).roles,
        state=state.code,
        profile=settings.MECHANISM,
    )


def bear_on(
    communication: Communication, *, visit: Visit | None = None, place: Place | None = None, by: Viewer, at: datetime
) -> Bearing:
    """Say that a communication bears on a visit that ``by`` sees, or on a place; one of the two. Again is welcome."""
    permit(Act.TRIAGE_COMMUNICATION, by)
    require_assigned(communication, by)
    if visit is not None and not seen_by(by).filter(pk=visit.pk).exists():
        raise Visit.DoesNotExist
    held = Bearing.objects.filter(communication=communication, visit=visit, place=place).first()
    if held is not None:
        return held
    with act("say on what a communication bears", by=by.pk, at=at, about=communication) as line:
        return line.keep(Bearing(communication=communication, visit=visit, place=place, by_id=by.pk, at=at))


# Answering


def answer(
    communication: Communication,
    kind: AnswerKind,
    *,
    way: Way,
    kept: Offered,
    for_sender: bytes | None = None,
    recipient: str = "",
    given_on: date,
    by: Viewer,
    at: datetime,
) -> Answer:
    """Answer by a way that does no harm: sealed by the receipt, which the intake room gets, or noted as done.

    ``kept`` is the answer sealed for the office, ``for_sender`` the same sealed to ``recipient``, the key of the
    sender, which the browser found in the letter; once it is known another one is refused.
    """
    permit(Act.ANSWER_COMMUNICATION, by)
    require_assigned(communication, by)
    _require_may_answer(communication, way, for_sender, recipient)
    row = Answer(communication=communication, kind=kind.value, way=way.value, given_on=given_on, by_id=by.pk, at=at)
    with act("answer a communication", by=by.pk, at=at, about=communication) as line:
        row.piece = _keep_piece(line, communication, PieceKind.ANSWER, kept, by, at)
        held = Answer.objects.filter(piece=row.piece).first()
        if held is not None:
            return held
        if for_sender is not None:
            _seal_for_sender(line, row, for_sender, recipient, at)
        return line.keep(row)


def may_answer_by(communication: Communication, way: Way) -> Decision:
    """Whether an answer may go by this way, by what was noted last and whether there is a receipt."""
    noted = communication.triage
    asked_for = {Way(one) for one in noted.ways} if noted else set()
    if communication.conversation:
        asked_for.add(Way.RECEIPT)
    in_custody, risk = (noted.in_custody, Risk(noted.risk)) if noted else (None, Risk.UNKNOWN)
    return receiving.may_answer(way, asked_for=asked_for, in_custody=in_custody, risk=risk)


def _require_may_answer(communication: Communication, way: Way, for_sender: bytes | None, recipient: str) -> None:
    require(may_answer_by(communication, way))
    by_receipt, known = way is Way.RECEIPT, communication.recipient
    fits = not by_receipt or (sealing.is_recipient(recipient or known) and known in ("", recipient or known))
    fits = fits and bool(communication.conversation or not by_receipt)
    require(
        corresponding.may_seal_answer(
            by_receipt=by_receipt,
            sealed=for_sender is not None,
            recipient_fits=fits,
            profile=settings.MECHANISM,
        )
    )
    if for_sender is not None:
        age.require_bytes(for_sender)


def _seal_for_sender(line: LineDraft, row: Answer, sealed: bytes, recipient: str, at: datetime) -> None:
    """Give the answer its number, and write the parcel that takes it to the intake room."""
    communication = row.communication
    last = Answer.objects.filter(communication=communication, number__isnull=False).count()
    row.number = last + 1
    row.parcel = line.keep(freezing.answer_parcel(communication.conversation, row.number, sealed, at=at))
    if not communication.recipient:
        line.move(communication, seen={"recipient": ""}, to={"recipient": recipient})


# Referring


def note_sharing_consent(
    communication: Communication, body: str, said: Said, *, asked_on: date, how: str = "", by: Viewer, at: datetime
) -> SharingConsent:
    """Note what the sender answered when asked whether a body may know of it; withdrawn, it counts from now on."""
    permit(Act.REFER_COMMUNICATION, by)
    require_assigned(communication, by)
    row = SharingConsent(
        communication=communication,
        body=noting.tidy(body).strip(),
        answer=said.value,
        asked_on=asked_on,
        how=noting.tidy(how).strip(),
        by_id=by.pk,
        at=at,
    )
    with act("note whether a body may know", by=by.pk, at=at, about=communication) as line:
        return line.keep(row)


def refer(
    communication: Communication, body: str, copy: Offered, *, referred_on: date, by: Viewer, at: datetime
) -> Referral:
    """Refer to another body a copy without what could harm, which a browser sealed for the office as it was given."""
    permit(Act.REFER_COMMUNICATION, by)
    require_assigned(communication, by)
    body = noting.tidy(body).strip()
    asked = list(SharingConsent.objects.filter(communication=communication, body=body).order_by("at", "pk"))
    require(receiving.may_refer(body, [Answered(Purpose.SHARE, body, Said(one.answer), one.at) for one in asked]))
    with act("refer a communication", by=by.pk, at=at, about=communication) as line:
        piece = _keep_piece(line, communication, PieceKind.REFERRED, copy, by, at)
        held = Referral.objects.filter(piece=piece, body=body).first()
        if held is not None:
            return held
        return line.keep(
            Referral(
                communication=communication,
                body=body,
                piece=piece,
                consent=asked[-1],
                referred_on=referred_on,
                by_id=by.pk,
                at=at,
            )
        )
