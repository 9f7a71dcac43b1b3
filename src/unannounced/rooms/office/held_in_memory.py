"""Pages whose files never touch a disk in clear: what comes in is held in memory until it is sealed.

What a form brings is read only after its page has said who may send anything there, and only if it is not too large.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from unannounced.rooms.office.pages.communication_keys import require_keeper
from unannounced.rooms.web import in_memory

MOST_AT_ONCE = 32 * 1024 * 1024
"""Bytes of a whole form: four at once are 128 MB of memory. What is larger comes in by command, or in parts."""
Page = Callable[..., HttpResponse]


class InMemory(in_memory.InMemory):
    """As much as a page of the office takes."""

    most = MOST_AT_ONCE


def for_keepers(page: Page) -> Page:
    """A page for keepers of the register alone, which holds in memory what is sent to it.

    The check against forms of other sites reads the form; so it comes after it was said how the form is read.
    """
    checked = csrf_protect(page)

    @csrf_exempt
    @wraps(page)
    def held(request: HttpRequest, *args: Any, **parameters: Any) -> HttpResponse:
        require_keeper(request)  # type: ignore[arg-type]  # the door put a viewer into it
        if _length(request) > MOST_AT_ONCE:
            return _too_much(request)
        request.upload_handlers = [InMemory(request)]
        return checked(request, *args, **parameters)

    return held


def _length(request: HttpRequest) -> int:
    said = request.META.get("CONTENT_LENGTH") or "0"
    return int(said) if said.isdecimal() else 0


def _too_much(request: HttpRequest) -> HttpResponse:
    problem = _(
        "At most {most} megabytes are taken by a page at once, and this was more: nothing of it was read or kept. Go "
        "back and send it in parts; a mailbox, or what was handed over, comes in by command on the server as well."
    ).format(most=MOST_AT_ONCE // (1024 * 1024))
    return render(
        request, "office/communication_too_much.html", {"problem": problem}, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    )
