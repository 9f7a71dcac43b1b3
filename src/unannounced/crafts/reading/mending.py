"""Text that was decoded wrongly before it came here, made whole: "rŽgime" and "rÃ©gime" are both "régime".

Only what cannot have been written so is taken for damage, and only where there is more than a slip of it: a capital Ž
inside small letters of a text without other accents, or pairs of signs that are one letter of UTF-8.
"""

import re

_LEAST = 3
_FIRST = "ÃÂÅÄÐÑØÙâ"
"""What the first of two or three bytes of UTF-8 looks like in Windows-1252, for letters of our readers."""
_AS_1252 = {bytes([byte]).decode("cp1252", errors="ignore") or chr(byte): byte for byte in range(128, 256)}
_FOLLOWING = "".join(re.escape(sign) for sign, byte in _AS_1252.items() if byte < 0xC0)
_PAIR = re.compile(rf"[\u00c2-\u00df][{_FOLLOWING}]|[\u00e0-\u00ef][{_FOLLOWING}]{{2}}")
_MAC = {ord(sign): bytes([byte]).decode("mac_roman") for sign, byte in _AS_1252.items()}
_MAC_IN_WORDS = re.compile(r"(?<=[a-z])[Ž\u008e\u008f\u0090Õ](?=[a-z])")
_WHOLE_IN_WORDS = re.compile(r"(?<=[a-z])[éèêëàâçîïôûùüñóíáöäßå’](?=[a-z])")


def mended(text: str) -> str:
    """``text`` with its accents and apostrophes as they were written.

    >>> mended("La dŽlŽgation, lÕobligation, le rŽgime")
    'La délégation, l’obligation, le régime'
    >>> mended("La dÃ©lÃ©gation et le rÃ©gime")
    'La délégation et le régime'
    >>> mended("Žižek and Ž")
    'Žižek and Ž'
    """
    if text.isascii():
        return text
    if sum(map(text.count, _FIRST)) >= _LEAST and len(_PAIR.findall(text)) >= _LEAST:
        text = _from_utf8(text)
    if text.count("Ž") + text.count("Õ") + text.count("\u008e") >= _LEAST:
        text = _from_mac(text)
    return text


def _from_utf8(text: str) -> str:
    """Pairs that are one letter of UTF-8, if these are what is above the plain signs of the text."""
    damaged = sum(map(len, _PAIR.findall(text)))
    high = sum(not sign.isascii() for sign in text)
    return _PAIR.sub(_one_letter, text) if damaged * 2 > high else text


def _one_letter(found: re.Match[str]) -> str:
    try:
        return bytes(_AS_1252[sign] for sign in found[0]).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return found[0]


def _from_mac(text: str) -> str:
    """Signs of the Macintosh that were taken for those of Windows, if no sign inside words is right as it stands."""
    damaged = len(_MAC_IN_WORDS.findall(text))
    if damaged < _LEAST or len(_WHOLE_IN_WORDS.findall(text)) * 10 > damaged:
        return text
    return text.translate(_MAC)
