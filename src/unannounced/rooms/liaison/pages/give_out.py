"""Open items given out: a file for each ministry, as a workbook or a Word file."""

import re
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from unannounced.records.desk.queries import standings
from unannounced.records.ledger.actions import note_readings
from unannounced.rooms.liaison.doors import Asked
from unannounced.rooms.liaison.handing import MEDIA, file_for, open_by_ministry
from unannounced.rooms.liaison.showing import seen_report


@require_safe
def give_out(request: Asked, report: UUID) -> HttpResponse:
    """Which authorities have something to answer, and the file for each."""
    found = seen_report(request.viewer, report)
    by_ministry = open_by_ministry(standings(found, today=request.moment.date()))
    rows = [{"ministry": ministry, "count": len(items)} for ministry, items in by_ministry.items()]
    return render(request, "liaison/give_out.html", {"report": found, "rows": rows, "forms": list(MEDIA)})


@require_safe
def given_out(request: Asked, report: UUID, form: str) -> HttpResponse:
    """The file for one authority."""
    found = seen_report(request.viewer, report)
    ministry = request.GET.get("ministry", "")
    items = open_by_ministry(standings(found, today=request.moment.date())).get(ministry)
    if form not in MEDIA or not items:
        raise Http404
    content = file_for(found, ministry, items, form)
    note_readings([found.transmission], by=request.viewer.pk, at=request.moment)
    called = re.sub(r"[^\w .-]+", "-", ministry or found.said.title)[:80].strip(" .-") or "items"
    answer = HttpResponse(content, content_type=MEDIA[form])
    answer["Content-Disposition"] = content_disposition_header(True, f"{called}.{form}") or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
