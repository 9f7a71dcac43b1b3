"""Erasing: in time, or because the sender did. What is left tells that something was erased, and nothing of whom.

Each communication is erased in a transaction of its own; the lines of the ledger prove it row by row.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from unannounced.duties import receiving
from unannounced.duties.corresponding import Stage
from unannounced.duties.receiving import Erasure, Hold
from unannounced.records.accounts.queries import Viewer
from unannounced.records.communications import freezing
from unannounced.records.communications.models import (
    UNREAD,
    Answer,
    Assignment,
    Bearing,
    Came,
    Communication,
    Conflict,
    Held,
    Paper,
    Piece,
    Referral,
    SealedBytes,
    SharingConsent,
    Triage,
    WhoOpened,
)
from unannounced.records.communications.queries import assigned_to, register_of
from unannounced.records.ledger.actions import NOBODY, LineDraft, SomebodyWasFirst, act
from unannounced.records.parcels.models import Direction, Parcel

BY_SENDER, BY_TIME = "sender", "time"
HANGING: list[Callable[[Communication], Iterable[Model]]] = []
"""What other records hang on a communication, each saying so when it is loaded: it is erased with it."""


@dataclass(frozen=True, slots=True)
class Due:
    """A communication, and when it is to be erased or what holds it."""

    communication: Communication
    erasure: Erasure


def holds_of(communication: UUID, viewer: Viewer) -> QuerySet[Held]:
    """What holds or held a communication, for those assigned."""
    held = Held.objects.filter(communication=communication, communication__in=assigned_to(viewer))
    return held.select_related("by", "communication").order_by("at", "pk")


def erasure_now(communication: Communication, holds: Iterable[Held]) -> Erasure:
    """When a communication is to be erased as it stands, and what of ``holds`` keeps it."""
    return _erasure(communication, {Hold(one.what) for one in holds if one.ended_at is None})


def due(viewer: Viewer, *, on: date) -> list[Due]:
    """What is due to be erased on a day, and what would be if nothing held it, for keepers; two queries."""
    return _due(register_of(viewer), on)


def _due(found: QuerySet[Communication], on: date) -> list[Due]:
    wanted = found.filter(Q(closed_at__date__lt=on) | Q(sender_erased_on__isnull=False), erased_on__isnull=True)
    closed = list(wanted.order_by("closed_at", "pk"))
    holds = _holds([one.pk for one in closed])
    judged = [Due(one, _erasure(one, holds.get(one.pk, ()))) for one in closed]
    return [one for one in judged if (one.erasure.on is None and one.erasure.held_by) or _has_come(one, on)]


def _has_come(one: Due, on: date) -> bool:
    return one.erasure.on is not None and one.erasure.on <= on


def _holds(communications: Collection[UUID]) -> dict[UUID, set[Hold]]:
    """What holds each of these now; one query."""
    found: dict[UUID, set[Hold]] = defaultdict(set)
    rows = Held.objects.filter(communication__in=communications, ended_at__isnull=True)
    for communication, what in rows.values_list("communication", "what"):
        found[communication].add(Hold(what))
    return found


def _erasure(one: Communication, holds: Iterable[Hold]) -> Erasure:
    """By its months; where the sender erased it at once, unless a case or evidence holds it."""
    held = set(holds)
    if one.sender_erased_on is not None:
        return Erasure(None, tuple(sorted(held))) if held else Erasure(one.sender_erased_on)
    closed_on = one.closed_at.date() if one.closed_at else None
    return receiving.erasure_of(closed_on=closed_on, months=one.keep_months, holds=held)


# What the worker does


def erase_due(*, by: UUID = NOBODY, at: datetime) -> int:
    """Erase what is due today and held by nothing, one after the other; how many were erased.

    What the intake room was told, and confirmed, is forgotten as well: the parcel that names a conversation.
    """
    count = 0
    for one in _due(Communication.objects.all(), at.date()):
        if _has_come(one, at.date()):
            count += _erase_one(one.communication, at.date(), by, at)
    told = Parcel.objects.filter(direction=Direction.OUT, kind=freezing.OVER, carried_at__isnull=False)
    with act("forget what the intake room was told", by=by, at=at) as line:
        for parcel in told:
            line.erase(parcel)
    return count


def _erase_one(one: Communication, on: date, by: UUID, at: datetime) -> int:
    try:
        with act("erase a communication", by=by, at=at, about=one) as line:
            again = Communication.objects.select_for_update().get(pk=one.pk)
            if not _has_come(Due(again, _erasure(again, _holds([one.pk]).get(one.pk, ()))), on):
                return 0  # written to, or held, since it was looked at
            _erase(line, again, BY_SENDER if again.sender_erased_on else BY_TIME, at)
    except SomebodyWasFirst:
        return 0
    return 1


def erased_by_sender(conversation: str, on: date, digest: str, *, by: UUID = NOBODY, at: datetime) -> None:
    """The sender erased a conversation: so does the office, unless something holds it by rule; that is then noted.

    Whatever they write afterwards, with the same words, is another communication.
    """
    found = Communication.objects.select_for_update().filter(conversation=conversation).first()
    with act("take in that a sender erased", by=by, at=at, about=found) as line:
        line.keep(Came(digest=digest, came_at=at))
        if found is None:
            return
        if _holds([found.pk]).get(found.pk):
            to = {"sender_erased_on": on, "conversation": "", "recipient": ""}
            line.move(found, seen={"conversation": conversation}, to=to)
        else:
            line.move(found, seen={"conversation": conversation}, to={"sender_erased_on": on, "conversation": ""})
            _erase(line, found, BY_SENDER, at)


def _erase(line: LineDraft, one: Communication, because: str, at: datetime) -> None:
    """Erase every row of a communication but its own, which tells from then on that it was erased."""
    conversation = one.conversation
    to = {
        "triage": None,
        "urgency": UNREAD,
        "conversation": "",
        "recipient": "",
        "language": "",
        "entered_by": None,
        "stage": Stage.CLOSED.value,
        "closed_at": one.closed_at or at,
        "erased_on": at.date(),
        "erased_because": because,
    }
    line.move(one, seen={"stage": one.stage, "erased_on": None, "conversation": conversation}, to=to)
    parcels = [answer.parcel for answer in Answer.objects.filter(communication=one).select_related("parcel")]
    for row in _rows(one):
        line.erase(row)
    for parcel in parcels:
        if parcel is not None:
            line.erase(parcel)
    if conversation:
        _tell_intake(line, conversation, at)


def _rows(one: Communication) -> Sequence[Model]:
    """The rows that hang on a communication, each before what it points to; bytes are not loaded."""
    of_it = {"communication": one}
    rows: list[Model] = list(WhoOpened.objects.filter(piece__communication=one))
    rows += SealedBytes.objects.filter(piece__communication=one).defer("sealed")
    for table in (Answer, Referral, SharingConsent):
        rows += table._base_manager.filter(**of_it)
    rows += (row for hanging in HANGING for row in hanging(one))
    rows += Piece.objects.filter(**of_it).order_by("-number")
    for other in (Triage, Paper, Bearing, Assignment, Conflict, Held):
        rows += other._base_manager.filter(**of_it)
    return rows


def _tell_intake(line: LineDraft, conversation: str, at: datetime) -> None:
    parcel = freezing.over_parcel(conversation, at=at)
    told = Parcel.objects.filter(direction=Direction.OUT, room=freezing.ROOM, digest=parcel.digest).first()
    if told is not None:  # the same words were used for an earlier conversation
        line.erase(told)
    line.keep(parcel)
