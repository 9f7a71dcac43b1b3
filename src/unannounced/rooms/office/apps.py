"""The office as a Django app: its templates and static files."""

from django.apps import AppConfig


class Office(AppConfig):
    """The office."""

    name = "unannounced.rooms.office"
    label = "office"
