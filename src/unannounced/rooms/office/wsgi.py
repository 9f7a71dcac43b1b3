"""The office as a WSGI application."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from unannounced.rooms.web.settled import settled

os.environ["DJANGO_SETTINGS_MODULE"] = "unannounced.rooms.office.settings"
application = get_wsgi_application()
_ = get_resolver().url_patterns  # every page is loaded now: the first person to ask waits for none of it
settled()
