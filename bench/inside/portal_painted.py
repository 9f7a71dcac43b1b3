"""The pages that are painted: the first page, a report, what a search found, a State, a convention and its map."""

from django.db.models import Count

from unannounced.records.shelf.models import ShelvedReport


def main() -> dict[str, str]:
    """Their addresses by their names; of the report of the usual length."""
    held = ShelvedReport.objects.filter(newest=True).annotate(held=Count("paragraphs")).order_by("-held", "slug")
    usual = held[held.count() // 2]
    return {
        "the first page": "/",
        "a report": f"/reports/{usual.slug}/",
        "what a search found": "/search/?q=torture",
        "a State": f"/states/{usual.state_code}/",
        "a convention": "/conventions/UNCAT/",
        "a map": "/conventions/UNCAT/map/",
    }
