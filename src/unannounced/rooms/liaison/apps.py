"""The liaison room as a Django app: its templates and static files."""

from django.apps import AppConfig


class Liaison(AppConfig):
    """The liaison room."""

    name = "unannounced.rooms.liaison"
    label = "liaison"
