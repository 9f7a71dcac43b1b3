"""What crawlers are told of answers without end: that they need not be kept, and that their links lead no further."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

WORKED_OUT = ("/search/", "/api/", "/compare/", "/language/", "/healthy/")
"""Where addresses begin of what is worked out anew for each question."""
KEPT = frozenset({"page", "register"})
"""What an address may ask for and still be a page of its own: these answers have an end."""


class Crawlers:
    """Middleware: an answer to a question is marked as one, whatever page it came from."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, and mark what came back if it answers a question."""
        response = self.get_response(request)
        if request.path_info.startswith(WORKED_OUT):
            response.headers.setdefault("X-Robots-Tag", "noindex, follow" if _is_bare(request) else "noindex, nofollow")
        elif not request.GET.keys() <= KEPT:
            response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        return response


def _is_bare(request: HttpRequest) -> bool:
    return not request.META.get("QUERY_STRING")
