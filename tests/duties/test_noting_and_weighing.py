"""Entries: what may be kept, the same entry again, and what a finding rests on."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unannounced.crafts.profiles import shipped_profile
from unannounced.duties.decision import Refused
from unannounced.duties.noting import LONGEST_TEXT, Again, EntryKind, compare, may_keep, may_note, tidy
from unannounced.duties.weighing import Strength, Support, may_draw, strength

CPT = shipped_profile("cpt")


def note(**other: Any) -> Any:
    days = {"visit_begins": date(2026, 5, 4), "visit_ends": date(2026, 5, 15), "today": date(2026, 5, 20)}
    return may_note(**{"text": "No window.", "noted_on": date(2026, 5, 4), **days, "profile": CPT, **other})


def test_an_entry_is_dated_on_a_day_of_the_visit() -> None:
    assert note()
    assert note(noted_on=date(2026, 5, 15))
    assert not note(noted_on=date(2026, 5, 3))
    assert not note(noted_on=date(2026, 5, 16))


def test_an_entry_is_not_dated_in_the_future() -> None:
    assert "in the future" in str(note(today=date(2026, 5, 3)))


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_an_empty_text_is_not_kept(text: str) -> None:
    assert not may_keep(text)


def test_a_text_too_long_is_refused_with_its_length_and_a_remedy() -> None:
    found = may_keep("x" * (LONGEST_TEXT + 1))
    assert isinstance(found, Refused)
    assert "100001" in str(found)
    assert "Divide" in str(found.way_out)
    assert may_keep("x" * LONGEST_TEXT)


def test_the_first_control_character_is_named_with_its_position() -> None:
    assert "U+0000, at position 4" in str(may_keep("Cel\x00l\x07"))
    assert "U+000D" in str(may_keep("a\r\n"))
    assert may_keep("Cell 1:\n\tno window")


def test_letters_of_every_script_are_kept() -> None:
    assert may_keep("Камера № 12 — без окна. 独房 \u202bعربي")


@given(st.text(max_size=60))
@settings(database=None, deadline=None)
def test_tidying_twice_is_tidying_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


def test_the_same_entry_with_other_words_is_a_conflict_not_an_edit() -> None:
    held = {"text": "No window.", "kind": "observation"}
    assert compare(None, held) is Again.NEW
    assert compare(held, dict(held)) is Again.SAME
    assert compare(held, held | {"text": "One window."}) is Again.CONFLICT
    assert compare(held, held | {"place": "prison"}) is Again.CONFLICT


ALLEGATION, DOCUMENT, OBSERVATION = EntryKind.ALLEGATION, EntryKind.DOCUMENT, EntryKind.OBSERVATION


@pytest.mark.parametrize(
    ("supports", "found"),
    [
        ([(ALLEGATION, "A")], Strength.SINGLE_SOURCE),
        ([(ALLEGATION, "A"), (EntryKind.INTERVIEW, "A"), (DOCUMENT, "A")], Strength.SINGLE_SOURCE),
        ([(ALLEGATION, "A"), (ALLEGATION, "B")], Strength.CORROBORATED),
        ([(ALLEGATION, "A"), (OBSERVATION, "B")], Strength.CORROBORATED),
        ([(DOCUMENT, "A"), (DOCUMENT, "B")], Strength.CORROBORATED),
        ([(ALLEGATION, "A"), (DOCUMENT, "A"), (ALLEGATION, "B")], Strength.STRONGLY_CORROBORATED),
        ([(ALLEGATION, "A"), (DOCUMENT, "register")], Strength.STRONGLY_CORROBORATED),
        ([(ALLEGATION, "A"), (EntryKind.MEASUREMENT, "B")], Strength.STRONGLY_CORROBORATED),
        ([(ALLEGATION, "A"), (ALLEGATION, "B"), (ALLEGATION, "C")], Strength.STRONGLY_CORROBORATED),
    ],
)
def test_a_finding_is_as_strong_as_its_independent_sources(supports: list[Any], found: Strength) -> None:
    assert strength([Support(*support) for support in supports]) is found


def test_a_finding_rests_on_at_least_one_entry_and_has_words() -> None:
    support = Support(ALLEGATION, "A")
    assert may_draw(text="Cells have no windows.", supports=[support], profile=CPT)
    assert "rests on no entry" in str(may_draw(text="Cells have no windows.", supports=[], profile=CPT))
    assert not may_draw(text="", supports=[support], profile=CPT)
