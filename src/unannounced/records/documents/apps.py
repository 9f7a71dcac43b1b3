"""The record as a Django app."""

from django.apps import AppConfig


class Record(AppConfig):
    """Files as they came, each kept once: originals of reports, responses and answers."""

    name = "unannounced.records.documents"
    label = "documents"
