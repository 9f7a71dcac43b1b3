"""The receipt of a communication: ten words that only the sender has, and the keys that follow from them.

Each word is one of 1,024 of a list of the sender's language, so ten are 100 bits drawn by chance: too many to try. They
are therefore not stretched, and a slow telephone has its keys at once. From the words follow an identity, which opens
what is sealed to the sender, and an address, by which the sender is found again. Neither leads to the other, nor to the
words (HKDF-SHA256, RFC 5869). Keys follow from the words as they are written and not from their places in a list, so
that a receipt still opens when a list was put in another order or has grown; no word leaves a list once it was drawn.
"""

import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from unannounced.crafts.sealing import identity_of_seed

WORDS: Final = 10
"""Words of a receipt."""
IN_A_LIST: Final = 1024
LANGUAGES: Final = ("en", "fr", "ru", "uk", "tr", "ar")
KNOWN_BY: Final = 4
"""So many letters of a word name it: no two words of a list begin with the same."""
_LABEL: Final = b"unannounced receipt v1 "
_ALIKE: Final = str.maketrans(
    {"ı": "i", "œ": "oe", "æ": "ae", "ґ": "г"}
    | {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": ""}
)
"""Letters that are written one for another by hand."""


class UnknownWords(ValueError):
    """Words that are in no list, by their places from 1; the rest may be right."""

    def __init__(self, places: Sequence[int]) -> None:
        super().__init__(f"Words {', '.join(map(str, places))} are in no list.")
        self.places = tuple(places)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What follows from the words.

    ``identity`` opens what is sealed to the sender (``AGE-SECRET-KEY-PQ-1…``); ``address`` are 32 bytes, hexadecimal,
    by which the sender asks for what waits. Whoever has the address can ask and erase, but not read.
    """

    identity: str
    address: str


@cache
def words_of(language: str) -> tuple[str, ...]:
    """The words of a language, in the order of the list. Raises ``KeyError`` for a language without one."""
    if language not in LANGUAGES:
        raise KeyError(language)
    text = resources.files("unannounced.facts").joinpath(f"receipt_words/{language}.txt").read_text("utf-8")
    return tuple(text.split())


def drawn(language: str) -> tuple[str, ...]:
    """The words of a new receipt, each drawn by itself. Raises ``KeyError`` for a language without a list."""
    return tuple(secrets.choice(words_of(language)) for _place in range(WORDS))


def folded(word: str) -> str:
    """A word without what may be left out or confused when it is written by hand: marks, large letters, dots.

    >>> [folded(word) for word in ("Été", "cœur", "IŞIK", "ёж", "أَسَد")]
    ['ete', 'coeur', 'isik', 'еж', 'اسد']
    """
    plain = unicodedata.normalize("NFKC", word).casefold().translate(_ALIKE)
    return "".join(one for one in unicodedata.normalize("NFKD", plain) if unicodedata.category(one) != "Mn")


def as_written(text: str) -> tuple[str, ...]:
    """The words that somebody typed, whole: of each its first letters are enough, and what stands between is not read.

    The list is the one that has most of them. Raises ``UnknownWords`` where one is in no list, or if there are more or
    fewer than ten: then every missing place is named.

    >>> as_written("one two")
    Traceback (most recent call last):
    ...
    unannounced.crafts.receipt_words.UnknownWords: Words 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 are in no list.
    """
    typed = "".join(one if one.isalpha() or unicodedata.combining(one) else " " for one in text).split()
    known = max((_known(language, typed) for language in LANGUAGES), key=lambda held: len(held) - held.count(None))
    missing = [place for place, word in enumerate(known, 1) if word is None]
    missing += range(len(known) + 1, WORDS + 1)
    if missing or len(known) > WORDS:
        raise UnknownWords(missing or range(WORDS + 1, len(known) + 1))
    return tuple(word for word in known if word is not None)


def _known(language: str, typed: Sequence[str]) -> list[str | None]:
    by_letters = _by_letters(language)
    return [_word(by_letters, folded(one)) for one in typed]


def _word(by_letters: dict[str, str], typed: str) -> str | None:
    found = by_letters.get(typed[:KNOWN_BY])
    return found if found is not None and folded(found).startswith(typed) else None


@cache
def _by_letters(language: str) -> dict[str, str]:
    return {folded(word)[:KNOWN_BY]: word for word in words_of(language)}


def receipt_of(words: Sequence[str]) -> Receipt:
    """The keys that follow from the words of a receipt, in their order. Raises ``ValueError`` unless there are ten."""
    if len(words) != WORDS:
        raise ValueError(f"A receipt has {WORDS} words, and these are {len(words)}.")
    said = " ".join(map(folded, words)).encode()
    return Receipt(identity_of_seed(_derived(said, b"identity")), _derived(said, b"address").hex())


def _derived(said: bytes, what: bytes) -> bytes:
    return HKDF(SHA256(), 32, None, _LABEL + what).derive(said)
