"""Treaty law: what never changes, whatever the acts."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unannounced.crafts.law.conventions import shipped_conventions
from unannounced.duties.decision import Refused
from unannounced.duties.treaty.acts import (
    ACTIONS,
    COMMITTEE,
    CROSS_CHECK,
    DOMESTIC,
    GENERAL,
    INTERNATIONAL,
    Act,
    Confidence,
    read_row,
)
from unannounced.duties.treaty.dates import add_months, first_of_next
from unannounced.duties.treaty.standing import BOUND, Standing, status

DAYS = st.dates(date(1985, 1, 1), date(2040, 1, 1))
DOMESTIC_ACTS = st.sampled_from(sorted(DOMESTIC))
ACTS = st.sampled_from(
    ["signature", "ratification", "succession", "denunciation_notified", "denunciation_revoked", "signature_withdrawn"]
)
CONVENTIONS = shipped_conventions()
TREATIES = st.sampled_from(sorted(CONVENTIONS))


def act(action: str, day: date | None, treaty: str = "ECPT") -> Act:
    return Act(treaty, "XX", action, day, None if day is None else day.year, "", "", Confidence.VERIFIED)


@given(TREATIES, st.lists(st.tuples(ACTS, DAYS), max_size=5), st.lists(st.tuples(DOMESTIC_ACTS, DAYS)), DAYS)
@settings(database=None, deadline=None)
def test_a_domestic_act_never_changes_a_standing(
    treaty: str, done: list[tuple[str, date]], at_home: list[tuple[str, date]], on: date
) -> None:
    international = [act(action, day, treaty) for action, day in done]
    domestic = [act(action, day, treaty) for action, day in at_home]
    with_them, without = (
        status(treaty, acts, CONVENTIONS, on=on) for acts in (international + domestic, international)
    )
    assert with_them.standing is without.standing
    assert (with_them.since, with_them.until) == (without.since, without.until)


@given(st.lists(st.tuples(DOMESTIC_ACTS, DAYS), max_size=3), DAYS)
@settings(database=None, deadline=None)
def test_beside_a_notice_without_a_day_a_domestic_act_only_bounds_what_is_not_known(
    at_home: list[tuple[str, date]], on: date
) -> None:
    acts = [act("ratification", date(1998, 5, 5)), act("denunciation_notified", None)]
    domestic = [act(action, day) for action, day in at_home]
    without, with_them = status("ECPT", acts, CONVENTIONS, on=on), status("ECPT", acts + domestic, CONVENTIONS, on=on)
    assert with_them.standing is without.standing or without.standing is Standing.NOT_KNOWN
    assert with_them.standing in BOUND | {without.standing}


@given(TREATIES, st.lists(st.tuples(ACTS, DAYS), max_size=4), st.sampled_from(sorted(CROSS_CHECK)), DAYS, DAYS)
@settings(database=None, deadline=None)
def test_a_row_that_repeats_a_computed_result_is_never_an_act(
    treaty: str, done: list[tuple[str, date]], row: str, day: date, on: date
) -> None:
    acts = [act(action, when, treaty) for action, when in done]
    found = status(treaty, [*acts, act(row, day, treaty)], CONVENTIONS, on=on)
    assert found.standing is status(treaty, acts, CONVENTIONS, on=on).standing


@given(TREATIES, st.lists(st.tuples(ACTS, DAYS), max_size=4), DAYS)
@settings(database=None, deadline=None)
def test_a_standing_always_has_a_ground_and_a_known_first_day_is_not_after_the_day_asked(
    treaty: str, done: list[tuple[str, date]], on: date
) -> None:
    found = status(treaty, [act(action, day, treaty) for action, day in done], CONVENTIONS, on=on)
    assert found.grounds
    assert found.since is None or found.since <= on
    assert found.standing not in BOUND or found.until is None or found.until >= on
    assert found.standing not in BOUND or found.bound_until_at_least is None or found.bound_until_at_least >= on


@given(DAYS, DAYS)
@settings(database=None, deadline=None)
def test_a_denunciation_of_the_ecpt_takes_effect_on_a_first_and_binds_until_the_day_before(
    received: date, consent: date
) -> None:
    effect = first_of_next(add_months(received, 12))
    assert effect.day == 1
    assert add_months(received, 12) < effect <= add_months(received, 12) + timedelta(days=31)
    if consent < received and first_of_next(add_months(consent, 3)) < effect and date(1989, 2, 1) < effect:
        acts = [act("ratification", consent), act("denunciation_notified", received)]
        assert status("ECPT", acts, CONVENTIONS, on=effect).standing is Standing.FORMER_PARTY
        assert (
            status("ECPT", acts, CONVENTIONS, on=effect - timedelta(days=1)).standing is Standing.DENUNCIATION_PENDING
        )


def test_acts_of_other_treaties_are_left_out() -> None:
    elsewhere = act("ratification", date(1990, 1, 1), "UNCAT")
    assert status("ECPT", [elsewhere], CONVENTIONS, on=date(2000, 1, 1)).standing is Standing.NONE


def test_the_rome_statute_may_be_left_on_a_later_day_that_the_notice_names() -> None:
    consent = act("ratification", date(2004, 9, 21), "ROME")
    notice = Act(
        "ROME", "XX", "denunciation_notified", date(2016, 10, 27), 2016, "", "", Confidence.VERIFIED, date(2018, 1, 1)
    )
    assert (
        status("ROME", [consent, notice], CONVENTIONS, on=date(2017, 12, 31)).standing is Standing.DENUNCIATION_PENDING
    )
    assert status("ROME", [consent, notice], CONVENTIONS, on=date(2018, 1, 1)).standing is Standing.FORMER_PARTY


def test_a_consent_without_any_day_leaves_the_standing_unknown() -> None:
    found = status("ECPT", [act("ratification", None)], CONVENTIONS, on=date(2000, 1, 1))
    assert found.standing is Standing.NOT_KNOWN


def test_an_answer_is_as_sure_as_its_weakest_ground() -> None:
    weak = Act("ECPT", "XX", "ratification", date(1990, 1, 1), 1990, "", "", Confidence.MEMORY_LOW)
    assert status("ECPT", [weak], CONVENTIONS, on=date(2000, 1, 1)).confidence is Confidence.MEMORY_LOW


def test_the_kinds_of_action_do_not_overlap() -> None:
    kinds = (INTERNATIONAL, DOMESTIC, CROSS_CHECK, GENERAL, COMMITTEE)
    assert sum(map(len, kinds)) == len(ACTIONS)


ROW = {
    "source": "s",
    "treaty": "ECPT",
    "state": "XX",
    "action": "signature",
    "date": "1996-02-28",
    "confidence": "mixed",
}


def test_a_row_becomes_an_act_with_a_day_a_year_or_neither() -> None:
    found = read_row(ROW | {"note": "n", "source": "s"})
    assert found == Act("ECPT", "XX", "signature", date(1996, 2, 28), 1996, "n", "s", Confidence.MIXED)
    by_year, without = read_row(ROW | {"date": "2019"}), read_row(ROW | {"date": ""})
    assert isinstance(by_year, Act)
    assert (by_year.day, by_year.year) == (None, 2019)
    assert isinstance(without, Act)
    assert (without.day, without.year) == (None, None)


@pytest.mark.parametrize(
    "flaw",
    [
        {"treaty": ""},
        {"state": ""},
        {"action": "signed"},
        {"confidence": "sure"},
        {"date": "1996-02-30"},
        {"date": "28.02.1996"},
        {"date": "96"},
        {"date": "0000"},
        {"date": "20250101"},
    ],
)
def test_a_row_that_is_not_understood_is_refused_with_a_remedy(flaw: dict[str, str]) -> None:
    found = read_row(ROW | flaw)
    assert isinstance(found, Refused)
    assert str(found.sentence)
    assert str(found.way_out)
