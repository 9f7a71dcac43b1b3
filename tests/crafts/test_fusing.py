"""Two rankings become one by places alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unannounced.crafts.searching.fusing import fused


def test_what_both_found_stands_before_what_one_found_first() -> None:
    assert [key for key, _ in fused([["words", "both"], ["meaning", "both"]])] == ["both", "words", "meaning"]


def test_places_count_as_one_through_sixty_and_the_place() -> None:
    assert dict(fused([["a", "b"], ["b"]])) == pytest.approx({"a": 1 / 61, "b": 1 / 62 + 1 / 61})


def test_a_key_that_a_ranking_names_twice_counts_where_it_first_stands() -> None:
    assert fused([["a", "b", "a"]]) == fused([["a", "b"]])


def test_a_ranking_can_count_for_more() -> None:
    assert [key for key, _ in fused([["words"], ["meaning"]], weights=(1, 2))] == ["meaning", "words"]


def test_a_weight_for_no_ranking_is_a_mistake() -> None:
    with pytest.raises(ValueError, match=r"shorter|longer"):
        fused([["a"]], weights=(1, 2))


def test_nothing_found_is_nothing_fused() -> None:
    assert fused([]) == fused([[], []]) == []


@given(st.lists(st.lists(st.integers(0, 20)), max_size=4))
def test_each_key_stands_once_and_one_ranking_keeps_its_order(rankings: list[list[int]]) -> None:
    found = [key for key, _ in fused(rankings)]
    assert sorted(found) == sorted({key for ranking in rankings for key in ranking})
    for ranking in rankings[:1]:
        assert [key for key, _ in fused([ranking])] == list(dict.fromkeys(ranking))
