"""The map of many places in a real browser: from asking for the page until each place is drawn."""

import json
import shutil
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import Any

from bench import homes
from bench.figures import Claim, Figure, Row
from bench.starting import await_page, free_port, served

SIZES = (1_000, 10_000, 100_000)
CLAIMED = 10_000
LOADS, FEWER = 20, 5
SHARE = 0.95
DRAWN, ANSWERED = Claim(1), Claim(150)
MAP, POINTS, NOTHING = "/places/map/?register=invented", "/places/map/points.json?register=invented", "/healthy/"
PATIENCE = 30_000  # milliseconds
BARE = """<!doctype html><title>bare</title><canvas width="1200" height="600"></canvas><script>
const places = %s, pen = document.querySelector("canvas").getContext("2d");
for (const [x, y] of places) { pen.beginPath(); pen.arc(600 + x * 3, 300 - y * 3, 4, 0, 7); pen.fill(); }
requestAnimationFrame(() => setTimeout(() => { document.title = performance.now(); }));
</script>"""


def rows() -> Iterator[Row]:
    """Each size; what is claimed is of ten thousand places."""
    chromium = shutil.which("chromium")
    if chromium is None or find_spec("playwright") is None:
        yield Row("map of places in a browser", why_not="Chromium or Playwright is not installed (`make ci` does it)")
        return
    for size in SIZES:
        yield from _of_size(size, chromium)


def _of_size(size: int, chromium: str) -> Iterator[Row]:
    home = homes.newly_prepared()
    session = homes.ask(home, "office", "places_on_map", str(size))
    answered = homes.ask(home, "office", "places_points", str(LOADS if size <= CLAIMED else FEWER))
    claimed = size == CLAIMED
    measured = Figure(tuple(answered[POINTS]), "ms", SHARE)
    peer = Figure(tuple(answered[NOTHING]), "ms", SHARE)
    yield Row(f"{size:,} places for the script, p95", measured, NOTHING, peer, ANSWERED if claimed else None)
    measured = Figure(tuple(answered[MAP]), "ms", SHARE)
    yield Row(f"{size:,} places, the page with the map as drawn by the server, p95", measured, NOTHING, peer)
    loads = LOADS if size <= CLAIMED else FEWER
    port = free_port()
    with served(home, "office", port) as process:
        await_page(f"http://127.0.0.1:{port}{NOTHING}", process)
        drawn, bare = _in_browser(f"http://127.0.0.1:{port}", session, answered["places"], loads, chromium)
    yield Row(
        f"map of {size:,} places in a browser, p95",
        Figure(tuple(drawn), "s", SHARE),
        "the same places as bare circles on a canvas",
        Figure(tuple(bare), "s", SHARE),
        DRAWN if claimed else None,
    )


def _in_browser(
    office: str, session: str, places: list[list[float]], loads: int, chromium: str
) -> tuple[list[float], list[float]]:
    """The seconds of each load of the map, and of a page that draws the same places and does nothing else."""
    from playwright.sync_api import sync_playwright

    cookie = {"name": "office_session", "value": session, "domain": "127.0.0.1", "path": "/"}
    bare = BARE % json.dumps(places)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        drawn, beside = [], []
        for _load in range(loads):
            drawn.append(_once(browser, cookie, lambda page: _map(page, office)))
            beside.append(_once(browser, cookie, lambda page: _bare(page, bare)))
        browser.close()
    return drawn, beside


def _once(browser: Any, cookie: dict[str, str], load: Callable[[Any], float]) -> float:
    """One load in a browser that knows nothing of the last one."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_cookies([cookie])
    try:
        return load(context.new_page())
    finally:
        context.close()


def _map(page: Any, office: str) -> float:
    page.goto(office + MAP, wait_until="commit")
    page.wait_for_selector("[data-drawn]", state="attached", timeout=PATIENCE)
    return float(page.evaluate("performance.getEntriesByName('places drawn')[0].startTime")) / 1000


def _bare(page: Any, html: str) -> float:
    page.route("http://bare.test/", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto("http://bare.test/", wait_until="load")
    while not page.title()[0].isdigit():
        page.wait_for_timeout(5)
    return float(page.title()) / 1000
