"""The text of a PDF file, page by page; files that have none are refused with the reason."""

import threading

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_raw

from unannounced.crafts.reading.drawn import Glyphs, lines_of, upright
from unannounced.crafts.reading.layout import Composer, Line
from unannounced.crafts.reading.pictures import drawn, is_pictured, is_rubble
from unannounced.crafts.reading.recognising import (
    MOST_PICTURES,
    NO_PICTURE,
    Recogniser,
    overlarge,
    sourced,
    too_many,
)
from unannounced.crafts.reading.sourced import Source
from unannounced.crafts.reading.values import LARGEST, Unreadable
from unannounced.duties.words import Sentence, say

_ONE_AT_A_TIME = threading.Lock()  # PDFium is not made for two threads
MOST_PAGES = 10_000
AT_ONCE, MOST_OPENED = 100, 50
"""Pages that are taken before the file is opened anew, at least, and how often it is opened at most."""
MOST_A_PAGE = 500_000
"""Characters, and objects, of a page; a page of a report holds some thousand. Each costs some 200 bytes of memory."""


def is_pdf(name: str, content: bytes) -> bool:
    """Whether the file is, or says that it is, a PDF file."""
    return b"%PDF-" in content[:1024] or name.casefold().endswith(".pdf")


def source(content: bytes) -> Source | Unreadable:
    """The text of the file in reading order; what stands on pictures of pages is recognised, where a program can."""
    with _ONE_AT_A_TIME:
        try:
            opened = _Opened(content)
        except pdfium.PdfiumError as problem:
            return _closed() if "password" in str(problem).lower() else _damaged()
        try:
            return _read(opened)
        except pdfium.PdfiumError:
            return _damaged()
        finally:
            opened.document.close()


class _Opened:
    """A file whose pages are taken in turn. PDFium keeps what it unpacked until the file is closed, so that is done."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self.document = pdfium.PdfDocument(content)
        self.pages = len(self.document)
        self._at_once = max(AT_ONCE, self.pages // MOST_OPENED)

    def page(self, place: int) -> pdfium.PdfPage:
        """The page at ``place``, from 0."""
        if place and place % self._at_once == 0:
            self.document.close()
            self.document = pdfium.PdfDocument(self._content)
        return self.document[place]


def _read(opened: _Opened) -> Source | Unreadable:
    """The pages one by one; ends early, and before it loads them, where they are larger than any report."""
    if opened.pages > MOST_PAGES:
        return _too_many_pages()
    if not opened.pages:
        return _damaged()
    composer, recogniser = Composer(), Recogniser()
    left = LARGEST
    for number in range(1, opened.pages + 1):
        page = opened.page(number - 1)
        try:
            lines = _lines(page, number, left, recogniser)
        finally:
            page.close()
        if isinstance(lines, Unreadable):
            return lines
        composer.add(lines)
        left -= sum(len(line.text) for line in lines)
    return sourced(composer, recogniser)


def _lines(page: pdfium.PdfPage, number: int, left: int, recogniser: Recogniser) -> list[Line] | Unreadable:
    """The lines of one page, from its text or else from its picture."""
    if pdfium_raw.FPDFPage_CountObjects(page) > MOST_A_PAGE:
        return _overfull(number)
    written = _written(page, number, left)
    if isinstance(written, Unreadable):
        return written
    text, lines = written
    if not (is_pictured(page, text) or is_rubble(text)):
        return lines
    if not recogniser.there:
        return recogniser.lines(NO_PICTURE, number)
    if recogniser.pages >= MOST_PICTURES:
        return too_many()
    picture = drawn(page)
    return overlarge(number) if picture is None else recogniser.lines(picture, number)


def _written(page: pdfium.PdfPage, number: int, left: int) -> tuple[str, list[Line]] | Unreadable:
    """The text of one page and its lines, if it is no larger than a page and than what is ``left``.

    PDFium reads well only what is written upright on the page as it is shown, so others are turned first.
    """
    quarters = pdfium_raw.FPDFPage_GetRotation(page) % 4
    turned = False
    while True:
        text_page = page.get_textpage()
        try:
            count = text_page.count_chars()
            if count > MOST_A_PAGE:
                return _overfull(number)
            if count > left:
                return _too_large()
            text = str(text_page.get_text_range())
            glyphs = Glyphs(text_page, text, count)
            turns = upright(glyphs)
            if turned or quarters == turns or not text.strip():
                return text, lines_of(glyphs, turns)
        finally:
            text_page.close()
        pdfium_raw.FPDFPage_SetRotation(page, turns)
        turned = True


def _too_many_pages() -> Unreadable:
    return Unreadable(
        Sentence(say("The PDF file has more than {most} pages."), {"most": MOST_PAGES}),
        Sentence(say("Split the file and give its parts.")),
    )


def _overfull(page: int) -> Unreadable:
    return Unreadable(
        Sentence(say("Page {page} of the PDF file holds far more than a page can."), {"page": page}),
        Sentence(say("Save the file anew, with pages of the usual size or as plain text, and give that.")),
    )


def _too_large() -> Unreadable:
    return Unreadable(
        Sentence(say("The text in the PDF file is larger than {most} megabytes."), {"most": LARGEST // 1024 // 1024}),
        Sentence(say("Split the file and give its parts.")),
    )


def _closed() -> Unreadable:
    return Unreadable(
        Sentence(say("The PDF file is encrypted and opens only with a password.")),
        Sentence(say("Save a copy without a password and give that.")),
    )


def _damaged() -> Unreadable:
    return Unreadable(
        Sentence(say("The file is no PDF file, or a damaged or incomplete one.")),
        Sentence(say("Fetch it again from where it came, and open it once in a viewer to see that it is whole.")),
    )
