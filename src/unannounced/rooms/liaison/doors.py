"""The door of the liaison room: who asks and for which State; nobody else learns which addresses there are."""

from collections.abc import Callable
from datetime import date, datetime
from typing import cast

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unannounced.duties.decision import RefusedByRule
from unannounced.records.accounts.models import Person
from unannounced.records.desk.queries import Officer, officer_of
from unannounced.records.ledger.actions import SomebodyWasFirst
from unannounced.rooms.web import next_page
from unannounced.rooms.web.middleware import sentence_of
from unannounced.rooms.web.next_page import SIGN_IN, to_sign_in

OPEN = frozenset({SIGN_IN, "/sign-in/second/", "/language/", "/healthy/"})
"""The addresses that answer somebody who has not signed in; every other one leads to ``SIGN_IN``."""

OPEN_UNDER = "/static/"
PERSON = "person"
NOTICE = "notice"
LARGEST = 32 * 1024 * 1024
"""Bytes of a file, and of a form with it, that are taken."""


class AtTheDoor(HttpRequest):
    """A request for a page that is open: the viewer may be nobody."""

    viewer: Officer | None
    moment: datetime


class Asked(HttpRequest):
    """A request for a page behind the door: an officer asks, at a moment that is read once."""

    viewer: Officer
    moment: datetime


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
            response = self._answer(request, at_the_door)
        response.headers["Cache-Control"] = "no-store, private"
        return response

    def _answer(self, request: HttpRequest, at_the_door: AtTheDoor) -> HttpResponse:
        if at_the_door.viewer is None and not is_open(request.path_info):
            return to_sign_in(request)
        if _length(request) > LARGEST:
            return render(request, "liaison/too_large.html", {"most": LARGEST // 1024 // 1024}, status=413)
        return self.get_response(request)


class Refusals:
    """Show the reason where a rule refuses what an officer does, or where a colleague was first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A page with the reason; nothing was half written."""
        if isinstance(exception, RefusedByRule):
            return render(request, "liaison/refused.html", {"refusal": exception.refusal}, status=422)
        if isinstance(exception, SomebodyWasFirst):
            return render(request, "liaison/refused.html", {"refusal": None}, status=409)
        return None


def _length(request: HttpRequest) -> int:
    said = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(said) if said.isdecimal() else 0


def _looked_at(request: HttpRequest) -> AtTheDoor:
    """``request`` with its moment and its viewer."""
    at_the_door = cast(AtTheDoor, request)
    at_the_door.moment = timezone.now()
    at_the_door.viewer = _viewer_in(request, at_the_door.moment.date())
    return at_the_door


def _viewer_in(request: HttpRequest, today: date) -> Officer | None:
    """The officer the session names; a session without an appointment of today ends here."""
    named = request.session.get(PERSON)
    if named is None:
        return None
    person = Person.objects.filter(pk=named).first()
    viewer = officer_of(person, today) if person is not None else None
    if viewer is None:
        request.session.flush()
        _say_without_appointment(request)
    return viewer


def _say_without_appointment(request: HttpRequest) -> None:
    request.session[NOTICE] = _(
        "You were not let in: you are no officer of a State today. Ask the administrator to enter your appointment."
    )


def is_open(path: str) -> bool:
    """Whether ``path`` answers somebody who has not signed in."""
    return path in OPEN or path.startswith(OPEN_UNDER)


def safe_next(request: HttpRequest) -> str:
    """Where to go after the door: see ``next_page``."""
    return next_page.safe_next(request, is_open)


def with_next(path: str, request: HttpRequest) -> str:
    """``path`` with the safe ``next`` of the request carried on."""
    return next_page.with_next(path, request, is_open)


def let_in(request: AtTheDoor, person: Person) -> bool:
    """Open the door to ``person``, who has done both steps, under a new session key, unless no appointment runs."""
    viewer = officer_of(person, request.moment.date())
    request.session.clear()
    request.session.cycle_key()
    if viewer is None:
        _say_without_appointment(request)
        return False
    request.session[PERSON] = str(person.pk)
    rotate_token(request)
    request.viewer = viewer
    return True


def state_name(officer: Officer) -> str:
    """The name of the officer's State in the language of the page."""
    language = (get_language() or "en").partition("-")[0]
    return officer.names.get(language) or officer.names.get("en") or officer.code


def viewer_context(request: HttpRequest) -> dict[str, object]:
    """What templates of the room know besides the room: the viewer and the name of their State."""
    viewer = getattr(request, "viewer", None)
    return {"viewer": viewer, "state_name": state_name(viewer) if viewer is not None else ""}
