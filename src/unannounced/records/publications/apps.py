"""The record as a Django app."""

from django.apps import AppConfig


class Record(AppConfig):
    """What may leave: redacted and frozen into parcels; the only door out."""

    name = "unannounced.records.publications"
    label = "publications"
