"""The intake room as a Django app: its templates and static files."""

from django.apps import AppConfig


class Intake(AppConfig):
    """The intake room."""

    name = "unannounced.rooms.intake"
    label = "intake"
