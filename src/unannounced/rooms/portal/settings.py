"""Settings of the portal: what may be shown, to anyone. It knows parcels and the shelf, nothing else."""

from unannounced.rooms.web import installation
from unannounced.rooms.web.base_settings import *

ROOM = "portal"
ROOT_URLCONF = "unannounced.rooms.portal.urls"
WSGI_APPLICATION = "unannounced.rooms.portal.wsgi.application"
DATABASES = {"default": installation.database(ROOM)}
SECRET_KEY = installation.key(ROOM, "session").hex()

RECORDS = ["parcels", "shelf"]
INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    *(f"unannounced.records.{record}.apps.Record" for record in RECORDS),
    "unannounced.rooms.web",
    "unannounced.rooms.portal",
]
MIDDLEWARE = [
    "unannounced.rooms.web.middleware.Storage",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = templates("unannounced.rooms.web.context.room")
LANGUAGE_COOKIE_NAME = "portal_language"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
