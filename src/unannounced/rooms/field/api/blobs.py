"""Sealed blobs in batches: each line is taken or refused by itself, and what is kept is on the disk."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from unannounced.duties import bringing
from unannounced.duties.bringing import Brought, CannotTake, Problem
from unannounced.duties.words import say
from unannounced.records.satchel import actions
from unannounced.records.satchel.models import Enrolled
from unannounced.records.satchel.queries import devices
from unannounced.rooms.field.api.answering import answer_lines, body_of, known, require_brought_by


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that is not taken; the others go on."""

    line: int
    digest: str
    why: CannotTake

    def said(self) -> dict[str, object]:
        """As the device hears it."""
        message = gettext(self.why.sentence.english).format(**self.why.sentence.facts)
        return {
            "digest": self.digest,
            "is": "refused",
            "problem": self.why.problem.value,
            "message": message,
            "line": self.line,
        }


@require_POST
def blobs(request: HttpRequest) -> HttpResponse:
    """Take a batch; answer each line in its order."""
    lines = body_of(request, bringing.LARGEST_BATCH).rstrip(b"\n").split(b"\n")
    if len(lines) > bringing.MOST_LINES:
        raise CannotTake(
            Problem.TOO_LARGE,
            say("At most {most} blobs are taken at once. Bring them in several batches."),
            most=bringing.MOST_LINES,
        )
    read = [_read(number, line) for number, line in enumerate(lines, start=1)]
    of = devices(one.blob.device for one in read if isinstance(one, Brought))
    checked = [_checked(number, one, of) for number, one in enumerate(read, start=1)]
    new = actions.keep_blobs([one for one in checked if isinstance(one, Brought)], at=timezone.now())
    return answer_lines(_said(one, of, new) for one in checked)


def _read(number: int, line: bytes) -> Brought | Refused:
    try:
        return bringing.read_line(line)
    except CannotTake as why:
        return Refused(number, "", why)


def _checked(number: int, one: Brought | Refused, of: Mapping[str, Enrolled]) -> Brought | Refused:
    """A blob whose bytes have the digest it says, signed by a device that is known here; or why not."""
    if isinstance(one, Refused):
        return one
    try:
        require_brought_by(one.blob, known(one.blob.device, of))
        if sha256(one.sealed).hexdigest() != one.blob.digest:
            raise CannotTake(
                Problem.FORGED, say("The bytes are not those that were signed: they were altered. Bring them again.")
            )
    except CannotTake as why:
        return Refused(number, one.blob.digest, why)
    return one


def _said(one: Brought | Refused, of: Mapping[str, Enrolled], new: set[str]) -> dict[str, object]:
    if isinstance(one, Refused):
        return one.said()
    stands: dict[str, object] = {"digest": one.blob.digest, "is": "kept" if one.blob.digest in new else "known"}
    new.discard(one.blob.digest)  # the same line twice in a batch: the second is known
    return {**stands, "revoked": True} if of[one.blob.device].revoked else stands
