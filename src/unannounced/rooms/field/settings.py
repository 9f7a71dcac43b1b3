"""Settings of the field room: devices bring sealed blobs here. It knows parcels and the satchel, nothing else."""

from csp.constants import SELF

from unannounced.rooms.web import installation
from unannounced.rooms.web.base_settings import *

ROOM = "field"
ROOT_URLCONF = "unannounced.rooms.field.urls"
WSGI_APPLICATION = "unannounced.rooms.field.wsgi.application"
# A connection stays open: closing the last one to a file of SQLite would empty its journal after each request.
DATABASES = {"default": {**installation.database(ROOM), "CONN_MAX_AGE": 60}}
SECRET_KEY = installation.key(ROOM, "session").hex()

RECORDS = ["parcels", "satchel"]
INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    *(f"unannounced.records.{record}.apps.Record" for record in RECORDS),
    "unannounced.rooms.web",
    "unannounced.rooms.field",
]
MIDDLEWARE = [
    "unannounced.rooms.web.middleware.Storage",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "unannounced.rooms.field.middleware.Answers",
]
TEMPLATES = templates("unannounced.rooms.web.context.room")
LANGUAGE_COOKIE_NAME = "field_language"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        **CONTENT_SECURITY_POLICY["DIRECTIVES"],
        "img-src": [SELF, "blob:"],  # photographs that were opened on the device
        "media-src": [SELF, "blob:"],
        "worker-src": [SELF],
    }
}
