"""The words of a draft that a vote is on: its title, its paragraphs and its items, as a digest."""

import hashlib
import json
from uuid import UUID

from unannounced.records.recommendations.models import Item
from unannounced.records.reports.models import Paragraph, Report


def digest_of_report(report: UUID) -> str:
    """The SHA-256 of what a report says as it stands, hexadecimal; what was taken out of it does not count.

    Who wrote a paragraph, and how often, is none of its words, nor is a rendition in another language; an addressee
    and the months to respond are part of what an item says.
    """
    paragraphs = Paragraph.objects.filter(report=report, left_out_of__isnull=True).order_by("number")
    items = Item.objects.filter(report=report, left_out_of__isnull=True)
    items = items.order_by("paragraph__number", "place_in_paragraph", "pk")
    said = [
        list(Report.objects.filter(pk=report).values_list("title", flat=True)),
        list(paragraphs.values_list("number", "chapter", "text")),
        list(items.values_list("paragraph__number", "place_in_paragraph", "kind", "text", "addressee", "months")),
    ]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()
