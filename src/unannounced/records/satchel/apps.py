"""The record as a Django app."""

from django.apps import AppConfig


class Record(AppConfig):
    """What the field room holds for devices: invitations, devices, letters, and parts on their way."""

    name = "unannounced.records.satchel"
    label = "satchel"
