"""The record as a Django app."""

from django.apps import AppConfig


class Record(AppConfig):
    """What the intake room holds: sealed letters and files on their way, answers, spent work."""

    name = "unannounced.records.letterbox"
    label = "letterbox"
