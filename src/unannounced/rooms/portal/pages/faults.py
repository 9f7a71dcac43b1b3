"""The pages for what was not understood, not allowed, or went wrong: like every page here they set no cookie."""

import logging
import sys
from traceback import extract_tb

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from unannounced.rooms.portal.letters import set_apart
from unannounced.rooms.web.middleware import Storage

_log = logging.getLogger(__name__)


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page for a request that says something that cannot be."""
    return _told(request, 400)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page for what nobody may do here."""
    return _told(request, 403)


def went_wrong(request: HttpRequest) -> HttpResponse:
    """The page for a fault of the program; it says nothing of it.

    The log has what kind of fault it was and where in the program: no address, and no text, in which words that were
    searched for may stand.
    """
    kind, _fault, trace = sys.exc_info()
    places = [f"{frame.filename.rpartition('/unannounced/')[2]}:{frame.lineno}" for frame in extract_tb(trace)[-3:]]
    _log.error("A page failed: %s at %s", kind.__name__ if kind else "unknown", " < ".join(reversed(places)))
    return _told(request, 500)


class StorageTold(Storage):
    """Middleware: the page for a database that is missing, older or does not answer, in the reader's letters."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn a failure of the database into a page that says what is wrong."""
        response = super().process_exception(request, exception)
        if response is not None:
            set_apart(response)
        return response


def _told(request: HttpRequest, status: int) -> HttpResponse:
    """A page without a token: Django's own would set a cookie for one."""
    response = render(request, f"{status}.html", {"csrf_token": ""}, status=status)  # nosec
    set_apart(response)
    add_never_cache_headers(response)
    return response
