"""The record as a Django app."""

from django.apps import AppConfig


class Record(AppConfig):
    """Visits, delegations, who is let know, and the places visited."""

    name = "unannounced.records.visits"
    label = "visits"
