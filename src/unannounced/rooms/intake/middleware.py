"""What the intake room does around every request: nothing is kept by a browser, and a failure is a sentence."""

from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from unannounced.duties.posting import NotTaken, Problem
from unannounced.duties.words import say
from unannounced.rooms.intake.api.answering import STATUS, refusal
from unannounced.rooms.web.middleware import says_full

PATH = "/api/"


class Unkept:
    """Ask browsers to keep no page of this room, so that whoever takes the device next finds none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        answer = self.get_response(request)
        answer.setdefault("Cache-Control", "no-store")
        return answer


class Answers:
    """Answer in JSON or on a page when something is not taken, or when the room's database cannot be written."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn what can be foreseen into a refusal; nothing was half written."""
        if isinstance(exception, DatabaseError):
            exception = not_written(exception)
        if not isinstance(exception, NotTaken):
            return None
        if request.path.startswith(PATH):
            return refusal(exception)
        said = exception.sentence
        problem = _(said.english).format(**said.facts)
        return render(request, "intake/problem.html", {"problem": problem}, status=STATUS[exception.problem])


def not_written(problem: DatabaseError) -> NotTaken:
    """What a sender hears when nothing could be written; they keep what they wrote and send it again."""
    if says_full(problem):
        return NotTaken(
            Problem.FULL,
            say("There is no room for more at this moment: nothing was taken. Keep what you wrote, and send it later."),
        )
    return NotTaken(
        Problem.BUSY,
        say("It could not be taken at this moment: nothing was kept. Leave the page open and send it again."),
    )
