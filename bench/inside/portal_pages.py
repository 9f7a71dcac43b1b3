"""The pages of the portal over the worked case."""

from django.db.models import Count

from bench.inside.reading import browser, milliseconds
from unannounced.records.shelf.models import ShelvedReport

PATHS = (
    "/healthy/",
    "/",
    "/states/",
    "/states/?register=invented",
    "/states/XXC/",
    "/states/RUS/",
    "/reports/",
    "/conventions/",
    "/conventions/ECPT/",
    "/conventions/ECPT/?on=2024-01-01",
    "/conventions/UNCAT/",
    "/conventions/UNCAT/map/",
    "/turn-to/RUS/",
    "/leaving/RUS/ECPT/",
    "/reported/",
)


def main(times: str) -> dict[str, list[float]]:
    """The times of each page, and of the longest report."""
    client = browser()
    longest = ShelvedReport.objects.filter(newest=True).annotate(held=Count("paragraphs")).order_by("-held", "slug")[0]
    took = {path: milliseconds(client, path, int(times)) for path in PATHS}
    return {**took, "report": milliseconds(client, f"/reports/{longest.slug}/", int(times))}
