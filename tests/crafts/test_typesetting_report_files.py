"""A report as a page of its own and as open data: complete, readable for everybody, and as its schema says."""

import csv
import json
import re
from collections import Counter
from datetime import date
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tests import json_schema
from tests.crafts.set_out import COUNT, REST, ROOF, WALL, report
from unannounced.crafts.rendering.data import COLUMNS, as_data, as_items_csv, as_json, schema
from unannounced.crafts.rendering.pages import as_html
from unannounced.crafts.typesetting.look import shipped_look
from unannounced.duties.dialogue import Claim
from unannounced.duties.laying_out import Answered, SetItem, SetParagraph
from unannounced.duties.reporting import ItemKind

LOOK = shipped_look()
DOCUMENT = Path(__file__).resolve().parents[2] / "docs/open-data-report.md"


def page(**other: Any) -> Any:
    return html.document_fromstring(as_html(report(**other), LOOK).decode())


def text_of(element: Any) -> str:
    return " ".join(element.text_content().split())


# A page of its own


def test_the_page_says_its_language_direction_and_title() -> None:
    root = page()
    assert (root.get("lang"), root.get("dir")) == ("en", "ltr")
    assert root.findtext(".//title") == "Report to the authorities of Bresk"
    arabic = page(language="ar")
    assert (arabic.get("lang"), arabic.get("dir")) == ("ar", "rtl")


def test_there_is_one_title_and_no_level_of_heading_is_left_out() -> None:
    levels = [int(one.tag[1]) for one in page().iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_first_thing_reached_by_keyboard_leads_to_the_text() -> None:
    first = next(iter(page().iter("a")))
    assert first.get("href") == "#text"


def test_every_link_leads_to_something_on_the_page_and_every_anchor_stands_once() -> None:
    root = page()
    anchors = Counter(one.get("id") for one in root.iter() if one.get("id"))
    assert set(anchors.values()) == {1}
    targets = [one.get("href") for one in root.iter("a")]
    assert all(target.startswith("#") and target[1:] in anchors for target in targets)
    assert {"p-1", "p-4", "i-2.1", "i-4.1", "l-2.1", "s-CPT-SPACE-02"} <= anchors.keys()


def test_the_page_needs_nobody_else_and_runs_no_program() -> None:
    said = as_html(report(), LOOK).decode()
    assert "<script" not in said
    assert "http" not in said.replace("http-equiv", "")
    assert " style=" not in said
    assert "default-src 'none'" in said


def test_an_item_is_marked_in_words_and_not_by_colour_alone() -> None:
    item = page().get_element_by_id("i-2.1")
    assert text_of(item) == f"Recommendation 2.1 {REST}"


def test_each_item_is_listed_once_with_its_paragraph() -> None:
    listed = [text_of(one) for one in page().xpath("//ul[@class='listed']/li")]
    assert len(listed) == 4
    assert f"2.1 {REST} (§ 2)" in listed[0]
    assert "Response of the State, 4 May 2027 (implemented, the State says):" in listed[0]


def test_the_page_has_every_paragraph_in_order_and_the_lines_of_its_contents() -> None:
    root = page()
    assert [one.get("id") for one in root.xpath("//div[@class='paragraph']")] == ["p-1", "p-2", "p-3", "p-4"]
    assert [text_of(one) for one in root.xpath("//nav//a")] == [
        "Prisons",
        "Material conditions",
        "Staff",
        "Police",
        "Items of this report",
        "Standards cited",
    ]
    assert not root.xpath("//ol[not(li)]")


def test_words_are_never_taken_for_markup() -> None:
    text = '<script>alert("x")</script> & <b>'
    items = (SetItem("i", '1."1', ItemKind.COMMENT, "<i>", addressee=text),)
    paragraph = SetParagraph("p", 1, text, f"{text} <i>", items=items)
    said = as_html(report(title=text, state=text, marking=text, paragraphs=(paragraph,)), LOOK).decode()
    assert "<script" not in said
    assert "<b>" not in said
    assert text in text_of(html.document_fromstring(said).get_element_by_id("p-1"))


def test_words_of_the_program_in_another_language_than_the_report_say_so() -> None:
    root = page(language="tr")
    assert root.get_element_by_id("contents").get("lang") == "en"
    assert page(language="fr").get_element_by_id("contents").get("lang") is None


def test_remarks_never_leave_on_a_page_or_as_data() -> None:
    for said in (as_html(report(), LOOK), as_json(report()), as_items_csv(report())):
        assert b"Only among us" not in said


def test_the_same_report_is_the_same_bytes_in_every_form() -> None:
    assert as_html(report(), LOOK) == as_html(report(), LOOK)
    assert as_json(report()) == as_json(report())
    assert as_items_csv(report()) == as_items_csv(report())


# Open data


def problems(value: Any) -> list[str]:
    described = schema()
    known = described["$defs"]
    top = {key: one for key, one in described.items() if key not in {"$schema", "$id", "$defs", "title"}}
    return list(json_schema.problems(top, value, known))


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"symbol": "", "marking": "Confidential", "version": 0, "day": None, "visit": "", "standards": {}},
        {"paragraphs": ()},
        {"language": "sr-Latn"},
    ],
)
def test_the_data_are_as_the_published_schema_says(other: dict[str, Any]) -> None:
    assert problems(json.loads(as_json(report(**other)))) == []


@pytest.mark.parametrize(
    ("key", "value"), [("format", 2), ("day", "1 June"), ("version", -1), ("language", "English"), ("remarks", [])]
)
def test_the_schema_refuses_what_it_does_not_say(key: str, value: Any) -> None:
    assert problems({**json.loads(as_json(report())), key: value})


def test_the_schema_names_every_kind_and_every_claim() -> None:
    described = schema()["$defs"]
    assert described["Item"]["properties"]["kind"]["enum"] == [kind.value for kind in ItemKind]
    assert described["Response"]["properties"]["claim"]["enum"] == [claim.value for claim in Claim]


def test_the_data_hold_every_word_of_the_report() -> None:
    told = as_data(report())
    assert [one["number"] for one in told["paragraphs"]] == [1, 2, 3, 4]
    assert told["paragraphs"][0]["text"].startswith(WALL)
    assert told["paragraphs"][0]["refers_to"] == [3, 99]
    assert told["paragraphs"][0]["cites"] == ["CPT-SPACE-02", "NO-SUCH-01"]
    assert told["paragraphs"][1]["items"][0]["responses"][0]["claim"] == "implemented"


def test_the_table_has_a_line_for_each_item() -> None:
    rows = list(csv.DictReader(StringIO(as_items_csv(report()).decode())))
    assert [row["item"] for row in rows] == ["2.1", "3.1", "3.2", "4.1"]
    assert [row["text"] for row in rows] == [REST, ROOF, COUNT, "Close cell 4 today."]
    first = rows[0]
    assert (first["paragraph"], first["heading"], first["months"]) == ("2", "Prisons › Material conditions", "3")
    assert (first["responses"], first["claim"], first["answered_on"]) == ("1", "implemented", "2027-05-04")
    assert rows[1]["months"] == ""


def test_of_several_responses_the_last_stands_in_the_table() -> None:
    days = (date(2027, 5, 4), date(2027, 9, 1), date(2027, 6, 1))
    answers = tuple(Answered(day, Claim.ACCEPTED, f"Of {day}") for day in days)
    item = SetItem("i", "1.1", ItemKind.COMMENT, ROOF, responses=answers)
    told = report(paragraphs=(SetParagraph("p", 1, "", ROOF, items=(item,)),))
    row = next(csv.DictReader(StringIO(as_items_csv(told).decode())))
    assert (row["responses"], row["answered_on"], row["response"]) == ("3", "2027-09-01", "Of 2027-09-01")


def test_no_cell_becomes_a_formula() -> None:
    item = SetItem("i", "1.1", ItemKind.COMMENT, '=HYPERLINK("x")', addressee="@SUM(1)")
    told = report(state="+1", paragraphs=(SetParagraph("p", 1, "-a", "Text.", items=(item,)),))
    row = next(csv.DictReader(StringIO(as_items_csv(told).decode())))
    assert not any(re.match(r"[=+\-@\t\r]", cell) for cell in row.values())


def test_the_document_names_every_column_and_every_key() -> None:
    said = DOCUMENT.read_text(encoding="utf-8")
    described = schema()
    keys = set(described["properties"]) | {key for one in described["$defs"].values() for key in one["properties"]}
    assert [name for name in (*COLUMNS, *sorted(keys)) if f"`{name}`" not in said] == []
