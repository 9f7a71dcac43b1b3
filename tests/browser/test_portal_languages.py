"""The portal in each language it speaks: every page is whole, marked, in its own direction, and small to read first."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from babel.messages.pofile import read_po

from tests.browser.portal_walk import OVERFLOW, SAID, STRAY, routes_of, watched
from tests.browser.test_pages import axe

pytestmark = pytest.mark.browser
CATALOGUES = Path(__file__).parents[2] / "src" / "unannounced" / "rooms" / "portal" / "locale"
LANGUAGES = ("fr", "uk", "ru", "ar")
WINDOWS = ((360, "dark"), (1280, "light"), (1280, "dark"), (360, "light"))
FIRST_READ = 100_000
"""Bytes over the wire until a page can be read on a cold cache: the page, its style, its letters."""

HEAVIEST = (
    "/",
    "/compare/?a=XXB&b=XXC",
    "/conventions/ECPT/",
    "/conventions/ECPT/map/?view=world",
    "/conventions/OPCAT/",
    "/conventions/UNCAT/",
    "/conventions/UNCAT/map/",
    "/figures/?register=invented",
    "/nowhere/",
    "/search/?q=cells&register=invented",
    "/states/",
    "/states/RUS/",
    "/states/XXB/",
    "/themes/deaths/?register=invented",
    "/timeline/?register=invented",
    "/turn-to/",
    "/turn-to/RUS/?act=2022-05-01",
)
"""Pages that hold much, or words in many languages; beside them the test weighs a report."""

_routes: dict[str, list[str]] = {}


def routes(page: Any, base: str) -> list[str]:
    """The routes of the portal, walked once."""
    return _routes.setdefault(base, routes_of(page, base))


def sentences(language: str) -> set[str]:
    """The English sentences of the catalogue that this language says in other letters."""
    with (CATALOGUES / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        said = [one.id for one in read_po(file) if one.id and isinstance(one.id, str) and one.string != one.id]
    return {re.sub(r"\s+", " ", one).strip() for one in said if re.search(r"[A-Za-z]{4,}.* .*[A-Za-z]{4,}", one)}


def faults_of(page: Any, language: str, known: set[str], *, by_axe: bool) -> list[str]:
    """What is wrong with the page that stands in the window."""
    found = []
    if page.evaluate(OVERFLOW) > 0:
        found.append("overflows sideways")
    if (page.get_attribute("html", "lang"), page.get_attribute("html", "dir")) != (
        language,
        "rtl" if language == "ar" else "ltr",
    ):
        found.append("is marked as another language")
    if language != "fr":
        found += [f"not marked as English: {words}" for words in page.evaluate(STRAY)]
        found += [f"not translated: {words}" for words in page.evaluate(SAID) if words in known]
    if not by_axe:
        return found
    # Colours are the same in every language: tests/browser/test_pages.py looks at them.
    return found + axe(page, color_contrast={"enabled": False})


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_whole_in_every_language(
    language: str, rooms: dict[str, str], browser: Any, open_page: Callable[..., Any]
) -> None:
    base = rooms["portal"]
    windows = [
        open_page(locale=language, viewport={"width": width, "height": 800}, color_scheme=scheme)
        for width, scheme in WINDOWS
    ]
    seen = [watched(window) for window in windows]
    known = sentences(language) if language != "fr" else set()
    faults = {}
    addresses = [one for one in routes(windows[0], base) if not one.startswith("/turn-to/")]
    assert len(addresses) > 40, addresses
    for place, address in enumerate(addresses):
        window = windows[(place + LANGUAGES.index(language)) % len(windows)]
        window.goto(base + address)
        # axe sees each page in two of the four languages, which keeps the walk short.
        if found := faults_of(window, language, known, by_axe=(place + LANGUAGES.index(language)) % 2 == 0):
            faults[address] = found
    assert not faults
    assert {host for one in seen for host in one.hosts} == {urlsplit(base).netloc}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_keyboard_reaches_the_content_in_every_language(
    language: str, rooms: dict[str, str], open_page: Callable[..., Any]
) -> None:
    page = open_page(locale=language)
    for address in ("/", "/states/XXB/", "/search/?q=cells&register=invented"):
        page.goto(rooms["portal"] + address)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip", address
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('#content').contains(document.activeElement)"), address


@pytest.mark.parametrize("width", [360, 1280])
def test_five_languages_stand_at_the_top_and_fetch_no_letters(
    width: int, rooms: dict[str, str], open_page: Callable[..., Any]
) -> None:
    page = open_page(locale="en", viewport={"width": width, "height": 800}, java_script_enabled=False)
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.goto(rooms["portal"] + "/", wait_until="networkidle")
    names = page.locator("button[name=language]")
    assert names.all_inner_texts() == ["Français", "Українська", "Русский", "العربية"] or names.count() == 4
    for one in names.all():
        box = one.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["height"] >= 24
    assert not [one for one in asked if "cyrillic" in one or "arabic" in one]
    names.last.click()
    page.wait_for_load_state()
    assert page.get_attribute("html", "dir") == "rtl"


@pytest.mark.parametrize("language", ["en", "fr", "uk", "ru", "ar"])
def test_the_first_read_is_small_in_every_language(
    language: str, rooms: dict[str, str], open_page: Callable[..., Any]
) -> None:
    report = next(one for one in routes(open_page(), rooms["portal"]) if re.fullmatch(r"/reports/[^/?]+/", one))
    heavy = {}
    for address in (report, *HEAVIEST):
        page = open_page(locale=language, viewport={"width": 360, "height": 800})
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        names: dict[str, str] = {}
        weights: dict[str, float] = {}
        wire.on(
            "Network.requestWillBeSent",
            lambda told, kept=names: kept.update({told["requestId"]: told["request"]["url"]}),
        )
        wire.on(
            "Network.loadingFinished",
            lambda told, kept=weights: kept.update({told["requestId"]: told["encodedDataLength"]}),
        )
        page.goto(rooms["portal"] + address, wait_until="networkidle")
        page.context.close()
        if not 20_000 < sum(weights.values()) <= FIRST_READ:
            heavy[address] = sorted(
                ((one, names[which].rpartition("/")[2]) for which, one in weights.items()), reverse=True
            )
    assert not heavy


def test_time_runs_from_right_to_left_where_one_reads_so(rooms: dict[str, str], open_page: Callable[..., Any]) -> None:
    def years(language: str) -> list[float]:
        page = open_page(locale=language)
        page.goto(rooms["portal"] + "/states/XXB/")
        return page.locator(".life-years text").evaluate_all("all => all.map(one => one.getBoundingClientRect().x)")

    read, turned = years("en"), years("ar")
    assert len(read) > 2
    assert read == sorted(read)
    assert turned == sorted(turned, reverse=True)
