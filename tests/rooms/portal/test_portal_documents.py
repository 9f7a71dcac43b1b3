"""What stands beside a report: its ground, a part of it, what a version changed, files, responses, statements."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.rooms.portal.conftest import carry, item, packed, paragraph, parcel, report, response, taken
from unannounced.duties import publishing
from unannounced.records.parcels.actions import ParcelRefused
from unannounced.records.shelf.actions import build_again
from unannounced.records.shelf.models import ShelvedResponse, ShelvedStatement
from unannounced.records.shelf.verifying import verify

Read = Callable[..., str]
ADDRESS = "/reports/CPT-Inf-2026-4/"
KEYS = {1: "5f0e6a52-6f3d-4b0a-9e0e-000000000001", 2: "5f0e6a52-6f3d-4b0a-9e0e-000000000002"}
pytestmark = pytest.mark.usefixtures("shelf", "today")


def keyed(number: int, text: str, **more: Any) -> dict[str, Any]:
    """A paragraph of the third version of the format."""
    return paragraph(number, text, id=KEYS.get(number, ""), **more)


def third(number: int = 4, **more: Any) -> dict[str, Any]:
    """A report in the third version of the format."""
    plain = {"body": "", "dated_on": None, "original": None, "ground": "request"}
    items = [{**item("2.1"), "made_by": [], "position": "unknown"}]
    paragraphs = [keyed(1, "Twelve cells."), keyed(2, "They were seen.", items=items)]
    return {**report(number), **plain, "paragraphs": paragraphs, **more}


def publish(**more: Any) -> Any:
    """A report comes to the portal."""
    return carry("publication", third(**more), 3)


def answered(version: int = 1, **more: Any) -> dict[str, Any]:
    """A State's response as a parcel holds it."""
    answer = {
        "paragraph": 2,
        "number": "2.1",
        "kind": "recommendation",
        "text": "Ensure rest.",
        "responses": [response()],
    }
    return {
        "slug": "CPT-Inf-2026-5",
        "symbol": "CPT/Inf (2026) 5",
        "version": version,
        "report": {"slug": "CPT-Inf-2026-4", "symbol": "CPT/Inf (2026) 4"},
        "title": "Report 4 on a visit",
        "state": report()["state"],
        "published_on": "2026-09-15",
        "answers": [answer],
        **more,
    }


def stated(number: int = 6, version: int = 1, **more: Any) -> dict[str, Any]:
    """A public statement as a parcel holds it."""
    return {
        "slug": f"CPT-Inf-2026-{number}",
        "symbol": f"CPT/Inf (2026) {number}",
        "version": version,
        "state": report()["state"],
        "ground": "refuses_to_improve",
        "opened_on": "2026-01-10",
        "state_heard_on": "2026-03-01",
        "adopted_on": "2026-07-01",
        "published_on": "2026-09-20",
        "text": "The State was asked twice.\n\nIt did not act.",
        **more,
    }


def test_the_ground_is_said_as_it_was(read: Read) -> None:
    """A consent in advance is not a request, and nobody made a request on the day of the publication."""
    publish(ground="standing_consent", requested_on="2026-09-15")
    page = read(ADDRESS)
    assert "the State consented in advance" in page
    assert "at the request of the State" not in page
    assert "<dt>Requested</dt>" not in page


def row_of(client: Client, table: str) -> dict[str, Any]:
    """The only row of a table of the invented register."""
    streamed: Any = client.get(f"/data/{table}.jsonl", {"register": "invented"})
    row: dict[str, Any] = json.loads(b"".join(streamed.streaming_content))
    return row


@pytest.mark.parametrize("asked", [None, "2026-09-15"], ids=["now", "as_older_publications_say_it"])
def test_nothing_says_that_a_state_asked_which_consented_in_advance(read: Read, client: Client, asked: Any) -> None:
    """Neither page nor API nor table names a request, and none takes the report for one that was public before."""
    publish(ground="standing_consent", requested_on=asked)
    page, index = read(ADDRESS), read("/reports/?register=invented")
    assert "the State consented in advance" in page
    assert "<dt>Published</dt>" in page
    assert "Requested" not in page
    assert "published on" in index
    assert "here since" not in index
    one = client.get("/api/v1/reports/CPT-Inf-2026-4").json()
    assert (one["requested_on"], one["ground"]) == (None, "standing_consent")
    row = row_of(client, "reports")
    assert (row["requested_on"], row["ground"]) == (None, "standing_consent")


@pytest.mark.parametrize("body", ["Committee against Torture", None])
def test_who_decided_on_a_statement_stands_in_api_and_table(client: Client, body: str | None) -> None:
    carry("statement", stated(**({"decided_by": body} if body else {})))
    assert client.get(f"/api/v1/statements/{stated()['slug']}").json()["decided_by"] == body
    assert row_of(client, "statements")["decided_by"] == (body or "")


def test_a_part_of_a_report_says_that_it_is_a_part(read: Read) -> None:
    """On its page and in every list."""
    publish(partial=True)
    assert "A part of the report" in read(ADDRESS)
    assert "part of the report" in read("/reports/?register=invented")


def test_a_correction_says_why_and_shows_word_by_word_what_changed(read: Read) -> None:
    """The earlier version stays at its address; a paragraph that moved is the same by its key."""
    publish()
    paragraphs = [keyed(1, "The roof leaks."), {**keyed(2, "They were seen by day."), "id": KEYS[2]}]
    paragraphs[0]["id"] = "5f0e6a52-6f3d-4b0a-9e0e-000000000009"
    paragraphs.append({**keyed(3, "Ten cells."), "id": KEYS[1]})
    publish(version=2, published_on="2026-10-01", because="Two cells were counted twice.", paragraphs=paragraphs)
    newest, changed = read(ADDRESS), read(f"{ADDRESS}versions/2/changes/")
    assert "Two cells were counted twice." in newest
    assert f'href="{ADDRESS}versions/2/changes/"' in newest
    assert "Two cells were counted twice." in changed
    assert "Twelve</del>" in changed
    assert "Ten</ins>" in changed
    assert "The roof leaks.</ins>" in changed
    assert "by day</ins>" in changed
    assert "Ensure eight hours of rest." in changed, "the item that is not there any more"
    assert f'href="{ADDRESS}versions/1/"' in changed
    assert "Twelve cells." in read(f"{ADDRESS}versions/1/")
    read(f"{ADDRESS}versions/1/changes/", 404)
    read(f"{ADDRESS}versions/3/changes/", 404)


def test_texts_of_any_length_are_compared_in_time(read: Read) -> None:
    """A long text that changed is shown whole, twice: nobody can make the portal count for minutes."""
    long = "Twelve cells were seen at night. " * 20_000
    publish(paragraphs=[keyed(1, long)])
    publish(version=2, paragraphs=[keyed(1, long.replace("Twelve", "Ten"))])
    assert read(f"{ADDRESS}versions/2/changes/").count("<del>") == 1


def test_a_response_stands_at_its_own_address_and_report_and_response_lead_to_each_other(read: Read) -> None:
    """In either order of arrival."""
    carry("response-publication", answered())
    assert "/reports/CPT-Inf-2026-4/" not in read("/responses/CPT-Inf-2026-5/")
    publish()
    assert 'href="/responses/CPT-Inf-2026-5/"' in read(ADDRESS)
    page = read("/responses/CPT-Inf-2026-5/")
    assert 'href="/reports/CPT-Inf-2026-4/"' in page
    assert "It is done." in page
    assert "Ensure rest." in page
    assert "http://testserver/responses/CPT-Inf-2026-5/" in page


def test_a_later_version_of_a_response_stands_before_the_earlier_one(read: Read, client: Any) -> None:
    """Both stay, and the bytes of each can be checked."""
    first = answered()
    carry("response-publication", first)
    later = {**first["answers"][0], "responses": [response("More is done.")]}
    carry("response-publication", answered(2, answers=[later]))
    assert "More is done." in read("/responses/CPT-Inf-2026-5/")
    assert "It is done." in read("/responses/CPT-Inf-2026-5/versions/1/")
    content = client.get("/responses/CPT-Inf-2026-5/versions/1/data.json").content
    assert hashlib.sha256(content).hexdigest() == ShelvedResponse.objects.get(version=1).parcel_digest
    read("/responses/CPT-Inf-2026-5/versions/3/", 404)
    read("/responses/CPT-Inf-2026-4/", 404)


def test_a_statement_is_listed_and_read(read: Read, client: Any) -> None:
    """With its days and its rule; on the page of its State as well."""
    empty = read("/statements/")
    assert "Every public statement" in empty
    carry("statement", stated())
    listed, page = read("/statements/?register=invented"), read("/statements/CPT-Inf-2026-6/")
    assert 'href="/statements/CPT-Inf-2026-6/"' in listed
    assert "/statements/CPT" not in read("/statements/")
    assert "It did not act." in page
    assert "Ground: refuses to improve the situation." in page
    assert "2026-03-01" in page
    content = client.get("/statements/CPT-Inf-2026-6/data.json").content
    assert hashlib.sha256(content).hexdigest() == ShelvedStatement.objects.get().parcel_digest
    read("/statements/CPT-Inf-2026-7/", 404)


def test_a_statement_says_which_other_body_decided_it(read: Read) -> None:
    carry("statement", stated(decided_by="Committee against Torture"))
    page = read("/statements/CPT-Inf-2026-6/")
    assert "Decided on 1 July 2026 by another body, Committee against Torture, under" in page
    assert "Adopted" not in page


def test_statements_are_turned_by_pages(read: Read, django_assert_num_queries: Any) -> None:
    """Fifty on a page, two queries."""
    for number in range(1, 56):
        carry("statement", stated(number))
    with django_assert_num_queries(2):
        assert read("/statements/?register=invented").count("data-row") == 50
    assert read("/statements/?register=invented&page=2").count("data-row") == 5


def test_the_page_of_a_state_lists_its_responses_and_statements(shelf: Any, read: Read) -> None:
    """Where there are any."""
    shelf.register(shelf.state("XXA", "State XXA"))
    assert "Responses of the State" not in read("/states/XXA/")
    carry("response-publication", answered())
    carry("statement", stated())
    page = read("/states/XXA/")
    assert 'href="/responses/CPT-Inf-2026-5/"' in page
    assert 'href="/statements/CPT-Inf-2026-6/"' in page
    assert page.count('href="/statements/CPT-Inf-2026-6/"') == 2, "in the list, and among what happened when"


def test_markup_in_a_response_and_a_statement_is_shown_as_text(read: Read) -> None:
    """Whoever wrote it."""
    evil = "<script>alert(1)</script>"
    answer = {**answered()["answers"][0], "text": evil, "responses": [response(evil, evil)]}
    carry("response-publication", answered(title=evil, answers=[answer]))
    carry("statement", stated(text=evil, ground="refuses_to_improve"))
    for address in ("/responses/CPT-Inf-2026-5/", "/statements/CPT-Inf-2026-6/"):
        page = read(address)
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_a_file_beside_a_report_is_offered_once_it_is_here_and_is_what_was_frozen(read: Read, client: Any) -> None:
    """Byte for byte, as a file to be kept."""
    pdf = b"%PDF-1.7 made"
    file = {
        "digest": hashlib.sha256(pdf).hexdigest(),
        "file_name": "CPT-Inf-2026-4-1-en.pdf",
        "media": "application/pdf",
        "size": len(pdf),
    }
    publish(files=[file])
    assert "CPT-Inf-2026-4-1-en.pdf" not in read(ADDRESS)
    address = f"{ADDRESS}files/CPT-Inf-2026-4-1-en.pdf"
    read(address, 404)
    assert taken(packed("rendition", pdf)) == "taken"
    assert f'href="{address}"' in read(ADDRESS)
    answer = client.get(address)
    assert answer.content == pdf
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert client.get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    read(f"{ADDRESS}files/another.pdf", 404)
    assert client.get(f"{ADDRESS}versions/1/files/CPT-Inf-2026-4-1-en.pdf").content == pdf


def test_the_shelf_is_built_again_with_all_of_it_and_verifies() -> None:
    """Row by row what the parcels say."""
    publish(ground="own_decision", partial=True)
    carry("response-publication", answered())
    carry("statement", stated())
    taken(packed("rendition", b"made"))
    assert verify() == (4, [])
    build_again()
    assert verify() == (4, [])
    ShelvedStatement.objects.update(text="Other words.")
    ShelvedResponse.objects.all().delete()
    assert [str(one) for one in verify()[1]] == [
        "shelf_shelvedresponse CPT-Inf-2026-5 1 was deleted by hand: a parcel holds it.",
        "shelf_shelvedstatement CPT-Inf-2026-6 1 was altered by hand: its parcel says something else.",
    ]


@pytest.mark.parametrize(
    ("kind", "content", "version"),
    [
        ("publication", third(ground="because"), 3),
        ("publication", third(partial="yes"), 3),
        ("publication", third(files=[{"digest": "0", "file_name": "../x", "media": "text/html", "size": 1}]), 3),
        ("publication", third(because="x" * 301), 3),
        ("response-publication", answered(report={}), 1),
        ("response-publication", answered(answers=[{"number": "1"}]), 1),
        ("statement", stated(adopted_on=None), 1),
        ("statement", stated(), 2),
    ],
)
def test_what_is_not_what_its_kind_says_is_refused_whole(kind: str, content: dict[str, Any], version: int) -> None:
    """Nothing of it is kept."""
    with pytest.raises(ParcelRefused):
        taken(parcel(kind, content, version))
    assert not ShelvedResponse.objects.exists()
    assert not ShelvedStatement.objects.exists()


def test_anybody_who_is_given_the_original_words_can_check_them_against_the_portal(client: Any) -> None:
    """And other words fail."""
    salt, words = "0123456789abcdef", "Dr Petrov was kept waiting."
    publish(paragraphs=[keyed(1, "A doctor was kept waiting.", original=publishing.commitment(salt, words))])
    said = json.loads(client.get(f"{ADDRESS}data.json").content)
    committed = said["paragraphs"][0]["original"]
    assert publishing.is_original(committed, publishing.opening(salt), words)
    assert not publishing.is_original(committed, publishing.opening(salt), "Dr Ivanov was kept waiting.")
    assert not publishing.is_original(committed, publishing.opening("0"), words)


def test_the_schema_of_the_data_of_a_report_is_served_to_everybody(client: Client) -> None:
    answer = client.get("/report.schema.json")
    assert answer.status_code == 200
    assert json.loads(answer.content)["$schema"].startswith("https://json-schema.org/")
