"""The last address of the portal: a document, a paragraph or an item by its symbol as it is printed."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve
from django.utils.cache import patch_cache_control
from django.utils.encoding import iri_to_uri
from django.utils.http import escape_leading_slashes

from unannounced.rooms.portal import symbols
from unannounced.rooms.portal.pages.reports import FRESH
from unannounced.rooms.portal.showing import show

NAME = "by_symbol"


def by_symbol(request: HttpRequest, path: str) -> HttpResponse:
    """Lead on to what bears the symbol, once and for good; where several bear it, say which."""
    if request.method not in {"GET", "HEAD"}:
        raise Http404
    if not path.endswith("/") and _is_a_page(f"/{path}/"):
        asked = request.META.get("QUERY_STRING", "")
        page = escape_leading_slashes(iri_to_uri(f"/{path}/"))
        return HttpResponsePermanentRedirect(f"{page}?{asked}" if asked else page)
    found = symbols.found_at(path)
    if not found:
        raise Http404
    if len(found) > 1:
        return show(request, "portal/several.html", {"found": found})
    response = HttpResponsePermanentRedirect(found[0])
    patch_cache_control(response, public=True, max_age=FRESH)
    return response


def _is_a_page(path: str) -> bool:
    """Whether a page of the portal stands at ``path``, other than this one."""
    try:
        return resolve(path).url_name != NAME
    except Resolver404:
        return False
