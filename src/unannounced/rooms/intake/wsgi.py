"""The intake room as a WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

from unannounced.rooms.web.settled import settled

os.environ["DJANGO_SETTINGS_MODULE"] = "unannounced.rooms.intake.settings"
application = get_wsgi_application()
settled()
