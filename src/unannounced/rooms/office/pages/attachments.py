"""Files of entries, opened from the parcel they came in when somebody asks for one: never kept in clear."""

import hashlib
from collections.abc import Iterable
from http import HTTPStatus
from uuid import UUID

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header

from unannounced.crafts.copying import NoPicture, working_copy
from unannounced.crafts.sealing import NotOpened
from unannounced.duties.noting import Sealed
from unannounced.duties.words import Sentence, say
from unannounced.records.ledger.actions import note_readings
from unannounced.records.notebooks.models import Attachment, SealedBlob
from unannounced.records.notebooks.queries import attachments_seen_by, blobs_by_digest, blobs_seen_by
from unannounced.records.notebooks.reading import file_of, stream_of
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.entry import COPY, HEARD, SHOWN_IMAGES
from unannounced.rooms.office.pages.visit_frame import frame

AS_IT_CAME = "as-it-came"
NOT_YET = say("This file has not come, or is sealed still. It is here once its blob was brought and opened.")
ALTERED = say("This file cannot be opened: its sealed bytes were cut or altered after the device sealed them.")
ANOTHER = say("This file is not the one that the device named: its bytes have another digest. Look at it with care.")

NO_COPY = say(
    "No working copy can be made of this file: it is damaged, too large, or no picture. Its original is saved."
)


def attachment(request: Asked, attachment: UUID) -> HttpResponseBase:
    """A file, noted in the reading log. What the device said of its bytes is checked; where it is not so it is said."""
    found = get_object_or_404(attachments_seen_by(request.viewer), pk=attachment)
    note_readings([found], by=request.viewer.pk, at=request.moment)
    blob = blobs_by_digest(found.entry.visit, [found.digest]).get(found.digest)
    if blob is None or not blob.file_key:
        return _problem(request, found, Sentence(NOT_YET), HTTPStatus.CONFLICT)
    try:
        digest, size = _measured(file_of(found, blob))
    except NotOpened:
        return _problem(request, found, Sentence(ALTERED), HTTPStatus.CONFLICT)
    sound = digest == found.clear_digest
    if not sound and AS_IT_CAME not in request.GET:
        return _problem(request, found, Sentence(ANOTHER), HTTPStatus.CONFLICT, as_it_came=f"?{AS_IT_CAME}=1")
    if sound and COPY in request.GET and found.media in SHOWN_IMAGES:
        return _drawn_anew(request, found, blob)
    return _file(blob, size, found, inline=sound)


def _drawn_anew(request: Asked, found: Attachment, blob: SealedBlob) -> HttpResponseBase:
    """The working copy of an original that came without one: made for this reader, and kept nowhere."""
    try:
        copy = working_copy(b"".join(file_of(found, blob)))
    except NoPicture:
        return _problem(request, found, Sentence(NO_COPY), HTTPStatus.CONFLICT)
    answer = StreamingHttpResponse([copy], content_type="image/jpeg")
    answer["Content-Disposition"] = "inline"
    return _guarded(answer, len(copy))


def _measured(pieces: Iterable[bytes]) -> tuple[str, int]:
    """The digest and the size of what a blob holds; every seal of it is checked before a byte of it is given out."""
    digest, size = hashlib.sha256(), 0
    for piece in pieces:
        digest.update(piece)
        size += len(piece)
    return digest.hexdigest(), size


def blob_bytes(request: Asked, blob: UUID) -> HttpResponseBase:
    """What a blob holds that could be opened and not be read: to be saved, so that nothing is lost."""
    found = get_object_or_404(blobs_seen_by(request.viewer), pk=blob)
    if found.stands != Sealed.UNREADABLE or not found.file_key:
        raise Http404
    note_readings([found], by=request.viewer.pk, at=request.moment)
    try:
        _digest, size = _measured(stream_of(found))
    except NotOpened as altered:
        raise Http404 from altered
    return _saved(stream_of(found), size, f"{found.digest[:12]}.bin")


def _file(blob: SealedBlob, size: int, found: Attachment, *, inline: bool) -> HttpResponseBase:
    """Pictures and sounds are shown where they stand; an original, and everything else, is saved."""
    shown = found.media in SHOWN_IMAGES and found.role == "working_copy"
    heard = HEARD.fullmatch(found.media) is not None
    if not inline or not (shown or heard):
        return _saved(file_of(found, blob), size, found.name or f"{found.digest[:12]}.bin")
    answer = StreamingHttpResponse(file_of(found, blob), content_type=found.media)
    answer["Content-Disposition"] = content_disposition_header(False, found.name) or "inline"
    return _guarded(answer, size)


def _saved(pieces: Iterable[bytes], size: int, name: str) -> HttpResponseBase:
    answer = StreamingHttpResponse(pieces, content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return _guarded(answer, size)


def _guarded(answer: StreamingHttpResponse, length: int) -> HttpResponseBase:
    answer["Content-Length"] = str(length)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-store, private"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _problem(
    request: Asked, found: Attachment, why: Sentence, status: HTTPStatus, *, as_it_came: str = ""
) -> HttpResponse:
    context = {**frame(found.entry.visit, "visit_notebook"), "file": found, "why": why, "as_it_came": as_it_came}
    return render(request, "office/attachment.html", context, status=status)
