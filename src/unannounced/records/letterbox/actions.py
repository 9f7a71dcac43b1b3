"""What the intake room writes: letters and files it took in, work that was spent, and what the office said.

The room has no ledger: what is to be kept lies in parcels for the office, each written in the transaction that takes
it in. Once a function returns, what it took is on the disk. Nothing here can be opened by this room.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from threading import Lock
from typing import TypeVar

from django.db import IntegrityError, connection, transaction
from django.db.models import Max

from unannounced.crafts import packing
from unannounced.crafts.packing import Packed
from unannounced.crafts.working import Worked
from unannounced.duties import posting
from unannounced.duties.posting import NotTaken, Problem
from unannounced.duties.words import say
from unannounced.records.letterbox import content
from unannounced.records.letterbox.models import Answer, File, Letter, OfficeKey, Part, Spent
from unannounced.records.letterbox.queries import conversation_of, is_taken, parts_here, parts_of
from unannounced.records.parcels.actions import frozen
from unannounced.records.parcels.models import Direction, Parcel
from unannounced.records.parcels.opening import carry_out

Given = TypeVar("Given")

OFFICE = "office"
KNOWN_VERSIONS = {"intake-key": 1, "intake-key-revoked": 1, "answer": 1, "conversation-over": 1}
RESTS_AFTER = timedelta(days=2)
"""A file of which no part came for so long gives way to others (project choice); days are all that is kept."""
UNFINISHED_FOR = timedelta(days=30)
"""Parts of a file that never came whole stay so long (project choice)."""


_ONE_AT_A_TIME = Lock()


def _in_turn() -> AbstractContextManager[object]:
    """Let threads of this process write one after the other where the database lets only one write.

    SQLite would have them ask again and again, and whoever asks at the wrong moment waits for seconds.
    """
    return _ONE_AT_A_TIME if connection.vendor == "sqlite" else nullcontext()


def _twice(what: Callable[[], Given]) -> Given:
    """Do ``what``, and once more if somebody wrote the same at the same moment: then it is there."""
    try:
        return what()
    except IntegrityError:
        return what()


def _day(at: datetime) -> datetime:
    """The beginning of the day: parcels of this room tell no hour."""
    return datetime.combine(at.date(), time(), UTC)


def _parcel(kind: str, said: bytes | bytearray, at: datetime) -> Parcel:
    return frozen(kind, 1, said, packing.digest_of(said), to_room=OFFICE, at=_day(at))


# Letters


def take_letter(
    address: str, sealed: posting.Sealed, *, files: Sequence[bytes] = (), work: Worked, at: datetime
) -> bool:
    """Take a letter in, with the sealed ``files`` that came in the same form; whether it is new here.

    The same letter is welcome again, whatever work comes with it.

    Raises ``NotTaken``: no_key before the office has sent one; other_key, if the version it is sealed to is not known
    here or was revoked; spent, if this work served another letter.
    """
    try:
        _take_letter(conversation_of(address), sealed, files, work, at)
    except IntegrityError:  # one of its rows is there: asked for only now, as it seldom is
        if is_taken(sealed):
            return False
        require_not_spent(work)
        raise
    return True


def _take_letter(conversation: str, sealed: posting.Sealed, files: Sequence[bytes], work: Worked, at: datetime) -> None:
    with _in_turn(), transaction.atomic():
        _require_key(sealed)
        _spend(work, at)
        said = content.letter_content(conversation, sealed, came_on=at.date())
        parcel = _parcel("communication", said, at)
        parcel.save(force_insert=True)
        letter = Letter(digest=content.letter_digest(sealed), conversation=conversation, parcel=parcel)
        letter.came_on = at.date()
        letter.save(force_insert=True)
        for one in files:
            _keep_file(conversation, one, at)


def _keep_file(conversation: str, sealed: bytes, at: datetime) -> None:
    """Keep a file that came whole."""
    digest, today = packing.digest_of(sealed), at.date()
    line = content.file_line(conversation, digest, len(sealed), came_on=today)
    parcel = _parcel("communication-file", line + sealed, at)
    parcel.save(force_insert=True)
    file = File(conversation=conversation, digest=digest, size=len(sealed), begun_on=today, whole=True, parcel=parcel)
    file.save(force_insert=True)


def _require_key(sealed: posting.Sealed) -> None:
    """Raise ``NotTaken`` unless the version that a letter is sealed to is in use."""
    in_use = set(OfficeKey.objects.filter(revoked=False).values_list("version", flat=True))
    if not in_use:
        raise NotTaken(Problem.NO_KEY, say("The office has no key here yet: nothing can be sealed. Come back later."))
    if sealed.version not in in_use:
        raise NotTaken(
            Problem.OTHER_KEY,
            say("The key that this was sealed to is not in use any more. It is sealed again to the new one."),
        )


def require_not_spent(work: Worked) -> None:
    """Raise ``NotTaken`` if this work served before."""
    if Spent.objects.filter(mark=work.spent).exists():
        raise NotTaken(Problem.SPENT, say("This work served a letter already. Another challenge is sent."))


def _spend(work: Worked, at: datetime) -> None:
    """Let a challenge serve; raises ``IntegrityError`` if it served before."""
    minute = at.replace(second=0, microsecond=0)
    spent = Spent(mark=work.spent, worked=work.bits > 0, spent_at=minute, forgotten_at=work.forgotten_at)
    spent.save(force_insert=True)


# Files in parts


def begin_file(address: str, digest: str, size: int, *, work: Worked | None, at: datetime) -> File:
    """Begin a file, or find it begun; ``work`` is asked for once, and for nothing that was begun before.

    Raises ``NotTaken``: no_challenge without work; spent; unfinished, if too much is on its way into the room.
    """
    return _twice(lambda: _begin_file(conversation_of(address), digest, size, work, at))


def _begin_file(conversation: str, digest: str, size: int, work: Worked | None, at: datetime) -> File:
    with transaction.atomic():
        held = File.objects.filter(conversation=conversation, digest=digest).first()
        if held is not None:
            return held
        if work is None:
            raise NotTaken(Problem.NO_CHALLENGE, say("A file is begun with some work. A challenge is sent."))
        require_not_spent(work)
        _spend(work, at)
        _make_room(parts_of(size), at.date())
        return File.objects.create(conversation=conversation, digest=digest, size=size, begun_on=at.date())


def _make_room(parts: int, today: date) -> None:
    """Let a file of so many parts begin: those that rest longest give way, if they must."""
    while Part.objects.count() + parts > posting.MOST_UNFINISHED:
        rests = (
            File.objects.filter(whole=False)
            .annotate(last=Max("parts__came_on"))
            .filter(last__lte=today - RESTS_AFTER)
            .order_by("last")
            .first()
        )
        if rests is None:
            raise NotTaken(
                Problem.UNFINISHED,
                say("Very many files are on their way in at this moment. Send the letter now, and the file later."),
            )
        _drop(rests)


def _drop(file: File) -> None:
    Part.objects.filter(file=file).delete()
    file.delete()


def keep_part(file: File, number: int, said: bytes, *, at: datetime) -> tuple[str, list[int]]:
    """Keep one part; with the last one the file. What stands now (waiting, kept, known), and which parts are here.

    Raises ``NotTaken``: unknown, if the file was erased meanwhile; forged, if the parts together are not what was said
    (they are dropped then).
    """
    stands, have = _twice(lambda: _keep_part(file.pk, number, said, at))
    if stands == Problem.FORGED:
        raise NotTaken(Problem.FORGED, say("The parts together are not the file that was begun. Send it again."))
    return stands, have


def _keep_part(key: int, number: int, said: bytes, at: datetime) -> tuple[str, list[int]]:
    with transaction.atomic():
        file = File.objects.select_for_update().filter(pk=key).first()  # one part of a file at a time
        if file is None:
            raise NotTaken(Problem.UNKNOWN, say("This file was not begun, or it was erased. Choose it again."))
        if file.whole:
            return "known", []
        if not Part.objects.filter(file=file, number=number).exists():
            Part.objects.create(file=file, number=number, content=said, came_on=at.date())
        have = parts_here(file)
        return ("waiting", have) if len(have) < parts_of(file.size) else (_join(file, at), have)


def _join(file: File, at: datetime) -> str:
    """Make one of all parts. Where their digest is not the one that was said they are dropped."""
    whole = bytearray(content.file_line(file.conversation, file.digest, file.size, came_on=at.date()))
    begins, digest = len(whole), sha256()
    for piece in Part.objects.filter(file=file).order_by("number").values_list("content", flat=True).iterator(4):
        digest.update(piece)
        whole += piece
    Part.objects.filter(file=file).delete()
    if len(whole) - begins != file.size or digest.hexdigest() != file.digest:
        file.delete()
        return Problem.FORGED
    parcel = _parcel("communication-file", whole, at)
    parcel.save(force_insert=True)
    File.objects.filter(pk=file.pk).update(whole=True, parcel=parcel)
    return "kept"


# Erasing and forgetting


def erase(address: str, *, at: datetime) -> None:
    """Erase a conversation: its letters, files and answers here; the office is told, if there was anything."""
    conversation = conversation_of(address)
    with transaction.atomic():
        if _erase(conversation):
            said = content.erased_content(conversation, on=at.date())
            if not Parcel.objects.filter(direction=Direction.OUT, digest=packing.digest_of(said)).exists():
                _parcel("communication-erased", said, at).save(force_insert=True)


def _erase(conversation: str) -> bool:
    """Delete what is here of a conversation; whether there was anything."""
    held = [table.objects.filter(conversation=conversation) for table in (Letter, File, Answer)]
    parcels = [key for rows in held for key in rows.values_list("parcel", flat=True)]
    Part.objects.filter(file__conversation=conversation).delete()
    gone = [rows.delete()[0] for rows in held]
    Parcel.objects.filter(pk__in=[key for key in parcels if key is not None]).delete()
    return any(gone)


def forget(*, carried_before: datetime) -> int:
    """Drop the bytes of letters and files that the office confirmed before; they stay known. How many."""
    kept = Parcel.objects.filter(direction=Direction.OUT, carried_at__lt=carried_before)
    total = 0
    while page := list(kept.values_list("pk", flat=True)[:200]):
        with transaction.atomic():
            Letter.objects.filter(parcel__in=page).update(parcel=None)
            File.objects.filter(parcel__in=page).update(parcel=None)
            Parcel.objects.filter(pk__in=page).delete()
        total += len(page)
    return total


def expire(*, at: datetime) -> int:
    """Drop files of which no part came for ``UNFINISHED_FOR``, and work that is too old to be brought; of how many
    files.
    """
    Spent.objects.filter(forgotten_at__lt=at).delete()
    before = at.date() - UNFINISHED_FOR
    stale = File.objects.filter(whole=False, begun_on__lt=before).annotate(last=Max("parts__came_on"))
    dropped = [file for file in stale if file.last is None or file.last < before]
    for file in dropped:
        with transaction.atomic():
            _drop(file)
    return len(dropped)


# What the office said


def open_parcel(packed: Packed) -> None:
    """Do what a parcel of the office says; raise ``ParcelRefused`` if that cannot be done."""
    carry_out(packed, KNOWN_VERSIONS, _open)


def _open(packed: Packed) -> None:
    orders = content.Orders(packed)
    match orders.kind:
        case "intake-key":
            orders.key().save(force_insert=True)
        case "intake-key-revoked":
            OfficeKey.objects.filter(version=orders.number("version")).update(revoked=True)
        case "conversation-over":
            _erase(orders.conversation())
        case _:
            orders.answer().save(force_insert=True)
