"""Nobody is told who reads what: no cookie but the language that was chosen, no log with an address or a word."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from unannounced.rooms.portal.pages import home

SECRET = "Zanzibarite"


def test_no_page_sets_a_cookie_not_even_one_that_says_no(shelf: Any, client: Client) -> None:
    shelf.register(shelf.state("FRA", "France"))
    shelf.publish(4, "FRA")
    for page in ("/", "/states/FRA/", "/reports/CPT-Inf-2026-4/", "/search/?q=cells", "/no/such/page/", "/contents/"):
        answered = client.get(page)
        assert not answered.cookies, page
        assert "Set-Cookie" not in answered.headers
    assert not client.get("/", headers={"host": "elsewhere.example"}).cookies
    assert not client.cookies


def test_a_fault_is_noted_without_address_or_words(
    shelf: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(_invented: bool) -> Any:
        raise KeyError(SECRET)

    monkeypatch.setattr(home, "_newest", fails)
    with caplog.at_level(logging.INFO):
        answered = Client(raise_request_exception=False).get(f"/?q={SECRET}", headers={"accept-language": "en"})
    assert answered.status_code == 500
    assert not answered.cookies
    assert SECRET not in answered.content.decode()
    noted = [one.getMessage() for one in caplog.records if one.name.startswith("unannounced")]
    assert len(noted) == 1
    assert noted[0].startswith("A page failed: KeyError at ")
    assert SECRET not in noted[0]


def test_what_is_not_found_or_not_understood_is_not_noted(shelf: Any, caplog: pytest.LogCaptureFixture) -> None:
    """Django's own loggers hold addresses: they are switched off in this room."""
    from django.conf import settings

    quiet = settings.LOGGING["loggers"]
    assert quiet["django.request"]["level"] == "CRITICAL"
    assert quiet["django.security"]["level"] == "CRITICAL"
    assert "django.server" not in quiet


def test_the_server_keeps_no_log_of_what_is_read() -> None:
    from pathlib import Path

    from unannounced.cli import serve

    source = Path(serve.__file__).read_text()
    assert '"--no-access-log"' in source


def test_the_page_on_what_is_kept_can_be_reached_from_every_page(shelf: Any, read: Callable[..., str]) -> None:
    for page in ("/", "/states/", "/contents/"):
        assert 'href="/about/privacy/"' in read(page)
    page = read("/about/privacy/")
    assert "portal_language" in page
    assert "Nothing is loaded from anybody else" in page


def test_the_contents_lead_to_every_report(shelf: Any, read: Callable[..., str]) -> None:
    shelf.register(shelf.state("FRA", "France"), shelf.state("AUT", "Austria"))
    for number in range(1, 53):
        shelf.publish(number, "FRA")
    shelf.show_archived(9, "AUT")
    page = read("/contents/")
    assert 'href="/states/FRA/"' in page
    assert "52 reports" in page
    assert 'href="/contents/2026/"' in page
    first, second = read("/contents/2026/"), read("/contents/2026/?page=2")
    assert sum(f"/reports/CPT-Inf-2026-{n}/" in first for n in range(1, 53)) == 50
    assert sum(f"/reports/CPT-Inf-2026-{n}/" in second for n in range(1, 53)) == 2
    assert "Archived report 9" in read("/contents/2011/")
    read("/contents/1999/", status=404)
    read("/contents/99999999/", status=404)


def test_contents_ask_the_database_as_often_for_many_reports_as_for_one(
    shelf: Any, client: Client, django_assert_num_queries: Any
) -> None:
    for number in range(1, 30):
        shelf.publish(number, "FRA")
    with django_assert_num_queries(2):
        client.get("/contents/?register=real")


def test_empty_contents_say_what_will_stand_there(shelf: Any, read: Callable[..., str]) -> None:
    assert "Nothing here yet" in read("/contents/")
