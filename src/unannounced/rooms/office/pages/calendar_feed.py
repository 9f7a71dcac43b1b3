"""The days due as a calendar that people subscribe to: outside the door, opened by a key of its own.

An unknown key, a revoked one and one of somebody without a mandate today get one answer.
"""

from collections import deque
from datetime import datetime, timedelta
from http import HTTPStatus
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from unannounced.records.accounts.queries import person_fed_by
from unannounced.rooms.office.doors import AtTheDoor
from unannounced.rooms.office.pages.days_due import calendar

WITHIN = timedelta(minutes=10)
AT_MOST = 30
"""So often a key opens its calendar in ten minutes; a calendar asks once an hour or once a day (project choice)."""

_fetched: dict[UUID, deque[datetime]] = {}


@require_safe
def calendar_feed(request: AtTheDoor, token: str) -> HttpResponse:
    """The calendar of whoever made this key, with what they may see today."""
    today = request.moment.date()
    found = person_fed_by(token, today)
    if found is None:
        nothing = _("There is no such calendar. Make a new calendar key on your account page.")
        return _said(nothing, HTTPStatus.NOT_FOUND)
    key, viewer = found
    if _too_often(key.pk, request.moment):
        answer = _said(_("This calendar was fetched too often. Try again later."), HTTPStatus.TOO_MANY_REQUESTS)
        answer["Retry-After"] = str(int(WITHIN.total_seconds()))
        return answer
    with override(key.language):
        content = calendar(viewer, today=today, address=request.build_absolute_uri("/"))
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="days.ics"'
    return answer


def _said(words: str, status: HTTPStatus) -> HttpResponse:
    return HttpResponse(f"{words}\n", status=status, content_type="text/plain; charset=utf-8")


def _too_often(key: UUID, now: datetime) -> bool:
    """Whether this process was asked too often with one key; it remembers known keys alone, so it cannot be filled."""
    asked = _fetched.setdefault(key, deque(maxlen=AT_MOST))
    if len(asked) == AT_MOST and now - asked[0] < WITHIN:
        return True
    asked.append(now)
    return False
