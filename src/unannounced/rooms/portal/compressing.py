"""Pages, styles and programs of the portal leave compressed for whoever takes that: most readers come by a slow line.

No page of the portal holds a secret beside what a reader wrote, so that lengths tell nothing (BREACH).
"""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from unannounced.rooms.portal.pressing import Kept, gzipped, takes_gzip

LEAST: Final = 400
"""Bytes below which nothing is won."""
LARGEST_FILE: Final = 1024 * 1024
TEXTS: Final = ("text/", "application/json", "application/javascript", "application/atom+xml", "image/svg+xml")
MORE_TEXTS: Final = ("application/problem+json", "application/schema+json", "application/opensearchdescription+xml")
STYLES = Kept(4 * 1024 * 1024)
"""Files that come with the program, compressed once for each process."""


class Compressed:
    """Compress what comes back from inside, once for files that come with the program."""

    def __init__(self, inside: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.inside = inside

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, compressed where it is text and the reader takes that."""
        response = self.inside(request)
        if not _is_text(response) or response.has_header("Content-Encoding"):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        if response.status_code != 200 or request.method != "GET" or request.headers.get("Range"):
            return response
        if not takes_gzip(request.headers.get("Accept-Encoding", "")):
            return response
        if isinstance(response, HttpResponse):
            return _page(response)
        if isinstance(response, FileResponse) and request.path.startswith(settings.STATIC_URL):
            return _file(request, response)
        return response


def _is_text(response: HttpResponseBase) -> bool:
    return response.headers.get("Content-Type", "").startswith((*TEXTS, *MORE_TEXTS))


def _page(response: HttpResponse) -> HttpResponse:
    if len(response.content) < LEAST:
        return response
    response.content = gzipped(response.content, (), b"")
    return _told(response)


def _file(request: HttpRequest, response: FileResponse) -> HttpResponseBase:
    """A file that comes with the program: by its address and its day, which change when it does."""
    size = int(response.headers.get("Content-Length") or LARGEST_FILE + 1)
    if not LEAST <= size <= LARGEST_FILE:
        return response
    key = f"{request.path} {response.headers.get('Last-Modified', '')} {size}"
    packed = STYLES.get(key)
    if packed is None:
        packed = gzipped(b"".join(bytes(one) for one in response), (), b"")
        STYLES.keep(key, packed)
    if response.file_to_stream is not None:
        response.file_to_stream.close()  # the file alone: with the close of a response its request ends
    told = HttpResponse(packed)
    for name, value in response.headers.items():
        told.headers[name] = value
    return _told(told)


def _told(response: HttpResponse) -> HttpResponse:
    """``response`` saying that it is compressed; what names its exact bytes names them weakly now (RFC 9110, 8.8.1)."""
    response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Length"] = str(len(response.content))
    etag = response.headers.get("ETag", "")
    if etag.startswith('"'):
        response.headers["ETag"] = f"W/{etag}"
    return response
