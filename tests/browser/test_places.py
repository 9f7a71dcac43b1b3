"""The pages of places in a real browser: without JavaScript, by keyboard, on a narrow screen, on paper."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.test_pages import OVERFLOW, axe

pytestmark = pytest.mark.browser

PAGES = (
    "/places/",
    "/places/ranking/",
    "/places/suspicious/",
    "/places/sources/",
    "/places/compare/?state=XXB",
    "/states/XXB/places/",
    "/places/?q=nowhere",
    "/places/?register=real",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_and_nothing_overflows_on_pages_of_places(
    rooms: dict[str, str], signed_in: Callable[..., Any], width: int, scheme: str
) -> None:
    page = signed_in("maud", viewport={"width": width, "height": 800}, color_scheme=scheme)
    problems = {}
    for address in (*PAGES, *_of_one_place(page, rooms["office"])):
        page.goto(rooms["office"] + address)
        found = axe(page)
        if page.evaluate(OVERFLOW) > 0:
            found.append("overflows sideways")
        if found:
            problems[address] = found
    assert not problems


def _of_one_place(page: Any, office: str) -> list[str]:
    page.goto(f"{office}/places/?q=kestrel")
    place = page.get_attribute("main table a[href^='/places/']", "href")
    assert place
    page.goto(f"{office}/places/sources/")
    source = page.get_attribute("main table a[href^='/places/sources/']", "href")
    assert source
    return [place, f"{place}numbers/", f"{place}parts/", source]


def test_places_are_narrowed_down_and_read_without_javascript(
    rooms: dict[str, str], signed_in: Callable[..., Any]
) -> None:
    page = signed_in("maud", java_script_enabled=False)
    page.goto(rooms["office"] + "/places/")
    page.fill("#q", "old mill")
    page.press("#q", "Enter")
    page.click("main table a:has-text('Kestrel')")
    assert page.is_visible("svg.curves")
    assert "Old Mill Gaol" in page.inner_text("main")
    page.select_option("#count", "official_capacity")
    page.click("form:has(#count) button")
    assert "Official capacity, day by day" in page.inner_text("main")


def test_a_place_is_chosen_by_an_old_name_without_javascript(
    rooms: dict[str, str], signed_in: Callable[..., Any]
) -> None:
    page = signed_in("ana", java_script_enabled=False)
    page.goto(rooms["office"] + "/")
    page.click("main a[href^='/visits/']")
    page.goto(f"{page.url}note-entry/")
    page.fill("textarea[name=text]", "The yard is closed.")
    page.fill("input[name=source]", "source H")
    page.fill("input[name=noted_on]", page.evaluate("new Date().toISOString().slice(0, 10)"))
    page.fill("input[name=place]", "prison")
    page.click("main form button[type=submit]")
    assert "Several places may be meant by “prison”" in page.inner_text("main")
    assert page.input_value("input[name=place][type=text]") == "prison"
    page.check("label:has-text('Kestrel') input")
    page.click("main form button[type=submit]")
    assert "The yard is closed." in page.inner_text("main")


def test_on_paper_the_chart_stays_and_the_forms_go(rooms: dict[str, str], signed_in: Callable[..., Any]) -> None:
    page = signed_in("maud")
    page.goto(rooms["office"] + _of_one_place(page, rooms["office"])[0])
    page.emulate_media(media="print")
    assert page.is_visible("svg.curves")
    assert not page.is_visible("form:has(#count)")
    assert not page.is_visible(".on-page")
