"""Drafts from elsewhere, and numbering that is broken, typed or begun again: every word is kept, every problem named."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.crafts.documents_made import definition, item, level, list_of, par, run, word_file
from tests.crafts.word_edits import Edited, w
from tests.crafts.word_reports import NIGHT, ROOF, small
from unannounced.crafts.word.coming_back import read_back
from unannounced.crafts.word.writing import write
from unannounced.duties.came_back import Came, CameBack
from unannounced.duties.coming_back import judge
from unannounced.duties.laying_out import SetOut
from unannounced.duties.reporting import ItemKind

NUMBERED = definition(level(0, "decimal", "%1.") + level(1, "lowerLetter", "(%2)")) + list_of()
BEGINS_AGAIN = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
HEADING = (
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="character" w:styleId="Empf"><w:name w:val="Recommendation"/></w:style>'
)


def read(body: str, **others: str) -> CameBack:
    found = read_back(word_file(body, {f"{part}.xml": told for part, told in {"styles": HEADING, **others}.items()}))
    assert isinstance(found, CameBack), found
    return found


def texts(found: CameBack) -> list[str]:
    return [one.text for one in found.paragraphs]


def problems(found: CameBack) -> list[str]:
    return [str(one) for one in found.problems]


def heading(words: str, deep: int = 1) -> str:
    return par(words, f'<w:pStyle w:val="H{deep}"/>')


# Drafts from elsewhere


def test_a_draft_with_a_list_of_word_is_read_with_its_numbers_and_headings() -> None:
    body = (
        par("Draft report", '<w:pStyle w:val="T"/>')
        + heading("Prisons")
        + item("Dark cells.")
        + item("Cold cells.")
        + heading("Food", 2)
        + item("Too little.")
    )
    found = read(body, numbering=NUMBERED)
    assert found.title == "Draft report"
    assert [(one.shown, one.chapter, one.text) for one in found.paragraphs] == [
        ("1", "Prisons", "Dark cells."),
        ("2", "Prisons", "Cold cells."),
        ("3", "Prisons › Food", "Too little."),
    ]
    assert (found.report, found.problems) == ("", ())
    assert {one.id for one in found.paragraphs} == {None}


def test_what_has_no_number_goes_on_in_the_paragraph_before_it() -> None:
    found = read(item("Dark cells.") + par("And cold.") + item("Second."), numbering=NUMBERED)
    assert texts(found) == ["Dark cells.\n\nAnd cold.", "Second."]


def test_letters_and_dots_inside_a_paragraph_stay_with_their_signs() -> None:
    found = read(
        item("It lacks:") + item("light;", level=1) + item("air.", level=1) + item("Next."), numbering=NUMBERED
    )
    assert texts(found) == ["It lacks:\n\n(a) light;\n\n(b) air.", "Next."]


def test_a_draft_without_numbers_has_a_paragraph_for_each_of_word() -> None:
    found = read(par("Dark cells.") + par("Cold cells."))
    assert texts(found) == ["Dark cells.", "Cold cells."]
    assert found.problems == ()


def test_a_style_called_as_a_kind_marks_an_item() -> None:
    marked = '<w:r><w:rPr><w:rStyle w:val="Empf"/></w:rPr><w:t>Mend it.</w:t></w:r>'
    (one,) = read(par(run("It leaks. ") + marked)).paragraphs
    assert one.text == "It leaks. Mend it."
    assert [(item_.id, item_.kind, item_.text) for item_ in one.items] == [(None, ItemKind.RECOMMENDATION, "Mend it.")]


def test_rows_of_a_table_become_lines_and_are_named() -> None:
    def cell(words: str) -> str:
        return f"<w:tc>{par(words)}</w:tc>"

    table = f"<w:tbl><w:tr>{cell('Wing')}{cell('Men')}</w:tr><w:tr>{cell('B')}{cell('12')}</w:tr></w:tbl>"
    found = read(item("How many:") + table, numbering=NUMBERED)
    assert texts(found) == ["How many:\n\nWing | Men\nB | 12"]
    assert problems(found) == ["Rows of tables in the file: 2. Each was kept as a line, its cells parted by bars."]


def test_footnotes_stand_in_brackets_and_pictures_are_named() -> None:
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    picture = '<w:r><w:drawing><a:blip xmlns:a="urn:a"/></w:drawing></w:r>'
    found = read(
        item(run("Dark") + note + run(" cells.") + picture),
        numbering=NUMBERED,
        footnotes='<w:footnote w:id="2"><w:p><w:r><w:t>See 2028.</w:t></w:r></w:p></w:footnote>',
    )
    assert texts(found) == ["Dark [See 2028.] cells."]
    assert len(found.problems) == 2


def test_a_draft_from_elsewhere_has_only_new_paragraphs() -> None:
    found = read(item("Dark cells.") + item("Cold cells."), numbering=NUMBERED)
    assert [one.came for one in judge(found, small())] == [Came.NEW, Came.NEW]


# Broken numbering


def test_typed_numbers_are_taken_out_of_the_text() -> None:
    found = read(par("1. Dark cells.") + par("2) Cold cells.") + par("And damp.") + par("(3) Third."))
    assert texts(found) == ["Dark cells.", "Cold cells.\n\nAnd damp.", "Third."]
    assert [one.shown for one in found.paragraphs] == ["1", "2", "3"]
    assert problems(found) == [
        "Paragraphs whose numbers were typed by hand: 3. The numbers were taken out of the text."
    ]


def test_typed_numbers_that_jump_are_named_and_nothing_is_lost() -> None:
    found = read(par("1. Dark.") + par("2. Cold.") + par("7. Damp.") + par("8. Loud."))
    assert texts(found) == ["Dark.", "Cold.", "Damp.", "Loud."]
    assert "The numbering jumps from 2 to 7 before “Damp.”" in problems(found)[0]
    assert len(found.problems) == 2


def test_a_list_that_begins_again_is_counted_on_and_named() -> None:
    numbering = NUMBERED + list_of(number=2, more=BEGINS_AGAIN)
    found = read(item("Dark.") + item("Cold.") + item("Damp.", number=2) + item("Loud.", number=2), numbering=numbering)
    assert texts(found) == ["Dark.", "Cold.", "Damp.", "Loud."]
    assert [one.shown for one in found.paragraphs] == ["1", "2", "1", "2"]
    assert problems(found) == [
        "The numbering begins again at 1 before “Damp.”; the paragraph keeps its place, and the count goes on."
    ]


def test_a_list_the_file_does_not_have_still_numbers_its_paragraphs() -> None:
    found = read(item("Dark.", number=9) + item("Cold.", number=9))
    assert texts(found) == ["Dark.", "Cold."]
    assert all("is in a list that the file does not have" in one for one in problems(found))
    assert len(found.problems) == 2


def test_a_typed_number_among_those_of_word_follows_or_stays_in_the_text() -> None:
    found = read(item("Dark.") + par("2. Cold.") + par("1. a bed") + item("Damp."), numbering=NUMBERED)
    assert texts(found) == ["Dark.", "Cold.\n\n1. a bed", "Damp."]
    said = problems(found)
    assert any("has the number 1, which does not follow; it was kept in the paragraph before it" in one for one in said)


def test_a_list_of_its_own_inside_a_paragraph_stays_in_its_text() -> None:
    other = definition(level(0, "decimal", "%1)"), number=2) + list_of(2, number=2)
    body = item("It lacks:") + item("light", number=2) + item("air", number=2) + item("Next.") + item("Third.")
    found = read(body, numbering=NUMBERED + other)
    assert "Next." in texts(found)
    assert " ".join(texts(found)).count("light") == 1
    assert " ".join(texts(found)).count("air") == 1


def test_a_number_that_stands_twice_is_taken_out_once() -> None:
    found = read(item("1. Dark.") + item("2. Cold."), numbering=NUMBERED)
    assert texts(found) == ["Dark.", "Cold."]


def test_a_measure_at_the_beginning_of_a_paragraph_is_no_number() -> None:
    found = read(item("1.5 m² each.") + item("2030 was cold."), numbering=NUMBERED)
    assert texts(found) == ["1.5 m² each.", "2030 was cold."]


def test_a_hundred_broken_numbers_are_named_up_to_an_end() -> None:
    body = "".join(par(f"{number * 7 % 1000}. Words.") for number in range(1, 1_000))
    found = read(body)
    assert len(found.paragraphs) == 999
    assert len(found.problems) == 201


# Ours, broken by who worked on it


def saved(file: Edited, draft: SetOut | None = None) -> tuple[CameBack, list[Came]]:
    found = read_back(file.saved())
    assert isinstance(found, CameBack), found
    return found, [one.came for one in judge(found, draft or small())]


def test_a_paragraph_that_lost_its_number_is_known_by_its_mark() -> None:
    file = Edited(write(small()))
    properties = file.paragraph("It rains in.").find(w("pPr"))
    properties.clear()
    found, came = saved(file)
    assert came == [Came.SAME] * 5
    assert problems(found) == [
        "The paragraph “It rains in. Mend the roof of wing B. Se…” has no number; it was kept as a paragraph of its own."
    ]


def test_numbers_typed_over_those_of_word_are_taken_out_again() -> None:
    file = Edited(write(small()))
    file.paragraph("Nothing was found.").find(w("pPr")).clear()
    file.change("Nothing was found.", "7. Nothing was found.")
    found, came = saved(file)
    assert came == [Came.SAME] * 5
    assert "The numbering jumps from 4 to 7" in problems(found)[0]
    assert found.paragraphs[-1].shown == "7"


def test_a_text_that_begins_with_a_number_keeps_it_as_long_as_word_numbers_it() -> None:
    one = small().paragraphs[4]
    draft = replace(small(), paragraphs=(*small().paragraphs[:4], replace(one, text="12. Nothing was found.")))
    found, came = saved(Edited(write(draft)), draft)
    assert came == [Came.SAME] * 5
    assert found.problems == ()


def test_a_paragraph_that_was_copied_is_new_the_second_time() -> None:
    file = Edited(write(small()))
    one = file.paragraph("Nothing was found.")
    one.addnext(deepcopy(one))
    found, came = saved(file)
    assert came == [Came.SAME] * 5 + [Came.NEW]
    assert any("Paragraph 5 stands twice in the file" in one for one in problems(found))


def test_a_new_paragraph_without_a_number_after_a_heading_is_named_and_kept() -> None:
    file = Edited(write(small()))
    file.write("An odd one.", after="Police")
    found, came = saved(file)
    assert came == [Came.SAME] * 4 + [Came.NEW, Came.SAME]
    assert any("“An odd one.” has no number" in one for one in problems(found))


def test_all_numbers_of_the_file_lost_leave_every_paragraph_known() -> None:
    file = Edited(write(small()))
    file.parts["word/numbering.xml"] = b"<w:numbering xmlns:w='%s'/>" % w("x")[1:-2].encode()
    found, came = saved(file)
    assert came == [Came.SAME] * 5
    assert len(found.problems) == 5


def test_a_paragraph_put_between_two_others_shifts_numbers_but_no_references() -> None:
    file = Edited(write(small()))
    file.write("Wholly new.", "Report paragraph", after="See also §")
    found, _ = saved(file)
    judged = judge(found, small())
    assert [one.came for one in judged] == [Came.SAME, Came.NEW, *[Came.SAME] * 4]
    assert [one.shown for one in found.paragraphs] == ["1", "2", "3", "4", "5", "6"]
    assert next(one for one in judged if one.here and one.here.id == ROOF).text.endswith("See also §3.")
    assert judged[-1].here is not None
    assert judged[-1].here.id == NIGHT


def test_words_changed_in_the_appendix_are_named_and_hidden_ones_too() -> None:
    file = Edited(write(small()))
    note = next(one for one in file.root.iter(w("t")) if one.text == "Addressed to: Ministry of Justice")
    noted = file._noted("ins", "Jonas Berg")
    noted.append(file.run_of(" and others"))
    note.getparent().addnext(noted)
    run_ = file.run("Nothing was found.")
    properties = etree.Element(w("rPr"))
    etree.SubElement(properties, w("vanish"))
    run_.insert(0, properties)
    found, came = saved(file)
    assert came == [*[Came.SAME] * 4, Came.REMOVED]
    assert any("“and others”" in one for one in problems(found))
    assert any("hidden text in the file: 1" in one for one in problems(found))


# However it is broken


def _without_properties(file: Edited, words: str) -> None:
    for properties in file.paragraph(words).findall(w("pPr")):
        properties.clear()


def _without_marks(file: Edited, words: str) -> None:
    one = file.paragraph(words)
    for mark in [*one.iter(w("bookmarkStart")), *one.iter(w("bookmarkEnd"))]:
        mark.getparent().remove(mark)


def _in_another_list(file: Edited, words: str) -> None:
    properties = file.paragraph(words).find(w("pPr"))
    if properties is not None:
        numbers = etree.SubElement(properties, w("numPr"))
        etree.SubElement(numbers, w("numId"), {w("val"): "77"})


def _numbered_by_hand(file: Edited, words: str) -> None:
    _without_properties(file, words)
    for text in file.paragraph(words).iter(w("t")):
        text.text = f"3) {text.text}"
        break


def _as_heading(file: Edited, words: str) -> None:
    _without_properties(file, words)
    properties = file.paragraph(words).find(w("pPr"))
    if properties is not None:
        etree.SubElement(properties, w("pStyle"), {w("val"): "Heading1"})


def _copied(file: Edited, words: str) -> None:
    one = file.paragraph(words)
    one.addnext(deepcopy(one))


def _moved_first(file: Edited, words: str) -> None:
    one = file.paragraph(words)
    if one.getparent() is file.root[0]:
        file.root[0].insert(0, one)


def _without_controls(file: Edited, _words: str) -> None:
    file.open_controls()


def _end_taken_out(file: Edited, words: str) -> None:
    file.end_of(file.paragraph(words), "del", "Jonas Berg")


def _end_put_in(file: Edited, words: str) -> None:
    file.end_of(file.paragraph(words), "ins", "Jonas Berg")


DAMAGES = (
    _without_properties,
    _without_marks,
    _in_another_list,
    _numbered_by_hand,
    _as_heading,
    _copied,
    _moved_first,
    _end_taken_out,
    _end_put_in,
)
PLACES = (
    "rains in",
    "Two share",
    "should not hold two",
    "Taps are dry",
    "How many taps",
    "Nobody is there",
    "was found",
)


@settings(max_examples=150, deadline=None)
@given(
    damages=st.lists(st.tuples(st.sampled_from(DAMAGES), st.sampled_from(PLACES)), max_size=6),
    controls=st.booleans(),
    numbering=st.booleans(),
)
@example(damages=[(_end_taken_out, "How many taps"), (_copied, "How many taps")], controls=True, numbering=True)
def test_however_a_file_is_broken_no_word_of_it_is_lost(
    damages: list[tuple[Callable[[Edited, str], None], str]], controls: bool, numbering: bool
) -> None:
    file = Edited(write(small()))
    for damage, words in damages:
        damage(file, words)
    if not controls:
        _without_controls(file, "")
    if not numbering:
        del file.parts["word/numbering.xml"]
    found, _ = saved(file)
    said = " ".join(
        [
            *found.front,
            *(one.text for one in found.paragraphs),
            *(one.chapter for one in found.paragraphs),
            *(item.text for one in found.paragraphs for item in one.items),
            *problems(found),
        ]
    )
    for words in PLACES:
        assert words in said, (words, found)


def test_a_heading_that_skips_a_level_stands_beside_its_like() -> None:
    styles = HEADING + '<w:style w:type="paragraph" w:styleId="H3"><w:name w:val="heading 3"/></w:style>'
    body = heading("Prisons") + heading("Food", 3) + item("Thin.") + heading("Light", 3) + item("Dim.")
    found = read(body, numbering=NUMBERED, styles=styles)
    assert [one.chapter for one in found.paragraphs] == ["Prisons › Food", "Prisons › Light"]


def test_a_paragraph_of_which_only_the_item_after_it_stands_is_kept() -> None:
    file = Edited(write(small()))
    taps = file.paragraph("Taps are dry")
    for one in [*taps.iter(w("r")), *taps.iter(w("fldSimple"))]:
        one.getparent().remove(one)
    found, came = saved(file)
    assert [item_.text for one in found.paragraphs for item_ in one.items if one.number == 3] == ["How many taps work?"]
    assert came == [Came.SAME, Came.SAME, Came.CHANGED_THERE, Came.SAME, Came.SAME]


def test_a_heading_without_a_paragraph_is_named() -> None:
    found = read(heading("Prisons") + heading("Police") + item("Quiet.") + heading("Courts"), numbering=NUMBERED)
    assert problems(found) == [
        "The heading “Prisons” has no paragraph under it and was left out.",
        "The heading “Courts” has no paragraph under it and was left out.",
    ]
