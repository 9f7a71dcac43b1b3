"""Noting entries; correcting them by new ones."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.db import IntegrityError, transaction

from unannounced.crafts.packing import Packed
from unannounced.duties import noting, opening
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import require
from unannounced.duties.noting import EntryKind, Sealed
from unannounced.records.accounts.queries import Viewer
from unannounced.records.keyrings.queries import goes_on
from unannounced.records.ledger.actions import LineDraft, act
from unannounced.records.notebooks import coming
from unannounced.records.notebooks.coming import Coming, Stands
from unannounced.records.notebooks.encrypted import encrypted_entries, in_clear, private_keys
from unannounced.records.notebooks.judging import Judged, corrected, judge
from unannounced.records.notebooks.measuring import Rooms
from unannounced.records.notebooks.models import Entry, SealedBlob
from unannounced.records.notebooks.queries import blobs_of, may_correct, require_may_open, waiting_for_keys
from unannounced.records.notebooks.reading import Fate, as_why, read_blobs
from unannounced.records.places.models import Place
from unannounced.records.visits.models import Visit
from unannounced.records.visits.queries import visit_permit

# Sealed blobs come home


def take_sealed(parcels: Sequence[Packed], *, at: datetime) -> dict[str, Stands]:
    """Keep sealed blobs that the courier brought, together or not at all; what became of each, by digest of its parcel.

    A line for each device, in the name of whose it is. What does not fit is kept too, set apart with the reason; what
    is held already changes nothing, so they may come in any order and as often as they like.
    """
    try:
        return _take_sealed(parcels, at)
    except IntegrityError:  # another courier brought the same at the same moment: now it is known
        return _take_sealed(parcels, at)


def _take_sealed(parcels: Sequence[Packed], at: datetime) -> dict[str, Stands]:
    with transaction.atomic():
        coming_now, stands = coming.sort_out(parcels)
        taken = coming.numbers_taken(coming_now)
        by_device: dict[UUID, list[Coming]] = defaultdict(list)
        for one in coming_now:
            by_device[one.invitation.pk].append(one)
        for of_device in by_device.values():
            _keep_sealed(of_device, taken, at)
        return stands


def _keep_sealed(of_device: Sequence[Coming], taken: set[tuple[UUID, int]], at: datetime) -> None:
    invitation = of_device[0].invitation
    rows = [coming.rows(one, taken, at) for one in of_device]
    with act(
        "take sealed blobs in", by=invitation.person_id, at=at, about=invitation.visit, within=invitation.visit_id
    ) as line:
        line.keep_all([parcel for parcel, _blob in rows])
        line.keep_all([blob for _parcel, blob in rows])


# Entries


def note(
    text: str,
    *,
    kind: EntryKind,
    source: str,
    during: Visit,
    noted_on: date,
    place: Place | None = None,
    corrects: Entry | None = None,
    by: Viewer,
    at: datetime,
    key: UUID | None = None,
) -> Entry:
    """Note an entry in the visit's notebook; the same again is welcome, other words under its id are a conflict."""
    visit_permit(Act.NOTE_ENTRY, by, during)
    text = noting.tidy(text)
    require(
        noting.may_note(
            text=text,
            noted_on=noted_on,
            visit_begins=during.begins,
            visit_ends=during.ends,
            today=at.date(),
            profile=settings.MECHANISM,
        )
    )
    entry = Entry(
        id=key or uuid4(),
        visit=during,
        place=place,
        kind=kind.value,
        text=text,
        source=source,
        noted_on=noted_on,
        noted_by_id=by.pk,
        corrects=corrects,
    )
    with act("note an entry", by=by.pk, at=at, within=during.pk) as line:
        return line.keep_once(entry)


# Opening what came home


def open_notebook(visit: Visit, keys: Mapping[str, str], *, by: Viewer, at: datetime) -> Judged:
    """Open blobs of a visit by their file keys (digest to hexadecimal), and take in what they say: one act.

    Each stands by itself: one that cannot be read keeps its bytes and says why, the rest goes on. What was opened
    before is left alone, so that an opening that was stopped is resumed anywhere, and repeated without harm.
    """
    require_may_open(visit, by)
    require(opening.may_hand_over(keys))
    waiting = list(waiting_for_keys(visit, by).filter(digest__in=keys).select_related(None))
    fates = list(read_blobs(waiting, keys))
    with act("open the notebook", by=by.pk, at=at, about=visit, within=visit.pk) as line:
        untouched = _untouched(visit, fates)
        return _keep(line, judge(visit, untouched, at=at), by, at)


def try_again(visit: Visit, *, by: Viewer, at: datetime) -> Judged:
    """Read again what was opened and could not be read, as after an update; no key is needed a second time."""
    require_may_open(visit, by)
    closed = list(blobs_of(visit, by, Sealed.UNREADABLE).exclude(file_key=""))
    fates = [one for one in read_blobs(closed, {blob.digest: blob.file_key for blob in closed}) if _is_better(one)]
    with act("read again what could not be read", by=by.pk, at=at, about=visit, within=visit.pk) as line:
        return _keep(line, judge(visit, _untouched(visit, fates), at=at), by, at)


def open_encrypted(visit: Visit, file_keys: Mapping[str, str], *, by: Viewer, at: datetime) -> Sequence[Entry]:
    """Put in clear what ODK clients had encrypted, by the file keys of the forms' own keys: each a new entry.

    The private keys are in memory for as long as this takes, and are kept nowhere. What lacks a file waits.
    """
    require_may_open(visit, by)
    keys = private_keys(visit, file_keys)
    rows = in_clear(encrypted_entries(visit), keys) if keys else []
    with act("open check-lists that were encrypted", by=by.pk, at=at, about=visit, within=visit.pk) as line:
        Visit.objects.select_for_update().get(pk=visit.pk)
        held = set(Entry.objects.filter(pk__in=[one.pk for one, _files in rows]).values_list("pk", flat=True))
        new = [(one, files) for one, files in rows if one.pk not in held]
        kept = line.keep_all([one for one, _files in new])
        line.keep_all([file for _one, files in new for file in files])
        return kept


def judge_blob(blob: SealedBlob, *, take_in: bool, because: str, by: Viewer, at: datetime) -> SealedBlob:
    """Decide on a blob that was set apart: it waits to be opened with the others, or is left apart; with the reason."""
    visit_permit(Act.JUDGE_BLOB, by, blob.visit)
    because = noting.tidy(because).strip()
    require(
        opening.may_judge(
            apart=blob.stands == Sealed.APART,
            delegate=goes_on(by, blob.visit),
            because=because,
            profile=settings.MECHANISM,
        )
    )
    said = opening.TAKEN_IN if take_in else opening.LEFT_APART
    why = [said, {"name": by.display_name, "day": at.date().isoformat(), "because": because}, *blob.why]
    to = {"stands": Sealed.WAITS if take_in else Sealed.APART, "why": why}
    with act("decide on what was set apart", by=by.pk, at=at, about=blob, within=blob.visit_id) as line:
        return line.move(blob, seen={"stands": Sealed.APART, "why": blob.why}, to=to)


def correct_entry(
    entry: Entry,
    *,
    noted_on: date | None = None,
    place: Place | None = None,
    by: Viewer,
    at: datetime,
    key: UUID | None = None,
) -> Entry:
    """Correct the day or the place of an entry: a new entry that says the rest as it was, and what it measured."""
    visit = entry.visit
    visit_permit(Act.NOTE_ENTRY, by, visit)
    row = corrected(entry, noted_on or entry.noted_on, place or entry.place, key or uuid4(), by)
    held = Entry.objects.filter(pk=row.pk).first()
    if held is None:
        require(may_correct(entry))
    require(
        noting.may_note(
            text=row.text or "–",
            noted_on=row.noted_on,
            visit_begins=visit.begins,
            visit_ends=max(visit.ends, visit.talks_on or visit.ends),
            today=at.date(),
            profile=settings.MECHANISM,
        )
    )
    with act("correct an entry", by=by.pk, at=at, about=entry, within=visit.pk) as line:
        kept = line.keep_once(row)
        if held is None:
            line.keep_all(Rooms(visit, at).measured([kept], ()))
        return kept


def _untouched(visit: Visit, fates: Iterable[Fate]) -> list[Fate]:
    """Those that nobody opened meanwhile. From here on nobody else opens this visit until this act is done."""
    Visit.objects.select_for_update().get(pk=visit.pk)
    fates = list(fates)
    held = SealedBlob.objects.filter(pk__in=[one.blob.pk for one in fates])
    now = {pk: (stands, key) for pk, stands, key in held.values_list("pk", "stands", "file_key")}
    return [one for one in fates if now[one.blob.pk] == (one.blob.stands, one.blob.file_key)]


def _is_better(fate: Fate) -> bool:
    return fate.stands is not Sealed.UNREADABLE


def _keep(line: LineDraft, judged: Judged, by: Viewer, at: datetime) -> Judged:
    """Keep the rows of what was opened, and say of each blob what became of it."""
    line.keep_all(judged.pseudonyms)
    line.keep_all(judged.entries)
    line.keep_all(judged.attachments)
    line.keep_all(judged.consents)
    line.keep_all(judged.measured)
    for correction, original in judged.late:
        line.move(correction, seen={"corrects": None}, to={"corrects_id": original.pk})
    _keep_fates(line, judged, by, at)
    return judged


def _keep_fates(line: LineDraft, judged: Judged, by: Viewer, at: datetime) -> None:
    """Say of each blob what became of it; those of one fate in one statement."""
    alike: dict[tuple[str, bool, str], list[SealedBlob]] = defaultdict(list)
    whys: dict[str, list[object]] = {}
    for fate in judged.fates:
        blob, why = fate.blob, as_why(fate.why)
        if (fate.stands, why, fate.file_key) != (blob.stands, blob.why, blob.file_key):
            stood, blob.file_key = blob.stands, fate.file_key
            alike[stood, bool(fate.file_key), f"{fate.stands.value} {why}"].append(blob)
            whys[f"{fate.stands.value} {why}"] = [fate.stands.value, why]
    for (stood, has_key, fated), blobs in alike.items():
        stands, said = whys[fated]
        to = {"stands": stands, "why": said, **({"opened_by_id": by.pk, "opened_at": at} if has_key else {})}
        line.move_all(blobs, seen={"stands": stood}, to=to, each=["file_key"])
    for stood in {blob.stands for blob in judged.files}:
        files = [blob for blob in judged.files if blob.stands == stood]
        line.move_all(files, seen={"stands": stood}, to={"stands": Sealed.OPENED.value, "why": []})
