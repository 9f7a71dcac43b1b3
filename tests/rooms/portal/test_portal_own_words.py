"""No page in another alphabet says in English what the portal has words for in that language."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from html import unescape
from importlib import resources
from typing import Any

import pytest
import yaml
from django.utils import translation

from tests.rooms.portal.test_turning import row
from unannounced.crafts.law.acts import shipped_acts
from unannounced.crafts.profiles import SHIPPED, shipped_profile
from unannounced.rooms.portal.letters import marked

pytestmark = pytest.mark.usefixtures("today")
PAGES = (
    "/",
    "/states/",
    "/states/RUS/",
    "/states/XXA/",
    "/conventions/",
    "/conventions/ECPT/",
    "/conventions/ECPT/map/",
    "/conventions/UNCAT/",
    "/leaving/",
    "/leaving/RUS/ECPT/?received=2025-10-01",
    "/reported/",
    "/turn-to/",
    "/turn-to/RUS/?act=2022-05-01",
    "/reports/",
    "/reports/CPT-Inf-2026-4/",
    "/reports/CPT-Inf-2026-4/paragraphs/2/",
    "/themes/",
    "/themes/lawyer/",
    "/figures/",
    "/timeline/",
    "/compare/?state=RUS&state=XXA",
    "/search/",
    "/search/help/",
    "/data/",
    "/data/dictionary/",
    "/api/",
    "/about/",
    "/about/privacy/",
    "/contents/",
    "/checkpoints/",
    "/statements/",
    "/reports/CPT-Inf-2026-4/cite/",
    "/reported/k1/",
    "/nowhere/",
)
OF_VALUES = ("/data/", "/data/dictionary/", "/api/", "/search/help/")
"""Pages that tell the values of columns and what is typed, which are the same in every language."""
RUN = re.compile(r'<(\w+)[^>]*\blang="en"[^>]*>([^<]*)</\1\s*>')


@cache
def said_otherwise(language: str) -> frozenset[str]:
    """The English of every fact that has words of its own in ``language``."""
    found: set[str] = set()
    for file in _files():
        for words in _worded(yaml.safe_load(file.read_text("utf-8"))):
            if words.get(language, words["en"]) != words["en"]:
                found.add(words["en"])
    found |= {shipped_profile(kind).name for kind in SHIPPED}
    return frozenset(found)


def _files() -> Iterator[Any]:
    folder = resources.files("unannounced.facts")
    for one in (*folder.iterdir(), *folder.joinpath("conventions").iterdir()):
        if one.name.endswith(".yaml"):
            yield one


def _worded(held: Any) -> Iterator[dict[str, str]]:
    if isinstance(held, dict):
        if isinstance(held.get("en"), str):
            yield held
        for one in held.values():
            yield from _worded(one)
    elif isinstance(held, list):
        for one in held:
            yield from _worded(one)


@pytest.fixture
def everything(searchable: Callable[[], int], shelf: Any) -> None:
    """The law of a State that is leaving, an invented State, and its report."""
    acts = [row(act) for act in shipped_acts() if act.state == "RUS"]
    shelf.register(shelf.state("RUS", "Russia", acts=acts), shelf.state("XXA", "Aldmoor"))
    items = [shelf.item("2.1", topics=[{"id": "lawyer", "decided": True}], responses=[shelf.response()])]
    shelf.publish(paragraphs=[shelf.paragraph(1), shelf.paragraph(2, items=items), shelf.paragraph(3)])
    searchable()


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize("language", ["uk", "ru", "ar"])
def test_no_page_says_in_english_what_it_could_say_in_the_language_of_its_reader(language: str, client: Any) -> None:
    avoidable: dict[str, str] = {}
    for address in PAGES:
        answered = client.get(address, headers={"Accept-Language": language})
        assert answered.status_code == (404 if address == "/nowhere/" else 200), address
        page = answered.content.decode()
        assert f'<html lang="{language}"' in page, address
        assert marked(page, language) == page, address
        for _tag, words in RUN.findall(_without_sources(page, language)):
            plain = " ".join(unescape(words).split())
            known = plain in said_otherwise(language) or _in_catalogue(plain, language)
            if known and address not in OF_VALUES:
                avoidable[plain] = address
    assert avoidable == {}


def _without_sources(page: str, language: str) -> str:
    """``page`` without what a source is called, and without the name of a language in that language."""
    with translation.override(language):
        label = translation.gettext("Source")
    return re.sub(
        rf'<td data-label="{label}".*?</td>|hreflang="en".*?</a>|<button[^>]*value="en".*?</button>', "", page
    )


def _in_catalogue(words: str, language: str) -> bool:
    with translation.override(language):
        return bool(words) and translation.gettext(words) != words
