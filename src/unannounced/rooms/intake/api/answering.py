"""How senders are answered, and what they bring is read: JSON in UTF-8, and never more than was agreed."""

import io
import json
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils import timezone
from django.utils.translation import gettext as _

from unannounced.crafts import sealing
from unannounced.crafts.sealing import HYBRID, NotOpened
from unannounced.duties import bringing, posting
from unannounced.duties.bringing import CannotTake
from unannounced.duties.posting import ANOTHER_CHALLENGE, NotTaken, Problem
from unannounced.duties.words import say
from unannounced.records.letterbox.queries import newest_key
from unannounced.rooms.intake import asking_work

STATUS = {
    Problem.MALFORMED: 400,
    Problem.UNKNOWN: 404,
    Problem.NO_CHALLENGE: 409,
    Problem.TOO_OLD: 409,
    Problem.NO_PROOF: 409,
    Problem.SPENT: 409,
    Problem.OTHER_KEY: 409,
    Problem.TOO_LARGE: 413,
    Problem.FORGED: 422,
    Problem.NO_KEY: 503,
    Problem.BUSY: 503,
    Problem.MANY: 503,
    Problem.FULL: 507,
    Problem.UNFINISHED: 507,
}


def answer(said: Mapping[str, object], status: int = 200) -> HttpResponse:
    """One JSON object."""
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":")) + "\n"
    return HttpResponse(text.encode(), content_type="application/json", status=status)


def refusal(why: NotTaken) -> HttpResponse:
    """A refusal: the word for the script, the sentence for the sender, and what they need to try again."""
    said: dict[str, object] = {
        "problem": why.problem.value,
        "message": _(why.sentence.english).format(**why.sentence.facts),
    }
    if why.problem in ANOTHER_CHALLENGE or why.problem is Problem.OTHER_KEY:
        size = why.sentence.facts.get("size", 0)
        said["challenge"] = asking_work.challenge(timezone.now(), size=size if isinstance(size, int) else 0)
    if why.problem is Problem.OTHER_KEY:
        said["key"] = key_said()
    return answer(said, STATUS[why.problem])


def key_said() -> dict[str, object] | None:
    """The key that letters are sealed to now."""
    key = newest_key()
    return {"version": key.version, "recipient": key.recipient} if key else None


def body_of(request: HttpRequest, most: int) -> bytes:
    """The body, which has at most ``most`` bytes; raises ``NotTaken``."""
    length = request.headers.get("Content-Length", "")
    if not length.isdecimal():
        raise posting.malformed(say("The length of what was brought is missing. Send it again."))
    if int(length) > most:
        raise NotTaken(Problem.TOO_LARGE, say("At most {most} bytes are taken at once."), most=most)
    try:
        body = request.body
    except UnreadablePostError as cut:
        raise posting.malformed(say("What was sent was cut off half way. Send it again.")) from cut
    if len(body) != int(length):
        raise posting.malformed(say("What was sent was cut off half way. Send it again."))
    return body


def object_of(request: HttpRequest, most: int = 64 * 1024) -> dict[str, object]:
    """The JSON object in the body; raises ``NotTaken``."""
    try:
        return bringing.read_object(body_of(request, most))
    except CannotTake as wrong:
        raise posting.malformed(say("What was sent cannot be read. Load the page again and send it again.")) from wrong


def sealed_of(said: object, *, most: int) -> bytes:
    """Bytes that are, base64url, an age file for one post-quantum key, filled up to one of few sizes; or ``NotTaken``.

    Whether it is sealed to the office's key nobody can see, and this room could not open it.
    """
    try:
        sealed = bringing.bytes_of(said)
    except CannotTake as wrong:
        raise _not_sealed() from wrong
    size = _padded_size(sealed)
    if size is None:
        raise _not_sealed()
    if size > most:
        raise NotTaken(Problem.TOO_LARGE, say("This letter is too long. Send it in two."))
    return sealed


def _padded_size(sealed: bytes) -> int | None:
    stream = io.BytesIO(sealed)
    try:
        header = sealing.read_header(stream)
    except NotOpened:
        return None
    if header.kinds != (HYBRID,) or not all(map(sealing.is_sound, header.stanzas)):
        return None
    return posting.padded_size(len(sealed) - stream.tell())


def _not_sealed() -> NotTaken:
    return posting.malformed(say("What was sent is not sealed as it must be: it was not taken. Load the page again."))


def number_of(said: object) -> int:
    """A number from 0; raises ``NotTaken``."""
    if type(said) is int and 0 <= said < bringing.LARGEST_NUMBER:
        return said
    raise posting.malformed(say("A number is missing. Load the page again and send it again."))
