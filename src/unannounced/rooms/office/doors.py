"""The door of the office: who is asking, and that nobody else learns which addresses there are."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import cast

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from unannounced.records.accounts.models import Person
from unannounced.records.accounts.queries import Viewer, viewer_of
from unannounced.records.communications.queries import keeps_register
from unannounced.rooms.web import next_page
from unannounced.rooms.web.middleware import sentence_of
from unannounced.rooms.web.next_page import HOME, SIGN_IN, to_sign_in

OPEN = frozenset(
    {
        SIGN_IN,
        "/sign-in/second/",
        "/sign-in/passkey/begin/",
        "/sign-in/passkey/complete/",
        "/language/",
        "/healthy/",
    }
)
"""The addresses that answer somebody who has not signed in; every other one leads to ``SIGN_IN``."""

OPEN_UNDER = "/static/"

CALENDAR = re.compile(r"/calendar/[^/]+/days\.ics")
"""The address of a calendar, which a key of its own opens; what it answers says nothing of other addresses."""

PERSON = "person"
"""The key of the session that names who signed in, both steps done; nothing else opens the door."""

NOTICE = "notice"
"""The key of the session with a sentence for the next page of the door."""


class AtTheDoor(HttpRequest):
    """A request for a page that is open: the viewer may be nobody."""

    viewer: Viewer | None
    moment: datetime


class Asked(HttpRequest):
    """A request for a page behind the door: somebody asks, at a moment that is read once."""

    viewer: Viewer
    moment: datetime
    keeps_register: bool


class Viewing:
    """Say who asks and when; send everybody else to the first step, whatever was asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and let no browser or cache keep the answer."""
        try:
            at_the_door = _looked_at(request)
        except DatabaseError as problem:
            response = render(request, "web/storage.html", {"problem": sentence_of(problem)}, status=503)
        else:
            turned_away = at_the_door.viewer is None and not is_open(request.path_info)
            response = to_sign_in(request) if turned_away else self.get_response(request)
        response.headers["Cache-Control"] = "no-store, private"
        return response


def _looked_at(request: HttpRequest) -> AtTheDoor:
    """``request`` with its moment and its viewer."""
    at_the_door = cast(AtTheDoor, request)
    at_the_door.moment = timezone.now()
    at_the_door.viewer = _viewer_in(request, at_the_door.moment.date())
    return at_the_door


def _viewer_in(request: HttpRequest, today: date) -> Viewer | None:
    """The viewer the session names; a session without a mandate of today ends here."""
    named = request.session.get(PERSON)
    if named is None:
        return None
    person = Person.objects.filter(pk=named).first()
    viewer = viewer_of(person, today) if person is not None else None
    if viewer is not None and viewer.roles:
        return viewer
    request.session.flush()
    _say_without_mandate(request)
    return None


def _say_without_mandate(request: HttpRequest) -> None:
    request.session[NOTICE] = _("You were not let in: no mandate runs today. Ask the administrator to enter yours.")


def is_open(path: str) -> bool:
    """Whether ``path`` answers somebody who has not signed in."""
    return path in OPEN or path.startswith(OPEN_UNDER) or CALENDAR.fullmatch(path) is not None


def safe_next(request: HttpRequest) -> str:
    """Where to go after the door: see ``next_page``."""
    return next_page.safe_next(request, is_open)


def with_next(path: str, request: HttpRequest) -> str:
    """``path`` with the safe ``next`` of the request carried on."""
    return next_page.with_next(path, request, is_open)


def let_in(request: AtTheDoor, person: Person) -> bool:
    """Open the door to ``person``, under a new session key, unless no mandate runs today: then say so.

    Whoever calls has seen both steps done, or a passkey that verified its user.
    """
    viewer = viewer_of(person, request.moment.date())
    request.session.clear()
    request.session.cycle_key()
    if not viewer.roles:
        _say_without_mandate(request)
        return False
    request.session[PERSON] = str(person.pk)
    rotate_token(request)
    request.viewer = viewer
    return True


def viewer_context(request: HttpRequest) -> dict[str, object]:
    """What templates of the office know besides the room: the viewer, and the places of the nav."""
    viewer = getattr(request, "viewer", None)
    return {"viewer": viewer, "nav": _nav(request) if viewer is not None else []}


def _nav(request: HttpRequest) -> list[dict[str, object]]:
    """The places of the nav; a page that says that the database fails is shown all the same."""
    try:
        return _places(request.path, keeps(request))
    except DatabaseError:
        return _places(request.path)


def keeps(request: HttpRequest) -> bool:
    """Whether who asks keeps the register of communications; asked of the database once for each request."""
    asked = cast(Asked, request)
    if not hasattr(asked, "keeps_register"):
        asked.keeps_register = keeps_register(asked.viewer)
    return asked.keeps_register


def _places(path: str, keeper: bool = False) -> list[dict[str, object]]:
    """The places of the nav, as ``web/pieces/nav.html`` takes them; of communications keepers alone read."""
    communications = [(_("Communications"), "/communications/")] if keeper else []
    places = [
        (_("Home"), HOME),
        (_("States"), "/states/"),
        (_("Visits"), "/visits/"),
        (_("Places"), "/places/"),
        (_("Items"), "/items/"),
        (_("Requests"), "/requests/"),
        *communications,
        (_("Standards"), "/standards/"),
        (_("Due"), "/due/"),
        (_("Committee"), "/committee/"),
        (_("Figures"), "/figures/"),
        (_("Archive"), "/archive/"),
        (_("Review"), "/review/"),
        (_("Search"), "/search/"),
        (_("Ledger"), "/ledger/"),
    ]
    return [
        {"word": word, "url": url, "here": path == url if url == HOME else path.startswith(url)} for word, url in places
    ]
