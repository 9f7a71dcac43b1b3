"""Papers, films and sounds that a sender attaches: cleaned on their device, they say no more who, when and where, and read the same."""

import io
import re
import zipfile
import zlib
from random import Random
from xml.etree import ElementTree as ET

import docx
import openpyxl
import pypdfium2
import pytest
from PIL import Image

from tests.crafts import films_made, papers_made
from tests.crafts.cleaned_by import OLD_NODE, Cleaned, any_in_node
from tests.crafts.films_made import FILMS
from tests.crafts.papers_made import PICTURE, TEXT, by_hand, letter, odt, packed, scan, slides, table, typeset, unpacked
from tests.crafts.pictures_made import ORIENTATION, PICTURES, SAID, drawn, exif, saved

pytestmark = OLD_NODE

PAPERS = {
    "letter.docx": letter(),
    "table.xlsx": table(),
    "slides.pptx": slides(),
    "text.odt": odt(),
    "table.ods": odt("spreadsheet"),
    "slides.odp": odt("presentation"),
    "typeset.pdf": typeset(),
    "by hand.pdf": by_hand(),
}
TRACES = (*papers_made.TRACES, SAID, b"Earlier")


def everything_in(content: bytes) -> bytes:
    """The bytes, and all that is packed in them."""
    found = content
    if content.startswith(b"PK"):
        found += b"".join(name.encode() + everything_in(one) for name, one in unpacked(content).items())
    for begun in re.finditer(rb"stream\r?\n", content):
        try:
            found += zlib.decompressobj().decompress(content[begun.end() :])
        except zlib.error:
            continue
    return found


@pytest.fixture(scope="module")
def cleaned() -> dict[str, Cleaned]:
    return any_in_node(PAPERS | FILMS | {"sound.mp3": films_made.mp3()})


@pytest.mark.parametrize("name", PAPERS)
def test_a_cleaned_paper_says_no_more_who_made_it_and_when(name: str, cleaned: dict[str, Cleaned]) -> None:
    one = cleaned[name]
    assert one.cleaned
    assert [trace for trace in TRACES if trace in everything_in(one.before)], "it said nothing before"
    assert [trace for trace in TRACES if trace in everything_in(one.after)] == []


def words_of(content: bytes) -> str:
    return "".join(docx.Document(io.BytesIO(content)).element.itertext())


def test_a_word_file_reads_the_same_with_its_comments_changes_and_pictures(cleaned: dict[str, Cleaned]) -> None:
    one = cleaned["letter.docx"]
    assert words_of(one.after) == words_of(one.before)
    after = docx.Document(io.BytesIO(one.after))
    assert [(said.text, said.author) for said in after.comments] == [("Ask the doctor.", "Author")]
    parts = unpacked(one.after)
    assert b"<w:ins " in parts["word/document.xml"]
    assert not any(name.startswith("docProps") for name in parts)
    assert len(after.inline_shapes) == 1


def test_an_excel_file_has_the_same_values_and_comments(cleaned: dict[str, Cleaned]) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(cleaned["table.xlsx"].after)).active
    assert (sheet["A1"].value, sheet["B2"].value) == (TEXT, 17)
    assert (sheet["A1"].comment.author, sheet["A1"].comment.text.strip()) == ("Author", "Ask the doctor.")
    assert "xl/printerSettings/printerSettings1.bin" not in unpacked(cleaned["table.xlsx"].after)


@pytest.mark.parametrize("name", ["slides.pptx", "text.odt", "table.ods", "slides.odp"])
def test_slides_and_open_documents_keep_their_words_and_every_part_is_whole(
    name: str, cleaned: dict[str, Cleaned]
) -> None:
    before, after = unpacked(cleaned[name].before), unpacked(cleaned[name].after)
    for part, content in after.items():
        if part.endswith((".xml", ".rels")):
            ET.fromstring(content)
    said = "".join("".join(ET.fromstring(one).itertext()) for part, one in after.items() if part.endswith(".xml"))
    assert TEXT in said
    assert "Ask the doctor." in said
    assert next(iter(after)) == next(iter(before))
    assert not any("humbnail" in part or "Versions" in part for part in after)


@pytest.mark.parametrize("name", [name for name in PAPERS if not name.endswith("pdf")])
def test_entries_keep_no_times_comments_or_extra_fields(name: str, cleaned: dict[str, Cleaned]) -> None:
    with zipfile.ZipFile(io.BytesIO(cleaned[name].after)) as after:
        assert {one.date_time for one in after.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {(one.extra, one.comment, one.external_attr) for one in after.infolist()} == {(b"", b"", 0)}
        assert after.comment == b""
        assert after.testzip() is None


@pytest.mark.parametrize("name", ["typeset.pdf", "by hand.pdf"])
def test_a_pdf_shows_the_same_and_has_neither_properties_nor_identifiers(
    name: str, cleaned: dict[str, Cleaned]
) -> None:
    one = cleaned[name]
    before, after = pypdfium2.PdfDocument(one.before), pypdfium2.PdfDocument(one.after)
    assert [page.get_textpage().get_text_range() for page in after] == [
        page.get_textpage().get_text_range() for page in before
    ]
    assert TEXT in after[0].get_textpage().get_text_range()
    assert not any(after.get_metadata_dict().values())
    told = everything_in(one.after)
    assert [key for key in (b"/Info", b"/ID", b"/Metadata", b"/ICCBased", b"/PieceInfo", b"D:20") if key in told] == []


def test_a_picture_in_a_pdf_keeps_every_pixel(cleaned: dict[str, Cleaned]) -> None:
    pixels = [
        pypdfium2.PdfDocument(content)[0].render().to_numpy().tobytes()
        for content in (
            cleaned["by hand.pdf"].before.replace(b"[/ICCBased 11 0 R]", b"/DeviceRGB        "),
            cleaned["by hand.pdf"].after,
        )
    ]
    assert pixels[0] == pixels[1]


def test_pictures_in_a_pdf_are_cleaned_whatever_they_are_packed_in() -> None:
    jpeg2000 = saved(drawn(), "JPEG2000", comment=SAID)
    scans = {
        "packed twice": scan(b"[/FlateDecode/DCTDecode]", zlib.compress(PICTURE)),
        "in letters": scan(b"[/ASCIIHexDecode/DCTDecode]", PICTURE.hex().encode() + b">"),
        "JPEG 2000": scan(b"/JPXDecode", jpeg2000 + films_made.box(b"uuid", SAID) + films_made.box(b"xml ", SAID)),
        "JPEG 2000 without boxes": scan(b"/JPXDecode", saved(drawn(), "JPEG2000", comment=SAID, no_jp2=True)),
    }
    for name, one in any_in_node(scans).items():
        assert one.cleaned, name
        assert SAID not in everything_in(one.after), name
        shown = [pypdfium2.PdfDocument(content)[0].render().to_numpy() for content in (one.before, one.after)]
        assert shown[0].std() > 5, name
        assert shown[0].tobytes() == shown[1].tobytes(), name


@pytest.mark.parametrize("name", FILMS)
def test_a_cleaned_film_says_no_more_where_and_when_and_every_byte_of_it_stays_in_its_place(
    name: str, cleaned: dict[str, Cleaned]
) -> None:
    one = cleaned[name]
    assert one.cleaned
    assert [trace for trace in films_made.TRACES if trace in one.after] == []
    assert len(one.after) == len(one.before)
    assert one.after.index(films_made.PIXELS) == one.before.index(films_made.PIXELS)


def test_a_picture_in_boxes_keeps_every_pixel_and_which_side_is_up() -> None:
    """AVIF lies in the same boxes as HEIC, and there is a library here that writes it."""
    said = saved(drawn(), "AVIF", exif=exif(6), xmp=b"<x:xmpmeta>" + SAID)
    one = any_in_node({"picture.avif": said})["picture.avif"]
    assert one.cleaned
    assert SAID in one.before
    assert [trace for trace in TRACES if trace in one.after] == []
    with Image.open(io.BytesIO(one.before)) as before, Image.open(io.BytesIO(one.after)) as after:
        assert before.tobytes() == after.tobytes()
        assert dict(after.getexif()) == {ORIENTATION: 6}
        assert not after.info["xmp"].strip()


def test_a_sound_keeps_its_frames_alone(cleaned: dict[str, Cleaned]) -> None:
    assert cleaned["sound.mp3"].after == films_made.FRAME * 3


def test_what_was_cleaned_is_cleaned_again_into_the_same(cleaned: dict[str, Cleaned]) -> None:
    again = any_in_node({name: one.after for name, one in cleaned.items()})
    assert [name for name, one in again.items() if not one.cleaned] == []
    assert [name for name, one in again.items() if one.after != one.before] == []


def bomb() -> bytes:
    """A Word file of some megabytes that unpacks to gigabytes."""
    return packed(unpacked(letter()) | {f"word/media/{n}.xml": b"<a>" + b" " * 100_000_000 + b"</a>" for n in range(4)})


def lying() -> bytes:
    """A part that unpacks to more than its entry says."""
    content = packed({"[Content_Types].xml": "<a/>", "word/document.xml": b"<a>" + b" " * 50_000_000 + b"</a>"})
    return content.replace((50_000_007).to_bytes(4, "little"), (7).to_bytes(4, "little"))


def left_alone() -> dict[str, bytes]:
    whole = unpacked(letter())
    return {
        "encrypted.pdf": by_hand(trailer=b"/Encrypt 4 0 R "),
        "signed.pdf": by_hand(b"/X<</Type/Sig/ByteRange[0 1 2 3]/Contents<00>>>"),
        "with a file in it.pdf": by_hand(b"/Names<</EmbeddedFiles<</Names[(a)<</EF<</F 8 0 R>>>>]>>>>"),
        "cut off.pdf": by_hand()[:900],
        "beginning.pdf": b"%PDF-1.7\n",
        "plain.zip": packed({"a.txt": "a"}),
        "with macros.docm": packed(whole | {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}),
        "with what nobody knows.docx": packed(whole | {"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0 Koval"}),
        "with a picture that is not whole.docx": packed(whole | {"word/media/image9.jpeg": PICTURE[:-9]}),
        "with entities.docx": packed(whole | {"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        "not well formed.docx": packed(whole | {"word/document.xml": "<a><b></a></b>"}),
        "cut off.docx": letter()[:-30],
        "signed.odt": packed(unpacked(odt()) | {"META-INF/documentsignatures.xml": "<a/>"}, stored="mimetype"),
        "bomb.docx": bomb(),
        "lying.docx": lying(),
        "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + b"Koval",
        "cut off.mov": films_made.film()[:-5],
        "sound.webm": b"\x1a\x45\xdf\xa3" + bytes(40),
        "picture.heic": films_made.box(b"ftyp", b"heic", bytes(4)) + films_made.box(b"meta", b"Exif"),
        "words.txt": TEXT.encode(),
        "words in UTF-16.txt": TEXT.encode("utf-16"),
        "nothing": b"",
    }


def test_what_cannot_be_cleaned_stays_as_it_is_and_is_not_called_clean() -> None:
    for name, one in any_in_node(left_alone()).items():
        assert (one.cleaned, one.after == one.before) == (False, True), name


def test_pictures_are_cleaned_as_ever() -> None:
    assert [name for name, one in any_in_node(PICTURES).items() if not one.cleaned] == []


def test_no_bytes_whatever_make_it_fail() -> None:
    """Each file altered in some places: it is cleaned, or stays as it is."""
    chance, asked = Random(47), {}
    for name, content in (PAPERS | FILMS | {"mp3": films_made.mp3()}).items():
        for turn in range(12):
            altered = bytearray(content)
            for _time in range(chance.choice((1, 3, 30))):
                altered[chance.randrange(len(altered))] = chance.choice((0, 1, 0x7F, 0xFF, chance.randrange(256)))
            asked[f"{name} {turn}"] = bytes(
                altered[: chance.choice((len(altered), len(altered) - chance.randrange(99)))]
            )
    for name, one in any_in_node(asked).items():
        assert one.cleaned or one.after == one.before, name
