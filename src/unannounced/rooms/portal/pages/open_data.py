"""Open data: every published item, response, paragraph and report as JSON lines and CSV."""

import hashlib
from collections.abc import Callable, Iterator, Mapping

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from unannounced import __version__
from unannounced.crafts.tabling import as_csv, as_json_lines
from unannounced.records.shelf import queries
from unannounced.rooms.portal.narrowing import register_of
from unannounced.rooms.portal.pages.reports import FRESH
from unannounced.rooms.portal.showing import show
from unannounced.rooms.portal.tables import BY_NAME, TABLES, Table

Written = Callable[[Table, bool], Iterator[bytes]]


def _as_lines(table: Table, invented: bool) -> Iterator[bytes]:
    return as_json_lines(table.header, table.rows(invented))


def _as_table(table: Table, invented: bool) -> Iterator[bytes]:
    return as_csv(table.header, table.rows(invented))


FORMATS: Mapping[str, tuple[str, Written]] = {
    "jsonl": ("application/jsonl; charset=utf-8", _as_lines),
    "csv": ("text/csv; charset=utf-8", _as_table),
}
"""The media type of each format, and how it is written."""


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """What there is, what each column holds, and how it may be used."""
    invented = register_of(request)
    context = {"tables": TABLES, "invented": invented, "switch": settings.DEMONSTRATION or invented}
    return show(request, "portal/open_data.html", context)


@require_safe
def dump(request: HttpRequest, name: str, ending: str) -> HttpResponseBase:
    """A whole table, row by row from the shelf: the real register, or with ?register=invented the invented one."""
    if name not in BY_NAME or ending not in FORMATS:
        raise Http404
    invented = request.GET.get("register") == "invented"
    etag = _etag(name, ending, invented)
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    media, written = FORMATS[ending]
    response = StreamingHttpResponse(written(BY_NAME[name], invented), content_type=media)
    called = f"{name}-invented.{ending}" if invented else f"{name}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{called}"'
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, max_age=FRESH)
    return response


def _etag(name: str, ending: str, invented: bool) -> str:
    told = "\n".join((name, ending, str(invented), queries.edition(), __version__))
    return f'W/"{hashlib.sha256(told.encode()).hexdigest()[:32]}"'
