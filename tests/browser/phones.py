"""A phone of the delegation in a real Chromium, 360 by 780: what a thumb does, and what a thief would find."""

import base64
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.field_room import Code, FieldRoom, TheVisit

SECRET = "four lanterns in one corridor"
PHONE = {"viewport": {"width": 360, "height": 780}, "has_touch": True, "is_mobile": True, "accept_downloads": True}
EXPECTED = ("Failed to load resource", "net::ERR_", "Failed to fetch")

PHOTOGRAPH = """const one = entry.begun('observation', 'photograph', {text: 'A wall.', details: {shows: 'place'}});
const bytes = new Uint8Array(given); for (let at = 0; at < given; at += 1) bytes[at] = at % 251;
await journal.attach(one, new Blob([bytes]), {type: 'image/jpeg', name: 'IMG_1.jpg'}); await journal.finish(one);"""
"""Run by ``in_app``: a place is photographed, with as many bytes as are given, and sealed."""

STORED = """async () => {
  const opened = await new Promise((done) => {
    const asked = indexedDB.open("field");
    asked.onsuccess = () => done(asked.result);
  });
  const said = (value) => {
    if (value instanceof Uint8Array) return Array.from(value, (byte) => String.fromCharCode(byte)).join("");
    if (value instanceof CryptoKey) return `key ${value.type} ${value.extractable}`;
    if (value && typeof value === "object") return Object.entries(value).map(([key, one]) => `${key}: ${said(one)}`).join("; ");
    return String(value);
  };
  const rows = [];
  for (const table of opened.objectStoreNames) {
    const all = await new Promise((done) => {
      const asked = opened.transaction(table).objectStore(table).getAll();
      asked.onsuccess = () => done(asked.result);
    });
    rows.push(...all.map((row) => `${table}: ${said(row)}`));
  }
  opened.close();
  return rows.join("\\n") + JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage });
}"""
"""Everything the browser stores for the app, as text: what somebody finds who takes the device."""


@dataclass
class Phone:
    """A browser of its own with the app in it."""

    room: FieldRoom
    page: Any

    def tab(self) -> "Phone":
        """Another tab of the same browser."""
        page = self.page.context.new_page()
        page.goto(self.room.app)
        ready(page)
        return Phone(self.room, page)

    def open(self, fragment: str = "") -> None:
        """Open the app, as from the home screen."""
        self.page.goto(self.room.app + fragment)
        ready(self.page)

    def again(self) -> None:
        """Close the app and open it again: what was in memory is gone."""
        self.page.goto("about:blank")
        self.page.goto(self.room.app)
        ready(self.page)

    def sign_in(self, code: Code | str, *, secret: str = SECRET) -> None:
        """Type the code and a secret."""
        self.open("#" + (code.code if isinstance(code, Code) else code))
        self.page.fill("#secret", secret)
        self.page.fill("#again", secret)
        self.page.click("#sign-in")
        self.page.wait_for_selector("#waits")
        until(lambda: self.page.evaluate("navigator.serviceWorker.controller !== null"))

    def unlock(self, secret: str = SECRET) -> None:
        """Open with the secret."""
        self.page.fill("#secret", secret)
        self.page.click("#open")
        self.page.wait_for_selector("#lock")

    def spare(self) -> None:
        """Spare the battery: nothing is transmitted but by the button."""
        self.in_app("(await import('./settings.js')).set({battery: true});")

    def unlock_if_locked(self) -> None:
        """Open with the secret, unless it is open."""
        self.go("", "#waits")
        if not self.page.locator("#lock").count():
            self.unlock()

    def write(self, text: str, *, form: str = "observation") -> None:
        """Write a plain entry and seal it."""
        self.begin(text, form=form)
        self.page.click("#seal")
        self.page.wait_for_selector("#waits")

    def begin(self, text: str, *, form: str = "observation") -> None:
        """Begin an entry, without sealing it."""
        self.page.goto(f"{self.room.app}#/write/{form}")
        self.page.wait_for_selector("#seal")
        self.page.fill("textarea", text)

    def go(self, route: str, waits_for: str) -> None:
        """Go to a page of the app."""
        self.page.goto(f"{self.room.app}#/{route}")
        self.page.wait_for_selector(waits_for)

    def transmit(self) -> None:
        """Press the button, and wait until it is over."""
        self.go("transmit", "#transmit")
        self.page.wait_for_selector("#transmit:not([disabled])")
        self.page.click("#transmit")
        until(lambda: self.page.locator("#transmit[disabled]").count() == 0)
        self.page.wait_for_timeout(200)

    def wait_for(self, words: str, selector: str = "body") -> None:
        """Wait until the words are on the screen."""
        until(lambda: words in self.text(selector))

    def text(self, selector: str = "body") -> str:
        """What is on the screen."""
        return str(self.page.inner_text(selector))

    def stored(self) -> str:
        """Everything that lies on the device."""
        return str(self.page.evaluate(STORED))

    def in_app(self, script: str, argument: Any = None) -> Any:
        """What a module of the app answers: ``script`` is the body of an async function with ``journal`` and ``given``."""
        return self.page.evaluate(
            f"async (given) => {{ const journal = await import('./journal.js');"
            f" const entry = await import('./entry.js'); {script} }}".replace("'./", f"'{self.room.app}"),
            argument,
        )


def ready(page: Any) -> None:
    """Wait until the app stands."""
    page.wait_for_selector("html[data-ready='yes']", state="attached")


def until(stands: Callable[[], Any], patience: float = 15.0) -> None:
    """Ask again until it stands; the app's pages allow no script of a string, so the page cannot be made to wait."""
    ends = time.monotonic() + patience
    while not stands():
        assert time.monotonic() < ends, "it never came to stand so"
        time.sleep(0.05)


@pytest.fixture(scope="session")
def field_room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FieldRoom]:
    """A field room that serves."""
    room = FieldRoom(tmp_path_factory.mktemp("field"))
    room.start()
    yield room
    room.kill()


@pytest.fixture
def the_visit() -> TheVisit:
    """A visit with a key of its own."""
    return TheVisit()


@pytest.fixture
def new_phone(browser: Any, field_room: FieldRoom) -> Iterator[Callable[..., Phone]]:
    """Phones that are bought new; an error in the console that is not the network's fails the test."""
    contexts, errors = [], []

    def bought(**settings: Any) -> Phone:
        context = browser.new_context(**{**PHONE, **settings})
        context.set_default_timeout(15_000)
        contexts.append(context)
        context.on("weberror", lambda error: errors.append(str(error.error)))
        context.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        return Phone(field_room, context.new_page())

    yield bought
    for context in contexts:
        context.close()
    unexpected = [error for error in errors if not any(words in error for words in EXPECTED)]
    assert not unexpected, unexpected


def opened(room: FieldRoom, visit: TheVisit, code: Code) -> list[dict[str, Any]]:
    """The entries that came to the field room from a device, opened with the key of the visit."""
    return [visit.opened(sealed) for line, sealed in room.blobs() if line["device"] == str(code.device)]


def numbers(room: FieldRoom, code: Code) -> list[int]:
    """The numbers under which a device brought its blobs."""
    return [int(line["seq"]) for line, _sealed in room.blobs() if line["device"] == str(code.device)]


def in_base64(content: bytes) -> str:
    """Bytes as a page takes them."""
    return base64.b64encode(content).decode()


def lines_of(content: str) -> list[dict[str, Any]]:
    """The lines of a file that is carried by hand."""
    return [json.loads(line) for line in content.splitlines()]
