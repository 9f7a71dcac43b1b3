"""The field room as a Django app: its templates and static files."""

from django.apps import AppConfig


class Field(AppConfig):
    """The field room."""

    name = "unannounced.rooms.field"
    label = "field"
