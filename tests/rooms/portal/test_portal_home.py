"""The first page, the language, and the sign of life."""

from collections.abc import Callable
from typing import Any

import pytest

Read = Callable[..., str]
pytestmark = pytest.mark.usefixtures("today")


def test_an_empty_shelf_says_what_will_stand_there(shelf: Any, read: Read, settings: Any) -> None:
    """Nothing here yet, and no figure out of nothing."""
    settings.DEMONSTRATION = False
    page = read("/")
    assert "Nothing here yet" in page
    assert "0 of 0" not in page
    assert "invented" not in page
    assert "Nothing here yet" in read("/states/")
    assert "Nothing here yet" in read("/reports/")


def test_the_first_page_says_what_this_is_from_the_profile(shelf: Any, read: Read) -> None:
    """With the articles the mechanism works under."""
    page = read("/")
    assert "European Committee for the Prevention of Torture" in page
    assert "ECPT Art. 11(2)" in page
    assert "Confidential under" not in page


def test_who_is_bound_is_counted_in_words_over_real_states_alone(shelf: Any, read: Read, settings: Any) -> None:
    """Former Parties were bound; invented States are no States."""
    settings.DEMONSTRATION = False
    left = [shelf.act("ratification", "1996-05-07"), shelf.act("denunciation_notified", "2020-01-15")]
    shelf.register(
        shelf.state("FRA", "France"),
        shelf.state("AUT", "Austria"),
        shelf.state("DEU", "Germany", acts=left),
        shelf.state("JPN", "Japan", acts=[]),
        shelf.state("XXA", "Aldmoor"),
    )
    assert "3 of 4 States are or were bound" in read("/")


@pytest.mark.parametrize("demonstration", [True, False])
def test_invented_reports_are_on_the_first_page_of_a_demonstration_alone(
    demonstration: bool, shelf: Any, read: Read, settings: Any
) -> None:
    """There with a heading that says so."""
    settings.DEMONSTRATION = demonstration
    shelf.register(shelf.state("XXA", "Aldmoor"))
    shelf.publish(4, "XXA")
    shelf.publish(5, "FRA")
    page = read("/")
    assert "Report 5" in page
    assert ("Report 4" in page) is demonstration
    assert ("Newest reports on invented States" in page) is demonstration
    assert ('href="/states/?register=invented"' in page) is demonstration
    assert ("?register=invented" in read("/states/")) is demonstration


def test_the_newest_report_stands_first(shelf: Any, read: Read) -> None:
    """Five of them, the latest on top."""
    for number in range(1, 8):
        shelf.publish(number, "FRA", published_on=f"2026-0{number}-01")
    page = read("/")
    assert page.index("Report 7") < page.index("Report 3")
    assert "Report 2" not in page


def test_the_language_is_switched_and_kept_in_a_cookie_of_this_room(shelf: Any, client: Any) -> None:
    """By a form, without script; and never to another host."""
    answered = client.post("/language/", {"language": "fr", "next": "/states/"})
    assert (answered.status_code, answered.headers["Location"]) == (302, "/states/")
    assert answered.cookies["portal_language"].value == "fr"
    page = client.get("/").content.decode()
    assert '<html lang="fr"' in page
    assert 'name="language" value="en"' in page
    away = client.post("/language/", {"language": "en", "next": "https://elsewhere.example/"})
    assert away.headers["Location"] == "/"


@pytest.mark.parametrize("address", ["/", "/states/", "/states/FRA/", "/reports/", "/reports/CPT-Inf-2026-4/", "/no/"])
def test_every_page_says_its_language(address: str, shelf: Any, client: Any) -> None:
    """In French as in English, and with the portal's own band and navigation."""
    shelf.register(shelf.state("FRA", "France"))
    shelf.publish(4, "FRA")
    for language in ("en", "fr"):
        page = client.get(address, headers={"Accept-Language": language}).content.decode()
        assert f'<html lang="{language}"' in page
        assert 'class="room-portal' in page
        assert 'href="/states/"' in page


def test_the_room_says_that_it_is_well_after_touching_the_database(
    shelf: Any, client: Any, django_assert_num_queries: Any
) -> None:
    """And how long ago the newest publication came; nobody keeps that answer."""
    with django_assert_num_queries(1):
        answered = client.get("/healthy/")
    assert (answered.status_code, answered.content) == (200, b"ok\nnewest publication: none yet\n")
    shelf.publish(4)
    shelf.publish(5)
    with django_assert_num_queries(1):
        answered = client.get("/healthy/")
    said = b"ok\nnewest publication: 2026-11-22T09:00:00+00:00 (0 seconds ago)\n"
    assert answered.content == said
    assert "no-store" in answered.headers["Cache-Control"]


def test_only_reading_is_done_here(shelf: Any, client: Any) -> None:
    """But for the switch of language."""
    for address in ("/", "/states/", "/states/FRA/", "/reports/", "/reports/CPT-Inf-2026-4/", "/healthy/"):
        assert client.post(address).status_code == 405


def test_the_portal_loads_no_record_but_parcels_and_shelf(shelf: Any, read: Read) -> None:
    """Whoever seizes the room finds only what was carried to it."""
    import sys

    read("/")
    named = {name.split(".")[2] for name in sys.modules if name.startswith("unannounced.records.")}
    assert named == {"parcels", "shelf"}
    rooms = {name.split(".")[2] for name in sys.modules if name.startswith("unannounced.rooms.")}
    assert rooms == {"portal", "web"}
