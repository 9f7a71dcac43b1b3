"""Settings of the intake room: anyone writes here. It knows parcels and the letterbox, no account and no cookie."""

from csp.constants import SELF

from unannounced.rooms.web import installation
from unannounced.rooms.web.base_settings import *

ROOM = "intake"
ROOT_URLCONF = "unannounced.rooms.intake.urls"
WSGI_APPLICATION = "unannounced.rooms.intake.wsgi.application"
# A connection stays open: closing the last one to a file of SQLite would empty its journal after each request.
DATABASES = {"default": {**installation.database(ROOM), "CONN_MAX_AGE": 60}}
SECRET_KEY = installation.key(ROOM, "session").hex()
WORK_KEY = installation.key(ROOM, "work")

RECORDS = ["parcels", "letterbox"]
INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    *(f"unannounced.records.{record}.apps.Record" for record in RECORDS),
    "unannounced.rooms.web",
    "unannounced.rooms.intake",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "unannounced.rooms.intake.middleware.Unkept",
    "csp.middleware.CSPMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "unannounced.rooms.intake.middleware.Answers",
]
TEMPLATES = templates("unannounced.rooms.web.context.room")
LANGUAGES = [
    ("en", "English"),
    ("fr", "Français"),
    ("ru", "Русский"),
    ("uk", "Українська"),
    ("tr", "Türkçe"),
    ("ar", "العربية"),
]
LANGUAGE_COOKIE_NAME = "none"
SECURE_REFERRER_POLICY = "no-referrer"
# What a form without scripts brings stays in memory: nothing that is not sealed is ever written to a disk.
FILE_UPLOAD_HANDLERS = ["unannounced.rooms.intake.uploads.InMemory"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 20

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {**CONTENT_SECURITY_POLICY["DIRECTIVES"], "worker-src": [SELF]}  # work is done beside the page
}
