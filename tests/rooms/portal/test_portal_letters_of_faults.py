"""Pages that say what went wrong: their Latin letters are set apart as on any other page."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import translation

from unannounced.rooms.portal import turns
from unannounced.rooms.portal.letters import marked
from unannounced.rooms.portal.pages import faults, states

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("named_in_english")]
BARE = re.compile(r"</?bdi[^>]*>")


@pytest.fixture
def named_in_english(settings: Any) -> None:
    """A mechanism whose profile names it in English alone."""
    settings.MECHANISM = replace(settings.MECHANISM, said_in={})


def _fails(problem: Exception) -> Any:
    def page(*_: Any, **__: Any) -> None:
        raise problem

    return page


def _in_its_letters(page: str, language: str) -> bool:
    """Whether ``page`` is in ``language``, has Latin letters, and has each run of them set apart once."""
    assert f'<html lang="{language}"' in page
    return "<bdi" in page and marked(BARE.sub("", page), language) == page


@pytest.mark.parametrize("language", ["uk", "ar"])
def test_a_page_that_is_not_there_or_failed_is_in_its_letters(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(raise_request_exception=False)
    here = {"Accept-Language": language}
    assert _in_its_letters(client.get("/nowhere/", headers=here).content.decode(), language)
    monkeypatch.setattr(states, "the_register", _fails(ValueError("broken")))
    failed = client.get("/states/", headers=here)
    assert failed.status_code == 500
    assert f'<html lang="{language}"' in failed.content.decode()


def test_a_database_that_does_not_answer_is_told_in_the_letters_of_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(states, "the_register", _fails(OperationalError("no such table: shelf")))
    told = Client().get("/states/", headers={"Accept-Language": "uk"})
    assert told.status_code == 503
    assert _in_its_letters(told.content.decode(), "uk")


def test_whoever_found_no_turn_is_told_in_the_letters_of_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE", 0)
    monkeypatch.setattr(turns, "AT_ONCE", 0)
    told = Client().get("/search/?q=cell", headers={"Accept-Language": "ar"})
    assert told.status_code == 503
    assert _in_its_letters(told.content.decode(), "ar")


@pytest.mark.parametrize("page", [faults.not_understood, faults.not_allowed])
def test_what_was_not_understood_or_not_allowed_is_told_so_too(page: Any, rf: Any) -> None:
    with translation.override("uk"):
        assert _in_its_letters(page(rf.get("/")).content.decode(), "uk")
