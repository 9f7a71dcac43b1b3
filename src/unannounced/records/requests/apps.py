"""The record as a Django app."""

from django.apps import AppConfig


class Record(AppConfig):
    """Requests for information outside any visit, and the answers to them."""

    name = "unannounced.records.requests"
    label = "requests"
