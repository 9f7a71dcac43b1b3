"""One item: the response with its document, both withdrawn, the time set, the reading corrected, what it said before."""

import re
from datetime import timedelta

import pytest
from bench.inside.archive import furnish
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.rooms.office.archive import page_of
from tests.rooms.office.sameness import absent, ask, client_of, run_command, told_by
from tests.world import TODAY, World, answered, moment, transmitted
from unannounced.duties.dialogue import Claim, FollowUp, Position, Verdict
from unannounced.records.documents.models import Document
from unannounced.records.ledger.models import Reading
from unannounced.records.recommendations.actions import assess, correct_item, register_response
from unannounced.records.recommendations.models import Assessment, EarlierReading, Item, Response
from unannounced.records.recommendations.queries import thread_of
from unannounced.rooms.office.acts import fields

pytestmark = pytest.mark.django_db

KEY = re.compile(r'name="key" value="([^"]+)"')
CONTENT = b"%PDF-1.7 <script>alert(1)</script>"
ANSWER = {"claim": "accepted", "text": "It will be done.", "received_on": TODAY.isoformat()}


@pytest.fixture
def office(db: None) -> World:
    """Two reports from the archive, the second another body's, and nobody answered it."""
    return furnish(reports=2, items=6).world


def an_item(code: str = "XXB") -> Item:
    """An item of the archive."""
    found = Item.objects.filter(report__state__code=code, read_with__isnull=False)
    return found.select_related("report__visit", "report__state", "paragraph").order_by("pk")[0]


def do(client: Client, item: Item, act: str, said: dict[str, object]) -> str:
    """Fill in the form of an act on an item; the page that follows."""
    path = f"/items/{item.pk}/{act}/"
    key = KEY.search(page_of(client, path))
    assert key is not None
    answer = client.post(path, {**said, "key": key[1]}, follow=True)
    return answer.content.decode()


def pdf(name: str = "reply.pdf", content: bytes = CONTENT) -> SimpleUploadedFile:
    """A document as it comes."""
    return SimpleUploadedFile(name, content, content_type="text/html")


def test_a_response_is_registered_with_the_document_it_came_in_and_the_page_hands_it_out(office: World) -> None:
    item, client = an_item(), client_of(office, "maud")
    page = do(client, item, "register-response", {**ANSWER, "document": pdf("C:\\letters\\reply.pdf")})
    document = Document.objects.get(responses__item=item)
    url = f"/items/{item.pk}/documents/{document.pk}/"
    assert f'href="{url}"' in page
    assert "reply.pdf" in page
    answer = client.get(url)
    assert answer.content == CONTENT
    assert answer["Content-Disposition"] == 'attachment; filename="reply.pdf"'
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert Reading.objects.filter(subject="documents_document", subject_id=document.pk).count() == 1


def test_a_document_may_be_left_out_and_is_kept_once_if_sent_twice(office: World) -> None:
    item, client = an_item(), client_of(office, "maud")
    do(client, item, "register-response", ANSWER)
    assert not Document.objects.filter(responses__item=item).exists()
    path = f"/items/{item.pk}/register-response/"
    key = KEY.search(page_of(client, path))
    assert key is not None
    for _twice in range(2):
        said = {**ANSWER, "text": "With a letter.", "key": key[1], "document": pdf()}
        assert client.post(path, said).status_code == 302
    assert Document.objects.filter(responses__item=item).count() == 1
    assert Response.objects.filter(item=item).count() == 2


def test_a_document_that_is_too_large_or_empty_is_refused_and_what_was_typed_stays(
    office: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fields, "LARGEST_DOCUMENT", 10)
    item, client = an_item(), client_of(office, "maud")
    for content, words in ((CONTENT, "a document may have 25 MB"), (b"", "The file is empty")):
        page = do(client, item, "register-response", {**ANSWER, "document": pdf(content=content)})
        assert words in page
        assert "It will be done." in page
    assert Response.objects.filter(item=item).count() == 0


def test_a_document_of_a_hidden_item_is_answered_like_one_that_does_not_exist(world: World) -> None:
    chain = transmitted(world)
    item = Item.objects.select_related("report__visit").get(pk=chain.item.pk)
    document = Document.as_it_came("reply.pdf", CONTENT)
    register_response(
        item, "Done.", claim=Claim.IMPLEMENTED, received_on=TODAY, document=document, by=world.maud, at=moment(TODAY)
    )
    assert ask(client_of(world, "ines"), f"/items/{item.pk}/documents/{document.pk}/").status == 200
    for key in ("ruth", "piet", "rosa"):
        client = client_of(world, key)
        ask(client, "/states/")
        there = ask(client, f"/items/{item.pk}/documents/{document.pk}/")
        nowhere = ask(client, f"/items/{absent()}/documents/{absent()}/")
        assert not told_by(there, nowhere)
        assert there.status == 404


def test_a_document_is_handed_out_only_under_its_own_item(office: World) -> None:
    item, client = an_item(), client_of(office, "maud")
    do(client, item, "register-response", {**ANSWER, "document": pdf()})
    document = Document.objects.get(responses__item=item)
    other = Item.objects.exclude(pk=item.pk)[0]
    assert client.get(f"/items/{other.pk}/documents/{document.pk}/").status_code == 404


def test_what_was_withdrawn_stays_struck_through_with_its_reason_and_counts_no_more(office: World) -> None:
    item, client = an_item(), client_of(office, "maud")
    Item.objects.filter(pk=item.pk).update(position=Position.UNKNOWN.value)
    do(client, item, "register-response", ANSWER)
    response = Response.objects.get(item=item)
    page = do(client, item, "withdraw", {"which": str(response.pk), "because": "Another item was meant."})
    assert "<del>It will be done.</del>" in page
    assert "Another item was meant." in page
    assert '<span class="tag">withdrawn</span>' in page
    item.refresh_from_db()
    assert thread_of(an_item(), today=TODAY).follow_up.status in (FollowUp.AWAITED, FollowUp.OVERDUE)


def test_which_of_them_is_withdrawn_is_chosen_and_the_last_one_is_offered_first(office: World) -> None:
    item, client = an_item(), client_of(office, "maud")
    early, late = moment(TODAY - timedelta(days=2)), moment(TODAY - timedelta(days=1))
    day = TODAY - timedelta(days=3)
    response = register_response(item, "Yes.", claim=Claim.ACCEPTED, received_on=day, by=office.maud, at=early)
    verdict = assess(item, "No.", verdict=Verdict.NOT_IMPLEMENTED, evidence="x", day=day, by=office.maud, at=late)
    page = page_of(client, f"/items/{item.pk}/withdraw/")
    assert page.index(str(verdict.pk)) < page.index(str(response.pk))
    refused = do(client, item, "withdraw", {"which": str(response.pk), "because": "Mistaken."})
    assert "registered after it and may rest on it" in refused
    do(client, item, "withdraw", {"which": str(verdict.pk), "because": "Mistaken."})
    assert Assessment.objects.get(pk=verdict.pk).withdrawn_at is not None
    do(client, item, "withdraw", {"which": str(response.pk), "because": "Mistaken too."})
    assert Response.objects.get(pk=response.pk).withdrawn_at is not None
    assert "Neither a response nor an assessment is registered" in page_of(client, f"/items/{item.pk}/withdraw/")


def test_what_belongs_to_another_item_cannot_be_withdrawn_here(office: World) -> None:
    client, (item, other) = client_of(office, "maud"), Item.objects.filter(report__state__code="XXB")[:2]
    do(client, other, "register-response", ANSWER)
    do(client, item, "register-response", ANSWER)
    foreign = Response.objects.get(item=other)
    assert "Choose one of the list." in do(client, item, "withdraw", {"which": str(foreign.pk), "because": "x y"})
    assert Response.objects.get(item=other).withdrawn_at is None


def test_the_page_says_what_was_read_how_surely_and_what_it_said_before(office: World) -> None:
    item, client = an_item(), client_of(office, "maud")
    page = page_of(client, f"/items/{item.pk}/")
    for words in (
        "Made by",
        item.made_by[0],
        f"numbered {item.printed} there",
        "97 per cent of items read in this way",
    ):
        assert words in page
    assert "What it said before" not in page
    said = {"position": "rejected", "made_by": "Aldmoor\nBresk", "because": "Read on page 14."}
    page = do(client, item, "correct-reading", said)
    for words in ("Aldmoor, Bresk", "The report itself says", "rejected", "What it said before", "Read on page 14."):
        assert words in page
    assert "corrected or confirmed by hand" in page
    assert EarlierReading.objects.get(item=item).made_by == item.made_by
    item.refresh_from_db()
    assert (item.position, item.made_by, item.read_with) == ("rejected", ["Aldmoor", "Bresk"], 100)


def test_the_time_to_respond_to_another_bodys_item_is_set_and_then_it_has_a_day(office: World) -> None:
    item, client = an_item("XXB"), client_of(office, "maud")
    assert item.report.body
    assert "no day is set: it is another body" in page_of(client, f"/items/{item.pk}/")
    page = do(client, item, "set-time", {"months": "12"})
    assert "How computed" in page
    assert "no day is set" not in page
    item.refresh_from_db()
    assert item.months == 12


def test_what_was_written_here_was_not_read_and_offers_no_correction(world: World) -> None:
    chain = transmitted(world)
    client = client_of(world, "maud")
    assert "correct-reading" not in page_of(client, f"/items/{chain.item.pk}/")
    refused = page_of(client, f"/items/{chain.item.pk}/correct-reading/")
    assert "The item was written here, not read from a file." in refused


def test_a_command_registers_a_response_with_its_document_and_withdraws_it(office: World, tmp_path: object) -> None:
    from pathlib import Path

    item, path = an_item(), Path(str(tmp_path)) / "reply.pdf"
    path.write_bytes(CONTENT)
    said = [part for name, value in ANSWER.items() for part in ("--set", f"{name}={value}")]
    asked = ["act", "item", "register-response", str(item.pk), "--as", "maud", *said, "--file", f"document={path}"]
    assert run_command(asked)[0] == 0
    response = Response.objects.select_related("document").get(item=item)
    assert response.document is not None
    assert bytes(response.document.content) == CONTENT
    chosen = ["--set", f"which={response.pk}", "--set", "because=Another item was meant."]
    assert run_command(["act", "item", "withdraw", str(item.pk), "--as", "maud", *chosen])[0] == 0
    response.refresh_from_db()
    assert response.withdrawn_at is not None
    missing = [*asked[:-1], f"document={path}.not-there"]
    code, _out, err = run_command(missing)
    assert (code, err.count("\n")) == (1, 1)


def test_a_correction_is_refused_to_those_without_the_mandate(office: World) -> None:
    from unannounced.duties.decision import RefusedByRule

    with pytest.raises(RefusedByRule):
        correct_item(an_item(), position=Position.NOTED, made_by=[], because="x y", by=office.piet, at=moment(TODAY))


def test_the_page_of_an_item_reads_no_bytes_of_a_document(world: World) -> None:
    chain = transmitted(world)
    answered(world, chain)
    sql = ask(client_of(world, "maud"), f"/items/{chain.item.pk}/").sql
    assert not [one for one in sql if '"documents_document"."content"' in one]
