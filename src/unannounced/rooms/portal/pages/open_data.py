"""Open data: every published item, response, paragraph and report as JSON lines and CSV, whole, packed or in parts."""

import hashlib
import zlib
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from unannounced import __version__
from unannounced.crafts.tabling import as_csv, as_json_lines
from unannounced.duties.words import Sentence, say
from unannounced.rooms.portal import describing, dumping, linked_data
from unannounced.rooms.portal.api.answering import json_answer, refuse
from unannounced.rooms.portal.api.problems import Kind, Problem
from unannounced.rooms.portal.narrowing import register_of
from unannounced.rooms.portal.pages.reports import FRESH
from unannounced.rooms.portal.ranges import Unsatisfiable, span_of
from unannounced.rooms.portal.showing import mechanism, show
from unannounced.rooms.portal.standing_here import mark_of_the_shelf
from unannounced.rooms.portal.table import Table
from unannounced.rooms.portal.tables import BY_NAME, TABLES

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
PACKED = "application/gzip"


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """What there is, how large, of which day, what each column holds, and how it may be used and cited."""
    invented = register_of(request)
    held = dumping.current()
    register = _register(invented)
    context = {
        "tables": [(table, describing.files_of(table.name, register, held)) for table in TABLES],
        "made": held,
        "made_at": datetime.fromisoformat(held["made_at"]) if held else None,
        "invented": invented,
        "switch": settings.DEMONSTRATION or invented,
        "catalogue": linked_data.block(describing.catalogue(request, held, register)),
        "here": request.build_absolute_uri(reverse("open_data")),
    }
    return show(request, "portal/open_data.html", context)


@require_safe
def dictionary(request: HttpRequest) -> HttpResponse:
    """Every table with every column: its name, its kind and what it holds."""
    return show(request, "portal/dictionary.html", {"tables": TABLES})


@require_safe
def schema(request: HttpRequest, name: str) -> HttpResponse:
    """The JSON Schema of a row of a table, as JSON Lines have it."""
    if name not in BY_NAME:
        raise Http404
    response = JsonResponse(describing.schema_of(BY_NAME[name]), json_dumps_params={"ensure_ascii": False})
    response.headers["Content-Type"] = "application/schema+json"
    response.headers["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(response, public=True, max_age=FRESH)
    return response


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """The files with rows, bytes and digests, from which checkpoint they were made, and how they may be used."""
    held = dumping.current()
    if held is None:
        made = Sentence(say("The files are being made; meanwhile each table is given row by row."))
        return refuse(Problem(Kind.STORAGE, made, Sentence(say("Ask again in a few minutes."))))
    invented = request.GET.get("register") == "invented"
    return json_answer(request, describing.manifest(held, _register(invented), mechanism().name))


@require_safe
def dump(request: HttpRequest, name: str, ending: str) -> HttpResponseBase:
    """A whole table or a part of it: the real register, or with ?register=invented the invented one."""
    return _given(request, name, ending, packed=False)


@require_safe
def packed_dump(request: HttpRequest, name: str, ending: str) -> HttpResponseBase:
    """The same, packed with gzip."""
    return _given(request, name, ending, packed=True)


def _given(request: HttpRequest, name: str, ending: str, *, packed: bool) -> HttpResponseBase:
    if name not in BY_NAME or ending not in FORMATS:
        raise Http404
    register = _register(request.GET.get("register") == "invented")
    found = dumping.ready(name, ending, register, packed=packed)
    media = PACKED if packed else FORMATS[ending][0]
    called = dumping.name_of(name, ending, register) + (".gz" if packed else "")
    response = _file(request, found, media) if found else _rows(request, name, ending, register, packed=packed)
    if response.status_code in (200, 206):
        response.headers["Content-Disposition"] = f'attachment; filename="{called}"'
        response.headers["Access-Control-Allow-Origin"] = "*"
        patch_cache_control(response, public=True, max_age=FRESH)
    return response


def _file(request: HttpRequest, found: dumping.Ready, media: str) -> HttpResponseBase:
    """The file that was made, whole or the part asked for."""
    etag, moment = f'"{found.digest}"', int(datetime.fromisoformat(found.made_at).timestamp())
    unchanged = get_conditional_response(request, etag=etag, last_modified=moment)
    if unchanged is not None:
        return unchanged
    try:
        span = span_of(request, found.size, etag)
    except Unsatisfiable:
        response: HttpResponseBase = HttpResponse(status=416)
        response.headers["Content-Range"] = f"bytes */{found.size}"
        return response
    begins, ends = span or (0, found.size)
    response = StreamingHttpResponse(dumping.part(found.path, begins, ends), content_type=media)
    if span:
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {begins}-{ends - 1}/{found.size}"
    response.headers["Content-Length"] = str(ends - begins)
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(moment)
    response.headers["Accept-Ranges"] = "bytes"
    return response


def _rows(request: HttpRequest, name: str, ending: str, register: str, *, packed: bool) -> HttpResponseBase:
    """The table row by row from the shelf, where no file of the shelf as it is now was made."""
    invented = register == "invented"
    etag = _etag(name, ending, register, str(packed))
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    media, written = FORMATS[ending]
    rows = written(BY_NAME[name], invented)
    response = StreamingHttpResponse(_in_gzip(rows) if packed else rows, content_type=PACKED if packed else media)
    response.headers["ETag"] = etag
    return response


def _in_gzip(rows: Iterator[bytes]) -> Iterator[bytes]:
    packing: Any = zlib.compressobj(6, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    for chunk in rows:
        yield packing.compress(chunk)
    yield packing.flush()


def _etag(*told: str) -> str:
    held = "\n".join((*told, mark_of_the_shelf(), __version__))
    return f'W/"{hashlib.sha256(held.encode()).hexdigest()[:32]}"'


def _register(invented: bool) -> str:
    return "invented" if invented else "real"
