"""A long report on the portal."""

from bench.inside.reading import browser, joining, milliseconds
from unannounced.records.shelf.models import ShelvedParagraph

TIMES = 15


def main(slug: str) -> dict[str, list[float]]:
    """The times of its page, and of joining its words."""
    words = []
    for paragraph in ShelvedParagraph.objects.order_by("number"):
        words += [paragraph.text, *(item["text"] for item in paragraph.items)]
    return {"page": milliseconds(browser(), f"/reports/{slug}/", TIMES), "joining": joining(words, TIMES)}
