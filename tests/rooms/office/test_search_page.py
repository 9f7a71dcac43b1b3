"""The search page: what holds all the words, as far as somebody may read it; what to try where nothing does."""

import pytest
from django.test import Client

from tests.rooms.office.sameness import ask, client_of, told_by
from tests.world import TODAY, World, answered, fill, hidden, moment, notify_and_end, plan, requested, transmitted
from unannounced.records.ledger.linking import link_all, linked_at_the_end
from unannounced.records.ledger.models import Reading
from unannounced.records.reports.actions import write_paragraph
from unannounced.rooms.office import finding
from unannounced.rooms.office.pages.search import KIND_WORDS, ONE_OF, OPENED

pytestmark = pytest.mark.django_db


def indexed() -> None:
    """Link and index what was written so far."""
    link_all()
    finding.build_again()


def page_of(client: Client, path: str) -> str:
    """The words of a page that opens."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_every_kind_that_is_indexed_has_words_and_is_noted_as_read() -> None:
    assert set(KIND_WORDS) == set(ONE_OF) == set(OPENED) == set(finding.KINDS)


def test_what_holds_the_words_is_shown_with_its_place_and_the_words_marked(world: World) -> None:
    chain = transmitted(world)
    answered(world, chain)
    indexed()
    client = client_of(world, "ines")
    page = page_of(client, "/search/?words=windows")
    assert f'href="/items/{chain.item.pk}/"' in page
    assert f'href="/reports/{chain.report.pk}/#p-1"' in page
    assert "<mark>windows</mark>" in page
    assert "3 places hold this." in page
    assert "Bresk" in page
    read = set(Reading.objects.filter(by=world.ines.pk).values_list("subject_id", flat=True))
    assert read == {chain.item.pk, chain.paragraph.pk}


def test_the_search_is_narrowed_by_kind_and_by_state(world: World) -> None:
    transmitted(world)
    requested(world)
    indexed()
    client = client_of(world, "ines")
    for question, found in (
        ("words=windows", 2),
        ("words=windows&kind=item", 1),
        ("words=windows&kind=response", 0),
        ("words=windows&kind=nonsense", 2),
        ("words=windows&state=XXB", 2),
        ("words=windows&state=XXC", 0),
        ("words=death&kind=request", 1),
        ("words=windows&page=7", 2),
        ("words=windows&page=x", 2),
    ):
        assert page_of(client, f"/search/?{question}").count("<li data-row>") == found, question


def test_where_nothing_is_found_it_is_said_what_was_searched_and_what_to_try(world: World) -> None:
    transmitted(world)
    indexed()
    client = client_of(world, "ines")
    page = page_of(client, "/search/?words=unobtainable")
    assert "Nothing that you may read holds “unobtainable”." in page
    assert "paragraphs, items, responses" in page
    assert "with a star" in page
    assert "fewer words" in page_of(client, "/search/?words=unobtainable windows")
    assert "Search everywhere" in page_of(client, "/search/?words=unobtainable&kind=item")


def test_without_an_index_it_is_said_that_it_is_being_built(world: World) -> None:
    transmitted(world)
    assert "The index is being built" in page_of(client_of(world, "ines"), "/search/?words=windows")


def test_what_is_found_and_asked_is_never_taken_for_markup(world: World) -> None:
    fill(world, notify_and_end(world, plan(world)), words="<script>alert(1)</script>")
    indexed()
    client = client_of(world, "ines")
    page = page_of(client, "/search/?words=alert")
    assert "<script>alert" not in page
    assert page.count("<li data-row>") >= 2
    assert "<img" not in page_of(client, "/search/?words=%22%3E%3Cimg src=x%3E")


@pytest.mark.parametrize(
    "words", ["%00", "%22", "-", "*", "(", "a" * 5000, "%F0%9F%98%80", "AND OR NOT", "within:open"]
)
def test_nothing_that_is_typed_is_a_fault(world: World, words: str) -> None:
    indexed()
    page_of(client_of(world, "ines"), f"/search/?words={words}")


def test_many_results_are_shown_by_fifties(world: World) -> None:
    chain = fill(world, notify_and_end(world, plan(world)))
    with linked_at_the_end():
        for number in range(60):
            write_paragraph(f"A corridor, {number}.", in_report=chain.report, by=world.ana, at=moment(TODAY))
    indexed()
    client = client_of(world, "ana")
    assert page_of(client, "/search/?words=corridor").count("<li data-row>") == 50
    second = page_of(client, "/search/?words=corridor&page=2")
    assert second.count("<li data-row>") == 10
    assert 'start="51"' in second


@pytest.mark.parametrize("key", ["ines", "jonas", "ruth", "piet", "rosa"])
def test_a_hidden_visit_changes_nothing_in_what_the_page_finds(world: World, key: str) -> None:
    transmitted(world)
    indexed()
    client = client_of(world, key)
    paths = [f"/search/?words={words}" for words in ("windows", "zanzibarite", "visit", "locked&state=XXB", "")]
    ask(client, paths[0])
    before = [ask(client, path) for path in paths]
    hidden(world)
    indexed()
    for path, was in zip(paths, before, strict=True):
        told = told_by(ask(client, path), was)
        assert not told, f"{path} tells {key}: {told}"


def test_the_search_stands_on_every_page_of_the_office_and_once_on_its_own(world: World) -> None:
    client = client_of(world, "ines")
    for path in ("/", "/states/", "/requests/", "/due/", "/account/", "/ledger/"):
        page = page_of(client, path)
        assert page.count('type="search"') == 1, path
        assert '<label for="find">' in page
        assert 'href="/due/"' in page
    assert page_of(client, "/search/").count('type="search"') == 1
    assert 'type="search"' not in Client().get("/sign-in/").content.decode()
