"""The pages of a visit on a phone, in French and in the dark: nothing is cut off, nothing is wider than the screen."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.test_pages import OVERFLOW

pytestmark = pytest.mark.browser
LINKS = "found => [...new Set(found.map(one => one.getAttribute('href')))]"
BY_STAGE = """found => Object.values(Object.fromEntries(found.map(one =>
  [one.closest("tr").children[5].innerText, one.getAttribute("href")])))"""
"""The last visit in the list that stands at each stage."""


def test_no_page_of_a_visit_is_wider_than_a_phone_in_french(
    rooms: dict[str, str], signed_in: Callable[..., Any]
) -> None:
    page = signed_in("ana", viewport={"width": 360, "height": 780}, color_scheme="dark")
    page.context.add_cookies([{"name": "office_language", "value": "fr", "url": rooms["office"]}])
    page.goto(f"{rooms['office']}/visits/?register=invented&year=any")
    assert page.get_attribute("html", "lang") == "fr"
    boards = page.eval_on_selector_all("main tbody th a[href^='/visits/']", BY_STAGE)
    assert len(boards) > 1
    seen: dict[str, int] = {}
    for board in boards:
        page.goto(rooms["office"] + board)
        for address in [board, *page.eval_on_selector_all("main nav a[href^='/visits/']", LINKS)]:
            page.goto(rooms["office"] + address)
            seen[address] = page.evaluate(OVERFLOW)
    assert len(seen) > 12
    assert {address: wider for address, wider in seen.items() if wider > 0} == {}
