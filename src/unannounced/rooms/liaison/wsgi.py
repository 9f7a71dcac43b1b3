"""The liaison room as a WSGI application."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "unannounced.rooms.liaison.settings"
application = get_wsgi_application()

# What was loaded stays: later collections need not walk it, and requests meet fewer pauses.
gc.collect()
gc.freeze()
