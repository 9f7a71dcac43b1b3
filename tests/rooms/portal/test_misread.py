"""A list says what of its address it did not understand, and what it shows instead; a feed and a file are not there."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

Read = Callable[..., str]

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture(autouse=True)
def real(shelf: Any, settings: Any) -> None:
    settings.DEMONSTRATION = False
    shelf.register(shelf.state("FRA", "France"), shelf.state("DEU", "Germany"))
    shelf.publish(4, "FRA")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/reports/?page=10000", "There is no page “10000”: page 1 of 1 is shown."),
        ("/reports/?page=two", "There is no page “two”: page 1 of 1 is shown."),
        ("/reports/?year=abc", "“abc” is not a year: the reports of all years are shown."),
        ("/reports/?register=zz", "“zz” names no register: the real States are shown."),
        ("/states/?register=zz", "“zz” names no register: the real States are shown."),
        ("/statements/?register=zz&page=7", "There is no page “7”: page 1 of 1 is shown."),
        ("/timeline/?decade=abc", "Of “abc” nothing is on record: the ten years from 2020 are shown."),
        ("/timeline/?decade=1610", "Of “1610” nothing is on record: the ten years from 1980 are shown."),
        ("/timeline/?kind=zz", "“zz” is not a kind of event: events of every kind are shown."),
        ("/figures/?made=zz", "“zz” does not say whose reports: those of everyone are counted."),
        ("/themes/?made=zz", "“zz” does not say whose reports: those of everyone are counted."),
        ("/conventions/UNCAT/?page=99999", "There is no page “99999”: page 1 of 1 is shown."),
        ("/conventions/ECPT/?standing=zz", "“zz” is not a standing: the States of every standing are shown."),
        ("/reports/?page=" + "9" * 90, "There is no page “" + "9" * 40 + "…”"),
    ],
)
def test_what_a_list_did_not_understand_it_names(address: str, said: str, read: Read) -> None:
    assert said in unescape(read(address))


@pytest.mark.parametrize(
    "address",
    [
        "/reports/",
        "/reports/?page=1&year=2026&register=real&state=&body=",
        "/reports/?page=last",
        "/states/?register=invented",
        "/timeline/?decade=1980&kind=act",
        "/timeline/?decade=1985",
        "/figures/?made=own",
        "/conventions/ECPT/?standing=party&page=",
        "/search/?register=zz&page=3",
    ],
)
def test_what_is_understood_needs_no_word(address: str, read: Read) -> None:
    assert '<div class="messages"' not in read(address)


def test_what_was_said_is_repeated_as_words_and_never_as_a_page(read: Read) -> None:
    page = read("/reports/?year=<script>alert(1)</script>")
    assert "<script>alert" not in page
    assert "“&lt;script&gt;" in page


def test_a_feed_of_a_state_that_is_none_is_not_there(client: Any, read: Read) -> None:
    """It never was the feed of every State that it looked like."""
    for nothing in ("ZZZ", "", "%00", "FRANCE"):
        assert client.get(f"/feed.atom?state={nothing}").status_code == 404, nothing
    assert client.get("/feed.atom?register=zz").status_code == 404
    moved = client.get("/feed.atom?state=fra")
    assert (moved.status_code, moved["Location"]) == (301, "/states/FRA/feed.atom")
    assert "Report 4" in read("/feed.atom?register=real")
