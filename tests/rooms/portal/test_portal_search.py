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
    return re.findall(r'<li><a href="(/reports/[^"]+)" data-row>', page)


def test_paragraphs_and_items_are_found_and_lead_to_their_addresses(
    shelf: Any, read: Read, searchable: Indexed
) -> None:
    """Cited by symbol; what matched is marked."""
    items = [shelf.read_item(), shelf.read_item("57.18", "Close the windowless cells.")]
    shelf.show_archived(paragraphs=[shelf.paragraph(56, WORDS), shelf.paragraph(57, "Supported:", items=items)])
    searchable()
    page = read("/search/?q=cell")
    assert found(page) == ["/reports/A-HRC-9/paragraphs/56/", "/reports/A-HRC-9/paragraphs/57/#item-57.18"]
    assert "2 paragraphs and items hold “cell”." in page
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


def test_the_latest_report_is_found_first_and_a_report_from_its_beginning(
    shelf: Any, read: Read, searchable: Indexed
) -> None:
    for number, day in ((9, "2011-02-10"), (10, "2013-01-24")):
        shelf.show_archived(number, dated_on=day, paragraphs=[shelf.paragraph(n, WORDS) for n in (12, 3)])
    searchable()
    assert found(read("/search/?q=window")) == [
        f"/reports/A-HRC-{number}/paragraphs/{paragraph}/" for number in (10, 9) for paragraph in (3, 12)
    ]


def test_results_have_pages_of_twenty_and_an_end(shelf: Any, read: Read, searchable: Indexed) -> None:
    """Whoever asks for a page behind the end gets the last."""
    shelf.show_archived(paragraphs=[shelf.paragraph(n, WORDS) for n in range(1, 46)])
    searchable()
    assert [len(found(read(f"/search/?q=window&page={page}"))) for page in (1, 2, 3)] == [20, 20, 5]
    for page in ("4", "99", "9999999999"):
        assert found(read(f"/search/?q=window&page={page}"))
    assert found(read("/search/?q=window&page=7"))[-1].endswith("/45/")
    assert found(read("/search/?q=window&page=%00"))[0].endswith("/1/")


def test_a_correction_is_found_and_what_it_corrects_is_not(shelf: Any, read: Read, searchable: Indexed) -> None:
    """Also the item that it left out."""
    shelf.publish(
        4, "FRA", paragraphs=[shelf.paragraph(1, "Twelve cells."), shelf.paragraph(2, items=[shelf.item("2.1")])]
    )
    searchable()
    assert found(read("/search/?q=twelve"))
    shelf.publish(4, "FRA", version=2, paragraphs=[shelf.paragraph(1, "Ten cells.")])
    assert not found(read("/search/?q=eight+hours"))
    assert searchable() == 1
    assert "1 paragraph or item holds" in read("/search/?q=cells")
    assert not found(read("/search/?q=twelve"))
    assert "Nothing holds" in read("/search/?q=eight+hours")
    assert searchable() == 0


@pytest.mark.parametrize(
    "words", ['"', "*", "-", "a*", '"" -x', "кафе", "\\", "a" * 5_000, "(OR) AND:~^", "<script>", "%00"]
)
def test_nothing_that_is_asked_is_an_error(words: str, shelf: Any, client: Any, searchable: Indexed) -> None:
    shelf.show_archived()
    searchable()
    answered = client.get("/search/", {"q": words, "page": words, "state": words, "year": words, "kind": words})
    assert answered.status_code == 200
    assert b"<script>alert" not in answered.content


def test_where_nothing_is_found_it_says_what_to_try(shelf: Any, read: Read, searchable: Indexed) -> None:
    shelf.show_archived()
    searchable()
    page = read("/search/?q=unheard&state=FRA")
    assert "Nothing holds “unheard”" in page
    assert "Ask for fewer words" in page
    assert "Look in all reports" in page
    assert 'value="unheard"' in page


def test_the_form_stands_on_the_first_page_and_asks_before_it_answers(
    shelf: Any, read: Read, searchable: Indexed
) -> None:
    """Without words there is the form and how to ask, and no result."""
    assert 'action="/search/"' in read("/")
    page = read("/search/")
    assert "Every word must be there" in page
    assert not found(page)
    assert "Nothing holds" not in page


# The index


def folder(tmp_path: Path) -> Path:
    return tmp_path / "portal" / "search"


def test_before_there_is_an_index_search_is_being_prepared(
    shelf: Any, read: Read, searchable: Indexed, tmp_path: Path
) -> None:
    """And looking makes none."""
    shelf.show_archived()
    assert "Search is being prepared" in read("/search/?q=cells")
    assert not folder(tmp_path).exists()
    searchable()
    assert found(read("/search/?q=cells"))


@pytest.mark.parametrize("damage", ["version", "meta.json", "rubbish", "gone"])
def test_an_index_that_is_damaged_is_no_error_and_is_built_again(
    damage: str, shelf: Any, read: Read, searchable: Indexed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from unannounced.crafts.searching import clear
    from unannounced.rooms.portal import finding

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
    monkeypatch.setattr(finding, "_held", {})  # another process
    assert "Search is being prepared" in read("/search/?q=cells")
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
    assert len(found(read("/search/?q=night"))) == 1
    shelf.show_archived(11)
    searchable()
    assert "2 paragraphs and items hold" in read("/search/?q=night")


def test_a_search_makes_the_same_queries_for_one_result_and_for_twenty(
    shelf: Any, read: Read, searchable: Indexed, django_assert_num_queries: Any, settings: Any
) -> None:
    """Three for what can be chosen, two for the results."""
    settings.DEMONSTRATION = False
    shelf.show_archived(8, paragraphs=[shelf.paragraph(1, "A lone window.")])
    for number in range(9, 30):
        shelf.show_archived(number, paragraphs=[shelf.paragraph(1, WORDS)])
    searchable()
    for words in ("lone", "window"):
        with django_assert_num_queries(5):
            read(f"/search/?q={words}")
