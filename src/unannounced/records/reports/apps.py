"""The record as a Django app."""

from django.apps import AppConfig


class Record(AppConfig):
    """Reports, their numbered paragraphs and their stages."""

    name = "unannounced.records.reports"
    label = "reports"
