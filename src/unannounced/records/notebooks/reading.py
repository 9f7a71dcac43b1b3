"""From sealed blobs and their file keys to what they say: nothing is written here.

A blob whose header does not fit its key, or that was altered, is told apart from the others and keeps its bytes.
"""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import BinaryField
from django.db.models.functions import Substr

from unannounced.crafts.forming import odk_encryption
from unannounced.crafts.sealing import NotOpened, open_stream, open_with_file_key, read_header
from unannounced.duties import opening
from unannounced.duties.decision import Refused
from unannounced.duties.noting import Again, Sealed
from unannounced.duties.opening import SaidEntry
from unannounced.duties.words import Sentence, say
from unannounced.records.notebooks.models import Attachment, SealedBlob
from unannounced.records.parcels.models import Parcel

BEGINNING = 8192
"""Bytes of a parcel in which its line and the header of its age file end."""
HEADER = 4096
"""Bytes of a sealed blob that a browser gets to find its file key."""
LARGEST_SEALED = opening.LARGEST_ENTRY + 64 * 1024
AT_ONCE = 8 * 1024 * 1024
"""Bytes of parcels in memory."""

NO_FIT = say("The file key that was handed over does not fit it: it was altered, or the key belongs to another blob.")
ALTERED = say("It was cut or altered after it was sealed: its seal does not fit.")
NO_ENTRY_YET = say("It is a file; the entry that it belongs to has not come yet.")


@dataclass(slots=True)
class Fate:
    """What becomes of a blob once its file key is known: how it stands, why, and the entry that it says."""

    blob: SealedBlob
    stands: Sealed
    file_key: str = ""
    why: Sentence | None = None
    said: SaidEntry | None = None
    again: Again | None = None

    @property
    def is_file(self) -> bool:
        """Whether it holds no entry but the bytes of a file."""
        return self.stands is Sealed.WAITS


def read_blobs(blobs: Sequence[SealedBlob], keys: Mapping[str, str]) -> Iterator[Fate]:
    """What each of ``blobs`` holds, by its file key in hexadecimal; few bytes are in memory at once."""
    for blob, sealed in _sealed(blobs):
        yield _fate(blob, sealed, keys[blob.digest])


def headers_of(blobs: Sequence[SealedBlob]) -> dict[str, bytes]:
    """The first bytes of each of ``blobs``, by digest: enough to find its file key, and to read nothing."""
    return {blob.digest: _after_line(content)[:HEADER] for blob, content in _beginnings(blobs)}


def sealed_of(blob: SealedBlob) -> bytes:
    """The sealed bytes of a blob."""
    return _after_line(bytes(Parcel.objects.values_list("content", flat=True).get(pk=blob.parcel_id)))


def stream_of(blob: SealedBlob) -> Iterator[bytes]:
    """What a blob holds, piece by piece, each once its seal was checked; raises ``NotOpened`` where none fits."""
    source = io.BytesIO(bytes(Parcel.objects.values_list("content", flat=True).get(pk=blob.parcel_id)))
    source.readline()
    return open_stream(source, bytes.fromhex(blob.file_key))


def file_of(attachment: Attachment, blob: SealedBlob) -> Iterator[bytes]:
    """The file of an entry, piece by piece, as ``stream_of``; without what an ODK client put around it."""
    if not attachment.odk_lock:
        return stream_of(blob)
    return _without_odk(stream_of(blob), attachment.odk_lock)


def _without_odk(pieces: Iterator[bytes], lock: str) -> Iterator[bytes]:
    try:
        yield from odk_encryption.opened(pieces, odk_encryption.lock_of(lock))
    except ValueError as damaged:
        raise NotOpened("What the ODK client encrypted was altered.") from damaged


def clear_of(blob: SealedBlob) -> bytes:
    """What a blob holds, opened with its file key; raises ``NotOpened``."""
    return open_with_file_key(sealed_of(blob), bytes.fromhex(blob.file_key))


def _fate(blob: SealedBlob, sealed: bytes, file_key: str) -> Fate:
    """A blob that is larger than any entry is a file: of it only the header is looked at."""
    key = bytes.fromhex(file_key)
    try:
        content = _entry_bytes(sealed, key) if blob.size <= LARGEST_SEALED else None
    except NotOpened:
        fits = _fits(sealed, key)
        return Fate(blob, Sealed.UNREADABLE, file_key if fits else "", Sentence(ALTERED if fits else NO_FIT))
    if content is None:
        if not _fits(sealed, key):
            return Fate(blob, Sealed.UNREADABLE, "", Sentence(NO_FIT))
        return Fate(blob, Sealed.WAITS, file_key, Sentence(NO_ENTRY_YET))
    said = opening.read_entry(content)
    if isinstance(said, Refused):
        return Fate(blob, Sealed.UNREADABLE, file_key, said.sentence)
    return Fate(blob, Sealed.OPENED, file_key, said=said)


def _entry_bytes(sealed: bytes, key: bytes) -> bytes | None:
    """What was sealed, if it begins as an entry does; of a file no more is opened than its first bytes."""
    chunks = open_stream(io.BytesIO(sealed), key)
    first = next(chunks)
    return first + b"".join(chunks) if opening.seems_an_entry(first) else None


def _fits(sealed: bytes, key: bytes) -> bool:
    try:
        return read_header(io.BytesIO(sealed)).fits(key)
    except NotOpened:
        return False


def _sealed(blobs: Iterable[SealedBlob]) -> Iterator[tuple[SealedBlob, bytes]]:
    """Each blob with its sealed bytes; of one that is larger than any entry the first bytes alone."""
    small = [blob for blob in blobs if blob.size <= LARGEST_SEALED]
    for page in _pages(small):
        contents = dict(Parcel.objects.filter(pk__in=[one.parcel_id for one in page]).values_list("pk", "content"))
        for blob in page:
            yield blob, _after_line(bytes(contents.pop(blob.parcel_id)))
    for blob, beginning in _beginnings([blob for blob in blobs if blob.size > LARGEST_SEALED]):
        yield blob, _after_line(beginning)


def _pages(blobs: Iterable[SealedBlob]) -> Iterator[list[SealedBlob]]:
    page: list[SealedBlob] = []
    total = 0
    for blob in blobs:
        if page and total + blob.size > AT_ONCE:
            yield page
            page, total = [], 0
        page.append(blob)
        total += blob.size
    if page:
        yield page


def _beginnings(blobs: Sequence[SealedBlob]) -> Iterator[tuple[SealedBlob, bytes]]:
    begins = Substr("content", 1, BEGINNING, output_field=BinaryField())
    found = dict(
        Parcel.objects.filter(pk__in=[one.parcel_id for one in blobs])
        .annotate(begins=begins)
        .values_list("pk", "begins")
    )
    for blob in blobs:
        yield blob, bytes(found[blob.parcel_id])


def _after_line(content: bytes) -> bytes:
    """The sealed bytes of a parcel: what follows its line."""
    return content[content.index(b"\n") + 1 :]


def as_why(why: Sentence | None) -> list[object]:
    """A sentence as a row keeps it: in English, with its facts."""
    if why is None:
        return []
    facts = {name: one.isoformat() if isinstance(one, date) else one for name, one in why.facts.items()}
    return [why.english, facts]


def whys_of(blob: SealedBlob) -> list[Sentence]:
    """Why a blob stands as it does, the newest reason first."""
    said = list(blob.why)
    return [Sentence(english, facts) for english, facts in zip(said[::2], said[1::2], strict=False)]
