"""A file in parts: in any order, taken up again after a cut."""

import shutil

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from unannounced.crafts.working import Worked
from unannounced.duties import bringing, posting
from unannounced.duties.posting import NotTaken, Problem
from unannounced.duties.words import say
from unannounced.records.letterbox import actions, queries
from unannounced.records.letterbox.models import File
from unannounced.rooms.intake import asking_work
from unannounced.rooms.intake.api.answering import answer, body_of, number_of, object_of
from unannounced.rooms.web import installation

OVERHEAD = 64 * 1024
"""Bytes by which sealing makes a file longer at most: its header, and a tag for each 64 KiB of 128 MB."""


@require_POST
def files(request: HttpRequest) -> HttpResponse:
    """Begin a file, or say what of it is here."""
    said, at = object_of(request), timezone.now()
    address = posting.require_address(said.get("address"))
    digest, size = posting.require_digest(said.get("digest")), number_of(said.get("size"))
    if not 1 <= size <= posting.LARGEST_FILE + OVERHEAD:
        raise NotTaken(Problem.TOO_LARGE, say("A file has at most 100 MB. Send it in pieces, or a smaller one."))
    file = queries.file_begun(address, digest)
    if file is None:
        _require_space(size)
        work = _worked(said, size)
        file = actions.begin_file(address, digest, size, work=work, at=at)
    return _answer(file)


def _worked(said: dict[str, object], size: int) -> Worked:
    try:
        return asking_work.checked(said.get("challenge"), said.get("number"), at=timezone.now(), size=size)
    except NotTaken as why:
        raise NotTaken(why.problem, why.sentence.english, size=size) from why  # another challenge is for this file too


def _require_space(size: int) -> None:
    """Raise ``NotTaken`` where a file would leave letters no room on the disk, as far as that is seen from here."""
    if "sqlite" not in settings.DATABASES["default"]["ENGINE"]:
        return
    if shutil.disk_usage(installation.folder(settings.ROOM)).free - 2 * size < posting.LEAST_FREE:
        raise NotTaken(
            Problem.UNFINISHED, say("There is no room for files at this moment. Send the letter, and the file later.")
        )


@require_http_methods(["PUT"])
def part(request: HttpRequest, digest: str, number: int) -> HttpResponse:
    """Take one part; with the last one the file is whole."""
    address = posting.require_address(request.headers.get("X-Address"))
    file = queries.file_begun(address, posting.require_digest(digest))
    if file is None:
        raise NotTaken(Problem.UNKNOWN, say("This file was not begun, or it was erased. Choose it again."))
    if not 1 <= number <= queries.parts_of(file.size):
        raise posting.malformed(say("The file has no such part. Choose it again."))
    said = body_of(request, bringing.PART)
    if len(said) != bringing.size_of_part(number, file.size):
        raise posting.malformed(say("This part was cut off half way, or is too long. Send it again."))
    stands, have = actions.keep_part(file, number, said, at=timezone.now())
    return answer({"have": have, "is": stands})


def _answer(file: File) -> HttpResponse:
    if file.whole:
        return answer({"have": [], "is": "known"})
    return answer({"have": queries.parts_here(file), "is": "waiting"})
