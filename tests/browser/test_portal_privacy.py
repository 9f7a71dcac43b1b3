"""Reading the portal in a real browser: nothing is asked of anybody else, and nothing is kept of the reader."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.browser
PAGES = (
    "/",
    "/states/",
    "/states/XXB/",
    "/conventions/",
    "/conventions/ECPT/",
    "/conventions/ECPT/map/",
    "/reports/",
    "/search/?q=cells",
    "/statements/",
    "/contents/",
    "/about/privacy/",
    "/data/",
    "/no/such/page/",
)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_reading_asks_nobody_else_and_keeps_nothing(
    language: str, rooms: dict[str, str], open_page: Callable[..., Any]
) -> None:
    page = open_page(locale=language)
    hosts: set[str] = set()
    cookies: list[str] = []
    page.on("request", lambda asked: hosts.add(urlsplit(asked.url).netloc))
    page.on("response", lambda told: cookies.extend(filter(None, [told.headers.get("set-cookie")])))
    for path in PAGES:
        page.goto(rooms["portal"] + path)
    page.goto(f"{rooms['portal']}/reports/")
    page.locator("ol.index a").first.click()
    page.wait_for_load_state()
    assert hosts == {urlsplit(rooms["portal"]).netloc}
    assert cookies == []
    assert page.context.cookies() == []
    assert page.evaluate("() => localStorage.length + sessionStorage.length") == 0


def test_a_language_that_was_chosen_is_the_only_thing_kept(
    rooms: dict[str, str], open_page: Callable[..., Any]
) -> None:
    page = open_page(locale="en")
    page.goto(f"{rooms['portal']}/about/privacy/")
    page.locator('button[name="language"][value="fr"]').first.click()
    page.wait_for_load_state()
    assert page.locator("html").get_attribute("lang") == "fr"
    kept = page.context.cookies()
    assert [(one["name"], one["value"]) for one in kept] == [("portal_language", "fr")]


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["/about/privacy/", "/contents/?register=invented"])
def test_no_page_about_the_portal_is_wider_than_the_window(
    path: str, width: int, rooms: dict[str, str], open_page: Callable[..., Any]
) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    page.goto(rooms["portal"] + path)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
