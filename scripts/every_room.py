"""Settings for the type checker alone: the records of every room at once. No room ever starts with them."""

from unannounced.rooms.office.settings import *
from unannounced.rooms.office.settings import INSTALLED_APPS as OFFICE

INSTALLED_APPS = [
    *OFFICE,
    "unannounced.records.shelf.apps.Record",
    "unannounced.rooms.portal",
    "unannounced.records.satchel.apps.Record",
    "unannounced.rooms.field",
    "unannounced.records.desk.apps.Record",
    "unannounced.rooms.liaison",
    "unannounced.records.letterbox.apps.Record",
    "unannounced.rooms.intake",
]
