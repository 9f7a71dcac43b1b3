"""The itinerary of a visit: opened, changed and sealed in the browser; the office keeps what it cannot read."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from unannounced.records.keyrings import queries
from unannounced.records.ledger.actions import note_readings
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.choosing import page_of
from unannounced.rooms.office.pages.visit_frame import frame


def itinerary(request: Asked, visit: UUID, number: int = 0) -> HttpResponse:
    """The newest itinerary, or the one with this number, still sealed; for the delegation alone.

    For everybody else hidden, absent and not theirs are the same answer by the same query.
    """
    found = get_object_or_404(queries.visits_gone_on(request.viewer).select_related("state", "planned_by"), pk=visit)
    note_readings([found], by=request.viewer.pk, at=request.moment)
    history = queries.itineraries(found, request.viewer)
    shown = get_object_or_404(history, number=number) if number else history.first()
    newest = queries.newest_itinerary(found)
    context = {
        **frame(found, "visit_itinerary"),
        "shown": shown,
        "is_newest": shown is None or (newest is not None and shown.number == newest.number),
        "next": newest.number + 1 if newest else 1,
        "page": page_of(request, history),
        "key": queries.newest_key(found),
        "own": queries.own_key(request.viewer),
        "holds": queries.holds_newest(request.viewer, found),
    }
    return render(request, "office/visit_itinerary.html", context)
