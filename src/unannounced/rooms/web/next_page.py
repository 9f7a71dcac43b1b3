"""Where somebody is led who has not signed in, and where they go on afterwards: only to a page of the same room."""

from collections.abc import Callable
from urllib.parse import quote, urlsplit

from django.http import HttpRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

HOME = "/"
SIGN_IN = "/sign-in/"
SIGN_OUT = "/sign-out/"


def to_sign_in(request: HttpRequest) -> HttpResponseRedirect:
    """The one answer to whoever has not signed in: same for what exists and what does not, for every method."""
    return HttpResponseRedirect(f"{SIGN_IN}?next={quote(request.get_full_path(), safe='/')}")


def safe_next(request: HttpRequest, is_open: Callable[[str], bool]) -> str:
    """Where to go after the door: the ``next`` of the address if it is a page of this room, else the first page."""
    wanted = request.GET.get("next", "")
    if not wanted.startswith("/") or not url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return HOME
    path = urlsplit(wanted).path
    return HOME if is_open(path) or path == SIGN_OUT else wanted


def with_next(path: str, request: HttpRequest, is_open: Callable[[str], bool]) -> str:
    """``path`` with the safe ``next`` of the request carried on."""
    wanted = safe_next(request, is_open)
    return path if wanted == HOME else f"{path}?next={quote(wanted, safe='/')}"
