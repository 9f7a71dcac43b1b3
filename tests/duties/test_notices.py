"""What is on record of a State leaving, what follows from which day, and what is an assumption and no fact."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from unannounced.crafts.law.acts import law_of, shipped_acts, shipped_law
from unannounced.duties.decision import Refused
from unannounced.duties.treaty.acts import Act, Confidence
from unannounced.duties.treaty.law import Law, NotKnown
from unannounced.duties.treaty.notices import (
    Course,
    Outcome,
    Sure,
    Way,
    course,
    departures,
    departures_of,
    the_one_that_counts,
)
from unannounced.duties.treaty.standing import Standing

TODAY = date(2026, 11, 22)


def act(action: str, day: date | None, treaty: str = "ECPT", state: str = "FRA") -> Act:
    return Act(treaty, state, action, day, day.year if day else None, "", "source", Confidence.VERIFIED)


def followed(
    state: str, convention: str, received: date | None = None, *, on: date = TODAY, law: Law | None = None
) -> Course:
    found = course(law or shipped_law(), state, convention, received=received, on=on)
    assert isinstance(found, Course), found
    return found


def test_every_state_that_left_or_is_leaving_is_a_case_reckoned_from_the_acts() -> None:
    found = {(one.state, one.convention, one.way, one.outcome) for one in departures(shipped_law(), on=TODAY)}
    assert found == {
        ("RUS", "ECPT", Way.RECEIPT_OPEN, Outcome.OPEN),
        ("RUS", "COE-STATUTE", Way.NOTICE, Outcome.OVERTAKEN),
        ("RUS", "COE-STATUTE", Way.DECISION, Outcome.LEFT),
        ("RUS", "ECHR", Way.WITH_ANOTHER, Outcome.LEFT),
        ("BLR", "ICCPR-OP1", Way.NOTICE, Outcome.LEFT),
        ("JAM", "ICCPR-OP1", Way.NOTICE, Outcome.LEFT),
        ("GUY", "ICCPR-OP1", Way.NOTICE, Outcome.BOUND_ON),
        ("TTO", "ICCPR-OP1", Way.NOTICE, Outcome.BOUND_ON),
        ("TTO", "ICCPR-OP1", Way.NOTICE, Outcome.LEFT),
        ("BDI", "ROME", Way.NOTICE, Outcome.LEFT),
        ("PHL", "ROME", Way.NOTICE, Outcome.LEFT),
        ("GRC", "ECHR", Way.NOTICE, Outcome.LEFT),
        ("GRC", "COE-STATUTE", Way.NOTICE, Outcome.LEFT),
    }


def test_what_is_open_or_to_come_stands_first_then_the_latest() -> None:
    found = departures(shipped_law(), on=TODAY)
    assert (found[0].state, found[0].outcome) == ("RUS", Outcome.OPEN)
    days = [one.day for one in found[1:]]
    assert days == sorted(days, reverse=True)


def test_where_the_receipt_is_not_on_record_the_first_possible_day_counts_and_is_no_fact() -> None:
    found = followed("RUS", "ECPT")
    assert found.sure is Sure.NOT_BEFORE
    assert (found.found.received, found.found.last_day, found.found.effect) == (
        date(2025, 9, 29),
        date(2026, 9, 30),
        date(2026, 10, 1),
    )


def test_a_day_that_somebody_chose_is_an_assumption() -> None:
    found = followed("RUS", "ECPT", date(2025, 10, 1))
    assert (found.sure, found.found.effect) == (Sure.ASSUMED, date(2026, 11, 1))
    assert found.departure is not None
    assert found.departure.way is Way.RECEIPT_OPEN


def test_no_day_before_the_law_within_the_state_is_assumed() -> None:
    found = course(shipped_law(), "RUS", "ECPT", received=date(2025, 9, 28), on=TODAY)
    assert isinstance(found, Refused)
    assert str(found.sentence) == "No notice is assumed before 2025-09-29, the day of the law within the State."


def test_before_the_law_was_signed_nothing_was_open() -> None:
    assert departures_of(shipped_law(), "RUS", "ECPT", on=date(2025, 9, 28)) == ()


def test_a_notice_with_its_day_on_record_is_used_and_its_day_is_a_fact_when_asked_for() -> None:
    for received in (None, date(2022, 11, 8)):
        found = followed("BLR", "ICCPR-OP1", received)
        assert (found.sure, found.found.received, found.found.effect) == (
            Sure.ON_RECORD,
            date(2022, 11, 8),
            date(2023, 2, 8),
        )


def test_another_day_than_that_on_record_is_an_assumption_against_the_record() -> None:
    found = followed("BLR", "ICCPR-OP1", date(2022, 6, 1))
    assert (found.sure, found.found.effect) == (Sure.ASSUMED, date(2022, 9, 1))
    assert found.departure is not None
    assert found.departure.day == date(2022, 11, 8)


def test_a_state_that_came_back_at_once_stayed_bound_until_its_second_notice() -> None:
    first, second = departures_of(shipped_law(), "TTO", "ICCPR-OP1", on=TODAY)
    assert (first.outcome, second.outcome) == (Outcome.BOUND_ON, Outcome.LEFT)
    assert the_one_that_counts((first, second)) == second
    assert followed("TTO", "ICCPR-OP1", date(1998, 5, 26)).sure is Sure.ON_RECORD


def test_a_decision_overtakes_a_notice_and_another_convention_ends_with_membership() -> None:
    found = followed("RUS", "COE-STATUTE")
    assert found.departure is not None
    assert (found.departure.way, found.found.effect, found.found.rule.article) == (
        Way.DECISION,
        date(2022, 3, 16),
        "COE Statute Art. 8",
    )
    ends = {one.convention: (one.day, one.before, one.after) for one in found.found.followers}
    assert ends["ECHR"] == (date(2022, 9, 16), Standing.PARTY, Standing.CEASED)
    assert "ECPT" not in ends


def test_what_ended_with_membership_names_the_other_convention_and_its_own_rule() -> None:
    found = followed("RUS", "ECHR")
    assert found.departure is not None
    assert (found.departure.way, found.departure.by) == (Way.WITH_ANOTHER, "COE-STATUTE")
    assert (found.found.effect, found.found.rule.article) == (date(2022, 9, 16), "ECHR Art. 58(3)")


def test_a_state_that_came_back_later_is_bound_again_since_that_day() -> None:
    found = followed("GRC", "ECHR")
    assert found.departure is not None
    assert (found.found.effect, found.departure.again) == (date(1970, 6, 13), date(1974, 11, 28))


def test_without_anything_on_record_the_course_is_what_would_follow_from_a_notice_of_today() -> None:
    found = followed("FRA", "ECPT")
    assert (found.sure, found.departure, found.found.received) == (Sure.IF_TODAY, None, TODAY)
    assert found.found.effect == date(2027, 12, 1)


def test_a_notice_that_still_runs_is_pending_and_one_revoked_ends_nothing() -> None:
    consent, notice = act("ratification", date(1989, 1, 9)), act("denunciation_notified", date(2026, 5, 4))
    (pending,) = departures_of(law_of([consent, notice]), "FRA", "ECPT", on=TODAY)
    assert (pending.outcome, pending.effect) == (Outcome.PENDING, date(2027, 6, 1))
    revoked = act("denunciation_revoked", date(2026, 8, 1))
    (undone,) = departures_of(law_of([consent, notice, revoked]), "FRA", "ECPT", on=TODAY)
    assert (undone.outcome, undone.revoked) == (Outcome.REVOKED, date(2026, 8, 1))


def test_the_day_of_receipt_once_learned_closes_what_was_open() -> None:
    learned = shipped_law().with_acts([act("denunciation_notified", date(2025, 10, 10), state="RUS")])
    found = followed("RUS", "ECPT", law=learned)
    assert (found.sure, found.found.effect) == (Sure.ON_RECORD, date(2026, 11, 1))


@pytest.mark.parametrize(("convention", "article"), [("ICCPR", "VCLT Art. 56"), ("ECPT-P1", "ETS 151")])
def test_what_cannot_be_left_is_refused_with_the_article_whatever_day_is_chosen(convention: str, article: str) -> None:
    for received in (None, date(2026, 1, 1)):
        found = course(shipped_law(), "FRA", convention, received=received, on=TODAY)
        assert isinstance(found, Refused)
        assert found.rule == article


def test_a_law_at_home_on_leaving_what_cannot_be_left_is_a_case_without_effect() -> None:
    law = law_of(
        [act("ratification", date(1980, 11, 4), "ICCPR"), act("domestic_denunciation_law", date(2025, 1, 2), "ICCPR")]
    )
    (found,) = departures_of(law, "FRA", "ICCPR", on=TODAY)
    assert (found.outcome, found.effect) == (Outcome.NO_EFFECT, None)


def test_it_is_said_where_leaving_is_disputed() -> None:
    assert followed("FRA", "ICPPED").found.disputed
    law = law_of([*shipped_acts(), act("denunciation_notified", date(2024, 1, 10), "ICPPED")])
    (found,) = departures_of(law, "FRA", "ICPPED", on=TODAY)
    assert found.outcome is Outcome.OPEN


def test_a_state_that_is_not_bound_can_end_nothing() -> None:
    found = course(shipped_law(), "USA", "ECPT", received=None, on=TODAY)
    assert isinstance(found, Refused)
    assert found.rule == "ECPT Art. 22(2)"


def test_who_or_what_is_not_known_is_said_with_the_nearest() -> None:
    with pytest.raises(NotKnown):
        course(shipped_law(), "RUX", "ECPT", received=None, on=TODAY)
    with pytest.raises(NotKnown):
        course(shipped_law(), "RUS", "ECTP", received=None, on=TODAY)


def test_what_would_follow_shares_what_is_reckoned_of_other_states_and_changes_nothing_of_theirs() -> None:
    law = law_of(shipped_acts())
    law.parties("ECPT", on=TODAY)
    after = law.with_acts([act("denunciation_notified", date(2025, 10, 10), state="RUS")])
    assert after.standing("FRA", "ECPT", on=TODAY) == law.standing("FRA", "ECPT", on=TODAY)
    assert after.standing("RUS", "ECPT", on=TODAY) != law.standing("RUS", "ECPT", on=TODAY)


def test_seats_before_and_after_are_those_of_the_day_and_of_the_day_before() -> None:
    found = followed("RUS", "ECPT").found
    assert found.seats_before is not None
    assert found.seats_after is not None
    assert (found.seats_before.known, found.seats_after.known) == (47, 46)
    before, after = found.seats_before.by_seats, found.seats_after.by_seats
    assert (before.quorum, before.statement, after.quorum, after.statement) == (24, 32, 24, 31)


def test_a_year_is_no_day_of_receipt() -> None:
    year = replace(act("denunciation_notified", None), year=2020)
    law = law_of([act("ratification", date(1989, 1, 9)), year])
    assert all(one.way is not Way.NOTICE for one in departures_of(law, "FRA", "ECPT", on=TODAY))


def test_no_course_takes_effect_before_its_notice_was_received() -> None:
    day = date(2025, 9, 29)
    while day <= TODAY:
        assert followed("RUS", "ECPT", day).found.effect > day
        day += timedelta(days=13)
