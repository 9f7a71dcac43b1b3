"""Seats, and who may be elected for how long."""

from datetime import date
from typing import Any

import pytest

from unannounced.crafts.profiles import shipped_profile
from unannounced.duties.decision import Decision
from unannounced.duties.electing import may_elect, seats, vacant
from unannounced.duties.identity import nearest


def elect(kind: str = "cpt", **other: Any) -> Decision:
    facts = {"candidate_nationality": "UKR", "sitting": ["FRA", "DEU"], "terms_served": 0}
    days = {"on": date(2023, 11, 20), "begins": date(2023, 12, 20), "ends": date(2027, 12, 19)}
    return may_elect(**{**facts, **days, "profile": shipped_profile(kind), **other})


def test_there_are_as_many_seats_as_parties_and_one_may_stay_empty() -> None:
    assert vacant(seats(47), 46) == 1
    with pytest.raises(ValueError, match="48 members"):
        vacant(47, 48)


def test_a_candidate_of_a_new_nationality_may_be_elected_for_four_years() -> None:
    assert elect()


def test_no_two_members_have_the_same_nationality() -> None:
    assert "ECPT Art. 4, 5" in str(elect(sitting=["UKR"]))
    assert elect("national", sitting=["UKR"], ends=date(2028, 12, 19))


def test_a_member_serves_three_terms_and_before_the_second_protocol_two() -> None:
    assert elect(terms_served=2)
    assert not elect(terms_served=3)
    old: dict[str, Any] = {"on": date(2002, 2, 28), "begins": date(2002, 3, 1), "ends": date(2006, 2, 28)}
    assert elect(terms_served=1, **old)
    assert not elect(terms_served=2, **old)
    assert not elect("spt", terms_served=2)


def test_a_term_in_the_committee_lasts_from_two_to_six_years() -> None:
    assert elect(ends=date(2025, 12, 19))
    assert elect(ends=date(2029, 12, 20))
    assert not elect(ends=date(2025, 12, 18))
    assert not elect(ends=date(2029, 12, 21))


def test_a_term_ends_after_it_begins_and_begins_after_the_election() -> None:
    assert "not after it begins" in str(elect(ends=date(2023, 12, 20)))
    assert "before the election" in str(elect(on=date(2023, 12, 21)))


STATES = {"TUR": "Türkiye", "TKM": "Turkmenistan", "GBR": "United Kingdom", "USA": "United States", "FRA": "France"}


@pytest.mark.parametrize(
    ("typed", "first"),
    [("turkiye", "TUR"), ("Frnace", "FRA"), ("gbr", "GBR"), ("GRB", "GBR"), ("Kingdom", "GBR"), ("Turkmen", "TKM")],
)
def test_a_mistyped_state_is_suggested(typed: str, first: str) -> None:
    assert nearest(typed, STATES)[0] == first


def test_nothing_near_suggests_nothing() -> None:
    assert nearest("", STATES) == ()
    assert nearest("Xyzzy", STATES) == ()
    assert len(nearest("United", STATES, at_most=1)) == 1
