"""Reports of other bodies, from the archive: read, cited, listed apart from the mechanism's own, with their file."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.rooms.portal.conftest import FILE, archived, carry, packed, taken

Read = Callable[..., str]
ADDRESS = "/reports/A-HRC-9/"
pytestmark = pytest.mark.usefixtures("today")


def test_an_archived_report_says_who_made_it_and_since_when_it_is_here(shelf: Any, read: Read) -> None:
    """Its day, its maker; no visit and no request, for there was none."""
    shelf.show_archived(original=FILE)
    page = read(ADDRESS)
    assert "A report of another body: Working Group" in page
    assert "10 February 2011" in page
    assert "It was public already, and is here since 15 September 2026" in page
    assert "request of the State" not in page
    assert "Requested" not in page
    assert "<dt>Visit</dt>" not in page
    assert "Working Group, Archived report 9, A/HRC/9, 10 February 2011, http://testserver/reports/A-HRC-9/" in page
    assert "dated_on" not in page
    assert "None" not in page


def test_an_item_read_from_a_file_says_its_makers_and_the_position_in_words(shelf: Any, read: Read) -> None:
    """Where the report says nothing of the position, nothing is said of it."""
    items = [shelf.read_item(), shelf.read_item("57 (a)") | {"made_by": [], "position": "unknown"}]
    shelf.show_archived(paragraphs=[shelf.paragraph(57, items=items)])
    page = read(ADDRESS)
    assert 'id="item-57.17"' in page
    assert 'id="item-57-a"' in page
    assert "Made by France, Chile · The report itself says: accepted" in page
    assert page.count("The report itself says") == 1
    assert page.count("Made by France") == 1
    assert "Made by France, Chile" in read(f"{ADDRESS}paragraphs/57/")


def test_items_with_one_number_stand_at_places_of_their_own(shelf: Any, read: Read) -> None:
    """States make the same recommendation under one number."""
    shelf.show_archived(paragraphs=[shelf.paragraph(57, items=[shelf.read_item(), shelf.read_item()])])
    page = read(ADDRESS)
    assert page.count('id="item-57.17"') == 1
    assert page.count('id="item-57.17-again"') == 1


def test_a_paragraph_is_cited_as_its_report_numbers_it(shelf: Any, read: Read) -> None:
    """Where each chapter begins again at 1, its address counts on; where nothing is numbered, the page says so."""
    shelf.show_archived(paragraphs=[shelf.paragraph(1), shelf.paragraph(2) | {"printed": "II.1"}])
    page = read(ADDRESS)
    assert 'aria-label="Paragraph II.1">II.1</a>' in page
    assert "prints no numbers" not in page
    assert "paragraph II.1, http://testserver/reports/A-HRC-9/paragraphs/2/" in read(f"{ADDRESS}paragraphs/2/")
    shelf.show_archived(version=2, numbered=False)
    assert "The report prints no numbers" in read(ADDRESS)


def test_markup_in_what_a_file_says_is_shown_as_text(shelf: Any, read: Read) -> None:
    """Maker, file name, makers and position of an item."""
    evil = "<script>alert(1)</script>"
    items = [shelf.read_item() | {"made_by": [evil], "position": evil, "number": f'"{evil}'}]
    shelf.show_archived(body=evil, paragraphs=[shelf.paragraph(1, items=items)])
    shelf.register(shelf.state("FRA", "France"))
    for address in (ADDRESS, f"{ADDRESS}paragraphs/1/", "/reports/", "/states/FRA/", "/search/"):
        page = read(address)
        assert "<script>alert" not in page
        assert 'id="item-"' not in page
    assert "&lt;script&gt;alert" in read(ADDRESS)


# The file


def test_the_file_is_given_byte_for_byte_and_never_to_be_run(shelf: Any, client: Any, read: Read) -> None:
    """A text in an encoding nobody names is bytes."""
    shelf.show_archived(original=FILE)
    answered = client.get(f"{ADDRESS}original")
    assert answered.content == FILE
    assert answered.headers["Content-Type"] == "application/octet-stream"
    assert answered.headers["Content-Disposition"] == 'attachment; filename="report9.txt"'
    assert answered.headers["X-Content-Type-Options"] == "nosniff"
    assert f'href="{ADDRESS}original"' in read(ADDRESS)
    again = client.get(f"{ADDRESS}original", headers={"If-None-Match": answered.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(f"{ADDRESS}versions/1/original").content == FILE


@pytest.mark.parametrize(
    ("media", "content", "served"),
    [
        ("application/pdf", b"%PDF-1.4", "application/pdf"),
        ("text/plain", "Café".encode(), "text/plain; charset=utf-8"),
        ("text/html", b"<script>alert(1)</script>", "application/octet-stream"),
        ("image/svg+xml", b"<svg onload='alert(1)'/>", "application/octet-stream"),
    ],
)
def test_a_file_is_called_what_is_safe_to_call_it(
    media: str, content: bytes, served: str, shelf: Any, client: Any
) -> None:
    """Whatever the parcel says that it is."""
    original = {**archived(original=content)["original"], "media": media, "file_name": 'a"\r\nb/ü.html'}
    taken(packed("original", content))
    carry("publication", archived(original=content) | {"original": original}, 2)
    answered = client.get(f"{ADDRESS}original")
    assert answered.headers["Content-Type"] == served
    assert answered.headers["Content-Disposition"].startswith("attachment; ")
    assert "\n" not in answered.headers["Content-Disposition"]


def test_a_file_that_has_not_arrived_is_no_error(shelf: Any, client: Any, read: Read) -> None:
    """The report can be read; when the file comes, the page is another."""
    carry("publication", archived(original=FILE), 2)
    before = client.get(ADDRESS)
    assert "The file has not arrived here yet." in before.content.decode()
    assert client.get(f"{ADDRESS}original").status_code == 404
    taken(packed("original", FILE))
    after = client.get(ADDRESS, headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert client.get(f"{ADDRESS}original").content == FILE


def test_a_report_without_a_file_has_none_and_no_other_parcel_is_given_out(shelf: Any, client: Any) -> None:
    """Only what came as an original leaves as one: a publication named as the file of another does not."""
    from unannounced.records.shelf.models import ShelvedReport

    shelf.show_archived()
    assert client.get(f"{ADDRESS}original").status_code == 404
    one = ShelvedReport.objects.get()
    ShelvedReport.objects.update(original_digest=one.parcel_digest)
    assert client.get(f"{ADDRESS}original").status_code == 404


# Lists


def test_lists_stand_by_the_day_a_report_bears(shelf: Any, read: Read) -> None:
    """An archived report of 2011 comes after our own of 2026, whenever it came here."""
    shelf.publish(4, "FRA")
    shelf.show_archived(9, published_on="2026-11-20")
    shelf.show_archived(10, dated_on="2013-01-24", published_on="2026-11-20")
    page = read("/reports/")
    places = [page.index(title) for title in ("Report 4 on a visit", "Archived report 10", "Archived report 9")]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("body=own", {"Report 4 on"}),
        ("body=others", {"Archived report 9", "Archived report 10"}),
        ("body=Working+Group", {"Archived report 9"}),
        ("year=2011", {"Archived report 9", "Archived report 10"}),
        ("year=2011&state=CHL", {"Archived report 10"}),
        ("year=2026", {"Report 4 on"}),
        ("year=1999", set()),
        ("body=nobody", set()),
        ("year=%00&body=%00", {"Report 4 on", "Archived report 9", "Archived report 10"}),
        ("year=٢٠١١", {"Report 4 on", "Archived report 9", "Archived report 10"}),
    ],
)
def test_the_list_is_narrowed_down_by_body_year_and_state(asked: str, shown: set[str], shelf: Any, read: Read) -> None:
    """What is no year asks for none; what nobody made gives nothing."""
    shelf.publish(4, "FRA")
    shelf.show_archived(9)
    shelf.show_archived(10, "CHL", body="Special Rapporteur")
    page = read(f"/reports/?{asked}")
    titles = ("Report 4 on", "Archived report 9", "Archived report 10")
    assert {title for title in titles if f"{title}" in page} == shown
    assert ("No report fits all of this" in page) is (not shown)


def test_the_home_page_stays_calm_however_large_the_archive(
    shelf: Any, read: Read, settings: Any, django_assert_num_queries: Any
) -> None:
    """Own reports stand there; the archive is one line with its count."""
    settings.DEMONSTRATION = False
    shelf.publish(4, "FRA", published_on="2020-01-01")
    for number in range(9, 19):
        shelf.show_archived(number, published_on="2026-11-20", dated_on="2026-11-01")
    with django_assert_num_queries(5):
        page = read("/")
    assert "Report 4 on a visit" in page
    assert "Archived report" not in page
    assert "10 reports of other bodies, from the archive" in page
    assert 'href="/reports/?body=others"' in page


def test_a_state_has_the_reports_of_other_bodies_apart_and_uncounted(shelf: Any, read: Read) -> None:
    """The figures are the mechanism's own."""
    shelf.register(shelf.state("FRA", "France", figures={"visits": 2, "reports": 1, "published": 1}))
    shelf.publish(4, "FRA")
    shelf.show_archived(9)
    page = read("/states/FRA/")
    assert "2 visits, 1 report, 1 published" in page
    apart = page.index('<h2 id="others">Reports of other bodies</h2>')
    assert page.index("Report 4 on a visit") < apart < page.index("Archived report 9")
    states = read("/states/")
    assert "1 of another body" in states


def test_a_state_with_reports_of_other_bodies_alone_says_so(shelf: Any, read: Read) -> None:
    shelf.register(shelf.state("FRA", "France"))
    shelf.show_archived(9)
    assert "No report of the mechanism itself on this State" in read("/states/FRA/")


def test_the_items_of_an_archived_report_leave_with_makers_and_position(shelf: Any, client: Any) -> None:
    """As the last columns; in the order of before for whoever counts them."""
    import csv
    import io

    shelf.show_archived()
    (row,) = csv.DictReader(io.StringIO(client.get(f"{ADDRESS}items.csv").content.decode()))
    assert (row["item"], row["made_by"], row["position"]) == ("57.17", "France; Chile", "accepted")
    assert list(row)[-2:] == ["made_by", "position"]
