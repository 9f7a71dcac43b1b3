"""The text of a PDF file, page by page; files that have none are refused with the reason."""

import threading

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_raw

from unannounced.crafts.reading.values import LARGEST, Unreadable
from unannounced.duties.words import Sentence, say

_ONE_AT_A_TIME = threading.Lock()  # PDFium is not made for two threads
_LEAST_A_PAGE = 20
MOST_PAGES = 10_000
MOST_A_PAGE = 500_000
"""Characters, and objects, of a page; a page of a report holds some thousand. Each costs some 200 bytes of memory."""


def is_pdf(name: str, content: bytes) -> bool:
    """Whether the file is, or says that it is, a PDF file."""
    return b"%PDF-" in content[:1024] or name.casefold().endswith(".pdf")


def pages_of(content: bytes) -> list[str] | Unreadable:
    """The text of each page, lines ended by a line feed."""
    with _ONE_AT_A_TIME:
        try:
            document = pdfium.PdfDocument(content)
        except pdfium.PdfiumError as problem:
            return _closed() if "password" in str(problem).lower() else _damaged()
        try:
            return _checked(_texts(document))
        except pdfium.PdfiumError:
            return _damaged()
        finally:
            document.close()


def _texts(document: pdfium.PdfDocument) -> list[str] | Unreadable:
    """The texts; ends early, and before it loads them, where they are larger than any report."""
    if len(document) > MOST_PAGES:
        return _too_many_pages()
    texts: list[str] = []
    left = LARGEST
    for number in range(len(document)):
        page = document[number]
        try:
            text = _text(page, number + 1, left)
        finally:
            page.close()
        if isinstance(text, Unreadable):
            return text
        texts.append(text)
        left -= len(text)
    return texts


def _text(page: pdfium.PdfPage, number: int, left: int) -> str | Unreadable:
    """The text of one page, if it is no larger than a page and than what is ``left``; counted before it is loaded."""
    if pdfium_raw.FPDFPage_CountObjects(page) > MOST_A_PAGE:
        return _overfull(number)
    written = page.get_textpage()
    try:
        count = written.count_chars()
        if count > MOST_A_PAGE:
            return _overfull(number)
        if count > left:
            return _too_large()
        return str(written.get_text_range()).replace("\r\n", "\n").replace("\r", "\n")
    finally:
        written.close()


def _checked(texts: list[str] | Unreadable) -> list[str] | Unreadable:
    if isinstance(texts, Unreadable):
        return texts
    if not texts:
        return _damaged()
    if sum(len(text.strip()) for text in texts) < _LEAST_A_PAGE * len(texts):
        return Unreadable(
            Sentence(say("The PDF file holds pictures of pages and no text; such scans cannot be read yet.")),
            Sentence(say("Give a copy with a text layer, or run text recognition over it first.")),
        )
    return texts


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
