"""Whoever follows a feed of the portal learns of each publication once, and says nothing of themselves."""

from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest

Read = Callable[..., str]
pytestmark = pytest.mark.usefixtures("today")
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(feed: str) -> list[ElementTree.Element]:
    return ElementTree.fromstring(feed).findall(f"{ATOM}entry")


def titles(feed: str) -> list[str]:
    return [one.findtext(f"{ATOM}title", "") for one in entries(feed)]


def test_what_was_published_last_stands_first_and_leads_to_its_page(shelf: Any, read: Read) -> None:
    """An old report that came to the portal today is new here, whatever day it bears."""
    shelf.publish(4, "FRA", published_on="2026-09-15")
    shelf.show_archived(9, dated_on="1998-02-10", published_on="2026-10-01")
    feed = read("/feed.atom")
    assert titles(feed) == ["A/HRC/9 · Archived report 9", "CPT/Inf (2026) 4 · Report 4 on a visit"]
    link = entries(feed)[0].find(f"{ATOM}link")
    assert link is not None
    assert read(str(link.get("href")).removeprefix("http://testserver"))
    assert ElementTree.fromstring(feed).findtext(f"{ATOM}updated") == "2026-10-01T00:00:00Z"


def test_a_correction_is_news_of_the_same_thing(shelf: Any, read: Read) -> None:
    """The entry keeps its id, and is as new as the correction."""
    shelf.publish(4, "FRA", published_on="2026-09-15")
    (before,) = entries(read("/feed.atom"))
    shelf.publish(4, "FRA", version=2, published_on="2026-10-02")
    (after,) = entries(read("/feed.atom"))
    assert before.findtext(f"{ATOM}id") == after.findtext(f"{ATOM}id")
    assert after.findtext(f"{ATOM}updated") == "2026-10-02T00:00:00Z"


def test_the_feed_of_a_state_has_what_is_on_that_state_alone(shelf: Any, read: Read) -> None:
    shelf.publish(4, "FRA")
    shelf.publish(5, "XXA")
    assert len(titles(read("/states/FRA/feed.atom"))) == 1
    assert len(titles(read("/states/xxa/feed.atom"))) == 1
    shelf.register(shelf.state("CHL", "Chile"))
    assert titles(read("/states/CHL/feed.atom")) == []
    for nobody in ("ZZZ", "FR", "F%00A", "%2e%2e"):
        read(f"/states/{nobody}/feed.atom", status=404)


def test_the_real_and_the_invented_have_feeds_of_their_own(shelf: Any, read: Read) -> None:
    shelf.publish(4, "FRA")
    shelf.publish(5, "XXA")
    assert "State FRA" in read("/feed.atom?register=real")
    assert "State FRA" not in read("/feed.atom?register=invented")


def test_whoever_has_the_feed_already_is_told_so(shelf: Any, client: Any) -> None:
    shelf.publish(4, "FRA")
    first = client.get("/feed.atom")
    assert first.headers["Content-Type"].startswith("application/atom+xml")
    again = client.get("/feed.atom", headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    shelf.publish(5, "FRA")
    assert client.get("/feed.atom", headers={"if-none-match": first.headers["ETag"]}).status_code == 200


def test_a_feed_ends_after_fifty_and_asks_as_little_of_many_as_of_few(
    shelf: Any, read: Read, django_assert_num_queries: Any, settings: Any
) -> None:
    settings.DEMONSTRATION = False
    shelf.show_archived(1)
    with django_assert_num_queries(3):
        read("/feed.atom")
    for number in range(2, 54):
        shelf.show_archived(number)
    with django_assert_num_queries(3):
        assert len(entries(read("/feed.atom"))) == 50
