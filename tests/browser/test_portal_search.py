"""The search of the portal in a real browser: by keyboard, without JavaScript, on a phone, light and dark."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.test_pages import OVERFLOW, axe

pytestmark = pytest.mark.browser

ADDRESSES = (
    "/search/?register=invented",
    "/search/?q=complaint&register=invented",
    "/search/?q=complaint&state=XXC&kind=recommendation&from=2016",
    "/search/?q=complaintt+unheard&register=invented",
    '/search/?q="open&from=nowhere&register=invented',
    "/search/?q=complaint&mode=both&register=invented",
    "/search/choices/state/?q=complaint&register=invented",
    "/search/help/?register=invented",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_and_nothing_overflows_in_the_search(
    rooms: dict[str, str], open_page: Callable[..., Any], width: int, scheme: str
) -> None:
    page = open_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    for address in ADDRESSES:
        page.goto(rooms["portal"] + address)
        assert axe(page) == [], address
        assert page.evaluate(OVERFLOW) <= 0, address


def test_suggestions_are_gone_through_by_the_arrow_keys(rooms: dict[str, str], open_page: Callable[..., Any]) -> None:
    """Down marks the first, Escape gives back what was typed, Enter searches for what was marked."""
    page = open_page()
    page.goto(rooms["portal"] + "/search/?register=invented")
    field = page.locator("#q")
    field.press_sequentially("recom", delay=20)
    page.wait_for_selector("#q-suggestions [role=option]")
    assert field.get_attribute("aria-expanded") == "true"
    assert axe(page) == []
    field.press("ArrowDown")
    marked = page.locator("#q-suggestions [aria-selected=true]")
    assert field.get_attribute("aria-activedescendant") == marked.get_attribute("id")
    assert field.input_value() == marked.inner_text()
    field.press("Escape")
    assert (field.input_value(), field.get_attribute("aria-expanded")) == ("recom", "false")
    field.press_sequentially("m", delay=20)
    page.wait_for_selector("#q-suggestions [role=option]")
    field.press("ArrowDown")
    chosen = field.input_value()
    field.press("Enter")
    page.wait_for_url("**/search/?q=*")
    assert page.input_value("#q") == chosen
    assert "Nothing was found" not in page.inner_text("main")
    assert "from=" not in page.url, "empty fields stay out of the address"


def test_suggestions_end_where_the_field_is_left(rooms: dict[str, str], open_page: Callable[..., Any]) -> None:
    page = open_page()
    page.goto(rooms["portal"] + "/search/?register=invented")
    page.locator("#q").press_sequentially("recom", delay=20)
    page.wait_for_selector("#q-suggestions [role=option]")
    page.click("h1")
    assert not page.is_visible("#q-suggestions")


def test_a_search_is_narrowed_down_and_widened_without_javascript(
    rooms: dict[str, str], open_page: Callable[..., Any]
) -> None:
    """On a phone, where the choices stand below the results."""
    page = open_page(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page.goto(rooms["portal"] + "/search/?register=invented")
    page.fill("#q", "complaint")
    page.click("#searching button[type=submit]")
    before = page.locator(".found > li").count()
    assert before
    page.click("text=Narrow down")
    page.locator("summary", has_text="State").click()
    page.check("input[name=state][value=XXC]")
    page.click("text=Show what was chosen")
    assert "state=XXC" in page.url
    chip = page.locator(".chip")
    assert "Corvania" in chip.first.inner_text()
    facts = page.locator(".found-facts").all_inner_texts()
    assert facts
    assert all("Corvania" in one for one in facts)
    chip.first.click()
    assert "state=" not in page.url
    assert page.locator(".found > li").count() == before


def test_keys_go_from_result_to_result(rooms: dict[str, str], open_page: Callable[..., Any]) -> None:
    page = open_page()
    page.goto(rooms["portal"] + "/search/?q=complaint&register=invented")
    page.keyboard.press("j")
    first = page.locator(".found a[data-row]").first
    assert page.evaluate("document.activeElement.href").endswith(str(first.get_attribute("href")))
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"


def test_searching_asks_nobody_else_and_leaves_nothing_behind(
    rooms: dict[str, str], open_page: Callable[..., Any]
) -> None:
    page = open_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(rooms["portal"] + "/search/?q=complaint&register=invented")
    page.locator("#q").press_sequentially("s", delay=20)
    page.wait_for_timeout(400)
    assert asked
    assert all(one.startswith(rooms["portal"]) for one in asked)
    assert page.context.cookies() == []


def test_every_example_of_the_help_finds_something_on_the_demonstration(
    rooms: dict[str, str], open_page: Callable[..., Any]
) -> None:
    page = open_page()
    page.goto(rooms["portal"] + "/search/help/?register=invented")
    addresses = page.eval_on_selector_all("main table a", "links => links.map(link => link.href)")
    assert len(addresses) > 5
    for address in addresses:
        page.goto(address)
        assert page.locator(".found > li").count(), address
