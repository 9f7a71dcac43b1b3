"""A withdrawal step by step: what happened where, what the State was from then on, and the days that follow."""

from datetime import date

import pytest

from unannounced.crafts.law.acts import shipped_law
from unannounced.duties.treaty.notices import Course, course
from unannounced.duties.treaty.standing import Standing
from unannounced.duties.treaty.steps import WHERE_WORDS, Step, Then, What, Where, cliff, from_then, so_far

TODAY = date(2026, 11, 22)


def steps(state: str = "RUS", convention: str = "ECPT", on: date = TODAY) -> tuple[Step, ...]:
    return so_far(shipped_law(), state, convention, on=on)


def days(state: str = "RUS", convention: str = "ECPT", received: date | None = None) -> tuple[Then, ...]:
    found = course(shipped_law(), state, convention, received=received, on=TODAY)
    assert isinstance(found, Course)
    return from_then(shipped_law(), found.found)


def test_the_steps_of_the_real_case_are_those_of_the_domain_text() -> None:
    told = [(one.day, one.where, one.act) for one in steps()]
    for wanted in (
        (date(1996, 2, 28), Where.DEPOSITARY, "signature"),
        (date(1998, 3, 28), Where.HOME, "domestic_ratification_law"),
        (date(1998, 5, 5), Where.DEPOSITARY, "ratification"),
        (date(1998, 9, 1), Where.RECKONED, "entry_into_force"),
        (date(2022, 2, 25), Where.ORGANISATION, "suspension"),
        (date(2022, 3, 15), Where.ORGANISATION, "withdrawal_notified"),
        (date(2022, 3, 16), Where.ORGANISATION, "membership_end"),
        (date(2022, 9, 16), Where.RECKONED, "cessation"),
        (date(2023, 12, 19), Where.BODY, "cpt_member_term_end"),
        (date(2024, 11, 18), Where.BODY, "public_statement"),
        (date(2025, 8, 23), Where.HOME, "government_resolution_denunciation"),
        (date(2025, 9, 29), Where.HOME, "domestic_denunciation_law"),
        (None, Where.DEPOSITARY, "denunciation_announced"),
    ):
        assert wanted in told
    assert told[-1][0] is None


def test_nothing_at_home_and_nothing_in_the_organisation_changed_the_standing() -> None:
    for one in steps():
        if one.day is not None and one.day >= date(1998, 9, 1):
            assert one.standing is Standing.PARTY, one


def test_every_step_has_a_source_and_how_sure_it_is() -> None:
    assert all(one.source and one.confidence for one in steps())
    assert all(one.article for one in steps())
    assert set(WHERE_WORDS) == set(Where)


def test_what_had_not_happened_by_a_day_is_not_told_of_it() -> None:
    assert [one.act for one in steps(on=date(1998, 5, 5))][-1] == "ratification"


def test_what_was_done_under_another_convention_is_told_under_that_one() -> None:
    under = {one.act: one.convention for one in steps(convention="ECHR") if one.day == date(2022, 3, 16)}
    assert under == {"membership_end": "COE-STATUTE"}
    own = [one for one in steps("GRC", "ECHR") if one.act == "denunciation_notified"]
    assert [one.convention for one in own] == ["ECHR"]


def test_reminders_stand_between_the_notice_and_the_last_day_bound() -> None:
    told = days(received=date(2025, 10, 1))
    assert [one.what for one in told] == sorted((one.what for one in told), key=list(What).index)
    assert [one.day for one in told if one.what is What.REMINDER] == [
        date(2026, 5, 5),
        date(2026, 8, 3),
        date(2026, 10, 2),
    ]
    assert sum(len(one.beforehand) for one in told) == 10


def test_the_protocols_end_on_the_same_day_by_their_own_article() -> None:
    ends = {one.convention: (one.day, one.article) for one in days() if one.what is What.FOLLOWS}
    assert ends == {"ECPT-P1": (date(2026, 10, 1), "ETS 151"), "ECPT-P2": (date(2026, 10, 1), "ETS 152")}


def test_the_convention_on_human_rights_ends_six_months_after_membership() -> None:
    ends = {one.convention: (one.day, one.article) for one in days("RUS", "COE-STATUTE") if one.what is What.FOLLOWS}
    assert ends["ECHR"] == (date(2022, 9, 16), "ECHR Art. 58(3)")


def test_one_day_at_the_depositary_is_a_month_in_effect() -> None:
    found = cliff(shipped_law().convention("ECPT"), date(2025, 9, 29))
    assert found is not None
    assert (found.last_day, found.effect, found.next_day, found.next_effect) == (
        date(2025, 9, 30),
        date(2026, 10, 1),
        date(2025, 10, 1),
        date(2026, 11, 1),
    )


def test_or_a_year_at_the_council_of_europe() -> None:
    found = cliff(shipped_law().convention("COE-STATUTE"), date(2026, 3, 15))
    assert found is not None
    assert (found.last_day, found.next_day) == (date(2026, 9, 30), date(2026, 10, 1))
    assert (found.effect, found.next_effect) == (date(2027, 1, 1), date(2028, 1, 1))


@pytest.mark.parametrize("convention", ["ICCPR-OP1", "UNCAT", "ECHR", "ICCPR"])
def test_where_each_day_counts_for_itself_there_is_no_such_step(convention: str) -> None:
    assert cliff(shipped_law().convention(convention), date(2026, 1, 30)) is None
