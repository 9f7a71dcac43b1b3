"""How many States have each standing, by day: the same as asking for each day."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unannounced.crafts.law.acts import shipped_law
from unannounced.duties.treaty.law import NotKnown
from unannounced.duties.treaty.standing import Standing
from unannounced.duties.treaty.tallies import tallies, tally_on

LAW = shipped_law()
TODAY = date(2026, 11, 25)


def test_of_the_parties_today_one_is_not_known_and_not_counted() -> None:
    tally = tally_on(tallies(LAW, "ECPT"), TODAY)
    assert (tally.parties, tally.not_known) == (46, 1)
    assert tally_on(tallies(LAW, "ECPT"), date(2026, 9, 30)).parties == 47


@given(st.sampled_from(sorted(LAW.conventions)), st.dates(date(1945, 1, 1), date(2030, 1, 1)))
@settings(database=None, deadline=None, max_examples=60)
def test_a_tally_counts_what_asking_for_each_state_counts(convention: str, on: date) -> None:
    tally, parties = tally_on(tallies(LAW, convention), on), LAW.parties(convention, on=on)
    assert tally.parties == len(parties.bound)
    assert tally.not_known == len(parties.not_known)
    assert tally.counts.get(Standing.DENUNCIATION_PENDING, 0) == len(parties.pending)
    assert sum(tally.counts.values()) == len(LAW.states())


def test_changes_say_which_state_was_what_before_and_after() -> None:
    [last] = [one for one in tallies(LAW, "ECPT") if one.first == date(2026, 10, 1)]
    assert [(one.state, one.before, one.after) for one in last.changes] == [("RUS", Standing.PARTY, Standing.NOT_KNOWN)]
    eve = last.first - timedelta(days=1)
    assert tally_on(tallies(LAW, "ECPT"), eve) is not last


def test_an_unknown_convention_is_not_counted() -> None:
    with pytest.raises(NotKnown):
        tallies(LAW, "XYZ")
