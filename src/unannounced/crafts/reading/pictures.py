"""Pages of a PDF file that are pictures: found, and drawn so that their words can be recognised."""

import re
from collections.abc import Iterator
from itertools import islice

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from unannounced.crafts.reading.recognising import DOTS, MOST_DOTS, Picture, grey

_FEW_LETTERS, _SHARE = 20, 0.25
_STAMP, _WHOLE = 200, 0.7
_MANY_SHAPES = 100
_DEEPEST = 4
_MOST_OBJECTS = 20_000
_NO_SIGN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffd\ue000-\uf8ff\U000f0000-\U0010fffd]")
_RUBBLE = 0.3


def is_pictured(page: pdfium.PdfPage, text: str) -> bool:
    """Whether the words are in a picture: next to no text, no more than a stamp on a scan, or letters as shapes."""
    letters = len("".join(text.split())) if len(text) < 10 * _STAMP else _STAMP
    if letters >= _STAMP:
        return False
    width, height = page.get_size()
    covered = 0.0
    shapes = 0
    for one in _objects(page):
        match raw.FPDFPageObj_GetType(one):
            case raw.FPDF_PAGEOBJ_IMAGE:
                covered += _area(one)
            case raw.FPDF_PAGEOBJ_PATH | raw.FPDF_PAGEOBJ_SHADING:
                shapes += 1
    covered /= max(1.0, width * height)
    return covered > _WHOLE or (letters < _FEW_LETTERS and (covered > _SHARE or shapes > _MANY_SHAPES))


def is_rubble(text: str) -> bool:
    """Whether a good part of the text stands for nothing: its fonts do not say which letters they draw."""
    found = _NO_SIGN.findall(text)
    return len(found) > _RUBBLE * len(text)


def drawn(page: pdfium.PdfPage) -> Picture | None:
    """The page as a picture; None if it holds one too large to be opened."""
    for one in _objects(page):
        if raw.FPDFPageObj_GetType(one) == raw.FPDF_PAGEOBJ_IMAGE and _dots(one) > MOST_DOTS:
            return None
    width, height = page.get_size()
    scale = min(DOTS / 72, (MOST_DOTS / 2 / max(1.0, width * height)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        rows = bytes(bitmap.buffer)
        if bitmap.stride != bitmap.width:
            rows = b"".join(
                rows[start : start + bitmap.width] for start in range(0, bitmap.stride * bitmap.height, bitmap.stride)
            )
        return Picture(grey(bitmap.width, bitmap.height, rows), 1 / scale)
    finally:
        bitmap.close()


def _objects(page: pdfium.PdfPage) -> Iterator[raw.FPDF_PAGEOBJECT]:
    """What is drawn on the page, also what stands in forms on it; no more than a scan has."""
    every = (raw.FPDFPage_GetObject(page, number) for number in range(raw.FPDFPage_CountObjects(page)))
    return islice((part for one in every for part in _with_parts(one, _DEEPEST)), _MOST_OBJECTS)


def _with_parts(one: raw.FPDF_PAGEOBJECT, deepest: int) -> Iterator[raw.FPDF_PAGEOBJECT]:
    yield one
    if deepest and raw.FPDFPageObj_GetType(one) == raw.FPDF_PAGEOBJ_FORM:
        for number in range(raw.FPDFFormObj_CountObjects(one)):
            yield from _with_parts(raw.FPDFFormObj_GetObject(one, number), deepest - 1)


def _area(one: raw.FPDF_PAGEOBJECT) -> float:
    left, low, right, high = (raw.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(one, left, low, right, high):
        return 0.0
    return float(abs((right.value - left.value) * (high.value - low.value)))


def _dots(one: raw.FPDF_PAGEOBJECT) -> int:
    width, height = raw.c_uint(), raw.c_uint()
    return width.value * height.value if raw.FPDFImageObj_GetImagePixelSize(one, width, height) else 0
