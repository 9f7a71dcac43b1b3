"""PDF files as they are met: typeset by typst, turned, scanned, or drawn in ways that break naive reading."""

from collections.abc import Sequence
from io import BytesIO

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import typst
from PIL import Image

from tests.crafts.papers import written

HEAD = """\
#set page(paper: "a4", margin: 2.5cm, numbering: "1", header: [CPT/Inf (2031) 12])
#set text(font: "Libertinus Serif", size: 11pt, lang: "en", hyphenate: true)
#set par(justify: true)
"""
SENTENCES = (
    "The delegation visited {place} and found that conditions of detention were unsatisfactory as regards the "
    "ventilation of cells, the efficiency of the official complaints procedure and considerable overcrowding.",
    "The Committee recommends that the authorities of Bresk ensure that every person held in {place} is offered at least "
    "one hour of outdoor exercise every day.",
    "It also wishes to be informed of the measures that were taken to investigate the allegations which its delegation "
    "had received in {place} from persons who were interviewed in private.",
)
PLACES = ("Harrow", "the remand prison of Sarn", "both police stations at the harbour", "Lower Corven", "Ost")


def sentence(number: int) -> str:
    """What the paragraph of this number says."""
    return SENTENCES[number % len(SENTENCES)].format(place=PLACES[number % len(PLACES)])


def typeset(source: str, *, head: str = HEAD) -> bytes:
    """The PDF file that typst makes of ``source``."""
    return typst.compile((head + source).encode(), ignore_system_fonts=True)


def paragraphs(numbers: range) -> str:
    """Numbered paragraphs in typst."""
    return "\n\n".join(f"#box[{number}.] " + sentence(number) for number in numbers)


def turned(content: bytes, degrees: int, *, drawn: bool) -> bytes:
    """The first page turned: only as it is shown, or ``drawn`` so that it is shown upright."""
    document = pdfium.PdfDocument(content)
    page = document[0]
    width, height = page.get_size()
    turn = {90: (0, 1, -1, 0, height, 0), 180: (-1, 0, 0, -1, width, height), 270: (0, -1, 1, 0, 0, width)}[degrees]
    if drawn:
        raw.FPDFPage_TransFormWithClip(page, raw.FS_MATRIX(*turn), None)
        if degrees != 180:
            page.set_mediabox(0, 0, height, width)
    page.set_rotation(degrees)
    out = BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def pictures_of(content: bytes, *, dots: int = 200, turn: int = 0) -> list[Image.Image]:
    """Each page as a scanner sees it."""
    document = pdfium.PdfDocument(content)
    pictures = [page.render(scale=dots / 72).to_pil().convert("L").rotate(turn, expand=True) for page in document]
    document.close()
    return pictures


def bound(pictures: Sequence[Image.Image], *, form: str = "PDF", dots: int = 200) -> bytes:
    """The pictures as one file."""
    out = BytesIO()
    several = {"save_all": True, "append_images": pictures[1:]} if len(pictures) > 1 else {}
    pictures[0].save(out, form, resolution=dots, dpi=(dots, dots), **several)
    return out.getvalue()


def together(*contents: bytes) -> bytes:
    """The pages of several files in one."""
    document = pdfium.PdfDocument.new()
    for content in contents:
        document.import_pages(pdfium.PdfDocument(content))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def without_letters(content: bytes) -> bytes:
    """The file with fonts that do not say which letters they draw."""
    assert b"/ToUnicode" in content
    return content.replace(b"/ToUnicode", b"/ToNothing")


def drawn_across(left: Sequence[str], right: Sequence[str], *, steps: Sequence[int] = (), head: str = "") -> bytes:
    """A page on which the file draws a line of the left column, the line of the right beside it, then the next."""
    base, shown = 780, b""
    if head:
        shown = b"1 0 0 1 60 %d Tm (%s) Tj\n" % (base, head.encode())
    for number, (one, other) in enumerate(zip(left, right, strict=True)):
        base -= steps[number % len(steps)] if steps else 13
        for at, words in ((60, one), (310, other)):
            if words:
                shown += b"1 0 0 1 %d %d Tm (%s) Tj\n" % (at, base, words.encode())
    stream = b"BT /F1 10 Tf\n" + shown + b"ET"
    return written(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [5 0 R] /Count 1 >>",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents 4 0 R >>",
        ]
    )
