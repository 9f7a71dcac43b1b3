"""What the courier brings from the intake room: taken in once, hundreds in one transaction, without a query for each.

The parcels themselves are not kept. Their bytes lie in the pieces alone, so that re-sealing and erasing leave no second
copy; of each parcel its digest stays, by which it is known again.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from unannounced.crafts.packing import Packed
from unannounced.duties import arriving
from unannounced.duties.arriving import CannotTake, Erased, File, Letter
from unannounced.duties.corresponding import PieceKind, Stage, WayIn
from unannounced.duties.decision import RefusedByRule
from unannounced.records.communications import erasing
from unannounced.records.communications.models import Came, Communication, IntakeKey, Piece, SealedBytes
from unannounced.records.communications.pieces import Pieces, new_marks
from unannounced.records.communications.queries import files_held, last_numbers
from unannounced.records.keyrings import sealed as age
from unannounced.records.ledger.actions import NOBODY, LineDraft, act
from unannounced.records.parcels.actions import ParcelRefused, ParcelWaits, Taken

KNOWN_VERSIONS: Mapping[str, int] = {"communication": 1, "communication-file": 1, "communication-erased": 1}
ROOM = "intake"
Said = Letter | File | Erased


class Stands(NamedTuple):
    """What became of a parcel that was offered, and why where it was not taken."""

    what: Taken
    why: str = ""


def take_communication(packed: Packed, *, by: UUID = NOBODY, at: datetime) -> Taken:
    """Take one parcel of the intake room in; the same again changes nothing.

    Raises ``ParcelWaits`` for a file whose letter has not come, and ``ParcelRefused`` for what is not as agreed: then
    it stays in the intake room and is offered again.
    """
    stands = take_communications([packed], by=by, at=at)[packed.digest]
    if stands.what is Taken.REFUSED:
        raise ParcelRefused(stands.why)
    if stands.what is Taken.WAITS:
        raise ParcelWaits(stands.why)
    return stands.what


def take_communications(parcels: Sequence[Packed], *, by: UUID = NOBODY, at: datetime) -> dict[str, Stands]:
    """Take parcels of the intake room in, together or not at all; what became of each, by its digest.

    They count in the order in which they come: what a sender wrote after erasing is not erased.
    """
    try:
        return _take(parcels, by, at)
    except IntegrityError:  # another courier brought the same at the same moment: now it is known
        return _take(parcels, by, at)


def _take(parcels: Sequence[Packed], by: UUID, at: datetime) -> dict[str, Stands]:
    stands: dict[str, Stands] = {}
    known = set(Came.objects.filter(digest__in=[one.digest for one in parcels]).values_list("digest", flat=True))
    versions = {key.version: key for key in IntakeKey.objects.all()}
    coming: list[tuple[str, Said]] = []
    for packed in parcels:
        if packed.digest in known or packed.digest in stands:
            stands.setdefault(packed.digest, Stands(Taken.KNOWN))
            continue
        try:
            coming.append((packed.digest, _read(packed, versions)))
            stands[packed.digest] = Stands(Taken.NEW)
        except CannotTake as wrong:
            why = f"Parcel {packed.digest[:12]} ({packed.kind}): {wrong} Nothing of it was kept."
            stands[packed.digest] = Stands(Taken.REFUSED, why)
    with transaction.atomic():
        for run in _runs(coming):
            stands |= _keep(run, versions, by, at)
    return stands


def _read(packed: Packed, versions: Mapping[int, IntakeKey]) -> Said:
    if packed.room != ROOM or packed.version > KNOWN_VERSIONS.get(packed.kind, 0):
        raise CannotTake("It was made by a newer version, or does not belong here. Bring the office up to date.")
    if packed.kind == "communication-erased":
        return arriving.read_erased(packed.content)
    said = arriving.read_letter(packed.content) if packed.kind == "communication" else _file(packed.content)
    if said.version is not None and said.version not in versions:
        raise CannotTake("It is sealed to version {version} of a key that the office never made.", version=said.version)
    try:
        for sealed in (said.sealed, said.who) if isinstance(said, Letter) else (said.sealed,):
            age.require_bytes(sealed)
    except RefusedByRule:
        raise CannotTake("What it holds is not sealed as it must be.") from None
    return said


def _file(content: bytes) -> File:
    said = arriving.read_file(content)
    if sha256(said.sealed).hexdigest() != said.digest:
        raise CannotTake("The file is not the one whose digest its line says.")
    return said


def _runs(coming: Sequence[tuple[str, Said]]) -> Iterator[list[tuple[str, Said]]]:
    """What came, parted where a sender erased something: letters and files before that go before it."""
    run: list[tuple[str, Said]] = []
    for digest, said in coming:
        if run and isinstance(said, Erased) != isinstance(run[-1][1], Erased):
            yield run
            run = []
        run.append((digest, said))
    if run:
        yield run


def _keep(
    run: Sequence[tuple[str, Said]], versions: Mapping[int, IntakeKey], by: UUID, at: datetime
) -> dict[str, Stands]:
    if isinstance(run[0][1], Erased):
        for digest, said in run:
            if isinstance(said, Erased):
                erasing.erased_by_sender(said.conversation, said.on, digest, by=by, at=at)
        return {}
    arrival = _Arrival(versions, at)
    arrival.letters([(digest, said) for digest, said in run if isinstance(said, Letter)])
    waits = arrival.files([(digest, said) for digest, said in run if isinstance(said, File)])
    with act("take communications in", by=by, at=at) as line:
        arrival.keep(line)
        line.keep_all([Came(digest=digest, came_at=at) for digest, _said in run if digest not in waits])
    return waits


@dataclass(slots=True)
class _Arrival:
    """The rows of letters and files that come together."""

    versions: Mapping[int, IntakeKey]
    at: datetime
    here: dict[str, Communication] = field(default_factory=dict)
    pieces: dict[str, Pieces] = field(default_factory=dict)
    new: list[Communication] = field(default_factory=list)
    written_again: set[UUID] = field(default_factory=set)
    rows: list[tuple[Piece, SealedBytes]] = field(default_factory=list)

    def letters(self, came: Sequence[tuple[str, Letter]]) -> None:
        """Each letter begins a communication if its conversation is new, else it is a further letter of it."""
        self._look_up({said.conversation for _digest, said in came})
        marks = iter(new_marks(len({said.conversation for _digest, said in came} - self.here.keys())))
        for _digest, said in came:
            if said.conversation not in self.here:
                self.here[said.conversation] = self._begun(said, next(marks))
            else:
                self.written_again.add(self.here[said.conversation].pk)
            key, pieces = self.versions[said.version], self._pieces(said)
            self.rows.append(pieces.piece(PieceKind.LETTER, said.sealed, key))
            self.rows.append(pieces.piece(PieceKind.WHO, said.who, key))

    def files(self, came: Sequence[tuple[str, File]]) -> dict[str, Stands]:
        """Each file is a piece of its conversation; those whose letter has not come wait. What waits, by digest."""
        self._look_up({said.conversation for _digest, said in came} - self.here.keys())
        held = files_held(
            (self.here[said.conversation].pk, said.digest) for _digest, said in came if said.conversation in self.here
        )
        waits: dict[str, Stands] = {}
        for digest, said in came:
            communication = self.here.get(said.conversation)
            if communication is None:
                waits[digest] = Stands(Taken.WAITS, "The letter to which this file belongs has not come yet.")
            elif (communication.pk, said.digest) not in held:
                held.add((communication.pk, said.digest))
                key = None if said.version is None else self.versions[said.version]
                self.rows.append(self._pieces(said).piece(PieceKind.FILE, said.sealed, key, digest=said.digest))
        return waits

    def keep(self, line: LineDraft) -> None:
        """Keep the rows, and open again what was closed and is written to."""
        line.keep_all(self.new)
        again = [one for one in self.here.values() if one.pk in self.written_again and one.stage == Stage.CLOSED]
        line.move_all(again, seen={"stage": Stage.CLOSED.value}, to={"stage": Stage.OPEN.value, "closed_at": None})
        line.keep_all([piece for piece, _sealed in self.rows])
        line.keep_all([sealed for _piece, sealed in self.rows])

    def _look_up(self, conversations: set[str]) -> None:
        found = Communication.objects.select_for_update().filter(conversation__in=conversations)
        held = {one.conversation: one for one in found}
        last = last_numbers([one.pk for one in held.values()])
        for conversation, one in held.items():
            self.pieces[conversation] = Pieces(one, self.at.date(), self.at, last=last.get(one.pk, 0))
        self.here |= held

    def _begun(self, said: Letter, mark: str) -> Communication:
        begun = Communication(
            id=uuid4(),
            mark=mark,
            way_in=WayIn.INTAKE.value,
            conversation=said.conversation,
            came_on=said.came_on,
            received_at=self.at,
            stage=Stage.RECEIVED.value,
        )
        self.new.append(begun)
        return begun

    def _pieces(self, said: Letter | File) -> Pieces:
        pieces = self.pieces.setdefault(said.conversation, Pieces(self.here[said.conversation], said.came_on, self.at))
        pieces.came_on = said.came_on
        return pieces
