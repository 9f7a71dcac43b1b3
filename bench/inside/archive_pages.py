"""The office over an archive: its pages, its search, and its exports."""

from collections.abc import Callable
from time import perf_counter
from typing import Any

from django.db.models import Count
from django.test import Client

from bench.inside.reading import milliseconds
from bench.inside.signing_in import client_of
from unannounced.records.accounts.queries import viewer_called
from unannounced.records.recommendations.models import Item
from unannounced.records.reports.models import Report
from unannounced.records.states.models import State
from unannounced.rooms.office import finding

WORDS = ("torture", '"death penalty"', "women children", "moratorium", "pris*")
EXPORTS = ("csv", "xlsx", "json")
ROUNDS = 3


def main(login: str, times: str) -> dict[str, Any]:
    """Milliseconds of each page and search, seconds of each export, and what they are compared with."""
    client, count = client_of(login), int(times)
    return {
        "nothing": milliseconds(client, "/healthy/", count),
        "pages": {name: milliseconds(client, path, count) for name, path in addresses().items()},
        "searches": {words: _searches(login, words, count) for words in WORDS},
        "scan": [_scan("torture") for _ in range(ROUNDS)],
        "exports": {kind: _exports(client, kind) for kind in EXPORTS},
        "bare": [_bare() for _ in range(ROUNDS)],
        "items": Item.objects.count(),
    }


def addresses() -> dict[str, str]:
    """Every page that shows something of the archive, each at its largest."""
    state = State.objects.annotate(held=Count("reports__items")).order_by("-held", "code")[0]
    report = Report.objects.annotate(held=Count("items")).order_by("-held", "id")[0]
    item = Item.objects.filter(report=report).order_by("id")[0]
    code = state.code
    register = "invented" if state.invented else "real"
    everywhere = f"/items/?register={register}"
    fixed = {
        "/": "/",
        "/states/": f"/states/?register={register}",
        "a State": f"/states/{code}/",
        "items of a State": f"/states/{code}/items/",
        "road map of a State": f"/states/{code}/road-map/",
        "cooperation of a State": f"/states/{code}/cooperation/",
        "all items": everywhere,
        "all items, open": f"{everywhere}&follow-up=open",
        "all items, accepted, by words": f"{everywhere}&follow-up=accepted&q=torture",
        "all items, last page": f"{everywhere}&page=9999",
        "search": "/search/?q=torture",
        "due": f"/due/?register={register}",
        "requests": "/requests/",
        "archive": "/archive/",
        "report with the most items": f"/reports/{report.pk}/",
        "item": f"/items/{item.pk}/",
    }
    return fixed


def _timed(what: Callable[[], object]) -> float:
    begun = perf_counter()
    what()
    return perf_counter() - begun


def _searches(login: str, words: str, times: int) -> list[float]:
    from django.utils import timezone

    viewer = viewer_called(login, timezone.now().date())
    finding.search(viewer, words)
    return [1000 * _timed(lambda: finding.search(viewer, words, limit=50)) for _ in range(times)]


def _scan(word: str) -> float:
    texts = list(Item.objects.values_list("text", flat=True))
    return 1000 * _timed(lambda: sum(word in text.lower() for text in texts))


def _exports(client: Client, kind: str) -> list[float]:
    register = "invented" if not State.objects.filter(invented=False, reports__isnull=False).exists() else "real"
    return [_timed(lambda: _drained(client, f"/items.{kind}?register={register}")) for _ in range(ROUNDS)]


def _drained(client: Client, path: str) -> int:
    answer: Any = client.get(path)
    assert answer.status_code == 200, f"{path} answered {answer.status_code}"
    return sum(map(len, answer.streaming_content)) if answer.streaming else len(answer.content)


def _bare() -> float:
    columns = ("text", "kind", "position", "report__title", "paragraph__number")
    return _timed(lambda: list(Item.objects.values_list(*columns)))
