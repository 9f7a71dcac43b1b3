"""The public reads, cites and takes away what was published."""

import csv
import hashlib
import io
import json
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

Read = Callable[..., str]
ADDRESS = "/reports/CPT-Inf-2026-4/"
pytestmark = pytest.mark.usefixtures("today")


def test_a_report_is_read_by_chapter_paragraph_item_and_response(shelf: Any, read: Read) -> None:
    """One page, with a table of contents and an anchor for each paragraph."""
    said = [shelf.response("Done in <May>.", "in_progress"), shelf.response("", "not_addressed", "2026-06-01")]
    paragraphs = [
        shelf.paragraph(1, chapter="Police"),
        shelf.paragraph(2, items=[shelf.item("2.1", responses=said, kind="immediate_observation")]),
    ]
    shelf.publish(paragraphs=paragraphs)
    page = read(ADDRESS)
    assert page.index('href="#chapter-2"') < page.index('<h2 id="chapter-1">Police</h2>')
    assert 'id="paragraph-2"' in page
    assert "Immediate observation 2.1 · to: Ministry of Justice" in page
    assert "received on 3 May 2026: in progress, the State says" in page
    assert "received on 1 June 2026: not addressed" in page
    assert "Done in &lt;May&gt;." in page
    assert "at the request of the State under ECPT Art. 11(2), made on 30 August 2026" in page
    assert "http://testserver/reports/CPT-Inf-2026-4/" in page


def test_markup_in_every_text_of_a_report_is_shown_as_text(shelf: Any, read: Read) -> None:
    """Title, symbol, chapter, text, item, addressee, kind, claim, response, name of the State."""
    evil = "<script>alert(1)</script>"
    answer = shelf.response(evil, evil)
    item = shelf.item("1.1", f"{evil}\n{evil}\n\n{evil}", addressee=evil, kind=evil, responses=[answer])
    shelf.publish(
        title=evil,
        symbol=evil,
        state={"code": "XXA", "names": {"en": evil}, "invented": True},
        visit={"kind": "<b>kind</b>", "begins": "2025-03-02", "ends": "2025-03-13"},
        paragraphs=[shelf.paragraph(1, f"{evil}\n{evil}\n\n{evil}", chapter=evil, items=[item]), shelf.paragraph(2)],
    )
    for address in (ADDRESS, f"{ADDRESS}paragraphs/1/", "/reports/?register=invented"):
        page = read(address)
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_blank_lines_make_paragraphs_and_single_ones_are_kept(shelf: Any, read: Read) -> None:
    """As the drafter set them."""
    shelf.publish(paragraphs=[shelf.paragraph(1, "One.\nTwo.\n\nThree.")])
    assert "One.<br>Two.</p><p>Three.</p>" in read(ADDRESS)


def test_a_paragraph_has_an_address_of_its_own_with_its_neighbours(shelf: Any, read: Read) -> None:
    """The numbers need not follow one another."""
    shelf.publish(paragraphs=[shelf.paragraph(n) for n in (2, 5, 9)])
    page = read(f"{ADDRESS}paragraphs/5/")
    assert f'rel="prev" href="{ADDRESS}paragraphs/2/"' in page
    assert f'rel="next" href="{ADDRESS}paragraphs/9/"' in page
    assert f'href="{ADDRESS}#paragraph-5"' in page
    assert f"paragraph 5, http://testserver{ADDRESS}paragraphs/5/" in page
    assert 'rel="prev"' not in read(f"{ADDRESS}paragraphs/2/")
    assert 'rel="next"' not in read(f"{ADDRESS}paragraphs/9/")


def test_a_correction_is_shown_and_the_older_version_stays_with_a_notice(shelf: Any, read: Read) -> None:
    """The same address, the newest words; the older ones at theirs."""
    shelf.publish(paragraphs=[shelf.paragraph(1, "Twelve cells.")])
    shelf.publish(version=2, published_on="2026-10-01", paragraphs=[shelf.paragraph(1, "Ten cells.")])
    newest, older = read(ADDRESS), read(f"{ADDRESS}versions/1/")
    assert "Ten cells." in newest
    assert "Twelve cells." not in newest
    assert "This is version 2 of 1 October 2026" in newest
    assert "Twelve cells." in older
    assert "On 1 October 2026 it was replaced by version 2." in older
    assert "Ten cells." in read(f"{ADDRESS}paragraphs/1/")
    assert "version 1, published on 15 September 2026" in older
    assert read("/reports/?register=invented").count('<a href="/reports/CPT') == 1


def test_a_correction_that_arrives_before_the_first_version_stays_the_newest(shelf: Any, read: Read) -> None:
    """The courier may bring them in any order."""
    shelf.publish(version=2, paragraphs=[shelf.paragraph(1, "Ten cells.")])
    shelf.publish(paragraphs=[shelf.paragraph(1, "Twelve cells.")])
    assert "Ten cells." in read(ADDRESS)


def test_a_repeated_parcel_changes_nothing(shelf: Any, read: Read) -> None:
    """The same digest is welcome again."""
    first = shelf.publish()
    page = read(ADDRESS)
    assert (first, shelf.publish()) == ("taken", "known")
    assert read(ADDRESS) == page


@pytest.mark.parametrize(
    "address",
    [
        "/reports/CPT-Inf-2026-5/",
        f"{ADDRESS}paragraphs/0/",
        f"{ADDRESS}paragraphs/4/",
        f"{ADDRESS}paragraphs/{10**30}/",
        f"{ADDRESS}versions/2/",
        f"{ADDRESS}versions/{10**30}/",
        f"{ADDRESS}versions/2/data.json",
        "/reports/CPT-Inf-2026-5/data.json",
        "/reports/CPT-Inf-2026-5/items.csv",
        "/reports/CPT-Inf-2026-5/paragraphs/1/",
    ],
)
def test_what_is_not_published_is_not_there(address: str, shelf: Any, read: Read) -> None:
    """Slug, paragraph or version: the same page, which says nothing of what was asked for."""
    shelf.publish()
    page = read(address, 404)
    assert "There is no such page" in page
    assert "CPT/Inf" not in page


def test_reports_on_invented_states_are_in_no_list_and_no_count_of_real_ones(shelf: Any, read: Read) -> None:
    """And the other way round."""
    shelf.publish(4, "XXA")
    shelf.publish(5, "FRA")
    real, invented = read("/reports/"), read("/reports/?register=invented")
    assert "Report 5" in real
    assert "Report 4" not in real
    assert "1 published report" in real
    assert "State XXA" not in real
    assert "Report 4" in invented
    assert "Report 5" not in invented


def test_the_list_is_filtered_by_state_and_turned_by_pages(shelf: Any, read: Read) -> None:
    """Fifty on a page; the address keeps the filter."""
    for number in range(1, 56):
        shelf.publish(number, "XXA")
    shelf.publish(60, "XXB")
    page = read("/reports/?state=XXA")
    assert "55 published reports on State XXA" in page
    assert page.count('<li><a href="/reports/CPT') == 50
    assert "state=XXA&amp;page=2" in page
    second = read("/reports/?state=xxa&page=2")
    assert second.count('<li><a href="/reports/CPT') == 5
    assert "Report 60" not in page + second
    assert "No report on this State" in read("/reports/?state=XXC")
    assert "<script>" not in read("/reports/?state=<script>&page=<script>")


def test_the_list_makes_the_same_queries_for_ten_reports_and_a_thousand(
    shelf: Any, read: Read, django_assert_num_queries: Any
) -> None:
    """Five: the States, bodies and years to choose from, the count and the page."""
    from unannounced.records.shelf.models import ShelvedReport

    shelf.publish(1, "XXA")
    one = ShelvedReport.objects.get()
    for numbers in (range(2, 11), range(11, 1001)):
        rows = []
        for number in numbers:
            one.pk, one.slug = None, f"r-{number}"
            rows.append(ShelvedReport(**{f.attname: getattr(one, f.attname) for f in one._meta.concrete_fields}))
        ShelvedReport.objects.bulk_create(rows)
        with django_assert_num_queries(5):
            read("/reports/?register=invented&page=1")


def long_report(shelf: Any, size: int) -> list[dict[str, Any]]:
    """``size`` paragraphs of some length with two items and a response each."""
    text = "The delegation spoke in private with the persons held there. " * 8
    answers = [shelf.response(text)]
    return [
        shelf.paragraph(
            n,
            text,
            chapter=f"Chapter {n // 25}",
            items=[shelf.item(f"{n}.1", responses=answers), shelf.item(f"{n}.2", kind="comment")],
        )
        for n in range(1, size + 1)
    ]


def test_five_hundred_paragraphs_are_rendered_at_once_and_with_the_queries_of_five(
    shelf: Any, read: Read, django_assert_num_queries: Any
) -> None:
    """A generous bound for a busy machine; `bench` measures it properly."""
    shelf.publish(1, paragraphs=long_report(shelf, 5))
    shelf.publish(2, paragraphs=long_report(shelf, 500))
    for number in (1, 2):
        with django_assert_num_queries(5):
            page = read(f"/reports/CPT-Inf-2026-{number}/whole/")
    assert page.count('class="para"') == 500
    best = min(_seconds(lambda: read("/reports/CPT-Inf-2026-2/whole/")) for _ in range(3))
    assert best <= 0.4


def _seconds(done: Callable[[], object]) -> float:
    begun = time.perf_counter()
    done()
    return time.perf_counter() - begun


def test_the_data_are_the_very_bytes_that_left_the_office(shelf: Any, client: Any, read: Read) -> None:
    """Whoever keeps them can compare their digest with the one on the page."""
    shelf.publish()
    answered = client.get(f"{ADDRESS}data.json")
    assert answered.headers["Content-Type"] == "application/json"
    assert json.loads(answered.content)["symbol"] == "CPT/Inf (2026) 4"
    assert hashlib.sha256(answered.content).hexdigest() in read(ADDRESS)


def test_the_table_of_items_has_a_line_for_each_response(shelf: Any, client: Any) -> None:
    """And one for an item without any; a text that looks like a formula is made harmless."""
    answers = [shelf.response("=1+1"), shelf.response("Later, we did.", on="2026-06-01")]
    items = [shelf.item("1.1", responses=answers), shelf.item("1.2", "Inform us.", kind="request")]
    shelf.publish(paragraphs=[shelf.paragraph(1, items=items)])
    answered = client.get(f"{ADDRESS}items.csv")
    assert answered.headers["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answered.content.decode())))
    assert [(row["item"], row["response_text"]) for row in rows] == [
        ("1.1", "'=1+1"),
        ("1.1", "Later, we did."),
        ("1.2", ""),
    ]


def test_a_report_is_kept_for_five_minutes_and_not_sent_twice(shelf: Any, client: Any) -> None:
    """By language: a French reader never gets the English page out of a cache."""
    shelf.publish()
    answered = client.get(ADDRESS)
    assert answered.headers["Cache-Control"] == "public, max-age=300"
    assert {"Accept-Language", "Cookie"} <= {part.strip() for part in answered.headers["Vary"].split(",")}
    etag = answered.headers["ETag"]
    again = client.get(ADDRESS, headers={"If-None-Match": etag})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", etag)
    assert "Cookie" in again.headers["Vary"]
    french = client.get(ADDRESS, headers={"If-None-Match": etag, "Accept-Language": "fr"})
    assert french.status_code == 200
    shelf.publish(version=2, published_on="2026-10-01")
    assert client.get(ADDRESS, headers={"If-None-Match": etag}).status_code == 200


def test_two_readers_get_the_same_bytes(shelf: Any, client: Any) -> None:
    """No token, no cookie: nothing in the page tells one reader from another."""
    shelf.publish()
    one, other = client.get(ADDRESS), client.get(ADDRESS)
    assert one.content == other.content
    assert not one.cookies


def test_a_report_without_paragraphs_and_one_of_a_state_not_in_the_register_can_be_read(shelf: Any, read: Read) -> None:
    """Nothing on the page leads to an address that is not there."""
    shelf.publish(paragraphs=[])
    page = read(ADDRESS)
    assert "no paragraph" in page
    assert 'href="/states/XXA/"' not in page
    shelf.register(shelf.state("XXA", "Aldmoor"))
    assert 'href="/states/XXA/"' in read(ADDRESS)


def test_every_address_on_the_pages_of_a_report_leads_somewhere(shelf: Any, client: Any, read: Read) -> None:
    """Links inside the portal are followed once."""
    shelf.register(shelf.state("XXA", "Aldmoor"))
    shelf.publish()
    shelf.publish(version=2, published_on="2026-10-01")
    pages = [ADDRESS, f"{ADDRESS}versions/1/", f"{ADDRESS}paragraphs/2/", "/states/XXA/", "/", "/reports/", "/states/"]
    found = {link for page in pages for link in re.findall(r'<a[^>]* href="(/[^"#]*)', read(page))}
    for link in found:
        assert client.get(link.replace("&amp;", "&")).status_code == 200, link


def test_the_day_is_asked_once_for_a_page(shelf: Any, read: Read, today: Callable[[datetime], None]) -> None:
    """The page says on which day it was true."""
    shelf.publish()
    today(datetime(2027, 1, 5, tzinfo=UTC))
    assert "As of 5 January 2027" in read(ADDRESS)
