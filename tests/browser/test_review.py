"""Going through fifty readings by keyboard in a real browser, on a phone, without a script, and seen by axe."""

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
WAITS = re.compile(r"^(\d+) of (\d+)$", re.MULTILINE)
QUEUE = "/review/?state=XXC"
_laid: list[str] = []


@pytest.fixture
def office(rooms: dict[str, str]) -> str:
    """The address of the office, in which seventy-five readings wait."""
    if not _laid:
        environment = {**os.environ, "UNANNOUNCED_HOME": rooms["home"]}
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        command = [sys.executable, "-m", "tests.browser.unsure", rooms["home"]]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
        _laid.append(rooms["home"])
    return rooms["office"]


def waiting(page: Any) -> int:
    """How many wait, as the page says."""
    found = WAITS.search(page.inner_text(".head"))
    return int(found[2].replace("\u202f", "")) if found else 0


def one(page: Any) -> str:
    """The item that is looked at."""
    return str(page.input_value(".review-acts input[name=on] >> nth=0"))


def press(page: Any, key: str) -> None:
    """Press a key that decides, and wait for the page that follows."""
    with page.expect_navigation():
        page.keyboard.press(key)


def test_fifty_items_are_gone_through_by_keyboard_alone(office: str, signed_in: Callable[..., Any]) -> None:
    page = signed_in("maud")
    page.goto(office + QUEUE)
    before, looked_at = waiting(page), []
    assert before >= 50
    for number in range(50):
        looked_at.append(one(page))
        if number % 10 == 7:
            press(page, "r")
        elif number % 10 == 3:
            page.keyboard.press("e")
            page.keyboard.press("Control+End")
            page.keyboard.type(" a s m r u")  # keys are letters here
            assert page.evaluate("document.activeElement.value").endswith(" a s m r u")
            with page.expect_navigation():
                page.click(".review-acts button[value=correct-reading]")
        else:
            press(page, "a")
        assert page.evaluate("document.activeElement.dataset.one") is not None, "reading goes on at the item"
    assert len(set(looked_at)) == 50, "the next one comes at once, and none twice"
    assert waiting(page) == before - 50
    for _back in range(3):
        press(page, "u")
    assert waiting(page) == before - 47
    assert one(page) == looked_at[47]


def test_an_item_is_split_at_the_cursor_merged_and_both_undone(office: str, signed_in: Callable[..., Any]) -> None:
    page = signed_in("ana")
    page.goto(office + QUEUE)
    before, first = waiting(page), one(page)
    page.keyboard.press("s")
    assert page.evaluate("document.activeElement.id") == "split-text"
    page.keyboard.press("Home")
    for _step in range(12):
        page.keyboard.press("ArrowRight")
    press(page, "s")
    assert "is two items now" in page.inner_text(".messages")
    assert waiting(page) == before - 1
    press(page, "u")
    assert (waiting(page), one(page)) == (before, first)
    press(page, "m")
    assert "is one with the item that followed it" in page.inner_text(".messages")
    press(page, "u")
    assert (waiting(page), one(page)) == (before, first)
    press(page, "ArrowRight")
    assert one(page) != first
    press(page, "k")
    assert one(page) == first
    page.keyboard.press("?")
    assert "undoes what you decided last" in page.inner_text("dialog#keys")
    page.keyboard.press("a")
    page.keyboard.press("Escape")
    assert one(page) == first, "an open list of keys lets no key decide"
    page.keyboard.press("g")
    press(page, "s")
    assert page.url.endswith("/states/")


def test_repetitions_are_decided_by_yes_and_no(office: str, signed_in: Callable[..., Any]) -> None:
    page = signed_in("ana")
    page.goto(f"{office}/review/?what=repeats&state=XXC")
    before = waiting(page)
    assert before > 3
    press(page, "y")
    assert "repeats" in page.inner_text(".messages")
    press(page, "n")
    assert "does not repeat" in page.inner_text(".messages")
    press(page, "u")
    press(page, "u")
    assert waiting(page) == before
    page.goto(f"{office}{QUEUE}")
    first = one(page)
    page.keyboard.press("y")
    assert one(page) == first, "a folded repetition is opened before it is decided"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_axe_finds_nothing_and_nothing_overflows(
    office: str, signed_in: Callable[..., Any], width: int, scheme: str
) -> None:
    page = signed_in("maud", viewport={"width": width, "height": 800}, color_scheme=scheme)
    for what in ("items", "topics", "repeats"):
        page.goto(f"{office}/review/?what={what}&state=XXC")
        page.wait_for_timeout(200)
        assert axe(page) == []
        assert page.evaluate(OVERFLOW) == 0
        if os.environ.get("UNANNOUNCED_PICTURES_TO"):
            page.screenshot(path=f"{os.environ['UNANNOUNCED_PICTURES_TO']}/{what}-{width}-{scheme}.png", full_page=True)


def test_everything_is_a_form_without_a_script(office: str, signed_in: Callable[..., Any]) -> None:
    page = signed_in("ana", java_script_enabled=False)
    page.goto(office + QUEUE)
    before = waiting(page)
    page.click("button[value=accept-reading]")
    assert waiting(page) == before - 1
    page.click(".undo button")
    assert waiting(page) == before
    page.click("details[data-split] summary")
    page.fill("#split-begins", "Let this be done")
    page.click("button[value=split-item]")
    assert "is two items now" in page.inner_text(".messages")
    page.click(".undo button")
    assert waiting(page) == before
