"""The real and the invented register are never mixed: each address of a search says which it asks, where that matters."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.http import QueryDict

Read = Callable[..., str]
Indexed = Callable[[], int]
pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def invented(shelf: Any, searchable: Indexed, settings: Any) -> None:
    """A demonstration in which every report is invented."""
    settings.DEMONSTRATION = True
    shelf.publish(4, "XXA", paragraphs=[shelf.paragraph(1, "Reservations about the cells were noted.")])
    searchable()


def links(page: str) -> list[str]:
    found = re.findall(r'(?:href|data-suggest)="(/search/[^"]*)"', page)
    ways = [one.replace("&amp;", "&") for one in found if not one.startswith("/search/opensearch")]
    return [one for one in ways if one != "/search/"]  # the way to the search in the head of every page


def is_real(address: str) -> bool:
    from unannounced.rooms.portal.finding import Question

    return not Question.from_address(QueryDict(address.partition("?")[2]))[0].invented


@pytest.mark.parametrize(
    "asked", ["q=cells&mode=words", "q=reservations&mode=words", "q=cells&mode=words&state=FRA", ""]
)
@pytest.mark.usefixtures("invented")
def test_every_way_on_from_a_search_of_the_real_register_stays_in_it(asked: str, read: Read) -> None:
    """Its own address, feed, files, suggestions and what it offers where nothing was found."""
    page = read(f"/search/?{asked}&register=real")
    found = links(page)
    assert len(found) > 2
    assert [one for one in found if not is_real(one)] == []


@pytest.mark.usefixtures("invented")
def test_a_file_of_the_real_register_has_nothing_invented(read: Read, client: Any) -> None:
    page = read("/search/?q=reservations&mode=words&register=real")
    (address,) = [one for one in links(page) if "results.csv" in one]
    content = b"".join(client.get(address).streaming_content)
    assert b"XXA" not in content
    assert b"/conventions/" in content


@pytest.mark.usefixtures("invented")
def test_what_there_is_without_a_state_is_what_the_way_there_finds(read: Read) -> None:
    page = read("/search/?q=reservations&mode=words&state=FRA&register=real")
    (address, said) = re.findall(r'href="([^"]+)">On all States there (?:is|are) (\d+)\.', page)[0]
    assert re.search(rf"{said} results? for “reservations”", read(address.replace("&amp;", "&")))


def test_where_nothing_is_invented_addresses_stay_short(shelf: Any, searchable: Indexed, read: Read) -> None:
    shelf.show_archived(paragraphs=[shelf.paragraph(1, "The cells had no window.")])
    searchable()
    assert 'rel="canonical" href="/search/?q=cells&amp;mode=words"' in read("/search/?q=cells&mode=words&register=real")
