"""The record as a Django app."""

from django.apps import AppConfig


class Record(AppConfig):
    """How a delegation was let in, and whom it spoke with in private."""

    name = "unannounced.records.access"
    label = "access"
