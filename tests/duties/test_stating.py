"""The way of a public statement, the facts that speak for one, talks, and what to verify at the next visit."""

from datetime import date

import pytest

from unannounced.crafts.profiles import shipped_profile
from unannounced.duties.deciding import Majority, majority_on_statement, question_on_statement
from unannounced.duties.decision import Refused
from unannounced.duties.dialogue import OPEN, FollowUp
from unannounced.duties.reporting import ItemKind
from unannounced.duties.stating import (
    NEXT,
    Ground,
    OnRecord,
    StatementStage,
    grounds,
    may_adopt,
    may_close,
    may_decide,
    may_hear,
    may_open,
    may_register_decision,
    proposed,
    stage_of,
)
from unannounced.duties.talking import may_note_talks
from unannounced.duties.verifying_next import Why, reasons, weight

CPT, SPT = shipped_profile("cpt"), shipped_profile("spt")
OPENED, HEARD, TODAY = date(2026, 2, 1), date(2026, 3, 1), date(2026, 4, 1)


def test_every_stage_but_the_ends_leads_somewhere_and_none_leads_back() -> None:
    ends = {StatementStage.PUBLISHED, StatementStage.CLOSED}
    assert {stage for stage, following in NEXT.items() if not following} == ends
    order = list(StatementStage)
    assert all(order.index(later) > order.index(stage) for stage, following in NEXT.items() for later in following)


def test_the_days_on_record_say_how_far_it_has_come() -> None:
    assert stage_of(heard_on=None, adopted_on=None, closed_on=None) is StatementStage.OPENED
    assert stage_of(heard_on=HEARD, adopted_on=None, closed_on=None) is StatementStage.HEARD
    assert stage_of(heard_on=HEARD, adopted_on=TODAY, closed_on=None) is StatementStage.ADOPTED
    assert stage_of(heard_on=HEARD, adopted_on=TODAY, closed_on=None, published_on=TODAY) is StatementStage.PUBLISHED
    assert stage_of(heard_on=HEARD, adopted_on=None, closed_on=TODAY) is StatementStage.CLOSED


def test_of_a_state_that_has_left_it_is_opened_only_with_what_still_binds_it() -> None:
    assert may_open(left=False, still_binds="", profile=CPT)
    refused = may_open(left=True, still_binds=" \n", profile=CPT)
    assert "no longer bound, or may not be" in str(refused)
    assert isinstance(refused, Refused)
    assert "Say what still binds it" in str(refused.way_out)
    assert may_open(left=True, still_binds="The visit was made while it was a Party.", profile=CPT)
    assert not may_open(left=True, still_binds="A visit\x00", profile=CPT)


def test_no_statement_without_the_state_heard_and_a_vote_that_carried() -> None:
    assert "has not been heard" in str(may_adopt(stage=StatementStage.OPENED, carried=True, profile=CPT))
    assert "Nobody has voted" in str(may_adopt(stage=StatementStage.HEARD, carried=None, profile=CPT))
    assert "did not carry" in str(may_adopt(stage=StatementStage.HEARD, carried=False, profile=CPT))
    assert may_adopt(stage=StatementStage.HEARD, carried=True, profile=CPT)
    assert not may_adopt(stage=StatementStage.CLOSED, carried=True, profile=CPT)


def test_who_makes_the_statement_needs_the_members_and_who_asks_for_it_those_present() -> None:
    assert majority_on_statement(CPT) is Majority.PUBLIC_STATEMENT
    assert question_on_statement(CPT) == "Shall the public statement be made?"
    assert majority_on_statement(SPT) is Majority.ORDINARY
    assert question_on_statement(SPT) == "Shall a public statement be asked for?"


def test_what_another_body_decides_is_registered_and_not_adopted_here() -> None:
    refused = str(may_adopt(stage=StatementStage.HEARD, carried=True, profile=SPT))
    assert "another body decides" in refused
    assert "16(4)" in refused

    def register(day: date = TODAY, stage: StatementStage = StatementStage.HEARD, body: str = "CAT") -> bool:
        return bool(
            may_register_decision(
                stage=stage, body=body, decided_on=day, heard_on=HEARD, today=date(2026, 4, 2), profile=SPT
            )
        )

    assert register()
    assert not register(date(2026, 2, 28)), "before the State was heard"
    assert not register(date(2026, 4, 3)), "in the future"
    assert not register(stage=StatementStage.OPENED)
    assert not register(body=" ")
    here = may_register_decision(
        stage=StatementStage.HEARD, body="CAT", decided_on=TODAY, heard_on=HEARD, today=TODAY, profile=CPT
    )
    assert "No other body decides" in str(here)


def test_the_state_is_heard_once_between_the_opening_and_today() -> None:
    def hear(day: date, stage: StatementStage = StatementStage.OPENED) -> bool:
        return bool(may_hear(stage=stage, opened_on=OPENED, heard_on=day, today=TODAY, profile=CPT))

    assert hear(HEARD)
    assert not hear(date(2026, 1, 31))
    assert not hear(date(2026, 4, 2))
    assert not hear(HEARD, StatementStage.HEARD)


def test_a_procedure_is_closed_with_a_reason_and_not_once_it_is_adopted() -> None:
    def close(stage: StatementStage, because: str = "It cooperates again.") -> bool:
        return bool(
            may_close(stage=stage, because=because, opened_on=OPENED, closed_on=TODAY, today=TODAY, profile=CPT)
        )

    assert close(StatementStage.OPENED)
    assert close(StatementStage.HEARD)
    assert not close(StatementStage.ADOPTED)
    assert not close(StatementStage.CLOSED)
    assert not close(StatementStage.OPENED, because="")


def test_the_record_proposes_facts_and_a_ground_and_nothing_where_it_is_silent() -> None:
    assert grounds(OnRecord()) == ()
    assert proposed(()) is None
    facts = grounds(OnRecord(overdue=3, overdue_days=40, rejected=1, repeated=2))
    assert [str(one.sentence) for one in facts] == [
        "3 responses are overdue, the oldest for 40 days.",
        "1 open item is rejected by the State.",
        "2 open items repeat earlier ones.",
    ]
    assert proposed(facts) is Ground.REFUSES_TO_IMPROVE
    (late,) = grounds(OnRecord(observations=2, observations_days=9))
    assert str(late.sentence) == "The answers to 2 immediate observations are overdue, the oldest for 9 days."
    assert late.ground is Ground.FAILS_TO_COOPERATE
    assert proposed(grounds(OnRecord(requests_overdue=1))) is Ground.FAILS_TO_COOPERATE


def test_talks_are_noted_once_they_were_held_with_somebody_on_each_side() -> None:
    def note(**other: object) -> bool:
        facts = {
            "begins": HEARD, "ends": HEARD, "for_us": "The President", "for_state": "A minister", "subject": "Cells",
            "today": TODAY,
        }  # fmt: skip
        return bool(may_note_talks(profile=CPT, **(facts | other)))  # type: ignore[arg-type]

    assert note()
    assert not note(ends=date(2026, 2, 28))
    assert not note(begins=date(2026, 4, 2), ends=date(2026, 4, 2))
    assert not note(for_us=" ")
    assert not note(for_state="")


def test_the_members_are_asked_after_the_state_was_heard_unless_another_body_makes_the_statement() -> None:
    assert may_decide(heard_on=HEARD, asked_on=HEARD, profile=CPT)
    assert not may_decide(heard_on=None, asked_on=HEARD, profile=CPT)
    early = may_decide(heard_on=HEARD, asked_on=OPENED, profile=CPT)
    assert "before the State was heard" in str(early)
    assert may_decide(heard_on=None, asked_on=OPENED, profile=SPT)


def why(status: FollowUp, kind: ItemKind = ItemKind.RECOMMENDATION, **more: object) -> list[Why]:
    found = reasons(status=status, kind=kind, since=HEARD, known_on=OPENED, **more)  # type: ignore[arg-type]
    return [one.why for one in found]


def test_what_is_settled_is_not_verified_again_and_what_is_open_always_has_a_reason() -> None:
    for status in FollowUp:
        assert bool(why(status)) == (status in OPEN), status


def test_a_claim_an_immediate_observation_and_a_place_not_seen_since_are_reasons() -> None:
    assert why(FollowUp.UNVERIFIED_CLAIM, times_before=2) == [Why.CLAIMED, Why.REPEATED]
    assert why(FollowUp.OVERDUE, ItemKind.IMMEDIATE_OBSERVATION) == [Why.IMMEDIATE]
    assert why(FollowUp.OVERDUE) == [Why.SILENT]
    assert why(FollowUp.NOT_IMPLEMENTED) == [Why.CONTRADICTED]
    assert why(FollowUp.ACCEPTED, has_place=True) == [Why.NOT_SEEN]
    assert why(FollowUp.ACCEPTED, has_place=True, seen_last=OPENED) == [Why.NOT_SEEN]
    assert why(FollowUp.ACCEPTED, has_place=True, seen_last=HEARD) == [Why.OPEN]


@pytest.mark.parametrize("kind", ItemKind)
def test_what_was_urgent_and_met_with_silence_comes_before_a_claim(kind: ItemKind) -> None:
    claimed = reasons(status=FollowUp.UNVERIFIED_CLAIM, kind=kind, since=HEARD, known_on=OPENED, times_before=5)
    urgent = reasons(status=FollowUp.AWAITED, kind=ItemKind.IMMEDIATE_OBSERVATION, since=HEARD, known_on=OPENED)
    assert weight(urgent) > weight(claimed)
