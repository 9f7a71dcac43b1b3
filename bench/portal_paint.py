"""When something can be read, on a slow line: Chromium at 1.6 Mbit/s and 150 ms, with nothing kept from before."""

import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from bench import homes, portal_home
from bench.figures import Claim, Figure, Row
from bench.telling import progress

TIMES = 5
BITS_A_SECOND, LATENCY = 1_600_000, 150
PAINTED, READ = Claim(1500), Claim(100)
LINE = f"{BITS_A_SECOND / 1_000_000:g} Mbit/s, {LATENCY} ms"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
WHEN = """() => new Promise((told) => {
  const found = () => performance.getEntriesByName("first-contentful-paint")[0];
  const look = () => found() ? told(found().startTime) : setTimeout(look, 20);
  look();
})"""


def rows() -> Iterator[Row]:
    """First contentful paint of six pages, and the bytes that came by then."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None or find_spec("playwright") is None:
        yield Row(f"first contentful paint at {LINE}", why_not="Chromium or Playwright is not installed")
        return
    from playwright.sync_api import sync_playwright

    pages: dict[str, str] = homes.ask(portal_home.home(), "portal", "portal_painted")
    with portal_home.served(workers=2) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for name, path in pages.items():
            progress(f"portal_paint: {name}")
            found = [_painted(browser, address + path) for _ in range(TIMES)]
            yield Row(
                f"{name}: first contentful paint at {LINE}", Figure(tuple(ms for ms, _ in found), "ms"), claim=PAINTED
            )
            yield Row(f"{name}: to first read", Figure(tuple(size for _, size in found), "kB"), claim=READ)
        browser.close()


def _painted(browser: Any, address: str) -> tuple[float, float]:
    """Milliseconds to the first paint in a new window, and the kilobytes of what was asked for before it."""
    window = browser.new_context(viewport={"width": 360, "height": 740})
    page = window.new_page()
    line = window.new_cdp_session(page)
    line.send("Network.enable")
    line.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": LATENCY,
            "downloadThroughput": BITS_A_SECOND / 8,
            "uploadThroughput": BITS_A_SECOND / 8,
        },
    )
    done: list[tuple[float, float]] = []
    begun: list[float] = []
    line.on("Network.requestWillBeSent", lambda told: begun.append(told["timestamp"]))
    line.on("Network.loadingFinished", lambda told: done.append((told["timestamp"], told["encodedDataLength"])))
    page.goto(address, wait_until="load")
    painted = float(page.evaluate(WHEN))
    window.close()
    until = min(begun) + painted / 1000
    return painted, sum(size for when, size in done if when <= until) / 1000
