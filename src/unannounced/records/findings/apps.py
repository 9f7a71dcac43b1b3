"""The record as a Django app."""

from django.apps import AppConfig


class Record(AppConfig):
    """Conclusions, and the entries they rest on."""

    name = "unannounced.records.findings"
    label = "findings"
