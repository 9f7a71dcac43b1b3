"""What opened entries mean for what is held: new, already held, or in conflict; and the rows that follow from it.

Nothing is written here. The rows of ``Judged`` are kept by the act that opens the notebook, all of them or none.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from unannounced.duties import noting
from unannounced.duties.detailing import Form
from unannounced.duties.noting import Again, Sealed
from unannounced.duties.opening import SaidAttachment, SaidEntry
from unannounced.duties.words import Sentence, say
from unannounced.records.accounts.queries import Viewer
from unannounced.records.keyrings.models import Invitation
from unannounced.records.measurements.models import Measured
from unannounced.records.notebooks.devices import invitations_of
from unannounced.records.notebooks.measuring import Rooms
from unannounced.records.notebooks.models import Attachment, Entry, SealedBlob
from unannounced.records.notebooks.reading import Fate
from unannounced.records.persons.models import Consent, Pseudonym
from unannounced.records.places.models import Place
from unannounced.records.visits.models import Visit

APART_FROM_WORDS = ("pseudonym", "consents")
"""Of the details of an entry what is kept apart from what was said."""
HELD = say("It says what is held already.")
IN_CONFLICT = say("Another entry has its id and says something else: both are kept.")


@dataclass(slots=True)
class Judged:
    """The rows that follow from opened blobs: those to be kept, and those to be changed with what they were."""

    fates: list[Fate] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    pseudonyms: list[Pseudonym] = field(default_factory=list)
    consents: list[Consent] = field(default_factory=list)
    measured: list[Measured] = field(default_factory=list)
    late: list[tuple[Entry, Entry]] = field(default_factory=list)
    """Corrections that had come before the entry they correct, with that entry."""
    files: list[SealedBlob] = field(default_factory=list)
    """Files that had come before the entry they belong to."""

    @property
    def counted(self) -> dict[str, int]:
        """What became of the blobs of one act."""
        again = [one.again for one in self.fates]
        return {
            "new": again.count(Again.NEW),
            "same": again.count(Again.SAME),
            "conflict": again.count(Again.CONFLICT),
            "files": sum(one.said is None and one.stands is Sealed.OPENED for one in self.fates) + len(self.files),
            "waits": sum(one.stands is Sealed.WAITS for one in self.fates),
            "unreadable": sum(one.stands is Sealed.UNREADABLE for one in self.fates),
        }


def judge(visit: Visit, fates: Iterable[Fate], *, at: datetime) -> Judged:
    """Hold what blobs of a visit say against what is held of it; as many queries for one as for hundreds."""
    judged = Judged(sorted(fates, key=lambda fate: (fate.blob.came_at, fate.blob.number, fate.blob.digest)))
    said = [(fate, fate.said) for fate in judged.fates if fate.said is not None]
    held = _Held(visit, [one for _fate, one in said])
    authors = _authors(visit, [fate.blob for fate, _said in said])
    for fate, one in said:
        _judge_one(fate, one, held, authors[fate.blob.pk], judged, at)
    judged.late = held.join_corrections(judged.entries)
    judged.pseudonyms = held.new_pseudonyms
    judged.measured = Rooms(visit, at).measured(judged.entries, {original.pk for _one, original in judged.late})
    _join_files(visit, judged)
    return judged


def _judge_one(fate: Fate, said: SaidEntry, held: "_Held", author: UUID, judged: Judged, at: datetime) -> None:
    fate.again, entry = held.compared(said)
    fate.why = {Again.SAME: Sentence(HELD), Again.CONFLICT: Sentence(IN_CONFLICT)}.get(fate.again)
    if fate.again is Again.SAME:
        return
    entry.blob, entry.noted_by_id = fate.blob, author
    entry.pseudonym = held.pseudonym(said)
    judged.entries.append(entry)
    judged.attachments.extend(_attachments(entry, said.attachments))
    judged.consents.extend(_consents(entry, said, at))


class _Held:
    """What is held of a visit that entries speak of; grows with the entries that are judged."""

    def __init__(self, visit: Visit, said: Sequence[SaidEntry]) -> None:
        self.visit = visit
        named = {UUID(one) for entry in said for one in (entry.id, entry.corrects) if one}
        keys = [*named, *(uuid5(visit.pk, str(one)) for one in named), *map(self._key_of_conflict, said)]
        found = Entry.objects.in_bulk(keys)
        self.entries = {pk: one for pk, one in found.items() if one.visit_id == visit.pk}
        self.elsewhere = {pk for pk, one in found.items() if one.visit_id != visit.pk}
        places = {one.place for one in said if one.place}
        self.places = Place.objects.filter(state=visit.state_id).in_bulk(places)
        words = {str(one.details.get("pseudonym") or "") for one in said} - {""}
        self.pseudonyms = {one.word: one for one in Pseudonym.objects.filter(visit=visit, word__in=words)}
        self.new_pseudonyms: list[Pseudonym] = []

    def compared(self, said: SaidEntry) -> tuple[Again, Entry]:
        """Whether an entry is new, with the row it becomes, or the one that is held."""
        key = self.key_of(said.id)
        held = self.entries.get(key)
        if held is None:
            return Again.NEW, self._row(said, key)
        if self._says(held, said):
            return Again.SAME, held
        other = self._key_of_conflict(said)
        if other in self.entries:
            return Again.SAME, self.entries[other]
        row = self._row(said, other)
        row.conflicts_with = held
        return Again.CONFLICT, row

    def key_of(self, said: str) -> UUID:
        """The id under which an entry stands here: its own, unless another visit has an entry of that id."""
        own = UUID(said)
        return uuid5(self.visit.pk, str(own)) if own in self.elsewhere else own

    def _key_of_conflict(self, said: SaidEntry) -> UUID:
        """The same conflict is the same row, however often it comes."""
        return uuid5(self.visit.pk, f"{said.id} {said.digest}")

    def _says(self, held: Entry, said: SaidEntry) -> bool:
        """Whether a row says what an entry says. One that was noted in the office is compared by its columns."""
        if held.said_digest:
            return held.said_digest == said.digest
        row = self._of(said, held.pk)
        names = ("kind", "text", "source", "noted_on", "place_id", "form", "details", "corrects_id")
        held_content = {name: getattr(held, name) for name in names}
        return noting.compare(held_content, {name: getattr(row, name) for name in names}) is Again.SAME

    def _row(self, said: SaidEntry, key: UUID) -> Entry:
        row = self.entries[key] = self._of(said, key)
        return row

    def _of(self, said: SaidEntry, key: UUID) -> Entry:
        place = self.places.get(UUID(said.place)) if said.place else None
        return Entry(
            id=key,
            visit=self.visit,
            place=place,
            kind=said.kind.value,
            text=said.text,
            source=said.source,
            noted_on=said.noted_on,
            form=said.form.value,
            details={name: value for name, value in said.details.items() if name not in APART_FROM_WORDS},
            noted_at=said.noted_at,
            zone=said.zone,
            place_said=said.place_said or (said.place if place is None else ""),
            unfinished=said.unfinished,
            corrects_said=UUID(said.corrects) if said.corrects and said.corrects != said.id else None,
            said_digest=said.digest,
        )

    def pseudonym(self, said: SaidEntry) -> Pseudonym | None:
        """The person an entry speaks of, new if the word was not used on this visit before."""
        word = str(said.details.get("pseudonym") or "")
        if not word:
            return None
        if word not in self.pseudonyms:
            language = str(said.details.get("language") or "")
            self.pseudonyms[word] = Pseudonym(id=uuid4(), visit=self.visit, word=word, language=language)
            self.new_pseudonyms.append(self.pseudonyms[word])
        return self.pseudonyms[word]

    def join_corrections(self, entries: Sequence[Entry]) -> list[tuple[Entry, Entry]]:
        """Join each correction to what it corrects where that has come; those that waited are returned."""
        for entry in entries:
            if entry.corrects_said is not None:
                entry.corrects = self.entries.get(self.key_of(str(entry.corrects_said)))
        came = {self._said_id(one): one for one in entries if one.conflicts_with_id is None}
        waited = Entry.objects.filter(visit=self.visit, corrects__isnull=True, corrects_said__in=came)
        return [(one, came[one.corrects_said]) for one in waited if one.corrects_said]

    def _said_id(self, entry: Entry) -> UUID:
        """The id under which a device speaks of an entry."""
        return next((own for own in self.elsewhere if uuid5(self.visit.pk, str(own)) == entry.pk), entry.pk)


def _authors(visit: Visit, blobs: Sequence[SealedBlob]) -> dict[UUID, UUID]:
    """For each blob the person whose device or invitation it came by; who planned the visit if nobody is known."""
    invited = invitations_of(visit, blobs)
    persons = dict(Invitation.objects.filter(visit=visit).values_list("device", "person_id"))
    return {blob.pk: persons.get(invited.get(blob.pk, blob.pk), visit.planned_by_id) for blob in blobs}


def _attachments(entry: Entry, said: Sequence[SaidAttachment]) -> list[Attachment]:
    """The files of an entry; a working copy points at its original where that is among them."""
    rows = {one.digest: _attachment(entry, one) for one in sorted(said, key=lambda one: bool(one.of))}
    for one in said:
        if one.of in rows and one.of != one.digest:
            rows[one.digest].of = rows[one.of]
    return list(rows.values())


def _attachment(entry: Entry, said: SaidAttachment) -> Attachment:
    return Attachment(
        id=uuid5(entry.pk, said.digest),
        entry=entry,
        digest=said.digest,
        clear_digest=said.clear_digest,
        size=said.size,
        media=said.media,
        name=said.name,
        role=said.role,
    )


def _consents(entry: Entry, said: SaidEntry, at: datetime) -> list[Consent]:
    """What the person answered, each purpose a row; by the device's clock, unless that is ahead of ours."""
    if said.form is not Form.INTERVIEW or entry.pseudonym is None:
        return []
    noted_at = said.noted_at if said.noted_at is not None and said.noted_at <= at else at
    language = str(said.details.get("language") or "")
    return [_consent(entry, one, language, noted_at) for one in said.details.get("consents") or []]


def _consent(entry: Entry, one: dict[str, Any], language: str, noted_at: datetime) -> Consent:
    return Consent(
        id=uuid4(),
        pseudonym=entry.pseudonym,
        purpose=one["purpose"],
        recipient=one.get("recipient", ""),
        answer=one["answer"],
        asked_on=min(entry.noted_on, noted_at.date()),
        asked_by_id=entry.noted_by_id,
        language=language,
        how=one.get("how", ""),
        present=one.get("present", ""),
        guardian=one.get("guardian", ""),
        noted_at=noted_at,
    )


def _join_files(visit: Visit, judged: Judged) -> None:
    """A blob that an entry names is a file of it, whichever of the two came first."""
    new = {one.digest for one in judged.attachments}
    among = {fate.blob.digest for fate in judged.fates if fate.said is None}
    named = new | set(Attachment.objects.filter(entry__visit=visit, digest__in=among).values_list("digest", flat=True))
    for fate in judged.fates:
        if fate.said is None and fate.file_key and fate.blob.digest in named:
            fate.stands, fate.why = Sealed.OPENED, None
    elsewhere = SealedBlob.objects.filter(visit=visit, digest__in=new - among).exclude(file_key="")
    judged.files = list(elsewhere.filter(stands__in=[Sealed.WAITS, Sealed.UNREADABLE]))


def corrected(entry: Entry, noted_on: date, place: Place | None, key: UUID, by: Viewer) -> Entry:
    """The entry that corrects another's day or place, and says the rest as it was."""
    return Entry(
        id=key,
        visit=entry.visit,
        place=place,
        kind=entry.kind,
        text=entry.text,
        source=entry.source,
        noted_on=noted_on,
        noted_by_id=by.pk,
        corrects=entry,
        form=entry.form,
        details=entry.details,
        place_said="" if place else entry.place_said,
        pseudonym=entry.pseudonym,
    )
