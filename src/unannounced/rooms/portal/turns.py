"""What takes long waits for its turn, so that a storm of searches keeps nobody from reading a report."""

from collections.abc import Callable
from threading import BoundedSemaphore

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

AT_ONCE = 2
"""So many of them are worked on at once in one process, which has more threads than that."""
PATIENCE = 2.0
"""So many seconds one waits for its turn before it is told to come again."""
AGAIN_AFTER = 5
"""So many seconds later whoever found no turn is asked to come again."""
LONG = ("/search/", "/api/", "/turn-to/", "/leaving/", "/reported/")
"""Where addresses begin of what is worked out anew for each question."""


class Turns:
    """Middleware: of what takes long, a few at a time; who finds no turn is told when to come again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.turns = BoundedSemaphore(AT_ONCE)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, at once or when it is its turn."""
        if not request.path_info.startswith(LONG):
            return self.get_response(request)
        if not self.turns.acquire(timeout=PATIENCE):
            return _come_again(request)
        try:
            return self.get_response(request)
        finally:
            self.turns.release()


def _come_again(request: HttpRequest) -> HttpResponse:
    """The page for too many questions at once. It asks nothing of the database."""
    told = {"seconds": AGAIN_AFTER, "csrf_token": ""}  # nosec
    response = render(request, "portal/come_again.html", told, status=503)
    response.headers["Retry-After"] = str(AGAIN_AFTER)
    add_never_cache_headers(response)
    return response
