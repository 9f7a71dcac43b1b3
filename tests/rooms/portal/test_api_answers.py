"""The public interface answers as the command line does, and as its own description says."""

import json
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client

from tests.json_schema import problems
from tests.law_by_command import by_command
from tests.rooms.portal.asking import Answers, every_example, shipped_states
from unannounced.rooms.portal.api import openapi
from unannounced.rooms.portal.api.addresses import ADDRESSES

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def ask(shelf: Any, client: Client) -> Answers:
    """The interface over the shipped law."""
    shelf.register(*shipped_states())
    return Answers(client)


SAME: list[tuple[tuple[str, ...], str, dict[str, str]]] = [
    (
        ("standing", "RUS", "ECPT", "--on", "2025-10-15"),
        "/states/RUS/conventions/ECPT",
        {"on": "2025-10-15"},
    ),
    (
        ("standing", "RUS", "ECPT", "--on", "2026-11-25", "--known-on", "2026-11-22"),
        "/states/RUS/conventions/ECPT",
        {"on": "2026-11-25", "known": "2026-11-22"},
    ),
    (("standing", "GRC", "ECHR", "--on", "1972-01-01"), "/states/GRC/conventions/ECHR", {"on": "1972-01-01"}),
    (("parties", "ECPT", "--on", "2024-01-01"), "/conventions/ECPT/parties", {"on": "2024-01-01"}),
    (("parties", "OPCAT", "--on", "2020-06-30"), "/conventions/OPCAT/parties", {"on": "2020-06-30"}),
    (
        ("effect", "ECPT", "denunciation", "--received", "2025-09-30"),
        "/effect",
        {"convention": "ECPT", "act": "denunciation", "received": "2025-09-30"},
    ),
    (
        ("effect", "ICCPR", "denunciation", "--received", "2025-09-30"),
        "/effect",
        {"convention": "ICCPR", "act": "denunciation", "received": "2025-09-30"},
    ),
    (
        ("period", "first of the month after 6 months", "2017-03-02"),
        "/period",
        {"words": "first of the month after 6 months", "from": "2017-03-02"},
    ),
    (
        ("withdrawal", "RUS", "ECPT", "--received", "2025-10-01"),
        "/states/RUS/conventions/ECPT/withdrawal",
        {"received": "2025-10-01"},
    ),
    (
        ("withdrawal", "BLR", "ECPT", "--received", "2025-10-01"),
        "/states/BLR/conventions/ECPT/withdrawal",
        {"received": "2025-10-01"},
    ),
    (("committee", "ECPT", "--on", "2026-01-01"), "/conventions/ECPT/committee", {"on": "2026-01-01"}),
    (
        ("committee", "ECPT", "--on", "2026-01-01", "--members", "40"),
        "/conventions/ECPT/committee",
        {"on": "2026-01-01", "members": "40"},
    ),
    (
        ("check", "--state", "RUS", "--convention", "UNCAT", "--act", "ratification", "--claimed", "1985"),
        "/check",
        {"state": "RUS", "convention": "UNCAT", "act": "ratification", "claimed": "1985"},
    ),
    (
        ("check", "--convention", "ECPT", "--number", "46", "--except", "BLR", "RUS", "--said-on", "2025-10-02"),
        "/check",
        {"convention": "ECPT", "number": "46", "except": "BLR,RUS", "said_on": "2025-10-02"},
    ),
    (
        ("check", "--state", "RUS", "--convention", "ECPT", "--bound", "no", "--said-on", "2025-09-29"),
        "/check",
        {"state": "RUS", "convention": "ECPT", "bound": "false", "said_on": "2025-09-29"},
    ),
    (("coverage", "--on", "2026-01-01"), "/coverage", {"on": "2026-01-01"}),
    (
        ("routes", "BLR", "--act", "2023-01-20", "--on", "2023-02-10"),
        "/states/BLR/routes",
        {"act": "2023-01-20", "on": "2023-02-10"},
    ),
    (
        ("routes", "RUS", "--act", "2022-09-01", "--on", "2022-12-01", "--used", "cat_22:pending", "wgad", "--anonymous"),
        "/states/RUS/routes",
        {"act": "2022-09-01", "on": "2022-12-01", "used": "cat_22:pending,wgad", "anonymous": "true"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("words", "path", "asked"), SAME, ids=[" ".join(words[:4]) for words, *_ in SAME])
def test_the_interface_says_what_the_command_line_says(
    words: tuple[str, ...], path: str, asked: dict[str, str], ask: Answers
) -> None:
    assert ask.json(path, **asked) == by_command(*words)


@pytest.mark.parametrize("convention", ["ECPT", "ECHR", "COE-STATUTE", "UNCAT", "OPCAT", "ICCPR", "ICPPED", "ROME"])
def test_every_act_takes_effect_on_the_same_day_by_command_and_here(convention: str, ask: Answers) -> None:
    from unannounced.duties.treaty.taking_effect import KINDS

    for act in KINDS:
        for received in ("1951-01-31", "2003-01-31", "2024-02-29"):
            asked = {"convention": convention, "act": act, "received": received}
            assert ask.json("/effect", **asked) == by_command("effect", convention, act, "--received", received)


def test_russia_and_the_convention_before_and_after_the_first_day_on_which_it_may_be_out(ask: Answers) -> None:
    sure = ask.json("/states/RUS/conventions/ECPT", on="2025-10-15")
    assert (sure["standing"], sure["bound"], sure["certain_until"]) == ("party", True, "2026-09-30")
    open_now = ask.json("/states/RUS/conventions/ECPT", on="2026-10-01")
    assert (open_now["standing"], open_now["bound"], open_now["certain_until"]) == ("not_known", None, "2026-09-30")
    assert {"from": "2025-10-01", "to": "2025-10-31", "effect": "2026-11-01"} in open_now["if_received"]


def test_what_was_believed_before_it_was_learned_is_another_answer(ask: Answers) -> None:
    path = "/states/RUS/conventions/ECPT"
    assert ask.json(path, on="1990-01-01", known="2014-01-01")["grounds"][0]["note"].startswith(
        "On that day the register knew nothing"
    )
    assert ask.json("/states/RUS/acts", known="2014-01-01")["acts"] == []


def test_the_counts_follow_each_other_and_end_with_the_number_of_today(ask: Answers) -> None:
    counts = ask.json("/conventions/ECPT/counts")["counts"]
    days = [row["on"] for row in counts]
    assert days[0] is None
    assert days[1:] == sorted(days[1:])
    for before, after in pairwise(counts):
        assert {**before, "on": None} != {**after, "on": None}
    past = [row for row in counts if row["on"] and row["on"] <= "2024-01-01"][-1]
    assert past["count"] == ask.json("/conventions/ECPT/parties", on="2024-01-01")["count"]


def test_the_intervals_leave_no_day_out_and_say_what_the_standing_says(ask: Answers) -> None:
    found = ask.json("/states/GRC/conventions/ECHR/intervals")["intervals"]
    assert found[0]["first"] is None
    assert found[-1]["last"] is None
    for before, after in pairwise(found):
        assert date.fromisoformat(after["first"]).toordinal() == date.fromisoformat(before["last"]).toordinal() + 1
        said = ask.json("/states/GRC/conventions/ECHR", on=after["first"])
        assert (said["standing"], said["bound"]) == (after["standing"], after["bound"])


def test_the_standings_of_a_state_are_its_standing_under_each_convention(ask: Answers) -> None:
    found = ask.json("/states/FRA/standings", on="1990-01-01")
    codes = [row["convention"] for row in ask.json("/conventions")["conventions"]]
    assert [one["convention"] for one in found["standings"]] == codes
    for one in found["standings"]:
        assert one == ask.json(f"/states/FRA/conventions/{one['convention']}", on="1990-01-01")


def test_a_state_lists_its_acts_and_one_convention_alone_where_it_is_named(ask: Answers) -> None:
    state, acts = ask.json("/states/RUS"), ask.json("/states/RUS/acts")["acts"]
    assert state["acts"] == len(acts) > 10
    assert [row["treaty"] for row in ask.json("/states/RUS/acts", convention="ECPT")["acts"]].count("UNCAT") == 0
    assert set(state["conventions"]) <= {row["treaty"] for row in acts}


def test_codes_may_be_written_small_and_the_answer_has_them_as_they_are(ask: Answers) -> None:
    found = ask.json("/states/rus/conventions/ecpt", on="2025-10-15")
    assert (found["state"], found["convention"]) == ("RUS", "ECPT")


# The description


@pytest.mark.parametrize(("name", "address"), list(every_example()))
def test_every_address_answers_its_example_as_its_schema_says(name: str, address: str, ask: Answers) -> None:
    found = ask.client.get(address)
    assert found.status_code == 200, found.content
    operation = _operation(ask, name)
    content = operation["responses"]["200"]["content"]["application/json"]
    answer = json.loads(found.content)
    assert list(problems(content["schema"], answer, openapi.schemas())) == []
    shown = content["examples"][name]
    assert shown["summary"] == f"GET {address}"
    if "edition" not in answer:
        assert shown["value"] == openapi.shortened(answer)


def _operation(ask: Answers, name: str) -> dict[str, Any]:
    paths = ask.json("/openapi.json")["paths"]
    return next(one["get"] for one in paths.values() if one["get"]["operationId"] == name)


def test_an_answer_that_there_is_none_is_described_too(ask: Answers) -> None:
    for path, asked, name in (
        ("/effect", {"convention": "ICCPR", "act": "denunciation", "received": "2025-09-30"}, "NoEffect"),
        ("/states/BLR/conventions/ECPT/withdrawal", {"received": "2025-10-01"}, "NoWithdrawal"),
    ):
        found = ask.json(path, **asked)
        assert found["date"] is None
        assert list(problems(openapi.schemas()[name], found, openapi.schemas())) == []


def test_the_description_names_every_parameter_and_every_problem_of_every_address(ask: Answers) -> None:
    found = ask.json("/openapi.json")
    assert found["openapi"] == "3.1.0"
    assert found["paths"].keys() == {one.path for one in ADDRESSES}
    for one in ADDRESSES:
        operation = found["paths"][one.path]["get"]
        asked = [each.name for each in one.offered(demonstration=False)]
        assert [row["name"] for row in operation["parameters"]] == asked
        assert "invented" not in asked
        assert all(row["description"] and row["schema"] for row in operation["parameters"])
        assert {"200", "304", "400", "404", "405", "406", "503"} == operation["responses"].keys()
    text = json.dumps(found)
    for name in {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}:
        assert name in found["components"]["schemas"]
    for name in {part.split('"')[0] for part in text.split("#/components/responses/")[1:]}:
        assert name in found["components"]["responses"]


def test_the_check_of_schemas_itself_finds_what_is_wrong() -> None:
    known = openapi.schemas()
    good = {"date": "2017-10-01", "period": "3 months", "from": "2017-03-02"}
    assert list(problems(known["Period"], good, known)) == []
    for bad in ({**good, "more": 1}, {**good, "date": "2017-13-01"}, {**good, "date": None}, {"date": "2017-10-01"}):
        assert list(problems(known["Period"], bad, known))
    assert list(problems(known["Interval"], {"first": None, "last": None, "standing": "x", "bound": 1}, known))
