"""Check-lists that an ODK client encrypted by itself: opened once the key of the form is, and all their files came.

Their photographs and other files stay where they came, sealed and encrypted as they are; an entry in clear has of each
the lock that opens it, as a blob has its file key.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID, uuid5

from unannounced.crafts.forming.answering import encrypted_files, is_encrypted
from unannounced.crafts.forming.instances import media_of
from unannounced.crafts.forming.odk_encryption import MANIFEST, Submission, bare_name, decrypt_submission
from unannounced.crafts.forming.problems import NotAForm
from unannounced.crafts.forming.xforms import parse_xml
from unannounced.crafts.sealing import NotOpened, open_with_file_key, without_armour
from unannounced.duties.detailing import Form
from unannounced.records.checklists.models import OdkKey
from unannounced.records.notebooks.models import Attachment, Entry, SealedBlob
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


def in_clear(entries: Sequence[Entry], keys: Sequence[bytes]) -> list[tuple[Entry, list[Attachment]]]:
    """For each entry that one of ``keys`` opens the entry that corrects it: the same, in clear, with its files."""
    files = attachments_of(entries)
    found = []
    for entry in entries:
        digests = {one.name: one.digest for one in files.get(entry.pk, ())}
        parts = _parts(entry, digests)
        inside = _opened(parts, keys) if parts else None
        if inside is not None:
            clear = _readable(entry, inside)
            named = {bare_name(name): digest for name, digest in digests.items()}
            found.append((clear, [_file(clear, name, named[name], inside) for name in inside.files]))
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


def _opened(parts: Mapping[str, bytes], keys: Iterable[bytes]) -> Submission | None:
    for key in keys:
        try:
            return decrypt_submission(parts, key)
        except NotAForm:
            continue
    return None


def key_in_clear(entry: UUID) -> UUID:
    """The id of what an encrypted entry is in clear: opened twice, it is one."""
    return uuid5(entry, "in clear")


def _file(entry: Entry, name: str, digest: str, inside: Submission) -> Attachment:
    """A file of an entry in clear: the blob it came in, and what opens it within."""
    content = inside.files[name]
    return Attachment(
        id=uuid5(entry.pk, f"{digest} {name}"),
        entry=entry,
        digest=digest,
        clear_digest=hashlib.sha256(content).hexdigest(),
        size=len(content),
        media=media_of(name),
        name=name[-200:],
        role="original",
        odk_lock=str(inside.locks[name]),
    )


def _readable(entry: Entry, inside: Submission) -> Entry:
    signed = {} if inside.signature_fits is not False else {"signature": "does not fit"}
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
        details={**entry.details, "instance": inside.instance, **signed},
        noted_at=entry.noted_at,
        zone=entry.zone,
        place_said=entry.place_said,
        unfinished=entry.unfinished,
        blob=entry.blob,
        pseudonym_id=entry.pseudonym_id,
    )
