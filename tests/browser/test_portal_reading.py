"""A report read in a real browser: by keyboard, on a phone, on paper, without a program, by a slow line."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.test_pages import OVERFLOW, axe

pytestmark = pytest.mark.browser
FIRST_READ = 100_000
"""Bytes over the wire."""


def _report(page: Any, portal: str) -> str:
    """The address of a published report of the demonstration."""
    page.goto(f"{portal}/reports/?register=invented")
    address = page.get_attribute("main .index a[href^='/reports/']", "href")
    assert address
    return f"{portal}{address}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_and_nothing_overflows_where_a_report_is_read_and_cited(
    rooms: dict[str, str], open_page: Callable[..., Any], width: int, scheme: str
) -> None:
    page = open_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    report = _report(page, rooms["portal"])
    page.goto(report)
    number = page.get_attribute("[id^=paragraph-]", "id")
    assert number
    paragraph = number.removeprefix("paragraph-")
    for inside in ("", "whole/", "chapters/1/", f"paragraphs/{paragraph}/", f"cite/?paragraph={paragraph}"):
        page.goto(report + inside)
        assert axe(page) == [], inside
        assert page.evaluate(OVERFLOW) <= 0, inside


def test_a_citation_is_copied_with_one_press_and_stands_there_without_a_program(
    rooms: dict[str, str], open_page: Callable[..., Any]
) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    report = _report(page, rooms["portal"])
    page.goto(f"{report}cite/")
    said = page.inner_text("#cited-oscola")
    page.focus("button[data-copy=cited-oscola]")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('[data-copy-status]').textContent !== ''")
    assert page.evaluate("navigator.clipboard.readText()") == said
    plain = open_page(java_script_enabled=False)
    plain.goto(f"{report}cite/")
    assert plain.inner_text("#cited-oscola") == said
    assert not plain.is_visible("button[data-copy=cited-oscola]")


def test_every_paragraph_and_how_it_is_cited_is_reached_by_keyboard(
    rooms: dict[str, str], open_page: Callable[..., Any]
) -> None:
    """What comes to sight under the mouse comes to sight under the focus as well."""
    page = open_page()
    page.goto(_report(page, rooms["portal"]))
    page.focus(".para-no >> nth=0")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "para-cite"
    assert page.evaluate("getComputedStyle(document.activeElement).opacity") == "1"
    page.keyboard.press("Enter")
    page.wait_for_url("**/cite/?paragraph=*")


def test_a_printed_report_has_no_navigation_and_its_numbers(
    rooms: dict[str, str], open_page: Callable[..., Any]
) -> None:
    page = open_page()
    page.goto(_report(page, rooms["portal"]))
    page.emulate_media(media="print")
    for gone in (".nav", ".contents-beside", ".ways", ".para-cite", ".language"):
        assert not page.is_visible(f"{gone} >> nth=0"), gone
    assert page.is_visible(".para-no >> nth=0")
    assert "@top-left" in page.evaluate("fetch('print.css').then(one => one.text())")


def test_the_first_read_of_a_report_is_small(rooms: dict[str, str], open_page: Callable[..., Any]) -> None:
    """Page, style, fonts and programs together; nothing from elsewhere, and no cookie."""
    page = open_page()
    report = _report(page, rooms["portal"])
    page = open_page()
    sizes: list[float] = []
    asked: list[str] = []
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.on("request", lambda one: asked.append(one.url))
    page.goto(report, wait_until="networkidle")
    assert 0 < sum(sizes) <= FIRST_READ
    assert all(one.startswith(rooms["portal"]) for one in asked)
    assert page.context.cookies() == []


def test_a_symbol_typed_into_the_address_leads_to_the_report(
    rooms: dict[str, str], open_page: Callable[..., Any]
) -> None:
    page = open_page()
    report = _report(page, rooms["portal"])
    page.goto(report)
    symbol = re.sub(r"[^0-9A-Za-z]+", "/", page.inner_text(".head .above").split(" · ")[0]).strip("/")
    page.goto(f"{rooms['portal']}/{symbol.lower()}")
    assert page.url == report
