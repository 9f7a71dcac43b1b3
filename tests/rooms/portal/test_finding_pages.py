"""Pages are found by their names: States, themes, places, law, statements, corrections, and what explains."""

import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from django.utils.translation import override

from tests.rooms.portal.test_portal_places import EAST, WEST, edition, place

Indexed = Callable[[], int]


def question(words: str = "", **more: Any) -> Any:
    from unannounced.rooms.portal.finding import Question

    return Question(words=words, **{"invented": True, **more})


def found(asked: Any) -> list[tuple[str, str]]:
    """The kind and the address of what is found, in order."""
    from unannounced.rooms.portal.finding import answer

    return [(hit.kind, hit.address) for hit in answer(asked, facets=False).hits]


@pytest.fixture
def aldmoor(shelf: Any) -> Any:
    """A State with a name in three languages, of which reports speak."""
    names = {"en": "Aldmoor", "fr": "Aldemore", "uk": "Олдмур"}
    shelf.register(shelf.state("XXA", "", names=names), shelf.state("FRA", "France"), shelf.state("TUR", "Türkiye"))
    shelf.publish(4, paragraphs=[shelf.paragraph(n, "Aldmoor has many cells in Aldmoor.") for n in range(1, 9)])
    return shelf


@pytest.mark.parametrize("mode", ["words", "both"])
@pytest.mark.parametrize("name", ["Aldmoor", "aldmoor", "Aldemore", "олдмур", "xxa"])
def test_a_state_asked_for_by_its_name_in_any_language_stands_first(
    mode: str, name: str, aldmoor: Any, searchable_pages: Indexed
) -> None:
    searchable_pages()
    assert found(question(name, mode=mode))[0] == ("page", "/states/XXA/")


def test_a_state_is_found_in_the_language_of_the_reader_and_by_its_former_name(
    aldmoor: Any, searchable_pages: Indexed
) -> None:
    from unannounced.rooms.portal.finding import answer

    searchable_pages()
    for language, name in (("en", "France"), ("uk", "Франція"), ("ar", "فرنسا")):
        with override(language):
            (hit, *_) = answer(question(name, invented=False)).hits
        assert (hit.address, hit.title) == ("/states/FRA/", name)
        assert name in "".join(part.text for part in hit.snippet if part.marked)
    assert found(question("Turkey", invented=False))[0] == ("page", "/states/TUR/")


def test_the_register_that_was_not_asked_for_is_not_found(aldmoor: Any, searchable_pages: Indexed) -> None:
    searchable_pages()
    assert not any("XXA" in address for _, address in found(question("Aldmoor", invented=False)))
    assert not any("FRA" in address for _, address in found(question("France")))
    assert ("page", "/themes/health-care/?register=invented") in found(question("health"))
    assert ("page", "/themes/health-care/") in found(question("health", invented=False))


def test_a_theme_asked_for_by_its_name_stands_first_and_by_its_description_behind_paragraphs(
    aldmoor: Any, searchable_pages: Indexed
) -> None:
    aldmoor.publish(5, paragraphs=[aldmoor.paragraph(1, "Suspects answer when questioned, at length and at night.")])
    searchable_pages()
    address = "/themes/interrogation/?register=invented"
    assert found(question("Interrogation"))[0] == ("page", address)
    assert found(question("Interrogatoire"))[0] == ("page", address)
    by_description = found(question("suspects questioned"))
    assert by_description.index(("page", address)) > 0
    assert by_description[0][0] == "paragraph"


def test_pages_are_a_kind_with_a_count_and_stand_in_no_list_that_asks_for_no_words(
    aldmoor: Any, searchable_pages: Indexed
) -> None:
    from unannounced.rooms.portal.finding import answer

    searchable_pages()
    counted = {one.value: one.count for one in answer(question("aldmoor")).facets["kinds"]}
    assert counted["page"] == 1
    assert found(question("aldmoor", kinds=("page",))) == [("page", "/states/XXA/")]
    assert ("page", "/states/XXA/") not in found(question(states=("XXA",), size=100))
    assert found(question(states=("XXA",), kinds=("page",))) == [("page", "/states/XXA/")]


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("Checkpoints", "/checkpoints/"),
        ("How to search", "/search/help/"),
        ("Points de contrôle", "/checkpoints/"),
        ("altered or taken away", "/checkpoints/"),
        ("ECPT", "/conventions/ECPT/"),
        ("what changes when a State leaves", "/leaving/"),
    ],
)
def test_what_explains_and_law_are_found_by_their_names(
    words: str, address: str, aldmoor: Any, searchable_pages: Indexed
) -> None:
    searchable_pages()
    assert found(question(words, invented=False))[0] == ("page", address)


def test_every_page_that_is_found_is_there(aldmoor: Any, searchable_pages: Indexed, client: Any) -> None:
    from unannounced.rooms.portal.finding import named_pages

    addresses = {entry.shown["address"] for name in named_pages.groups() for entry in named_pages.of_group(name)}
    assert len(addresses) > 100
    few = [one for one in sorted(map(str, addresses)) if "/themes/" not in one and "/reported/" not in one]
    for address in [*few, "/themes/health-care/", "/themes/health-care/?register=invented"]:
        assert client.get(address).status_code == 200, address


def test_a_place_is_found_while_it_is_shown_and_not_a_moment_longer(aldmoor: Any, searchable_pages: Indexed) -> None:
    edition()
    searchable_pages()
    address = f"/states/XXA/places/{EAST}/"
    for words in ("Eastgate Prison", "eastgate orleans"):
        assert found(question(words))[0] == ("page", address)
    assert ("page", address) in found(question("old mill"))
    edition(2, places=[place(WEST, "Another House", says={})])
    assert found(question("eastgate")) == [], "a place that is shown no longer was found until the index followed"
    assert searchable_pages() == 0
    assert found(question("eastgate")) == []
    assert found(question("another house"))[0] == ("page", f"/states/XXA/places/{WEST}/")


def test_a_correction_is_found_by_what_it_is_called_and_why_it_was_made(
    aldmoor: Any, searchable_pages: Indexed
) -> None:
    searchable_pages()
    assert not any("changes" in one for _, one in found(question("version 2 changed")))
    aldmoor.publish(4, version=2, because="A transposed date.", paragraphs=[aldmoor.paragraph(1, "Ten cells.")])
    assert searchable_pages() == 1
    address = ("page", "/reports/CPT-Inf-2026-4/versions/2/changes/")
    assert address in found(question("what version 2 changed"))


# Nothing found ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "title", "address"),
    [
        ("Aldmoor dragons", "Aldmoor", "/states/XXA/"),
        ("Aldmoer dragons", "Aldmoor", "/states/XXA/"),
        ("dragons interrogaton", "Interrogation", "/themes/interrogation/?register=invented"),
        ("dragons Contact with the outside", "Contact with the outside", "/themes/contact"),
    ],
)
def test_where_nothing_is_found_the_page_that_is_called_so_is_the_next_step(
    words: str, title: str, address: str, aldmoor: Any, searchable_pages: Indexed, read: Any
) -> None:
    searchable_pages()
    page = read(f"/search/?register=invented&q={words.replace(' ', '+')}")
    (line,) = re.findall(r"<p>Perhaps you look for this page:.*?</p>", page)
    assert re.search(rf'<a href="{re.escape(address)}[^"]*"[^>]*>{title}', line), line
    assert "Perhaps you look" not in read("/search/?register=invented&q=dragons+basilisk")
    assert "Perhaps you look" not in read("/search/?register=invented&q=aldmoor")


def test_no_other_word_is_offered_that_says_nothing_nor_one_where_what_was_written_is_found(
    shelf: Any, searchable: Indexed
) -> None:
    from unannounced.rooms.portal.finding import answer

    texts = ["Legal aid was refused.", *(f"The legal and medical side and law {n} and more." for n in range(40))]
    shelf.publish(4, paragraphs=[shelf.paragraph(n, text) for n, text in enumerate(texts, start=1)])
    searchable()
    assert answer(question("legal aid")).did_you_mean == ""
    assert answer(question("legal ald")).did_you_mean == "legal aid"
    assert answer(question("legal amd")).did_you_mean != "legal and"
    assert answer(question("medicle")).did_you_mean == "medical"


# The page of the search ------------------------------------------------------------------------------------------------


def test_a_single_value_is_shown_with_its_count_until_it_is_chosen_and_is_then_kept_by_the_form(
    shelf: Any, searchable: Indexed, read: Any
) -> None:
    shelf.publish(4, paragraphs=[shelf.paragraph(1, "The cells."), shelf.paragraph(2, "Two cells.")])
    searchable()
    page = read("/search/?register=invented&q=cells")
    assert re.search(r'name="state" value="XXA"[^>]*><span[^>]*>[^<]*</span><span class="count">2<', page)
    chosen = read("/search/?q=cells&state=XXA")
    assert not re.search(r'type="checkbox" name="state"', chosen)
    assert '<input type="hidden" name="state" value="XXA">' in chosen


def test_the_feed_has_what_came_last_however_old_it_is_and_says_how_many(
    shelf: Any, searchable: Indexed, read: Any
) -> None:
    many = [shelf.paragraph(n, "A window.") for n in range(1, 121)]
    shelf.show_archived(9, "FRA", dated_on="2020-02-10", published_on="2026-01-01", paragraphs=many)
    old = [shelf.paragraph(1, "The oldest window.")]
    shelf.show_archived(8, "FRA", dated_on="1991-02-10", published_on="2026-09-01", paragraphs=old)
    searchable()
    atom = "{http://www.w3.org/2005/Atom}"
    root = ElementTree.fromstring(read("/search/feed.atom?q=window"))
    entries = root.findall(f"{atom}entry")
    assert entries[0].findtext(f"{atom}title") == "A/HRC/8, paragraph 1"
    assert len(entries) == 50
    assert "The 50 answers that came to this portal last" in str(root.findtext(f"{atom}subtitle"))
