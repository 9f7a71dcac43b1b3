"""The law behind the pages is read once for each edition, and again when a new one was taken in."""

from collections.abc import Callable
from datetime import date
from threading import Thread
from typing import Any

Read = Callable[..., str]
TODAY = date(2026, 11, 22)


def test_the_law_of_an_edition_is_read_once(shelf: Any, django_assert_num_queries: Any) -> None:
    """Then one short query says that it still is the newest."""
    from unannounced.rooms.portal.law import the_register

    shelf.register(shelf.state("FRA", "France"))
    with django_assert_num_queries(2):
        first = the_register().law
    with django_assert_num_queries(1):
        assert the_register().law is first


def test_a_new_edition_is_another_law(shelf: Any) -> None:
    """What was known before is gone from the pages at once."""
    from unannounced.rooms.portal.law import the_register

    shelf.register(shelf.state("FRA", "France"))
    assert the_register().law.standing("FRA", "ECPT", on=TODAY).bound is True
    shelf.register(shelf.state("FRA", "France", acts=[]), edition=2)
    assert the_register().law.standing("FRA", "ECPT", on=TODAY).bound is False


def test_invented_states_are_under_a_law_of_their_own(shelf: Any) -> None:
    """They are counted with no real State, and cannot be asked for among them."""
    from unannounced.rooms.portal.law import the_register

    shelf.register(shelf.state("FRA", "France"), shelf.state("XXA", "Aldmoor"))
    assert list(the_register().law.names) == ["FRA"]
    assert list(the_register(invented=True).law.names) == ["XXA"]


def test_an_empty_shelf_has_a_law_without_states(shelf: Any) -> None:
    """The conventions are there all the same."""
    from unannounced.rooms.portal.law import the_register

    assert the_register().law.states() == []
    assert "ECPT" in the_register().law.conventions


def test_days_between_two_learnings_are_one_belief(shelf: Any) -> None:
    """So that an address with any day reckons no law anew."""
    from unannounced.rooms.portal.law import the_register

    acts = [
        shelf.act("ratification", "1989-01-09", known_since="2015-03-14"),
        shelf.act("denunciation_notified", "2020-01-15", known_since="2020-02-01"),
    ]
    shelf.register(shelf.state("FRA", "France", acts=acts))
    register = the_register()
    before = register.as_known_on(date(2016, 3, 1))
    assert before is register.as_known_on(date(2019, 7, 7))
    assert before.law.standing("FRA", "ECPT", on=TODAY).bound is True
    assert register.law.standing("FRA", "ECPT", on=TODAY).bound is False
    assert register.as_known_on(date(2021, 1, 1)) is register
    assert register.as_known_on(date(2000, 1, 1)).law.standing("FRA", "ECPT", on=TODAY).bound is None


def test_editions_without_days_of_knowledge_are_believed_as_they_are(shelf: Any) -> None:
    """An act whose first day of knowledge is not told was always known."""
    from unannounced.rooms.portal.law import the_register

    shelf.register(shelf.state("FRA", "France"))
    assert the_register().as_known_on(date(1990, 1, 1)) is the_register()


def test_many_readers_at_once_get_one_law(shelf: Any, monkeypatch: Any) -> None:
    """The first reads it, the others wait for that."""
    from unannounced.records.shelf import queries
    from unannounced.rooms.portal import law

    shelf.register(shelf.state("FRA", "France"))
    monkeypatch.setattr(queries, "edition_of_register", lambda: 1)
    rows, asked, found = list(queries.states(invented=False)), [], []

    def states(*, invented: bool) -> list[Any]:
        asked.append(invented)
        return rows

    monkeypatch.setattr(queries, "states", states)
    readers = [Thread(target=lambda: found.append(law.the_register().law)) for _ in range(8)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert len(set(map(id, found))) == 1
    assert asked == [False]
