"""The record as a Django app."""

from django.apps import AppConfig


class Record(AppConfig):
    """What was measured at places, and which rules were signed off."""

    name = "unannounced.records.measurements"
    label = "measurements"
