"""One report in every format, pages of HTML, Markdown and text in every encoding: what is shown is what is read."""

import io
import random
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.crafts import documents_made as made
from tests.crafts.documents_made import par, word_file
from unannounced.crafts.reading import Reading, Unreadable, read
from unannounced.crafts.reading.decoding import decoded
from unannounced.crafts.reading.sourced import Source
from unannounced.crafts.reading.sources import ENDINGS, source_of

RENDITIONS = {
    "report.pdf": made.as_pdf(),
    "report.docx": made.as_docx(),
    "report.html": made.as_html(),
    "report.md": made.as_markdown(),
}


def source(name: str, content: bytes) -> Source:
    found = source_of(name, content)
    assert isinstance(found, Source), found
    return found


def lines(name: str, content: bytes) -> list[str]:
    return [line for page in source(name, content).pages for line in page.split("\n") if line]


def refused(name: str, content: bytes) -> Unreadable:
    found = source_of(name, content)
    assert isinstance(found, Unreadable), found
    assert str(found.way_out).endswith(".")
    return found


# One report in every format


@pytest.mark.parametrize("name", RENDITIONS)
def test_the_same_report_is_read_the_same_from_every_format(name: str) -> None:
    plain, other = read("report.txt", made.as_text()), read(name, RENDITIONS[name])
    assert isinstance(plain, Reading)
    assert isinstance(other, Reading)
    assert len(plain.items) == 3
    assert [(one.number, one.chapter, one.text) for one in other.paragraphs] == [
        (one.number, one.chapter, one.text) for one in plain.paragraphs
    ]
    assert [(one.printed, one.text, one.made_by, one.position) for one in other.items] == [
        (one.printed, one.text, one.made_by, one.position) for one in plain.items
    ]
    assert other.about.symbol == plain.about.symbol == "A/HRC/91/7"
    assert other.about.title == plain.about.title


@pytest.mark.parametrize("name", [name for name in RENDITIONS if name != "report.md"])
def test_what_a_file_is_its_content_says_before_its_name(name: str) -> None:
    assert lines("report.txt", RENDITIONS[name]) == lines(name, RENDITIONS[name])


def test_headings_are_those_the_file_marks() -> None:
    headings = {"I. Summary of the proceedings", "II. Conclusions and/or recommendations"}
    for name in ("report.docx", "report.html", "report.md"):
        assert source(name, RENDITIONS[name]).headings == headings


def test_a_folder_is_searched_for_every_kind_of_file_that_is_read() -> None:
    assert {".txt", ".text", ".pdf", ".docx", ".html", ".htm", ".xhtml", ".md", ".markdown"} <= set(ENDINGS)


# Files of other kinds


def odt() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        file.writestr("content.xml", "<x/>")
    return written.getvalue()


def zipped(name: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as file:
        file.writestr(name, "words")
    return written.getvalue()


def locked() -> bytes:
    """A Word file one of whose parts says that it is encrypted."""
    content = bytearray(word_file(par("Words.")))
    place = 0
    while (place := content.find(b"PK\x01\x02", place)) >= 0:
        content[place + 8] |= 1
        place += 4
    return bytes(content)


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("old.doc", OLD + "WordDocument".encode("utf-16-le"), "before 2007"),
        ("old.docx", OLD, "before 2007"),
        ("locked.docx", OLD + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("locked.docx", locked(), "password"),
        ("open.odt", odt(), "OpenDocument"),
        ("rich.rtf", b"{\\rtf1\\ansi 1. One.}", "Rich Text Format"),
        ("rich.doc", b"{\\rtf1\\ansi 1. One.}", "Rich Text Format"),
        ("all.zip", zipped("report.txt"), "ZIP archive"),
        ("table.xlsx", zipped("xl/workbook.xml"), "no text document"),
        ("none.docx", zipped("report.txt"), "no Word document"),
        ("junk.docx", random.Random(3).randbytes(5_000), "no Word document"),
        ("cut.docx", made.as_docx()[:9_000], "no Word document"),
        ("empty.docx", word_file(""), "empty"),
        ("junk.html", random.Random(4).randbytes(5_000), "no text"),
        ("junk.md", random.Random(5).randbytes(5_000), "no text"),
        ("other.xml", b"<?xml version='1.0'?><feed/>", "XML of a kind"),
        ("page.mht", b"From: <Saved by>\nMIME-Version: 1.0\n\n<html>", "message"),
        ("blank.html", b"<!DOCTYPE html><html><script>1. One.</script></html>", "empty"),
    ],
)
def test_a_file_of_another_kind_is_refused_with_what_to_save_it_as(name: str, content: bytes, says: str) -> None:
    assert says in str(refused(name, content).reason)


# Pages of HTML


def page(body: str) -> list[str]:
    return lines("a.html", f"<!DOCTYPE html><html><body>{body}</body></html>".encode())


def test_lists_of_a_page_are_numbered_as_a_browser_shows_them() -> None:
    assert page("<ol start=93><li>a<li value=97>b<li>c<ol type=i><li>d</ol></ol>") == [
        "93. a",
        "97. b",
        "98. c",
        "i. d",
    ]
    assert page("<ol start=5 reversed><li>a<li>b</ol><ul><li>c</ul>") == ["5. a", "4. b", "• c"]
    assert page("<ol style='list-style-type: upper-alpha'><li>a</ol><ol style='list-style:none'><li>b</ol>") == [
        "A. a",
        "b",
    ]


def test_a_number_typed_in_an_item_is_not_shown_twice() -> None:
    assert page("<ol><li>93. Words.<li>94. More.</ol>") == ["93. Words.", "94. More."]


def test_what_stands_around_the_report_is_left_out_unless_there_is_nothing_else() -> None:
    around = "<nav>Menu</nav><header>Site</header><aside>Ad</aside><footer>Foot</footer><script>x()</script><style>p{}</style>"
    assert page(f"{around}<p>1. One.</p><p hidden>No</p><p style='display: none'>No</p>") == ["1. One."]
    assert page("<header><p>1. One.</p></header>") == ["1. One."]
    assert page("<article><header><h1>Report</h1></header><p>1. One.</p></article>") == ["Report", "1. One."]


def test_blocks_are_lines_and_what_stands_inside_a_line_is_none() -> None:
    assert page("<div>1. O<b>n</b>e&nbsp;&amp;\n two.<br>Next<p>Last") == ["1. One & two.", "Next", "Last"]
    assert page("<pre>1. One.\n2. <b>Two</b>.</pre>") == ["1. One.", "2. Two."]


def test_a_table_of_recommendations_reads_row_by_row_like_a_list() -> None:
    head = "<tr><th>No.<th colspan=2>Recommendation<th>Recommending State"
    rows = "<tr><td>6.1<td colspan=2>Ratify it.<td>Spain, Norway<tr><td>6.2<td>Open<td>it.<td>(France)"
    assert page(f"<table>{head}{rows}</table>")[1:] == ["6.1 Ratify it. (Spain, Norway)", "6.2 Open it. (France)"]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Words<sup><a href='#fn1'>1</a></sup> go on.", "<p id='fn1'>1. See.</p>"),
        (
            "Words<a href='#_ftn1' name='_ftnref1'><sup>[1]</sup></a> go on.",
            "<p><a href='#_ftnref1' name='_ftn1'>[1]</a> See.</p>",
        ),
        ("Words<sup>1</sup> go on.", "<p><sup>1</sup> See.</p>"),
        (
            "Words<a href='#fn:1' class='footnote-ref'>1</a> go on.",
            "<ol><li id='fn:1'><p>See. <a href='#fnref:1'>↩</a></p></li></ol>",
        ),
        ("Words<sup><a href='#cite_note-1'>[1]</a></sup> go on.", "<ol><li id='cite_note-1'>See.</li></ol>"),
        ("Words<sup>1</sup> go on.", "<sup>1</sup> See.<br>"),
    ],
)
def test_footnotes_of_a_page_stand_apart(text: str, note: str) -> None:
    found = source("a.html", f"<!DOCTYPE html><body><p>{text}</p>{note}<p>Last.</p></body>".encode())
    assert found.pages[0].split("\n") == ["Words go on.", "Last."]
    assert [(one.mark, one.text.removeprefix("1. ")) for one in found.footnotes] == [("1", "See.")]


def test_what_is_raised_but_no_mark_stays_in_the_text() -> None:
    assert page(
        "<p>the 3<sup>rd</sup> of 5 m<sup>2</sup>, see <a href='#p7'>paragraph 7</a> and <a href='#p8'>8</a>"
    ) == ["the 3rd of 5 m2, see paragraph 7 and 8"]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("said", ["<meta charset='windows-1252'>", "<meta charset=utf-8>", ""])
def test_a_page_is_read_in_the_encoding_it_is_in_whatever_it_says(encoding: str, said: str) -> None:
    told = f"<!DOCTYPE html><html><head>{said}</head><body><p>1. Régime – l’État.</p></body></html>"
    assert lines("a.html", told.encode(encoding)) == ["1. Régime – l’État."]


def test_a_page_says_in_which_of_the_encodings_of_one_byte_it_is() -> None:
    told = "<!DOCTYPE html><meta http-equiv=Content-Type content='text/html; charset=koi8-r'><p>1. Пытки.</p>"
    assert lines("a.html", told.encode("koi8-r")) == ["1. Пытки."]


def test_pictures_inside_a_page_do_not_end_it() -> None:
    told = b"<!DOCTYPE html><p>1. One.</p><img src='data:image/png;base64," + b"A" * 12_000_000 + b"'><p>2. Two.</p>"
    assert lines("a.html", told) == ["1. One.", "2. Two."]


# Markdown


def markdown(text: str) -> list[str]:
    return lines("a.md", text.encode())


def test_numbers_of_lists_in_markdown_are_those_written() -> None:
    assert markdown("93. One\n95. Two\n\nWords\n\n96) Three\n") == ["93. One", "95. Two", "Words", "96) Three"]
    assert markdown("1. One\n1. Two\n   1. In\n1. Three\n") == ["1. One", "2. Two", "1. In", "3. Three"]


def test_marks_are_no_words_and_a_table_reads_row_by_row() -> None:
    told = "# A *report*\n\n6.1. **Ratify** [it](http://x.invalid) `now`\n6.2. Open\\* it\n\n"
    told += "|No|What|State|\n|-|-|-|\n|6.3|Publish|Spain|\n"
    assert markdown(told) == ["A report", "6.1. Ratify it now", "6.2. Open* it", "No What State", "6.3 Publish (Spain)"]


def test_footnotes_of_markdown_stand_apart_in_the_order_of_the_text() -> None:
    found = source("a.md", b"1. One[^b] two[^a] three[^c].\n\n[^a]: Words\n    and *more*.\n[^b]: First.\n\n2. End.\n")
    assert found.pages[0].split("\n") == ["1. One two three[^c].", "2. End."]
    assert [(one.mark, one.text) for one in found.footnotes] == [("b", "First."), ("a", "Words and more.")]


def test_long_markdown_is_read_part_by_part_without_a_seam() -> None:
    told = [f"{number}. Paragraph {number} has *some* words of its own." for number in range(1, 9_000)]
    assert markdown("\n".join(told)) == [line.replace("*", "") for line in told]


def test_markdown_is_known_by_its_headings_too() -> None:
    told = b"# Report\n\n## Introduction\n\n1. One\n\n## Conclusions\n\n2. Two\n"
    assert source("report.txt", told).headings == {"Report", "Introduction", "Conclusions"}
    assert not source("report.txt", b"# 1\n1. One\n2. Two\n").headings


# Encodings

WRITTEN = {
    "Russian": ("Комитет рекомендует обеспечить каждому доступ к адвокату. Пытки запрещены.", ["cp1251", "koi8-r"]),
    "Arabic": ("توصي اللجنة الفرعية بأن تكفل الدولة حصول كل شخص محروم من حريته على محام.", ["cp1256", "iso8859_6"]),
    "Turkish": ("Türkiye, ağır koşullarda tutulan kişiler için çıkış sağlamalıdır; İşkence yasaktır.", ["cp1254"]),
    "Czech": (
        "Výbor doporučuje, aby každá osoba měla přístup k lékaři; špatné zacházení šetří.",
        ["cp1250"],
    ),
    "French": (
        "Le Comité recommande que l’accès à un médecin soit garanti dès le début – « œuvre ».",
        ["cp1252", "mac_roman"],
    ),
}


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        (language, encoding)
        for language, (_, own) in WRITTEN.items()
        for encoding in [*own, "utf-8", "utf-16", "utf-16-le", "utf-16-be"]
    ],
)
def test_text_is_read_in_the_encodings_that_its_writers_use(language: str, encoding: str) -> None:
    text = WRITTEN[language][0]
    assert decoded(text.encode(encoding)) == text


def test_marks_of_direction_are_no_words() -> None:
    text = "1. \u202bتوصي\u202c اللجنة\u200f.\n2. \u2067يحظر\u2069 التعذيب."
    assert read("a.txt", text.encode()) == read("a.txt", "1. توصي اللجنة.\n2. يحظر التعذيب.".encode())


@pytest.mark.parametrize("wrongly", [("utf-8", "cp1252"), ("mac_roman", "cp1252")])
def test_accents_broken_before_the_file_came_are_whole_again(wrongly: tuple[str, str]) -> None:
    text = "Le Comité a été informé que l’unité a modifié le régime des détenus, et l’État l’a confirmé."
    broken = text.encode(wrongly[0]).decode(wrongly[1])
    assert broken != text
    assert decoded(broken.encode()) == text
    assert decoded("ÂÃ Õ ÃO Õ Ã ÂÂ".encode()) == "ÂÃ Õ ÃO Õ Ã ÂÂ"


# Anything


def mutated(content: bytes, place: int, put: bytes) -> bytes:
    place %= len(content)
    return content[:place] + put + content[place + len(put) :]


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**6), st.binary(min_size=1, max_size=8))
def test_a_damaged_word_file_or_page_never_raises(place: int, put: bytes) -> None:
    for name in ("report.docx", "report.html", "report.md"):
        assert isinstance(read(name, mutated(RENDITIONS[name], place, put)), Reading | Unreadable)


TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<li>",
        "<ol>",
        "</ol>",
        "<ul>",
        "</ul>",
        "<table>",
        "</table>",
        "<tr>",
        "<td>",
        "</td>",
        "<sup>",
        "</sup>",
        "<a&href='#fn1'>",
        "</a>",
        "<h1>",
        "</h1>",
        "<br>",
        "<pre>",
        "</pre>",
        "<p&id=fn1>",
        "<li&id=fn1>",
        "<div&id=fn2>",
        "</div>",
        "1",
        "words",
        "<title>",
        "</title>",
        "<del>",
        "</del>",
        "<header>",
        "<aside>",
        "<svg>",
        "<body>",
        "<html>",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(TAGS, max_size=40))
def test_senseless_pages_never_raise(pieces: list[str]) -> None:
    told = "<!DOCTYPE html>" + "".join(pieces).replace("&", " ")
    assert isinstance(source_of("a.html", told.encode()), Source | Unreadable)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_markdown_of_anything_never_raises(text: str) -> None:
    assert isinstance(source_of("a.md", text.encode(errors="replace")), Source | Unreadable)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "piece"),
    [
        ("a.html", b"<p>a<sup>1</sup>"),
        ("a.html", b"<ol><li>"),
        ("a.html", b"<a href='#fn1'><sup>1"),
        ("a.html", b"<table><tr><td>a"),
        ("a.md", b"*a **a "),
        ("a.md", b"[a]("),
        ("a.md", b"1. a\n"),
        ("a.md", b"|a"),
        ("a.md", b"[^a]: b\n"),
        ("a.md", b"`"),
    ],
)
def test_time_grows_with_the_size_of_a_file_and_no_faster(name: str, piece: bytes) -> None:
    def took(size: int) -> float:
        begun = time.process_time()
        source_of(name, piece * (size // len(piece)))
        return time.process_time() - begun

    took(10_000)
    assert took(160_000) < 12 * max(took(40_000), 0.05)
