"""The office as a WSGI application."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ["DJANGO_SETTINGS_MODULE"] = "unannounced.rooms.office.settings"
application = get_wsgi_application()
_ = get_resolver().url_patterns  # every page is loaded now: the first person to ask waits for none of it

# What was loaded stays: later collections need not walk it, and pages meet fewer pauses.
gc.collect()
gc.freeze()
