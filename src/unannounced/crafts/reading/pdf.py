"""The text of a PDF file, page by page; files that have none are refused with the reason."""

import threading

import pypdfium2 as pdfium

from unannounced.crafts.reading.values import LARGEST, Unreadable
from unannounced.duties.words import Sentence, say

_ONE_AT_A_TIME = threading.Lock()  # PDFium is not made for two threads
_LEAST_A_PAGE = 20


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


def _texts(document: pdfium.PdfDocument) -> list[str]:
    """The texts; ends early once they are larger than any report."""
    texts: list[str] = []
    size = 0
    for number in range(len(document)):
        page = document[number]
        try:
            written = page.get_textpage()
            try:
                texts.append(written.get_text_range().replace("\r\n", "\n").replace("\r", "\n"))
            finally:
                written.close()
        finally:
            page.close()
        size += len(texts[-1])
        if size > LARGEST:
            break
    return texts


def _checked(texts: list[str]) -> list[str] | Unreadable:
    size = sum(len(text) for text in texts)
    if not texts:
        return _damaged()
    if size > LARGEST:
        return Unreadable(
            Sentence(
                say("The text in the PDF file is larger than {most} megabytes."), {"most": LARGEST // 1024 // 1024}
            ),
            Sentence(say("Split the file and give its parts.")),
        )
    if sum(len(text.strip()) for text in texts) < _LEAST_A_PAGE * len(texts):
        return Unreadable(
            Sentence(say("The PDF file holds pictures of pages and no text; such scans cannot be read yet.")),
            Sentence(say("Give a copy with a text layer, or run text recognition over it first.")),
        )
    return texts


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
