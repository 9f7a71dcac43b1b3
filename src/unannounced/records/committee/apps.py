"""The record as a Django app."""

from django.apps import AppConfig


class Record(AppConfig):
    """Terms of members, sessions, and votes with their ballots."""

    name = "unannounced.records.committee"
    label = "committee"
