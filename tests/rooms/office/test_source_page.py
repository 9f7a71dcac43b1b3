"""The file a report was read from, beside what was read: page by page, with an item in a frame; nobody else sees it."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from tests.crafts.papers import REVIEW, paged, pdf
from tests.papers import now, paper
from tests.rooms.office.sameness import absent, ask, client_of, told_by
from tests.rooms.office.test_reading_apart import bomb
from tests.world import World
from unannounced.crafts.reading import Reading, Unreadable, read
from unannounced.records.archive.actions import take_in_report
from unannounced.records.archive.queries import Known, Offered
from unannounced.records.ledger.models import Reading as Opened
from unannounced.records.recommendations.models import Item
from unannounced.records.reports.models import Report
from unannounced.rooms.office import showing_apart
from unannounced.rooms.office.showing_apart import SHOWING, Showing

pytestmark = pytest.mark.django_db
FRAME = (0x9A, 0x4B, 0x00)


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """Each test begins with nothing drawn, and leaves no process behind."""
    SHOWING.end()
    yield
    SHOWING.end()


def taken_in(world: World, content: bytes, name: str, *, words_of: bytes | None = None) -> Report:
    """A report of Bresk from a file; ``words_of`` is what a reader found in it, where that is another file."""
    reading = read("words.txt" if words_of else name, words_of or content, {"XXB": "Bresk"})
    assert isinstance(reading, Reading)
    about = reading.about
    known = Known(world.states["XXB"], about.dated_on or now().date(), about.symbol, about.body, already_public=True)
    report = take_in_report(Offered(name, content, reading, known), by=world.maud, at=now()).report
    assert report is not None
    return report


def of_pages(world: World) -> Report:
    return taken_in(world, pdf(paged(REVIEW.replace("2029", "2019"), "A/HRC/91/7")), "bresk.pdf")


def words(client: Client, path: str) -> str:
    return " ".join(client.get(path).content.decode().split())


def colours(png: bytes) -> set[Any]:
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    return {colour for _count, colour in picture.getcolors(1 << 20) or []}


def test_a_page_is_shown_as_a_picture_with_its_text_below_and_the_next_one_a_step_away(world: World) -> None:
    report, client = of_pages(world), client_of(world, "ana")
    page = words(client, f"/reports/{report.pk}/files/1/read/")
    assert "Page 1 of bresk.pdf" in page
    assert f'src="/reports/{report.pk}/files/1/pages/1/"' in page
    assert 'alt="Picture of page 1; its text stands below."' in page
    assert "Distr.: General" in page
    assert 'rel="next" href="?page=2"' in page
    assert 'rel="prev"' not in page
    answer = client.get(f"/reports/{report.pk}/files/1/pages/1/")
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert Image.open(io.BytesIO(answer.content)).width > 500
    assert FRAME not in colours(answer.content)
    assert Opened.objects.filter(subject_id=report.pk, by=world.ana.pk).count() == 2


def test_an_item_stands_in_a_frame_on_its_page_and_only_there(world: World) -> None:
    report, client = of_pages(world), client_of(world, "ana")
    item = Item.objects.get(report=report, text__startswith="Open the prison of Harrow")
    on = next(
        number
        for number in range(1, 6)
        if FRAME in colours(client.get(f"/reports/{report.pk}/files/1/pages/{number}/?item={item.pk}").content)
    )
    page = words(client, f"/reports/{report.pk}/files/1/read/?page={on}&item={item.pk}")
    assert f"Item {item.number} stands in the frame." in page
    assert f'src="/reports/{report.pk}/files/1/pages/{on}/?item={item.pk}"' in page
    other = words(client, f"/reports/{report.pk}/files/1/read/?page=1&item={item.pk}")
    assert "was not found by its words on this page" in other
    assert FRAME not in colours(client.get(f"/reports/{report.pk}/files/1/pages/1/?item={item.pk}").content)


def test_a_file_of_the_same_words_opens_at_the_page_on_which_an_item_stands(world: World) -> None:
    text = REVIEW.replace("2029", "2019")
    report, client = taken_in(world, text.encode(), "bresk.txt"), client_of(world, "ana")
    assert of_pages(world) == report, "the same report in another format is another rendition"
    item = Item.objects.get(report=report, text__startswith="Open the prison of Harrow")
    page = words(client, f"/reports/{report.pk}/files/2/read/?item={item.pk}")
    assert f"Item {item.number} stands in the frame." in page
    assert "Page 1 of bresk.pdf" not in page


def test_a_page_that_is_not_there_is_said_and_an_address_that_is_none_begins_at_the_first(world: World) -> None:
    report, client = of_pages(world), client_of(world, "ana")
    answer = client.get(f"/reports/{report.pk}/files/1/read/?page=99")
    assert answer.status_code == 404
    assert "The file has no page 99" in answer.content.decode()
    assert client.get(f"/reports/{report.pk}/files/1/pages/99/").status_code == 404
    assert client.get(f"/reports/{report.pk}/files/1/pages/0/").status_code == 404
    assert client.get(f"/reports/{report.pk}/files/1/pages/{10**30}/").status_code == 404
    assert "Page 1 of bresk.pdf" in words(client, f"/reports/{report.pk}/files/1/read/?page=-3&item=nothing")


def test_a_file_without_pages_is_shown_as_text_with_anchors_and_the_item_marked(world: World) -> None:
    report, client = taken_in(world, paper(), "bresk.txt"), client_of(world, "ana")
    item = Item.objects.get(report=report, text__startswith="Give everybody a bed")
    answer = client.get(f"/reports/{report.pk}/files/1/read/?item={item.pk}")
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/reports/{report.pk}/files/1/text/?item={item.pk}#marked"
    page = words(client, answer.headers["Location"])
    assert "<mark>Give everybody a bed</mark> (Corvania, Dorvane)" in page
    assert page.count('id="marked"') == 1
    assert '<span id="p-2"></span>' in page
    assert f"Item {item.number} is marked in the text." in page


def test_a_long_text_is_shown_part_by_part_and_opens_at_the_item(world: World) -> None:
    long = "The delegation said that much had been done in the prisons. " * 1500
    report, client = taken_in(world, paper(words=long), "bresk.txt"), client_of(world, "ana")
    item = Item.objects.get(report=report, text__startswith="Give everybody a bed")
    first = words(client, f"/reports/{report.pk}/files/1/text/")
    assert "Part 1 of 4" in first
    assert 'rel="next" href="?part=2"' in first
    assert len(first) < 60_000
    last = words(client, f"/reports/{report.pk}/files/1/text/?item={item.pk}")
    assert "Part 4 of 4" in last
    assert "<mark>Give everybody a bed</mark>" in last
    assert "Part 4 of 4" in words(client, f"/reports/{report.pk}/files/1/text/?part=77")


def test_what_is_in_a_file_is_text_and_never_markup(world: World) -> None:
    content = paper(items=("Close the <script>alert(1)</script> wing (Aldmoor)", "Give everybody a bed (Corvania)"))
    report, client = taken_in(world, content, "bresk.txt"), client_of(world, "ana")
    item = Item.objects.filter(report=report).order_by("place_in_paragraph")[0]
    page = words(client, f"/reports/{report.pk}/files/1/text/?item={item.pk}")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


@pytest.mark.parametrize("path", ["files/1/read/", "files/1/pages/1/", "files/1/text/", "files/1/read/?page=2"])
def test_a_file_of_a_report_that_somebody_does_not_see_is_answered_like_none(world: World, path: str) -> None:
    report = of_pages(world)
    for key in ("ruth", "piet", "rosa"):
        client = client_of(world, key)
        ask(client, "/states/")
        held, empty = ask(client, f"/reports/{report.pk}/{path}"), ask(client, f"/reports/{absent()}/{path}")
        assert told_by(held, empty) == []
        assert held.status == 404
    assert not Opened.objects.filter(subject_id=report.pk).exists()


def test_an_item_of_another_report_marks_nothing(world: World) -> None:
    report, other = of_pages(world), taken_in(world, paper(), "other.txt")
    item = Item.objects.filter(report=other)[0]
    page = words(client_of(world, "ana"), f"/reports/{report.pk}/files/1/read/?item={item.pk}")
    assert "Item " not in page.partition("</header>")[2].partition("<figure")[0]


@pytest.mark.parametrize("content", [bomb(8_000_000), b"%PDF-1.7 nothing else", pdf([["x"]])[:-200]])
def test_a_file_that_brings_a_viewer_down_brings_down_nothing_else(world: World, content: bytes) -> None:
    report, client = taken_in(world, content, "hostile.pdf", words_of=paper()), client_of(world, "ana")
    sound = of_pages(world)
    answer = client.get(f"/reports/{report.pk}/files/1/read/")
    assert answer.status_code in (200, 404)
    assert client.get(f"/reports/{sound.pk}/files/1/pages/1/").status_code == 200


def test_a_page_that_takes_too_long_is_given_up_and_said(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(showing_apart, "LONGEST_SHOWING", 0)
    answer = client_of(world, "ana").get(f"/reports/{of_pages(world).pk}/files/1/read/")
    assert answer.status_code == 404
    assert "took longer than 0 seconds" in answer.content.decode()


def test_a_page_is_drawn_once_for_the_page_and_its_picture(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    report, client = of_pages(world), client_of(world, "ana")
    client.get(f"/reports/{report.pk}/files/1/read/")
    monkeypatch.setattr(SHOWING._apart, "hand_over", never)
    assert client.get(f"/reports/{report.pk}/files/1/pages/1/").status_code == 200


def never(asked: object) -> None:
    raise AssertionError(asked)


def test_the_page_of_the_report_leads_to_its_files(world: World) -> None:
    report = of_pages(world)
    assert f'href="/reports/{report.pk}/files/1/read/"' in words(client_of(world, "ana"), f"/reports/{report.pk}/")


def test_after_an_interruption_nobody_is_given_what_another_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    showing = Showing()
    waits = showing._apart.result

    def interrupted(*, wait: float) -> None:
        raise KeyboardInterrupt

    try:
        monkeypatch.setattr(showing._apart, "result", interrupted)
        with pytest.raises(KeyboardInterrupt):
            showing.text("1", "one.txt", lambda: b"The words of one.")
        monkeypatch.setattr(showing._apart, "result", waits)
        shown = showing.text("2", "two.txt", lambda: b"The words of two.")
    finally:
        showing.end()
    assert isinstance(shown, str)
    assert "two" in shown


def test_what_took_too_long_once_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    showing = Showing()
    try:
        monkeypatch.setattr(showing_apart, "LONGEST_SHOWING", 0)
        assert isinstance(showing.text("1", "one.txt", lambda: b"The words of one."), Unreadable)
        monkeypatch.setattr(showing_apart, "LONGEST_SHOWING", 20)
        assert isinstance(showing.text("1", "one.txt", lambda: b"The words of one."), str)
    finally:
        showing.end()
