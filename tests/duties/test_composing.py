"""Delegations: who may go, who leads, and what is remarked on how one is composed."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from unannounced.crafts.profiles import shipped_profile
from unannounced.duties.composing import (
    Candidate,
    Days,
    Gender,
    GoesAs,
    Going,
    Held,
    Remark,
    balance,
    may_be_away,
    may_be_named_head,
    may_go,
    may_lead,
    may_leave,
    may_say_abilities,
)
from unannounced.duties.confidentiality import Role
from unannounced.duties.decision import Decision, Refused

CPT, NATIONAL = shipped_profile("cpt"), shipped_profile("national")
BRESK = Going("XXB", "Bresk", date(2026, 5, 4), date(2026, 5, 15))
EVER = date(2020, 1, 1)
ROLES = {GoesAs.MEMBER: Role.MEMBER, GoesAs.SECRETARIAT: Role.SECRETARIAT}
CASES = yaml.safe_load((Path(__file__).parent.parent / "spec" / "delegations.yaml").read_text("utf-8"))


def somebody(name: str = "Ana", goes_as: GoesAs = GoesAs.MEMBER, **other: Any) -> Candidate:
    held = (Held(ROLES.get(goes_as, Role.EXPERT), Days(EVER)),)
    return replace(Candidate(name, goes_as, "XXA", held), **other)


def why(decision: Decision) -> str:
    assert isinstance(decision, Refused), decision
    assert str(decision.way_out)
    return str(decision)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_somebody_goes_only_as_the_rules_say(case: dict[str, Any]) -> None:
    goes_as = GoesAs(case["goes_as"])
    held = [Held(Role(role), Days(*days)) for role, *days in case.get("held", ())]
    candidate = Candidate(
        name="Ana",
        goes_as=goes_as,
        nationality=case.get("nationality", "XXA"),
        held=tuple(held) or (Held(ROLES.get(goes_as, Role.EXPERT), Days(EVER)),),
        away=tuple(Days(*days) for days in case.get("away", ())),
        elsewhere=tuple(Days(*days) for days in case.get("elsewhere", ())),
        excluded=case.get("excluded", False),
        roster_rank=case.get("rank"),
    )
    found = may_go(candidate, BRESK, profile=shipped_profile(case["mechanism"]))
    assert bool(found) is case["may"], found
    if isinstance(found, Refused):
        assert found.rule == case["rule"]
        assert case["says"] in str(found.sentence)
        assert str(found.way_out)


def remarks(*delegation: Candidate, wanted: Any = (), **other: Any) -> list[str]:
    found = balance(delegation, wanted, BRESK, **{"profile": CPT, **other})
    assert all(isinstance(one, Remark) and one.rule for one in found)
    return [str(one.said) for one in found]


DOCTOR = somebody("Tomás", skills=("psychiatry",), gender=Gender.MAN, languages=("en",))
HEAD = somebody("Ana", head=True, gender=Gender.WOMAN, languages=("en", "fr"))


def test_nothing_is_remarked_on_a_delegation_that_has_everything() -> None:
    interpreter = somebody("Iryna", GoesAs.INTERPRETER, languages=("uk",))
    assert remarks(HEAD, DOCTOR, interpreter, wanted=["uk", "en"]) == []


def test_a_delegation_of_nobody_needs_a_member_first_and_nothing_else_is_said() -> None:
    assert remarks(wanted=["uk"]) == ["No member is named yet."]


def test_one_member_is_remarked_with_and_without_a_reason() -> None:
    alone = replace(HEAD, skills=("medicine",))
    assert "say why" in remarks(alone)[0]
    assert "a reason is given" in remarks(alone, exception_reason="The other one fell ill.")[0]
    assert remarks(alone, profile=NATIONAL) == []


def test_a_delegation_without_a_head_a_doctor_or_a_language_is_told_of_each() -> None:
    found = remarks(replace(HEAD, head=False), replace(DOCTOR, skills=("law",)), wanted=["uk", "fr"])
    assert [one for one in found if "no head" in one]
    assert [one for one in found if "doctor" in one]
    assert [one for one in found if "“uk”" in one]
    assert not [one for one in found if "“fr”" in one]


def test_an_interpreter_makes_up_for_a_language_nobody_speaks() -> None:
    spoken = remarks(HEAD, DOCTOR, somebody("Iryna", GoesAs.INTERPRETER, languages=("uk",)), wanted=["uk"])
    assert spoken == []


def test_a_delegation_of_men_is_remarked_and_what_nobody_said_is_not_known() -> None:
    man = replace(HEAD, gender=Gender.MAN)
    assert "are men" in remarks(man, DOCTOR)[0]
    assert "are women" in remarks(HEAD, replace(DOCTOR, gender=Gender.WOMAN))[0]
    assert "For 1 of 2" in remarks(man, replace(DOCTOR, gender=None))[0]
    assert remarks(man, DOCTOR, somebody("Ruth", GoesAs.EXPERT, gender=Gender.WOMAN)) == []


def test_an_assistant_from_the_state_visited_goes_and_is_remarked() -> None:
    national = somebody("Ruth", GoesAs.INTERPRETER, nationality="XXB")
    assert "speak less freely" in remarks(HEAD, DOCTOR, national)[0]
    assert remarks(HEAD, DOCTOR, national, profile=NATIONAL) == []


def test_somebody_named_long_ago_whose_mandate_has_ended_since_is_remarked() -> None:
    ended = replace(DOCTOR, held=(Held(Role.MEMBER, Days(EVER, date(2026, 5, 10))),))
    assert "Tomás may not go as things stand" in remarks(HEAD, ended)[0]


def test_a_member_leads_and_only_one() -> None:
    assert may_be_named_head(HEAD, there="", profile=CPT)
    assert "has a head already: Tomás" in why(may_be_named_head(HEAD, there="Tomás", profile=CPT))
    assert may_be_named_head(replace(HEAD, head=False), there="Tomás", profile=CPT)
    expert = somebody("Ruth", GoesAs.EXPERT, head=True)
    assert "led by a member" in why(may_be_named_head(expert, there="", profile=CPT))
    assert "left the delegation" in why(may_lead("Ana", GoesAs.MEMBER, left_on=EVER, profile=CPT))


def test_somebody_leaves_once_and_not_on_a_day_to_come() -> None:
    today = date(2026, 5, 6)
    assert may_leave(left_on=None, on=today, today=today, profile=CPT)
    assert "already" in why(may_leave(left_on=EVER, on=today, today=today, profile=CPT))
    assert "in the future" in why(may_leave(left_on=None, on=date(2026, 5, 7), today=today, profile=CPT))


def test_abilities_are_said_in_words_that_can_be_compared() -> None:
    today = date(2026, 5, 6)
    assert may_say_abilities(["en", "pt-br", "kab"], ["medicine", "law"], on=today, today=today)
    assert "no code of a language" in why(may_say_abilities(["English"], [], on=today, today=today))
    assert "none of the skills" in why(may_say_abilities([], ["magic"], on=today, today=today))
    assert "in the future" in why(may_say_abilities([], [], on=date(2026, 5, 7), today=today))


def test_an_absence_does_not_end_before_it_begins() -> None:
    assert may_be_away(EVER, EVER)
    assert "before it begins" in why(may_be_away(date(2020, 1, 2), EVER))
