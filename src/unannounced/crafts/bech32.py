"""Bech32 (BIP 173) of any length: the letters in which age writes recipients and identities.

Its check-sum finds a slip of the pen, nothing more.
"""

LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_VALUES = {letter: value for value, letter in enumerate(LETTERS)}
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECK = 6


def encode(prefix: str, content: bytes) -> str:
    """``content`` as ``prefix``, a one, letters and a check-sum, all lower case.

    >>> encode("age", bytes(2))
    'age1qqqqlpnwam'
    """
    words = _regroup(content, 8, 5, fill=True)
    check = _polymod([*_expanded(prefix), *words, *[0] * _CHECK]) ^ 1
    words += [check >> 5 * (_CHECK - 1 - place) & 31 for place in range(_CHECK)]
    return f"{prefix}1{''.join(LETTERS[word] for word in words)}"


def decode(text: str) -> tuple[str, bytes]:
    """The prefix, lower case, and the bytes; raises ``ValueError`` where a letter is wrong or the case mixed.

    >>> decode("age1qqqqlpnwam")
    ('age', b'\\x00\\x00')
    """
    if text not in (text.lower(), text.upper()):
        raise ValueError("capitals and small letters are mixed")
    prefix, one, letters = text.lower().rpartition("1")
    if not one or not prefix or len(letters) < _CHECK or not text.isascii() or not text.isprintable():
        raise ValueError("this is not bech32")
    try:
        words = [_VALUES[letter] for letter in letters]
    except KeyError as unknown:
        raise ValueError("a letter is none of bech32") from unknown
    if _polymod([*_expanded(prefix), *words]) != 1:
        raise ValueError("the check-sum does not fit")
    return prefix, bytes(_regroup(words[:-_CHECK], 5, 8, fill=False))


def _expanded(prefix: str) -> list[int]:
    return [*(ord(letter) >> 5 for letter in prefix), 0, *(ord(letter) & 31 for letter in prefix)]


def _polymod(words: list[int]) -> int:
    check = 1
    for word in words:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ word
        for place, generator in enumerate(_GENERATOR):
            if top >> place & 1:
                check ^= generator
    return check


def _regroup(values: bytes | list[int], held: int, wanted: int, *, fill: bool) -> list[int]:
    """Bits in groups of ``held`` as groups of ``wanted``; without ``fill`` what is left over must be zeros."""
    bits, count, groups = 0, 0, []
    for value in values:
        bits, count = bits << held | value, count + held
        while count >= wanted:
            count -= wanted
            groups.append(bits >> count)
            bits &= (1 << count) - 1
    if fill and count:
        groups.append(bits << wanted - count)
    elif not fill and (count >= held or bits):
        raise ValueError("bits are left over")
    return groups
