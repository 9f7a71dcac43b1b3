"""What can be taken away of one report: its frozen bytes, its items as a table, the file it came in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from unannounced.crafts.rendering.data import schema_bytes
from unannounced.records.shelf import queries
from unannounced.rooms.portal import exporting
from unannounced.rooms.portal.pages.reports import FRESH, versions_of

BYTES = "application/octet-stream"
MADE_HERE = frozenset(
    {
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "text/html; charset=utf-8",
        "application/json",
        "text/csv; charset=utf-8",
    }
)
"""The media types of the files that leave beside a report."""


@require_safe
def schema(_request: HttpRequest) -> HttpResponse:
    """The schema by which the JSON file of a report is written, for whoever reads it with a program."""
    return as_file(HttpResponse(schema_bytes(), content_type="application/schema+json"), "report.schema.json")


@require_safe
def data(_request: HttpRequest, slug: str, version: int | None = None) -> HttpResponse:
    """The publication's own bytes: whoever keeps them can check them against the digest on the page."""
    _versions, chosen = versions_of(slug, version)
    content = queries.frozen_bytes(chosen)
    if content is None:
        raise Http404
    return as_data(content, chosen.parcel_digest, f"{slug}-{chosen.version}.json")


@require_safe
def items(_request: HttpRequest, slug: str, version: int | None = None) -> HttpResponse:
    """The items of a report and the responses to them as a table."""
    _versions, chosen = versions_of(slug, version)
    table = exporting.table_of_items(chosen, queries.paragraphs_of(chosen))
    response = HttpResponse(table, content_type="text/csv; charset=utf-8")
    return for_any_origin(as_file(response, f"{slug}-{chosen.version}-items.csv"))


@require_safe
def original(request: HttpRequest, slug: str, version: int | None = None) -> HttpResponse:
    """The file a report came in, byte for byte: to be kept, as a browser must not run what is in it."""
    _versions, chosen = versions_of(slug, version)
    etag = f'"{chosen.original_digest}"'
    unchanged = get_conditional_response(request, etag=etag) if queries.original_is_here(chosen) else None
    if unchanged is not None:
        return unchanged
    content = queries.original_bytes(chosen)
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type=served_as(chosen.original_media, content))
    response.headers["Content-Disposition"] = content_disposition_header(True, chosen.original_name) or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, max_age=FRESH)
    return response


@require_safe
def beside(request: HttpRequest, slug: str, name: str, version: int | None = None) -> HttpResponse:
    """A file beside a report, as it left the mechanism: typeset, a Word file, a page, data, a table."""
    _versions, chosen = versions_of(slug, version)
    found = next((one for one in queries.files_here(chosen) if one["file_name"] == name), None)
    if found is None:
        raise Http404
    etag = f'"{found["digest"]}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    content = queries.rendition_bytes(found["digest"])
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type=found["media"] if found["media"] in MADE_HERE else BYTES)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, max_age=FRESH)
    return response


def served_as(media: str, content: bytes) -> str:
    """The media type a file is served with: that of a PDF, or of a text whose encoding is known; bytes otherwise.

    >>> served_as("text/plain", b"Visit"), served_as("text/plain", b"Qu\\x8ebec"), served_as("text/html", b"<p>")
    ('text/plain; charset=utf-8', 'application/octet-stream', 'application/octet-stream')
    """
    if media == "application/pdf":
        return media
    if media != "text/plain":
        return BYTES
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return BYTES
    return "text/plain; charset=utf-8"


def as_data(content: bytes, digest: str, name: str) -> HttpResponse:
    """The own bytes of a publication, tagged by their digest, for pages and programs of whatever origin."""
    response = as_file(HttpResponse(content, content_type="application/json"), name)
    response.headers["ETag"] = f'"{digest}"'
    return for_any_origin(response)


def for_any_origin(response: HttpResponse) -> HttpResponse:
    """``response`` as open data that a page of another origin may read, with its tag."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag"
    return response


def as_file(response: HttpResponse, name: str) -> HttpResponse:
    """``response`` as a file of this name that a browser may show and a cache may keep for a while."""
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    patch_cache_control(response, public=True, max_age=FRESH)
    return response
