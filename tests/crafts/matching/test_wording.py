"""Names taken apart: what is a number, a sort of place, a part or a name."""

import pytest

from unannounced.crafts.matching.wording import worded


@pytest.mark.parametrize(
    ("name", "marks"),
    [
        ("Presídio II", {("number", "2")}),
        ("Penitenciária I de Vallmora", {("number", "1")}),
        ("Casa di reclusione IIIª", {("number", "3")}),
        ("Vallmora 2nd Unit", {("number", "2")}),
        ("Unit Nº 3", {("number", "3")}),
        ("Colônia Penal N2", {("number", "2")}),
        ("ИК-5", {("number", "5")}),
        ("Unit A", {("letter", "a")}),
        ("Group D Vallmora", {("letter", "d")}),
        ("St. John's Prison for Women", {("sex", "women")}),
        ("John V. Orlo Jail", set()),
    ],
)
def test_what_tells_neighbours_apart_is_read_in_any_spelling(name: str, marks: set[tuple[str, str]]) -> None:
    assert worded(name).marks == marks


def test_a_figure_at_the_end_of_a_word_may_be_a_footnote_and_is_kept_apart() -> None:
    assert worded("Vallmora Center2").faint == {"2"}
    assert worded("Vallmora Center 2").faint == frozenset()


def test_a_direction_in_the_name_of_the_town_is_no_part_of_the_place() -> None:
    assert worded("North Orlo Jail", frozenset({"north", "orlo"})).marks == frozenset()
    assert worded("North Orlo Jail").marks == {("side", "north")}


def test_letters_that_shorten_the_name_are_no_word_of_its_own() -> None:
    assert worded("Penitenciária Estadual de Feldmora - PEF").own == ("feldmora",)


def test_a_word_for_a_sort_of_place_is_known_with_a_slip_in_it() -> None:
    assert worded("Vallmora Corectional Center").own == ("vallmora",)
