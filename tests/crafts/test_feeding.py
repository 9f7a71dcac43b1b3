"""Feeds are well-formed whatever stands in a text, say the same to everyone, and name each thing for ever."""

from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest

from unannounced.crafts.feeding import Feed, Told, as_atom, newest_first, permanent_id

ATOM = "{http://www.w3.org/2005/Atom}"
DAY = date(2026, 9, 15)
TOLD = Told("tag:reports.example,2026-09-15:/a", "A report", "https://reports.example/a", DAY, "Its words.", "en")
FEED = Feed(
    "tag:reports.example,2026:/feed.atom",
    "What is new",
    "https://reports.example/feed.atom",
    "https://reports.example/",
    "A mechanism",
    "en",
    (TOLD,),
)


def read(feed: Feed) -> ElementTree.Element:
    return ElementTree.fromstring(as_atom(feed, since=DAY))


def test_a_feed_has_all_that_the_standard_asks_of_it() -> None:
    """Id, title, day, author and the link to itself; each entry id, title, day and a link."""
    root = read(FEED)
    assert root.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated"):
        assert root.findtext(ATOM + name)
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "A mechanism"
    assert {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")} == {
        "self": FEED.itself,
        "alternate": FEED.page,
    }
    (entry,) = root.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}updated") == "2026-09-15T00:00:00Z"
    assert entry.findtext(f"{ATOM}summary") == "Its words."


@pytest.mark.parametrize(
    "words", ["]]>", "<script>", "a \"b\" & 'c'", "\x00\x0b\ufffe\ud800", "&amp;", "Тортури", "{% x %}"]
)
def test_no_text_breaks_a_feed(words: str) -> None:
    """What XML cannot hold is left out; all else comes back as it was."""
    nasty = replace(TOLD, title=words, words=words, about=(words,), address=f"https://reports.example/?q={words}")
    root = read(replace(FEED, title=words, maker=words, entries=(nasty,)))
    held = "".join(c for c in words if c not in "\x00\x0b\ufffe\ud800")
    entry = root.find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}title") == held
    assert entry.findtext(f"{ATOM}summary", "") == held
    assert root.findtext(f"{ATOM}title") == held


def test_a_feed_without_entries_is_one_too_and_the_same_feed_makes_the_same_bytes() -> None:
    assert read(replace(FEED, entries=())).findtext(f"{ATOM}updated") == "2026-09-15T00:00:00Z"
    assert as_atom(FEED, since=DAY) == as_atom(FEED, since=date(2030, 1, 1))


def test_a_feed_is_as_new_as_its_newest_entry_which_stands_first() -> None:
    later = replace(TOLD, id="tag:b", published_on=date(2027, 1, 2))
    feed = replace(FEED, entries=newest_first([TOLD, later]))
    root = read(feed)
    assert root.findtext(f"{ATOM}updated") == "2027-01-02T00:00:00Z"
    assert [one.findtext(f"{ATOM}id") for one in root.findall(f"{ATOM}entry")] == ["tag:b", TOLD.id]


def test_a_permanent_id_depends_on_no_port_and_holds_only_what_an_address_may() -> None:
    assert permanent_id("localhost:8001", "/search/?q=é&x=<") == "tag:localhost,2026:/search/?q=%C3%A9&x=%3C"
    assert permanent_id("[::1]:8001", "/") == "tag:::1,2026:/"
