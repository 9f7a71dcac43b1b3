"""The portal as a Django app: its templates and static files."""

from django.apps import AppConfig


class Portal(AppConfig):
    """The portal."""

    name = "unannounced.rooms.portal"
    label = "portal"
