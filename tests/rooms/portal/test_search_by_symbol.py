"""A search for a symbol, as the portal prints it or a book cites it, leads to what bears it."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest

from tests.rooms.portal.reading_room import ADDRESS, answer, asked, passage, publish

Read = Callable[..., str]
pytestmark = pytest.mark.usefixtures("shelf", "today")


def led_to(read: Read, words: str, register: str = "invented") -> list[tuple[str, str]]:
    """Where the line above the results leads, and in what words."""
    page = read(f"/search/?register={register}&q={quote(words)}")
    line = re.search(r'<p class="answer">Perhaps you look for this page: (.*?)</p>', page)
    return re.findall(r'<a href="([^"]+)" dir="auto">([^<]+)</a>', unescape(line[1])) if line else []


@pytest.fixture
def printed() -> None:
    publish(paragraphs=[passage(1), passage(2, printed="2 bis", items=[asked("2.1")]), passage(3)])
    answer()


@pytest.mark.parametrize(
    "words",
    [
        "CPT/Inf/2026/4/3",
        "/CPT/Inf/2026/4/3",
        "cpt inf 2026 4 3",
        "CPT-Inf-2026-4/3",
        "CPT/Inf (2026) 4, paragraph 3",
        "CPT/Inf (2026) 4, para. 3",
        "CPT/Inf (2026) 4, § 3",
        "CPT/Inf (2026) 4, paragraphe 3",
        "CPT/Inf (2026) 4, параграф 3",
        "CPT/Inf (2026) 4، الفقرة 3",
    ],
)
def test_a_paragraph_is_led_to_in_whatever_form_it_is_cited(
    words: str, printed: None, read: Read, searchable: Any
) -> None:
    searchable()
    assert led_to(read, words) == [(f"{ADDRESS}paragraphs/3/", "CPT/Inf (2026) 4, paragraph 3")]


def test_items_languages_and_other_documents_are_led_to(printed: None, read: Read, searchable: Any) -> None:
    searchable()
    item = (f"{ADDRESS}paragraphs/2/#item-2.1", "CPT/Inf (2026) 4, paragraph 2 bis (2.1)")
    assert led_to(read, "CPT/Inf (2026) 4, item 2.1") == [item]
    assert led_to(read, "CPT/Inf/2026/4/fr/3") == [(f"{ADDRESS}fr/paragraphs/3/", "CPT/Inf (2026) 4, paragraph 3")]
    other = ("/responses/CPT-Inf-2026-5/", "CPT/Inf (2026) 5: response of the State")
    assert led_to(read, "CPT/Inf (2026) 5") == [other]


def test_what_stands_first_already_is_not_said_twice(printed: None, read: Read, searchable: Any) -> None:
    searchable()
    page = read(f"/search/?register=invented&q={quote('CPT/Inf (2026) 4')}")
    assert f'href="{ADDRESS}"' in page
    assert led_to(read, "CPT/Inf (2026) 4") == []


@pytest.mark.parametrize(
    "words", ["CPT/Inf (2026) 4, paragraph 9", "CPT/Inf (2026) 99", "twelve cells", "2026", "3" * 400, "\u0000 4"]
)
def test_what_nothing_bears_is_led_nowhere(words: str, printed: None, read: Read, searchable: Any) -> None:
    searchable()
    assert led_to(read, words) == []


def test_the_other_register_is_not_led_to(printed: None, read: Read, searchable: Any) -> None:
    searchable()
    assert led_to(read, "CPT/Inf/2026/4/3", "real") == []


def test_it_is_led_to_while_the_index_is_being_made(printed: None, read: Read, searchable: Any) -> None:
    assert led_to(read, "CPT/Inf/2026/4/3") == [(f"{ADDRESS}paragraphs/3/", "CPT/Inf (2026) 4, paragraph 3")]
