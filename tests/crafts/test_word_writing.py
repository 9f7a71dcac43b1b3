"""A report as a Word file: real styles, numbers, references and remarks, and the same bytes each time."""

import io
import zipfile
from dataclasses import replace
from typing import Any

import docx
import pytest
from lxml import etree

from tests.crafts.word_edits import w
from tests.crafts.word_reports import MEND, ROOF, SPACE, STAFF, long, small
from unannounced.crafts.reading.sourced import Source
from unannounced.crafts.reading.sources import source_of
from unannounced.crafts.typesetting.look import shipped_look
from unannounced.crafts.word.marks import bookmark
from unannounced.crafts.word.writing import write
from unannounced.duties.laying_out import SetOut, SetParagraph


def part(content: bytes, name: str) -> Any:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return etree.fromstring(file.read(name))


def text_of(content: bytes) -> str:
    found = source_of("report.docx", content)
    assert isinstance(found, Source), found
    return "\n".join(found.pages)


def paragraphs_in(content: bytes, style: str) -> list[Any]:
    return [
        one.getparent().getparent()
        for one in part(content, "word/document.xml").iter(w("pStyle"))
        if one.get(w("val")) == style
    ]


def in_style(content: bytes, style: str) -> list[str]:
    return ["".join(one.itertext()) for one in paragraphs_in(content, style)]


def styled(content: bytes, style: str) -> list[str]:
    return [words for name, words in styles_and_words(content) if name == style]


def styles_and_words(content: bytes) -> list[tuple[str, str]]:
    paragraphs = docx.Document(io.BytesIO(content)).paragraphs
    return [(one.style.name or "" if one.style else "", one.text) for one in paragraphs]


def test_the_same_report_is_the_same_bytes() -> None:
    assert write(small()) == write(small())
    assert write(small()) != write(replace(small(), title="Another"))


def test_no_part_of_the_file_bears_the_time_of_day() -> None:
    with zipfile.ZipFile(io.BytesIO(write(small()))) as file:
        assert {one.date_time for one in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    core = part(write(small()), "docProps/core.xml")
    assert [one.text for one in core if "created" in one.tag or "modified" in one.tag] == ["2030-07-01T00:00:00Z"] * 2


def test_paragraphs_are_numbered_by_word_through_the_whole_report() -> None:
    lines = text_of(write(small())).split("\n")
    assert "1. It rains in. Mend the roof of wing B. See also §3." in lines
    assert "5. Nothing was found." in lines
    assert not any(one.startswith(("1.", "5.")) for one in styled(write(small()), "Report paragraph"))


def test_a_gap_in_the_numbers_of_a_report_stays_a_gap() -> None:
    one, two, three = (SetParagraph(f"a{n}", n, "", f"Words {n}.") for n in (4, 5, 9))
    lines = text_of(write(replace(small(), paragraphs=(one, two, three)))).split("\n")
    assert [line for line in lines if "Words" in line] == ["4. Words 4.", "5. Words 5.", "9. Words 9."]


def test_headings_have_words_own_styles_and_each_stands_where_it_begins() -> None:
    found = [one for one in styles_and_words(write(small())) if one[0].startswith("Heading")]
    assert found == [
        ("Heading 1", "Prisons"),
        ("Heading 2", "Material conditions"),
        ("Heading 2", "Water"),
        ("Heading 1", "Police"),
    ]


def test_each_item_lies_in_a_control_that_names_it_and_in_the_style_of_its_kind() -> None:
    document = part(write(small()), "word/document.xml")
    tags = [one.get(w("val")) for one in document.iter(w("tag"))]
    assert f"item:{MEND.replace('-', '')}:recommendation" in tags
    styles = {one.get(w("val")) for one in document.iter(w("rStyle"))}
    assert {"Recommendation", "Comment", "RequestForInformation", "ImmediateObservation"} <= styles
    assert all(len(tag) <= 64 for tag in tags), "Word cuts longer tags"


def test_names_of_bookmarks_are_as_short_as_word_wants_them() -> None:
    assert len(bookmark(ROOF, 1295, 1295)) == 40
    names = [one.get(w("name")) for one in part(write(long()), "word/document.xml").iter(w("bookmarkStart"))]
    assert all(len(name) <= 40 for name in names)
    assert len(names) == len(set(names))


def test_a_reference_is_a_field_that_follows_its_paragraph() -> None:
    document = part(write(small()), "word/document.xml")
    codes = [one.get(w("instr")).strip() for one in document.iter(w("fldSimple"))]
    assert f"REF {bookmark(STAFF, 4, 4)} \\n \\h" in codes, "the appendix says in which paragraph an item stands"
    assert "".join(document.itertext()).count("See also §3") == 1


def test_the_appendix_lists_each_item_once_with_its_paragraph() -> None:
    assert sorted(in_style(write(small()), "AppendixItem")) == [
        "1.1Mend the roof of wing B. (§1)",
        "2.1Cells for one should not hold two. (§2)",
        "3.1How many taps work? (§3)",
        "4.1Put a guard on the wing tonight. (§4)",
    ]


def test_the_appendix_says_whom_an_item_addresses_and_what_was_answered() -> None:
    text = text_of(write(small()))
    assert "Addressed to: Ministry of Justice" in text
    assert "To be answered within 3 months." in text
    assert "A guard was moved." in text


def test_standards_cited_are_listed_with_their_words() -> None:
    assert "[CPT-SPACE-02] At least 4 m² for each person" in text_of(write(small()))
    none = replace(small(), paragraphs=(SetParagraph("a", 1, "", "No citation."),))
    assert "Standards cited" not in text_of(write(none))


def test_remarks_are_comments_with_author_and_day() -> None:
    comments = part(write(small()), "word/comments.xml")
    assert [(one.get(w("author")), one.get(w("date")), one.get(w("initials"))) for one in comments] == [
        ("Maud Keller", "2030-05-20T10:00:00Z", "MK"),
        ("Ana Prieto", "2030-05-21T10:00:00Z", "AP"),
    ]
    assert [len(one) for one in comments] == [2, 1]


def test_a_remark_on_what_the_report_no_longer_has_stands_beside_the_title() -> None:
    orphan = replace(small().remarks[0], on="b0000000-0000-4000-8000-000000000000")
    content = write(replace(small(), remarks=(orphan,)))
    (title,) = paragraphs_in(content, "Title")
    assert title.find(w("commentRangeStart")) is not None


def test_marking_and_symbol_stand_on_each_page() -> None:
    content = write(small(symbol="COE/Inf (2030) 4", version=1))
    running = "".join("".join(part(content, f"word/{name}1.xml").itertext()) for name in ("header", "footer"))
    assert "Confidential" in running
    assert "COE/Inf (2030) 4" in running


def test_marking_and_symbol_stand_there_even_if_the_look_has_no_place_for_them() -> None:
    look = replace(shipped_look(), words={"head_start": "{short}", "head_end": "", "foot_start": ""})
    foot = "".join(part(write(small(symbol="COE/Inf (2030) 4", version=1), look), "word/footer1.xml").itertext())
    assert "Confidential COE/Inf (2030) 4" in foot


@pytest.mark.parametrize(("version", "noted"), [(0, True), (1, False)])
def test_a_draft_notes_the_changes_made_in_it(version: int, noted: bool) -> None:
    settings = part(write(small(version=version)), "word/settings.xml")
    assert (settings.find(w("trackRevisions")) is not None) is noted


@pytest.mark.parametrize("language", ["ar", "he", "fa"])
def test_a_report_from_right_to_left_is_set_so(language: str) -> None:
    content = write(small(language=language))
    styles, document = part(content, "word/styles.xml"), part(content, "word/document.xml")
    assert styles.find(f"{w('docDefaults')}/{w('pPrDefault')}/{w('pPr')}/{w('bidi')}") is not None
    assert document.find(f".//{w('sectPr')}/{w('bidi')}") is not None
    assert all(
        one.find(f"{w('rPr')}/{w('rtl')}") is not None for one in document.iter(w("r")) if one.find(w("t")) is not None
    )
    assert styles.find(f".//{w('lang')}").get(w("bidi")).startswith(language)


def test_a_report_in_french_says_so() -> None:
    content = write(small(language="fr"))
    assert part(content, "word/styles.xml").find(f".//{w('lang')}").get(w("val")) == "fr-FR"


def test_a_report_without_a_word_is_still_a_file() -> None:
    empty = SetOut("a", "en", "Committee", "C", "Bresk", "")
    assert docx.Document(io.BytesIO(write(empty))) is not None


def test_signs_that_no_file_can_hold_are_left_out_and_the_rest_stays() -> None:
    odd = replace(small(), paragraphs=(SetParagraph("a", 1, "", 'Rain\x00 & <b>\ufffe "snow".'),))
    assert '1. Rain & <b> "snow".' in text_of(write(odd))


def test_items_with_the_same_words_are_each_marked() -> None:
    one = small().paragraphs[0]
    twin = replace(one.items[0], id=SPACE, number="1.2")
    document = part(write(replace(small(), paragraphs=(replace(one, items=(*one.items, twin)),))), "word/document.xml")
    tags = [tag.get(w("val")).split(":")[1] for tag in document.iter(w("tag")) if tag.get(w("val")).startswith("item:")]
    assert tags == [MEND.replace("-", ""), SPACE.replace("-", "")]


def test_every_element_of_the_properties_stands_in_the_order_the_standard_wants() -> None:
    order = [
        "pStyle",
        "keepNext",
        "keepLines",
        "pageBreakBefore",
        "numPr",
        "tabs",
        "bidi",
        "spacing",
        "ind",
        "outlineLvl",
    ]
    of_runs = ["rStyle", "rFonts", "b", "bCs", "i", "iCs", "color", "sz", "szCs", "u", "rtl", "lang"]
    content = write(small(language="ar"))
    for name in ("document", "styles"):
        root = part(content, f"word/{name}.xml")
        for properties, known in (("pPr", order), ("rPr", of_runs)):
            for one in root.iter(w(properties)):
                places = [known.index(etree.QName(child).localname) for child in one]
                assert places == sorted(places), etree.tostring(one)
