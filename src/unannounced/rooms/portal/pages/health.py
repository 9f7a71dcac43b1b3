"""The sign of life: whether the room answers, and how old what it reads is."""

import json
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from unannounced.records.shelf import queries
from unannounced.rooms.web import installation

COPIED = "copied.json"
"""The file in the folder of the room by which a copy says when it was made."""


@require_safe
@never_cache
def healthy(_request: HttpRequest) -> HttpResponse:
    """Say ok if the database of this room answers, when its newest publication came, and when it was copied."""
    came, copied, now = queries.newest_came_at(), copied_at(), timezone.now()
    lines = ["ok", f"newest publication: {_told(came, now) if came else 'none yet'}"]
    if getattr(settings, "READ_ONLY", False):
        lines += ["read-only: yes", f"copied: {_told(copied, now) if copied else 'not known'}"]
    return HttpResponse("\n".join((*lines, "")), content_type="text/plain; charset=utf-8")


def copied_at() -> datetime | None:
    """When the copy that is read here was made, as its file says; None where there is no such file."""
    try:
        said = json.loads((installation.folder("portal") / COPIED).read_text())
        return datetime.fromisoformat(said["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _told(moment: datetime, now: datetime) -> str:
    """A moment and how long ago it was.

    >>> from datetime import UTC
    >>> _told(datetime(2026, 11, 22, 9, tzinfo=UTC), datetime(2026, 11, 22, 11, 30, tzinfo=UTC))
    '2026-11-22T09:00:00+00:00 (9000 seconds ago)'
    """
    return f"{moment.isoformat(timespec='seconds')} ({max(0, int((now - moment).total_seconds()))} seconds ago)"
