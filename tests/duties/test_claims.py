"""Claims held against the record: the cases of tests/spec/claims.yaml, and every claim that was reported."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from unannounced.crafts.law.acts import shipped_law
from unannounced.crafts.law.reported import read_claim, shipped_reports
from unannounced.crafts.law.strictly import read_page
from unannounced.duties.treaty.checking import check
from unannounced.duties.treaty.claims import Claim, ClaimKind, Verdict

TODAY = date(2026, 11, 22)
CASES = yaml.safe_load((Path(__file__).parent.parent / "spec" / "claims.yaml").read_text("utf-8"))
REPORTED = {one.id: one for one in shipped_reports()}


def claim_of(case: dict[str, Any]) -> Claim:
    if "reported" in case:
        return REPORTED[case["reported"]].claim
    return read_claim(read_page(yaml.safe_dump(case["claim"], allow_unicode=True), case["case"]))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_the_record_says_of_a_claim_what_a_lawyer_would(case: dict[str, Any]) -> None:
    found = check(shipped_law(), claim_of(case), today=TODAY)
    assert found.verdict.value == case["verdict"], str(found.why)
    if "article" in case:
        assert found.article == case["article"]


def test_every_claim_that_was_reported_is_a_case() -> None:
    assert [case["reported"] for case in CASES if "reported" in case] == list(REPORTED)


def test_a_finding_says_why_and_names_what_decides_it() -> None:
    for one in REPORTED.values():
        found = check(shipped_law(), one.claim, today=TODAY)
        assert str(found.why)
        assert (found.article and found.source) or found.verdict is Verdict.NOT_KNOWN, one.id


def test_the_source_of_a_finding_on_members_is_that_of_membership() -> None:
    found = check(shipped_law(), REPORTED["k1"].claim, today=TODAY)
    assert found.source == shipped_law().convention("COE-STATUTE").entry.source


def test_a_loss_of_every_protection_is_contradicted_by_what_binds_and_since_when() -> None:
    found = check(shipped_law(), REPORTED["k17a"].claim, today=TODAY)
    assert {ground.act for ground in found.grounds} == {"entry_into_force"}


def test_a_number_of_years_rests_on_the_days_that_begin_it() -> None:
    found = check(shipped_law(), REPORTED["k12b"].claim, today=TODAY)
    assert [ground.act for ground in found.grounds] == ["ratification", "entry_into_force"]


def test_members_of_a_state_that_the_register_does_not_have_are_named_by_their_code() -> None:
    claim = Claim(ClaimKind.PARTIES, convention="ECPT", number=46, excepted=("XZZ",), group="members")
    assert "XZZ" in str(check(shipped_law(), claim, today=TODAY).why)
