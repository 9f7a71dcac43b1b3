"""The addresses of the public interface, below ``/api/v1/``."""

from django.urls import path, re_path

from unannounced.rooms.portal.api.addresses import ADDRESSES
from unannounced.rooms.portal.api.answering import answer, described, no_such_address

urlpatterns = [
    *(path(one.route, answer, {"address": one}, name=f"api_{one.name}") for one in ADDRESSES),
    path("openapi.json", described, name="openapi"),
    re_path("", no_such_address),
]
