"""Everything that was published, whole: as JSON lines for programs and CSV for spreadsheets."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.rooms.portal.conftest import FILE

Read = Callable[..., str]
pytestmark = pytest.mark.usefixtures("today")
NAMES = ("items", "responses", "paragraphs", "reports")


def taken(client: Any, address: str) -> bytes:
    """A whole dump."""
    answered = client.get(address)
    assert answered.status_code == 200
    return b"".join(answered.streaming_content)


def lines(client: Any, address: str) -> list[dict[str, Any]]:
    """A dump of JSON lines, read."""
    return [json.loads(line) for line in taken(client, address).splitlines()]


@pytest.fixture
def stocked(shelf: Any) -> None:
    """An own report with a response, a correction of it, an archived one, an invented one."""
    answered = [shelf.item("2.1", "=HYPERLINK(1)", responses=[shelf.response(), shelf.response("No.", "rejected")])]
    shelf.publish(4, "FRA", paragraphs=[shelf.paragraph(1, "Twelve cells.")])
    shelf.publish(4, "FRA", version=2, paragraphs=[shelf.paragraph(1, "Ten."), shelf.paragraph(2, items=answered)])
    shelf.show_archived(9, original=FILE)
    shelf.publish(5, "XXA")


@pytest.mark.usefixtures("stocked")
def test_every_item_leaves_once_with_its_makers_position_and_paragraph(client: Any) -> None:
    rows = lines(client, "/data/items.jsonl")
    assert [(row["report"], row["paragraph"], row["item"]) for row in rows] == [
        ("A-HRC-9", 57, "57.17"),
        ("CPT-Inf-2026-4", 2, "2.1"),
    ]
    read, own = rows
    assert (read["made_by"], read["position"], read["body"], read["day"]) == (
        "France; Chile", "accepted", "Working Group", "2011-02-10",
    )  # fmt: skip
    assert (own["made_by"], own["position"], own["body"], own["responses"], own["text"]) == (
        "", "", "", 2, "=HYPERLINK(1)",
    )  # fmt: skip


@pytest.mark.usefixtures("stocked")
def test_responses_paragraphs_and_reports_leave_in_their_newest_version(client: Any) -> None:
    assert [row["claim"] for row in lines(client, "/data/responses.jsonl")] == ["implemented", "rejected"]
    texts = [(row["report"], row["version"], row["text"]) for row in lines(client, "/data/paragraphs.jsonl")]
    assert ("CPT-Inf-2026-4", 2, "Ten.") in texts
    assert "Twelve cells." not in {text for _, _, text in texts}
    archived, own = lines(client, "/data/reports.jsonl")
    assert (archived["requested_on"], archived["visit_begins"], archived["original_size"]) == (None, None, len(FILE))
    assert (own["requested_on"], own["visit_kind"], own["original_name"]) == ("2026-08-30", "periodic", "")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.usefixtures("stocked")
def test_a_table_says_the_same_in_both_formats(name: str, client: Any) -> None:
    """But for a formula, which a spreadsheet must not run."""
    as_lines = lines(client, f"/data/{name}.jsonl")
    as_table = list(csv.DictReader(io.StringIO(taken(client, f"/data/{name}.csv").decode())))
    assert [list(row) for row in as_table] == [list(row) for row in as_lines]
    for row, same in zip(as_table, as_lines, strict=True):
        assert {key: "" if value is None else str(value) for key, value in same.items()} == {
            key: value.removeprefix("'") for key, value in row.items()
        }
    if name == "items":
        assert as_table[1]["text"] == "'=HYPERLINK(1)"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.usefixtures("stocked")
def test_the_real_and_the_invented_are_never_in_one_file(name: str, client: Any) -> None:
    assert {row["state"] for row in lines(client, f"/data/{name}.jsonl")} == {"FRA"}
    answered = client.get(f"/data/{name}.jsonl?register=invented")
    assert {json.loads(line)["state"] for line in b"".join(answered.streaming_content).splitlines()} == {"XXA"}
    assert f"{name}-invented.jsonl" in answered.headers["Content-Disposition"]


@pytest.mark.usefixtures("stocked")
def test_a_file_need_not_be_fetched_again_until_something_is_published(shelf: Any, client: Any) -> None:
    first = client.get("/data/items.csv")
    known = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/data/items.csv", headers=known).status_code == 304
    assert client.get("/data/items.jsonl", headers=known).status_code == 200
    assert client.get("/data/items.csv?register=invented", headers=known).status_code == 200
    shelf.show_archived(10)
    assert client.get("/data/items.csv", headers=known).status_code == 200


@pytest.mark.usefixtures("stocked")
def test_the_page_names_every_file_and_every_column_and_the_terms(client: Any, read: Read) -> None:
    page = read("/data/")
    for name in NAMES:
        for ending in ("csv", "jsonl"):
            assert f'href="/data/{name}.{ending}"' in page
        for column in lines(client, f"/data/{name}.jsonl")[0]:
            assert f"<code>{column}</code>" in page
    assert "Name as the source whoever made the report" in page
    assert 'href="/data/items.csv?register=invented"' in read("/data/?register=invented")


def test_an_empty_shelf_gives_files_without_rows(shelf: Any, client: Any) -> None:
    """The columns are there already."""
    assert taken(client, "/data/items.csv").startswith(b"report,symbol,")
    assert taken(client, "/data/items.jsonl") == b""


@pytest.mark.parametrize("address", ["/data/secrets.csv", "/data/items.xlsx", "/data/items", "/data/items.csv/"])
def test_there_is_no_other_file(address: str, shelf: Any, client: Any) -> None:
    assert client.get(address).status_code in (301, 404)


def test_a_dump_makes_the_same_queries_for_one_report_and_for_twenty(
    shelf: Any, client: Any, django_assert_num_queries: Any
) -> None:
    """One for its ETag, one for the reports, one for the paragraphs of twenty of them."""
    for numbers in (range(9, 10), range(10, 29)):
        for number in numbers:
            shelf.show_archived(number)
        with django_assert_num_queries(3):
            taken(client, "/data/items.jsonl")
