"""The record as a Django app."""

from django.apps import AppConfig


class Record(AppConfig):
    """Frozen bytes to and from other rooms; the only record in every database."""

    name = "unannounced.records.parcels"
    label = "parcels"
