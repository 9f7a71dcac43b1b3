"""The record as a Django app."""

from django.apps import AppConfig


class Record(AppConfig):
    """Check-lists of the mechanism, as XLSForms, and the visits they are used on."""

    name = "unannounced.records.checklists"
    label = "checklists"
