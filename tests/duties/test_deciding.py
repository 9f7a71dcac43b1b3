"""Votes: who counts, and how the reckoning is shown."""

from dataclasses import replace

from unannounced.crafts.profiles import shipped_profile
from unannounced.duties.deciding import Majority, Tally, may_vote, outcome
from unannounced.duties.decision import Refused

CPT = shipped_profile("cpt")


def test_a_vacant_seat_counts_only_where_the_profile_says_seats() -> None:
    tally = Tally(members=45, seats=47, present=40, in_favour=31, against=0, abstaining=9)
    by_seats = replace(CPT, statement_denominator="seats")
    assert outcome(tally, Majority.PUBLIC_STATEMENT, CPT).needed == 30
    assert not outcome(tally, Majority.PUBLIC_STATEMENT, by_seats).carried
    assert "47 seats" in str(outcome(tally, Majority.PUBLIC_STATEMENT, by_seats).arithmetic[1])


def test_the_refusal_for_want_of_a_quorum_says_how_many_are_needed() -> None:
    found = may_vote(Tally(47, 47, 23, 23, 0, 0), CPT)
    assert isinstance(found, Refused)
    assert str(found) == "There is no quorum: 23 of 47 members are present and 24 are needed. (ECPT Art. 6(1))"


def test_more_members_than_seats_are_refused() -> None:
    assert not may_vote(Tally(48, 47, 30, 30, 0, 0), CPT)


def test_without_a_quorum_not_even_all_votes_carry() -> None:
    assert not outcome(Tally(47, 47, 23, 23, 0, 0), Majority.ORDINARY, CPT).carried


def test_the_arithmetic_names_quorum_majority_and_votes() -> None:
    lines = [str(line) for line in outcome(Tally(47, 47, 40, 32, 5, 3), Majority.PUBLIC_STATEMENT, CPT).arithmetic]
    assert lines == [
        "Quorum: more than half of 47 members in office is 24; 40 present.",
        "Majority: 2/3 of 47 members in office, rounded up, is 32.",
        "Votes: 32 in favour, 5 against, 3 abstaining; 32 in favour are needed.",
    ]


def test_the_subcommittee_needs_half_plus_one_and_more_than_half() -> None:
    lines = outcome(Tally(25, 25, 14, 13, 1, 0), Majority.PUBLIC_STATEMENT, shipped_profile("spt")).arithmetic
    assert "rounded up, plus one: 14" in str(lines[0])
    assert "more than half of 25 members is 13" in str(lines[1])
