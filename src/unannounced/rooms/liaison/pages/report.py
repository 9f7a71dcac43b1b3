"""A report as it was transmitted: to be read, with its files, its items and what was given."""

from datetime import date
from itertools import groupby
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from unannounced.duties.answering import OPEN, Stand
from unannounced.records.desk.queries import Report, Standing, file_bytes, given_of, laid_of, standings
from unannounced.records.ledger.actions import note_readings
from unannounced.rooms.liaison.doors import Asked
from unannounced.rooms.liaison.showing import row, seen_report, shown_due


@require_safe
def report(request: Asked, report: UUID) -> HttpResponse:
    """The report, with every item where it stands."""
    found = seen_report(request.viewer, report)
    today = request.moment.date()
    items = standings(found, today=today)
    note_readings([found.transmission], by=request.viewer.pk, at=request.moment)
    open_items = [one for one in items if one.where in OPEN]
    context = {
        "report": found,
        "due": shown_due(found.said.due, today, settled=not open_items),
        "counts": counted(items),
        "chapters": _chapters(found, items, today),
        "given": _given(found),
        "laid": list(laid_of(request.viewer, found.pk)[:50]),
    }
    return render(request, "liaison/report.html", context)


def counted(items: list[Standing]) -> dict[str, int]:
    """How many items are asked, and where they stand."""
    by_stand = {where.value: sum(one.where is where for one in items) for where in Stand}
    return {**by_stand, "asked": len(items) - by_stand["withdrawn"], "overdue": sum(one.overdue for one in items)}


def _chapters(found: Report, items: list[Standing], today: date) -> list[dict[str, object]]:
    by_id = {one.item.id: row(one, today) for one in items}
    chapters = []
    for number, (name, paragraphs) in enumerate(groupby(found.said.paragraphs, key=lambda one: one.chapter)):
        rows = [{"said": one, "items": [by_id[item.id] for item in one.items]} for one in paragraphs]
        chapters.append({"name": name, "anchor": f"c-{number + 1}", "paragraphs": rows})
    return chapters


def _given(found: Report) -> list[dict[str, object]]:
    taken = set(found.said.given)
    return [{"given": one, "received": str(one.pk) in taken} for one in given_of(found)]


@require_safe
def report_file(request: Asked, report: UUID, digest: str) -> HttpResponse:
    """A file that came with the report: the report itself as PDF, the cover letter."""
    found = seen_report(request.viewer, report)
    named = next((one for one in found.said.files if one.digest == digest), None)
    content = file_bytes(digest) if named is not None else None
    if named is None or content is None:
        raise Http404
    note_readings([found.transmission], by=request.viewer.pk, at=request.moment)
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(True, named.file_name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
