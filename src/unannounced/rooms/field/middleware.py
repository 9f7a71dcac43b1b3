"""What the field room does around what devices ask: a failure is answered in JSON, with a word and a sentence."""

from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from unannounced.duties.bringing import CannotTake, Problem
from unannounced.rooms.field.api.answering import refusal
from unannounced.rooms.web.middleware import says_full

PATH = "/field/api/"


class Answers:
    """Answer devices in JSON when something cannot be taken, or when the room's database cannot be written."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn what can be foreseen into a refusal; nothing was half written."""
        if not request.path.startswith(PATH):
            return None
        if isinstance(exception, CannotTake):
            said = exception.sentence
            return refusal(exception.problem, _(said.english).format(**said.facts))
        if isinstance(exception, DatabaseError):
            return _not_written(exception)
        return None


def _not_written(problem: DatabaseError) -> HttpResponse:
    """What a device hears when nothing could be written; it keeps everything and asks again."""
    if says_full(problem):
        return refusal(
            Problem.FULL,
            _("The disk of the field room is full: nothing was taken. It stays on the device; tell the administrator."),
        )
    return refusal(
        Problem.BUSY,
        _("The field room cannot write just now: nothing was taken. It stays on the device; try again in a moment."),
    )
