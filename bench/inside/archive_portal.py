"""The portal over an archive that was shown on it: its pages, its search, its dumps."""

from time import perf_counter
from typing import Any

from django.db.models import Count

from bench.inside.reading import browser, milliseconds
from unannounced.records.shelf.models import ShelvedParagraph, ShelvedReport

WORDS = ("torture", '"death penalty"', "women children", "pris*")
DUMPS = ("items.csv", "items.jsonl", "paragraphs.csv")
ROUNDS = 3


def main(times: str) -> dict[str, Any]:
    """Milliseconds of each page and each page of search, seconds of each dump, and what they are compared with."""
    client, count = browser(), int(times)
    report = ShelvedReport.objects.filter(newest=True).annotate(held=Count("paragraphs")).order_by("-held", "slug")[0]
    pages = {
        "/": "/",
        "/states/": "/states/",
        "/reports/": "/reports/",
        "a State": f"/states/{report.state_code}/",
        "report with the most paragraphs": f"/reports/{report.slug}/",
    }
    return {
        "nothing": milliseconds(client, "/healthy/", count),
        "pages": {name: milliseconds(client, path, count) for name, path in pages.items()},
        "searches": {words: milliseconds(client, f"/search/?q={words}", count) for words in WORDS},
        "scan": [_scan("torture") for _ in range(ROUNDS)],
        "dumps": {name: [_drained(client, f"/data/{name}") for _ in range(ROUNDS)] for name in DUMPS},
        "bare": [_bare() for _ in range(ROUNDS)],
        "items": sum(map(len, ShelvedParagraph.objects.values_list("items", flat=True))),
    }


def _scan(word: str) -> float:
    texts = list(ShelvedParagraph.objects.values_list("text", flat=True))
    begun = perf_counter()
    assert sum(word in text.lower() for text in texts) >= 0
    return 1000 * (perf_counter() - begun)


def _drained(client: Any, path: str) -> float:
    begun = perf_counter()
    answer = client.get(path)
    assert answer.status_code == 200, f"{path} answered {answer.status_code}"
    assert sum(map(len, answer.streaming_content)) > 0
    return perf_counter() - begun


def _bare() -> float:
    begun = perf_counter()
    assert list(ShelvedParagraph.objects.values_list("report__symbol", "number", "text", "items"))
    return perf_counter() - begun
