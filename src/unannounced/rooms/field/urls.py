"""The addresses of the field room."""

from django.urls import include, path

from unannounced.rooms.field.api.blobs import blobs
from unannounced.rooms.field.api.enrol import enrol
from unannounced.rooms.field.api.letters import letters
from unannounced.rooms.field.api.parts import part, parts
from unannounced.rooms.field.pages import app, app_files, home

urlpatterns = [
    path("", home.home, name="home"),
    path("healthy/", home.healthy, name="healthy"),
    path("field/api/enrol", enrol, name="enrol"),
    path("field/api/blobs", blobs, name="blobs"),
    path("field/api/blobs/<str:digest>/parts", parts, name="parts"),
    path("field/api/blobs/<str:digest>/parts/<int:number>", part, name="part"),
    path("field/api/letters", letters, name="letters"),
    path("", include("unannounced.rooms.field.openrosa.urls")),
    path("field/", app.app, name="app"),
    path("field/files.json", app_files.app_files, name="app_files"),
    path("field/<path:name>", app.app_file, name="app_file"),
]
