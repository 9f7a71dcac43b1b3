"""Which characters the bytes of a text file stand for, where nothing or little in the file says so.

A byte order mark decides, then strict UTF-8. Otherwise each likely encoding is tried on the bytes above 127 and their
neighbours, and judged by what becomes of them: letters inside words, apostrophes, quotation marks and dashes are
what writers write; capitals inside words, controls and rare signs are not. What was decoded wrongly before it came
here, ``mending.py`` mends.
"""

import codecs
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from math import sqrt

from unannounced.crafts.reading.mending import mended

_EUROPEAN = ("cp1252", "mac_roman", "cp1250", "iso8859_2", "cp1251", "koi8_r", "mac_cyrillic", "cp1254", "cp437")
CANDIDATES = (*_EUROPEAN, "cp1256", "iso8859_6")
"""Encodings of one byte a character, likeliest first: the first wins a tie."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 2_000_000
_PIECE = 64 * 1024
_HIGHEST_PAGE = 6  # Latin, Greek, Cyrillic, Hebrew and Arabic: the first byte of two
_SAID = re.compile(rb"(?:charset|encoding)\s{0,5}=\s{0,5}[\"']?([\w.:-]{3,30})", re.IGNORECASE)
_KNOWN = re.compile(
    r"(?:windows-|cp)125[0-8]|iso-?8859-(?:[1-9]|1[0-6])|koi8-[ru]|(?:ibm|cp)?866|gbk|gb2312|gb18030|big5"
    r"|shift_jis|euc-jp|euc-kr"
)
_CALLED = {
    **dict.fromkeys(("iso-8859-1", "iso8859-1", "latin1", "us-ascii", "ascii"), "cp1252"),
    **dict.fromkeys(("iso-8859-9", "iso8859-9", "latin5"), "cp1254"),
    "macintosh": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic",
    "gb2312": "gb18030",
}
_HIGH = re.compile(rb"[\x80-\xff]{1,24}")
_WEST = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿœßÀÁÂÄÅÆÇÈÉÊËÍÎÏÑÓÔÖØÚÜŒ")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def decoded(content: bytes) -> str | None:
    """The text that ``content`` stands for, mended where it was decoded wrongly before; None if it is no text."""
    text = _decoded(content)
    return None if text is None else mended(text)


def _decoded(content: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _if_text(_strictly(content[len(mark) :], encoding))
    text = _in_pairs(content) if content.count(0, 0, 4096) else None
    if text is None:
        text = _strictly(content, "utf-8")
    return _if_text(text if text is not None else content.decode(best_single_byte(content), errors="replace"))


def pieces_in_utf8(content: bytes) -> Iterator[bytes]:
    """A page of HTML in UTF-8, piece by piece, whatever it is written in: its mark decides, then what it says itself.

    What it says counts only for what is no UTF-8: pages are often kept in another encoding than they were sent in.
    """
    mark, encoding = next(
        ((mark, encoding) for mark, encoding in _MARKS if content.startswith(mark)), (b"", _of_page(content))
    )
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    for start in range(len(mark), len(content), _PIECE):
        piece = decoder.decode(content[start : start + _PIECE], final=start + _PIECE >= len(content))
        yield piece.replace("\x00", "").encode("utf-8", errors="replace")


def _of_page(content: bytes) -> str:
    in_pairs = _pairs(content) if content.count(0, 0, 4096) else ""
    if in_pairs or _is_utf8(content):
        return in_pairs or "utf-8"
    said = _SAID.search(content[:4096])
    called = said[1].decode("ascii").casefold() if said else ""
    return _CALLED.get(called) or (called if _KNOWN.fullmatch(called) else best_single_byte(content))


def _is_utf8(content: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(content), _PIECE):
            decoder.decode(content[start : start + _PIECE], final=start + _PIECE >= len(content))
    except UnicodeDecodeError:
        return False
    return True


def best_single_byte(content: bytes) -> str:
    """The encoding of ``CANDIDATES`` that makes the most sense of the bytes above 127.

    >>> best_single_byte("the State’s duty – “now” – and a café".encode("mac_roman"))
    'mac_roman'
    >>> best_single_byte("the State’s duty – “now” – and a café".encode("cp1252"))
    'cp1252'
    """
    sample = content[:_SAMPLE]
    seen = Counter(sample[max(0, one.start() - 1) : one.end() + 1] for one in _HIGH.finditer(sample))
    most = seen.most_common(2000)
    best = max(CANDIDATES, key=lambda encoding: _sense(most, encoding))
    return _nearer(seen) if best == "cp1252" else best


def _nearer(seen: Counter[bytes]) -> str:
    """The encoding of the West, unless its letters stand as those of a neighbour would that differs in a few of them.

    What would be ð, ý and þ is Turkish where no á, é, í, ó, ú stand beside them; š and ž are common in no language of
    the West.
    """
    times: Counter[int] = Counter()
    for one, count in seen.items():
        for byte in one:
            times[byte] += count
    turkish = sum(times[byte] for byte in b"\xd0\xdd\xde\xf0\xfd\xfe")
    icelandic = sum(times[byte] for byte in b"\xe1\xe9\xed\xf3\xfa")
    if turkish > 2 * icelandic and turkish * 10 > sum(times[byte] for byte in range(0xC0, 0x100)):
        return "cp1254"
    slavic = sum(times[byte] for byte in b"\x8a\x8e\x9a\x9e")
    return "cp1250" if slavic > 2 and slavic * 12 > sum(times[byte] for byte in range(0x8A, 0x100)) else "cp1252"


def _strictly(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _in_pairs(content: bytes) -> str | None:
    """Text of two bytes a character without a mark; None if it is none."""
    encoding = _pairs(content)
    return _strictly(content[: len(content) // 2 * 2], encoding) if encoding else None


def _pairs(content: bytes) -> str:
    """The order of two bytes a character: every other byte is zero in Latin writing, and small in that of our readers.

    >>> _pairs("Пытки запрещены".encode("utf-16-be"))
    'utf-16-be'
    """
    head = content[:4096]
    even, odd = (sum(half.count(high) for high in range(_HIGHEST_PAGE + 1)) for half in (head[::2], head[1::2]))
    if max(even, odd) * 2 < len(head) * 0.6 or min(even, odd) > max(even, odd) * 0.8:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _if_text(text: str | None) -> str | None:
    """``text``, unless more than a few, and more than a hundredth of it, are controls or stand for nothing."""
    if text is None:
        return None
    strange = len(_CONTROLS.findall(text)) + text.count("\ufffd")
    return None if strange > max(3, len(text) // 100) else text


def _sense(seen: list[tuple[bytes, int]], encoding: str) -> float:
    return sum(sqrt(count) * _sense_of(one.decode(encoding, errors="replace")) for one, count in seen)


def _sense_of(text: str) -> float:
    """How much sense the signs above 127 make between their neighbours."""
    total = 0.0
    for place, sign in enumerate(text):
        if sign > "\x7f":
            before = text[place - 1] if place else " "
            after = text[place + 1] if place + 1 < len(text) else " "
            total += _sense_between(before, sign, after)
    return total


def _sense_between(before: str, sign: str, after: str) -> float:
    inside = before.isalpha() or after.isalpha()
    if sign == "’":
        return 3.0 if before.isalpha() else 0.5
    if sign in "“‘":
        return 2.0 if after.isalnum() and not before.isalpha() else -1.0
    if sign == "”":
        return 2.0 if not after.isalpha() and not before.isspace() else -1.0
    if sign in "–—…•":
        return 1.0 if not (before.isalpha() and after.isalpha()) else 0.2
    if sign == "\xa0" and before.isspace():
        return -0.5
    if sign in "\xa0§°«»":
        return 0.5 if not (before.isalpha() and after.isalpha()) else -2.0
    if sign.isalpha():
        return _letter_between(before, sign, after)
    return -3.0 if inside or unicodedata.category(sign) in ("Cc", "Cn", "So", "Sm") else -1.0


def _letter_between(before: str, sign: str, after: str) -> float:
    if sign.isupper() and before.islower():
        return -3.0
    neighbour = next((one for one in (before, after) if one.isalpha()), "")
    if neighbour and _script(neighbour) != _script(sign):
        return -3.0
    if not neighbour:
        return -0.5 if sign not in "àáéíóúAÀÉ" else 0.2
    if _script(sign) == "LATIN" and neighbour > "\x7f" and (after if after.isalpha() else sign) > "\x7f":
        return -1.0  # accents beside accents: another script, read as Latin
    if _script(sign) == "LATIN":
        return 1.5 if sign in _WEST else 0.8
    return 1.0 if sign.islower() or not before.isalpha() else 0.6


def _script(letter: str) -> str:
    if letter < "\u0250" or letter in "ﬁﬂ":
        return "LATIN"
    if "\u0400" <= letter < "\u0530":
        return "CYRILLIC"
    return "ARABIC" if "\u0600" <= letter < "\u0700" else "OTHER"
