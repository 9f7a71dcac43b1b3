"""The pages of a portal, timed: what a reader opens, asks and types, each made anew, and once more as it is kept."""

from time import perf_counter, process_time
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db.models import Count
from django.test import Client, RequestFactory

from bench.inside.reading import browser
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
        "nothing": _worked(client, "/healthy/", count),
        "pages": {name: (kind, _worked(client, path, count)) for name, (kind, path) in asked.items()},
        "kept": _kept([path for _kind, path in asked.values()], count),
        "reports": held.count(),
        "paragraphs": ShelvedParagraph.objects.count(),
    }


def _worked(client: Client, path: str, times: int) -> list[float]:
    """Milliseconds of a processor for a page that is made anew, whoever else works on the machine."""
    taken = []
    for _ in range(times + 2):
        begun = process_time()
        assert client.get(path).status_code == 200, path
        taken.append((process_time() - begun) * 1000)
    return taken[2:]


def _kept(paths: list[str], times: int) -> list[float]:
    """Milliseconds until a page is there that was finished before, over all of them."""
    from unannounced.rooms.portal.kept.application import Keeping

    portal, taken = Keeping(get_wsgi_application(), 64), []
    for path in paths:
        environ = RequestFactory().get(path, headers={"host": "localhost", "accept-encoding": "gzip"}).environ
        for at in range(times // 4):
            begun = perf_counter()
            held = b"".join(portal(dict(environ), lambda _status, _headers: None))
            assert held
            if at > 2:
                taken.append((perf_counter() - begun) * 1000)
    return taken
