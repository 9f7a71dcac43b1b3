"""What every template of every room may use: the room, the mechanism, today."""

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language


def room(request: HttpRequest) -> dict[str, object]:
    """The context of every page."""
    return {
        "room": settings.ROOM,
        "mechanism": settings.MECHANISM.in_language(get_language() or "en"),
        "demonstration": settings.DEMONSTRATION,
        "today": timezone.now().date(),
    }
