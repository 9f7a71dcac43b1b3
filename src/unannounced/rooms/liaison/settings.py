"""Settings of the liaison room: for the officers of States. It knows what was carried to it, and its own accounts."""

from unannounced.rooms.web import installation
from unannounced.rooms.web.base_settings import *

ROOM = "liaison"
ROOT_URLCONF = "unannounced.rooms.liaison.urls"
WSGI_APPLICATION = "unannounced.rooms.liaison.wsgi.application"
DATABASES = {"default": installation.database(ROOM)}
SECRET_KEY = installation.key(ROOM, "session").hex()
LEDGER_KEY = installation.key(ROOM, "ledger")
FACTOR_KEY = installation.key(ROOM, "factor")

RECORDS = ["parcels", "ledger", "states", "accounts", "desk"]
INSTALLED_APPS = [
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    *(f"unannounced.records.{record}.apps.Record" for record in RECORDS),
    "unannounced.rooms.web",
    "unannounced.rooms.liaison",
]
MIDDLEWARE = [
    "unannounced.rooms.web.middleware.Storage",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "unannounced.rooms.liaison.doors.Viewing",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "unannounced.rooms.liaison.doors.Refusals",
]
TEMPLATES = templates(
    "unannounced.rooms.web.context.room",
    "unannounced.rooms.liaison.doors.viewer_context",
    "django.contrib.messages.context_processors.messages",
)
AUTH_USER_MODEL = "accounts.Person"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_NAME = "liaison_session"
CSRF_COOKIE_NAME = "liaison_csrf"
LANGUAGE_COOKIE_NAME = "liaison_language"
LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 4 * 60 * 60
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # three fields for each item of a long report
