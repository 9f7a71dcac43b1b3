"""The record as a Django app."""

from django.apps import AppConfig


class Record(AppConfig):
    """What the portal reads, built from parcels taken in; sees no other record but parcels."""

    name = "unannounced.records.shelf"
    label = "shelf"
