"""Lists of candidates and rounds of votes, case by case (ECPT Art. 5, OPCAT Art. 6)."""

from datetime import date
from typing import Any

import pytest

from tests.duties.test_spec import cases
from unannounced.crafts.profiles import shipped_profile
from unannounced.duties.decision import Decision
from unannounced.duties.electing import ElectionStage, EndReason, may_end, seats_under, stage_of
from unannounced.duties.nominating import (
    Candidacy,
    Denominator,
    Flaw,
    Proposer,
    Round,
    flaws_of,
    flaws_of_list,
    may_count,
    may_hold,
    may_open,
    proposers,
    result,
)

CPT, SPT, NATIONAL = (shipped_profile(kind) for kind in ("cpt", "spt", "national"))
PROFILES = {"cpt": CPT, "spt": SPT, "national": NATIONAL}
DAY = date(2026, 11, 3)


def standing(*nationalities: str, independent: bool = True) -> list[Candidacy]:
    return [Candidacy(f"Candidate {one}", code, independent) for one, code in enumerate(nationalities, start=1)]


def flaws(candidate: Candidacy, *, sitting: tuple[str, ...] = ("FRA",), on: date = DAY) -> tuple[Flaw, ...]:
    return flaws_of(candidate, sitting=sitting, on=on, state="XXA", profile=CPT)


@pytest.mark.parametrize("case", cases("elections")["rounds"], ids=lambda case: case["why"])
def test_a_round_elects_as_the_case_says(case: dict[str, Any]) -> None:
    held = Round(tuple(case["votes"]), case["cast"], case["entitled"], Denominator(case.get("by", "cast")))
    assert bool(may_count(held, CPT)) == case["may"]
    if case["may"]:
        found = result(held)
        assert (found.needed, found.elected) == (case["needed"], case["elected"])


@pytest.mark.parametrize("case", cases("elections")["lists"], ids=lambda case: case["why"])
def test_a_list_is_whole_as_the_case_says(case: dict[str, Any]) -> None:
    found = flaws_of_list(standing(*case["nationalities"]), state="XXA", profile=PROFILES[case["mechanism"]])
    assert (not found) == case["whole"]
    assert all(one.bars and one.rule for one in found)


def test_what_the_other_denominator_would_give_is_shown_beside_it() -> None:
    by_cast = result(Round((20, 10, 5), 35, 46))
    assert "46 votes that could be cast, 24" in str(by_cast.arithmetic[-1])
    by_entitled = result(Round((20, 10, 5), 35, 46, Denominator.ENTITLED))
    assert by_cast.elected == 0
    assert by_entitled.elected is None
    assert "35 votes cast, 18" in str(by_entitled.arithmetic[-1])


def test_a_candidate_of_the_nationality_of_a_sitting_member_is_barred() -> None:
    (found,) = flaws(Candidacy("Berit", "FRA", True))
    assert found.bars
    assert found.rule == "ECPT Art. 4, 5"


def test_a_fourth_term_is_barred_and_before_the_second_protocol_a_third() -> None:
    assert not flaws(Candidacy("Berit", "XXA", True, terms_served=2))
    assert flaws(Candidacy("Berit", "XXA", True, terms_served=3))
    assert flaws(Candidacy("Berit", "XXA", True, terms_served=2), on=date(2002, 2, 28))


def test_a_missing_declaration_bars_and_a_conflict_of_interest_is_named_and_bars_nobody() -> None:
    assert flaws(Candidacy("Berit", "XXA", False))[0].bars
    (named,) = flaws(Candidacy("Berit", "XXA", True, conflict="sits on a prison board"))
    assert not named.bars
    assert "prison board" in str(named.sentence)


def hold(candidates: list[Candidacy], **other: Any) -> Decision:
    facts: dict[str, Any] = {"state": "XXA", "sitting": [], "on": DAY, "list_received_on": date(2026, 10, 1)}
    facts |= {"consulted_on": None, "proposer": Proposer.DELEGATION, "profile": CPT}
    return may_hold(candidates, **{**facts, **other})


def test_an_election_waits_for_a_list_that_is_whole() -> None:
    assert hold(standing("XXA", "XXA", "XXB"))
    assert "2 candidates stand on the list; 3" in str(hold(standing("XXA", "XXA")))
    assert "nationals of XXA" in str(hold(standing("XXA", "XXB", "XXC")))
    assert not hold(standing("XXA", "XXA", "XXB"), list_received_on=None)


def test_a_party_that_is_no_member_state_is_consulted_before_the_election() -> None:
    late = {"proposer": Proposer.PARLIAMENT, "consulted_on": date(2026, 11, 4)}
    assert "consulted" in str(hold(standing("XXA", "XXA", "XXB"), **late))
    assert hold(standing("XXA", "XXA", "XXB"), **{**late, "consulted_on": DAY})


def test_who_proposes_follows_from_membership_and_both_are_open_where_it_is_not_known() -> None:
    assert proposers(member_state=True, profile=CPT) == (Proposer.DELEGATION,)
    assert proposers(member_state=False, profile=CPT) == (Proposer.PARLIAMENT,)
    assert len(proposers(member_state=None, profile=CPT)) == 2
    assert proposers(member_state=None, profile=SPT) == (Proposer.STATE,)
    assert proposers(member_state=None, profile=NATIONAL) == (Proposer.NATIONAL_LAW,)


def test_an_election_is_opened_once_to_the_seat_of_a_party() -> None:
    facts: dict[str, Any] = {"proposer": Proposer.DELEGATION, "member_state": True, "is_open": False, "is_party": True}
    facts |= {"opened_on": DAY, "today": DAY, "profile": CPT}
    assert may_open(**facts)
    assert not may_open(**{**facts, "is_open": True})
    assert not may_open(**{**facts, "is_party": False})
    assert not may_open(**{**facts, "proposer": Proposer.PARLIAMENT})
    assert not may_open(**{**facts, "today": date(2026, 11, 2)})


def test_the_subcommittee_has_ten_seats_and_twenty_five_from_the_fiftieth_party() -> None:
    assert seats_under(CPT, parties=46, in_office=44) == 46
    assert seats_under(SPT, parties=49, in_office=9) == 10
    assert seats_under(SPT, parties=50, in_office=9) == 25
    assert seats_under(NATIONAL, parties=0, in_office=5) == 5


def test_a_seat_does_not_fall_away_before_a_denunciation_takes_effect() -> None:
    facts: dict[str, Any] = {"begins": date(2024, 1, 1), "ends": date(2027, 12, 31), "reason": EndReason.STATE_LEFT}
    facts |= {"ended_on": date(2026, 9, 30), "profile": CPT}
    assert "ECPT Art. 22(2)" in str(may_end(still_party=True, **facts))
    assert may_end(still_party=False, **facts)
    assert may_end(still_party=True, **{**facts, "reason": EndReason.RESIGNED})
    assert not may_end(still_party=False, **{**facts, "ended_on": date(2028, 1, 1)})


def test_an_election_without_a_result_stays_where_it_was() -> None:
    assert stage_of(listed=False, elected=False, closed=False) is ElectionStage.AWAITING_LIST
    assert stage_of(listed=True, elected=False, closed=False) is ElectionStage.LISTED
    assert stage_of(listed=True, elected=True, closed=False) is ElectionStage.ELECTED
    assert stage_of(listed=True, elected=False, closed=True) is ElectionStage.CLOSED
