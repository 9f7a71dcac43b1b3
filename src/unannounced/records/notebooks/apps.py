"""The record as a Django app."""

from django.apps import AppConfig


class Record(AppConfig):
    """Entries of the delegation: what was said, seen and measured."""

    name = "unannounced.records.notebooks"
    label = "notebooks"
