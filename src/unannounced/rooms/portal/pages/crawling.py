"""What crawlers ask first: which addresses there are, which of them to leave alone, and whom to tell of a weakness."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import TypeVar
from xml.sax.saxutils import escape

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from unannounced import __version__
from unannounced.records.shelf.models import (
    ShelvedParagraph,
    ShelvedPlace,
    ShelvedReport,
    ShelvedResponse,
    ShelvedStatement,
)
from unannounced.rooms.portal.law import the_register
from unannounced.rooms.portal.pages.reports import FRESH
from unannounced.rooms.portal.standing_here import mark_of_the_shelf

MOST = 50_000
"""Addresses in one part of a site map: what the protocol allows."""
GOOD_FOR = timedelta(days=180)
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_PAGES = (
    "home", "states", "conventions", "reports", "statements", "themes", "figures", "turn_to", "leaving", "reported",
    "contents", "open_data", "dictionary", "api", "checkpoints", "about", "privacy",
)  # fmt: skip
"""Pages without anything in their address; what is not there is passed over."""

Response = TypeVar("Response", bound=HttpResponseBase)
Line = tuple[str, date | None]
"""An address, and the day since which what is there stands as it does."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of addresses: how many there are, and those from one place to before another in an order that stays."""

    count: Callable[[], int]
    lines: Callable[[int, int], Iterable[Line]]


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything may be read but results of searches, of which there is no end."""
    lines = (
        "# Whoever wants everything takes the files at /data/: they are whole, and need no crawling.",
        "User-agent: *",
        "Disallow: /search/",
        "Disallow: /api/v1/search",
        "Disallow: /language/",
        "Crawl-delay: 1",
        "",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap_index'))}",
    )
    return _kept(HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8"))


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness (RFC 9116), where the installation names somebody."""
    contact = getattr(settings, "SECURITY_CONTACT", "")
    if not contact:
        raise Http404
    until = (timezone.now() + GOOD_FOR).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = (
        f"Contact: {contact}",
        f"Expires: {until.isoformat().replace('+00:00', 'Z')}",
        "Preferred-Languages: en, fr",
        f"Canonical: {request.build_absolute_uri(reverse('security_txt'))}",
    )
    return _kept(HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8"))


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The parts of the site map: those of each kind that has any address."""
    etag = _etag("index", request.get_host())
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    parts = [
        request.build_absolute_uri(reverse("sitemap", args=[name, part]))
        for name, kind in KINDS.items()
        for part in range(1, -(-kind.count() // MOST) + 1)
    ]
    inner = "".join(f"<sitemap><loc>{escape(one)}</loc></sitemap>\n" for one in parts)
    response = HttpResponse(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="{_SPACE}">\n{inner}</sitemapindex>\n',
        content_type="application/xml",
    )
    response.headers["ETag"] = etag
    return _kept(response)


@require_safe
def sitemap(request: HttpRequest, kind: str, part: int) -> HttpResponseBase:
    """One part: at most fifty thousand addresses of a kind, each with its day where it has one."""
    found = KINDS.get(kind)
    if found is None or not 1 <= part <= max(1, -(-found.count() // MOST)):
        raise Http404
    etag = _etag(kind, str(part), request.get_host())
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    here = request.build_absolute_uri("/").rstrip("/")
    lines = found.lines((part - 1) * MOST, part * MOST)
    response = StreamingHttpResponse(_written(here, lines), content_type="application/xml")
    response.headers["ETag"] = etag
    return _kept(response)


def _written(here: str, lines: Iterable[Line]) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{_SPACE}">\n'
    for address, day in lines:
        since = f"<lastmod>{day.isoformat()}</lastmod>" if day else ""
        yield f"<url><loc>{escape(here + address)}</loc>{since}</url>\n"
    yield "</urlset>\n"


def _registers() -> list[bool]:
    """Whether the invented are shown as well: in a demonstration alone."""
    return [False, True] if settings.DEMONSTRATION else [False]


def _pages(begins: int, ends: int) -> Iterator[Line]:
    for name in _PAGES[begins:ends]:
        try:
            yield reverse(name), None
        except NoReverseMatch:
            continue


def _of_the_law(begins: int = 0, ends: int | None = None) -> Sequence[Line]:
    """The pages of States and conventions, and the maps of these."""
    registers = [the_register(invented=invented) for invented in _registers()]
    states = [reverse("state", args=[code]) for one in registers for code in one.states]
    codes = registers[0].law.conventions
    conventions = [reverse(name, args=[code]) for code in codes for name in ("convention", "convention_map")]
    return [(address, None) for address in (*conventions, *states)][begins:ends]


def _reports() -> QuerySet[ShelvedReport]:
    return ShelvedReport.objects.filter(newest=True, invented__in=_registers()).order_by("pk")


def _paragraphs() -> QuerySet[ShelvedParagraph]:
    held = ShelvedParagraph.objects.filter(report__newest=True, report__invented__in=_registers())
    return held.order_by("report_id", "number")


def _places() -> QuerySet[ShelvedPlace]:
    return ShelvedPlace.objects.filter(register__invented__in=_registers()).order_by("register_id", "pk")


def _lines_of_reports(begins: int, ends: int) -> Iterator[Line]:
    for slug, day in _reports().values_list("slug", "version_on")[begins:ends].iterator(2_000):
        yield reverse("report", args=[slug]), day


def _lines_of_paragraphs(begins: int, ends: int) -> Iterator[Line]:
    """By the address of the report, looked up once for each: fifty thousand look-ups are a second."""
    found = _paragraphs().values_list("report__slug", "number", "report__version_on")[begins:ends]
    last, first = "", ""
    for slug, number, day in found.iterator(2_000):
        if slug != last:
            last, first = slug, reverse("paragraph", args=[slug, 0]).removesuffix("0/")
        yield f"{first}{number}/", day


def _lines_of_places(begins: int, ends: int) -> Iterator[Line]:
    found = _places().values_list("register_id", "pk", "register__made_on")[begins:ends]
    for code, key, day in found.iterator(2_000):
        yield reverse("place", args=[code, key]), day


def _documents() -> list[Line]:
    """Responses and public statements: some for each report at most."""
    held = {"invented__in": _registers(), "newest": True}
    responses = ShelvedResponse.objects.filter(**held).order_by("pk").values_list("slug", "version_on")
    statements = ShelvedStatement.objects.filter(**held).order_by("pk").values_list("slug", "version_on")
    of_responses = ((reverse("response", args=[slug]), day) for slug, day in responses)
    of_statements = ((reverse("statement", args=[slug]), day) for slug, day in statements)
    return list(chain(of_responses, of_statements))


KINDS: dict[str, Kind] = {
    "pages": Kind(lambda: len(_PAGES), _pages),
    "law": Kind(lambda: len(_of_the_law()), _of_the_law),
    "reports": Kind(lambda: _reports().count(), _lines_of_reports),
    "documents": Kind(lambda: len(_documents()), lambda begins, ends: _documents()[begins:ends]),
    "paragraphs": Kind(lambda: _paragraphs().count(), _lines_of_paragraphs),
    "places": Kind(lambda: _places().count(), _lines_of_places),
}
"""The kinds of addresses, by the name of their parts."""


def _etag(*told: str) -> str:
    held = "\n".join((*told, mark_of_the_shelf(), str(settings.DEMONSTRATION), __version__))
    return f'W/"{hashlib.sha256(held.encode()).hexdigest()[:32]}"'


def _kept(response: Response) -> Response:
    patch_cache_control(response, public=True, max_age=FRESH)
    return response
