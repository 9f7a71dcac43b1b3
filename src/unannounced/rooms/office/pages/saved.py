"""A file as it came: saved by the browser and never shown by it."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from unannounced.records.documents.models import Document


def as_it_came(document: Document) -> HttpResponse:
    """The bytes of a document, under its name, for nobody's cache."""
    answer = HttpResponse(bytes(document.content), content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(True, document.file_name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-store"
    return answer
