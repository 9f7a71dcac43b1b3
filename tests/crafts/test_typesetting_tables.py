"""Figures as a typeset annex: caption, head, note and source, whatever the length of the table."""

from datetime import date

import pytest

from tests.crafts.test_typesetting_report import bookmarks, opened, pages, read, tags
from unannounced.crafts.typesetting.look import shipped_look
from unannounced.crafts.typesetting.tables import FiguresTable, is_numbers, typeset_tables

LOOK = shipped_look()
VISITS = FiguresTable(
    "Visits by State",
    ("State", "Periodic", "Ad hoc"),
    (("Bresk", "2", "–"), ("Vastria", "1", "3")),
    note="Figures below five are withheld.",
    source="the register of visits",
)
WIDE = FiguresTable("By month", tuple(f"Month {n}" for n in range(12)), (tuple(str(n) for n in range(12)),))


def test_an_annex_has_title_captions_rows_notes_and_sources() -> None:
    words = read(typeset_tables("Figures of 2026", [VISITS], LOOK, under=["1 January to 31 December 2026"]))
    for said in (
        "Figures of 2026 1 January to 31 December 2026",
        "Table 1. Visits by State",
        "State Periodic Ad hoc Bresk 2 – Vastria 1 3",
        "Note: Figures below five are withheld. Source: the register of visits",
    ):
        assert said in words


def test_the_annex_is_tagged_with_heads_of_tables_and_a_bookmark_for_each() -> None:
    drawn = typeset_tables("Figures", [VISITS, WIDE], LOOK)
    assert opened(drawn).is_tagged()
    assert {"Table", "TH", "TD", "H1", "H2"} <= set(tags(drawn))
    assert [title for _, title in bookmarks(drawn)] == [
        "Figures",
        "Table\u00a01. Visits by State",
        "Table\u00a02. By month",
    ]


def test_a_long_table_has_its_head_on_every_page() -> None:
    long = FiguresTable("Places", ("Place of detention", "Days"), tuple((f"Place {n}", str(n)) for n in range(120)))
    found = pages(typeset_tables("Figures", [long], LOOK))
    assert len(found) > 1
    assert all("Place of detention" in page for page in found)


def test_a_wide_table_lies_on_its_side() -> None:
    document = opened(typeset_tables("Figures", [VISITS, WIDE], LOOK))
    sizes = [document[number].get_size() for number in range(len(document))]
    assert [width > height for width, height in sizes] == [False, True]


def test_an_empty_table_says_so_and_no_table_at_all_is_drawn() -> None:
    empty = FiguresTable("Statements", ("State", "Day"), ())
    assert "There is nothing to show" in read(typeset_tables("Figures", [empty], LOOK))
    typeset_tables("Figures", [], LOOK)


def test_a_row_that_is_too_short_is_refused_and_named() -> None:
    with pytest.raises(ValueError, match="“Visits”: a row has 1 cells under 2 columns"):
        typeset_tables("Figures", [FiguresTable("Visits", ("State", "Days"), (("Bresk",),))], LOOK)


def test_the_same_figures_are_the_same_bytes() -> None:
    day = date(2027, 1, 1)
    assert typeset_tables("F", [VISITS], LOOK, day=day) == typeset_tables("F", [VISITS], LOOK, day=day)


def test_an_annex_in_french_and_one_from_right_to_left() -> None:
    assert "Tableau 1. " in read(typeset_tables("Chiffres", [VISITS], LOOK, language="fr")).replace("\u00a0", " ")
    assert opened(typeset_tables("أرقام", [VISITS], LOOK, language="ar")).is_tagged()


def test_columns_of_numbers_are_known_and_words_are_not_taken_for_them() -> None:
    assert is_numbers(("1 200", "12,5 %", "-3", "–"))
    assert not is_numbers(("12", "not known"))
