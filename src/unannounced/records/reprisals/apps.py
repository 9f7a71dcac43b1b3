"""The record as a Django app."""

from django.apps import AppConfig


class Record(AppConfig):
    """Cases of reprisal, apart from communications: what was done, what was agreed to, and calls that are due."""

    name = "unannounced.records.reprisals"
    label = "reprisals"
