"""The app of the field on a phone that is six times slower: opening with no network, showing an entry, sealing one."""

import shutil
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bench.figures import Claim, Figure, Row

ENTRIES, PHOTOGRAPHS = 10_000, 2_000
SLOWER = 6
OPENED, TIMES, UNLOCKED = 10, 30, 3
SHARE = 0.95
SECRET = "four lanterns in one corridor"
SCALE = f"{ENTRIES:,} entries, {PHOTOGRAPHS:,} photographs, CPU {SLOWER}× slower, p95"

FILL = """async ([here, first, count, photographs]) => {
  const at = (name) => import(here + name);
  const [entry, { seal }, { sha256hex }] = await Promise.all(["entry.js", "sealing.js", "codes.js"].map(at));
  const [store, session, list] = await Promise.all(["store.js", "session.js", "own_list.js"].map(at));
  const own = session.current(), rows = [], blobs = [], parts = [];
  const put = async (clear, seq) => {
    const bytes = await seal(clear, own.recipient), digest = await sha256hex(bytes);
    blobs.push({ digest, device: own.device, seq, size: bytes.length, signature: "s".repeat(86), state: "kept" });
    parts.push(...store.partsOf(digest, bytes));
    return digest;
  };
  for (let n = first; n < first + count; n += 1) {
    const text = `Entry ${n}. The cell had no window that could be opened. `.repeat(12);
    const said = entry.finished(entry.begun("observation", "", { text, source: "source A" }),
      { member: own.member, device: own.device, zone: own.zone, now: new Date() });
    const digest = await put(entry.filledUp(said), 2 * n + 2);
    if (n < photographs) await put(crypto.getRandomValues(new Uint8Array(20_000)), 2 * n + 1);
    rows.push(entry.rowOf(said, { title: "", digest, seq: 2 * n + 2 }));
  }
  const bytes = await list.sealRows(rows, session.unlocked().key);
  await store.whole(["blobs", "parts", "list", "visits"], async () => {
    await store.tables.blobs.bulkAdd(blobs);
    await store.tables.parts.bulkAdd(parts);
    await store.tables.list.add({ device: own.device, sealedBy: "list", rows: rows.length, bytes });
    const seq = 2 * (first + count);
    await store.tables.visits.update(own.device, { nextSeq: seq + 1, kept: seq });
  });
}"""
OPENS = """async () => {
  while (!performance.getEntriesByName("forms").length) await new Promise((next) => setTimeout(next, 10));
  return {ready: performance.getEntriesByName("ready")[0].startTime,
  forms: performance.getEntriesByName("forms")[0].startTime,
  bare: performance.getEntriesByType("navigation")[0].domInteractive};
}"""
SHOWS = """async ([here, wanted]) => {
  const { entries } = await import(here + "journal.js");
  const { open } = await import(here + "sealing.js");
  const { sealedBytes } = await import(here + "store.js");
  const { unlocked } = await import(here + "session.js");
  const row = entries({ words: `Entry ${wanted}.` }).rows[0], shown = [], bare = [];
  const begun = performance.now();
  location.hash = `#/entry/${row.digest}`;
  const stands = () => document.getElementById("entry")?.textContent.includes(`Entry ${wanted}.`);
  while (!stands()) await new Promise((next) => setTimeout(next));
  const ended = performance.now();
  const bytes = await sealedBytes(row.digest), before = performance.now();
  await open(bytes, Object.values(unlocked().held.identities)[0]);
  return { shown: ended - begun, bare: performance.now() - before };
}"""
SEALS = """async (here) => {
  const { begun, filledUp, finished } = await import(here + "entry.js");
  const { finish } = await import(here + "journal.js");
  const { seal } = await import(here + "sealing.js");
  const { current } = await import(here + "session.js");
  const one = begun("allegation", "", { text: "He was held for three days without a mattress. ".repeat(12) });
  const first = performance.now();
  await finish(one);
  const sealed = performance.now() - first, own = current(), before = performance.now();
  const { member, device, zone } = own;
  await seal(filledUp(finished(one, { member, device, zone, now: new Date() })), own.recipient);
  return { sealed, bare: performance.now() - before };
}"""
LISTS = """async () => {
  const begun = performance.now();
  location.hash = "#/entries";
  while (document.querySelectorAll("#entries li").length < 50) await new Promise((next) => setTimeout(next));
  return performance.now() - begun;
}"""


def rows() -> Iterator[Row]:
    """What is claimed, each beside the same without the app's own work."""
    chromium = shutil.which("chromium")
    if chromium is None or find_spec("playwright") is None:
        yield Row("the app of the field", why_not="Chromium or Playwright is not installed (`make ci` does it)")
        return
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch_persistent_context(
            f"{folder}/browser",
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu"],
            viewport={"width": 360, "height": 780},
        )
        try:
            measured = _measured(browser, Path(folder))
        finally:
            browser.close()
    yield from _said(measured)


def _measured(browser: Any, folder: Path) -> dict[str, list[float]]:
    """The milliseconds of each repeat, by what was done."""
    page = _filled(browser, folder)
    app = page.url.split("#")[0]
    _slower(page)
    found: dict[str, list[float]] = {
        name: [] for name in ("ready", "forms", "bare page", "shown", "opened", "sealed", "bare seal", "list")
    }
    for _opening in range(OPENED):
        page.goto("about:blank")
        page.goto(app)
        page.wait_for_selector("#forms a")
        said = page.evaluate(OPENS)
        found["ready"].append(said["ready"])
        found["forms"].append(said["forms"])
        found["bare page"].append(said["bare"])
    found["unlocked"] = [_unlock(page) for _time in range(UNLOCKED)]
    for number in range(TIMES):
        said = page.evaluate(SHOWS, [app, number * 331])
        found["shown"].append(said["shown"])
        found["opened"].append(said["bare"])
        said = page.evaluate(SEALS, app)
        found["sealed"].append(said["sealed"])
        found["bare seal"].append(said["bare"])
    for _look in range(OPENED):
        found["list"].append(page.evaluate(LISTS))
        page.goto(f"{app}#/")
    return found


def _filled(browser: Any, folder: Path) -> Any:
    """A phone that signed in and holds what is claimed; the field room is gone."""
    from tests.field_room import FieldRoom, TheVisit

    room = FieldRoom(folder / "home")
    room.start()
    page = browser.new_page()
    page.set_default_timeout(120_000)
    try:
        page.goto(f"{room.app}#{room.invite(TheVisit()).code}")
        for name in ("#secret", "#again"):
            page.fill(name, SECRET)
        page.click("#sign-in")
        page.wait_for_selector("#waits")
        page.wait_for_timeout(3_000)  # what keeps the app gathers its files
    finally:
        room.kill()
    for first in range(0, ENTRIES, 500):
        page.evaluate(FILL, [room.app, first, 500, PHOTOGRAPHS])
    return page


def _slower(page: Any) -> None:
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def _unlock(page: Any) -> float:
    """The milliseconds from the tap until everything can be read."""
    if page.locator("#lock").count():
        page.click("#lock")
    page.fill("#secret", SECRET)
    begun = page.evaluate("performance.now()")
    page.click("#open")
    page.wait_for_selector("#lock")
    return float(page.evaluate("performance.now()")) - float(begun)


def _said(found: dict[str, list[float]]) -> Iterator[Row]:
    figures = {name: Figure(tuple(values), "ms", SHARE) for name, values in found.items()}
    yield Row(
        f"field app opens with no network: {SCALE}",
        figures["ready"],
        "the same page before its modules run",
        figures["bare page"],
        Claim(1_000),
    )
    beside = "the same page before its modules run"
    yield Row("field app has every form at hand, with no network", figures["forms"], beside, figures["bare page"])
    yield Row("field app shows an entry", figures["shown"], "opening its bytes alone", figures["opened"], Claim(100))
    yield Row(
        "field app has an entry sealed, signed and on the disk",
        figures["sealed"],
        "sealing its bytes alone",
        figures["bare seal"],
        Claim(1_000),
    )
    yield Row("field app shows the first page of the own list", figures["list"])
    yield Row("field app unlocks by the member's secret (scrypt)", figures["unlocked"], claim=Claim(2_000))
