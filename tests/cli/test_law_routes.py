"""``unannounced law routes``: who can be turned to, in words and in JSON, and what it does not take."""

import json

import pytest

from tests.cli.conftest import Home

pytestmark = pytest.mark.sqlite

ROUTE = {"route", "name", "available", "type", "who", "reason", "deadline", "article", "source", "confidence"}
CODES = "ecthr_34 cat_22 cat_20 hrc_op1 ced_30 ced_31 wgad special_procedures cpt spt npm icc icrc domestic"  # in this order


def test_every_route_is_answered_in_json(bare: Home) -> None:
    said = bare.run("law", "routes", "BLR", "--act", "2023-01-20", "--on", "2023-02-10", "--json")
    assert said.code == 0, said.err
    found = json.loads(said.out)
    assert (found["state"], found["act"], found["on"]) == ("BLR", "2023-01-20", "2023-02-10")
    assert " ".join(one["route"] for one in found["routes"]) == CODES
    assert all(one.keys() >= ROUTE | {"warnings", "grounds"} for one in found["routes"])
    answers = {one["route"]: one["available"] for one in found["routes"]}
    assert (answers["hrc_op1"], answers["wgad"], answers["icc"]) == (False, True, None)


def test_the_same_is_said_in_words(bare: Home) -> None:
    said = bare.run("law", "routes", "Belarus", "--act", "2023-01-20", "--on", "2023-02-07").out
    assert said.startswith("6 of 14 can be turned to, 1 are not certain, 7 cannot.")
    assert "Belarus (BLR): an act of 20 January 2023, on 7 February 2023." in said
    assert "yes       UN Human Rights Committee (hrc_op1, communication)" in said
    assert "By 7 February 2023:" in said
    assert "! Sources disagree on whether 2023-02-07 or 2023-02-08 was the last day" in said


def test_what_else_is_known_of_the_matter_is_taken(bare: Home) -> None:
    asked = ("law", "routes", "UKR", "--act", "2020-05-01", "--on", "2026-06-01", "--json")
    plain = json.loads(bare.run(*asked).out)
    more = (
        "--used",
        "ecthr_34:pending",
        "wgad",
        "--final-decision",
        "2021-01-01",
        "--where",
        "Russia",
        "--exhausted",
        "yes",
    )
    used = json.loads(bare.run(*asked, *more).out)
    assert used["where"] == "RUS"
    for found, wanted in ((plain, True), (used, False)):
        assert next(one["available"] for one in found["routes"] if one["route"] == "hrc_op1") is wanted


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["QQQ"], 1, "No State is called “QQQ”."),
        (["UKR", "--used", "cat22"], 1, "No route is called “cat22”. Did you mean cat_22"),
        (["UKR", "--act", "2026-06-02", "--on", "2026-06-01"], 2, "Refused: The act of 2026-06-02 is after 2026-06-01"),
        (["UKR", "--act", "2026-02-30"], 2, "is not a day of the calendar"),
    ],
)
def test_what_cannot_be_is_refused_and_says_what_to_do(bare: Home, words: list[str], code: int, said: str) -> None:
    answered = bare.run("law", "routes", *words)
    assert answered.code == code
    assert said in answered.err
    assert answered.out == ""
