"""What was published answers programs: paged, narrowed down, as described, and never with a list without an end."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.json_schema import problems
from tests.rooms.portal.asking import Answers
from tests.rooms.portal.conftest import FILE, carry
from unannounced.rooms.portal.api import openapi

pytestmark = pytest.mark.usefixtures("today")
OWN = "CPT-Inf-2026-4"
PLACE = "6d9a5e0a-58c7-4e0b-9c55-2f3a3f6b1a11"


@pytest.fixture
def ask(shelf: Any, client: Client) -> Answers:
    """An own report with a correction and a response, an archived one, an invented one, a statement, places."""
    shelf.register(shelf.state("FRA", "France"), shelf.state("XXA", "Aranda"))
    answered = [shelf.item("2.1", responses=[shelf.response()]), shelf.item("2.2", "Air.", kind="comment")]
    shelf.publish(4, "FRA", paragraphs=[shelf.paragraph(1, "Twelve cells.")])
    shelf.publish(4, "FRA", version=2, paragraphs=[shelf.paragraph(1, "Ten."), shelf.paragraph(2, items=answered)])
    shelf.show_archived(9, original=FILE)
    shelf.publish(5, "XXA")
    state = {"code": "FRA", "names": {"en": "France"}, "invented": False}
    carry("response-publication", a_response(state))
    carry("statement", a_statement(state))
    carry("places", the_places(state))
    return Answers(client)


def a_response(state: dict[str, Any]) -> dict[str, Any]:
    """A State's response as a parcel holds it."""
    said = {"received_on": "2026-09-01", "claim": "implemented", "text": "It is done."}
    answer = {"paragraph": 2, "number": "2.1", "kind": "recommendation", "text": "Rest.", "responses": [said]}
    return {
        "slug": "CPT-Inf-2026-6",
        "version": 1,
        "symbol": "CPT/Inf (2026) 6",
        "state": state,
        "published_on": "2026-10-01",
        "report": {"slug": OWN, "symbol": "CPT/Inf (2026) 4"},
        "title": "Report 4 on a visit",
        "answers": [answer],
    }


def a_statement(state: dict[str, Any]) -> dict[str, Any]:
    """A public statement as a parcel holds it."""
    days = {"opened_on": "2026-01-02", "state_heard_on": None, "adopted_on": "2026-03-04"}
    plain = {"slug": "CPT-Inf-2026-7", "version": 1, "symbol": "CPT/Inf (2026) 7", "state": state, **days}
    return {**plain, "ground": "fails_to_cooperate", "published_on": "2026-10-02", "text": "The State was asked."}


def the_places(state: dict[str, Any]) -> dict[str, Any]:
    """Places as a parcel holds them."""
    source = {"title": "List", "publisher": "Ministry", "licence": "", "as_of": "2026-01-01"}
    says = {"town": [{"value": "Nord", "since": None, "source": 0}]}
    counts = {"persons": [{"day": "2026-01-01", "number": None, "source": 0}]}
    plain = {"kind": "prison", "says": says, "counts": counts, "events": []}
    two = [{"id": PLACE, "name": "North", **plain}, {"id": PLACE.replace("6d", "7d"), "name": "North", **plain}]
    return {
        "state": state,
        "edition": 1,
        "made_on": "2026-11-01",
        "fields": ["town"],
        "sources": [source],
        "places": two,
    }


IN_PATHS = {
    "report": OWN, "paragraph": "2", "item": "1", "response": "CPT-Inf-2026-6", "statement": "CPT-Inf-2026-7",
    "state": "FRA", "place": PLACE, "checkpoint": "1",
}  # fmt: skip
WITHOUT = {"checkpoint", "search"}
"""What needs more than this shelf: tested with the checkpoints, and with the index of words."""


def every_address() -> Iterator[tuple[str, str, str]]:
    """Each address of the archive with a question to this shelf, and the name of its schema."""
    from unannounced.rooms.portal.api.archive_addresses import ARCHIVE

    for one in ARCHIVE:
        if one.name not in WITHOUT:
            yield one.name, openapi.question(one, IN_PATHS), one.answers[0]


ADDRESSES = list(every_address())


@pytest.mark.parametrize(("name", "address", "schema"), ADDRESSES, ids=[one for one, *_ in ADDRESSES])
def test_every_address_answers_as_its_schema_says(name: str, address: str, schema: str, ask: Answers) -> None:
    found = ask.client.get(address)
    assert found.status_code == 200, found.content
    known = openapi.schemas()
    assert list(problems(known[schema], json.loads(found.content), known)) == []


@pytest.mark.parametrize(("name", "address", "schema"), ADDRESSES, ids=[one for one, *_ in ADDRESSES])
def test_every_answer_may_be_kept_and_asked_for_again_by_its_tag(
    name: str, address: str, schema: str, ask: Answers, shelf: Any
) -> None:
    first = ask.client.get(address)
    again = {"if-none-match": first.headers["ETag"]}
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert ask.client.get(address, headers=again).status_code == 304
    assert ask.client.head(address).headers["ETag"] == first.headers["ETag"]
    shelf.publish(12, "FRA")
    assert ask.client.get(address, headers=again).status_code == 200


def test_reports_are_listed_newest_version_first_day_first_and_narrowed_down(ask: Answers) -> None:
    found = ask.json("/reports")["reports"]
    assert [(one["report"], one["version"]) for one in found] == [(OWN, 2), ("A-HRC-9", 1)]
    for asked, slugs in (
        ({"state": "fra", "body": "own"}, [OWN]),
        ({"body": "others"}, ["A-HRC-9"]),
        ({"body": "Working Group"}, ["A-HRC-9"]),
        ({"year": "2011"}, ["A-HRC-9"]),
        ({"language": "fr"}, []),
        ({"since": "2026-09-16"}, []),
    ):
        assert [one["report"] for one in ask.json("/reports", **asked)["reports"]] == slugs


def test_a_report_names_its_versions_with_their_digests_and_the_response_to_it(ask: Answers) -> None:
    from hashlib import sha256

    found = ask.json(f"/reports/{OWN}")
    assert [one["version"] for one in found["versions"]] == [2, 1]
    assert found["response"] == "CPT-Inf-2026-6"
    for one in found["versions"]:
        assert sha256(ask.client.get(one["data"]).content).hexdigest() == one["sha256"]
    archived = ask.json("/reports/A-HRC-9")
    assert sha256(ask.client.get(archived["original"]["address"]).content).hexdigest() == archived["original"]["sha256"]


def test_an_item_says_what_the_state_answered_and_where_it_is_read(ask: Answers) -> None:
    found = ask.json(f"/reports/{OWN}/paragraphs/2/items/1")
    assert (found["number"], found["kind"], found["responses"][0]["claim"]) == ("2.1", "recommendation", "implemented")
    assert found["address"] == f"/reports/{OWN}/paragraphs/2/#item-2.1"
    assert found == ask.json(f"/reports/{OWN}/paragraphs/2")["items"][0]
    assert found in ask.json("/items")["items"]


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({}, ["2.1", "2.2", "57.17"]),
        ({"kind": "comment"}, ["2.2"]),
        ({"position": "accepted"}, ["57.17"]),
        ({"body": "own", "kind": "recommendation"}, ["2.1"]),
        ({"topic": "rest"}, []),
        ({"follow_up": "implemented"}, []),
        ({"year": "2011"}, ["57.17"]),
    ],
)
def test_items_are_narrowed_down(asked: dict[str, str], numbers: list[str], ask: Answers) -> None:
    assert [one["number"] for one in ask.json("/items", **asked)["items"]] == numbers


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/reports", "reports"), ("/items", "items"), (f"/reports/{OWN}/paragraphs", "paragraphs"),
        ("/changes", "changes"), ("/states/FRA/places", "places"), ("/responses", "responses"),
    ],
)  # fmt: skip
def test_pages_of_one_together_say_what_one_page_says(path: str, name: str, ask: Answers) -> None:
    whole = ask.json(path)
    assert whole["next"] is None
    found, address = [], f"/api/v1{path}?size=1"
    while address:
        page = json.loads(ask.client.get(address).content)
        assert len(page[name]) <= 1
        found += page[name]
        address = page["next"]
    assert found == whole[name]
    assert len(found) >= (1 if name == "responses" else 2)


def test_what_is_published_between_two_pages_moves_nothing(ask: Answers, shelf: Any) -> None:
    first = ask.json("/reports", size="1")
    shelf.publish(8, "FRA", published_on="2026-11-01")
    second = json.loads(ask.client.get(first["next"]).content)
    assert [one["report"] for one in second["reports"]] == ["A-HRC-9"]


def test_a_walk_over_many_reports_without_what_was_asked_ends_early_and_goes_on(
    ask: Answers, shelf: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from unannounced.rooms.portal.api import archive_items

    monkeypatch.setattr(archive_items, "MOST_WALKED", 2)
    for number in range(20, 25):
        shelf.publish(number, "FRA", paragraphs=[shelf.paragraph(1)])
    found, address, pages = [], "/api/v1/items?position=accepted", 0
    while address:
        page = json.loads(ask.client.get(address).content)
        found, address, pages = found + page["items"], page["next"], pages + 1
    assert [one["number"] for one in found] == ["57.17"]
    assert pages == 4


@pytest.mark.parametrize(
    "cursor", ["x", "AAAA", "bnVsbA", "WzFd", "%F0%9F%8D%8B", "W10=" * 400, "eyJhIjoxfQ", "W1tbW1tbW1tb"]
)
@pytest.mark.parametrize("path", ["/reports", "/items", "/changes", "/checkpoints", f"/reports/{OWN}/paragraphs"])
def test_a_cursor_that_is_none_is_refused(cursor: str, path: str, ask: Answers) -> None:
    assert ask.problem(path, 400, cursor=cursor)["parameter"] == "cursor"


def test_a_cursor_belongs_to_its_question(ask: Answers) -> None:
    from urllib.parse import parse_qs, urlsplit

    cursor = parse_qs(urlsplit(ask.json("/reports", size="1")["next"]).query)["cursor"][0]
    assert ask.json("/reports", cursor=cursor, size="7")["reports"]
    assert "another question" in ask.problem("/reports", 400, cursor=cursor, state="FRA")["detail"]
    assert ask.problem("/items", 400, cursor=cursor)["parameter"] == "cursor"


def test_a_cursor_with_a_day_that_is_none_is_refused(ask: Answers) -> None:
    from unannounced.rooms.portal.api.cursors import cursor_at

    for path, key in (
        ("/reports", ("2026-99-99", "a")),
        ("/items", ("", "a", 1, 1)),
        ("/changes", ("soon", "a")),
        ("/changes", ("2026-01-01", "a")),
        ("/states/FRA/places", ("North", "a")),
        ("/statements", ("x", "y")),
    ):
        assert ask.problem(path, 400, cursor=cursor_at(f"/api/v1{path}?", key))["parameter"] == "cursor"


@pytest.mark.parametrize(
    ("path", "asked", "parameter", "said"),
    [
        ("/reports", {"year": "20x6"}, "year", "from 1900 to 2199"),
        ("/reports", {"size": "0"}, "size", "from 1 to 100"),
        ("/reports", {"size": "101"}, "size", "from 1 to 100"),
        ("/reports", {"size": "９"}, "size", "from 1 to 100"),
        ("/reports", {"state": "FRA\0"}, "state", "no text has"),
        ("/reports", {"body": "x" * 10_000}, "body", "longer than"),
        ("/items", {"kind": "finding"}, "kind", "recommendation"),
        ("/items", {"position": "x"}, "position", "accepted"),
        ("/items", {"follow_up": "x"}, "follow_up", "implemented"),
        ("/changes", {"since": "yesterday"}, "since", "Write it like"),
        ("/changes", {"since": "2026-09-30T09:00:00"}, "since", "time zone"),
        ("/changes", {"since": "9999-12-31T23:59:59-23:59"}, "since", "Write it like"),
        (f"/reports/{OWN}/paragraphs/two", {}, "paragraph", "whole number"),
        (f"/reports/{OWN}/paragraphs/99999999999", {}, "paragraph", "whole number"),
        ("/reports", {"page": "2"}, "page", "knows no parameter"),
        ("/states/FRA/places", {"kind": "castle"}, "kind", "prison"),
        ("/search", {"q": "x" * 10_000}, "q", "longer than"),
        ("/search", {"sort": "x"}, "sort", "newest"),
        ("/search", {"year": "99"}, "year", "from 1900"),
    ],
)
def test_what_is_not_understood_is_refused(
    path: str, asked: dict[str, str], parameter: str, said: str, ask: Answers
) -> None:
    found = ask.problem(path, 400, **asked)
    assert found["parameter"] == parameter
    assert said in f"{found['detail']} {found['do']}"


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("/reports/CPT-Inf-1999-1", "report"),
        ("/reports/%00", "report"),
        (f"/reports/{OWN}/paragraphs/3", "paragraph"),
        (f"/reports/{OWN}/paragraphs/2/items/3", "item"),
        ("/responses/none", "response"),
        ("/statements/none", "statement"),
        ("/states/FRA/places/none", "place"),
        ("/states/RUS/places", "state"),
        ("/checkpoints/7", "checkpoint"),
        ("/reports?state=ZZZ", "state"),
    ],
)
def test_what_is_not_there_is_a_problem_that_says_where_to_look(path: str, parameter: str, ask: Answers) -> None:
    found = json.loads((answered := ask.client.get(f"/api/v1{path}")).content)
    assert answered.status_code in (400, 404)
    assert found["parameter"] == parameter
    assert found["do"]


def test_who_takes_no_json_is_told_so(ask: Answers) -> None:
    for path in ("/reports", "/states", "/openapi.json"):
        found = ask.raw(path, accept="text/html")
        assert (found.status_code, found.headers["Content-Type"]) == (406, "application/problem+json")
        for accept in ("application/json", "*/*", "application/*;q=0.1", "application/problem+json"):
            assert ask.raw(path, accept=accept).status_code == 200


def test_another_page_may_ask_and_is_told_what(ask: Answers) -> None:
    for path in ("/reports", "/states/RUS", "/openapi.json"):
        found = ask.client.options(f"/api/v1{path}", headers={"origin": "https://example.org"})
        assert (found.status_code, found.content) == (204, b"")
        assert found.headers["Access-Control-Allow-Origin"] == "*"
        assert found.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
        assert "Access-Control-Allow-Credentials" not in found.headers


def test_a_mirror_asks_what_came_and_fetches_its_bytes(ask: Answers) -> None:
    from hashlib import sha256

    found = ask.json("/changes", since="2026-11-22")["changes"]
    assert {one["kind"] for one in found} >= {"publication", "register", "places", "statement", "response-publication"}
    for one in found:
        if one["data"]:
            assert sha256(ask.client.get(one["data"]).content).hexdigest() == one["sha256"]
    assert sum(bool(one["data"]) for one in found) == 6
    assert ask.json("/changes", since="2026-11-23")["changes"] == []
    assert ask.json("/changes", since="2026-11-22T09:00:00+01:00")["changes"] == found


def test_the_real_and_the_invented_are_never_in_one_answer(ask: Answers, settings: Any) -> None:
    assert ask.problem("/reports", 400, invented="true")["parameter"] == "invented"
    settings.DEMONSTRATION = True
    assert [one["state"] for one in ask.json("/reports", invented="true")["reports"]] == ["XXA"]
    assert {one["state"] for one in ask.json("/items", invented="true")["items"]} == {"XXA"}
    assert "invented=true" in ask.problem("/reports", 404, state="XXA")["do"]


def test_an_answer_costs_a_few_queries_however_much_there_is(ask: Answers, shelf: Any) -> None:
    def costs() -> dict[str, int]:
        found = {}
        for name, address, _ in ADDRESSES:
            with CaptureQueriesContext(connection) as seen:
                ask.client.get(address)
            found[name] = len(seen)
        return found

    costs()
    before = costs()
    for number in range(30, 33):
        shelf.publish(number, "FRA")
    assert costs() == before
    assert max(before.values()) <= 8


def test_an_empty_portal_answers_that_there_is_nothing(shelf: Any, client: Client) -> None:
    for path, name in (("/reports", "reports"), ("/items", "items"), ("/changes", "changes")):
        assert Answers(client).json(path) == {name: [], "next": None}


def test_a_search_answers_as_its_schema_says_and_by_pages(
    ask: Answers, searchable: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    searchable()
    monkeypatch.setattr("unannounced.rooms.portal.api.archive_parameters.FOUND_ON_A_PAGE", 1)
    found = ask.json("/search", q="rest")
    assert list(problems(openapi.schemas()["Found"], found, openapi.schemas())) == []
    assert found["total"] >= 1
    assert [part["text"] for hit in found["hits"] for part in hit["snippet"] if part["marked"]]
    every, address = [], "/api/v1/search?kind=paragraph"
    while address:
        page = json.loads(ask.client.get(address).content)
        every, address = every + [hit["address"] for hit in page["hits"]], page["next"]
    assert len(every) == len(set(every)) == page["total"]
    assert ask.json("/search", q="rest", state="FRA", kind="comment")["hits"] == []


def test_a_search_says_in_english_why_nothing_was_found(ask: Answers, searchable: Callable[[], int]) -> None:
    searchable()
    french = ask.raw("/search", {"q": "zzzz"}, accept_language="fr")
    assert french.content == ask.raw("/search", {"q": "zzzz"}).content
    assert json.loads(french.content)["why_nothing"]
    for odd in ('"', "((", "a OR", "NOT", "\u202e", "~~~", "x" * 300, "field:*"):
        assert ask.raw("/search", {"q": odd}).status_code == 200
