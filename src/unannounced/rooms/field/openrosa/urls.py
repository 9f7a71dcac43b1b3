"""The addresses of the ODK door, as clients make them from the address of their server."""

from django.urls import path

from unannounced.rooms.field.openrosa.coming import submission
from unannounced.rooms.field.openrosa.forms import form, form_list, manifest

urlpatterns = [
    path("openrosa/<uuid:device>/formList", form_list, name="openrosa_list"),
    path("openrosa/<uuid:device>/forms/<path:form_id>.xml", form, name="openrosa_form"),
    path("openrosa/<uuid:device>/forms/<path:form_id>/manifest", manifest, name="openrosa_manifest"),
    path("openrosa/<uuid:device>/submission", submission, name="openrosa_submission"),
]
