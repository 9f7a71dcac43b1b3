"""Objections of a State: what they lead to, when they can be entered, and when they are settled."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from unannounced.crafts.profiles import shipped_profile
from unannounced.duties.decision import Decision, Refused
from unannounced.duties.objecting import GROUNDS, TARGETS, decide, may_be_made, may_settle
from unannounced.duties.visiting import ObjectionResult, VisitStage

CPT = shipped_profile("cpt")
CASES = yaml.safe_load((Path(__file__).parent.parent / "spec" / "objections.yaml").read_text("utf-8"))
KNOWN, TODAY = date(2026, 5, 2), date(2026, 5, 10)


def why(decision: Decision) -> str:
    assert isinstance(decision, Refused), decision
    assert str(decision.way_out)
    return str(decision)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['mechanism']}: {case['case']}")
def test_an_objection_leads_to_what_the_treaty_says(case: dict[str, Any]) -> None:
    found = decide(
        case["target"],
        case["ground"],
        shipped_profile(case["mechanism"]),
        urgent=case.get("urgent", False),
        temporary=case.get("temporary", False),
    )
    assert (found.result.value, found.article) == (case["gives"], case["article"]), str(found.why)
    assert case["then"] in str(found.then)
    assert str(found.why)


@pytest.mark.parametrize("kind", ["cpt", "spt", "national"])
def test_every_ground_and_target_of_a_profile_has_its_words(kind: str) -> None:
    profile = shipped_profile(kind)
    assert set(profile.objection_grounds) <= set(GROUNDS)
    assert set(profile.objection_targets) <= set(TARGETS)


def made(**other: Any) -> Decision:
    facts = {"stage": VisitStage.NOTIFIED, "target": "time", "of_whom": None, "place_named": False}
    days = {"received_on": KNOWN, "known_from": KNOWN, "today": TODAY, "profile": CPT}
    return may_be_made(**{**facts, **days, **other})


def test_a_state_cannot_object_to_what_it_does_not_know_of() -> None:
    assert made()
    assert "does not know" in why(made(stage=VisitStage.ANNOUNCED, known_from=None))
    assert "before it knew" in why(made(received_on=date(2026, 5, 1)))
    assert "in the future" in why(made(received_on=date(2026, 5, 11)))


def test_an_objection_says_which_place_and_which_person() -> None:
    assert "which place" in why(made(target="place"))
    assert made(target="place", place_named=True)
    assert "which person" in why(made(target="expert"))
    assert "which person" in why(made(target="expert", of_whom="member"))
    assert made(target="expert", of_whom="expert")
    assert "nothing an objection could name" in why(made(target="weather"))


def settle(**other: Any) -> Decision:
    facts = {"result": ObjectionResult.NEEDS_CONSULTATION, "target": "place", "received_on": KNOWN, "settled_on": None}
    return may_settle(**{**facts, "on": TODAY, "how": "Visited in June.", "today": TODAY, "profile": CPT, **other})


def test_consultations_are_settled_once_with_the_arrangement() -> None:
    assert settle()
    assert settle(result=ObjectionResult.VALID)
    assert "nothing to settle" in why(settle(result=ObjectionResult.INVALID_GROUND))
    assert "nothing to settle" in why(settle(result=ObjectionResult.VALID, target="expert"))
    assert "already" in why(settle(settled_on=TODAY))
    assert "before the objection came" in why(settle(on=date(2026, 5, 1)))
    assert not settle(how=" ")
