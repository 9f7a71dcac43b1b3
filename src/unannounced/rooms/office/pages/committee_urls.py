"""The addresses of what is about the committee: members, sessions, decisions in writing, elections."""

from django.urls import URLPattern, path

from unannounced.rooms.office.pages.committee import committee
from unannounced.rooms.office.pages.elections import election, elections
from unannounced.rooms.office.pages.procedures import procedure, procedures
from unannounced.rooms.office.pages.sessions import agenda, session, sessions


def committee_urls() -> list[URLPattern]:
    """The addresses, such as ``/sessions/<uuid>/``."""
    return [
        path("committee/", committee, name="committee"),
        path("sessions/", sessions, name="sessions"),
        path("sessions/<uuid:session>/", session, name="session"),
        path("sessions/<uuid:session>/agenda/", agenda, name="session_agenda"),
        path("procedures/", procedures, name="procedures"),
        path("procedures/<uuid:procedure>/", procedure, name="procedure"),
        path("elections/", elections, name="elections"),
        path("elections/<uuid:election>/", election, name="election"),
    ]
