"""The cases a lawyer can read, in tests/spec/*.yaml, carried out."""

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from unannounced.crafts.law.conventions import shipped_conventions
from unannounced.crafts.profiles import shipped_profile
from unannounced.duties.cooperating import (
    AccessFact,
    DueFact,
    PublicationFact,
    StatementFact,
    Year,
    over_years,
)
from unannounced.duties.deciding import Majority, Tally, may_vote, outcome, quorum, statement_votes
from unannounced.duties.decision import Refused
from unannounced.duties.dialogue import AssessmentFact, Claim, Position, ResponseFact, Verdict, follow_up
from unannounced.duties.reporting import ReportStage, may_publish
from unannounced.duties.treaty import dates
from unannounced.duties.treaty.acts import Act, read_row
from unannounced.duties.treaty.periods import Period, read_period
from unannounced.duties.treaty.standing import status

SPEC = Path(__file__).parent.parent / "spec"


def cases(name: str) -> Any:
    return yaml.safe_load((SPEC / f"{name}.yaml").read_text("utf-8"))


PERIODS = {
    "coe_effect": "first of the month after {months} months",
    "rome_effect": "first of the month after 60 days",
    "thirtieth_day": "thirtieth day",
    "after_months": "{months} months",
    "one_year": "1 year",
}
"""The rules of the domain text in the words in which the files of the conventions have them."""
STANDINGS = [(case, answer) for case in cases("standings") for answer in case["standings"]]


@pytest.mark.parametrize("case", cases("treaty_dates"), ids=lambda case: f"{case['rule']} {case['given']}")
def test_the_day_is_reckoned_as_the_treaty_says(case: dict[str, Any]) -> None:
    if case["rule"] in PERIODS:
        period = read_period(PERIODS[case["rule"]].format(months=case.get("months")))
        assert isinstance(period, Period)
        assert period.after(case["given"]) == case["gives"], case["why"]
        return
    months = [case["months"]] if "months" in case else []
    assert getattr(dates, case["rule"])(case["given"], *months) == case["gives"], case["why"]


def acts(case: dict[str, Any]) -> list[Act]:
    rows = []
    for row in case["acts"]:
        words = {"treaty": case["treaty"], "state": "XX", "confidence": "memory_high", "source": "spec", **row}
        act = read_row({key: str(value) for key, value in words.items()})
        assert isinstance(act, Act), act
        rows.append(act)
    return rows


@pytest.mark.parametrize(("case", "answer"), STANDINGS, ids=[f"{c['case']} on {a['day']}" for c, a in STANDINGS])
def test_the_standing_is_what_the_acts_say(case: dict[str, Any], answer: dict[str, Any]) -> None:
    found = status(case["treaty"], acts(case), shipped_conventions(), on=answer["day"])
    assert found.standing.value == answer["standing"]
    assert found.grounds
    seen: dict[str, object] = {"since": found.since, "until": found.until, "at_least": found.bound_until_at_least}
    seen["confidence"] = found.confidence.value
    for key in seen.keys() & answer.keys():
        assert seen[key] == answer[key], key
    if "ground" in answer:
        assert answer["ground"] in {ground.act for ground in found.grounds}


@pytest.mark.parametrize("case", cases("votes")["numbers"], ids=lambda case: f"{case['mechanism']} {case['m']}")
def test_quorum_and_statement_votes_follow_the_number_of_members(case: dict[str, Any]) -> None:
    profile = shipped_profile(case["mechanism"])
    assert (quorum(case["m"], profile), statement_votes(case["m"], profile)) == (case["quorum"], case["statement"])


@pytest.mark.parametrize("case", cases("votes")["votes"], ids=lambda case: case["why"])
def test_a_vote_is_carried_only_as_the_rules_say(case: dict[str, Any]) -> None:
    profile = shipped_profile("cpt")
    tally = Tally(case["m"], case["m"], case["present"], case["for"], case["against"], case["abstain"])
    found = outcome(tally, Majority(case["majority"]), profile)
    assert bool(may_vote(tally, profile)) is case["may"]
    assert (found.carried, found.needed) == (case["carried"], case["needed"])


@pytest.mark.parametrize("case", cases("follow_up"), ids=lambda case: case["case"])
def test_the_follow_up_is_decided_by_the_latest_event(case: dict[str, Any]) -> None:
    found = follow_up(
        transmitted_on=case.get("transmitted", date(2025, 1, 10)) or None,
        due_on=case.get("due", date(2025, 7, 10)) or None,
        responses=[ResponseFact(on, Claim(claim)) for on, claim in case.get("responses", ())],
        assessments=[AssessmentFact(on, Verdict(verdict), "a visit") for on, verdict in case.get("assessments", ())],
        today=case["today"],
        position=Position(case.get("position", "unknown")),
    )
    assert found.status.value == case["gives"]
    assert found.since == case.get("since", found.since)
    assert str(found.why)


def years(case: dict[str, Any]) -> tuple[Year, ...]:
    rows = {key: list(enumerate(case.get(key, ()))) for key in ("access", "due", "reports", "statements")}
    return over_years(
        accesses=[AccessFact(f"access {n}", *row, *[""] * (3 - len(row))) for n, row in rows["access"]],
        dues=[DueFact(f"due {n}", due or None, known, came or None, "item") for n, (known, due, came) in rows["due"]],
        publications=[PublicationFact(f"report {n}", sent, out or None) for n, (sent, out) in rows["reports"]],
        statements=[StatementFact(f"statement {n}", day) for n, day in rows["statements"]],
        today=case["today"],
        profile=shipped_profile("cpt"),
    )


ON_DUTIES = ("access", "hindered", "in_time", "late", "silent", "running")
CELLS = (*ON_DUTIES, "transmitted", "published", "now_public", "statements")


@pytest.mark.parametrize("case", cases("cooperation"), ids=lambda case: case["case"])
def test_the_cooperation_of_a_year_is_what_its_rows_say(case: dict[str, Any]) -> None:
    found = {year.year: year for year in years(case)}
    assert list(found) == list(range(min(case["years"]), case["today"].year + 1))
    for number, year in found.items():
        wanted = case["years"].get(number, {})
        assert year.is_empty is not bool(wanted), number
        assert year.cooperation.value == wanted.get("word", "not_known"), number
        counted = {name: getattr(year, name).count for name in CELLS}
        assert counted == {name: wanted.get(name, 0) for name in CELLS}, number
        assert wanted.get("says", "") in " ".join(map(str, year.steps))
        if "answered" in wanted:
            assert year.answered_rate == Fraction(wanted["answered"])
        if "days" in wanted:
            assert year.median_days == wanted["days"]


@pytest.mark.parametrize("case", cases("publication"), ids=lambda case: case["case"])
def test_a_report_is_published_only_on_request_and_with_nobody_recognisable(case: dict[str, Any]) -> None:
    found = may_publish(
        stage=ReportStage(case["stage"]),
        requested_on=case["requested"] or None,
        unchecked_paragraphs=case.get("unchecked", ()),
        recognisable=case.get("recognisable", ()),
        profile=shipped_profile(case["mechanism"]),
    )
    assert bool(found) is case["may"]
    if isinstance(found, Refused):
        assert found.rule == case["rule"]
        assert case.get("says", "") in str(found.sentence)
        assert str(found.way_out)
