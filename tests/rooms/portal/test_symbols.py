"""Whatever was published is found under its symbol as it is printed, and no page is hidden by one."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import get_resolver

from tests.rooms.portal.conftest import carry_archived, read_item
from tests.rooms.portal.reading_room import ADDRESS, answer, asked, passage, publish
from unannounced.rooms.portal.symbols import address_of, found_at, tokens

Read = Callable[..., str]
pytestmark = pytest.mark.usefixtures("shelf", "today")


@pytest.mark.parametrize(
    ("asked_for", "found"),
    [
        ("/CPT/Inf/2026/4/", ADDRESS),
        ("/CPT/Inf/2026/4", ADDRESS),
        ("/cpt/inf/2026/4", ADDRESS),
        ("/CPT/Inf (2026) 4", ADDRESS),
        ("/CPT%2FInf%20(2026)%204", ADDRESS),
        ("/CPT-Inf-2026-4", ADDRESS),
        ("/CPT/Inf/2026/4/2", f"{ADDRESS}paragraphs/2/"),
        ("/CPT/Inf/2026/4/2/", f"{ADDRESS}paragraphs/2/"),
        ("/CPT/Inf/2026/4/2.1", f"{ADDRESS}paragraphs/2/#item-2.1"),
        ("/CPT/Inf/2026/4/2/2.1", f"{ADDRESS}paragraphs/2/#item-2.1"),
        ("/CPT/Inf/2026/4/fr", f"{ADDRESS}fr/"),
        ("/CPT/Inf/2026/4/fr/2", f"{ADDRESS}fr/paragraphs/2/"),
        ("/CPT/Inf/2026/5", "/responses/CPT-Inf-2026-5/"),
        ("/A/HRC/9/57", "/reports/A-HRC-9/paragraphs/57/"),
        ("/A/HRC/9/57.17", "/reports/A-HRC-9/paragraphs/57/#item-57.17"),
    ],
)
def test_a_symbol_leads_on_once_and_for_good(asked_for: str, found: str, client: Any) -> None:
    publish(paragraphs=[passage(1), passage(2, items=[asked("2.1")])])
    answer()
    carry_archived()
    answered = client.get(asked_for)
    assert (answered.status_code, answered.headers.get("Location")) == (301, found)
    assert client.get(found).status_code == 200


def test_a_paragraph_is_found_as_the_report_prints_it_before_it_is_found_as_counted(client: Any) -> None:
    publish(paragraphs=[passage(1, printed="7"), passage(2, printed="2 bis"), passage(7, printed="9")])
    assert client.get("/CPT/Inf/2026/4/7").headers["Location"] == f"{ADDRESS}paragraphs/1/"
    assert client.get("/CPT/Inf/2026/4/2 bis").headers["Location"] == f"{ADDRESS}paragraphs/2/"
    assert client.get("/CPT/Inf/2026/4/2").headers["Location"] == f"{ADDRESS}paragraphs/2/"


def test_the_longest_symbol_is_meant(client: Any) -> None:
    """A report whose symbol goes on is not a paragraph of the other."""
    publish(4)
    publish(5, slug="CPT-Inf-2026-4-Add-1", symbol="CPT/Inf (2026) 4/Add.1")
    assert client.get("/CPT/Inf/2026/4/Add.1").headers["Location"] == "/reports/CPT-Inf-2026-4-Add-1/"
    assert client.get("/CPT/Inf/2026/4/1").headers["Location"] == f"{ADDRESS}paragraphs/1/"


def test_a_symbol_that_several_documents_bear_asks_which(read: Read) -> None:
    publish(4)
    publish(5, slug="another", symbol="CPT/Inf (2026) 4")
    page = read("/CPT/Inf/2026/4")
    assert f'href="{ADDRESS}"' in page
    assert 'href="/reports/another/"' in page


@pytest.mark.parametrize(
    "absent",
    [
        "/CPT/Inf/2026/6",
        "/CPT/Inf/2026/4/99",
        "/CPT/Inf/2026/4/2.9",
        "/CPT/Inf/2026/4/de",
        "/CPT/Inf/2026/5/1",
        "/CPT",
        "/" + "9/" * 500,
        "/CPT/Inf/2026/4/" + "9" * 60,
        "/%00",
        "/%F0%9F%92%A9",
        "/..%2f..%2fetc/passwd",
        "//evil.example/CPT",
        "/CPT/Inf/2026/4%0d%0aX: y",
    ],
)
def test_what_is_not_there_is_the_page_for_that(absent: str, read: Read) -> None:
    """Which says nothing of what was asked for."""
    publish()
    answer()
    page = read(absent, 404)
    assert "There is no such page" in page
    assert "evil" not in page


def test_a_page_without_its_last_stroke_is_still_led_to_and_keeps_what_was_asked(client: Any) -> None:
    publish()
    for asked_for, found in (
        ("/reports", "/reports/"),
        ("/reports/CPT-Inf-2026-4", ADDRESS),
        ("/reports?state=XXA&page=2", "/reports/?state=XXA&page=2"),
    ):
        answered = client.get(asked_for)
        assert (answered.status_code, answered.headers["Location"]) == (301, found)


def test_writing_to_an_address_that_is_not_there_is_answered_as_before(client: Any) -> None:
    publish()
    assert client.post("/CPT/Inf/2026/4").status_code == 404
    assert client.get("/api/v1/nothing").headers["Content-Type"] == "application/problem+json"


def test_the_route_for_symbols_is_the_last_and_takes_nothing_from_another() -> None:
    """Whoever adds an address adds it above."""
    patterns = get_resolver("unannounced.rooms.portal.urls").url_patterns
    names = [getattr(one, "name", "") for one in patterns]
    assert names[-1] == "by_symbol"
    assert names.count("by_symbol") == 1


def test_the_address_by_symbol_is_made_as_it_is_read() -> None:
    publish()
    assert address_of("CPT/Inf (2026) 4", "2") == "/CPT/Inf/2026/4/2"
    assert found_at(address_of("CPT/Inf (2026) 4", "2").lstrip("/")) == [f"{ADDRESS}paragraphs/2/"]
    assert tokens("Ж/Inf (2026) 4") == ("ж", "inf", "2026", "4")


def test_a_document_that_comes_later_is_found_at_once(client: Any) -> None:
    assert client.get("/CPT/Inf/2026/4").status_code == 404
    publish()
    assert client.get("/CPT/Inf/2026/4").status_code == 301
    carry_archived(11, paragraphs=[passage(1, items=[read_item("1.1")])])
    assert client.get("/A/HRC/11/1").status_code == 301
