"""Lists taken along: every format holds every row, with the filters of the page, and nothing is held back."""

import csv
import json
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pytest
from bench.inside.archive import furnish
from django.test import Client

from tests.rooms.office.archive import every
from tests.rooms.office.sameness import client_of
from tests.world import TODAY, World, hidden, requested, transmitted
from unannounced.records.ledger.models import Reading
from unannounced.records.recommendations.models import Item
from unannounced.rooms.office.pages import item_rows

pytestmark = pytest.mark.django_db

REGISTER = "?register=invented"
LISTS = ("items", "reports", "visits", "requests")


@pytest.fixture
def office(db: None) -> World:
    """Reports from the archive, one on a visit, and a request."""
    world = furnish(reports=9, items=8).world
    transmitted(world, "XXB")
    requested(world, "XXC")
    return world


def taken(client: Client, path: str) -> bytes:
    """The bytes of a table, which is a file to be kept and nothing a browser shows."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    return answer.getvalue()


def rows_of(client: Client, name: str, ending: str, question: str = REGISTER) -> list[dict[str, Any]]:
    """The rows of a table in one of its formats, by their columns."""
    content = taken(client, f"/{name}.{ending}{question}")
    if ending == "csv":
        return list(csv.DictReader(StringIO(content.decode())))
    if ending == "json":
        return list(json.loads(content))
    if ending == "jsonl":
        return [json.loads(line) for line in content.splitlines()]
    head, *rows = openpyxl.load_workbook(BytesIO(content)).active.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def plain(row: dict[str, Any]) -> dict[str, str]:
    """A row as each format can say it: words, and nothing for what is not known."""
    words = {}
    for column, cell in row.items():
        held = cell.date() if hasattr(cell, "date") else cell
        words[column] = "" if held is None else str(held).lower()
    return words


@pytest.mark.parametrize("name", LISTS)
def test_every_format_says_the_same_of_every_row(office: World, name: str) -> None:
    client = client_of(office, "maud")
    rows = [plain(row) for row in rows_of(client, name, "csv")]
    assert rows
    for ending in ("xlsx", "json", "jsonl"):
        assert [plain(row) for row in rows_of(client, name, ending)] == rows, ending


def test_a_table_holds_every_item_of_the_list_whatever_its_pages(office: World) -> None:
    client = client_of(office, "maud")
    assert len(rows_of(client, "items", "csv")) == Item.objects.count() == 73
    for question in ("&follow-up=open", "&position=accepted&body=other", "&state=XXB", "&made-by=maker+7"):
        ids = [row["id"] for row in rows_of(client, "items", "json", REGISTER + question)]
        assert ids == [str(pk) for pk in every(client, f"/items/{REGISTER}{question}")], question
    of_state = taken(client, "/states/XXB/items.json?follow-up=open")
    assert [row["id"] for row in json.loads(of_state)] == [
        str(pk) for pk in every(client, "/states/XXB/items/?follow-up=open")
    ]


def test_a_table_of_a_word_that_no_item_can_have_is_empty_and_has_its_header(office: World) -> None:
    written = taken(client_of(office, "maud"), "/items.csv?register=invented&kind=x").decode()
    assert written == ",".join(item_rows.COLUMNS) + "\r\n"


def test_tables_of_one_state_hold_that_state_alone(office: World) -> None:
    client = client_of(office, "maud")
    assert {row["state"] for row in rows_of(client, "reports", "csv", "?state=XXB")} == {"XXB"}
    assert {row["state"] for row in rows_of(client, "visits", "csv", "?state=XXB")} == {"XXB"}
    assert {row["state"] for row in rows_of(client, "requests", "csv", "?state=XXC")} == {"XXC"}
    assert rows_of(client, "reports", "csv", "?state=Atlantis") == []
    assert rows_of(client, "reports", "csv", "?register=real") == []


def test_an_address_in_a_table_leads_to_the_item(office: World) -> None:
    client = client_of(office, "maud")
    row = rows_of(client, "items", "csv")[0]
    path = row["address"].split("testserver")[1]
    assert path == f"/items/{row['id']}/"
    assert client.get(path).status_code == 200


def test_no_cell_is_a_formula_and_the_others_are_as_they_were(office: World) -> None:
    Item.objects.filter(report__state__code="XXB").update(text="=1+1", addressee="@police")
    client = client_of(office, "maud")
    assert {row["text"] for row in rows_of(client, "items", "csv", "?state=XXB")} == {"'=1+1"}
    assert {row["text"] for row in rows_of(client, "items", "json", "?state=XXB")} == {"=1+1"}
    sheet = openpyxl.load_workbook(BytesIO(taken(client, "/items.xlsx?state=XXB"))).active
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json", "jsonl"])
def test_taking_items_along_is_noted_once_for_each_report(office: World, ending: str) -> None:
    taken(client_of(office, "maud"), f"/items.{ending}{REGISTER}")
    read = list(Reading.objects.filter(subject="reports_report").values_list("subject_id", flat=True))
    assert len(read) == len(set(read)) == 10


def test_a_table_too_long_for_a_sheet_says_which_format_holds_it(
    office: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("unannounced.crafts.tabling.MOST_ROWS", 10)
    answer = client_of(office, "maud").get(f"/items.xlsx{REGISTER}")
    assert answer.status_code == 409
    assert "take CSV or JSON" in answer.content.decode()


@pytest.mark.parametrize("name", LISTS)
def test_nothing_hidden_stands_in_a_table(office: World, name: str) -> None:
    client = client_of(office, "ines")
    before = taken(client, f"/{name}.json{REGISTER}")
    hidden(office)
    assert taken(client, f"/{name}.json{REGISTER}") == before
    assert rows_of(client_of(office, "piet"), name, "csv") == []


def test_a_file_is_named_by_what_it_holds_and_its_day(office: World) -> None:
    client = client_of(office, "maud")
    for path, name in (("/states/XXB/items.xlsx", "items-XXB"), (f"/reports.csv{REGISTER}", "reports")):
        ending = path.split("?")[0].split(".")[1]
        assert client.get(path)["Content-Disposition"] == f'attachment; filename="{name}-{TODAY}.{ending}"'
