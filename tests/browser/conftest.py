"""The demonstration in a real Chromium: built once, served once, signed in as the cast."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PASSWORD = "a door left ajar"


@pytest.fixture(scope="session", autouse=True)
def _needs_a_browser() -> None:
    if os.environ.get("UNANNOUNCED_BROWSER") != "1":
        pytest.skip("browser tests run in `make ci`, which installs a browser (or with UNANNOUNCED_BROWSER=1)")
    pytest.importorskip("playwright", reason="Playwright is installed for `make ci` alone")
    if not Path(CHROMIUM).exists():
        pytest.skip("Chromium is not installed; `make ci` installs it")


@pytest.fixture(scope="session")
def rooms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The addresses of the rooms of a demonstration of its own."""
    home = tmp_path_factory.mktemp("home")
    environment = {**os.environ, "UNANNOUNCED_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    for name in [name for name in environment if name.endswith("DATABASE_URL") or name == "DJANGO_SETTINGS_MODULE"]:
        del environment[name]
    command = [sys.executable, "-m", "unannounced.cli.main", "demo"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as demo:
        assert demo.stdout is not None
        addresses: dict[str, str] = {}
        for line in demo.stdout:
            found = re.search(r"The (office|portal|liaison)\s+(http://\S+)", line)
            if found:
                addresses[found[1]] = found[2]
            if "Ctrl-C" in line:
                break
        assert set(addresses) == {"office", "portal", "liaison"}, "the demonstration did not start"
        yield {**addresses, "home": str(home)}
        demo.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            demo.wait(20)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One Chromium for all tests."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens pages in windows of their own; anything the console calls an error fails the test."""
    contexts, errors = [], []

    def opened(**settings: Any) -> Any:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **settings})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    unexpected = [error for error in errors if "status of 4" not in error]
    assert not unexpected, unexpected


_states: dict[str, Any] = {}


def sign_in(page: Any, office: str, login: str) -> None:
    """Sign in with password and the code the demonstration shows; by keyboard alone."""
    page.goto(f"{office}/sign-in/")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    code = re.search(r"\b(\d{3})\W?(\d{3})\b", page.inner_text("main"))
    assert code, page.inner_text("main")
    page.fill("input[name=code]", code[1] + code[2])
    page.press("input[name=code]", "Enter")
    page.wait_for_url(f"{office}/")


@pytest.fixture
def signed_in(rooms: dict[str, str], open_page: Callable[..., Any]) -> Callable[..., Any]:
    """A window in which somebody of the cast has signed in; the session is kept for later windows."""

    def window(login: str, **settings: Any) -> Any:
        if login not in _states:
            page = open_page()
            sign_in(page, rooms["office"], login)
            _states[login] = page.context.storage_state()
        return open_page(storage_state=_states[login], **settings)

    return window
