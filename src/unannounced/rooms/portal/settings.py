"""Settings of the portal: what may be shown, to anyone. It knows parcels and the shelf, nothing else."""

from unannounced.rooms.web import installation, read_only
from unannounced.rooms.web.base_settings import *

ROOM = "portal"
ROOT_URLCONF = "unannounced.rooms.portal.urls"
WSGI_APPLICATION = "unannounced.rooms.portal.wsgi.application"
READ_ONLY = read_only.is_read_only(ROOM)
DATABASES = {"default": read_only.database(ROOM) if READ_ONLY else installation.database(ROOM)}
KEPT_MB = read_only.kept_in_memory()
SECRET_KEY = read_only.session_key(ROOM) if READ_ONLY else installation.key(ROOM, "session").hex()

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
    "unannounced.rooms.portal.pages.faults.StorageTold",
    "unannounced.rooms.portal.tagging.Told",
    "django.middleware.security.SecurityMiddleware",
    "unannounced.rooms.portal.compressing.Compressed",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "unannounced.rooms.portal.tagging.Tagged",
    "csp.middleware.CSPMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "unannounced.rooms.portal.crawlers.Crawlers",
    "unannounced.rooms.portal.turns.Turns",
]
WHITENOISE_MAX_AGE = 3600
"""Seconds for which styles, letters and programs are good without asking again: their names stay when they change."""
TEMPLATES = templates("unannounced.rooms.web.context.room")
LANGUAGES = [("en", "English"), ("fr", "Français"), ("uk", "Українська"), ("ru", "Русский"), ("ar", "العربية")]
LANGUAGE_COOKIE_NAME = "portal_language"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURITY_CONTACT = installation.security_contact()
