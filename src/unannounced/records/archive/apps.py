"""The record as a Django app."""

from django.apps import AppConfig


class Record(AppConfig):
    """Reports taken in from files: their renditions, and batches of files on their way in."""

    name = "unannounced.records.archive"
    label = "archive"
