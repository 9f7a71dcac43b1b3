"""Check-lists that an ODK client encrypted by itself: opened once the key of the form is, and all their files came."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID, uuid5

from unannounced.crafts.forming.answering import encrypted_files, is_encrypted
from unannounced.crafts.forming.odk_encryption import MANIFEST, decrypt_submission
from unannounced.crafts.forming.problems import NotAForm
from unannounced.crafts.forming.xforms import parse_xml
from unannounced.crafts.sealing import NotOpened, open_with_file_key, without_armour
from unannounced.duties.detailing import Form
from unannounced.records.checklists.models import OdkKey
from unannounced.records.notebooks.models import Entry, SealedBlob
from unannounced.records.notebooks.queries import attachments_of
from unannounced.records.notebooks.reading import clear_of
from unannounced.records.visits.models import Visit


def private_keys(visit: Visit, file_keys: Mapping[str, str]) -> list[bytes]:
    """The private keys of the forms of a visit, opened by their file keys (id to hexadecimal); kept nowhere."""
    found = []
    for one in OdkKey.objects.filter(visit=visit).order_by("-made_at"):
        if str(one.pk) in file_keys:
            try:
                found.append(open_with_file_key(without_armour(one.sealed), bytes.fromhex(file_keys[str(one.pk)])))
            except (NotOpened, ValueError):
                continue
    return found


def encrypted_entries(visit: Visit) -> list[Entry]:
    """The check-lists of a visit that are encrypted still and were not corrected since."""
    corrected = Entry.objects.filter(visit=visit, corrects__isnull=False).values("corrects")
    held = Entry.objects.filter(visit=visit, form=Form.CHECKLIST).exclude(pk__in=corrected)
    return [one for one in held.select_related("blob") if _is_encrypted(one)]


def _is_encrypted(entry: Entry) -> bool:
    try:
        return is_encrypted(parse_xml(str(entry.details.get("instance") or "")))
    except NotAForm:
        return False


def in_clear(entries: Sequence[Entry], keys: Sequence[bytes]) -> list[Entry]:
    """For each entry that one of ``keys`` opens the entry that corrects it: the same, in clear."""
    files = attachments_of(entries)
    found = []
    for entry in entries:
        parts = _parts(entry, {one.name: one.digest for one in files.get(entry.pk, ())})
        instance = _opened(parts, keys) if parts else None
        if instance is not None:
            found.append(_readable(entry, instance))
    return found


def _parts(entry: Entry, digests: Mapping[str, str]) -> dict[str, bytes] | None:
    """The manifest and the files that it names; ``None`` until all of them have come and were opened."""
    manifest = str(entry.details["instance"])
    names = encrypted_files(parse_xml(manifest))
    blobs = SealedBlob.objects.filter(visit=entry.visit_id, digest__in=digests.values()).exclude(file_key="")
    came = {one.digest: one for one in blobs}
    if any(digests.get(name) not in came for name in names):
        return None
    try:
        return {MANIFEST: manifest.encode(), **{name: clear_of(came[digests[name]]) for name in names}}
    except NotOpened:
        return None


def _opened(parts: Mapping[str, bytes], keys: Iterable[bytes]) -> str | None:
    for key in keys:
        try:
            return decrypt_submission(parts, key).instance
        except NotAForm:
            continue
    return None


def key_in_clear(entry: UUID) -> UUID:
    """The id of what an encrypted entry is in clear: opened twice, it is one."""
    return uuid5(entry, "in clear")


def _readable(entry: Entry, instance: str) -> Entry:
    return Entry(
        id=key_in_clear(entry.pk),
        visit_id=entry.visit_id,
        place_id=entry.place_id,
        kind=entry.kind,
        text=entry.text,
        source=entry.source,
        noted_on=entry.noted_on,
        noted_by_id=entry.noted_by_id,
        corrects=entry,
        form=entry.form,
        details={**entry.details, "instance": instance},
        noted_at=entry.noted_at,
        zone=entry.zone,
        place_said=entry.place_said,
        unfinished=entry.unfinished,
        blob=entry.blob,
        pseudonym_id=entry.pseudonym_id,
    )
