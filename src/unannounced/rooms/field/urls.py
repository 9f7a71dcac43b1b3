"""The addresses of the field room."""

from django.urls import path

from unannounced.rooms.field.pages import app, home

urlpatterns = [
    path("", home.home, name="home"),
    path("healthy/", home.healthy, name="healthy"),
    path("field/", app.app, name="app"),
    path("field/<path:name>", app.app_file, name="app_file"),
]
