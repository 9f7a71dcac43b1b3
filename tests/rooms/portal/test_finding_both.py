"""Words and meaning together, what of it still stands, in which language it is shown, and every kind of result."""

import json
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from tests.rooms.portal.test_finding import a_shelf, keys, question, questions

Read = Callable[..., str]
Indexed = Callable[[], int]
pytestmark = pytest.mark.usefixtures("today")

DARK = "The cells had no window and no artificial light."
DOCTOR = "A nurse examined new arrivals on the day they came."
LAWYER = "Ensure that every detained person has access to a lawyer from the outset of police custody."


@pytest.fixture
def vectors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Brings the vectors up to date in a folder of the test."""
    from unannounced.rooms.portal import meaning

    monkeypatch.setattr(meaning, "derived_folder", lambda room, name: tmp_path / room / name)
    monkeypatch.setattr(meaning, "_held", {})
    return meaning.bring_up_to_date


def found(page: str) -> list[str]:
    return re.findall(r'<h2 class="found-title"><a href="([^"]+)" data-row>', page)


# Both is what plain words get


def test_plain_words_are_looked_for_by_words_and_by_meaning_and_the_page_says_so(
    shelf: Any, read: Read, searchable: Indexed, vectors: Indexed
) -> None:
    """As soon as there is meaning; before, by words alone and without a word of complaint."""
    shelf.show_archived(9, "FRA", paragraphs=[shelf.paragraph(1, DARK), shelf.paragraph(2, DOCTOR)])
    searchable()
    page = read("/search/?q=artificial+light")
    assert "1 result for “artificial light”, by the words alone" in page
    assert "Not everything in the question was understood" not in page
    vectors()
    page = read("/search/?q=artificial+light")
    assert found(page)[0] == "/reports/A-HRC-9/paragraphs/1/"
    assert "by words and by meaning" in page
    assert '<option value="" selected>' in page
    assert (
        read("/search/?q=artificial+light&mode=both").count('rel="canonical" href="/search/?q=artificial+light"') == 1
    )


@pytest.mark.parametrize("asked", ["q=%22artificial+light%22", "q=light+-nurse", "q=light&sort=newest", "q=lig*"])
def test_what_was_meant_strictly_is_looked_for_by_words(
    asked: str, shelf: Any, read: Read, searchable: Indexed, vectors: Indexed
) -> None:
    shelf.show_archived(9, "FRA", paragraphs=[shelf.paragraph(1, DARK), shelf.paragraph(2, DOCTOR)])
    searchable()
    vectors()
    page = read(f"/search/?{asked}")
    assert found(page) == ["/reports/A-HRC-9/paragraphs/1/"]
    assert "by meaning</" not in page
    assert len(found(read(f"/search/?{asked}&mode=both"))) > 1


def test_feeds_and_files_have_what_holds_the_words_and_say_so_in_their_address(
    shelf: Any, read: Read, searchable: Indexed, vectors: Indexed, client: Client
) -> None:
    shelf.show_archived(9, "FRA", paragraphs=[shelf.paragraph(1, DARK), shelf.paragraph(2, DOCTOR)])
    searchable()
    vectors()
    page = read("/search/?q=artificial+light")
    assert 'href="/search/feed.atom?q=artificial+light&amp;mode=words"' in page
    assert 'href="/search/results.csv?q=artificial+light&amp;mode=words"' in page
    for address in ("/search/feed.atom?q=artificial+light", "/search/results.json?q=artificial+light"):
        answered = client.get(address)
        body = b"".join(answered.streaming_content) if answered.streaming else answered.content
        assert b"no window" in body
        assert b"nurse" not in body


def test_the_interface_asks_as_the_page_does(shelf: Any, searchable: Indexed, vectors: Indexed, client: Client) -> None:
    shelf.show_archived(9, "FRA", paragraphs=[shelf.paragraph(1, DARK), shelf.paragraph(2, DOCTOR)])
    searchable()
    ways = {}
    for made in ("", "vectors"):
        if made:
            vectors()
        ways[made] = [
            client.get(f"/api/v1/search?{asked}").json()["way"]
            for asked in ("q=light", "q=light&mode=words", "q=%22light%22", "q=light&sort=newest")
        ]
    assert ways == {"": ["words"] * 4, "vectors": ["both", "words", "words", "words"]}


def test_where_no_text_has_every_word_that_is_said_with_what_may_have_been_meant(
    shelf: Any, read: Read, searchable: Indexed, vectors: Indexed
) -> None:
    shelf.show_archived(paragraphs=[shelf.paragraph(n, DARK) for n in range(1, 9)])
    searchable()
    vectors()
    page = read("/search/?q=windwo")
    assert "No text has every word of “windwo”." in page
    assert 'href="/search/?q=window"' in page
    assert "No text has every word" not in read("/search/?q=window")


def test_the_last_page_of_both_is_the_last_that_has_anything(
    shelf: Any, read: Read, searchable: Indexed, vectors: Indexed
) -> None:
    """Only so many of each ranking are put together, however many hold the words."""
    shelf.show_archived(paragraphs=[shelf.paragraph(n, f"{DARK} {n}") for n in range(1, 331)])
    searchable()
    vectors()
    page = read("/search/?q=window&page=50")
    assert found(page)
    assert "330 results for “window” or more" in page


def test_one_that_is_damaged_leaves_the_other(
    shelf: Any, read: Read, searchable: Indexed, vectors: Indexed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from unannounced.rooms.portal import meaning
    from unannounced.rooms.portal.finding import keeping

    shelf.show_archived(paragraphs=[shelf.paragraph(1, DARK)])
    searchable()
    vectors()
    (tmp_path / "portal" / "meaning" / "list.json").write_bytes(b"{")
    monkeypatch.setattr(meaning, "_held", {})
    assert "by the words alone" in read("/search/?q=window")
    for one in (tmp_path / "portal" / "search").glob("*.store"):
        one.unlink()
    vectors()
    monkeypatch.setattr(keeping, "_held", {})
    assert "this is a plain search" in read("/search/?q=window")


# What became of an item


def test_meaning_is_narrowed_down_to_items_of_which_something_became(
    shelf: Any, searchable: Indexed, vectors: Indexed
) -> None:
    """Also where many others lie nearer."""
    from datetime import date

    from unannounced.records.shelf.models import ShelvedFollowUp

    near = [shelf.paragraph(n, items=[shelf.item(f"{n}.1", f"{DARK} {n}")]) for n in range(1, 320)]
    far = shelf.paragraph(400, items=[shelf.item("400.1", DOCTOR)])
    shelf.publish(4, paragraphs=[*near, far])
    row = {"report_slug": "CPT-Inf-2026-4", "edition": 1, "made_on": date(2026, 11, 1)}
    ShelvedFollowUp.objects.create(number="400.1", status="implemented", **row)
    searchable()
    vectors()
    for mode in ("meaning", "both"):
        assert keys(question("window", mode=mode, followups=("implemented",))) == ["CPT-Inf-2026-4/400/1"]
    assert keys(question("window", mode="meaning", followups=("repeated",))) == []


# One thing, in the reader's language


@pytest.fixture
def in_two_languages(shelf: Any, searchable: Indexed) -> None:
    from unannounced.records.shelf.models import ShelvedParagraph, ShelvedReport
    from unannounced.rooms.portal.finding import build_again

    shelf.publish(4, paragraphs=[shelf.paragraph(1, "The police cells.", items=[shelf.item("1.1", "Police: rest.")])])
    said = {"fr": {"chapter": "Police", "text": "Les cellules de la police.", "items": ["Police : repos."]}}
    ShelvedParagraph.objects.update(renditions=said)
    ShelvedReport.objects.update(language="en", renditions={"fr": {"title": "Rapport"}})
    build_again()


@pytest.mark.usefixtures("in_two_languages")
@pytest.mark.parametrize(("reader", "ending"), [("en", ""), ("fr", "~fr"), ("uk", "")])
def test_a_thing_in_two_languages_is_one_result_in_that_of_the_reader(reader: str, ending: str) -> None:
    with override(reader):
        found = [f"CPT-Inf-2026-4/1/{place}" for place in (0, 1)]
        assert sorted(keys(question("police"))) == [f"{key}{ending}" for key in found]
        assert sorted(keys(question("police", languages=("fr",)))) == [f"{key}~fr" for key in found]
        assert keys(question("repos")) == ["CPT-Inf-2026-4/1/1~fr"]


@pytest.mark.usefixtures("in_two_languages")
def test_a_thing_in_two_languages_is_one_result_of_both(vectors: Indexed) -> None:
    from unannounced.rooms.portal.finding import answer

    vectors()
    for reader, ending in (("en", ""), ("fr", "~fr")):
        with override(reader):
            found = answer(question("police cells", mode="both"))
        things = [hit.key.partition("~")[0] for hit in found.hits]
        assert len(things) == len(set(things)) == found.reach
        assert f"CPT-Inf-2026-4/1/0{ending}" in [hit.key for hit in found.hits]


@pytest.mark.usefixtures("in_two_languages")
def test_what_is_found_in_another_language_is_read_in_it(read: Read) -> None:
    page = read("/search/?q=repos&register=invented")
    assert found(page) == ["/reports/CPT-Inf-2026-4/fr/paragraphs/1/#item-1.1"]
    assert "Les cellules de la police." in read("/reports/CPT-Inf-2026-4/fr/paragraphs/1/")
    assert found(read("/search/?q=rapport&register=invented"))[0] == "/reports/CPT-Inf-2026-4/fr/"
    read("/reports/CPT-Inf-2026-4/fr/")


@pytest.mark.usefixtures("in_two_languages")
def test_without_words_each_thing_is_counted_once() -> None:
    from unannounced.rooms.portal.finding import answer

    found = answer(question())
    assert sorted(hit.key for hit in found.hits) == [f"CPT-Inf-2026-4/{one}" for one in ("0/0", "1/0", "1/1")]
    assert found.total == 3
    assert {one.value: one.count for one in found.facets["languages"]}["fr"] == 3


# What still stands


def test_what_a_correction_took_out_is_not_shown_before_the_index_has_followed(
    shelf: Any, read: Read, searchable: Indexed, vectors: Indexed
) -> None:
    shelf.publish(4, "FRA", paragraphs=[shelf.paragraph(1, "The name of a witness.")])
    shelf.publish(5, "FRA", paragraphs=[shelf.paragraph(1, "Another witness.")])
    searchable()
    vectors()
    shelf.publish(4, "FRA", version=2, paragraphs=[shelf.paragraph(1, "A name was taken out.")])
    for mode in ("words", "meaning", "both"):
        assert keys(question("witness", invented=False, mode=mode))[:1] == ["CPT-Inf-2026-5/1/0"]
        assert "name of a" not in read(f"/search/?q=witness&mode={mode}")
    searchable()
    assert keys(question("taken", invented=False)) == ["CPT-Inf-2026-4/1/0"]


# Themes of older archives


def test_an_item_that_came_without_themes_is_found_under_those_it_is_counted_under(
    shelf: Any, searchable: Indexed, vectors: Indexed
) -> None:
    from unannounced.rooms.portal.figures.topics import topics_of

    item = shelf.read_item(text=LAWYER)
    item.pop("topics", None)
    ((topic, decided), *_) = topics_of([item])[0]
    assert not decided
    shelf.show_archived(9, "FRA", paragraphs=[shelf.paragraph(57, items=[item]), shelf.paragraph(58, DARK)])
    searchable()
    vectors()
    assert keys(question(topics=(topic,), invented=False, kinds=("recommendation",))) == ["A-HRC-9/57/1"]
    near = question("a lawyer", topics=(topic,), invented=False, mode="meaning")
    assert {key.partition("/")[0] for key in keys(near)} == {"A-HRC-9"}
    assert "A-HRC-9/57/1" in keys(near)


# Every kind of result


def test_a_report_and_a_page_on_law_are_results_like_others_everywhere(
    shelf: Any, read: Read, searchable: Indexed, client: Client
) -> None:
    shelf.show_archived(9, "FRA", paragraphs=[shelf.paragraph(1, DARK)])
    searchable()
    for asked, kind, address in (
        ("q=A-HRC-9&kind=report", "report", "/reports/A-HRC-9/"),
        ("q=reservations&kind=page", "page", "/conventions/"),
    ):
        page = read(f"/search/?{asked}")
        assert found(page)
        assert all(one.startswith(address) for one in found(page))
        for ending in ("csv", "json", "ris", "bib", "xlsx"):
            body = b"".join(client.get(f"/search/results.{ending}?{asked}").streaming_content)
            assert body
            if ending == "json":
                assert {one["kind"] for one in json.loads(body)["results"]} == {kind}
        assert client.get(f"/search/feed.atom?{asked}").status_code == 200
        hits = client.get(f"/api/v1/search?{asked}").json()["hits"]
        assert {one["kind"] for one in hits} == {kind}
        assert all((one["day"] is None) == (kind == "page") for one in hits)


# The same, quicker


def test_what_no_entry_has_is_not_asked_for_and_what_is_found_is_the_same(shelf: Any, searchable: Indexed) -> None:
    """Nor is a register asked for where leaving out the other does."""
    from unannounced.crafts.searching.public.asking import Asking
    from unannounced.crafts.searching.public.index import held, ranked, weighed
    from unannounced.rooms.portal.finding import keeping
    from unannounced.rooms.portal.finding.looking import Looking, narrowed_by

    dice = random.Random(7)
    a_shelf(shelf, dice)
    shelf.publish(50, "FRA", paragraphs=[shelf.paragraph(1, "cells police night doctor")])
    searchable()
    index = keeping.to_read()
    for invented in (True, False):
        for asked in [
            *questions(dice),
            *map(question, ("NOT cells", "-law -rest", '"police night"~3', "docter~", "ce*")),
        ]:
            looking = Looking(index, asked := _in(asked, invented=invented))
            plainly = Asking(index.schema, asked.languages).query(looking.asked, _bare(narrowed_by(asked)))
            with index.reading() as searcher:
                total, first = weighed(searcher, looking.query(), 1000, 0)
                same, second = ranked(searcher, plainly, "best", 1000, 0)
                mine = sorted(held(searcher, one).key for _, one in first)
                theirs = sorted(held(searcher, one).key for _, one in second)
            assert (total, mine) == (same, theirs), asked.to_address()


def _in(asked: Any, *, invented: bool) -> Any:
    from dataclasses import replace

    return replace(asked, invented=invented)


def _bare(narrowed: Any) -> Any:
    from dataclasses import replace

    return replace(narrowed, other="")
