"""What of the places of a State may be shown: what was decided, and exactly what would leave with the next edition."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from unannounced.duties.registering import ATTRIBUTES, COUNTS, EVENTS
from unannounced.duties.showing import FIELDS
from unannounced.records.publications.models import FieldDecision, PlacesEdition
from unannounced.records.publications.placing import shown_places
from unannounced.records.states.queries import UnknownState, state_called
from unannounced.rooms.office.acts.registry import acts_on
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.offers import sorted_out

ON_A_PAGE = 50
ACTS = ("show-fields", "publish-places")


@dataclass(frozen=True, slots=True)
class Decided:
    """A field that may be shown, or may not of one place, and who decided that when and why."""

    words: str
    decision: FieldDecision


@dataclass(frozen=True, slots=True)
class Leaving:
    """A place as it would leave: its name and everything else in pairs of a word and what is said."""

    name: str
    said: list[tuple[str, list[str]]]
    counted: list[tuple[str, int | None, date]]
    happened: list[tuple[str, date | None]]


def places_shown(request: Asked, code: str) -> HttpResponse:
    """Decisions and a preview; ten queries, however many places there are."""
    try:
        found = state_called(code)
    except UnknownState as unknown:
        raise Http404 from unknown
    decisions = FieldDecision.objects.filter(state=found).select_related("decided_by", "place").order_by("field")
    places, _sources = shown_places(found)
    page = Paginator(places, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "state": found,
        "name": found.name(get_language() or "en"),
        "decided": [Decided(FIELDS.get(one.field, one.field), one) for one in decisions if one.place_id is None],
        "hidden": [
            Decided(FIELDS.get(one.field, one.field), one) for one in decisions if one.place_id and not one.shown
        ],
        "page": page,
        "leaving": [_leaving(one) for one in page],
        "last": PlacesEdition.objects.filter(state=found).order_by("-number").first(),
        "offers": sorted_out(
            one for one in acts_on(found, request.viewer, today=request.moment.date()) if one.name in ACTS
        ),
    }
    return render(request, "office/places_shown.html", context)


def _leaving(place: dict[str, Any]) -> Leaving:
    says, counts = place["says"], place["counts"]
    return Leaving(
        place["name"],
        [(words, [one["value"] for one in says[what]]) for what, words in ATTRIBUTES.items() if says.get(what)],
        [
            (words, counts[what][-1]["number"], counts[what][-1]["day"])
            for what, words in COUNTS.items()
            if counts.get(what)
        ],
        [(EVENTS.get(one["what"], one["what"]), one["day"]) for one in place["events"]],
    )
