"""The record as a Django app."""

from django.apps import AppConfig


class Record(AppConfig):
    """Places of detention and how many persons they hold."""

    name = "unannounced.records.places"
    label = "places"
