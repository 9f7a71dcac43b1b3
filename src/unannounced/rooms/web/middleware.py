"""What every room does around every page."""

from collections.abc import Callable

from django.db import DatabaseError, DataError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

FULL = ("is full", "no space", "disk full", "disk i/o", "could not extend")


class Storage:
    """Answer in one sentence when the room's database is missing, older, read-only or full."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn a failure of the database into a page that says what is wrong; nothing was half written."""
        if not isinstance(exception, DatabaseError):
            return None
        if isinstance(exception, DataError) and "NUL" in str(exception):
            raise Http404 from exception  # an address with a byte that no text of PostgreSQL holds names nothing
        return render(request, "web/storage.html", {"problem": sentence_of(exception)}, status=503)


def sentence_of(problem: DatabaseError) -> str:
    """What is wrong with the database, and what to do, in one sentence without its innards."""
    said = str(problem).lower()
    if "readonly" in said or "read-only" in said:
        return _("The database of this room is read-only: nothing was written. Make its file and folder writable.")
    if isinstance(problem, OperationalError) and ("is full" in said or "no space" in said or "disk full" in said):
        return _("The disk of this room is full: nothing was written. Free some space, then try again.")
    if "disk i/o" in said:
        return _("The disk of this room cannot be used: nothing was written. See whether it is full or broken.")
    if "not a database" in said or "malformed" in said:
        return _("The database of this room cannot be read: its file is damaged. Put back its newest copy.")
    if "no such table" in said or "does not exist" in said or "no such column" in said:
        return _("The database of this room is older than the program. Run `unannounced prepare`, then try again.")
    if "unable to open" in said:
        return _("The database of this room is missing. Run `unannounced prepare`, or put it back.")
    if "locked" in said or isinstance(problem, OperationalError):
        return _("The database of this room does not answer: nothing was written. Try again in a moment.")
    return _("The database of this room refused this: nothing was written.")


def says_full(problem: DatabaseError) -> bool:
    """Whether the disk of the room has no space left, or cannot be written."""
    return any(word in str(problem).lower() for word in FULL)
