"""Every page in a real browser: axe finds nothing, nothing overflows, it works by keyboard and without JavaScript."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


_crawled: dict[tuple[str, ...], dict[str, str]] = {}


def axe(page: Any, **rules: dict[str, bool]) -> list[str]:
    """What axe-core has against the page, with every disclosure open; ``rules`` are switched by their names."""
    from axe_playwright_python.sync_playwright import Axe

    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    # What it has nothing against is looked at as well, but not told: that takes half of the time.
    asked = {"resultTypes": ["violations"], "rules": {name.replace("_", "-"): how for name, how in rules.items()}}
    found = Axe().run(page, options=asked).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]


def crawl(page: Any, base: str, starts: list[str]) -> dict[str, str]:
    """One address for each route that links lead to, walked once: ids and codes stand for each other."""
    if (base, *starts) not in _crawled:
        _crawled[base, *starts] = _walked(page, base, starts)
    return _crawled[base, *starts]


def _walked(page: Any, base: str, starts: list[str]) -> dict[str, str]:
    routes: dict[str, str] = {}
    waiting = list(starts)
    while waiting:
        address = waiting.pop(0)
        shape = re.sub(
            r"[0-9a-f-]{36}|(?<=/states/)[A-Z]{3}|(?<=/reports/)[^/]+|(?<=/conventions/)[^/]+|(?<=/themes/)[^/]+|(?<=paragraphs/)\d+",
            "*",
            address,
        )
        if shape in routes:
            continue
        routes[shape] = address
        page.goto(base + address)
        for link in page.eval_on_selector_all(
            "a[href]:not([download])", "links => links.map(link => link.getAttribute('href'))"
        ):
            if link.startswith("/") and not re.search(
                r"\.(atom|bib|csv|geojson|gz|json|jsonl|pdf|png|py|ris|svg|txt|xlsx|xml)|/(csv|docx|html|json|pdf)/$|sign-out|/api/v1/|\?",
                link,
            ):
                waiting.append(link.split("#")[0])
    return routes


def office_routes(page: Any, rooms: dict[str, str]) -> dict[str, str]:
    return crawl(page, rooms["office"], ["/", "/states/XXB/", "/states/XXC/", "/account/", "/ledger/"])


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_axe_finds_nothing_and_nothing_overflows_in_the_office(
    rooms: dict[str, str], signed_in: Callable[..., Any], width: int, scheme: str
) -> None:
    page = signed_in("maud", viewport={"width": width, "height": 800}, color_scheme=scheme)
    routes = office_routes(page, rooms)
    assert len(routes) > 25, sorted(routes)
    problems = {}
    for address in routes.values():
        page.goto(rooms["office"] + address)
        found = axe(page)
        if page.evaluate(OVERFLOW) > 0:
            found.append("overflows sideways")
        if found:
            problems[address] = found
    assert not problems


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (768, "light"), (1280, "dark"), (1280, "light")])
def test_axe_finds_nothing_and_nothing_overflows_in_the_portal(
    rooms: dict[str, str], open_page: Callable[..., Any], width: int, scheme: str
) -> None:
    page = open_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    starts = ["/", "/states/", "/states/RUS/", "/states/XXC/", "/states/ZZZ/", "/conventions/UNCAT/", "/nowhere/"]
    starts += ["/conventions/UNCAT/map/"]
    starts += ["/turn-to/?language=uk", "/turn-to/RUS/?act=2022-05-01&language=ru", "/turn-to/UKR/?language=fr"]
    starts += ["/about/", "/about/privacy/", "/api/", "/checkpoints/", "/data/dictionary/", "/search/help/"]
    starts += ["/search/?q=cells&register=invented", "/search/?q=zzzzqqq&from=abc", "/timeline/?register=invented"]
    starts += ["/compare/?a=XXB&b=XXC", "/figures/?register=invented", "/themes/deaths/?register=invented"]
    for address in crawl(page, rooms["portal"], starts).values():
        page.goto(rooms["portal"] + address)
        assert axe(page) == [], address
        assert page.evaluate(OVERFLOW) <= 0, address


@pytest.mark.parametrize("address", ["/conventions/ECPT/", "/conventions/ECPT/map/"])
def test_the_slider_goes_through_time_by_keyboard_and_the_form_does_without_javascript(
    address: str, rooms: dict[str, str], open_page: Callable[..., Any]
) -> None:
    """On the page of a convention as on that of its map, where the drawing is another one then."""
    page = open_page()
    page.goto(rooms["portal"] + address)
    parties = page.locator(".map .party").count()
    page.focus("#year")
    page.keyboard.press("Home")
    page.wait_for_url(f"**{address}?on=1987-12-31")
    assert "Not yet in force on 31 December 1987" in page.inner_text("#answer")
    assert page.evaluate("document.activeElement.id") == "year"
    assert page.input_value("#on") == "1987-12-31"
    assert (parties > 40, page.locator(".map .party").count()) == (address.endswith("/map/"), 0)
    if parties == 0:
        assert page.get_attribute("#map a", "href") == f"{address}map/?on=1987-12-31"
    plain = open_page(java_script_enabled=False)
    plain.goto(rooms["portal"] + address)
    assert not plain.is_visible("#year")
    plain.fill("#on", "2006-06-06")
    plain.click("main form button[type=submit] >> nth=0")
    assert "47 States were Parties on 6 June 2006" in plain.inner_text("#answer")


@pytest.mark.parametrize("login", ["rosa", "piet", "ruth"])
def test_axe_finds_nothing_for_the_other_roles(
    rooms: dict[str, str], signed_in: Callable[..., Any], login: str
) -> None:
    page = signed_in(login)
    for address in ("/", "/ledger/", "/account/", "/states/XXC/"):
        page.goto(rooms["office"] + address)
        assert axe(page) == [], address


def test_the_door_is_without_fault_and_says_nothing_of_who_exists(
    rooms: dict[str, str], open_page: Callable[..., Any]
) -> None:
    page = open_page()
    page.goto(rooms["office"] + "/states/XXC/")
    assert page.url.startswith(rooms["office"] + "/sign-in/")
    assert axe(page) == []
    for login in ("maud", "nobody"):
        page.goto(rooms["office"] + "/sign-in/")
        page.fill("input[name=login]", login)
        page.fill("input[name=password]", "not the password")
        page.press("input[name=password]", "Enter")
        assert "do not belong together" in page.inner_text("main")
        assert axe(page) == []


def test_an_entry_is_noted_without_javascript(rooms: dict[str, str], signed_in: Callable[..., Any]) -> None:
    page = signed_in("ana", java_script_enabled=False)
    page.goto(rooms["office"] + "/")
    page.click("main a[href^='/visits/']")
    visit = page.url
    page.goto(f"{visit}note-entry/")
    page.fill("textarea[name=text]", "The lights stay on at night.")
    page.fill("input[name=source]", "source G")
    day = page.inner_text("main")
    page.fill("input[name=noted_on]", "1999-01-01")
    page.click("main button[type=submit]")
    assert "1999" in page.inner_text("main") or "1 January" in page.inner_text("main"), day
    assert "Note an entry" in page.inner_text("h1")
    assert page.input_value("textarea[name=text]").startswith("The lights stay on at night.")


def test_the_keys_of_the_office_work(rooms: dict[str, str], signed_in: Callable[..., Any]) -> None:
    page = signed_in("maud")
    page.goto(rooms["office"] + "/")
    page.keyboard.press("?")
    assert page.is_visible("dialog[open]")
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("s")
    page.wait_for_url(rooms["office"] + "/states/**")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").strip().startswith("Skip")


def test_a_passkey_is_enrolled_and_opens_the_door(rooms: dict[str, str], signed_in: Callable[..., Any]) -> None:
    page = signed_in("tomas")
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto(rooms["office"] + "/account/")
    page.click("a[href*='passkey']")
    page.fill("main input[type=password]", "a door left ajar")
    label = page.locator("main input[name=label]")
    if label.count():
        label.fill("this browser")
    page.click("main button:visible")
    page.wait_for_url("**/account/")
    assert "this browser" in page.inner_text("main") or "passkey" in page.inner_text("main").lower()
    page.click("button:has-text('Sign out')")
    page.goto(rooms["office"] + "/sign-in/")
    page.click("main button:has-text('passkey')")
    page.wait_for_url(rooms["office"] + "/")
    assert "Tomás" in page.inner_text("header")


def test_the_hidden_visit_is_on_the_pages_of_its_delegation_alone(
    rooms: dict[str, str], signed_in: Callable[..., Any]
) -> None:
    page = signed_in("ana")
    page.goto(rooms["office"] + "/")
    address = page.get_attribute("main a[href^='/visits/']", "href")
    assert address
    stranger = signed_in("ines")
    answer = stranger.goto(rooms["office"] + address)
    assert answer.status == 404
    stranger.goto(rooms["office"] + "/states/XXB/")
    assert address not in stranger.content()


def test_french_pages_are_french(rooms: dict[str, str], open_page: Callable[..., Any]) -> None:
    page = open_page(locale="fr-FR")
    page.goto(rooms["portal"] + "/states/XXC/")
    assert page.get_attribute("html", "lang") == "fr"
    assert "Liée" in page.inner_text("main") or "Lié" in page.inner_text("main") or "liée" in page.inner_text("main")


def test_pictures_for_the_readme(rooms: dict[str, str], signed_in: Callable[..., Any]) -> None:
    """Not a check but a service: the pictures in the README are of today."""
    page = signed_in("maud", viewport={"width": 1200, "height": 860})
    office, portal = rooms["office"], rooms["portal"]
    page.goto(f"{office}/states/XXC/items/?follow-up=partially_implemented")
    item = page.get_attribute("main a[href^='/items/']", "href")
    page.goto(f"{office}/states/XXC/")
    report = page.get_attribute("main a[href^='/reports/']", "href")
    portal_report = None
    page.goto(f"{portal}/states/XXC/")
    portal_report = page.get_attribute("main a[href^='/reports/']", "href")
    pictures = {
        "office-state": f"{office}/states/XXC/",
        "office-report": f"{office}{report}",
        "office-item": f"{office}{item}",
        "portal-home": f"{portal}/",
        "portal-state": f"{portal}/states/XXC/",
        "portal-report": f"{portal}{portal_report}",
    }
    PICTURES.mkdir(exist_ok=True, parents=True)
    for name, address in pictures.items():
        page.goto(address)
        path = PICTURES / f"{name}.png"
        if not path.exists() or os.environ.get("UNANNOUNCED_PICTURES") == "1":
            page.screenshot(path=path)
        assert path.stat().st_size > 10_000
