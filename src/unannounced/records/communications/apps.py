"""The record as a Django app."""

from django.apps import AppConfig


class Record(AppConfig):
    """Communications: keepers of their register, its key, sealed pieces, who deals with them, and what was done."""

    name = "unannounced.records.communications"
    label = "communications"
