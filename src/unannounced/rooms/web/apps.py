"""The Django app that holds templates, static files and template tags; it has no tables."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Shared look of every room."""

    name = "unannounced.rooms.web"
    label = "web"
    verbose_name = "Web"
