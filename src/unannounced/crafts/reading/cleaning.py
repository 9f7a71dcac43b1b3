"""Extracted text made fit to be read: no controls, no page furniture, words whole again."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from unicodedata import is_normalized, normalize

from unannounced.crafts.reading.windows import Lines, blocks, in_turn, joined, replaced

SIGNS = str.maketrans(
    {
        **dict.fromkeys(map(chr, [*range(1, 9), 11, *range(14, 32), *range(127, 160)]), " "),
        "\x00": None,
        "\t": " ",
        "\x0c": "\n",
        "\r": "\n",
        "\x02": "\ufffe",  # PDFium's older sign for a hyphen at the end of a line
        "\x85": "\n",
        "\u2028": "\n",
        "\u2029": "\n",
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\ufb05": "st",
        "\ufb06": "st",
        "\uf0b7": "•",
        "\u2217": "*",
        **dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000", " "),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f", None),
        **dict.fromkeys("\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", None),
    }
)
"""What becomes of each sign that has no place in a text; a soft hyphen and marks without width vanish."""

_STRANGE = re.compile("[" + "".join(re.escape(chr(sign)) for sign in SIGNS) + "]")
_SYMBOL = r"(?:A|E|CAT|CED|CPT|CCPR|CERD|CRC)(?:/ ?[A-Za-z0-9.()-]+){1,7}"
_PAGE_INLINE = re.compile(
    rf"(?<![\w/(]){_SYMBOL}\s{{1,4}}[Pp]age\s{{1,4}}\d{{1,4}}(?!\w)|\bGE\.\d\d-\s?\d{{0,6}}(?:\s?\([A-Z]\))?"
)
_PAGE_NUMBER = re.compile(r"age\s{1,4}\d")
_FURNITURE = re.compile(
    rf"(?:{_SYMBOL}|CPT(?:/Inf)? ?\(\d{{4}}\) ?\d{{1,3}}|[Pp]age \d{{1,4}}"
    r"|-? ?\d{1,4} ?-?|GE\.\d\d-.{0,40}|_{3,}|[ ./-]+)"
)
_NOTE = re.compile(
    r"\n(?P<mark>\d{1,3}) (?:See\b|Cf\.|Ibid\b|Op\. cit|Voir\b|Véase\b|Idem\b|https?://|www\.|"
    rf"(?:{_SYMBOL}|CPT(?:/Inf)? ?\(\d{{4}}\))[ ,;.])[^\n]{{0,400}}(?=\n)"
)
_LEAST_NOTES = 3
_FARTHEST_NOTE = 3
_FOOTNOTE = re.compile(r"\*{1,4} ?(?!.{0,300}[.;] \d{1,3}\. ?[A-ZÀ-Þ])\S.{0,300}")
_EDGE = 3
_LINE = re.compile(r"[^\n]+")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_CUT_WORD = re.compile(r"([^\W\d_]{1,40})(?:\ufffe\s?|-\n)([^\W\d_]{1,40})")
_CUT = re.compile(r"\ufffe\s?")


@dataclass(frozen=True, slots=True)
class Clean:
    """The text without page furniture, lines ended by a line feed, and the furniture with how often it stood there.

    ``page_starts`` is where in ``text`` each page begins, empty if the file has no pages. A word that the end of a page
    cut belongs to the page on which it begins.
    """

    text: str
    furniture: Counter[str]
    page_starts: tuple[int, ...] = ()

    def page_at(self, offset: int) -> int:
        """The page, counted from 1, on which ``text[offset]`` stands; 0 if the file has no pages."""
        return max(1, bisect_right(self.page_starts, offset)) if self.page_starts else 0


def without_controls(text: str) -> str:
    """``text`` with plain spaces and line feeds, letters and their accents in one, no control or sign without width."""
    return joined(map(_without_controls, blocks(text)))


def _without_controls(text: str) -> str:
    if not is_normalized("NFC", text):
        text = normalize("NFC", text)
    return _STRANGE.sub(_plain_sign, text.replace("\r\n", "\n"))


def _plain_sign(found: re.Match[str]) -> str:
    return SIGNS[ord(found[0])] or ""


def clean(pages: Sequence[str], *, paged: bool = False, removed: Iterable[str] = ()) -> Clean:
    """The pages (or the one text) as one, without what repeats at their edges.

    More texts than one are pages; one is only if ``paged``. ``removed`` are the lines that their
    places on the pages told from the text: where there are some, no others are taken for running heads.
    """
    furniture = Counter(removed)
    kept = Lines()
    starts: list[int] = []
    if len(pages) == 1:
        for line in _lines(pages[0]):
            _sort(line, line, frozenset(), kept, furniture)
        starts = [0] if paged else []
    else:
        repeated = frozenset() if removed else _repeated(list(_lines(page)) for page in pages)
        for page in pages:
            lines = list(_lines(page))
            starts.append(kept.length)
            for place, line in enumerate(lines):
                at_edge = place < _EDGE or place >= len(lines) - _EDGE
                _sort(line, masked(line) if at_edge else "", repeated, kept, furniture)
    windows = kept.windows()
    _without_symbols(windows, starts, furniture)
    _without_notes(windows, starts, furniture)
    _whole_words(windows, starts)
    text = joined(in_turn(windows))
    return Clean(text, furniture, tuple(min(start, len(text)) for start in starts))


def _without_symbols(windows: list[str], starts: list[int], furniture: Counter[str]) -> None:
    """Take out what numbers the pages in the midst of lines."""
    if not any("GE." in window or _PAGE_NUMBER.search(window) for window in windows):
        return  # most texts have none, and the whole pattern is slow

    def taken_out(found: re.Match[str]) -> str:
        furniture[" ".join(found[0].split())] += 1
        return " "

    replaced(_PAGE_INLINE, taken_out, windows, starts)


def _without_notes(windows: list[str], starts: list[int], furniture: Counter[str]) -> None:
    """Take out the notes between the lines that refer to something and are numbered on, if there are a few."""
    notes: list[str] = []
    last = 0
    for found in _each(_NOTE, windows):
        mark = int(found["mark"])
        numbered_on = last <= mark <= last + _FARTHEST_NOTE or mark == 1
        last = mark if numbered_on else last
        notes.append(found[0].strip() if numbered_on else "")
    taken = list(filter(None, notes))
    if len(taken) >= _LEAST_NOTES:
        furniture.update(taken)
        turn = iter(notes)
        replaced(_NOTE, lambda found: "" if next(turn) else found[0], windows, starts)


def _each(pattern: re.Pattern[str], windows: list[str]) -> Iterator[re.Match[str]]:
    return chain.from_iterable(map(pattern.finditer, windows))


def _sort(line: str, alike: str, repeated: frozenset[str], kept: Lines, furniture: Counter[str]) -> None:
    """Put one line where it belongs; footnotes to the title, marked by stars, belong nowhere."""
    if alike in repeated or (len(line) < 60 and _FURNITURE.fullmatch(line)):
        furniture[line] += 1
    elif not (line[0] == "*" and _FOOTNOTE.fullmatch(line)):
        kept.add(line)


def one_line(text: str) -> str:
    """``text`` as one line.

    >>> one_line("a  list\\nof words ")
    'a list of words'
    """
    return " ".join(text.split())


def healed(text: str) -> str:
    """``text`` with the words made whole that the ends of its lines cut."""
    windows = [text]
    _whole_words(windows, [])
    return windows[0]


def _lines(page: str) -> Iterator[str]:
    for block in blocks(page):
        for found in _LINE.finditer(_without_controls(block)):
            line = " ".join(found[0].split())
            if line:
                yield line


def masked(line: str) -> str:
    """``line`` with a sign for each number, so that lines are alike that differ in numbers alone."""
    return re.sub(r"\d+", "#", line)


def _repeated(pages: Iterable[list[str]]) -> frozenset[str]:
    """Lines at the edges of at least three pages, numbers aside; never lines as long as a sentence."""
    seen: Counter[str] = Counter()
    for lines in pages:
        edges = lines[:_EDGE] + lines[-_EDGE:] if len(lines) > 2 * _EDGE else lines
        seen.update({masked(line) for line in edges if len(line) < 90})
    return frozenset(line for line, times in seen.items() if times >= 3)


def _whole_words(windows: list[str], starts: list[int]) -> None:
    """Make words whole that the end of a line cut: with a hyphen where both parts are words of the text."""
    if not any("\ufffe" in window or "-\n" in window for window in windows):
        return
    known = Counter(found[0].casefold() for found in _each(_LETTERS, windows))
    known.subtract(part.casefold() for cut in _each(_CUT_WORD, windows) for part in cut.groups())
    replaced(
        _CUT_WORD,
        lambda found: found[1] + ("" if _is_one(found[1], found[2], known) else "-") + found[2],
        windows,
        starts,
    )
    replaced(_CUT, _a_hyphen, windows, starts)


def _a_hyphen(_: re.Match[str]) -> str:
    return "-"


def _is_one(first: str, second: str, known: Counter[str]) -> bool:
    """Whether two parts are one word: it stands elsewhere whole, or one of the parts is no word by itself."""
    if not second[:1].islower():
        return False
    if known[(first + second).casefold()] > 0:
        return True
    return known[first.casefold()] < 1 or known[second.casefold()] < 1
