"""The public looks at the map of a convention on a day, on its own page, and goes from there to the States and back."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from tests.rooms.portal.test_portal_conventions import lead, three

Read = Callable[..., str]
pytestmark = pytest.mark.usefixtures("today")
MAP = "/conventions/ECPT/map/"


def drawn_in(page: str) -> str:
    """The map itself."""
    return page[page.index('<svg class="map map-') : page.index('<ul class="map-legend">')]


def links_of(page: str) -> set[str]:
    """Where the page leads, as its address stands in it."""
    return {unescape(one) for one in re.findall(r'href="([^"]*)"', page)}


def test_the_map_has_a_class_for_each_standing_and_leads_to_the_states(shelf: Any, read: Read) -> None:
    """Colour does not speak alone: the legend has words and counts."""
    three(shelf)
    page = read(MAP)
    assert re.search(r'<a href="/states/FRA/"[^>]*>.*?class="party"', drawn_in(page))
    assert "<title>Russia: not known</title>" in drawn_in(page)
    assert re.search(r'not known: <span class="number">1</span>', page)
    assert 'href="/states/FRA/?on=2000-01-01"' in read(f"{MAP}?on=2000-01-01")


def test_the_answer_of_the_day_stands_above_the_map(shelf: Any, read: Read) -> None:
    """The same sentences as on the page of the convention, and the same day to choose."""
    three(shelf)
    page = read(MAP)
    assert lead(page) == "1 State is a Party on 22 November 2026"
    assert "Of 1 other State it is not known." in page
    assert lead(read(f"{MAP}?on=2000-01-01")) == "2 States were Parties on 1 January 2000"
    assert 'id="on" name="on" value="2000-01-01"' in read(f"{MAP}?on=2000-01-01")
    said = "“2026-02-30” is not a day of the calendar. Write it like 2026-11-22."
    assert said in read(f"{MAP}?on=2026-02-30")


@pytest.mark.parametrize("asked", ["", "?on=2000-01-01", "?on=2000-01-01&view=world", "?known=2016-03-01&view=europe"])
def test_from_the_convention_to_its_map_and_back_the_day_stays(asked: str, shelf: Any, read: Read) -> None:
    """The map is not drawn on the page of the convention; an old address of it there leads to where it stands now."""
    three(shelf)
    convention = read(f"/conventions/ECPT/{asked}")
    assert '<svg class="map ' not in convention
    place = convention[convention.index('id="map"') :]
    assert unescape(place).split('href="', 1)[1].startswith(f'{MAP}{asked}"')
    back = asked.replace("&view=world", "").replace("&view=europe", "")
    assert f"/conventions/ECPT/{back}#states" in links_of(read(MAP + asked))


def test_what_narrows_the_table_does_not_follow_to_the_map(shelf: Any, read: Read) -> None:
    three(shelf)
    assert f"{MAP}?on=2000-01-01" in links_of(read("/conventions/ECPT/?on=2000-01-01&standing=party&page=1"))


def test_the_view_stays_when_another_day_is_chosen(shelf: Any, read: Read) -> None:
    """By the form as by the steps; and a view that is none is passed over."""
    three(shelf)
    page = read(f"{MAP}?on=1995-01-01&view=world")
    assert '<svg class="map map-world"' in page
    assert '<input type="hidden" name="view" value="world">' in page
    assert "?on=1998-05-05&view=world" in links_of(page)
    assert "?on=1995-01-01&view=europe#map-figure" in links_of(page)
    assert '<svg class="map map-europe"' in read(f"{MAP}?view=europe")
    assert 'name="view"' not in read(f"{MAP}?view=moon")


def test_the_map_of_what_was_known_on_an_earlier_day_says_so(shelf: Any, read: Read) -> None:
    """And of a day on which nothing was known there is no map."""
    learned = shelf.act("ratification", "1989-01-09", known_since="2016-02-01")
    shelf.register(shelf.state("FRA", "France", acts=[learned]))
    assert "As the register knew it on 1 March 2016" in read(f"{MAP}?known=2016-03-01")
    page = read(f"{MAP}?known=2000-01-01")
    assert lead(page) == "On that day the register knew nothing of this convention."
    assert '<svg class="map ' not in page
    assert "Back to what is known today" in page


def test_invented_states_are_on_no_map(shelf: Any, read: Read) -> None:
    """There is none to look at, and nothing leads to one."""
    three(shelf)
    read(f"{MAP}?register=invented", 404)
    assert not [one for one in links_of(read("/conventions/ECPT/?register=invented")) if "/map" in one]
    assert "Aldmoor" not in read(MAP)


def test_a_map_of_no_convention_names_the_nearest(shelf: Any, read: Read, client: Any) -> None:
    """And a code in other letters leads to the map, with its day."""
    three(shelf)
    assert '<a href="/conventions/ECPT/">' in read("/conventions/ECTP/map/", 404)
    answered = client.get("/conventions/ecpt/map/?on=2000-01-01")
    assert (answered.status_code, answered.headers["Location"]) == (301, f"{MAP}?on=2000-01-01")


def test_before_a_register_was_taken_in_there_is_no_map(shelf: Any, read: Read) -> None:
    page = read(MAP)
    assert "Nothing here yet" in page
    assert '<svg class="map ' not in page
