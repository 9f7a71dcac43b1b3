"""What is urgent, how one may answer, to whom one may refer, and when it is erased."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unannounced.duties.consenting import Answer, Answered, Purpose
from unannounced.duties.decision import Refused
from unannounced.duties.receiving import (
    FIRST,
    Erasure,
    Group,
    Hold,
    Risk,
    Told,
    Triage,
    Urgency,
    Way,
    erasure_of,
    may_answer,
    may_refer,
    place_in_line,
    urgency_of,
)

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
TRIAGES = st.builds(
    Triage, st.frozensets(st.sampled_from(Told)), st.frozensets(st.sampled_from(Group)), st.sampled_from(Risk)
)
RANK = tuple(Urgency)


@pytest.mark.parametrize("told", sorted(FIRST))
def test_a_death_a_suicide_a_disappearance_and_a_removal_come_first(told: Told) -> None:
    found = urgency_of(Triage(frozenset({told, Told.CONDITIONS})))
    assert (found.urgency, found.because) == (Urgency.FIRST, (told,))


def test_what_nobody_read_stands_right_behind_what_is_known_to_be_urgent() -> None:
    line = [
        (Triage(frozenset({Told.CONDITIONS})), NOON - timedelta(days=9)),
        (Triage(frozenset({Told.VIOLENCE})), NOON - timedelta(days=8)),
        (None, NOON),
        (None, NOON - timedelta(days=1)),
        (Triage(frozenset({Told.REMOVAL})), NOON),
    ]
    assert sorted(line, key=lambda one: place_in_line(*one)) == [line[4], line[3], line[2], line[1], line[0]]


@given(TRIAGES, st.sampled_from(Group), st.sampled_from([Risk.FEARED, Risk.HAPPENED]), st.sampled_from(Told))
def test_a_group_a_danger_or_more_that_is_told_puts_nothing_back(
    triage: Triage, group: Group, risk: Risk, told: Told
) -> None:
    before = RANK.index(urgency_of(triage).urgency)
    more = (
        Triage(triage.told, triage.groups | {group}, triage.risk),
        Triage(triage.told, triage.groups, risk),
        Triage(triage.told | {told}, triage.groups, triage.risk),
    )
    assert all(RANK.index(urgency_of(one).urgency) <= before for one in more)
    assert urgency_of(more[0]).urgency is not Urgency.IN_TURN


@given(TRIAGES)
def test_whatever_brings_a_communication_forward_is_named(triage: Triage) -> None:
    found = urgency_of(triage)
    assert bool(found.because) is (found.urgency is not Urgency.IN_TURN)
    assert set(found.because) <= {*triage.told, *triage.groups, triage.risk}


@pytest.mark.parametrize(("way", "in_custody", "risk"), [*product(Way, [True, False, None], Risk)])
def test_an_answer_goes_by_no_way_that_was_not_asked_for(way: Way, in_custody: bool | None, risk: Risk) -> None:
    others = set(Way) - {way}
    assert not may_answer(way, asked_for=others, in_custody=in_custody, risk=risk)


@pytest.mark.parametrize("in_custody", [True, None])
@pytest.mark.parametrize("way", [Way.POST, Way.TELEPHONE])
def test_a_place_of_detention_learns_of_no_answer_unless_somebody_saw_no_danger(
    way: Way, in_custody: bool | None
) -> None:
    for risk in Risk:
        found = may_answer(way, asked_for=[way], in_custody=in_custody, risk=risk)
        assert bool(found) is (risk is Risk.NONE_SEEN)
    assert may_answer(way, asked_for=[way], in_custody=False, risk=Risk.UNKNOWN)
    assert may_answer(Way.RECEIPT, asked_for=[Way.RECEIPT], in_custody=in_custody, risk=Risk.HAPPENED)


def answered(answer: Answer, recipient: str = "WGAD", hours: int = 0) -> Answered:
    return Answered(Purpose.SHARE, recipient, answer, NOON + timedelta(hours=hours))


def test_a_communication_is_referred_to_a_body_the_person_agreed_to_and_to_no_other() -> None:
    agreed = [answered(Answer.REFUSED), answered(Answer.GIVEN, hours=1)]
    assert may_refer("WGAD", agreed)
    for body, answers in (("SPT", agreed), ("WGAD", []), ("WGAD", [*agreed, answered(Answer.WITHDRAWN, hours=2)])):
        found = may_refer(body, answers)
        assert isinstance(found, Refused)
        assert body in str(found)
    other = [Answered(Purpose.COURT, "WGAD", Answer.GIVEN, NOON)]
    assert not may_refer("WGAD", other)


def test_a_communication_is_erased_so_long_after_it_was_closed_and_not_while_something_holds_it() -> None:
    closed = date(2026, 8, 31)
    assert erasure_of(closed_on=closed, months=6) == Erasure(date(2027, 2, 28))
    for hold in (Hold.REPRISAL, Hold.EVIDENCE):
        assert erasure_of(closed_on=closed, months=6, holds=[hold]) == Erasure(None, (hold,))
    assert erasure_of(closed_on=None, months=6, holds=[Hold.EVIDENCE]).held_by == (Hold.EVIDENCE, Hold.CONVERSATION)
    with pytest.raises(ValueError, match="month"):
        erasure_of(closed_on=closed, months=0)
