"""The record as a Django app."""

from django.apps import AppConfig


class Record(AppConfig):
    """Items by force, the State's responses, our assessments, and public statements."""

    name = "unannounced.records.recommendations"
    label = "recommendations"
