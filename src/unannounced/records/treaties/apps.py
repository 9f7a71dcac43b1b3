"""The record as a Django app."""

from django.apps import AppConfig


class Record(AppConfig):
    """Acts of States under the treaties, and the public record, each with source and confidence."""

    name = "unannounced.records.treaties"
    label = "treaties"
