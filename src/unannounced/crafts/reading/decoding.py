"""Which characters the bytes of a text file stand for, where nothing in the file says so.

A byte order mark decides, then strict UTF-8. Otherwise each likely encoding is tried on the bytes above 127 and their
neighbours, and judged by what becomes of them: letters inside words, apostrophes, quotation marks and dashes are
what writers write; capitals inside words, controls and rare signs are not.
"""

import codecs
import re
import unicodedata
from collections import Counter
from math import sqrt

CANDIDATES = ("cp1252", "mac_roman", "cp1250", "iso8859_2", "cp1251", "koi8_r", "mac_cyrillic", "cp1254", "cp437")
"""Encodings of one byte a character, likeliest first: the first wins a tie."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 2_000_000
_AROUND_HIGH = re.compile(rb"[\x00-\x7f]?[\x80-\xff]{1,24}[\x00-\x7f]?")
_WEST = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿœßÀÁÂÄÅÆÇÈÉÊËÍÎÏÑÓÔÖØÚÜŒ")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def decoded(content: bytes) -> str | None:
    """The text that ``content`` stands for; None if it is no text."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _if_text(_strictly(content[len(mark) :], encoding))
    text = _in_pairs(content) if content.count(0, 0, 4096) else None
    if text is None:
        text = _strictly(content, "utf-8")
    return _if_text(text if text is not None else content.decode(best_single_byte(content), errors="replace"))


def best_single_byte(content: bytes) -> str:
    """The encoding of ``CANDIDATES`` that makes the most sense of the bytes above 127.

    >>> best_single_byte("the State’s duty – “now” – and a café".encode("mac_roman"))
    'mac_roman'
    >>> best_single_byte("the State’s duty – “now” – and a café".encode("cp1252"))
    'cp1252'
    """
    seen = Counter(_AROUND_HIGH.findall(content[:_SAMPLE]))
    most = seen.most_common(2000)
    return max(CANDIDATES, key=lambda encoding: _sense(most, encoding))


def _strictly(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _in_pairs(content: bytes) -> str | None:
    """Text of two bytes a character without a mark: every other byte is zero in most writing."""
    head = content[:4096]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) * 2 < len(head) * 0.6:
        return None
    return _strictly(content[: len(content) // 2 * 2], "utf-16-le" if odd > even else "utf-16-be")


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
    return 1.0 if sign.islower() else 0.6


def _script(letter: str) -> str:
    return "LATIN" if letter < "\u0250" or letter in "ﬁﬂ" else "CYRILLIC" if "\u0400" <= letter < "\u0530" else "OTHER"
