"""Word files: the numbers that Word shows, what stands now and not what stood before, and files that harm."""

import io
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.crafts.documents_made import definition, item, level, list_of, par, run, word_file
from unannounced.crafts.reading import Unreadable
from unannounced.crafts.reading.sourced import Source
from unannounced.crafts.reading.sources import source_of

NESTED = level(0, "decimal", "%1.") + level(1, "lowerLetter", "(%2)") + level(2, "lowerRoman", "(%3)")


def source(content: bytes) -> Source:
    found = source_of("a.docx", content)
    assert isinstance(found, Source), found
    return found


def lines(content: bytes) -> list[str]:
    return [line for page in source(content).pages for line in page.split("\n") if line]


def word(body: str, **others: str) -> list[str]:
    return lines(word_file(body, {f"{part}.xml": told for part, told in others.items()}))


def refused(content: bytes) -> str:
    found = source_of("a.docx", content)
    assert isinstance(found, Unreadable), found
    assert str(found.way_out).endswith(".")
    return str(found.reason)


# Numbers that Word counts


def test_lists_of_word_are_numbered_as_word_shows_them() -> None:
    body = (
        item("One.") + item("a", level=1) + item("b", level=1) + item("i", level=2) + item("Two.") + item("a", level=1)
    )
    shown = word(body, numbering=definition(NESTED) + list_of())
    assert shown == ["1. One.", "(a) a", "(b) b", "(i) i", "2. Two.", "(a) a"]


def test_a_number_may_hold_those_of_the_levels_above_it() -> None:
    levels = (
        level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2.") + level(2, "decimal", "%1.%2.%3", "<w:isLgl/>")
    )
    body = item("A") + item("B", level=1) + item("C", level=2) + item("D", level=1)
    assert word(body, numbering=definition(levels) + list_of()) == ["I. A", "I.1. B", "1.1.1 C", "I.2. D"]


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("decimal", "27"),
        ("lowerRoman", "xxvii"),
        ("upperRoman", "XXVII"),
        ("lowerLetter", "aa"),
        ("upperLetter", "AA"),
        ("ordinal", "27th"),
        ("russianLower", "ю"),
        ("anything else", "27"),
    ],
)
def test_each_form_of_number_is_shown_as_word_shows_it(form: str, shown: str) -> None:
    start = 28 if form == "russianLower" else 27
    numbering = definition(level(0, form, "%1)", start=start)) + list_of()
    assert word(item("x"), numbering=numbering) == [f"{shown}) x"]


def test_dots_and_dashes_are_shown_and_signs_of_fonts_are_dots() -> None:
    levels = level(0, "bullet", "\uf0b7") + level(1, "bullet", "–") + level(2, "bullet", "o")
    body = item("a") + item("b", level=1) + item("c", level=2)
    assert word(body, numbering=definition(levels) + list_of()) == ["• a", "– b", "• c"]


def test_lists_defined_alike_count_on_unless_one_says_where_it_starts() -> None:
    begins = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="57"/></w:lvlOverride>'
    numbering = definition(NESTED) + list_of() + list_of(number=2) + list_of(number=3, more=begins)
    body = item("a") + item("b", number=2) + item("c", number=3) + item("d", number=3) + item("e")
    assert word(body, numbering=numbering) == ["1. a", "2. b", "57. c", "58. d", "59. e"]


def test_a_list_may_count_a_level_otherwise_than_it_is_defined() -> None:
    other = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)")}</w:lvlOverride>'
    numbering = definition(NESTED) + list_of() + list_of(number=2, more=other)
    assert word(item("a") + item("b", number=2), numbering=numbering) == ["1. a", "B) b"]


def test_a_level_that_never_begins_again_counts_through() -> None:
    levels = level(0, "upperRoman", "%1.") + level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>')
    body = item("Part") + item("x", level=1) + item("y", level=1) + item("Part") + item("z", level=1)
    assert word(body, numbering=definition(levels) + list_of()) == ["I. Part", "1. x", "2. y", "II. Part", "3. z"]


def test_a_level_may_begin_again_after_one_far_above_it_alone() -> None:
    levels = NESTED.replace('<w:lvlText w:val="(%3)"/>', '<w:lvlRestart w:val="1"/><w:lvlText w:val="(%3)"/>')
    body = item("1") + item("a", level=1) + item("i", level=2) + item("b", level=1) + item("ii", level=2)
    shown = word(body + item("2") + item("i", level=2), numbering=definition(levels) + list_of())
    assert shown == ["1. 1", "(a) a", "(i) i", "(b) b", "(ii) ii", "2. 2", "(i) i"]


def test_a_style_numbers_its_paragraphs_and_those_of_styles_based_on_it() -> None:
    linked = level(0, "decimal", "%1.").replace("<w:numFmt", '<w:pStyle w:val="Para"/><w:numFmt')
    numbering = definition(linked + level(1, "decimal", "%1.%2")) + list_of()
    styles = (
        '<w:style w:type="paragraph" w:styleId="Para"><w:name w:val="Para"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        '</w:pPr></w:style><w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="Para"/></w:style>'
    )
    body = par("One.", '<w:pStyle w:val="Para"/>') + par("Two.", '<w:pStyle w:val="Own"/>') + par("No.")
    body += par("None.", '<w:pStyle w:val="Para"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert word(body, numbering=numbering, styles=styles) == ["1. One.", "2. Two.", "No.", "None."]


def test_a_style_may_number_its_paragraphs_at_a_level_further_down() -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="H{place}"><w:name w:val="heading {place}"/><w:pPr><w:numPr>'
        f'<w:ilvl w:val="{place}"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        for place in (0, 1)
    )
    body = par("Part", '<w:pStyle w:val="H0"/>') + par("Section", '<w:pStyle w:val="H1"/>')
    numbering = definition(level(0, "upperRoman", "%1.") + level(1, "upperLetter", "%2.")) + list_of()
    assert word(body, numbering=numbering, styles=styles) == ["I. Part", "A. Section"]


def test_a_list_may_take_its_levels_from_a_style_of_lists() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Lists"/></w:abstractNum>'
        + definition(NESTED, 2)
        + list_of(1, 1)
        + list_of(2, 2)
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="Lists"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    assert word(item("x"), numbering=numbering, styles=styles) == ["1. x"]


def test_paragraphs_that_number_themselves_by_a_field_are_counted() -> None:
    field = '<w:fldSimple w:instr=" AUTONUM \\* Arabic "/>'
    parted = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> AUTONUM </w:instrText></w:r>'
    parted += '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert word(par(field + run("One."))[:-6] + "</w:p>" + par(parted + run("Two."))) == ["1. One.", "2. Two."]


# What stands in a Word file besides its paragraphs


def test_what_was_inserted_is_read_and_what_was_deleted_is_not_and_this_is_said() -> None:
    body = (
        par(
            run("The law ")
            + f'<w:ins w:id="1">{run("now ")}</w:ins><w:del w:id="2"><w:r><w:delText>never </w:delText></w:r></w:del>'
            + f'<w:moveFrom w:id="3">{run("there ")}</w:moveFrom>'
            + run("binds.")
        )
        + item("Gone.")
        .replace("<w:numPr>", "<w:rPr><w:del w:id='4'/></w:rPr><w:numPr>")
        .replace("<w:r>", "<w:del w:id='5'><w:r>")
        .replace("</w:r>", "</w:r></w:del>")
        + item("Kept.")
    )
    content = word_file(body, {"numbering.xml": definition(NESTED) + list_of()})
    assert lines(content) == ["The law now binds.", "1. Kept."]
    assert any("tracked changes" in str(note) for note in source(content).notes)


def test_a_row_that_was_deleted_is_not_read_and_not_counted() -> None:
    numbering = definition(NESTED) + list_of()
    row = "<w:tr>{}<w:tc>" + item("x") + "</w:tc></w:tr>"
    deleted = "<w:trPr><w:del w:id='1'/></w:trPr>"
    body = f"<w:tbl>{row.format(deleted)}{row.format('')}</w:tbl>"
    assert word(body, numbering=numbering) == ["1. x"]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    assert word(par("Half ", "<w:rPr><w:del w:id='1'/></w:rPr>") + par("a line.")) == ["Half a line."]


def test_what_a_paragraph_was_before_a_change_does_not_count() -> None:
    was = '<w:pPrChange w:id="1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange>'
    assert word(par("Plain.", was), numbering=definition(NESTED) + list_of()) == ["Plain."]


def test_footnotes_stand_apart_with_the_marks_that_word_counts() -> None:
    mark = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    own = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="7"/><w:t>*</w:t></w:r>'
    end = '<w:r><w:endnoteReference w:id="2"/></w:r>'
    body = par(run("First") + mark.format(5) + run(", then") + own + run(" and last") + mark.format(4) + end + run("."))
    notes = "".join(
        f'<w:footnote w:id="{number}">{par("<w:r><w:footnoteRef/></w:r>" + run(words))}</w:footnote>'
        for number, words in ((4, "Fourth words."), (5, "Fifth words."), (7, "Edited."), (9, "Nobody refers to it."))
    )
    notes = f'<w:footnote w:type="separator" w:id="0">{par("----")}</w:footnote>{notes}'
    found = source(
        word_file(
            body, {"footnotes.xml": notes, "endnotes.xml": f'<w:endnote w:id="2">{par("At the end.")}</w:endnote>'}
        ),
    )
    assert found.pages == ("First, then and last.",)
    assert [(one.mark, one.text) for one in found.footnotes] == [
        ("1", "Fifth words."),
        ("*", "Edited."),
        ("2", "Fourth words."),
        ("i", "At the end."),
    ]


def test_a_table_of_recommendations_reads_row_by_row_like_a_list() -> None:
    head, row = ["No.", "Recommendation", "Recommending State"], ["6.1", "Ratify the Protocol.", "Spain, Norway"]
    cells = ["".join(f"<w:tc>{par(cell)}</w:tc>" for cell in one) for one in (head, row)]
    assert word("<w:tbl>" + "".join(f"<w:tr>{one}</w:tr>" for one in cells) + "</w:tbl>") == [
        "No. Recommendation Recommending State",
        "6.1 Ratify the Protocol. (Spain, Norway)",
    ]


def test_a_number_in_a_cell_goes_before_the_paragraphs_of_the_next_cell() -> None:
    body = f"<w:tbl><w:tr><w:tc>{par('6.1.')}</w:tc><w:tc>{par('Ratify it,')}{par('at once.')}</w:tc><w:tc>{par('(Spain)')}</w:tc></w:tr></w:tbl>"
    assert word(body) == ["6.1. Ratify it,", "at once. (Spain)"]


def test_a_box_of_text_is_read_once_and_after_its_paragraph() -> None:
    box = "<w:txbxContent>" + item("In the box.") + "</w:txbxContent>"
    both = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>{box}</wps:txbx></mc:Choice>'
        f'<mc:Choice Requires="wps"><wps:txbx>{box}</wps:txbx></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    body = item("One.").replace("<w:r>", f"{both}<w:r>", 1) + item("Two.")
    shown = word(body, numbering=definition(NESTED) + list_of())
    assert shown == ["1. One.", "1. In the box.", "2. Two."]


def test_fields_show_what_they_showed_last_except_numbers_of_pages_and_the_contents() -> None:
    def field(code: str, shown: str) -> str:
        turn = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
        told = f"<w:r><w:instrText> {code} </w:instrText></w:r>"
        return turn.format("begin") + told + turn.format("separate") + run(shown) + turn.format("end")

    body = par(run("See ") + field("REF _a", "paragraph 7") + run(" on page ") + field("PAGE", "12") + run("."))
    body += par(field("TOC \\o", field("HYPERLINK", "Introduction") + field("PAGEREF", "3"))) + par("After.")
    body += par("Introduction 3", '<w:pStyle w:val="TOC1"/>')
    styles = '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    assert word(body, styles=styles) == ["See paragraph 7 on page .", "After."]


def test_signs_without_width_hidden_words_and_placeholders_are_left_out() -> None:
    body = par(
        run("de")
        + "<w:r><w:softHyphen/><w:t>ten\u00adtion</w:t><w:tab/><w:t>x</w:t><w:noBreakHyphen/><w:t>y</w:t></w:r>"
        + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"
        + f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Click here')}</w:sdtContent></w:sdt>"
        + f"<w:sdt><w:sdtPr/><w:sdtContent>{run(' chosen')}</w:sdtContent></w:sdt>"
        + f"<w:hyperlink>{run(' linked')}</w:hyperlink>"
    )
    content = word_file(body)
    assert lines(content) == ["detention x-y chosen linked"]
    assert any("hidden text" in str(note) for note in source(content).notes)


@pytest.mark.parametrize("name", ["heading 2", "Überschrift 2", "Заголовок 2"])
def test_headings_are_known_by_their_style_in_any_language_and_by_their_outline(name: str) -> None:
    styles = (
        f'<w:style w:type="paragraph" w:styleId="H"><w:name w:val="{name}"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Mine"><w:basedOn w:val="H"/></w:style>'
    )
    body = par("Cells", '<w:pStyle w:val="Mine"/>') + par("Food", '<w:outlineLvl w:val="1"/>') + par("Words.")
    body += par("Not one", '<w:pStyle w:val="Mine"/><w:outlineLvl w:val="9"/>')
    assert source(word_file(body, {"styles.xml": styles})).headings == {"Cells", "Food"}


def test_a_running_head_is_read_once_and_only_where_the_text_lacks_it() -> None:
    heads = {
        "header1.xml": par("CPT/Inf (2031) 12"),
        "header2.xml": par("CPT/Inf (2031) 12"),
        "header3.xml": par("words of the text"),
    }
    assert lines(word_file(par("Words of the text."), heads)) == ["CPT/Inf (2031) 12", "Words of the text."]


def test_pages_are_those_that_word_showed_last() -> None:
    new = "<w:r><w:lastRenderedPageBreak/></w:r>"
    note = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    row = f"<w:tbl><w:tr><w:tc>{par(new + run('left'))}</w:tc><w:tc>{par(new + run('right'))}</w:tc></w:tr></w:tbl>"
    body = par("One.") + par(new + run("Two.") + note) + row
    found = source(word_file(body, {"footnotes.xml": f'<w:footnote w:id="1">{par("See.")}</w:footnote>'}))
    assert found.paged
    assert [page.split() for page in found.pages] == [["One."], ["Two."], ["left", "right"]]
    assert found.footnotes[0].page == 2
    assert not source(word_file(par('<w:r><w:br w:type="page"/></w:r>' + run("x")))).paged


def test_a_word_file_may_call_its_text_otherwise() -> None:
    assert lines(word_file(par("Words."), main="document2.xml")) == ["Words."]


# Word files that are none, or harm


def bomb(part: str, megabytes: int) -> bytes:
    """A Word file in which one part unpacks to so much, in place of what was there."""
    whole = word_file(par("Words."), {"numbering.xml": "", "styles.xml": "", "footnotes.xml": "", "media.bin": ""})
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as file, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as out:
        for one in file.namelist():
            if one != f"word/{part}":
                out.writestr(one, file.read(one))
        with out.open(f"word/{part}", "w", force_zip64=True) as opened:
            opened.write(b"<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>")
            for _ in range(megabytes):
                opened.write(b"<w:p><w:r><w:t>x</w:t></w:r></w:p>\n" * 29_960)
            opened.write(b"</w:body></w:document>")
    return written.getvalue()


def lying(content: bytes) -> bytes:
    """The same file, whose parts say that they unpack to almost nothing."""
    written = bytearray(content)
    place = 0
    while (place := written.find(b"PK\x01\x02", place)) >= 0:
        written[place + 24 : place + 28] = (100).to_bytes(4, "little")
        place += 4
    return bytes(written)


@pytest.mark.slow
@pytest.mark.parametrize("part", ["document.xml", "numbering.xml", "styles.xml", "footnotes.xml"])
def test_a_word_file_that_unpacks_to_far_more_than_a_report_is_refused(part: str) -> None:
    content = bomb(part, 200)
    assert len(content) < 2_000_000
    assert "far more than a report" in refused(content)
    assert isinstance(source_of("a.docx", lying(content)), Unreadable)


@pytest.mark.slow
def test_no_word_file_takes_more_than_300_megabytes(tmp_path: Path) -> None:
    (tmp_path / "bomb.docx").write_bytes(bomb("document.xml", 90))
    program = (  # what the system says of a process by getrusage counts the one that started it
        "import sys; from unannounced.crafts.reading.sources import source_of;"
        "source_of('a.docx', open(sys.argv[1], 'rb').read());"
        "print(next(int(line.split()[1]) // 1024 for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "bomb.docx")]
    assert int(subprocess.run(command, capture_output=True, text=True, check=True).stdout) < 300


def test_gigabytes_are_refused_by_what_the_file_says_of_itself() -> None:
    content = bytearray(word_file(par("Words."), {"media.bin": ""}))
    place = content.rfind(b"PK\x01\x02")
    content[place + 24 : place + 28] = (2**32 - 2).to_bytes(4, "little")
    assert "far more than a report" in refused(bytes(content))


def test_thousands_of_parts_are_refused_before_they_are_listed() -> None:
    written = io.BytesIO(word_file(par("Words.")))
    with zipfile.ZipFile(written, "a") as file:
        for number in range(5_001):
            file.writestr(f"word/media/{number}", b"")
    begun = time.process_time()
    assert "far more than a report" in refused(written.getvalue())
    assert time.process_time() - begun < 1


def test_entities_are_refused_and_never_resolved() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    whole = word_file(par("&l9;"))
    for doctype in (f'<!DOCTYPE d [<!ENTITY l0 "ha">{laughs}]>', '<!DOCTYPE d SYSTEM "file:///etc/passwd">'):
        written = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(whole)) as file, zipfile.ZipFile(written, "w") as out:
            for one in file.namelist():
                told = file.read(one).decode()
                out.writestr(one, doctype + told if one == "word/document.xml" else told)
        assert "no Word document" in refused(written.getvalue())


def test_marks_nested_beyond_reason_do_no_harm() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 30_000 + par("deep") + "</w:tc></w:tr></w:tbl>" * 30_000
    assert isinstance(source_of("a.docx", word_file(deep)), Source | Unreadable)
    assert isinstance(source_of("a.html", b"<html>" + b"<div><table><tr><td>" * 50_000 + b"deep"), Source | Unreadable)
    assert isinstance(source_of("a.md", b"> " * 50_000 + b"deep"), Source | Unreadable)


PIECES = st.sampled_from(
    [
        "<w:p>",
        "</w:p>",
        "<w:r>",
        "</w:r>",
        "<w:t>words</w:t>",
        "<w:tbl>",
        "</w:tbl>",
        "<w:tr>",
        "</w:tr>",
        "<w:tc>",
        "</w:tc>",
        "<w:del>",
        "</w:del>",
        "<w:pPr>",
        "</w:pPr>",
        "<w:fldChar/>",
        "<w:sdt>",
        "</w:sdt>",
        "<w:sdtContent>",
        "</w:sdtContent>",
        "<w:txbxContent>",
        "</w:txbxContent>",
        "<mc:AlternateContent>",
        "</mc:AlternateContent>",
        "<mc:Choice>",
        "</mc:Choice>",
        "<w:footnote>",
        "</w:footnote>",
        "<w:footnoteReference/>",
        "<w:rPr>",
        "</w:rPr>",
        "<w:lastRenderedPageBreak/>",
        "<w:trPr>",
        "</w:trPr>",
        "<w:sectPr/>",
        "<w:fldSimple>",
        "</w:fldSimple>",
        "<w:showingPlcHdr/>",
    ]
)


def closed(pieces: list[str]) -> str:
    """The marks with each closed that is open, and none that is not: well-formed, and senseless."""
    told, open_ones = "", []
    for piece in pieces:
        if piece.startswith("</"):
            if open_ones:
                told += f"</{open_ones.pop()}>"
        else:
            told += piece
            if not piece.endswith("/>") and "</" not in piece:
                open_ones.append(piece[1:-1])
    return told + "".join(f"</{one}>" for one in reversed(open_ones))


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_senseless_marks_never_raise(pieces: list[str]) -> None:
    assert isinstance(source_of("a.docx", word_file(closed(pieces))), Source | Unreadable)
