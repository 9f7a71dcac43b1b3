"""Requests for information: listed, read, reminded, answered with a document; seen by the Committee alone."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.rooms.office.sameness import absent, ask, client_of, told_by
from tests.world import TODAY, World, moment
from unannounced.duties.requesting import RequestStatus
from unannounced.records.documents.models import Document
from unannounced.records.ledger.linking import link_all
from unannounced.records.ledger.models import Line
from unannounced.records.ledger.verifying import verify
from unannounced.records.requests.actions import answer_request, make_request, remind_state
from unannounced.records.requests.models import Answer, Reminder, Request
from unannounced.records.requests.queries import as_asked, in_full, requests_seen_by, standing_so
from unannounced.rooms.office.acts import fields

pytestmark = pytest.mark.django_db


def asked(world: World, *, days_ago: int, subject: str = "A death in custody", state: str = "XXC") -> Request:
    """A request made so many days ago; its answer is due thirty days after that."""
    day = TODAY - timedelta(days=days_ago)
    said = "Please send the report of the inquiry."
    return make_request(subject, said, to_state=world.states[state], made_on=day, by=world.maud, at=moment(day))


def on_page(client: Client, path: str) -> str:
    """The words of a page that opens."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_requests_are_found_by_state_by_answer_and_by_words_of_their_subject(world: World) -> None:
    late, awaited, other = (
        asked(world, days_ago=40),
        asked(world, days_ago=3, subject="Transfer of a minor"),
        asked(world, days_ago=50, subject="Deportation flight", state="XXB"),
    )
    answer_request(other, "It took off.", received_on=TODAY, by=world.maud, at=moment(TODAY))
    client, base = client_of(world, "ines"), "/requests/?register=invented"
    for question, found in (
        ("", {late, awaited, other}),
        ("&state=XXC", {late, awaited}),
        ("&status=overdue", {late}),
        ("&status=awaited", {awaited}),
        ("&status=answered", {other}),
        ("&status=forgotten", set()),
        ("&words=minor transfer", {awaited}),
        ("&words=death&state=XXB", set()),
    ):
        page = on_page(client, base + question)
        assert {one for one in (late, awaited, other) if f'href="/requests/{one.pk}/"' in page} == found, question
    assert "No request is like that." in on_page(client, f"{base}&words=nothing")
    assert "Nothing here yet" in on_page(client, "/requests/?register=real")


def test_the_query_says_of_each_request_what_the_rule_says(world: World) -> None:
    answered, late_answer, reminded, silent, fresh = (asked(world, days_ago=days) for days in (90, 80, 70, 60, 10))
    for request, day in ((answered, 85), (late_answer, 20)):
        on = TODAY - timedelta(days=day)
        answer_request(request, "Here it is.", received_on=on, by=world.maud, at=moment(on))
    day = TODAY - timedelta(days=5)
    remind_state(reminded, made_on=day, by=world.maud, at=moment(day))
    everything = requests_seen_by(world.ines)
    said = {one.request.pk: one.status for one in as_asked(in_full(everything), today=TODAY)}
    for status in RequestStatus:
        queried = set(standing_so(everything, status, today=TODAY).values_list("pk", flat=True))
        assert queried == {pk for pk, held in said.items() if held is status}
    assert said[reminded.pk] is RequestStatus.AWAITED
    assert said[silent.pk] is RequestStatus.OVERDUE
    assert said[fresh.pk] is RequestStatus.AWAITED
    silences = {one.request.pk: one.silence for one in as_asked(in_full(everything), today=TODAY)}
    assert silences[late_answer.pk] == 30
    assert silences[reminded.pk] == 40
    assert silences[answered.pk] is None


def test_the_page_of_a_request_shows_its_words_its_arithmetic_and_its_silence(world: World) -> None:
    request = asked(world, days_ago=40)
    page = on_page(client_of(world, "ines"), f"/requests/{request.pk}/")
    assert "Please send the report of the inquiry." in page
    assert "30 calendar days after the request" in page
    assert "10 days so far" in page
    assert f'href="/requests/{request.pk}/remind/"' in page
    assert "Answer was due; none had come" in page


def reminder_form(client: Client, request: Request) -> dict[str, str]:
    """The hidden fields of the form of a reminder, as it was given out."""
    page = on_page(client, f"/requests/{request.pk}/remind/")
    return dict(re.findall(r'name="(key|sets)" value="([^"]*)"', page))


def test_the_new_day_is_shown_before_a_state_is_reminded_and_shown_again_when_the_day_is_another(world: World) -> None:
    request, client = asked(world, days_ago=40), client_of(world, "maud")
    path, given = f"/requests/{request.pk}/remind/", reminder_form(client, request)
    assert given["sets"] == (TODAY + timedelta(days=30)).isoformat()
    day = TODAY - timedelta(days=2)
    sent = {**given, "made_on": day.isoformat(), "text": ""}
    again = client.post(path, sent)
    assert again.status_code == 422
    new = day + timedelta(days=30)
    assert f'value="{new.isoformat()}"' in again.content.decode()
    assert not Reminder.objects.exists()
    done = client.post(path, {**sent, "sets": new.isoformat()})
    assert done.headers["Location"] == f"/requests/{request.pk}/"
    (held,) = Reminder.objects.all()
    assert (held.made_on, held.due_on) == (day, new)
    page = on_page(client, f"/requests/{request.pk}/")
    assert "silence still counts from" in page
    assert "10 days so far" in page


def test_a_state_that_is_not_overdue_is_not_reminded_and_the_page_says_why(world: World) -> None:
    request, client = asked(world, days_ago=3), client_of(world, "maud")
    page = on_page(client, f"/requests/{request.pk}/")
    assert f'href="/requests/{request.pk}/remind/"' not in page
    assert "the answer is not overdue" in page
    sent = {"made_on": TODAY.isoformat(), "text": "", "key": "", "sets": ""}
    assert client.post(f"/requests/{request.pk}/remind/", sent).status_code == 409
    assert not Reminder.objects.exists()


def answer_with(client: Client, request: Request, name: str, content: bytes) -> Any:
    """The answer to the form of an answer with a document."""
    path = f"/requests/{request.pk}/answer/"
    page = on_page(client, path)
    assert 'enctype="multipart/form-data"' in page
    key = re.findall(r'name="key" value="([^"]*)"', page)[0]
    document = SimpleUploadedFile(name, content)
    sent = {"key": key, "text": "The inquiry has ended.", "received_on": TODAY.isoformat(), "document": document}
    return client.post(path, sent)


def test_an_answer_comes_with_its_document_which_is_kept_byte_for_byte_and_only_ever_saved(world: World) -> None:
    request, client = asked(world, days_ago=40), client_of(world, "maud")
    content = b"<script>alert(1)</script>\x00"
    assert answer_with(client, request, "../../réponse.html", content).status_code == 302
    (held,) = Document.objects.all()
    assert (held.file_name, bytes(held.content)) == ("réponse.html", content)
    path = f"/requests/{request.pk}/documents/{held.pk}/"
    assert f'href="{path}"' in on_page(client, f"/requests/{request.pk}/")
    got = client.get(path)
    assert got.content == content
    assert got.headers["Content-Type"] == "application/octet-stream"
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert got.headers["Content-Disposition"].startswith("attachment")
    link_all()
    assert verify().faults == []
    line = Line.objects.order_by("-seq").first()
    assert line is not None
    assert (line.act, line.subject_id) == ("register an answer", request.pk)


def test_a_document_that_is_too_large_or_empty_is_refused_and_nothing_typed_is_lost(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fields, "LARGEST_DOCUMENT", 10)
    request, client = asked(world, days_ago=40), client_of(world, "maud")
    for content, problem in ((b"x" * 11, "a document may have 25 MB"), (b"", "The file is empty.")):
        answer = answer_with(client, request, "answer.pdf", content)
        assert answer.status_code == 422
        assert problem in answer.content.decode()
        assert "The inquiry has ended." in answer.content.decode()
    assert not Answer.objects.exists()
    assert not Document.objects.exists()


@pytest.mark.parametrize("key", ["ruth", "piet", "rosa"])
def test_who_is_neither_member_nor_secretariat_learns_nothing_of_requests(world: World, key: str) -> None:
    client = client_of(world, key)
    ask(client, "/states/")
    before = ask(client, "/requests/?register=invented")
    request = asked(world, days_ago=40)
    document = Document.as_it_came("answer.txt", b"words")
    at = moment(TODAY)
    answer_request(request, "Here it is.", received_on=TODAY, document=document, by=world.maud, at=at)
    assert not told_by(ask(client, "/requests/?register=invented"), before)
    for there, nowhere in (
        (f"/requests/{request.pk}/", f"/requests/{absent()}/"),
        (f"/requests/{request.pk}/documents/{document.pk}/", f"/requests/{absent()}/documents/{absent()}/"),
    ):
        held, empty = ask(client, there), ask(client, nowhere)
        assert held.status == 404
        assert not told_by(held, empty)


def test_a_document_of_another_request_is_not_found_under_this_one(world: World) -> None:
    one, other = asked(world, days_ago=40), asked(world, days_ago=41)
    document = Document.as_it_came("answer.txt", b"words")
    answer_request(one, "Here it is.", received_on=TODAY, document=document, by=world.maud, at=moment(TODAY))
    client = client_of(world, "ines")
    assert client.get(f"/requests/{one.pk}/documents/{document.pk}/").status_code == 200
    assert client.get(f"/requests/{other.pk}/documents/{document.pk}/").status_code == 404


def test_the_list_of_requests_has_an_end_and_asks_as_often_for_fifty_as_for_five(world: World) -> None:
    for _number in range(5):
        asked(world, days_ago=40)
    client, path = client_of(world, "ines"), "/requests/?register=invented"
    counts = []
    for more in (0, 55):
        for number in range(more):
            asked(world, days_ago=40 + number % 5)
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            page = on_page(client, path)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert page.count("<tr data-row>") == 50
    assert "1–50 of 60" in page
    assert on_page(client, f"{path}&page=2").count("<tr data-row>") == 10
