"""The door alone, and one page behind it, so that its tests do not depend on the other pages."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import include, path

from unannounced.rooms.office.doors import Asked


def who(request: Asked) -> HttpResponse:
    """Say who asks."""
    return HttpResponse(f"{request.viewer.login} {request.moment:%Y}")


def one(request: Asked, visit: UUID) -> HttpResponse:
    """A page with an id in its address."""
    return HttpResponse("a visit")


urlpatterns = [
    path("", who),
    path("states/", who),
    path("visits/<uuid:visit>/", one),
    path("", include("unannounced.rooms.office.door_urls")),
]
