"""A report as PDF: every word once and in order, tagged, its links going somewhere, the same bytes each time."""

import ctypes
import re
import shutil
import subprocess
import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from tests.crafts.set_out import COUNT, REST, ROOF, WALL, long_report, report
from unannounced.crafts.typesetting.letters import NotDrawn
from unannounced.crafts.typesetting.look import shipped_look
from unannounced.crafts.typesetting.pieces import blocks_of, in_order
from unannounced.crafts.typesetting.reports import typeset, values_of
from unannounced.crafts.typesetting.words import LANGUAGES, words_of
from unannounced.duties.dialogue import Claim
from unannounced.duties.laying_out import SetItem, SetParagraph
from unannounced.duties.reporting import ItemKind

LOOK = shipped_look()


def opened(drawn: bytes) -> Any:
    return pypdfium2.PdfDocument(BytesIO(drawn))


def pages(drawn: bytes) -> list[str]:
    """The words of each page, blanks and line ends made one, soft hyphens joined."""
    document = opened(drawn)
    texts = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    return [" ".join(re.sub("(?:\ufffe|\x02)\\s*", "", text).split()) for text in texts]


def read(drawn: bytes) -> str:
    return " ".join(pages(drawn))


def tags(drawn: bytes) -> list[str]:
    """The type of each element of the structure, page by page, in reading order."""
    document, found = opened(drawn), []
    for number in range(len(document)):
        tree = pdfium.FPDF_StructTree_GetForPage(document[number])
        for place in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            found += _below(pdfium.FPDF_StructTree_GetChildAtIndex(tree, place))
        pdfium.FPDF_StructTree_Close(tree)
    return found


def _below(element: Any) -> Iterator[str]:
    size = pdfium.FPDF_StructElement_GetType(element, None, 0)
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDF_StructElement_GetType(element, buffer, size)
    yield buffer.raw.decode("utf-16-le").rstrip("\0")
    for place in range(pdfium.FPDF_StructElement_CountChildren(element)):
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, place)
        if child:
            yield from _below(child)


def bookmarks(drawn: bytes) -> list[tuple[int, str]]:
    return [(one.level, one.get_title()) for one in opened(drawn).get_toc()]


def links(drawn: bytes) -> int:
    return len(re.findall(rb"/Subtype\s*/Link", _inflated(drawn)))


def _inflated(drawn: bytes) -> bytes:
    parts = [drawn]
    for found in re.finditer(rb"stream\r?\n", drawn):
        try:
            parts.append(zlib.decompressobj().decompress(drawn[found.end() :]))
        except zlib.error:
            continue
    return b"\n".join(parts)


def test_every_paragraph_stands_once_in_its_order_with_its_number() -> None:
    words = read(typeset(report(), LOOK))
    places = [words.index(said) for said in ("1. The walls", "2. As said", "3. Comment 3.1", "4. The delegation")]
    assert places == sorted(places)
    assert words.count(WALL) == 1


def test_the_file_is_tagged_for_those_who_do_not_see_and_for_the_archive() -> None:
    drawn = typeset(report(), LOOK)
    assert opened(drawn).is_tagged()
    said = _inflated(drawn)
    assert b"/StructTreeRoot" in said
    assert re.search(rb"pdfuaid:part[>=\"]+1", said)
    assert re.search(rb"pdfaid:part[>=\"]+2", said)
    assert re.search(rb"pdfaid:conformance[>=\"]+A", said)
    assert re.search(rb"/Lang\s*\(en\)", said)


def test_headings_contents_paragraphs_and_links_are_elements_of_the_structure() -> None:
    found = tags(typeset(report(), LOOK))
    for tag in ("H1", "H2", "H3", "TOC", "TOCI", "P", "Link"):
        assert tag in found, tag
    headings = [int(tag[1]) for tag in found if re.fullmatch("H[1-6]", tag)]
    assert all(after <= before + 1 for before, after in pairwise(headings))


def test_chapters_and_the_appendix_are_bookmarks() -> None:
    found = bookmarks(typeset(report(), LOOK))
    assert [title for level, title in found if level == 0] == [
        "Prisons",
        "Police",
        "Items of this report",
        "Standards cited",
    ]
    assert (1, "Material conditions") in found
    assert (1, "Staff") in found


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="poppler-utils is not installed")
def test_pdfinfo_says_that_it_is_tagged(tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(typeset(report(), LOOK))
    asked = ["pdfinfo", str(tmp_path / "report.pdf")]
    said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    assert re.search(r"^Tagged:\s+yes$", said, re.MULTILINE)
    assert re.search(r"^Title:\s+Report to the authorities of Bresk$", said, re.MULTILINE)


def test_the_same_report_is_the_same_bytes_and_another_word_is_not() -> None:
    once, again = typeset(report(), LOOK), typeset(report(), LOOK)
    assert once == again
    assert typeset(report(state="Vastria"), LOOK) != once


def test_a_report_without_a_day_is_the_same_bytes_too() -> None:
    assert typeset(report(day=None), LOOK) == typeset(report(day=None), LOOK)


def test_an_item_is_marked_by_its_kind_in_words_where_its_words_stand() -> None:
    words = read(typeset(report(), LOOK))
    text = words[: words.index("Each item of the report")]
    for mark in ("Recommendation 2.1", "Comment 3.1", "Request for information 3.2", "Immediate observation 4.1"):
        assert text.count(mark) == 1, mark


def test_items_that_begin_close_to_each_other_share_one_place_in_the_margin() -> None:
    third = values_of(report(), LOOK)["parts"][2]["b"][0]
    marked = [piece["m"] for piece in third if isinstance(piece, dict) and "m" in piece]
    assert marked == [[["comment", "Comment 3.1"], ["request", "Request for information 3.2"]]]


def test_an_item_far_from_the_one_before_has_a_place_of_its_own() -> None:
    far = SetParagraph(
        "p",
        1,
        "",
        f"{ROOF} {WALL} {WALL} {WALL} {COUNT}",
        items=(SetItem("a", "1.1", ItemKind.COMMENT, ROOF), SetItem("b", "1.2", ItemKind.REQUEST, COUNT)),
    )
    pieces = values_of(report(paragraphs=(far,)), LOOK)["parts"][0]["b"][0]
    assert len([piece for piece in pieces if isinstance(piece, dict) and "m" in piece]) == 2


def test_an_item_whose_words_are_not_in_the_text_is_set_after_it() -> None:
    words = read(typeset(report(), LOOK))
    assert words.index("received at once") < words.index("Close cell 4 today.")


def test_the_appendix_lists_each_item_once_by_heading_and_kind_with_its_paragraph() -> None:
    words = read(typeset(report(), LOOK))
    listed = words[words.index("Each item of the report") :]
    for text, number in ((REST, 2), (ROOF, 3), (COUNT, 3), ("Close cell 4 today.", 4)):
        assert listed.count(text) == 1
        assert re.search(rf"{re.escape(text)} \(§\s?{number}\)", listed)
    order = [listed.index(said) for said in ("Prisons", "Recommendations", "Comments", "Requests", "Police")]
    assert order == sorted(order)


def test_addressee_time_and_response_stand_with_the_item_in_the_appendix() -> None:
    words = read(typeset(report(), LOOK))
    listed = words[words.index("Each item of the report") :]
    assert "Addressed to: Ministry of Justice To be answered within 3 months." in listed
    assert "Response of the State, 4 May 2027 (implemented, the State says): Rest has been ensured" in listed


def test_a_reference_is_a_link_only_if_its_paragraph_is_there() -> None:
    first = values_of(report(), LOOK)["parts"][0]["b"][1]
    assert {"t": "§3", "p": 3} in first
    assert not any(isinstance(piece, dict) and piece.get("p") == 99 for piece in first)
    assert "§99" in "".join(piece if isinstance(piece, str) else piece["t"] for piece in first)
    with_links, without = links(typeset(report(), LOOK)), links(typeset(report(standards={}), LOOK))
    assert with_links == without + 3  # the citation, its way back, and the line of the contents


def test_only_standards_that_are_cited_are_listed_with_where() -> None:
    words = read(typeset(report(), LOOK))
    assert re.search(r"CPT-SPACE-02 At least 4 m² for each person\. \(cited in §\s?1\)", words)
    assert "Cited by nobody" not in words
    assert "[NO-SUCH-01]" in words


def test_remarks_never_leave_on_paper() -> None:
    assert "Only among us" not in read(typeset(report(), LOOK))


def test_a_marking_stands_on_every_page_whatever_the_look_says() -> None:
    bare = replace(LOOK, words={"head_start": "", "head_end": "", "foot_start": ""})
    for page in pages(typeset(report(symbol="", marking="Confidential", version=0), bare)):
        assert "Confidential" in page


def test_symbol_and_numbers_stand_on_the_pages() -> None:
    found = pages(typeset(report(), LOOK))
    assert all("CBV/Inf (2027) 4" in page for page in found)
    assert all(f"Page {number} of {len(found)}" in page for number, page in enumerate(found, start=1))


def test_a_draft_says_that_it_is_one_and_a_correction_which_version() -> None:
    assert "Draft" in pages(typeset(report(version=0), LOOK))[0]
    assert "Version 2" in pages(typeset(report(version=2), LOOK))[0]
    assert "Version" not in pages(typeset(report(), LOOK))[0]


def test_words_of_the_report_are_never_taken_for_commands() -> None:
    text = '#panic("x") *bold* $x$ <p-1> @p-2 \\ {page} [x] = y // z `raw`'
    told = report(title=text, paragraphs=(SetParagraph("p", 1, text, text),), standards={})
    words = read(typeset(told, LOOK))
    assert words.count('#panic("x") *bold* $x$ <p-1> @p-2') >= 3


def test_a_character_that_no_font_has_is_said_and_not_left_as_a_box() -> None:
    with pytest.raises(NotDrawn) as problem:
        typeset(report(state="李明"), LOOK)
    assert problem.value.characters in "李明"


def test_control_characters_of_a_bad_file_do_not_stop_it() -> None:
    told = report(title="A\x00\x0btitle\ufeff", paragraphs=(SetParagraph("p", 1, "A\x07", "Beds\r\nCells\x1f"),))
    words = read(typeset(told, LOOK))
    assert all(word in words for word in ("title", "Beds", "Cells"))


def test_an_empty_report_is_drawn_and_says_that_it_has_no_items() -> None:
    assert "contains no items" in read(typeset(report(paragraphs=()), LOOK))


def test_a_word_of_sixty_letters_and_a_paragraph_of_forty_pages_are_drawn() -> None:
    text = "x" * 60 + " " + " ".join([WALL] * 1200)
    assert len(opened(typeset(report(paragraphs=(SetParagraph("p", 1, "", text),)), LOOK))) > 30


ARABIC = "السجون"


def test_a_report_in_arabic_runs_from_right_to_left() -> None:
    told = report(language="ar", paragraphs=(SetParagraph("p", 1, ARABIC, "كانت الجدران رطبة. انظر §1."),))
    drawn = typeset(told, LOOK)
    page = opened(drawn)[2].get_textpage()
    boxes = [page.get_charbox(number) for number in range(page.count_chars())]
    width = opened(drawn)[2].get_size()[0]
    number = next(at for at, char in enumerate(page.get_text_range()) if char == "1")
    assert boxes[number][0] > width / 2
    assert values_of(told, LOOK)["direction"] == "rtl"
    assert b"NotoNaskhArabic" in _inflated(drawn)


@pytest.mark.parametrize(
    ("language", "text", "font"),
    [
        ("ru", "Делегация установила, что камеры сырые.", b"SourceSerif4"),
        ("uk", "Делегація встановила, що камери вологі, ґанок і їжа.", b"SourceSerif4"),
        ("sr", "Ђорђе Ћурчић је рекао.", b"SourceSerif4"),
        ("el", "Οι τοίχοι ήταν υγροί· ᾧ.", b"SourceSerif4"),
        ("he", "המשלחת מצאה כי התאים לחים.", b"NotoSerifHebrew"),
        ("fa", "دیوارها مرطوب بودند؛ گفته شد.", b"NotoNaskhArabic"),
        ("ka", "კედლები ნესტიანი იყო.", b"NotoSerifGeorgian"),
        ("hy", "Պատերը խոնավ էին։", b"NotoSerifArmenian"),
        ("tr", "Duvarlar nemliydi: ğ ş ı İ.", b"SourceSerif4"),
    ],
)
def test_the_scripts_of_the_states_are_drawn_with_fonts_made_for_them(language: str, text: str, font: bytes) -> None:
    drawn = typeset(report(language=language, paragraphs=(SetParagraph("p", 1, text, text),)), LOOK)
    said = _inflated(drawn)
    assert font in said
    assert b"DejaVu" not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_word_and_every_kind(language: str) -> None:
    english, own = words_of("en").said, words_of(language)
    assert own.said.keys() == english.keys()
    assert all(own.kind(kind) and own.many(kind) for kind in ItemKind)
    assert all(own.claim(claim) for claim in Claim)
    assert len(own.said["months_of_the_year"]) == 12
    for key in ("page", "version", "months", "response"):
        assert set(re.findall(r"{\w+}", own[key])) == set(re.findall(r"{\w+}", str(english[key])))


def test_a_french_report_is_french_from_head_to_foot() -> None:
    words = read(typeset(report(language="fr-CH"), LOOK))
    assert "Table des matières" in words
    assert "1er juin 2027" in words
    for english in ("Contents", "Recommendation", "Page 1 of", "Addressed", "Response of", "cited in"):
        assert english not in words


def test_a_heading_is_said_again_when_the_text_comes_back_from_one_below() -> None:
    chapters = ("A › B", "A", "A", "A › B", "", "C › D › E › F › G")
    told = report(paragraphs=tuple(SetParagraph(str(n), n, one, "Text.") for n, one in enumerate(chapters, start=1)))
    found = [[(one.level, one.text) for one in drawn.headings] for drawn in in_order(told)]
    assert found == [
        [(1, "A"), (2, "B")],
        [(1, "A")],
        [],
        [(2, "B")],
        [],
        [(1, "C"), (2, "D"), (3, "E"), (4, "F"), (4, "G")],
    ]


def test_an_item_over_two_blocks_is_marked_once() -> None:
    item = SetItem("a", "1.1", ItemKind.COMMENT, "First.\n\nSecond.")
    blocks = blocks_of("Before. First.\n\nSecond. After.", [item], frozenset(), {})
    assert len(blocks) == 2
    assert [piece.begins for block in blocks for piece in block if piece.item] == [True, False]


def test_a_long_report_has_each_of_its_three_hundred_items_twice_marked_and_listed() -> None:
    words = read(typeset(long_report(150, 300), LOOK))
    for number in range(1, 301):
        assert words.count(f"roof of block {number} be mended") == 2
