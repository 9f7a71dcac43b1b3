"""Every page that is the same for whoever reads it leaves with a tag, and may be kept for a while.

Whoever comes again is told that it is the same still, in a few bytes instead of tens of thousands. What answers the
words of a search, and what asks every cache to forget it, is left as it is.
"""

import hashlib
from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.translation import get_language_from_request, gettext, override

from unannounced.rooms.portal.pages.reports import FRESH

APART: Final = ("/search/", "/turn-to/", "/language/", "/healthy/")
"""Where addresses begin of what no cache on the way is asked to keep."""
OF_ANY_ORIGIN: Final = frozenset({"Access-Control-Allow-Origin", "Access-Control-Expose-Headers"})


class Tagged:
    """Middleware: a tag of its bytes, and how long it may be kept, for a page that says neither."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer with its tag; *not modified* to whoever has it already."""
        response = self.get_response(request)
        if not isinstance(response, HttpResponse) or not _is_shared(request, response):
            return response
        if "ETag" not in response.headers:
            response.headers["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        if "Cache-Control" not in response.headers:
            patch_cache_control(response, public=True, max_age=FRESH)
        etag = response.headers["ETag"]
        answered = get_conditional_response(request, etag=etag, response=response)
        if answered is None or answered is response:
            return response
        patch_vary_headers(answered, ("Accept-Encoding",))
        for name in OF_ANY_ORIGIN & response.headers.keys():
            answered.headers[name] = response.headers[name]
        return answered


class Told:
    """Middleware: an answer that says only by its number what is wrong says it in a sentence as well."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, with a sentence where it has no word; in the language asked for.

        The one it takes the place of holds nothing open and is not closed: Django ends a request with the close of its
        response, the database's connection too, and this one goes on.
        """
        response = self.get_response(request)
        if response.status_code not in (405, 416) or (isinstance(response, HttpResponse) and response.content):
            return response
        language = get_language_from_request(request)
        with override(language):
            told = HttpResponse(f"{_sentence(response)}\n", "text/plain; charset=utf-8", response.status_code)
        for name, value in response.headers.items():
            if name not in ("Content-Type", "Content-Length"):
                told.headers[name] = value
        told.headers["Content-Language"] = language
        return told


def _is_shared(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether a page is there, bears nothing of one reader, and says nothing else of how it is kept."""
    if response.status_code != 200 or request.method not in ("GET", "HEAD") or response.cookies:
        return False
    if request.path_info.startswith(APART) or not response.headers.get("Content-Type", ""):
        return False
    return "no-store" not in response.headers.get("Cache-Control", "")


def _sentence(response: HttpResponseBase) -> str:
    if response.status_code == 405:
        return gettext("One can only read here: ask with GET or HEAD.")
    size = response.headers.get("Content-Range", "").rpartition("/")[2]
    return gettext("The file has {size} bytes, and none of those asked for.").format(size=size)
