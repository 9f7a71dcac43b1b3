"""Pages of a visit that other subjects bring: each a name of an address and its words, shown where the name leads."""

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from unannounced.records.visits.models import Visit

LINKS: tuple[tuple[str, str | Promise], ...] = (
    ("visit", _("Board")),
    ("visit_delegation", _("Delegation")),
    ("visit_letters", _("Letters, objections")),
    ("visit_keys", _("Keys and devices")),
    ("visit_itinerary", _("Itinerary")),
    ("visit_checklists", _("Check-lists")),
    ("visit_day", _("The day")),
    ("visit_access", _("Access and interviews")),
    ("visit_notebook", _("Notebook")),
    ("visit_talks", _("Talks, cooperation")),
)
"""In the order of a visit. A page that is added to the office appears in the line as soon as its name leads to it."""


def links_of(visit: Visit, here: str) -> list[tuple[str | Promise, str, bool]]:
    """Words, address, and whether it is this page, of each page of ``visit`` that there is."""
    return [(words, url, name == here) for name, words in LINKS if (url := _url(name, visit))]


def _url(name: str, visit: Visit) -> str:
    try:
        return reverse(name, args=[visit.pk])
    except NoReverseMatch:
        return ""
