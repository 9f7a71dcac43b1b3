"""The portal as a WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "unannounced.rooms.portal.settings"
_portal = get_wsgi_application()

from django.conf import settings  # noqa: E402 (it is set up by now)

from unannounced.rooms.portal.kept.application import Application, Keeping  # noqa: E402
from unannounced.rooms.web.settled import settled  # noqa: E402

_room: int = getattr(settings, "KEPT_MB", 0)
application: Application = Keeping(_portal, _room) if _room else _portal
settled()
