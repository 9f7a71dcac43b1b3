"""What takes long waits for its turn, so that a storm of searches keeps nobody from reading a report."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from threading import BoundedSemaphore, Lock
from typing import cast

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from unannounced.rooms.portal.letters import set_apart

AT_ONCE = 2
"""So many of them are worked on at once in one process, which has more threads than that."""
FILES_AT_ONCE = 1
"""So many files of results are written at once beside them, so that these take no search its turn."""
PATIENCE = 2.0
"""So many seconds one waits for its turn before it is told to come again."""
AGAIN_AFTER = 5
"""So many seconds later whoever found no turn is asked to come again."""
LONG = ("/search/", "/api/", "/turn-to/", "/leaving/", "/reported/")
"""Where addresses begin of what is worked out anew for each question."""
FILES = "/search/results."
"""Where addresses begin of what a search found as a file, which is worked out as it is written."""


class Turns:
    """Middleware: of what takes long, a few at a time; who finds no turn is told when to come again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.turns = BoundedSemaphore(AT_ONCE)
        self.files = BoundedSemaphore(FILES_AT_ONCE)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on, at once or when it is its turn, which lasts until the answer is written to its end."""
        if not request.path_info.startswith(LONG):
            return self.get_response(request)
        turns = self.files if request.path_info.startswith(FILES) else self.turns
        if not turns.acquire(timeout=PATIENCE):
            return _come_again(request)
        with ExitStack() as held:
            turn = _Turn(turns)
            held.callback(turn.end)
            response = self.get_response(request)
            if isinstance(response, StreamingHttpResponse) and not response.is_async:
                response.streaming_content = _InTurn(cast(Iterable[bytes], response.streaming_content), turn)
                held.pop_all()  # the turn ends with the last piece
            return response


class _Turn:
    """A turn that was found; it ends once, whoever says so first."""

    def __init__(self, turns: BoundedSemaphore) -> None:
        self._turns = turns
        self._ended = Lock()

    def end(self) -> None:
        """Let the next one have it."""
        if self._ended.acquire(blocking=False):
            self._turns.release()


class _InTurn:
    """The pieces of an answer, with the turn in which they are worked out; closing the answer ends it as well."""

    def __init__(self, pieces: Iterable[bytes], turn: _Turn) -> None:
        self._pieces = iter(pieces)
        self._turn = turn

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        with ExitStack() as held:
            held.callback(self._turn.end)
            piece = next(self._pieces)
            held.pop_all()  # there may be more
            return piece

    def close(self) -> None:
        """The server has written it, or whoever asked has gone: Django calls this with the response's own close."""
        self._turn.end()

    def __del__(self) -> None:
        self._turn.end()


def _come_again(request: HttpRequest) -> HttpResponse:
    """The page for too many questions at once. It asks nothing of the database."""
    told = {"seconds": AGAIN_AFTER, "csrf_token": ""}  # nosec
    response = render(request, "portal/come_again.html", told, status=503)
    set_apart(response)
    response.headers["Retry-After"] = str(AGAIN_AFTER)
    add_never_cache_headers(response)
    return response
