"""The record as a Django app."""

from django.apps import AppConfig


class Record(AppConfig):
    """States, their codes and names; invented ones are marked."""

    name = "unannounced.records.states"
    label = "states"
