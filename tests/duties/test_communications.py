"""Rules on communications: keepers and their key, stages, days of a letter, what intake hands over, small counts."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unannounced.crafts.profiles import shipped_profile
from unannounced.duties import arriving, corresponding, counting_few, keeping, protecting
from unannounced.duties.arriving import CannotTake
from unannounced.duties.confidentiality import Role
from unannounced.duties.corresponding import Days, Stage
from unannounced.duties.decision import Refused

CPT, NATIONAL = shipped_profile("cpt"), shipped_profile("national")
TODAY = date(2026, 11, 27)


def test_every_word_of_every_list_is_said() -> None:
    for words, every in (
        (corresponding.WAY_IN_WORDS, corresponding.WayIn),
        (corresponding.STAGE_WORDS, Stage),
        (corresponding.PIECE_WORDS, corresponding.PieceKind),
        (corresponding.ANSWER_WORDS, corresponding.AnswerKind),
        (protecting.STEP_WORDS, protecting.Step),
        (protecting.PART_WORDS, protecting.PartKind),
        (protecting.STAGE_WORDS, protecting.CaseStage),
    ):
        assert set(words) == set(every)  # type: ignore[arg-type]


@pytest.mark.parametrize("role", list(Role))
def test_the_secretariat_alone_names_the_first_keeper(role: Role) -> None:
    decision = keeping.may_name_keeper(roles={role}, keeps=False, keepers=0, profile=CPT)
    assert bool(decision) == (role is Role.SECRETARIAT)
    assert not keeping.may_name_keeper(roles={role}, keeps=False, keepers=1, profile=CPT)


def test_a_refusal_cites_the_rule_of_the_mechanism() -> None:
    refused = keeping.must_keep(keeps=False, profile=CPT)
    assert isinstance(refused, Refused)
    assert refused.rule == "ECPT Art. 11(1), 13"


def test_own_state_is_a_rule_of_treaty_bodies_and_for_members_alone() -> None:
    assert corresponding.is_own_state(nationality="XXA", roles={Role.MEMBER}, state="XXA", profile=CPT)
    assert not corresponding.is_own_state(nationality="XXA", roles={Role.SECRETARIAT}, state="XXA", profile=CPT)
    assert not corresponding.is_own_state(nationality="XXA", roles={Role.MEMBER}, state="XXA", profile=NATIONAL)
    assert not corresponding.is_own_state(nationality="", roles={Role.MEMBER}, state="", profile=CPT)


def test_the_days_of_a_letter_follow_each_other_as_far_as_they_are_known() -> None:
    arrived = date(2026, 11, 20)
    assert corresponding.may_have_days(Days(None, None, None, arrived), today=TODAY)
    assert corresponding.may_have_days(Days(arrived, None, arrived, arrived), today=TODAY)
    assert not corresponding.may_have_days(Days(None, date(2026, 11, 21), None, arrived), today=TODAY)
    assert not corresponding.may_have_days(Days(None, None, None, date(2026, 11, 28)), today=TODAY)
    assert corresponding.delays(Days(None, None, None, arrived)) == {}


# What the intake room hands over


@given(st.binary(max_size=400))
def test_whatever_bytes_come_are_read_or_refused_with_a_sentence(content: bytes) -> None:
    for read in (arriving.read_letter, arriving.read_file, arriving.read_erased):
        with pytest.raises(CannotTake) as refused:
            read(content)
        assert str(refused.value).endswith(".")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=70), lambda one: st.lists(one, max_size=3)
    )
)
def test_whatever_a_line_says_is_read_or_refused_with_a_sentence(said: object) -> None:
    sound = {"conversation": "0" * 64, "version": 1, "came_on": "2026-11-20", "sizes": [1, 1], "digest": "0" * 64}
    for name in sound:
        line = json.dumps({**sound, name: said, "size": 2}).encode()
        for read in (arriving.read_letter, arriving.read_file):
            try:
                found = read(line + b"\nab")
            except CannotTake:
                continue
            assert found.conversation


# Counts


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 12), min_size=1))
def test_whoever_knows_the_whole_and_this_rule_can_reckon_no_withheld_count(counts: dict[str, int]) -> None:
    """Each withheld count could be another, with the same whole and the same numbers shown."""
    shown = counting_few.of_few(counts, small=5)
    assert all(count is None or count == counts[key] for key, count in shown.items())
    assert not any(0 < count < 5 for count in shown.values() if count is not None)
    hidden = [key for key, count in shown.items() if count is None]
    if len(hidden) == len(counts):
        return
    for one in hidden:
        others = [key for key in hidden if (counts[key] < 5) != (counts[one] < 5)]
        assert others
        swapped = {**counts, one: counts[others[0]], others[0]: counts[one]}
        assert counting_few.of_few(swapped, small=5) == shown


def test_no_place_shows_whether_it_has_none_or_a_few() -> None:
    assert [counting_few.alone(count, small=5) for count in (0, 4, 5)] == [None, None, 5]


# How long a case of reprisal is kept


def test_a_case_is_erased_so_many_months_after_it_was_closed_and_never_while_it_is_open() -> None:
    assert protecting.erasure_on(closed_on=None, months=1) is None
    assert protecting.erasure_on(closed_on=date(2026, 1, 31), months=1) == date(2026, 2, 28)
    with pytest.raises(ValueError, match="month"):
        protecting.erasure_on(closed_on=TODAY, months=0)
    assert [bool(protecting.may_keep_for(months)) for months in (0, 1, 120, 121)] == [False, True, True, False]
