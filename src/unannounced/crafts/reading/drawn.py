"""The lines that a page of a PDF file draws, with their places.

PDFium gives the whole text of a page in one call. Where a letter stands is asked only for the ends of lines, for
numbers that may be raised, for accents drawn over letters, and, on pages that look like columns, for the gaps between
words: asking for every letter would take longer than all the rest.
"""

import re
import unicodedata
from collections.abc import Iterator
from ctypes import byref, c_double
from dataclasses import dataclass
from math import atan2, hypot, pi

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from unannounced.crafts.reading.columns import Piece, in_columns, seem_columns
from unannounced.crafts.reading.layout import MOST_LINES, Line

_LINES = re.compile("[^\r\n\ufffe\x02]+[\ufffe\x02]?")
_LETTER = re.compile(r"[^\W\d_]")
_DIGITS = re.compile(r"\d{1,9}")
_SPACES = re.compile(r" +")
_MARKS = "0123456789*†‡"
_MARK = re.compile(r"\d{1,3}|\*{1,4}|[†‡]{1,2}")
_LAST_MARK = re.compile(r"\s*(?<![^\s.;:,)”\"’])(\d{1,3}|\*{1,4}|[†‡]{1,2})$")
_RAISED = 0.2
_SPACE = 0.15
_LONGEST = 2000
_UNIT = re.compile(r"(?<![^\W\d_])(?:[kcdm]?m)$")
_POWERS = {"2": "²", "3": "³"}
_ACCENTS = {
    "`": "\u0300", "´": "\u0301", "^": "\u0302", "ˆ": "\u0302", "~": "\u0303", "˜": "\u0303", "¯": "\u0304",
    "˘": "\u0306", "˙": "\u0307", "¨": "\u0308", "˚": "\u030a", "˝": "\u030b", "ˇ": "\u030c", "¸": "\u0327",
    "˛": "\u0328",
}  # fmt: skip
_ACCENT = re.compile("[" + re.escape("".join(_ACCENTS)) + "]")
_DOTLESS = str.maketrans("ıȷ", "ij")
_SHAPED = re.compile("[\ufb1d-\ufdff\ufe70-\ufefc]+")
_TURNED_NUMBER = re.compile("^([.)-])(\\d{1,4})(?=\\s*[\u0590-\u08ff])")
_LEFTWARDS = re.compile("[\u0590-\u08ff\ufb1d-\ufefc]")
_SLANT = 0.1


@dataclass(frozen=True, slots=True)
class Box:
    """Where a letter stands, along its own writing."""

    left: float
    low: float
    right: float
    high: float


class Glyphs:
    """The letters of a page, by their place in its text."""

    def __init__(self, page: pdfium.PdfTextPage, text: str, count: int) -> None:
        self.text = text
        self._page = page.raw
        self._same = len(text) == count
        self._numbers = [c_double() for _ in range(4)]
        self._into = [byref(number) for number in self._numbers]
        self._matrix = raw.FS_MATRIX()

    def box(self, place: int, turns: int) -> Box:
        """Where the ink of a letter is, on a page whose writing is turned left by ``turns`` quarters."""
        raw.FPDFText_GetCharBox(self._page, self._index(place), *self._into)
        left, right, low, high = (number.value for number in self._numbers)
        return Box(*_turned(left, low, right, high, turns))

    def base(self, place: int, turns: int) -> float:
        """The height on which a letter stands."""
        across, up = self._into[:2]
        raw.FPDFText_GetCharOrigin(self._page, self._index(place), across, up)
        x, y = self._numbers[0].value, self._numbers[1].value
        return _turned(x, y, x, y, turns)[1]

    def written(self, place: int) -> tuple[float, float]:
        """The direction in which a letter is written, in quarter turns to the left, and its size in points."""
        index = self._index(place)
        raw.FPDFText_GetMatrix(self._page, index, byref(self._matrix))
        one = self._matrix
        size = abs(raw.FPDFText_GetFontSize(self._page, index)) * hypot(one.c, one.d)
        return (atan2(one.b, one.a) / (pi / 2)) % 4, size

    def weight(self, place: int) -> int:
        """How bold a letter is; 400 is plain."""
        return int(raw.FPDFText_GetFontWeight(self._page, self._index(place)))

    def _index(self, place: int) -> int:
        """PDFium counts letters that it leaves out of the text."""
        return place if self._same else int(raw.FPDFText_GetCharIndexFromTextIndex(self._page, place))


def _turned(left: float, low: float, right: float, high: float, turns: int) -> tuple[float, float, float, float]:
    match turns:
        case 1:
            return low, -right, high, -left
        case 2:
            return -right, -high, -left, -low
        case 3:
            return -high, left, -low, right
        case _:
            return left, low, right, high


def upright(glyphs: Glyphs) -> int:
    """The direction in which most of the page is written, in quarter turns to the left."""
    starts = [found.start() + len(found[0]) - len(found[0].lstrip()) for found in _LINES.finditer(glyphs.text)]
    some = starts[:: max(1, len(starts) // 8)]
    turns = [round(glyphs.written(start)[0]) % 4 for start in some if start < len(glyphs.text)]
    return max(set(turns), key=turns.count, default=0)


def lines_of(glyphs: Glyphs, turns: int) -> list[Line]:
    """The lines of the page in reading order."""
    pieces = list(_pieces(glyphs, turns))
    if len(pieces) <= MOST_LINES and seem_columns(pieces, lambda piece: gaps(glyphs, piece)):
        leftwards = len(_LEFTWARDS.findall(glyphs.text)) > len(glyphs.text) / 3
        pieces = in_columns(pieces, lambda piece: gaps(glyphs, piece), leftwards=leftwards)
    lines: list[Line] = []
    for piece in pieces:
        _put(lines, _line(glyphs, piece))
    return lines


def _put(lines: list[Line], line: Line) -> None:
    """Add a line, or let it go on with the last one where only a gap or a raised mark parts the two."""
    last = lines[-1] if lines else None
    if last is None or last.aside or line.aside or (gap := line.left - last.right) < -0.3 * line.size:
        lines.append(line)
    elif (
        _MARK.fullmatch(last.text)
        and 0.1 * line.size < last.base - line.base < 0.7 * line.size
        and gap < 1.5 * line.size
    ):
        line.opens, line.left = last.text, last.left
        lines[-1] = line
    elif abs(last.base - line.base) < 0.1 * line.size and len(last.text) < _LONGEST:
        last.text += ("" if gap < _SPACE * line.size else " ") + line.text
        last.right = line.right
        last.marks += (line.opens, *line.marks) if line.opens else line.marks
    else:
        lines.append(line)


def _pieces(glyphs: Glyphs, turns: int) -> Iterator[Piece]:
    """Each line as it is drawn; one that is drawn in two directions is two."""
    text = glyphs.text
    for found in _LINES.finditer(text):
        start, stop = found.span()
        while start < stop and text[start].isspace():
            start += 1
        while stop > start and text[stop - 1].isspace():
            stop -= 1
        while start < stop:
            piece = _piece(glyphs, start, stop, turns)
            yield piece
            start = piece.stop
            while start < stop and text[start].isspace():
                start += 1


def _piece(glyphs: Glyphs, start: int, stop: int, turns: int) -> Piece:
    stop = _before_mark(glyphs, start, stop, turns)
    letter = _LETTER.search(glyphs.text, start, stop)
    reference = letter.start() if letter else start
    direction, size = glyphs.written(reference)
    last = stop - 2 if glyphs.text[stop - 1] in "\ufffe\x02" and stop - 2 >= start else stop - 1
    if abs(_between(glyphs.written(last)[0], direction)) > _SLANT:
        stop = _same_direction(glyphs, start, stop)
        direction, size = glyphs.written(start)
        reference, last = start, stop - 1
    own = round(direction) % 4
    first, end = glyphs.box(start, own), glyphs.box(last, own)
    return Piece(
        start,
        stop,
        min(first.left, end.left),
        max(first.right, end.right),
        glyphs.base(reference, own),
        size,
        own,
        own != turns,
        abs(_between(direction, own)) > _SLANT,
    )


def _before_mark(glyphs: Glyphs, start: int, stop: int, turns: int) -> int:
    """Where the line ends, without a mark of the next line's note that PDFium puts there."""
    found = _LAST_MARK.search(glyphs.text, max(start + 1, stop - 8), stop) if glyphs.text[stop - 1] in _MARKS else None
    if found and found.start() > start:
        first, last = glyphs.box(start, turns), glyphs.box(found.start() - 1, turns)
        if glyphs.box(found.start(1), turns).left < first.left < last.left:
            return found.start()
    return stop


def _between(one: float, other: float) -> float:
    return (one - other + 2) % 4 - 2


def _same_direction(glyphs: Glyphs, start: int, stop: int) -> int:
    """Where the writing turns."""
    direction = glyphs.written(start)[0]
    for place in range(start + 1, stop):
        if not glyphs.text[place].isspace() and abs(_between(glyphs.written(place)[0], direction)) > _SLANT:
            return place
    return stop


def gaps(glyphs: Glyphs, piece: Piece) -> list[tuple[int, int, float, float]]:
    """The spaces of a line: where in the text each begins and ends, and from where to where on the page it reaches."""
    found = []
    for space in _SPACES.finditer(glyphs.text, piece.start + 1, piece.stop - 1):
        if space.end() < piece.stop:
            before = glyphs.box(space.start() - 1, piece.turns).right
            found.append((space.start(), space.end(), before, glyphs.box(space.end(), piece.turns).left))
    return found


def _line(glyphs: Glyphs, piece: Piece) -> Line:
    """The line in letters, without raised marks, accents over their letters."""
    text, opens, marks = _without_marks(glyphs, piece)
    weight = glyphs.weight(piece.start)
    if weight > 500:
        weight = min(weight, glyphs.weight(piece.stop - 1))
    return Line(
        text,
        piece.left,
        piece.right,
        piece.base,
        piece.size,
        weight,
        piece.aside,
        piece.slanted,
        opens,
        marks,
    )


def _without_marks(glyphs: Glyphs, piece: Piece) -> tuple[str, str, tuple[str, ...]]:
    """The words of a line, the raised mark it opens with, and the raised marks inside; powers of units stay."""
    text = glyphs.text
    parts: list[str] = []
    opens = ""
    marks: list[str] = []
    done = piece.start
    for start, stop in _raised(glyphs, piece):
        before = text[done:start]
        if start == piece.start:
            opens = text[start:stop]
        elif text[start:stop] in _POWERS and _UNIT.search(before):
            before += _POWERS[text[start:stop]]
        else:
            marks.append(text[start:stop])
            before = "" if marks[1:] and before.strip() in (",", "-") else before
        parts.append(before)
        done = stop
    if not parts:
        return _with_accents(glyphs, piece), "", ()
    return _plain("".join((*parts, text[done : piece.stop]))), opens, tuple(marks)


def _raised(glyphs: Glyphs, piece: Piece) -> Iterator[tuple[int, int]]:
    """The numbers, or ends of numbers, that stand higher than the line."""
    limit = piece.base + _RAISED * piece.size
    for found in _DIGITS.finditer(glyphs.text, piece.start, piece.stop):
        start = stop = found.end()
        while start > found.start() and stop - start < 4 and glyphs.box(start - 1, piece.turns).low > limit:
            start -= 1
        if start < stop and stop - start < 4 and (stop < piece.stop or start > piece.start):
            yield start, stop


def _with_accents(glyphs: Glyphs, piece: Piece) -> str:
    """The words of a line; an accent drawn over the letter beside it belongs to that letter, an acute alone elides."""
    text = glyphs.text[piece.start : piece.stop]
    if text.isascii() and "`" not in text and "^" not in text and "~" not in text:
        return text
    for found in reversed(list(_ACCENT.finditer(text[:_LONGEST]))):
        at = found.start()
        over = glyphs.box(piece.start + at, piece.turns)
        for step in (-1, 1):
            beside = at + step
            if 0 <= beside < len(text) and _covers(glyphs.box(piece.start + beside, piece.turns), over):
                one = unicodedata.normalize("NFC", text[beside].translate(_DOTLESS) + _ACCENTS[found[0]])
                if len(one) == 1:
                    text = text[: min(at, beside)] + one + text[max(at, beside) + 1 :]
                    break
        else:
            text = text[:at] + ("’" if found[0] == "´" else found[0]) + text[at + 1 :]
    return _plain(text)


def _covers(letter: Box, accent: Box) -> bool:
    return min(letter.right, accent.right) - max(letter.left, accent.left) > 0.5 * (accent.right - accent.left) > 0


def _plain(text: str) -> str:
    """Letters with their accents, those of scripts that join as they are alone; the number of such a line put right."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", text)
    text = _SHAPED.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return _TURNED_NUMBER.sub(r"\2\1", text)
