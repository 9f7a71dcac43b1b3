"""Words without what people type differently: case, accents, the vowel signs and the article of Arabic, ё and ґ.

The same is done to a text when it is indexed, to a question, and to a text in which the words found are marked.
"""

import re
import unicodedata

MARKS = "".join(chr(c) for c in range(0x300, 0x10000) if unicodedata.category(chr(c)) == "Mn")
_MARKS = re.compile(f"[{re.escape(MARKS)}]+")
_SHORT_I = "и\u0306"
"""й when it was taken apart: a letter of its own, on which the endings of Russian and Ukrainian depend."""
_LETTERS = str.maketrans(
    {
        "ґ": "г",
        "ı": "i",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ى": "ي",
        "ة": "ه",
        "ک": "ك",
        "ی": "ي",
        "\u0640": None,  # tatweel, which draws a word out
        "\u00ad": None,
        "\u200b": None,
        "\u200c": None,
        "\u200d": None,
        "\u2060": None,
    }
)
_CYRILLIC = "\u0400-\u04ff"
_APOSTROPHE = re.compile(f"(?<=[{_CYRILLIC}])['’ʼ`´′](?=[{_CYRILLIC}])")
_ARABIC = re.compile("[\u0620-\u06ff]")
_ARTICLE = re.compile(r"\b(?:[وفبك]?ال|لل)(?=[\u0620-\u06ff]{3})")
_WORD = re.compile(r"[^\W_]+")


def folded(text: str) -> str:
    """``text`` in small letters without accents and signs; words keep their order and stay apart.

    >>> folded("Détenus: Ёлка, İŞIK und Łódź"), folded("الْمُعتَقَلات")
    ('detenus: елка, isik und lodz', 'معتقلات')
    """
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = _MARKS.sub("", apart.replace(_SHORT_I, "й")).translate(_LETTERS)
    if "'" in plain or "’" in plain or "ʼ" in plain:
        plain = _APOSTROPHE.sub("", plain)
    return _ARTICLE.sub("", plain) if _ARABIC.search(plain) else plain


def words_in(plain: str) -> list[str]:
    """The words of a text that was folded, as the index parts them: letters and digits."""
    return _WORD.findall(plain)


def small(text: str) -> str:
    """``text`` in small letters with its accents, each letter one sign; for stems that depend on accents."""
    return text.lower() if text.isascii() else unicodedata.normalize("NFC", text).lower()


def small_turkish(text: str) -> str:
    """``text`` in the small letters of Turkish: I is ı, and İ is i.

    >>> small_turkish("ISLAK İNSAN")
    'ıslak insan'
    """
    return unicodedata.normalize("NFC", text).replace("İ", "i").replace("I", "ı").lower()
