"""A large blob in parts: from any number of connections, in any order, taken up again after a cut."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from unannounced.duties import bringing
from unannounced.duties.bringing import Blob
from unannounced.duties.words import say
from unannounced.records.satchel import actions
from unannounced.records.satchel.models import Enrolled
from unannounced.records.satchel.queries import is_held, parts_here
from unannounced.rooms.field.api.answering import answer, body_of, device_called, require_brought_by


@require_http_methods(["PUT"])
def part(request: HttpRequest, digest: str, number: int) -> HttpResponse:
    """Take one part; with the last one the blob is whole."""
    blob = _blob(request, digest)
    of = bringing.parts_of(blob.size)
    if bringing.number_of(request.GET.get("of")) != of or not 1 <= number <= of:
        raise bringing.malformed(say("This blob has another number of parts. Divide it again by its size."))
    device = _device(blob)
    content = body_of(request, bringing.PART)
    if len(content) != bringing.size_of_part(number, blob.size):
        raise bringing.malformed(say("This part was cut off half way, or is too long. Bring it again."))
    stands, have = actions.keep_part(blob, number, content, at=timezone.now())
    return _answer(stands, have, device)


@require_safe
def parts(request: HttpRequest, digest: str) -> HttpResponse:
    """Which parts are here."""
    blob = _blob(request, digest)
    device = _device(blob)
    if is_held(digest):
        return _answer("known", [], device)
    return _answer("waiting", parts_here(blob.device, digest), device)


def _blob(request: HttpRequest, digest: str) -> Blob:
    """What the device says of the whole blob, in the headers of each request."""
    asked = request.headers
    return bringing.blob_of(
        {
            "device": asked.get("X-Device"),
            "seq": bringing.number_of(asked.get("X-Seq")),
            "digest": digest,
            "size": bringing.number_of(asked.get("X-Size")),
            "signature": asked.get("X-Signature"),
        }
    )


def _device(blob: Blob) -> Enrolled:
    device = device_called(blob.device)
    require_brought_by(blob, device)
    return device


def _answer(stands: str, have: list[int], device: Enrolled) -> HttpResponse:
    said: dict[str, object] = {"have": have, "is": stands}
    return answer({**said, "revoked": True} if device.revoked else said)
