"""PDF files with layout, and scans: what stands on the page is read in the order in which one reads it."""

import os
import shutil
from itertools import cycle, islice

import pytest

from tests.crafts.typeset import (
    bound,
    drawn_across,
    paragraphs,
    pictures_of,
    sentence,
    together,
    turned,
    typeset,
    without_letters,
)
from unannounced.crafts.reading import Reading, Unreadable, read, recognising
from unannounced.crafts.reading.cleaning import Clean, clean
from unannounced.crafts.reading.sourced import Source
from unannounced.crafts.reading.sources import source_of

needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")


def sourced(content: bytes, name: str = "report.pdf") -> Source:
    found = source_of(name, content)
    assert isinstance(found, Source), str(found.reason)
    return found


def cleaned(content: bytes) -> Clean:
    found = sourced(content)
    return clean(found.pages, paged=found.paged, removed=found.furniture)


def words(content: bytes) -> str:
    return " ".join(cleaned(content).text.split())


def whole(numbers: range) -> str:
    return " ".join(f"{number}. {sentence(number)}" for number in numbers)


def test_two_columns_are_read_one_after_the_other() -> None:
    content = typeset("#columns(2)[\n" + paragraphs(range(1, 25)) + "\n]")
    assert words(content) == whole(range(1, 25))


LEFT = (
    "The delegation of the Committee visited",
    "the prison of Harrow and found that its",
    "cells were without light, day and night,",
)
RIGHT = (
    "The authorities of Bresk explained that",
    "the building was old and that money to",
    "repair it would not be there before May.",
)


def test_columns_that_the_file_draws_line_by_line_are_put_one_after_the_other() -> None:
    left, right = list(islice(cycle(LEFT), 21)), list(islice(cycle(RIGHT), 21))
    head = "A heading that goes over the whole width of the page, from its left margin to its right one"
    assert words(drawn_across(left, right, head=head)) == " ".join([head, *left, *right])


def test_a_table_is_read_across_for_its_rows_are_what_belongs_together() -> None:
    content = drawn_across(list(islice(cycle(LEFT), 21)), list(islice(cycle(RIGHT), 21)), steps=(26, 13, 13))
    assert f"{LEFT[0]} {RIGHT[0]} {LEFT[1]} {RIGHT[1]}" in words(content)


def test_a_narrow_column_of_numbers_is_no_column_of_prose() -> None:
    content = drawn_across(list(islice(cycle(LEFT), 21)), [str(number) for number in range(21)])
    assert f"{LEFT[0]} 0 {LEFT[1]} 1" in words(content)


def test_running_heads_and_numbers_of_pages_stand_in_no_paragraph() -> None:
    content = typeset(paragraphs(range(1, 60)))
    found = cleaned(content)
    assert " ".join(found.text.split()) == whole(range(1, 60))
    assert found.furniture["CPT/Inf (2031) 12"] == len(sourced(content).pages) > 2
    report = read("report.pdf", content)
    assert isinstance(report, Reading)
    assert report.about.symbol == "CPT/Inf (2031) 12"


def test_the_heads_of_chapters_run_over_some_pages_only() -> None:
    source = ""
    for number, chapter in enumerate(("Police", "Prisons", "Homes")):
        source += f"#set page(header: [{chapter}])\n" + paragraphs(range(54 * number + 1, 54 * number + 55)) + "\n\n"
    found = cleaned(typeset(source))
    assert " ".join(found.text.split()) == whole(range(1, 3 * 54 + 1))
    assert min(found.furniture[chapter] for chapter in ("Police", "Prisons", "Homes")) >= 3


def test_words_that_end_several_pages_are_no_running_foot() -> None:
    pages = [paragraphs(range(10 * number + 1, 10 * number + 6 + number % 3)) for number in range(6)]
    source = "\n\n#pagebreak()\n".join(page + " They made\\\nrecommendations." for page in pages)
    assert words(typeset(source)).count("They made recommendations.") == 6


def test_each_place_in_the_text_knows_its_page() -> None:
    content = typeset(paragraphs(range(1, 60)))
    found, pages = cleaned(content), sourced(content).pages
    assert len(found.page_starts) == len(pages)
    for number in range(1, 60):
        at = found.text.index(f"\n{number}. ") + 1 if number > 1 else 0
        assert f"{number}. " in pages[found.page_at(at) - 1]
    assert clean(["1. One.\n2. Two."]).page_at(3) == 0
    assert clean(["1. One.\n2. Two."], paged=True).page_at(3) == 1


def test_pages_are_counted_right_where_words_were_made_whole_and_symbols_taken_out() -> None:
    found = clean(["Detained per-", "sons wait.", "A/HRC/1/2  page 3 here", "and there"], removed=["x"])
    assert found.text == "Detained persons wait.\n  here\nand there"
    assert [found.page_at(found.text.index(word)) for word in ("Detained", "persons", "wait", "here", "there")] == [
        1,
        1,
        2,
        3,
        4,
    ]


NOTED = """\
1. The prison of Harrow#footnote[See the report on the visit in 2025, paragraph 12, and what the authorities of Bresk answered to it in their letter of May 2026.] holds 7 m#super(typographic: false)[2] for each person, as in 2014#footnote[CPT/Inf (2015) 3.], and the law#footnote[Article 3.] says

#v(18cm)
that nobody is held there at night.#footnote[They said so.]

#pagebreak()
2. The other one is closed.
"""


def test_notes_at_the_foot_interrupt_no_paragraph_and_are_kept() -> None:
    found = sourced(typeset(NOTED))
    assert words(typeset(NOTED)) == (
        "1. The prison of Harrow holds 7 m² for each person, as in 2014, and the law says that nobody is held there at "
        "night. 2. The other one is closed."
    )
    assert [(note.mark, note.page) for note in found.footnotes] == [("1", 1), ("2", 1), ("3", 1), ("4", 1)]
    assert found.footnotes[0].text.endswith("in their letter of May 2026.")
    assert found.footnotes[1].text == "CPT/Inf (2015) 3."


def test_a_note_that_goes_on_on_the_next_page_is_one_note() -> None:
    long = " ".join(f"Word{number}" for number in range(420))
    found = sourced(typeset("1. One.#v(20cm) Two#footnote[" + long + " and its end.] \n\n" + paragraphs(range(2, 9))))
    note = [one for one in found.footnotes if one.mark == "1"]
    assert len(found.footnotes) == len(note) == 1
    assert note[0].text.startswith("Word0 Word1 ")
    assert note[0].text.endswith("Word419 and its end.")
    assert "Word" not in "".join(found.pages)


def test_small_letters_at_the_foot_to_which_no_mark_points_stay() -> None:
    text = "\n\n".join([paragraphs(range(1, 4)), "#text(size: 8pt)[4 cells were seen, and 12 persons.]"])
    assert "4 cells were seen, and 12 persons." in words(typeset(text))


@pytest.mark.parametrize("drawn", [True, False], ids=["text turned too", "page alone"])
@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_turned_pages_are_read_as_if_they_were_upright(degrees: int, drawn: bool) -> None:
    content = typeset(paragraphs(range(1, 9)))
    assert sourced(turned(content, degrees, drawn=drawn)) == sourced(content)


def test_a_paragraph_that_is_written_upwards_is_a_paragraph_of_its_own() -> None:
    found = cleaned(typeset("1. One is here.\n\n#rotate(-90deg, reflow: true)[2. Two is upright.]\n\n3. Three."))
    assert found.text == "1. One is here.\n2. Two is upright.\n3. Three."


def test_arabic_stands_in_the_order_in_which_it_is_spoken() -> None:
    arabic = "توصي اللجنة بأن تفتح الزنازين"
    head = '#set text(font: "DejaVu Sans Mono", lang: "ar", dir: rtl, size: 10pt)\n'
    assert words(typeset(f"9. {arabic}.", head=head)) == f"9. {arabic}."


def test_ligatures_and_accents_drawn_over_letters_become_letters() -> None:
    source = (
        "1. La d#box[e#h(-0.45em)´]cision du Comit#box[´#h(-0.4em)e] est officielle, efficace; cafe\u0301 et l´appel."
    )
    assert words(typeset(source)) == "1. La décision du Comité est officielle, efficace; café et l’appel."


def test_headings_are_lines_in_larger_letters_or_in_bold_by_themselves() -> None:
    found = sourced(
        typeset(
            "= Introduction\n"
            + paragraphs(range(1, 3))
            + "\n\n*B. Cells*\n\n"
            + paragraphs(range(3, 5))
            + "\n\n*Open them, all of them, today.*"
        )
    )
    assert found.headings == {"Introduction", "B. Cells"}


REPORT = typeset(paragraphs(range(1, 12)))


@needs_tesseract
@pytest.mark.parametrize("turn", [0, 90])
def test_the_words_of_a_scan_are_recognised_and_said_to_be_so(turn: int) -> None:
    content = bound(pictures_of(REPORT, turn=turn))
    found = sourced(content)
    assert 70 <= found.sure <= 100
    assert "recognised in pictures" in str(found.notes[0])
    report = read("scan.pdf", content)
    assert isinstance(report, Reading)
    assert [one.number for one in report.paragraphs] == list(range(1, 12))
    assert report.notes[0] == found.notes[0]


@needs_tesseract
def test_a_scanned_page_among_others_is_recognised_in_its_place() -> None:
    content = together(
        REPORT, bound(pictures_of(typeset(paragraphs(range(12, 18))))), typeset(paragraphs(range(18, 22)))
    )
    report = read("mixed.pdf", content)
    assert isinstance(report, Reading)
    assert [one.number for one in report.paragraphs] == list(range(1, 22))
    assert "number of pages: 1)" in str(report.notes[0])


@needs_tesseract
def test_text_whose_fonts_name_no_letters_is_read_from_its_picture() -> None:
    found = sourced(without_letters(REPORT))
    assert "The Committee recommends that the authorities of Bresk" in " ".join(found.pages[0].split())
    assert found.notes


@needs_tesseract
@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF"])
def test_pictures_of_pages_are_read_like_scans(form: str) -> None:
    pictures = pictures_of(REPORT)
    content = bound(pictures if form == "TIFF" else pictures[:1], form=form)
    report = read(f"page.{form.lower()}", content)
    assert isinstance(report, Reading)
    assert report.paragraphs[0].number == 1
    assert isinstance(source_of("cut.png", content[: len(content) // 3]), Unreadable | Source)


@needs_tesseract
def test_a_page_that_takes_too_long_to_recognise_is_left_out_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognising, "SECONDS_A_PAGE", 0.001)
    content = together(REPORT, bound(pictures_of(REPORT)[:1]))
    assert "left out: 2" in str(sourced(content).notes[-1])


def test_without_a_program_that_recognises_a_scan_is_refused_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(os.environ, "PATH", "")
    for name, content in (("a.pdf", bound(pictures_of(REPORT))), ("a.png", bound(pictures_of(REPORT)[:1], form="PNG"))):
        found = read(name, content)
        assert isinstance(found, Unreadable)
        assert "no program that recognises words in them is installed" in str(found.reason)
        assert "Install tesseract" in str(found.way_out)


def test_without_a_program_the_pages_with_text_are_read_and_the_others_are_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(os.environ, "PATH", "")
    found = sourced(together(REPORT, bound(pictures_of(REPORT)[:1])))
    assert "installed: 2." in str(found.notes[0])
    assert found.sure == 100


def test_a_picture_larger_than_any_page_is_refused_before_it_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    if shutil.which("tesseract") is None:
        pytest.skip("tesseract is not installed")
    from unannounced.crafts.reading import pictures

    monkeypatch.setattr(pictures, "MOST_DOTS", 1000)
    found = source_of("scan.pdf", bound(pictures_of(REPORT)[:1]))
    assert isinstance(found, Unreadable)
    assert "larger than any scan" in str(found.reason)
