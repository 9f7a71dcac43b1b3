"""The page of a report from the archive: where it is from, its files, what it said before, what can be done to it."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.papers import now, paper
from tests.rooms.office.sameness import client_of
from tests.world import TODAY, World, moment, transmitted
from unannounced.crafts.reading import Reading, read
from unannounced.duties.dialogue import Claim
from unannounced.records.archive.actions import take_in_report
from unannounced.records.archive.models import Rendition
from unannounced.records.archive.queries import Known, Offered
from unannounced.records.documents.models import Document
from unannounced.records.ledger.models import Line
from unannounced.records.ledger.models import Reading as Opened
from unannounced.records.recommendations.actions import register_response
from unannounced.records.recommendations.models import Item
from unannounced.records.reports.models import Report

pytestmark = pytest.mark.django_db


def archived(world: World, content: bytes | None = None, *, name: str = "bresk.txt", **known: Any) -> Report:
    """A review of Bresk by another body, taken in by Maud."""
    content = paper() if content is None else content
    reading = read(name, content, {"XXB": "Bresk"})
    assert isinstance(reading, Reading)
    about = reading.about
    said = {"symbol": about.symbol, "body": about.body, "already_public": True, **known}
    offered = Offered(name, content, reading, Known(world.states["XXB"], about.dated_on, **said))
    report = take_in_report(offered, by=world.maud, at=now()).report
    assert report is not None
    return Report.objects.select_related("state").get(pk=report.pk)


def words(client: Client, path: str) -> str:
    return " ".join(client.get(path).content.decode().split())


def page_of(client: Client, report: Report) -> str:
    return words(client, f"/reports/{report.pk}/")


def test_the_page_says_who_made_it_its_symbol_its_day_and_that_it_is_public_already(world: World) -> None:
    page = page_of(client_of(world, "ana"), archived(world))
    for said in (
        "Working Group on the Universal Periodic Review",
        "A/HRC/99/7",
        "14 May 2019",
        "It is public already; here members and secretariat read it.",
        "1 file, kept as it came",
        "gave the words",
        Document.objects.get().digest[:12],
        "Maud Tessier-Lang",
        "The report states a position of the State on 2 of 2 items",
    ):
        assert said in page, said


def test_a_symbol_that_is_not_known_is_said_and_can_be_entered(world: World) -> None:
    report, client = archived(world, symbol="", already_public=False), client_of(world, "maud")
    page = page_of(client, report)
    assert "not known" in page
    assert f'href="/reports/{report.pk}/correct/"' in page
    assert "Members and secretariat: it is confidential." in page
    form = client.get(f"/reports/{report.pk}/correct/").context["form"]
    said = {"key": form.initial["key"], "symbol": "A/HRC/99/70", "body": "", "already_public": "on"}
    emptied = client.post(f"/reports/{report.pk}/correct/", said)
    assert emptied.status_code == 422, "another body's report does not become one of ours by a keypress"
    assert client.post(f"/reports/{report.pk}/correct/", {**said, "own": "on"}).status_code == 302
    report.refresh_from_db()
    assert (report.symbol, report.body, report.already_public) == ("A/HRC/99/70", "", True)


def test_items_stand_with_their_printed_numbers_makers_and_positions(world: World) -> None:
    report, client = archived(world), client_of(world, "ana")
    page = page_of(client, report)
    assert 'id="i-4.1"' in page
    assert "recommendation 4.2" in page
    assert "made by Corvania, Dorvane" in page
    assert "</svg>accepted</span>" in page
    assert "the report says: accepted" not in page, "the same word twice"
    item = Item.objects.select_related("report__visit", "paragraph").get(report=report, printed="4.1")
    register_response(item, "Done.", claim=Claim.IMPLEMENTED, received_on=TODAY, by=world.maud, at=moment(TODAY))
    assert page_of(client, report).count("the report says: accepted") == 1


def test_anchors_of_items_are_valid_and_each_stands_once(world: World) -> None:
    report = archived(world)
    items = Item.objects.filter(report=report)
    items.filter(printed="4.1").update(printed='4 (a) "')
    items.filter(printed="4.2").update(printed="4 (a)")
    page = page_of(client_of(world, "ana"), report)
    assert page.count('id="i-4-a"') == 1
    assert page.count('id="i-4-a-again-2"') == 1


def test_a_file_is_fetched_as_it_came_and_the_reading_log_says_by_whom(world: World) -> None:
    report = archived(world)
    answer = client_of(world, "ana").get(f"/reports/{report.pk}/files/1/")
    assert answer.content == paper()
    assert answer.headers["Content-Disposition"] == 'attachment; filename="bresk.txt"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer.headers["Cache-Control"]
    opened = Opened.objects.filter(by=world.ana.pk, subject="reports_report", subject_id=report.pk)
    assert opened.count() == 1


@pytest.mark.parametrize("key", ["ruth", "piet", "rosa"])
def test_a_file_nobody_of_the_committee_asks_for_is_as_if_it_were_not_there(world: World, key: str) -> None:
    report, client = archived(world), client_of(world, key)
    for address in (f"/reports/{report.pk}/files/1/", f"/reports/{uuid4()}/files/1/", f"/reports/{report.pk}/files/9/"):
        assert client.get(address).status_code == 404
    assert not Opened.objects.exists()


def test_what_a_paragraph_said_before_and_what_was_left_out_can_be_read(world: World) -> None:
    archived(world)
    report = archived(world, paper(items=("Fit windows (Aldmoor)",), words="Much had been done in the prisons."))
    page = page_of(client_of(world, "ana"), report)
    assert "What it said before" in page
    assert "The delegation said that much had been done in the prisons and more was to come." in page
    assert "Left out since" in page
    assert "recommendation 4.2" in page
    assert "left out of file 2" in page
    assert "2 files, kept as they came" in page


def test_acts_without_a_meaning_for_an_archived_report_are_not_spoken_of(world: World) -> None:
    report, client = archived(world), client_of(world, "maud")
    page = page_of(client, report)
    for act in ("show-archived", "correct", "take-out"):
        assert f"/reports/{report.pk}/{act}/" in page
    for act in ("write-paragraph", "adopt", "transmit", "hold-vote", "publish", "request-publication", "mark-person"):
        assert f"/reports/{report.pk}/{act}/" not in page
        assert "act that is not open now" not in page
    drafted = transmitted(world).report
    for act in ("show-archived", "correct", "take-out"):
        assert f"/reports/{drafted.pk}/{act}/" not in page_of(client, drafted)


@pytest.mark.parametrize(
    "act", ["write-paragraph", "adopt", "transmit", "publish", "request-publication", "mark-person"]
)
def test_an_act_of_drafts_answers_sensibly_when_somebody_goes_there(world: World, act: str) -> None:
    report, client = archived(world), client_of(world, "maud")
    lines = Line.objects.count()
    assert "The report came from the archive" in words(client, f"/reports/{report.pk}/{act}/")
    assert client.post(f"/reports/{report.pk}/{act}/", {}).status_code == 409
    assert Line.objects.count() == lines


def test_a_confidential_report_of_this_mechanism_goes_the_way_of_publication(world: World) -> None:
    report = archived(world, body="", already_public=False)
    page = page_of(client_of(world, "maud"), report)
    assert "The State has not requested publication." in page
    assert f"/reports/{report.pk}/request-publication/" in page


def test_a_report_is_shown_on_the_portal_after_one_question(world: World) -> None:
    report, client = archived(world), client_of(world, "maud")
    question = client.get(f"/reports/{report.pk}/show-archived/")
    assert "everyone, for ever" in question.content.decode()
    key = question.context["form"].initial["key"]
    assert client.post(f"/reports/{report.pk}/show-archived/", {"key": key}).status_code == 302
    assert "Everyone: it is on the portal." in page_of(client, report)
    refused = words(client, f"/reports/{report.pk}/take-out/")
    assert "The report is on the portal, where it may have been cited." in refused


def test_what_is_confidential_is_not_shown_and_the_page_says_so_before_anybody_asks(world: World) -> None:
    report = archived(world, already_public=False)
    page = words(client_of(world, "maud"), f"/reports/{report.pk}/show-archived/")
    assert "The report does not say that it is public, so it stays confidential." in page
    assert "This cannot be undone." not in page


def test_a_report_is_taken_out_after_one_question_and_the_archive_comes_next(world: World) -> None:
    report, client = archived(world), client_of(world, "maud")
    question = client.get(f"/reports/{report.pk}/take-out/")
    assert "This cannot be undone." in question.content.decode()
    answer = client.post(f"/reports/{report.pk}/take-out/", {"key": question.context["form"].initial["key"]})
    assert answer.headers["Location"] == "/archive/"
    assert not Rendition.objects.exists()
    assert client.get(f"/reports/{report.pk}/").status_code == 404


def test_a_report_with_a_response_is_not_taken_out(world: World) -> None:
    report = archived(world)
    item = Item.objects.select_related("report__visit", "paragraph").filter(report=report).first()
    assert item is not None
    register_response(item, "Yes.", claim=Claim.ACCEPTED, received_on=TODAY, by=world.maud, at=moment(TODAY))
    page = words(client_of(world, "maud"), f"/reports/{report.pk}/take-out/")
    assert "1 responses, assessments or later items rest on it." in page
    assert Report.objects.filter(pk=report.pk).exists()
