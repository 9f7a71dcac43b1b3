"""How devices are answered, and what they ask is read: JSON in UTF-8, and never more than was agreed."""

import json
from collections.abc import Iterable, Mapping

from django.http import HttpRequest, HttpResponse, UnreadablePostError

from unannounced.crafts import handing_over
from unannounced.duties import bringing
from unannounced.duties.bringing import Blob, CannotTake, Problem
from unannounced.duties.words import say
from unannounced.records.satchel.models import Enrolled
from unannounced.records.satchel.queries import devices

STATUS = {
    Problem.UNKNOWN: 404,
    Problem.USED: 409,
    Problem.EXPIRED: 410,
    Problem.WITHDRAWN: 410,
    Problem.REVOKED: 403,
    Problem.FORGED: 422,
    Problem.MALFORMED: 400,
    Problem.TOO_LARGE: 413,
    Problem.FULL: 507,
    Problem.UNFINISHED: 507,
    Problem.UNSIGNED: 401,
    Problem.BUSY: 503,
}


def answer(said: Mapping[str, object], status: int = 200) -> HttpResponse:
    """One JSON object."""
    return _plain([said], "application/json", status)


def answer_lines(said: Iterable[Mapping[str, object]]) -> HttpResponse:
    """One JSON object a line."""
    return _plain(said, "application/x-ndjson", 200)


def refusal(problem: Problem, message: str) -> HttpResponse:
    """A refusal: the word for the app, the sentence for its member."""
    return answer({"problem": problem.value, "message": message}, STATUS[problem])


def _plain(said: Iterable[Mapping[str, object]], content_type: str, status: int) -> HttpResponse:
    text = "".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) + "\n" for one in said)
    made = HttpResponse(text.encode(), content_type=content_type, status=status)
    made["Cache-Control"] = "no-store"
    return made


def body_of(request: HttpRequest, most: int) -> bytes:
    """The body, which has at most ``most`` bytes; raises ``CannotTake``."""
    length = request.headers.get("Content-Length", "")
    if not length.isdecimal():
        raise bringing.malformed(say("The length of what was brought is missing. Bring it again."))
    if int(length) > most:
        raise CannotTake(
            Problem.TOO_LARGE, say("At most {most} bytes are taken at once. Bring it in parts."), most=most
        )
    try:
        return request.body
    except UnreadablePostError as cut:
        raise bringing.malformed(say("What was brought was cut off half way. Bring it again.")) from cut


def require_signed(text: bytes, signature: str, device: Enrolled) -> None:
    """Raise ``CannotTake`` unless ``text`` was signed by the device."""
    if not handing_over.is_signed(text, signature=signature, verifying_key=device.verifying_key):
        raise CannotTake(Problem.FORGED, say("The signature is not that of this device. Nothing was taken."))


def device_called(name: str) -> Enrolled:
    """The device of this id; raises ``CannotTake``."""
    return known(name, devices([name]))


def known(name: str, among: Mapping[str, Enrolled]) -> Enrolled:
    """The device of this id, if it is ``among`` those that came in; raises ``CannotTake``."""
    if name not in among:
        raise CannotTake(
            Problem.UNKNOWN, say("This device is not known here. Let it come in by its code first; nothing is lost.")
        )
    return among[name]


def require_brought_by(blob: Blob, device: Enrolled) -> None:
    """Raise ``CannotTake`` unless the device signed this blob."""
    text = handing_over.blob_text(device=blob.device, seq=blob.seq, digest=blob.digest, size=blob.size)
    require_signed(text, blob.signature, device)
