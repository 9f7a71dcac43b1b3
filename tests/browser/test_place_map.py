"""The map of places in a real browser: moved about in by keyboard and mouse, on a phone, without a script, seen by axe."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.test_pages import OVERFLOW, axe

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
MAP = "/places/map/?state=XXF&q=mapped"
_laid: list[str] = []


@pytest.fixture
def office(rooms: dict[str, str]) -> str:
    """The address of the office, which knows three hundred places on both sides of the 180th meridian."""
    if not _laid:
        environment = {**os.environ, "UNANNOUNCED_HOME": rooms["home"]}
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        command = [sys.executable, "-m", "tests.browser.mapped", rooms["home"]]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
        _laid.append(rooms["home"])
    return rooms["office"]


def shown(page: Any, address: str) -> None:
    """Open the map and wait until the script has every place."""
    page.goto(address)
    page.wait_for_selector("[data-drawn]")


def counted(page: Any) -> int:
    """How many places the marks stand for, seen or at the edge."""
    titles = page.eval_on_selector_all(".marks > a", "all => all.map(one => one.getAttribute('aria-label'))")
    return sum(int(found[1]) if (found := re.match(r"(\d+) places,", title)) else 1 for title in titles)


def focused(page: Any) -> str:
    return str(page.evaluate("document.activeElement.getAttribute('aria-label') ?? ''"))


def still(page: Any) -> None:
    """Let what was asked for be drawn."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_and_nothing_overflows(
    office: str, signed_in: Callable[..., Any], width: int, scheme: str
) -> None:
    page = signed_in("maud", viewport={"width": width, "height": 800}, color_scheme=scheme)
    shown(page, office + MAP)
    assert axe(page) == []
    assert page.evaluate(OVERFLOW) <= 0


def test_the_script_shows_every_place_the_server_showed(office: str, signed_in: Callable[..., Any]) -> None:
    plain = signed_in("maud", java_script_enabled=False)
    plain.goto(office + MAP)
    assert plain.get_attribute("[data-place-map]", "data-drawn") is None
    page = signed_in("maud")
    shown(page, office + MAP)
    assert counted(page) == counted_without(plain) == 300


def counted_without(page: Any) -> int:
    """The same from the page as the server wrote it."""
    titles = re.findall(r'<a class="(?:group|place)" href="[^"]*" aria-label="([^"]*)"', page.content())
    return sum(int(found[1]) if (found := re.match(r"(\d+) places,", title)) else 1 for title in titles)


def test_a_group_is_looked_into_by_keyboard_until_a_place_is_found(office: str, signed_in: Callable[..., Any]) -> None:
    page = signed_in("maud")
    shown(page, office + MAP)
    page.focus(".map-frame")
    page.keyboard.press("Tab")
    first = focused(page)
    assert "places," in first or "Mapped House" in first
    moved = False
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
        moved = moved or focused(page) != first
    assert moved, "arrows go from mark to mark"
    for _times in range(12):
        if "/places/map/" not in page.url or focused(page).startswith("Mapped House"):
            break
        page.keyboard.press("Enter")
        still(page)
        assert focused(page), "the focus stays on the map"
    assert focused(page).startswith("Mapped House"), focused(page)
    link = page.evaluate("document.activeElement.getAttribute('href')")
    assert re.fullmatch(r"/places/[0-9a-f-]{36}/", link)


def test_only_one_mark_is_in_the_order_of_tab(office: str, signed_in: Callable[..., Any]) -> None:
    page = signed_in("maud")
    shown(page, office + MAP)
    assert page.locator('.marks > a[tabindex="0"]').count() == 1
    assert page.locator(".marks > a").count() > 5


def test_closer_and_farther_change_what_is_seen_and_the_list_follows(
    office: str, signed_in: Callable[..., Any]
) -> None:
    page = signed_in("maud")
    shown(page, office + MAP)
    before = page.inner_text("[data-listed]")
    assert "(300)" in before
    for _times in range(2):
        page.click("[data-zoom=in]")
        still(page)
    closer = page.inner_text("[data-listed]")
    seen = int(re.findall(r"\((\d+)\)", closer)[0])
    assert 0 < seen < 300
    page.click("[data-listed]")
    page.wait_for_load_state()
    assert "within=" in page.url
    assert f"{seen} place" in page.inner_text("#places")
    page.click("text=Show the whole map")
    page.wait_for_selector("[data-drawn]")
    assert "(300)" in page.inner_text("[data-listed]")


def test_dragging_moves_the_map_and_opens_nothing(office: str, signed_in: Callable[..., Any]) -> None:
    page = signed_in("maud")
    shown(page, office + MAP)
    page.click("[data-zoom=in]")
    still(page)
    where = page.locator("svg.place-map").bounding_box()
    ground = page.get_attribute(".ground", "transform")
    boxes = [one.bounding_box() for one in page.locator(".marks > a").all()]
    mark = next(box for box in boxes if box["x"] > where["x"] + 60 and box["y"] > where["y"] + 60)
    page.mouse.move(mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2)
    page.mouse.down()
    page.mouse.move(mark["x"] + 90, mark["y"] + 70, steps=5)
    page.mouse.up()
    still(page)
    assert page.get_attribute(".ground", "transform") != ground
    assert page.url == office + MAP


def test_the_points_that_cannot_be_fetched_leave_the_map_of_the_server(
    office: str, signed_in: Callable[..., Any]
) -> None:
    page = signed_in("maud")
    page.route("**/points.json*", lambda route: route.fulfill(status=404))
    page.goto(office + MAP)
    page.wait_for_selector("[data-failed]:not([hidden])")
    assert "could not be fetched" in page.inner_text("[data-failed]")
    assert counted(page) == 300
    assert not page.is_visible("[data-zoom=in]")


def test_nothing_is_asked_of_any_other_machine(office: str, signed_in: Callable[..., Any]) -> None:
    page, asked = signed_in("maud"), []
    page.on("request", lambda request: asked.append(request.url))
    shown(page, office + MAP)
    assert len(asked) > 5
    assert {url for url in asked if not url.startswith(office)} == set()


def test_on_a_phone_without_a_script_a_mark_can_be_hit(office: str, signed_in: Callable[..., Any]) -> None:
    page = signed_in("maud", viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page.goto(office + MAP)
    assert not page.is_visible("[data-zoom=in]")
    boxes = [one.bounding_box() for one in page.locator(".marks > a.group").all()]
    assert boxes
    assert min(min(box["width"], box["height"]) for box in boxes) >= 24
