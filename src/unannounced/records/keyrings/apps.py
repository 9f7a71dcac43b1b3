"""The record as a Django app."""

from django.apps import AppConfig


class Record(AppConfig):
    """Keys of members and visits, for whom they are wrapped, sealed itineraries, and devices."""

    name = "unannounced.records.keyrings"
    label = "keyrings"
