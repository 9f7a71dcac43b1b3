"""The public searches what was published: what is found, by what it is narrowed down, and what an index survives."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Read = Callable[..., str]
Indexed = Callable[[], int]
pytestmark = pytest.mark.usefixtures("today")

WORDS = "The cells had no window."


def found(page: str) -> list[str]:
    """Where the results of a page lead, in order."""
    return re.findall(r'<h2 class="found-title"><a href="(/reports/[^"]+)" data-row>', page)


def test_paragraphs_and_items_are_found_and_lead_to_their_addresses(
    shelf: Any, read: Read, searchable: Indexed
) -> None:
    """Cited by symbol; what matched is marked."""
    items = [shelf.read_item(), shelf.read_item("57.18", "Close the windowless cells.")]
    shelf.show_archived(paragraphs=[shelf.paragraph(56, WORDS), shelf.paragraph(57, "Supported:", items=items)])
    searchable()
    page = read("/search/?q=cell&sort=newest")
    assert found(page) == ["/reports/A-HRC-9/paragraphs/56/", "/reports/A-HRC-9/paragraphs/57/#item-57.18"]
    assert "2 results for “cell”" in page
    assert "The <mark>cells</mark> had no window." in page
    assert "A/HRC/9, paragraph 57: Recommendation 57.18" in page
    for address in found(page):
        assert WORDS in read(address) or 'id="item-57.18"' in read(address)


def test_the_second_of_two_items_with_one_number_is_led_to(shelf: Any, read: Read, searchable: Indexed) -> None:
    items = [shelf.read_item(), shelf.read_item(text="Close the windowless cells.")]
    shelf.show_archived(paragraphs=[shelf.paragraph(57, items=items, text="Supported:")])
    searchable()
    (address,) = found(read("/search/?q=windowless"))
    assert address.endswith("#item-57.17-again")
    assert 'id="item-57.17-again"' in read(address)


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("", {"2026-4", "HRC-9", "HRC-10"}),
        ("state=CHL", {"HRC-10"}),
        ("state=chl", {"HRC-10"}),
        ("body=own", {"2026-4"}),
        ("body=others", {"HRC-9", "HRC-10"}),
        ("body=Special+Rapporteur", {"HRC-10"}),
        ("year=2013", {"HRC-10"}),
        ("kind=paragraph", {"2026-4", "HRC-9", "HRC-10"}),
        ("kind=recommendation", set()),
        ("kind=no-such-kind", set()),
        ("state=CHL&year=2011", set()),
        ("register=invented", {"2026-5"}),
        ("state=XXA", {"2026-5"}),
    ],
)
def test_a_search_is_narrowed_down_and_never_mixes_the_real_and_the_invented(
    asked: str, shown: set[str], shelf: Any, read: Read, searchable: Indexed
) -> None:
    plain = [shelf.paragraph(1, WORDS)]
    shelf.publish(4, "FRA", paragraphs=plain)
    shelf.publish(5, "XXA", paragraphs=plain)
    shelf.show_archived(9, paragraphs=plain)
    shelf.show_archived(10, "CHL", paragraphs=plain, body="Special Rapporteur", dated_on="2013-01-24")
    searchable()
    addresses = found(read(f"/search/?q=window&{asked}"))
    assert {one.split("/")[2].removeprefix("CPT-Inf-").removeprefix("A-") for one in addresses} == shown
    assert len(addresses) == len(shown)


def test_the_newest_stand_first_where_that_is_asked_and_a_report_from_its_beginning(
    shelf: Any, read: Read, searchable: Indexed
) -> None:
    for number, day in ((9, "2011-02-10"), (10, "2013-01-24")):
        shelf.show_archived(number, dated_on=day, paragraphs=[shelf.paragraph(n, WORDS) for n in (12, 3)])
    searchable()
    for sort, order in (("newest", (10, 9)), ("oldest", (9, 10))):
        assert found(read(f"/search/?q=window&sort={sort}")) == [
            f"/reports/A-HRC-{number}/paragraphs/{paragraph}/" for number in order for paragraph in (3, 12)
        ]


def test_results_have_pages_of_twenty_and_an_end(shelf: Any, read: Read, searchable: Indexed) -> None:
    """Whoever asks for a page behind the end gets the last, and is told how to find the others."""
    shelf.show_archived(paragraphs=[shelf.paragraph(n, WORDS) for n in range(1, 46)])
    searchable()
    assert [len(found(read(f"/search/?q=window&page={page}"))) for page in (1, 2, 3)] == [20, 20, 5]
    for page in ("4", "99", "9999999999"):
        assert found(read(f"/search/?q=window&page={page}"))
    last = read("/search/?q=window&sort=newest&page=10000")
    assert found(last)[-1].endswith("/45/")
    assert "There is no page 10\u202f000: this is page 3" in last
    assert "There is no page" not in read("/search/?q=window&page=3")
    assert found(read("/search/?q=window&sort=newest&page=%00"))[0].endswith("/1/")


def test_a_correction_is_found_and_what_it_corrects_is_not(shelf: Any, read: Read, searchable: Indexed) -> None:
    """Also the item that it left out."""
    shelf.publish(
        4, "FRA", paragraphs=[shelf.paragraph(1, "Twelve cells."), shelf.paragraph(2, items=[shelf.item("2.1")])]
    )
    searchable()
    assert found(read("/search/?q=twelve"))
    shelf.publish(4, "FRA", version=2, paragraphs=[shelf.paragraph(1, "Ten cells.")])
    assert searchable() == 1
    assert "1 result for “cells”" in read("/search/?q=cells")
    assert not found(read("/search/?q=twelve"))
    assert "Nothing was found" in read("/search/?q=eight+hours")
    assert searchable() == 0


def test_where_nothing_is_found_it_says_why_and_what_to_do(shelf: Any, read: Read, searchable: Indexed) -> None:
    """Which word nothing holds, how many there are without a narrowing, and the way there."""
    shelf.show_archived(paragraphs=[shelf.paragraph(1, WORDS)])
    shelf.publish(4, "CHL", paragraphs=[shelf.paragraph(1, "Nobody complained.")])
    searchable()
    page = read("/search/?q=window+unheard&state=FRA")
    assert "Nothing was found" in page
    assert "Nothing holds “unheard”." in page
    assert 'value="window unheard"' in page
    assert "Look by meaning" in page
    narrowed = read("/search/?q=window&state=CHL")
    assert '<a rel="nofollow" href="/search/?q=window">On all States there is 1.</a>' in narrowed
    assert len(found(read("/search/?q=window"))) == 1


def test_a_word_that_is_misspelled_leads_to_one_that_is_there(shelf: Any, read: Read, searchable: Indexed) -> None:
    shelf.show_archived(paragraphs=[shelf.paragraph(n, WORDS) for n in range(1, 9)])
    searchable()
    page = read("/search/?q=windwo")
    assert "Did you mean:" in page
    assert 'href="/search/?q=window"' in page


def test_the_form_stands_on_the_first_page_and_asks_before_it_answers(
    shelf: Any, read: Read, searchable: Indexed
) -> None:
    """Without a question there is the form, how to ask, and examples; and no result."""
    assert 'action="/search/"' in read("/")
    page = read("/search/")
    assert "Every word must be there" in page
    assert "For example" in page
    assert not found(page)
    assert "Nothing was found" not in page
    assert "noindex" not in page


# Narrowing


def counts(page: str, name: str) -> dict[str, int]:
    """The boxes of a group and how many there are of each."""
    boxes = re.findall(rf'name="{name}" value="([^"]+)" form="searching"[^>]*>.*?class="count">(\d+)<', page)
    return {value: int(count) for value, count in boxes}


def test_each_group_counts_what_one_would_find_and_what_was_chosen_can_be_taken_away(
    shelf: Any, read: Read, searchable: Indexed
) -> None:
    """A State that was chosen does not hide the others from its own group; its chip leads back."""
    shelf.show_archived(9, "FRA", paragraphs=[shelf.paragraph(n, WORDS) for n in (1, 2)])
    shelf.show_archived(10, "CHL", paragraphs=[shelf.paragraph(1, WORDS)])
    searchable()
    assert counts(read("/search/?q=window"), "state") == {"FRA": 2, "CHL": 1}
    page = read("/search/?q=window&state=CHL")
    assert counts(page, "state") == {"FRA": 2, "CHL": 1}
    assert 'value="CHL" form="searching" checked' in page
    assert '<a class="chip" rel="nofollow" href="/search/?q=window">' in page
    assert len(found(read("/search/?q=window&state=CHL&state=FRA"))) == 3


def test_what_was_chosen_stands_in_its_group_also_where_nothing_has_it(
    shelf: Any, read: Read, searchable: Indexed
) -> None:
    """The box stays ticked, so that the next question does not lose it unseen."""
    shelf.show_archived(9, "FRA", paragraphs=[shelf.paragraph(1, WORDS)])
    searchable()
    assert 'value="recommendation" form="searching" checked' in read("/search/?q=window&kind=recommendation")


def test_a_group_of_many_values_has_a_page_of_its_own_with_letters(shelf: Any, read: Read, searchable: Indexed) -> None:
    """From there the question goes on with what was chosen."""
    codes = ["ALB", "AND", "ARM", "AUT", "AZE", "BEL", "BGR", "BIH", "CHE", "CHL", "CYP", "CZE", "DEU", "DNK", "ESP"]
    for number, code in enumerate(codes, start=1):
        shelf.show_archived(number, code, paragraphs=[shelf.paragraph(1, WORDS)])
    searchable()
    page = read("/search/?q=window&sort=newest")
    assert len(counts(page, "state")) == 12
    assert 'href="/search/choices/state/?q=window&amp;sort=newest"' in page
    everything = read("/search/choices/state/?q=window&sort=newest&state=ESP")
    assert everything.count('type="checkbox" name="state"') == 15
    assert '<input type="hidden" name="q" value="window">' in everything
    assert '<input type="hidden" name="sort" value="newest">' in everything
    assert 'name="state" value="ESP" checked' in everything
    assert 'type="hidden" name="state"' not in everything
    one_letter = read("/search/choices/state/?q=window&letter=S")
    assert one_letter.count('type="checkbox" name="state"') == 15  # every name begins with "State" here
    read("/search/choices/nothing/?q=window", status=404)


def test_what_was_chosen_under_another_letter_is_not_lost(shelf: Any, read: Read, searchable: Indexed) -> None:
    names = {"FRA": "France", "CHL": "Chile"}
    for number, (code, name) in enumerate(names.items(), start=9):
        named = {"code": code, "names": {"en": name}, "invented": False}
        shelf.show_archived(number, code, state=named, paragraphs=[shelf.paragraph(1, WORDS)])
    searchable()
    page = read("/search/choices/state/?q=window&state=FRA&letter=C")
    assert 'name="state" value="CHL"' in page
    assert '<input type="hidden" name="state" value="FRA">' in page
    assert 'letter=F">F</a>' in page


def test_the_days_of_the_reports_narrow_down_as_they_are_written(shelf: Any, read: Read, searchable: Indexed) -> None:
    for number, day in ((9, "2011-02-10"), (10, "2013-01-24")):
        shelf.show_archived(number, dated_on=day, paragraphs=[shelf.paragraph(1, WORDS)])
    searchable()
    for asked, number in (("from=2012", 10), ("to=2012", 9), ("from=2013-01-24&to=2013-01-24", 10)):
        assert found(read(f"/search/?q=window&{asked}")) == [f"/reports/A-HRC-{number}/paragraphs/1/"]
    page = read("/search/?q=window&from=2012")
    assert 'name="from" value="2012"' in page
    assert "From</span>" in page


def test_a_search_has_one_address_however_it_was_asked(shelf: Any, read: Read, searchable: Indexed) -> None:
    """It stands on the page, for robots too, which go no further from here."""
    shelf.show_archived(9, paragraphs=[shelf.paragraph(1, WORDS)])
    searchable()
    for asked in ("q=window&state=FRA", "state=fra&sort=best&q=++window&mode=both", "q=window&state=FRA&state=FRA"):
        page = read(f"/search/?{asked}")
        assert '<link rel="canonical" href="/search/?q=window&amp;state=FRA">' in page
        assert 'content="noindex, follow"' in page
        assert 'type="application/atom+xml" href="/search/feed.atom?q=window&amp;state=FRA&amp;mode=words"' in page


def test_results_say_what_they_are_and_in_which_language(shelf: Any, read: Read, searchable: Indexed) -> None:
    """A browser reads a French paragraph with a French voice."""
    french = "Les cellules n’avaient pas de fenêtre et les détenus y passaient toute la journée."
    shelf.show_archived(9, "FRA", paragraphs=[shelf.paragraph(1, french, chapter="Les prisons")])
    searchable()
    page = read("/search/?q=detenu")
    assert '<p class="snippet" lang="fr" dir="auto">' in page
    assert "<mark>détenus</mark>" in page
    for fact in (
        "<span>Paragraph</span>",
        "<span>State FRA</span>",
        "<span>French</span>",
        "2011-02-10",
        "Les prisons",
    ):
        assert fact in page


# The index


def folder(tmp_path: Path) -> Path:
    return tmp_path / "portal" / "search"


def test_before_there_is_an_index_the_texts_are_looked_through_and_that_is_said(
    shelf: Any, read: Read, searchable: Indexed, tmp_path: Path
) -> None:
    """And looking makes none."""
    shelf.show_archived()
    page = read("/search/?q=cells")
    assert "this is a plain search" in page
    assert found(page)
    assert not folder(tmp_path).exists()
    searchable()
    assert "plain search" not in read("/search/?q=cells")


def test_before_there_is_meaning_the_way_to_the_words_is_shown(shelf: Any, read: Read, searchable: Indexed) -> None:
    shelf.show_archived()
    searchable()
    page = read("/search/?q=cells&mode=meaning")
    assert "Search by meaning is being prepared" in page
    assert '<a href="/search/?q=cells&amp;mode=words">Look by words instead</a>' in page
    assert "Nothing was found" not in page
    assert "Every report can be read in the meantime" in read("/search/?like=A-HRC-9/56/0&mode=meaning")


@pytest.mark.parametrize("damage", ["version", "meta.json", "rubbish", "gone"])
def test_an_index_that_is_damaged_is_no_error_and_is_built_again(
    damage: str, shelf: Any, read: Read, searchable: Indexed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from unannounced.crafts.searching import clear
    from unannounced.rooms.portal.finding import keeping

    shelf.show_archived()
    searchable()
    assert found(read("/search/?q=cells"))
    match damage:
        case "version":
            (folder(tmp_path) / "version").write_text("0 of another time")
        case "meta.json":
            (folder(tmp_path) / "meta.json").unlink()
        case "rubbish":
            (folder(tmp_path) / "meta.json").write_bytes(b"\x00rubbish")
        case "gone":
            clear(folder(tmp_path))
    monkeypatch.setattr(keeping, "_held", {})  # another process
    assert "this is a plain search" in read("/search/?q=cells")
    assert searchable() == 1
    assert found(read("/search/?q=cells"))


def test_a_process_that_has_the_index_open_sees_it_built_again(shelf: Any, read: Read, searchable: Indexed) -> None:
    from unannounced.rooms.portal.finding import build_again

    shelf.show_archived(9)
    searchable()
    assert len(found(read("/search/?q=night"))) == 1
    shelf.show_archived(10)
    assert build_again() == 2
    assert len(found(read("/search/?q=night"))) == 2


def test_search_goes_on_while_the_index_is_built_again(
    shelf: Any, read: Read, searchable: Indexed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new one takes the place of the old when it is whole; one that was not finished changes nothing."""
    from unannounced.rooms.portal import finding

    shelf.show_archived(9)
    searchable()

    def halfway(done: int, of: int) -> None:
        assert len(found(read("/search/?q=night"))) == 1
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        finding.build_again(halfway)
    assert len(found(read("/search/?q=night"))) == 1
    shelf.show_archived(10)
    assert finding.build_again() == 2
    assert len(found(read("/search/?q=night"))) == 2


def test_an_index_of_another_shelf_is_built_again(shelf: Any, read: Read, searchable: Indexed) -> None:
    """As when the database was put back from a copy."""
    from unannounced.records.shelf.models import ShelvedParagraph, ShelvedReport

    shelf.show_archived(9)
    shelf.show_archived(10)
    searchable()
    ShelvedParagraph.objects.filter(report__slug="A-HRC-10").delete()
    ShelvedReport.objects.filter(slug="A-HRC-10").delete()
    shelf.show_archived(11)
    searchable()
    assert "2 results for “night”" in read("/search/?q=night")


def test_a_search_makes_the_same_queries_for_one_result_and_for_twenty(
    shelf: Any, read: Read, searchable: Indexed, django_assert_num_queries: Any, settings: Any
) -> None:
    """One for the names of the States, one whether what was found still stands; the index has the rest."""
    settings.DEMONSTRATION = False
    shelf.show_archived(8, paragraphs=[shelf.paragraph(1, "A lone window.")])
    for number in range(9, 30):
        shelf.show_archived(number, paragraphs=[shelf.paragraph(1, WORDS)])
    searchable()
    for words in ("lone", "window"):
        with django_assert_num_queries(2):
            read(f"/search/?q={words}")
