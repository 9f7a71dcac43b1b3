"""The pages of a portal, timed: what a reader opens, asks and types, each made anew, and once more as it is kept."""

from random import Random
from time import perf_counter, process_time
from typing import Any
from urllib.parse import quote

from django.core.wsgi import get_wsgi_application
from django.db.models import Count
from django.test import Client, RequestFactory

from bench.inside.reading import browser
from unannounced.records.shelf.models import ShelvedParagraph, ShelvedReport

OTHERS = {
    "search, all counted anew: words never asked before": "",
    "search, all counted anew: others by words alone": "&mode=words",
    "meaning: others by meaning alone": "&mode=meaning",
}


def main(times: str) -> dict[str, Any]:
    """Milliseconds of each page, by its name, with the kind whose limit holds for it."""
    client, count = browser(), int(times)
    held = ShelvedReport.objects.filter(newest=True).annotate(held=Count("paragraphs")).order_by("-held", "slug")
    longest, usual = held[0], held[held.count() // 2]
    first = ShelvedParagraph.objects.filter(report=usual).order_by("number")[0].number
    narrowed = f"/search/?q=women+children&state={usual.state_code}"
    asked = {
        "the first page": ("page", "/"),
        "a report of the usual length": ("report", f"/reports/{usual.slug}/"),
        "the longest report": ("report", f"/reports/{longest.slug}/"),
        "a paragraph": ("report", f"/reports/{usual.slug}/paragraphs/{first}/"),
        "a State": ("page", f"/states/{usual.state_code}/"),
        "the list of reports": ("page", "/reports/"),
        "search: torture": ("search", "/search/?q=torture"),
        "search: a phrase": ("search", "/search/?q=%22police+custody%22"),
        "by words: two words and a State": ("narrowed", f"{narrowed}&mode=words"),
        "by both: two words and a State": ("narrowed", narrowed),
        "a suggestion": ("suggestion", "/search/suggest/?q=tor"),
    }
    pages = {name: (kind, _worked(client, [path] * (count + 2))) for name, (kind, path) in asked.items()}
    for seed, (name, more) in enumerate(OTHERS.items()):
        words = _words(count + 2, seed)
        pages[name] = (name.partition(":")[0], _worked(client, [f"/search/?q={word}{more}" for word in words]))
    return {
        "nothing": _worked(client, ["/healthy/"] * (count + 2)),
        "pages": pages,
        "kept": _kept([path for _kind, path in asked.values()], count),
        "reports": held.count(),
        "paragraphs": ShelvedParagraph.objects.count(),
    }


def _words(count: int, seed: int) -> list[str]:
    """So many different words of what is on the shelf, of any frequency: nothing of them is remembered."""
    dice, found = Random(seed), dict[str, None]()
    last = ShelvedParagraph.objects.order_by("-pk")[0].pk
    while len(found) < count:
        text = str(ShelvedParagraph.objects.filter(pk__gte=dice.randrange(last)).order_by("pk")[0].text)
        if words := [word for word in text.lower().split() if word.isalpha() and len(word) > 3]:
            found[quote(dice.choice(words))] = None
    return list(found)


def _worked(client: Client, paths: list[str]) -> list[float]:
    """Milliseconds of a processor for pages made anew, whoever else works on the machine; without the first two."""
    taken = []
    for path in paths:
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
