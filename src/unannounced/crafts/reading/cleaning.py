"""Extracted text made fit to be read: no controls, no page furniture, words whole again."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

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
    }
)
"""What becomes of each sign that has no place in a text; a soft hyphen and marks without width vanish."""

_STRANGE = re.compile("[" + "".join(re.escape(chr(sign)) for sign in SIGNS) + "]")
_SYMBOL = r"(?:A|E|CAT|CED|CPT|CCPR|CERD|CRC)(?:/ ?[A-Za-z0-9.()-]+){1,7}"
_PAGE_INLINE = re.compile(
    rf"(?<![\w/(]){_SYMBOL}\s{{1,4}}[Pp]age\s{{1,4}}\d{{1,4}}(?!\w)|\bGE\.\d\d-\s?\d{{0,6}}(?:\s?\([A-Z]\))?"
)
_FURNITURE = re.compile(
    rf"(?:{_SYMBOL}|CPT(?:/Inf)? ?\(\d{{4}}\) ?\d{{1,3}}|[Pp]age \d{{1,4}}"
    r"|-? ?\d{1,4} ?-?|GE\.\d\d-.{0,40}|_{3,}|[ ./-]+)"
)
_FOOTNOTE = re.compile(r"\*{1,4} ?\S.{0,300}")
_EDGE = 3
_LINE = re.compile(r"[^\n]+")
_LETTERS = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Clean:
    """The text without page furniture, lines ended by a line feed, and the furniture with how often it stood there."""

    text: str
    furniture: Counter[str]


def without_controls(text: str) -> str:
    """``text`` with plain spaces and line feeds, and no control or sign without width."""
    return _STRANGE.sub(_plain_sign, text.replace("\r\n", "\n"))


def _plain_sign(found: re.Match[str]) -> str:
    return SIGNS[ord(found[0])] or ""


def clean(pages: Sequence[str]) -> Clean:
    """The pages (or the one text) as one, without what repeats at their edges."""
    furniture: Counter[str] = Counter()
    kept = StringIO()
    if len(pages) == 1:
        for line in _lines(pages[0]):
            _sort(line, line, frozenset(), kept, furniture)
    else:
        split = [list(_lines(page)) for page in pages]
        repeated = _repeated(split)
        for lines in split:
            for place, line in enumerate(lines):
                at_edge = place < _EDGE or place >= len(lines) - _EDGE
                _sort(line, _masked(line) if at_edge else "", repeated, kept, furniture)
    text = kept.getvalue().rstrip("\n")
    for found in _PAGE_INLINE.finditer(text):
        furniture[" ".join(found[0].split())] += 1
    return Clean(_whole_words(_PAGE_INLINE.sub(" ", text)), furniture)


def _sort(line: str, masked: str, repeated: frozenset[str], kept: StringIO, furniture: Counter[str]) -> None:
    """Put one line where it belongs; footnotes to the title, marked by stars, belong nowhere."""
    if masked in repeated or (len(line) < 60 and _FURNITURE.fullmatch(line)):
        furniture[line] += 1
    elif not (line[0] == "*" and _FOOTNOTE.fullmatch(line)):
        kept.write(line)
        kept.write("\n")


def one_line(text: str) -> str:
    """``text`` as one line.

    >>> one_line("a  list\\nof words ")
    'a list of words'
    """
    return " ".join(text.split())


def _lines(page: str) -> Iterator[str]:
    for found in _LINE.finditer(without_controls(page)):
        line = " ".join(found[0].split())
        if line:
            yield line


def _masked(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def _repeated(pages: Iterable[list[str]]) -> frozenset[str]:
    """Lines at the edges of at least three pages, numbers aside; never lines as long as a sentence."""
    seen: Counter[str] = Counter()
    for lines in pages:
        edges = lines[:_EDGE] + lines[-_EDGE:] if len(lines) > 2 * _EDGE else lines
        seen.update({_masked(line) for line in edges if len(line) < 90})
    return frozenset(line for line, times in seen.items() if times >= 3)


def _whole_words(text: str) -> str:
    """Words that the end of a line cut, made whole: with a hyphen where both parts are words of the text."""
    if "\ufffe" not in text and "-\n" not in text:
        return text
    known = Counter(found[0].casefold() for found in _LETTERS.finditer(text))
    text = re.sub(
        r"([^\W\d_]{1,40})(?:\ufffe\s?|-\n)([^\W\d_]{1,40})",
        lambda found: found[1] + ("" if _is_one(found[1], found[2], known) else "-") + found[2],
        text,
    )
    return re.sub(r"\ufffe\s?", "-", text)


def _is_one(first: str, second: str, known: Counter[str]) -> bool:
    """Whether two parts are one word: it stands elsewhere whole, or one of the parts is no word by itself."""
    if not second[:1].islower():
        return False
    if known[(first + second).casefold()]:
        return True
    return known[first.casefold()] < 2 or known[second.casefold()] < 2
