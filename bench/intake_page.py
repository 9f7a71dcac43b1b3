"""A letter on a phone that is six times slower: from pressing the button until it says that the letter was taken."""

import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from bench import homes
from bench.field import served
from bench.figures import Claim, Figure, Row

TIMES, SLOWER, SHARE = 20, 6, 0.95
WRITES = "Вони били мене в коридорі, і лікар цього не записав. " * 20
SENDS = """async () => {
  const taken = document.querySelector("[data-taken]"), begun = performance.now();
  document.querySelector("[data-send] button").click();
  while (taken.hidden) await new Promise((next) => setTimeout(next));
  return performance.now() - begun;
}"""
SEALS = """async ([here, to, text]) => {
  const { composed } = await import(here + "composing.js");
  const letter = { recipient: to, language: "uk", text, place: "", told: [], for: "", in_custody: null, ways: [],
    fears: "unknown", files: [] };
  const begun = performance.now();
  await composed(letter, { who: { name: "", reach: "" }, to });
  return performance.now() - begun;
}"""


def rows() -> Iterator[Row]:
    """The wait of a sender, receipt included, beside the sealing alone."""
    chromium = shutil.which("chromium")
    if chromium is None or find_spec("playwright") is None:
        yield Row("the wait of a sender", why_not="Chromium or Playwright is not installed (`make ci` does it)")
        return
    from playwright.sync_api import sync_playwright

    home = homes.empty()
    homes.unannounced(home, "prepare", "--room", "intake")
    recipient = homes.ask(home, "intake", "intake", "key")
    with served("intake", home, "") as port, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 360, "height": 780})
        waits, bare = zip(*(_letter(page, port, recipient) for _time in range(TIMES)), strict=True)
        browser.close()
    figure = f"the wait of a sender, receipt included, CPU {SLOWER}× slower, p95"
    peer = Figure(tuple(bare), "ms", SHARE)
    yield Row(figure, Figure(tuple(waits), "ms", SHARE), "sealing alone", peer, Claim(1_000))


def _letter(page: Any, port: int, recipient: str) -> tuple[float, float]:
    """Write a letter and send it: milliseconds until it was taken, and those of sealing another like it."""
    at = f"http://127.0.0.1:{port}"
    page.goto(f"{at}/uk/write/")
    slow = page.context.new_cdp_session(page)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    for question in range(6):
        page.locator("button.act:visible").first.click()
        if question == 0:
            page.fill("textarea[name=text]", WRITES)
    page.wait_for_timeout(1_500)  # somebody who writes takes longer: the work is done meanwhile
    wait = page.evaluate(SENDS)
    bare = page.evaluate(SEALS, [f"{at}/static/intake/", recipient, WRITES])
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    return wait, bare
