"""A report is read by chapters, in its languages, with what is known of its items beside them."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.rooms.portal.conftest import response
from tests.rooms.portal.reading_room import ADDRESS, answer, asked, become, long, passage, publish
from unannounced.rooms.portal import rendered

Read = Callable[..., str]
pytestmark = pytest.mark.usefixtures("shelf", "today")


@pytest.fixture(autouse=True)
def _a_folder_of_its_own(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendered, "folder", lambda: tmp_path / "pages")


def test_a_long_report_is_read_by_chapters_and_whole_at_its_own_address(read: Read) -> None:
    """No paragraph is lost on the way through the chapters, and none is read twice."""
    publish(paragraphs=long(500))
    front = read(ADDRESS)
    assert 0 < front.count('class="para"') < 500
    assert f'href="{ADDRESS}whole/"' in front
    assert read(f"{ADDRESS}whole/").count('class="para"') == 500
    found, address = [], f"{ADDRESS}chapters/1/"
    while address:
        page = read(address)
        found += re.findall(r'id="paragraph-(\d+)"', page)
        after = re.search(r'<a rel="next" href="([^"]+)"', page)
        address = after[1] if after else ""
    assert found == [str(number) for number in range(1, 501)]
    read(f"{ADDRESS}chapters/6/", 404)
    read(f"{ADDRESS}chapters/0/", 404)
    read(f"{ADDRESS}chapters/1/9/", 404)


def test_the_contents_lead_to_a_place_on_the_page_or_to_the_page_of_a_chapter(read: Read) -> None:
    publish(paragraphs=long(160, 2))
    chapter = read(f"{ADDRESS}chapters/2/")
    assert f'href="{ADDRESS}chapters/1/"' in chapter
    assert 'href="#chapter-2" aria-current="page"' in chapter
    publish(5, paragraphs=long(20, 2))
    assert 'href="#chapter-2"' in read("/reports/CPT-Inf-2026-5/")


def test_a_report_of_few_but_long_paragraphs_is_read_by_chapters_too(read: Read) -> None:
    """What counts is what a slow line must bring."""
    text = "The delegation was told so. " * 200
    publish(paragraphs=[passage(n, text, chapter=f"Chapter {n // 5}") for n in range(1, 41)])
    assert len(read(ADDRESS)) < 110_000
    assert 'rel="next"' in read(ADDRESS)


def test_a_chapter_too_long_for_a_page_is_cut_into_runs(read: Read) -> None:
    publish(paragraphs=long(400, 1))
    assert f'href="{ADDRESS}chapters/1/2/"' in read(ADDRESS)
    second = read(f"{ADDRESS}chapters/1/2/")
    assert 'id="paragraph-151"' in second
    assert "<h2>Chapter 1</h2>" in second


def test_another_language_of_a_report_has_its_own_address_and_says_what_it_is(read: Read, client: Any) -> None:
    """The words are marked as of their language, the words around them stay the reader's."""
    publish(paragraphs=[passage(1), passage(2, items=[asked("2.1")])])
    page = read(f"{ADDRESS}fr/")
    assert '<h1 lang="fr" dir="ltr">Rapport</h1>' in page
    assert '<p class="para" id="paragraph-1" lang="fr" dir="ltr">' in page
    assert "Mesure 2.1." in page
    assert "Text 1." not in page
    assert f'href="{ADDRESS}fr/paragraphs/1/"' in page
    for other in (page, read(ADDRESS)):
        assert f'<link rel="alternate" hreflang="fr" href="{ADDRESS}fr/">' in other
        assert f'<link rel="alternate" hreflang="en" href="{ADDRESS}">' in other
    assert "Texte 1." in read(f"{ADDRESS}fr/paragraphs/1/")
    assert client.get(f"{ADDRESS}en/").headers["Location"] == ADDRESS
    assert client.get(f"{ADDRESS}en/paragraphs/1/").headers["Location"] == f"{ADDRESS}paragraphs/1/"
    for absent in (f"{ADDRESS}de/", f"{ADDRESS}de/paragraphs/1/", f"{ADDRESS}beside/en/", f"{ADDRESS}beside/de/"):
        read(absent, 404)


def test_a_language_written_from_right_to_left_is_marked_as_such(read: Read) -> None:
    arabic = {"ar": {"chapter": "السجون", "text": "رأى الوفد الزنازين.", "items": []}}
    publish(renditions={"ar": {"title": "تقرير"}}, paragraphs=[passage(1, renditions=arabic)])
    page = read(f"{ADDRESS}ar/")
    assert '<h2 id="chapter-1" lang="ar" dir="rtl">السجون</h2>' in page
    assert 'id="paragraph-1" lang="ar" dir="rtl"' in page
    assert '<html lang="en" dir="ltr">' in page


def test_two_languages_stand_side_by_side_and_no_place_is_there_twice(read: Read) -> None:
    publish(paragraphs=[passage(1), passage(2, items=[asked("2.1")])])
    page = read(f"{ADDRESS}beside/fr/")
    assert page.index("Text 1.") < page.index("Texte 1.")
    places = re.findall(r' id="([^"]+)"', page)
    assert len(places) == len(set(places))


def test_beside_another_language_the_contents_are_in_that_of_the_report(read: Read) -> None:
    chapters = [passage(1, chapter="Prisons", renditions={"fr": {"chapter": "Lieux", "text": "Un.", "items": []}})]
    chapters.append(passage(2, chapter="Health", renditions={"fr": {"chapter": "Santé", "text": "Deux.", "items": []}}))
    publish(paragraphs=chapters)
    around = read(f"{ADDRESS}beside/fr/chapters/1/").partition("<article")
    assert "Health" in around[0]
    assert "Santé" not in around[0]


def test_a_paragraph_that_was_not_put_into_a_language_stands_in_that_of_the_report(read: Read) -> None:
    publish(paragraphs=[passage(1), passage(2, renditions={})])
    page = read(f"{ADDRESS}fr/")
    assert "Texte 1." in page
    assert '<p class="para" id="paragraph-2"><a' in page
    assert "Text 2." in page


def test_beside_an_item_stands_what_became_of_it_and_since_when(read: Read, client: Any) -> None:
    """As far as the mechanism made it public; a new edition makes another page at once."""
    publish()
    before = client.get(ADDRESS)
    assert "made public on" not in before.content.decode()
    become({"number": "2.1", "status": "implemented", "day": "2026-10-10"})
    after = client.get(ADDRESS, headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    said = "Implemented since 10 October 2026, as the mechanism made public on 1 November 2026"
    assert said in after.content.decode()
    assert said in read(f"{ADDRESS}paragraphs/2/")
    become({"number": "2.1", "status": "not_implemented", "day": None}, edition=2, made_on="2026-11-05")
    assert "Not implemented, as the mechanism made public on 5 November 2026" in read(ADDRESS)


def test_beside_an_item_stands_what_the_state_says_once_from_the_item_or_its_response(read: Read) -> None:
    publish(paragraphs=[passage(1, items=[asked("2.1", responses=[response("It was done at once.")])])])
    answer()
    page = read(ADDRESS)
    assert page.count("It was done at once.") == 1
    assert 'href="/responses/CPT-Inf-2026-5/#item-2.1"' in page
    answer(2, "It was done later.")
    assert {"It was done at once.", "It was done later."} <= set(re.findall(r"It was done [a-z ]+\.", read(ADDRESS)))


def test_themes_decided_by_a_person_and_proposed_by_the_program_are_told_apart(read: Read) -> None:
    topics = [{"id": "interrogation", "decided": True}, {"id": "safeguards", "decided": False}]
    publish(paragraphs=[passage(1, items=[asked("1.1", topics=topics)])])
    page = read(ADDRESS)
    decided, proposed = (
        re.search(r"Theme: (.*?)</p>", page),
        re.search(r"Theme proposed by the program: (.*?)</p>", page),
    )
    assert decided
    assert proposed
    assert "nterrogation" in decided[1]
    assert "afeguards" in proposed[1]
    assert "afeguards" not in decided[1]


def test_an_item_that_was_asked_before_leads_to_the_earlier_one_where_that_is_here(read: Read, client: Any) -> None:
    repeats = [{"slug": "CPT-Inf-2026-3", "number": "2.1"}]
    publish(paragraphs=[passage(1, items=[asked("1.1", repeats=repeats)])])
    assert "Asked before: CPT-Inf-2026-3, item 2.1" in read(ADDRESS)
    publish(3)
    link = re.search(
        r'Asked before: <a href="([^"]+)">CPT/Inf \(2026\) 3, item 2.1</a>', read(f"{ADDRESS}paragraphs/1/")
    )
    assert link
    assert client.get(link[1]).headers["Location"] == "/reports/CPT-Inf-2026-3/paragraphs/2/#item-2.1"
    read("/reports/CPT-Inf-2026-3/items/9.9/", 404)


def test_a_summary_in_plain_language_stands_first_and_says_that_it_is_no_part_of_the_report(read: Read) -> None:
    publish(summary={"en": "Cells are <small>.", "fr": "Les cellules sont petites."})
    page, french = read(ADDRESS), read(ADDRESS, headers={"Accept-Language": "fr"})
    assert page.index("Cells are &lt;small&gt;.") < page.index('class="para"')
    assert "is no part of it" in page
    assert "Les cellules sont petites." in french


def test_programs_read_what_the_page_is_and_no_title_breaks_out_of_that(read: Read) -> None:
    """schema.org as a block of data, which is not run."""
    publish(title="Report </script><script>alert(1)</script> & more")
    for address in (ADDRESS, f"{ADDRESS}paragraphs/2/"):
        page = read(address)
        blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
        told = json.loads(blocks[0])
        report = told.get("isPartOf", told)
        assert report["@type"] == "Report"
        assert report["name"] == "Report </script><script>alert(1)</script> & more"
        assert report["reportNumber"] == "CPT/Inf (2026) 4"
        assert "<script>alert" not in page
    assert told["position"] == "2"


def test_a_paragraph_of_an_earlier_version_keeps_its_address(read: Read) -> None:
    publish(paragraphs=[passage(1, "Twelve cells.")])
    publish(version=2, published_on="2026-10-01", paragraphs=[passage(1, "Ten cells.")])
    page = read(f"{ADDRESS}versions/1/paragraphs/1/")
    assert "Twelve cells." in page
    assert "it was replaced by version 2" in page
    assert f'href="{ADDRESS}versions/1/paragraphs/1/"' in read(f"{ADDRESS}versions/1/")
    assert "Texte 1." in read(f"{ADDRESS}versions/1/fr/")


def test_items_too_long_for_the_margin_stand_under_their_paragraph(read: Read) -> None:
    publish(paragraphs=[passage(1, items=[asked("1.1", text="Ensure it. " * 200)]), passage(2, items=[asked("2.1")])])
    page = read(ADDRESS)
    assert page.count('<div class="unit">') == 1
    assert page.index('id="item-1.1"') < page.index('<div class="unit">') < page.index('id="item-2.1"')


def test_every_link_on_the_pages_of_a_report_in_all_its_forms_leads_somewhere(
    shelf: Any, read: Read, client: Any
) -> None:
    shelf.register(shelf.state("XXA", "Aldmoor"))
    publish(paragraphs=long(160, 3), summary={"en": "Short."})
    publish(version=2, published_on="2026-10-01", because="A number.", paragraphs=long(161, 3))
    answer()
    answer(2, "Later.")
    pages = ["", "whole/", "chapters/2/", "fr/", "fr/chapters/2/", "beside/fr/", "versions/1/", "versions/1/fr/"]
    pages += ["paragraphs/7/", "fr/paragraphs/7/", "cite/?paragraph=7", "versions/2/changes/"]
    found = {link for page in pages for link in re.findall(r' href="(/(?!static)[^"#]*)', read(ADDRESS + page))}
    found |= set(re.findall(r' href="(/(?!static)[^"#]*)', read("/responses/CPT-Inf-2026-5/")))
    for link in found:
        assert client.get(link.replace("&amp;", "&")).status_code == 200, link
