"""The office's register of 10,000 communications over HTTP: its list, one communication opened, letters taken in."""

import http.client
import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from time import perf_counter
from typing import Any

from bench import homes
from bench.databases import on_both
from bench.field import served
from bench.figures import Claim, Figure, Row
from bench.telling import progress

LETTERS = int(os.environ.get("UNANNOUNCED_BENCH_LETTERS", "10000"))
TIMES, OPENINGS, SHARE = 40, 10, 0.95
NOTHING = "/healthy/"
LIST, ONE = Claim(200), Claim(300)
WATCHES = """addEventListener("DOMContentLoaded", () => new MutationObserver((_all, watching) => {
  if (!document.querySelector(".letter-text")) return;
  window.readAt = performance.now();
  watching.disconnect();
}).observe(document.body, { childList: true, subtree: true }));"""
READ = """() => {
  const asked = performance.getEntriesByType("resource").find((one) => one.name.includes("/pieces.json"));
  return [window.readAt - asked.startTime, asked.duration];
}"""


def rows() -> Iterator[Row]:
    """SQLite and PostgreSQL; each page beside one that does nothing, the courier beside the bare bytes with fsync."""
    yield from on_both(_measured, otherwise=f"a list of {LETTERS:,} communications")


def _measured(database: str, address: str) -> Iterator[Row]:
    home = homes.empty()
    homes.unannounced(home, "prepare", "--room", "office", database=address)
    progress(f"communications: {LETTERS:,} on {database}")
    made = homes.ask(home, "office", "communications", str(LETTERS), database=address)
    rate, bare = Figure((made["taken"],), "/s"), Figure((made["written"],), "/s")
    yield Row(f"letters a second that the courier takes in ({database})", rate, "their bytes with fsync", bare)
    one = f"/communications/{made['opened']}/"
    pages = {
        "list, first page": ("/communications/", LIST),
        "list, last page": (f"/communications/?page={LETTERS // 50}", LIST),
        "list, the most urgent": ("/communications/?urgency=first", LIST),
        "page of one communication": (one, ONE),
        "its sealed pieces": (f"{one}pieces.json", ONE),
    }
    with served("office", home, address) as port:
        nothing = Figure(tuple(_asked(port, made["session"], NOTHING)), "ms", SHARE)
        for page, (path, claim) in pages.items():
            took = Figure(tuple(_asked(port, made["session"], path)), "ms", SHARE)
            yield Row(f"{LETTERS:,} communications: {page}, p95 ({database})", took, NOTHING, nothing, claim)
        if not address:
            yield _opened(port, made, one)


def _asked(port: int, session: str, path: str) -> list[float]:
    """Milliseconds over one connection, each time; once before to warm up."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    took = []
    for _time in range(TIMES + 1):
        begun = perf_counter()
        connection.request("GET", path, headers={"Cookie": f"office_session={session}", "Host": "localhost"})
        answer = connection.getresponse()
        answer.read()
        took.append(1_000 * (perf_counter() - begun))
        if answer.status != http.client.OK:
            raise homes.Failed(f"{path} answered {answer.status}")
    connection.close()
    return took[1:]


def _opened(port: int, made: dict[str, str], path: str) -> Row:
    """In Chromium, by the key that is held: from asking for the sealed pieces until the words stand there."""
    figure, chromium = "a letter opened in Chromium by the key that is held, p95", shutil.which("chromium")
    if chromium is None or find_spec("playwright") is None:
        return Row(figure, why_not="Chromium or Playwright is not installed (`make ci` does it)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        at = f"http://localhost:{port}"
        context = browser.new_context()
        context.add_cookies([{"name": "office_session", "value": made["session"], "url": at}])
        page = context.new_page()
        page.add_init_script(WATCHES)
        waits, bare = zip(
            *(_reading(page, f"{at}{path}", made["passphrase"]) for _time in range(OPENINGS)), strict=True
        )
        browser.close()
    return Row(figure, Figure(tuple(waits), "ms", SHARE), "asking for the bytes", Figure(tuple(bare), "ms", SHARE), ONE)


def _reading(page: Any, address: str, passphrase: str) -> tuple[float, float]:
    page.goto(address)
    page.fill("[data-passphrase]", passphrase)
    page.press("[data-passphrase]", "Enter")
    page.wait_for_selector(".letter-text")
    waited, bare = page.evaluate(READ)
    return waited, bare
