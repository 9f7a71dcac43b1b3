"""Words in Latin letters on pages of another alphabet: isolated, marked as English, and nothing else touched."""

import re

import pytest
from django.test import Client

from unannounced.rooms.portal.letters import marked

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("words", "stands"),
    [
        ("візит до Aldmoor", 'візит до <bdi lang="en">Aldmoor</bdi>'),
        ("نُشر DEMO/Inf (2023) 1 في 3", "نُشر <bdi>DEMO/Inf (2023) 1</bdi> في 3"),
        ("за ECPT Art. 11(2), 13", "за <bdi>ECPT Art. 11(2)</bdi>, 13"),
        ("опис (OpenAPI 3.1)", "опис (<bdi>OpenAPI 3.1</bdi>)"),
        ("XXA до XXO", "<bdi>XXA</bdi> до <bdi>XXO</bdi>"),
        ("Рим &amp; Женева &#x27;", "Рим &amp; Женева &#x27;"),
        ("12 · 2023", "12 · 2023"),
        (" The list is verified. ", ' <bdi lang="en">The list is verified.</bdi> '),
    ],
)
def test_a_run_of_latin_letters_is_isolated_with_its_numbers(words: str, stands: str) -> None:
    assert marked(f"<p>{words}</p>", "uk") == f"<p>{stands}</p>"


@pytest.mark.parametrize(
    "kept",
    [
        '<p lang="fr">Les détenus</p>',
        "<code>GET /api/v1/states</code>",
        "<svg><title>Aldmoor</title><text>Aldmoor</text></svg>",
        "<select><option>Aldmoor</option></select>",
        "<textarea>cells</textarea>",
        '<a href="/states/XXB/" title="a > b">Бреск</a>',
        "<script>const cells = 1 < 2;</script>",
        "<!-- a comment -->",
    ],
)
def test_what_is_spoken_for_or_is_no_running_text_stays(kept: str) -> None:
    assert marked(kept, "ar") == kept


def test_what_the_portal_says_beside_a_paragraph_is_marked_within_the_paragraph() -> None:
    page = '<div lang="en"><p>Deaths were few.</p><aside lang="uk"><p>Кому: Prosecutor General</p></aside></div>'
    assert marked(page, "uk") == page.replace("Prosecutor General", '<bdi lang="en">Prosecutor General</bdi>')


def test_marking_twice_marks_once() -> None:
    once = marked("<p>За договором European Convention (ETS 126), з 1987</p>", "uk")
    assert marked(once, "uk") == once


@pytest.mark.parametrize("language", ["en", "fr", "en-gb"])
def test_a_page_in_latin_letters_is_not_touched(language: str) -> None:
    assert marked("<p>Aldmoor</p>", language) == "<p>Aldmoor</p>"


@pytest.mark.parametrize("language", ["uk", "ru", "ar"])
def test_nothing_is_added_to_a_page_but_marks(language: str) -> None:
    page = Client().get("/about/", headers={"Accept-Language": language}).content.decode()
    bare = re.sub(r"</?bdi[^>]*>", "", page)
    assert f'<html lang="{language}"' in page
    assert marked(bare, language) == page


def test_the_portal_says_in_plain_words_what_it_is_and_where_else_to_turn() -> None:
    page = Client().get("/about/").content.decode()
    assert "What it can do for you" in page
    assert 'href="/turn-to/"' in page
    assert 'href="/about/"' in Client().get("/").content.decode()
