"""The pages of a portal, timed: what a reader opens, asks and types."""

from typing import Any

from django.db.models import Count

from bench.inside.reading import browser, milliseconds
from unannounced.records.shelf.models import ShelvedParagraph, ShelvedReport


def main(times: str) -> dict[str, Any]:
    """Milliseconds of each page, by its name, with the kind whose limit holds for it."""
    client, count = browser(), int(times)
    held = ShelvedReport.objects.filter(newest=True).annotate(held=Count("paragraphs")).order_by("-held", "slug")
    longest, usual = held[0], held[held.count() // 2]
    first = ShelvedParagraph.objects.filter(report=usual).order_by("number")[0].number
    asked = {
        "the first page": ("page", "/"),
        "a report of the usual length": ("report", f"/reports/{usual.slug}/"),
        "the longest report": ("report", f"/reports/{longest.slug}/"),
        "a paragraph": ("report", f"/reports/{usual.slug}/paragraphs/{first}/"),
        "a State": ("page", f"/states/{usual.state_code}/"),
        "the list of reports": ("page", "/reports/"),
        "search: torture": ("search", "/search/?q=torture"),
        "search: a phrase": ("search", "/search/?q=%22police+custody%22"),
        "search: two words and a State": ("narrowed", f"/search/?q=women+children&state={usual.state_code}"),
        "a suggestion": ("suggestion", "/search/suggest/?q=tor"),
    }
    return {
        "nothing": milliseconds(client, "/healthy/", count),
        "pages": {name: (kind, milliseconds(client, path, count)) for name, (kind, path) in asked.items()},
        "reports": held.count(),
        "paragraphs": ShelvedParagraph.objects.count(),
    }
