"""If received on …, then …: what follows where the day of receipt of a notice is not on record."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from unannounced.crafts.law.acts import law_of, shipped_law
from unannounced.duties.treaty.acts import Act, Confidence
from unannounced.duties.treaty.law import Law, NotKnown
from unannounced.duties.treaty.receipt import if_received

TODAY = date(2026, 11, 25)


def act(action: str, day: date | None, treaty: str = "ECPT") -> Act:
    return Act(treaty, "FRA", action, day, day.year if day else None, "", "", Confidence.VERIFIED)


def law(*acts: Act) -> Law:
    return law_of(acts)


def test_the_real_case_is_the_table_of_the_domain_text() -> None:
    rows = if_received(shipped_law(), "RUS", "ECPT", on=TODAY)
    assert [(one.first_day, one.last_day, one.effect) for one in rows[:3]] == [
        (date(2025, 9, 29), date(2025, 9, 30), date(2026, 10, 1)),
        (date(2025, 10, 1), date(2025, 10, 31), date(2026, 11, 1)),
        (date(2025, 11, 1), date(2025, 11, 30), date(2026, 12, 1)),
    ]
    assert (rows[-1].last_day, rows[-1].effect) == (TODAY, date(2027, 12, 1))


def test_the_rows_cover_every_day_from_the_law_on_once_and_no_effect_comes_twice() -> None:
    rows = if_received(shipped_law(), "RUS", "ECPT", on=TODAY)
    for before, after in pairwise(rows):
        assert after.first_day == before.last_day + timedelta(days=1)
        assert after.effect > before.effect
    assert all(one.first_day <= one.last_day < one.effect for one in rows)


def test_nothing_was_open_before_the_law_on_leaving_was_signed() -> None:
    assert if_received(shipped_law(), "RUS", "ECPT", on=date(2025, 9, 28)) == ()
    assert len(if_received(shipped_law(), "RUS", "ECPT", on=date(2025, 9, 29))) == 1


def test_a_notice_with_its_day_closes_the_question() -> None:
    consent, at_home = act("ratification", date(1989, 1, 9)), act("domestic_denunciation_law", date(2025, 3, 1))
    assert if_received(law(consent, at_home), "FRA", "ECPT", on=TODAY)
    noticed = act("denunciation_notified", date(2025, 4, 1))
    assert if_received(law(consent, at_home, noticed), "FRA", "ECPT", on=TODAY) == ()


def test_a_state_without_a_law_on_leaving_has_no_such_table() -> None:
    consent, undated = act("ratification", date(1989, 1, 9)), act("denunciation_notified", None)
    assert if_received(law(consent), "FRA", "ECPT", on=TODAY) == ()
    assert if_received(law(consent, undated), "FRA", "ECPT", on=TODAY) == ()


def test_each_day_has_its_own_effect_where_the_clause_counts_a_year() -> None:
    consent = act("ratification", date(1986, 2, 18), "UNCAT")
    at_home = act("domestic_denunciation_law", date(2026, 11, 1), "UNCAT")
    rows = if_received(law(consent, at_home), "FRA", "UNCAT", on=date(2026, 11, 10))
    assert len(rows) == 10
    assert rows[0].effect == date(2027, 11, 1)


def test_a_notice_that_comes_too_early_as_party_is_left_out() -> None:
    consent = act("ratification", date(2024, 1, 10), "ECHR")
    at_home = act("domestic_denunciation_law", date(2028, 12, 1), "ECHR")
    rows = if_received(law(consent, at_home), "FRA", "ECHR", on=date(2029, 2, 1))
    assert rows[0].first_day == date(2029, 1, 10)


def test_where_leaving_has_no_effect_nothing_would_follow() -> None:
    consent = act("ratification", date(1980, 11, 4), "ICCPR")
    at_home = act("domestic_denunciation_law", date(2025, 1, 1), "ICCPR")
    assert if_received(law(consent, at_home), "FRA", "ICCPR", on=TODAY) == ()


def test_an_unknown_state_or_convention_is_named_with_what_is_near() -> None:
    with pytest.raises(NotKnown) as unknown:
        if_received(shipped_law(), "RUS", "ECTP", on=TODAY)
    assert "ECPT" in unknown.value.near
    with pytest.raises(NotKnown):
        if_received(shipped_law(), "RSU", "ECPT", on=TODAY)


def test_what_was_learned_later_is_not_in_a_table_of_before() -> None:
    consent = act("ratification", date(1989, 1, 9))
    at_home = replace(act("domestic_denunciation_law", date(2025, 3, 1)), known_since=date(2025, 6, 1))
    held = law(consent, at_home)
    assert if_received(held.as_known_on(date(2025, 5, 1)), "FRA", "ECPT", on=TODAY) == ()
    assert if_received(held.as_known_on(date(2025, 6, 1)), "FRA", "ECPT", on=TODAY)
