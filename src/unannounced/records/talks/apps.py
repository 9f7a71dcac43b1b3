"""The record as a Django app."""

from django.apps import AppConfig


class Record(AppConfig):
    """What was said at the end of a visit: talks, immediate and preliminary observations, cooperation."""

    name = "unannounced.records.talks"
    label = "talks"
