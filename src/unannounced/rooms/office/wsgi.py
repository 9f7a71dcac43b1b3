"""The office as a WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "unannounced.rooms.office.settings"
application = get_wsgi_application()
