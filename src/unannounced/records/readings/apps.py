"""The record as a Django app."""

from django.apps import AppConfig


class Record(AppConfig):
    """What reading proposes of items, topics and repetitions, and what persons decided of it."""

    name = "unannounced.records.readings"
    label = "readings"
