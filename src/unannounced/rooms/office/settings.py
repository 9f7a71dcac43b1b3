"""Settings of the office: confidential, for members, experts and the secretariat."""

import os

from unannounced.rooms.web import installation
from unannounced.rooms.web.base_settings import *

ROOM = "office"
PORTAL_ADDRESS = os.environ.get("UNANNOUNCED_PORTAL_ADDRESS", "")
FIELD_ADDRESS = os.environ.get("UNANNOUNCED_FIELD_ADDRESS", "")
INTAKE_ADDRESS = os.environ.get("UNANNOUNCED_INTAKE_ADDRESS", "")
ROOT_URLCONF = "unannounced.rooms.office.urls"
WSGI_APPLICATION = "unannounced.rooms.office.wsgi.application"
DATABASES = {"default": installation.database(ROOM)}
SECRET_KEY = installation.key(ROOM, "session").hex()
LEDGER_KEY = installation.key(ROOM, "ledger")
FACTOR_KEY = installation.key(ROOM, "factor")

RECORDS = [
    "parcels",
    "ledger",
    "states",
    "accounts",
    "documents",
    "committee",
    "treaties",
    "places",
    "visits",
    "access",
    "talks",
    "persons",
    "keyrings",
    "checklists",
    "measurements",
    "notebooks",
    "communications",
    "reprisals",
    "requests",
    "findings",
    "reports",
    "recommendations",
    "readings",
    "archive",
    "publications",
]
INSTALLED_APPS = [
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    *(f"unannounced.records.{record}.apps.Record" for record in RECORDS),
    "unannounced.rooms.web",
    "unannounced.rooms.office",
]
MIDDLEWARE = [
    "unannounced.rooms.web.middleware.Storage",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "unannounced.rooms.office.doors.Viewing",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = templates(
    "unannounced.rooms.web.context.room",
    "unannounced.rooms.office.doors.viewer_context",
    "django.contrib.messages.context_processors.messages",
)
AUTH_USER_MODEL = "accounts.Person"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_NAME = "office_session"
CSRF_COOKIE_NAME = "office_csrf"
LANGUAGE_COOKIE_NAME = "office_language"
LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 60 * 60

FILE_UPLOAD_HANDLERS = ["unannounced.rooms.office.uploads.WithinLimits"]
DATA_UPLOAD_MAX_NUMBER_FILES = 5000  # more than a batch takes, so that the page can say how many were too many
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
TOPICS_FILE = installation.home() / "topics.yaml"
TOPICS_MODEL = installation.folder(ROOM) / "topics.model"
READING_SURE = int(os.environ.get("UNANNOUNCED_READING_SURE", "80"))
"""From this confidence on, per cent, nobody is asked to look at an item that was read from a file."""
SAMPLES = PACKAGE / "cli" / "demo" / "texts" / "archive"
