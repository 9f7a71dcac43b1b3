"""The record as a Django app."""

from django.apps import AppConfig


class Record(AppConfig):
    """Pseudonyms of those who spoke, and what they consented to, apart from what they said."""

    name = "unannounced.records.persons"
    label = "persons"
