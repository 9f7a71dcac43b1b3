"""The cover letters of a report, as they were kept."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from unannounced.records.ledger.actions import note_readings
from unannounced.records.reports.models import CoverLetter
from unannounced.records.reports.queries import reports_seen_by
from unannounced.rooms.office.doors import Asked


def report_letter(request: Asked, report: UUID, letter: UUID) -> HttpResponse:
    """One letter: saved and never shown by the browser itself. Hidden and absent are the same answer."""
    seen = reports_seen_by(request.viewer).filter(pk=report).order_by().values("pk")
    held = CoverLetter.objects.filter(report__in=seen, pk=letter).select_related("document").first()
    if held is None:
        raise Http404
    note_readings([held], by=request.viewer.pk, at=request.moment)
    answer = HttpResponse(bytes(held.document.content), content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(True, held.document.file_name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
