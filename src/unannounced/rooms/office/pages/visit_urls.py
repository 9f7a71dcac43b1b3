"""The addresses of the pages about visits."""

from django.urls import URLPattern, path

from unannounced.rooms.office.pages.visit_access import visit_access
from unannounced.rooms.office.pages.visit_day import visit_day
from unannounced.rooms.office.pages.visit_delegation import visit_delegation
from unannounced.rooms.office.pages.visit_letters import visit_letter, visit_letter_draft, visit_letters
from unannounced.rooms.office.pages.visit_talks import visit_document, visit_talks
from unannounced.rooms.office.pages.visits_access import visits_access, visits_access_table
from unannounced.rooms.office.pages.visits_availability import visits_availability
from unannounced.rooms.office.pages.visits_calendar import visits


def visit_urls() -> list[URLPattern]:
    """The calendar, who can go, the statistics of access, and the pages of one visit."""
    return [
        path("visits/", visits, name="visits"),
        path("visits/availability/", visits_availability, name="visits_availability"),
        path("visits/access/", visits_access, name="visits_access"),
        path("visits/access.csv", visits_access_table, name="visits_access_table"),
        path("visits/<uuid:visit>/delegation/", visit_delegation, name="visit_delegation"),
        path("visits/<uuid:visit>/letters/", visit_letters, name="visit_letters"),
        path("visits/<uuid:visit>/letters/draft.pdf", visit_letter_draft, name="visit_letter_draft"),
        path("visits/<uuid:visit>/letters/<int:number>/", visit_letter, name="visit_letter"),
        path("visits/<uuid:visit>/access/", visit_access, name="visit_access"),
        path("visits/<uuid:visit>/talks/", visit_talks, name="visit_talks"),
        path("visits/<uuid:visit>/talks/documents/<uuid:document>/", visit_document, name="visit_document"),
        path("visits/<uuid:visit>/day/", visit_day, name="visit_day"),
    ]
