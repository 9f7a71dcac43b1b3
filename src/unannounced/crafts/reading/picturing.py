"""A page of a file as a picture, with a passage framed in it, and the text of the page."""

import threading
from dataclasses import dataclass
from io import BytesIO

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image, ImageDraw, ImageSequence

from unannounced.crafts.reading.passages import passage
from unannounced.crafts.reading.pdf import MOST_A_PAGE, is_pdf
from unannounced.crafts.reading.values import Unreadable
from unannounced.duties.words import Sentence, say

DOTS = 110
"""Dots to the inch: small print can be read, and a page of A4 has some 900 by 1,300."""
MOST_DOTS = 4_000_000
"""Dots of a picture: larger pages are made smaller."""
MOST_IN_FILE = 60_000_000
"""Dots of a picture that is a file itself, or stands on a page."""
_FRAME = 255
_COLOUR = (0x9A, 0x4B, 0x00)
_MARGIN = 4

_ONE_AT_A_TIME = threading.Lock()  # PDFium is not made for two threads


@dataclass(frozen=True, slots=True)
class Pictured:
    """A page as a PNG file of ``width`` by ``height`` dots, its ``text``, and how many ``pages`` the file has.

    ``framed`` says whether the words that were asked for stand in a frame.
    """

    png: bytes
    width: int
    height: int
    text: str
    pages: int
    framed: bool = False


Box = tuple[int, int, int, int]
"""Left, top, right and bottom, in dots of the picture."""


def picture_of(name: str, content: bytes, number: int, words: str = "") -> Pictured | Unreadable:
    """Page ``number`` of a file called ``name``, counted from 1, with ``words`` framed where they stand on it."""
    if is_pdf(name, content):
        with _ONE_AT_A_TIME:
            return _of_pdf(content, number, words)
    return _of_picture(content, number)


def page_with(name: str, content: bytes, words: str) -> int:
    """The first page of a PDF file on which ``words`` stand, or begin; 0 if they are on none."""
    if not words or not is_pdf(name, content):
        return 0
    with _ONE_AT_A_TIME:
        try:
            document = pdfium.PdfDocument(content)
        except pdfium.PdfiumError:
            return 0
        try:
            return next((place for place in range(1, len(document) + 1) if _stand_on(document, place, words)), 0)
        except pdfium.PdfiumError:
            return 0
        finally:
            document.close()


def _stand_on(document: pdfium.PdfDocument, number: int, words: str) -> bool:
    page = document[number - 1]
    written = page.get_textpage()
    try:
        fits = 0 < written.count_chars() <= MOST_A_PAGE
        return fits and passage(str(written.get_text_range()), words) is not None
    finally:
        written.close()
        page.close()


def _of_pdf(content: bytes, number: int, words: str) -> Pictured | Unreadable:
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError:
        return unpictured()
    try:
        if not 1 <= number <= len(document):
            return _no_page(number, len(document))
        page = document[number - 1]
        try:
            return _drawn(page, len(document), words)
        finally:
            page.close()
    except pdfium.PdfiumError:
        return unpictured()
    finally:
        document.close()


def _drawn(page: pdfium.PdfPage, pages: int, words: str) -> Pictured | Unreadable:
    if raw.FPDFPage_CountObjects(page) > MOST_A_PAGE or _holds_too_much(page):
        return unpictured()
    width, height = page.get_size()
    scale = min(DOTS / 72, (MOST_DOTS / max(1.0, width * height)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        grey = bitmap.to_pil().convert("L")
    finally:
        bitmap.close()
    text, boxes = _read(page, words, grey.size)
    return Pictured(_png(grey, boxes), grey.width, grey.height, text, pages, bool(boxes))


def _holds_too_much(page: pdfium.PdfPage) -> bool:
    """Whether a picture on the page has more dots than are unfolded here."""
    for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        width, height = one.get_px_size()
        if width * height > MOST_IN_FILE:
            return True
    return False


def _read(page: pdfium.PdfPage, words: str, size: tuple[int, int]) -> tuple[str, list[Box]]:
    """The text of the page, and the boxes around ``words``."""
    written = page.get_textpage()
    try:
        count = written.count_chars()
        if not 0 < count <= MOST_A_PAGE:
            return "", []
        text = "".join(_letter(raw.FPDFText_GetUnicode(written, place)) for place in range(count))
        found = passage(text, words) if words else None
        boxes = [] if found is None else _boxes(page, written, found, size)
        return text.replace("\r\n", "\n").replace("\r", "\n"), boxes
    finally:
        written.close()


def _letter(code: int) -> str:
    """One character for each place, so that places in the text are places on the page."""
    control = code < 32 and code not in (9, 10, 13)
    return " " if control or 0xD800 <= code < 0xE000 or code > 0x10FFFF else chr(code)


def _boxes(
    page: pdfium.PdfPage, written: pdfium.PdfTextPage, found: tuple[int, int], size: tuple[int, int]
) -> list[Box]:
    boxes = []
    for place in range(written.count_rects(found[0], found[1] - found[0])):
        left, bottom, right, top = written.get_rect(place)
        (x0, y0), (x1, y1) = _on_picture(page, size, left, top), _on_picture(page, size, right, bottom)
        boxes.append((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
    return boxes


def _on_picture(page: pdfium.PdfPage, size: tuple[int, int], x: float, y: float) -> tuple[int, int]:
    across, down = raw.c_int(), raw.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, *size, 0, x, y, across, down)
    return across.value, down.value


def _of_picture(content: bytes, number: int) -> Pictured | Unreadable:
    """A file that is a picture itself, or several."""
    try:
        with Image.open(BytesIO(content)) as file:
            pages = getattr(file, "n_frames", 1)
            if not 1 <= number <= pages:
                return _no_page(number, pages)
            frame = next(one for place, one in enumerate(ImageSequence.Iterator(file), 1) if place == number)
            if frame.width * frame.height > MOST_IN_FILE:
                return unpictured()
            grey = frame.convert("L")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return unpictured()
    grey.thumbnail((1000, 4000))
    return Pictured(_png(grey, []), grey.width, grey.height, "", pages)


def _png(grey: Image.Image, boxes: list[Box]) -> bytes:
    """The picture in shades of grey, and a frame around each of ``boxes`` in a colour of its own."""
    if boxes:
        palette = [shade for grade in range(_FRAME) for shade in (grade, grade, grade)]
        grey = grey.point([min(grade, _FRAME - 1) for grade in range(256)])
        picture = Image.frombytes("P", grey.size, grey.tobytes())
        picture.putpalette([*palette, *_COLOUR])
        draw = ImageDraw.Draw(picture)
        for left, top, right, bottom in _lines(boxes):
            around = (left - _MARGIN, top - _MARGIN, right + _MARGIN, bottom + _MARGIN)
            draw.rectangle(around, outline=_FRAME, width=2)
        grey = picture
    held, written = BytesIO(), grey.save
    written(held, "PNG")
    return held.getvalue()


def _lines(boxes: list[Box]) -> list[Box]:
    """The boxes of one line as one box."""
    lines: list[Box] = []
    for left, top, right, bottom in boxes:
        if lines and min(bottom, lines[-1][3]) - max(top, lines[-1][1]) > (bottom - top) / 2:
            last = lines.pop()
            lines.append((min(left, last[0]), min(top, last[1]), max(right, last[2]), max(bottom, last[3])))
        else:
            lines.append((left, top, right, bottom))
    return lines


def _no_page(number: int, pages: int) -> Unreadable:
    return Unreadable(
        Sentence(say("The file has no page {page}; it has {pages}."), {"page": number, "pages": pages}),
        Sentence(say("Go to its first page.")),
    )


def unpictured() -> Unreadable:
    """A page of which no picture can be made."""
    return Unreadable(
        Sentence(say("The page cannot be shown as a picture.")),
        Sentence(say("Fetch the file as it came and open it in a viewer.")),
    )
